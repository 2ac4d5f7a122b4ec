//! Parts of the query that change nothing on the page: session ids under any name, marks of whoever shares, copies for
//! the printer. Learnt from pages that are the same but for one pair of their query.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hasher as _},
};

use url::Url;

use crate::page::Page;

/// Pairs of a query that are looked at.
const MOST_PAIRS: usize = 8;
/// Pages and names remembered.
const MOST: usize = 20_000;
/// Similarity hashes of one page seen twice differ in no more bits: a counter, the time of day.
const SAME: u32 = 2;
/// So many pairs of pages that are the same speak for a name, if none speaks against it.
const ENOUGH: u8 = 2;
/// Numbers with at most so many digits stand for items and pages of lists.
const ITEM: usize = 9;
/// So many forms of what looks like something undecided are visited, and so many that only another token makes.
const FORMS: u8 = 8;
const FORMS_BY_TOKEN: u8 = 2;

/// What a page looked like.
#[derive(Clone, Copy, Debug)]
struct Look {
    content: u64,
    title: u64,
    /// Visits of it in this form.
    visits: u8,
}

/// What was learnt about a name.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    same: u8,
    other: bool,
}

/// The pages with and without each pair of their query.
#[derive(Debug, Default)]
pub(super) struct Variants {
    /// By [`form`]; without a name the page as it is.
    looks: HashMap<u64, Look>,
    names: BTreeMap<String, Evidence>,
}

impl Variants {
    /// Takes in the page at `url` (canonical).
    pub(super) fn saw(&mut self, url: &Url, page: &Page) {
        let mut look = Look { content: page.fingerprint, title: hash(&page.title), visits: 1 };
        if look.content == 0 || self.looks.len() >= MOST {
            return;
        }
        let pairs = pairs(url);
        for (name, value) in &pairs {
            let rest = form(url, &pairs, name);
            let key = hash(&(rest, *name));
            let without = self.looks.get(&hash(&(rest, ""))).copied();
            let with_other = self.looks.get(&key).copied();
            // Two items may both be missing and look the same; a flag is told by the page without it.
            let is_item = value.len() <= ITEM && value.bytes().all(|byte| byte.is_ascii_digit());
            let compared: Vec<Look> = without.into_iter().chain(with_other.filter(|_| !is_item)).collect();
            if !compared.is_empty() && self.names.len() < MOST {
                let evidence = self.names.entry(name.to_ascii_lowercase()).or_default();
                for known in compared {
                    if known.title == look.title && (known.content ^ look.content).count_ones() <= SAME {
                        evidence.same = evidence.same.saturating_add(1);
                    } else {
                        evidence.other = true;
                    }
                }
            }
            let known = self.looks.entry(key).or_insert(look);
            known.visits = with_other.map_or(1, |known| known.visits.saturating_add(1));
        }
        let whole = hash(&(form(url, &pairs, ""), ""));
        look.visits = self.looks.get(&whole).map_or(1, |known| known.visits.saturating_add(1));
        self.looks.insert(whole, look);
    }

    /// Whether the page at `url` was seen in another form, by what is known of the names of its query. What is `wanted` is
    /// seen some more times before that is believed.
    pub(super) fn have(&self, url: &Url, wanted: Wanted) -> bool {
        if url.query().is_none() || self.names.is_empty() {
            return false;
        }
        let pairs = pairs(url);
        pairs.iter().any(|(name, value)| {
            let known = self.names.get(&name.to_ascii_lowercase());
            let idle = known.is_some_and(|known| known.same >= ENOUGH && !known.other);
            let rest = idle.then(|| form(url, &pairs, name));
            let of = |key: u64| self.looks.get(&key).map_or(0, |look| look.visits);
            let visits = rest.map_or(0, |rest| of(hash(&(rest, *name))).saturating_add(of(hash(&(rest, "")))));
            let enough = match wanted {
                Wanted::No => 1,
                Wanted::Yes if is_token(value) => FORMS_BY_TOKEN,
                Wanted::Yes => FORMS,
            };
            visits >= enough
        })
    }
}

/// Whether an address looks like something undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Yes,
    No,
}

/// Whether a value is no word and no number: letters and digits mixed.
fn is_token(value: &str) -> bool {
    value.len() >= 6
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !value.contains(['-', '%', '+', '.'])
}

fn pairs(url: &Url) -> Vec<(&str, &str)> {
    let pairs = url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<_> = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).take(MOST_PAIRS).collect();
    pairs.sort_unstable();
    pairs
}

/// The address without the pairs called `name`.
fn form(url: &Url, pairs: &[(&str, &str)], name: &str) -> u64 {
    let rest: Vec<_> = pairs.iter().filter(|(other, _)| *other != name).collect();
    hash(&(url.host_str(), url.path(), rest))
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn see(variants: &mut Variants, path: &str, text: &str) {
        let url: Url = format!("http://mau.gov.vn{path}").parse().unwrap();
        let body = format!("<!doctype html><title>Cổng</title><main><p>{text}");
        let content_type = Some("text/html; charset=utf-8");
        let page = page::read(&page::Source { url: &url, body: body.as_bytes(), content_type, home: false, day: None });
        variants.saw(&url, &page);
    }

    fn seen(variants: &Variants, path: &str) -> bool {
        variants.have(&format!("http://mau.gov.vn{path}").parse().unwrap(), Wanted::No)
    }

    #[test]
    fn a_session_id_under_any_name_is_learnt_from_two_pages() {
        let mut variants = Variants::default();
        see(&mut variants, "/a?phien=x9f2", "Giới thiệu chung về đơn vị");
        see(&mut variants, "/a?phien=k3d8", "Giới thiệu chung về đơn vị");
        assert!(!seen(&variants, "/a?phien=zzzz"), "one pair may be chance");
        see(&mut variants, "/b?id=4&phien=p0p0", "Liên hệ và góp ý với cổng");
        see(&mut variants, "/b?id=4&phien=q1q1", "Liên hệ và góp ý với cổng");
        assert!(seen(&variants, "/a?phien=zzzz"));
        assert!(seen(&variants, "/b?phien=new&id=4"));
        assert!(!seen(&variants, "/b?id=5&phien=new"), "another page");
    }

    #[test]
    fn a_flag_is_learnt_from_the_page_without_it() {
        let mut variants = Variants::default();
        for path in ["/a", "/b", "/a?ban-in=1", "/b?ban-in=1", "/c"] {
            see(&mut variants, path, &format!("Bài viết số {}", &path[1..2].repeat(9)));
        }
        assert!(seen(&variants, "/c?ban-in=1"));
        assert!(!seen(&variants, "/d?ban-in=1"), "nobody saw that page yet");
    }

    #[test]
    fn a_name_that_changes_the_page_once_is_never_idle() {
        let mut variants = Variants::default();
        see(&mut variants, "/t?muc=a", "Chuyên mục chưa có bài viết");
        see(&mut variants, "/t?muc=b", "Văn bản chỉ đạo điều hành của tỉnh");
        for muc in ["c", "d", "e"] {
            see(&mut variants, &format!("/t?muc={muc}"), "Chuyên mục chưa có bài viết");
        }
        assert!(!seen(&variants, "/t?muc=z"));
    }

    #[test]
    fn numbers_of_items_that_are_all_missing_stay_numbers_of_items() {
        let mut variants = Variants::default();
        for id in 1..9 {
            see(&mut variants, &format!("/xem?id={id}"), "Không tìm thấy nội dung yêu cầu");
        }
        assert!(!seen(&variants, "/xem?id=10"));
    }
}
