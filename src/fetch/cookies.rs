//! The cookies of one portal, bounded: a portal that needs its session cookie gets it back, and one that sets cookies
//! without end does not fill the memory. Kept by the crawl, beside its other state, so that answers are applied in the
//! order of the visits and a resumed crawl sends what an undisturbed one would have sent.

use std::collections::BTreeSet;

use reqwest::{
    cookie::{CookieStore as _, Jar},
    header::HeaderValue,
};
use url::Url;

use super::Exchange;

/// Longest `Set-Cookie` value taken, in bytes; browsers stop at the same length.
const LONGEST: usize = 4096;
/// Most cookies of one portal.
const MOST: usize = 100;
/// Longest `Cookie` header sent, in bytes; common servers refuse more than 8 KiB of headers.
const LONGEST_SENT: usize = 6 * 1024;

/// Cookies of one portal.
#[derive(Debug, Default)]
pub struct Cookies {
    jar: Jar,
    names: BTreeSet<(String, String)>,
}

impl Cookies {
    /// Takes what `exchange`, the answer of `url`, sets. Says whether there was anything new.
    pub fn absorb(&mut self, url: &Url, exchange: &Exchange) -> bool {
        let before = self.header(url);
        for (_, value) in exchange.headers.iter().filter(|(name, _)| name == "set-cookie") {
            if value.len() > LONGEST {
                continue;
            }
            let name = value.split(|byte| *byte == b'=').next().unwrap_or_default();
            let key = (url.host_str().unwrap_or_default().to_owned(), String::from_utf8_lossy(name).trim().to_owned());
            if !self.names.contains(&key) && self.names.len() >= MOST {
                continue;
            }
            if let Ok(value) = HeaderValue::from_bytes(value) {
                self.names.insert(key);
                self.jar.set_cookies(&mut std::iter::once(&value), url);
            }
        }
        self.header(url) != before
    }

    /// What to send to `url`.
    pub fn header(&self, url: &Url) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        let value = self.jar.cookies(url)?;
        let text = value.to_str().ok()?;
        // The jar's order is that of a hash table; a request must not depend on it.
        let mut pairs: Vec<&str> = text.split("; ").collect();
        pairs.sort_unstable();
        let mut sent = String::new();
        for pair in pairs {
            if sent.len() + pair.len() + 2 > LONGEST_SENT {
                continue;
            }
            if !sent.is_empty() {
                sent.push_str("; ");
            }
            sent.push_str(pair);
        }
        (!sent.is_empty()).then_some(sent)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;

    fn setting(cookies: &[String]) -> Exchange {
        Exchange {
            request_head: Vec::new(),
            response_head: Vec::new(),
            status: 200,
            headers: cookies.iter().map(|value| ("set-cookie".to_owned(), value.clone().into_bytes())).collect(),
            body: Vec::new(),
            truncated: None,
            remote: None,
            flaw: None,
            vouched: Vec::new(),
            started: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }
    }

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_cookie_goes_back_to_where_it_came_from_and_nowhere_else() {
        let mut cookies = Cookies::default();
        let home = url("http://a.gov.vn/");
        assert_eq!(cookies.header(&home), None);
        assert!(cookies.absorb(&home, &setting(&["b=2; Path=/".into(), "a=1".into(), "c=3; Path=/tin".into()])));
        assert_eq!(cookies.header(&home).as_deref(), Some("a=1; b=2"));
        assert_eq!(cookies.header(&url("http://a.gov.vn/tin/1")).as_deref(), Some("a=1; b=2; c=3"));
        assert_eq!(cookies.header(&url("http://b.gov.vn/")), None);
        assert!(!cookies.absorb(&home, &setting(&["a=1".into()])), "the same cookie again is nothing new");
    }

    #[test]
    fn a_host_cannot_set_cookies_for_another() {
        let mut cookies = Cookies::default();
        cookies.absorb(&url("http://a.gov.vn/"), &setting(&["x=1; Domain=b.gov.vn".into()]));
        assert_eq!(cookies.header(&url("http://b.gov.vn/")), None);
    }

    #[test]
    fn cookies_without_end_are_bounded() {
        let mut cookies = Cookies::default();
        let home = url("http://a.gov.vn/");
        let many: Vec<String> = (0..1000).map(|n| format!("name{n}={}", "x".repeat(200))).collect();
        cookies.absorb(&home, &setting(&many));
        cookies.absorb(&home, &setting(&["big=".to_owned() + &"x".repeat(5000)]));
        assert_eq!(cookies.names.len(), MOST);
        let sent = cookies.header(&home).unwrap();
        assert!(sent.len() <= LONGEST_SENT && !sent.contains("big"));
    }
}
