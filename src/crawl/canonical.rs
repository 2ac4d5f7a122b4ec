//! One form for each address, and one key for all addresses that lead to the same page. Two steps: [`canonical`] gives
//! the address that is asked for and archived; [`key`] is only compared, so it may forget more (scheme, `www.`, order
//! of the query, the section an article is reached through).

use std::{
    borrow::Cow,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use url::Url;

use crate::page::is_noise;

/// Longest address asked for, in bytes.
const LONGEST: usize = 2000;

/// The query keys of CKAN's and similar catalogues' filters: their order and repetition mean nothing.
const FACETS: &[&str] = &["res_format", "organization", "tags", "groups", "license_id", "category", "format", "type"];

/// Which of several canonical addresses are the same page. Stable within a version of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(super) u64);

/// The form of `url` that is asked for: no fragment, no session ids or tracking, percent signs in one form, filters of
/// catalogues in order. `None` for what is never asked for: other schemes, addresses with a user name, no host, or
/// more than 2000 bytes. Canonical addresses are their own canonical form.
pub fn canonical(url: &Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let host = url.host_str()?;
    if host.is_empty() || url.as_str().len() > LONGEST {
        return None;
    }
    let mut clean = url.clone();
    clean.set_fragment(None);
    if let Some(rooted) = host.strip_suffix('.') {
        clean.set_host(Some(rooted)).ok()?;
    }
    let path = normal_escapes(&without_session(url.path()));
    if path != clean.path() {
        clean.set_path(&path);
    }
    if let Some(query) = url.query() {
        let query = canonical_query(query);
        clean.set_query((!query.is_empty()).then_some(query.as_str()));
    }
    // Decoding dots may have made new dot segments; parsing removes them.
    let again = Url::parse(clean.as_str()).ok()?;
    (again.as_str().len() <= LONGEST).then_some(again)
}

/// The key of a canonical address.
pub fn key(url: &Url) -> Key {
    let mut hasher = DefaultHasher::new();
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).hash(&mut hasher);
    // 80 over https and 443 over http are the other scheme's habit, not another place.
    url.port().filter(|port| !matches!(port, 80 | 443)).hash(&mut hasher);
    match article(url.path()) {
        Some(identity) => identity.hash(&mut hasher),
        None => hash_path(url.path(), url.query().is_none(), &mut hasher),
    }
    if let Some(query) = url.query() {
        let mut pairs: Vec<&str> = query.split('&').collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs.hash(&mut hasher);
    }
    Key(hasher.finish())
}

/// Whether `key` (decoded, any case) belongs to a filter of a catalogue.
pub(super) fn is_facet(key: &str) -> bool {
    FACETS.iter().any(|facet| facet.eq_ignore_ascii_case(key)) || key.starts_with("vocab_") || key.starts_with("_tags_")
}

fn hash_path(path: &str, alone: bool, hasher: &mut DefaultHasher) {
    let bare = path.trim_end_matches('/');
    let start = alone
        && bare.strip_prefix('/').is_some_and(|name| {
            let lower = name.to_ascii_lowercase();
            matches!(lower.split_once('.'), Some(("index" | "default" | "home", ending)) if ending.len() <= 5 && !ending.contains('/'))
        });
    if start {
        return;
    }
    // Doubled slashes come from careless templates.
    for segment in bare.split('/').filter(|segment| !segment.is_empty() && !is_session(segment)) {
        segment.hash(hasher);
    }
}

/// What identifies an article of Liferay, which is shown under every section that lists it: the piece after the last
/// `/-/view_content/` or `/-/asset_publisher/INSTANCE/content/`.
fn article(path: &str) -> Option<&str> {
    let piece = if let Some(at) = path.rfind("/view_content/") {
        &path[at + "/view_content/".len()..]
    } else {
        let publisher = path.rfind("/-/asset_publisher/")?;
        let content = path[publisher..].find("/content/")?;
        &path[publisher + content + "/content/".len()..]
    };
    let piece = piece.split('/').next()?;
    (!piece.is_empty()).then_some(piece)
}

/// `;jsessionid=…` and its like end at the next slash.
fn without_session(path: &str) -> Cow<'_, str> {
    if !path.contains(';') {
        return Cow::Borrowed(path);
    }
    let bare = |segment: &str| {
        let (name, parameters) = segment.split_once(';')?;
        let (key, value) = parameters.split_once('=')?;
        (is_noise(key, value) || is_token(value)).then(|| name.to_owned())
    };
    let segments = path.split('/').map(|segment| bare(segment).map_or(Cow::Borrowed(segment), Cow::Owned));
    Cow::Owned(segments.collect::<Vec<_>>().join("/"))
}

/// Whether a value can be nothing but a number that was drawn.
fn is_token(value: &str) -> bool {
    value.len() >= 16
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && value.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a piece of the path is the session of ASP.NET without cookies: `(S(lit3py55t21z5v55vlm25s55))`, also with the
/// marks of other features, as in `(X(1)F(abc)S(def))`. The server sends on everybody who comes without one.
fn is_session(segment: &str) -> bool {
    segment.starts_with('(') && segment.ends_with("))") && segment.as_bytes().get(2) == Some(&b'(')
}

fn canonical_query(query: &str) -> String {
    let mut plain: Vec<String> = Vec::new();
    let mut facets: Vec<String> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty() && *pair != "=") {
        let pair = normal_escapes(pair);
        let (name, value) = pair.split_once('=').unwrap_or((&pair, ""));
        if is_noise(name, value) {
            continue;
        }
        if is_facet(name) { facets.push(pair) } else { plain.push(pair) }
    }
    facets.sort_unstable();
    facets.dedup();
    plain.append(&mut facets);
    plain.join("&")
}

/// Percent signs in one form: letters, digits, `-._~` bare, all other escapes with upper-case digits
/// (RFC 3986 section 6.2.2).
pub(super) fn normal_escapes(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let start = bytes.len() - rest.len() + at;
        match bytes.get(start + 1..start + 3).and_then(hex) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(char::from(byte)),
            Some(byte) => {
                const DIGITS: [char; 16] =
                    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
                out.extend(['%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            }
            None => {
                // A bare percent sign stays one, written out so that it cannot be read together with what follows.
                out.push_str("%25");
                rest = &text[start + 1..];
                continue;
            }
        }
        rest = &text[start + 3..];
    }
    out.push_str(rest);
    out
}

fn hex(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let [high, low] = pair else { return None };
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn clean(text: &str) -> String {
        canonical(&url(text)).unwrap().into()
    }

    fn same(a: &str, b: &str) -> bool {
        key(&canonical(&url(a)).unwrap()) == key(&canonical(&url(b)).unwrap())
    }

    #[test]
    fn an_address_has_one_form() {
        for (given, wanted) in [
            ("HTTP://Mau.GOV.vn:80/a/../b#c", "http://mau.gov.vn/b"),
            ("https://mau.gov.vn.:443/", "https://mau.gov.vn/"),
            ("http://mau.gov.vn/?", "http://mau.gov.vn/"),
            ("http://mau.gov.vn/a?&&b=1&", "http://mau.gov.vn/a?b=1"),
            ("http://mau.gov.vn/%7euser/%c4%91?x=%2f", "http://mau.gov.vn/~user/%C4%91?x=%2F"),
            ("http://mau.gov.vn/tin tức", "http://mau.gov.vn/tin%20t%E1%BB%A9c"),
            ("http://mau.gov.vn/100%", "http://mau.gov.vn/100%25"),
            ("http://mau.gov.vn/a;jsessionid=0A1B.node1?x=1", "http://mau.gov.vn/a?x=1"),
            ("http://mau.gov.vn/a;sid=0123456789abcdef/b", "http://mau.gov.vn/a/b"),
            ("http://mau.gov.vn/a;ban=2/b", "http://mau.gov.vn/a;ban=2/b"),
            ("http://mau.gov.vn/a;JSESSIONID=0A1B/b", "http://mau.gov.vn/a/b"),
            ("http://mau.gov.vn/a?utm_source=x&id=5&p_auth=Zz&PHPSESSID=1", "http://mau.gov.vn/a?id=5"),
            ("http://mau.gov.vn/a?sid=5", "http://mau.gov.vn/a?sid=5"),
            ("http://mau.gov.vn/a?sid=0123456789abcdef", "http://mau.gov.vn/a"),
            ("http://mau.gov.vn/a?z=1&a=2", "http://mau.gov.vn/a?z=1&a=2"),
            (
                "http://d.gov.vn/dataset?tags=x&q=1&res_format=CSV&tags=x",
                "http://d.gov.vn/dataset?q=1&res_format=CSV&tags=x",
            ),
        ] {
            assert_eq!(clean(given), wanted, "{given}");
        }
    }

    #[test]
    fn what_is_never_asked_for_has_no_form() {
        for given in
            ["mailto:a@mau.gov.vn", "javascript:void(0)", "ftp://mau.gov.vn/", "http://a:b@mau.gov.vn/", "data:,x"]
        {
            assert_eq!(canonical(&url(given)), None, "{given}");
        }
        assert_eq!(canonical(&url(&format!("http://mau.gov.vn/{}", "a".repeat(2000)))), None);
    }

    #[test]
    fn addresses_of_the_same_page_share_a_key() {
        for (a, b) in [
            ("http://mau.gov.vn/", "https://www.mau.gov.vn"),
            ("http://mau.gov.vn/a", "https://mau.gov.vn/a/"),
            ("http://mau.gov.vn/a//b", "http://mau.gov.vn/a/b"),
            ("http://mau.gov.vn/index.html", "http://mau.gov.vn/"),
            ("http://mau.gov.vn/Default.aspx", "http://mau.gov.vn/"),
            ("http://mau.gov.vn/?b=1&a=2", "http://mau.gov.vn/?a=2&b=1"),
            (
                "http://mau.gov.vn/web/guest/x/-/view_content/123-bai",
                "http://mau.gov.vn/vi/y/-/view_content/y/-/view_content/123-bai",
            ),
            (
                "http://mau.gov.vn/x/-/asset_publisher/AbC/content/bai",
                "http://mau.gov.vn/y/-/asset_publisher/dEf/content/bai",
            ),
        ] {
            assert!(same(a, b), "{a} = {b}");
        }
        for (a, b) in [
            ("http://mau.gov.vn/a", "http://mau.gov.vn/b"),
            ("http://mau.gov.vn/a", "http://mau.gov.vn/A"),
            ("http://mau.gov.vn/a", "http://mau.gov.vn:8001/a"),
            ("http://mau.gov.vn/a", "http://con.mau.gov.vn/a"),
            ("http://mau.gov.vn/a?x=1", "http://mau.gov.vn/a?x=2"),
            ("http://mau.gov.vn/index.php?x=1", "http://mau.gov.vn/?x=1"),
            ("http://mau.gov.vn/ab/c", "http://mau.gov.vn/a/bc"),
            ("http://mau.gov.vn/-/view_content/1", "http://mau.gov.vn/-/view_content/2"),
        ] {
            assert!(!same(a, b), "{a} ≠ {b}");
        }
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_its_own(path in "[ -~đứ]{0,60}", query in "[ -~đứ]{0,60}") {
            let mut given = url("http://Mau.gov.vn:80/");
            given.set_path(&path);
            given.set_query(Some(&query));
            if let Some(once) = canonical(&given) {
                let twice = canonical(&once);
                prop_assert_eq!(twice.as_ref(), Some(&once));
                prop_assert_eq!(twice.as_ref().map(key), Some(key(&once)));
            }
        }

        #[test]
        fn the_order_of_a_query_does_not_make_a_page(mut pairs in prop::collection::vec("[a-f]=[0-9]", 1..6)) {
            let one = url(&format!("http://mau.gov.vn/?{}", pairs.join("&")));
            pairs.reverse();
            let other = url(&format!("http://mau.gov.vn/?{}", pairs.join("&")));
            prop_assert_eq!(key(&one), key(&other));
        }
    }
}
