//! Whether a page answers the question that its address puts to a search.

use super::{scope::Scope, witness::Witness};
use crate::{page::Region, text};

/// Fewer words than this stand on many pages by chance.
const LEAST_WORDS: usize = 3;

/// Whether words of the page's address are the title of a link in its main content to another page.
pub(super) fn finds(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    let asked = page.url.query_pairs().map(|(_, value)| text::normalise(&value));
    let asked: Vec<String> = asked.filter(|words| words.split(' ').count() >= LEAST_WORDS).collect();
    if asked.is_empty() {
        return false;
    }
    let leads_elsewhere = |target: &url::Url| target.path() != page.url.path();
    let found = page.links.iter().find(|link| {
        link.at.region == Region::Main
            && link.target.as_ref().is_some_and(leads_elsewhere)
            && asked.contains(&text::normalise(&link.label))
    });
    if let Some(link) = found {
        witness.count(1, Some(link.at), [link.label.clone()]);
    }
    found.is_some()
}
