//! What the address and the source of a page prove: a secure connection, the form of the host name, metadata, pictures
//! with words in their place, the encoding.

use super::{measure::host_fits, scope::Scope, witness::Witness};
use crate::{fetch::Ipv6, page::Technical, text};

/// The page's own address, over HTTPS if `secure`, at one of `hosts` unless there are none.
pub(super) fn address(secure: bool, hosts: &[String], scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let url = &scope.page.url;
    let host = url.host_str().unwrap_or_default();
    let held = (!secure || url.scheme() == "https")
        && (hosts.is_empty() || hosts.iter().any(|pattern| is_own(host, pattern, scope)));
    if held {
        witness.count(1, None, [format!("{}://{host}", url.scheme())]);
    }
    held
}

/// An AAAA record of the page's own host.
pub(super) fn reachable_by_ipv6(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let held = scope.subject.ipv6 == Ipv6::Present;
    if held {
        let host = scope.page.url.host_str().unwrap_or_default();
        witness.count(1, None, [format!("{host}: AAAA")]);
    }
    held
}

/// Whether the page's own host is what a pattern means. Hyphens in a name do not count: `baria-vungtau.gov.vn`.
fn is_own(host: &str, pattern: &str, scope: &Scope<'_>) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let label = |domain: &str| {
        let label = host.strip_suffix(domain)?.strip_suffix('.')?;
        (!label.is_empty() && !label.contains('.')).then_some(label)
    };
    match pattern.split_once('.') {
        Some(("{label}", domain)) => label(domain).is_some(),
        Some(("{name}", domain)) => label(domain).is_some_and(|label| {
            let label = label.replace('-', "");
            scope.subject.names.iter().any(|name| text::strip_marks(name).replace(' ', "") == label)
        }),
        _ => host_fits(host, pattern, scope.subject.domains),
    }
}

/// At least `at_least` of the named metadata, each with a value that contains one of `containing` unless there are none.
pub(super) fn metadata(
    names: &[String],
    at_least: u32,
    containing: &[String],
    scope: &Scope<'_>,
    witness: &mut Witness,
) -> bool {
    let says = |content: &str| {
        let content = content.to_lowercase();
        containing.is_empty() || containing.iter().any(|wanted| content.contains(wanted))
    };
    let metas = &scope.page.technical.metas;
    let found: Vec<String> = names
        .iter()
        .filter_map(|name| metas.iter().find(|meta| meta.name == *name && says(&meta.content)))
        .map(|meta| format!("{}: {}", meta.name, meta.content))
        .collect();
    let enough = found.len() >= at_least.max(1) as usize;
    if enough {
        witness.count(found.len(), None, found);
    }
    enough
}

/// Whether at least `percent` of the page's pictures have `alt`; a page without pictures proves nothing.
pub(super) fn pictures_described(percent: u32, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let Technical { pictures, described, .. } = scope.page.technical;
    let enough = pictures > 0 && u64::from(described) * 100 >= u64::from(percent) * u64::from(pictures);
    if enough {
        witness.count(described as usize, None, [format!("alt: {described}/{pictures}")]);
    }
    enough
}

/// `lang` of the document element.
pub(super) fn language_declared(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let language = &scope.page.technical.language;
    if !language.is_empty() {
        witness.count(1, None, [format!("lang={language}")]);
    }
    !language.is_empty()
}

/// UTF-8 or UTF-16 without text that was typed for older fonts.
pub(super) fn unicode(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let charset = &scope.page.charset;
    let held = charset.name.starts_with("UTF-") && charset.legacy.is_none() && !charset.malformed;
    if held {
        witness.count(1, None, [charset.name]);
    }
    held
}

/// Text that was typed in an encoding older than Unicode.
pub(super) fn older_encoding(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let legacy = scope.page.charset.legacy;
    if let Some(encoding) = legacy {
        witness.count(1, None, [encoding.name()]);
    }
    legacy.is_some()
}

/// A script that calls one of `hosts`.
pub(super) fn scripts_call(hosts: &[String], scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let called = scope.page.technical.services.iter().find(|service| hosts.contains(service));
    if let Some(service) = called {
        witness.count(1, None, [service.as_str()]);
    }
    called.is_some()
}
