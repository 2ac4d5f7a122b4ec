//! Hosts of component sites, as far as an address can tell.

use url::Url;

use crate::registry::Portal;

/// The host of a component site at whose start page `target` points, as far as an address can tell.
pub(crate) fn component_of<'t>(portal: &Portal, target: &'t Url) -> Option<&'t str> {
    let host = bare_host(target);
    (is_start(target) && portal.covers(target) && host != bare_host(&portal.url)).then_some(host)
}

/// Host without `www.`.
pub(crate) fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

pub(super) fn is_start(url: &Url) -> bool {
    matches!(url.path(), "" | "/") && url.query().is_none()
}
