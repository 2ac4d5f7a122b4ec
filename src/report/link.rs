//! Which addresses may become links.

use super::mask;

/// `address`, if it may be a link: only `http` and `https`, nothing that runs, nothing masked.
pub(super) fn link(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok().filter(|_| !mask::is_masked(address))?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}
