//! Hosts and folders of component sites, as far as an address can tell.

use url::Url;

use crate::{judge::observation::address_key, registry::Portal};

/// Steps from the host to the folder of a site: `/web/sotaichinh`.
const DEEPEST: usize = 3;

/// The host of a component site at whose start page `target` points, as far as an address can tell.
pub(crate) fn component_of<'t>(portal: &Portal, target: &'t Url) -> Option<&'t str> {
    let host = bare_host(target);
    (is_start(target) && portal.covers(target) && host != bare_host(&portal.url)).then_some(host)
}

/// The folder of the portal's own host in which `target` may be the start page of a component site: host and path, see
/// [`address_key`].
pub(super) fn folder_of(portal: &Portal, target: &Url) -> Option<String> {
    let mut steps = target.path().split('/').filter(|step| !step.is_empty());
    let own = bare_host(target) == bare_host(&portal.url) && !is_start(target) && target.query().is_none();
    let folder = own && steps.clone().count() <= DEEPEST && steps.all(|step| !step.contains('.'));
    folder.then(|| address_key(target))
}

/// Host without `www.`.
pub(crate) fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

pub(super) fn is_start(url: &Url) -> bool {
    matches!(url.path(), "" | "/") && url.query().is_none()
}
