//! Social network accounts that a start page leads to, and whether they bear the agency's name.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{page::Page, registry::Portal, text};

/// A social network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Platform {
    /// facebook.com
    Facebook,
    /// zalo.me
    Zalo,
    /// youtube.com
    YouTube,
    /// tiktok.com
    TikTok,
    /// x.com, twitter.com
    X,
    /// instagram.com
    Instagram,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Account {
    /// On which network.
    pub platform: Platform,
    /// Its address.
    pub url: String,
    /// Whether the account, or the link to it, bears the agency's name.
    pub named: bool,
}

const HOSTS: &[(&str, Platform)] = &[
    ("facebook.com", Platform::Facebook),
    ("fb.com", Platform::Facebook),
    ("zalo.me", Platform::Zalo),
    ("youtube.com", Platform::YouTube),
    ("tiktok.com", Platform::TikTok),
    ("x.com", Platform::X),
    ("twitter.com", Platform::X),
    ("instagram.com", Platform::Instagram),
];
/// First words of addresses that share a page, show a single post or log somebody in.
const NO_ACCOUNTS: &[&str] = &[
    "sharer",
    "sharer.php",
    "share",
    "share.php",
    "share_button",
    "dialog",
    "plugins",
    "intent",
    "login",
    "login.php",
    "watch",
    "embed",
    "hashtag",
    "groups",
    "events",
    "home",
    "home.php",
    "search",
    "playlist",
    "results",
    "tr",
    "p",
];
/// Most accounts that are kept of a page.
const MOST: usize = 50;
/// Shorter names occur in others by chance.
const LEAST_NAME: usize = 4;
const LEAST_HOST: usize = 3;

/// The network on which `url` is an account; `None` if it is something else.
pub fn platform_of(url: &Url) -> Option<Platform> {
    let host = url.host_str()?;
    let below = |own: &str| host.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let platform = HOSTS.iter().find(|(own, _)| below(own))?.1;
    let first = url.path_segments()?.find(|segment| !segment.is_empty())?.to_lowercase();
    (!NO_ACCOUNTS.contains(&first.as_str())).then_some(platform)
}

/// Accounts that the start page of `portal` leads to.
pub(super) fn of(portal: &Portal, page: &Page) -> Vec<Account> {
    let names = names(portal);
    let own = text::normalise(&portal.name_vi);
    let host = host_name(portal);
    let mut found: Vec<Account> = Vec::new();
    for link in &page.links {
        let Some(url) = &link.target else { continue };
        let Some(platform) = platform_of(url) else { continue };
        let handle = squashed(url.path());
        let said = !own.is_empty() && text::normalise(&link.label).contains(&own);
        // The short name of a host may begin an account's: within one it occurs by chance.
        let begins = host.len() >= LEAST_HOST && handle.starts_with(&host);
        let named = said || begins || names.iter().any(|name| handle.contains(name.as_str()));
        found.push(Account { platform, url: url.to_string(), named });
    }
    found.sort();
    found.dedup_by(|a, b| {
        // Whichever link bears the name.
        let same = a.url == b.url;
        b.named |= same && a.named;
        same
    });
    found.truncate(MOST);
    found
}

/// What the agency may be called in an address: its name with and without its kind.
fn names(portal: &Portal) -> Vec<String> {
    const KINDS: &[&str] = &["tỉnh ", "thành phố ", "bộ ", "ủy ban ", "đài "];
    let full = text::normalise(&portal.name_vi);
    let bare = KINDS.iter().find_map(|kind| full.strip_prefix(kind)).unwrap_or(&full);
    let mut names: Vec<String> = [full.as_str(), bare, &portal.name_en].into_iter().map(squashed).collect();
    names.retain(|name| name.len() >= LEAST_NAME);
    names
}

/// The first label of the portal's host.
fn host_name(portal: &Portal) -> String {
    let host = portal.url.host_str().unwrap_or_default();
    squashed(host.strip_prefix("www.").unwrap_or(host).split('.').next().unwrap_or_default())
}

/// Small letters and digits without marks.
fn squashed(name: &str) -> String {
    let mut bare = text::strip_marks(name).to_lowercase();
    bare.retain(|letter| letter.is_ascii_alphanumeric());
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{page, score::fixture};

    fn platform(url: &str) -> Option<Platform> {
        platform_of(&url.parse().unwrap())
    }

    #[test]
    fn an_account_is_no_share_button_and_no_start_page_of_a_network() {
        assert_eq!(platform("https://www.facebook.com/coquanmau"), Some(Platform::Facebook));
        assert_eq!(platform("https://www.youtube.com/channel/UC0"), Some(Platform::YouTube));
        assert_eq!(platform("https://zalo.me/123456789"), Some(Platform::Zalo));
        for other in [
            "https://www.facebook.com/sharer/sharer.php?u=x",
            "https://zalo.me/share?u=x",
            "https://twitter.com/intent/tweet",
            "https://www.facebook.com/",
            "https://notfacebook.com/coquanmau",
        ] {
            assert_eq!(platform(other), None, "{other}");
        }
    }

    #[test]
    fn an_account_bears_the_agencys_name_in_its_address_or_in_the_link_to_it() {
        let mut portal = fixture::portal("mau", "ministry");
        portal.name_vi = "Bộ Mẫu Một".to_owned();
        let url = "https://mau.gov.vn/".parse().unwrap();
        let body = "<footer><a href=\"https://www.facebook.com/bomaumot.vn\">Facebook</a>\
             <a href=\"https://www.youtube.com/@kenh\">YouTube của Bộ Mẫu Một</a>\
             <a href=\"https://www.tiktok.com/@khac\">TikTok</a></footer>";
        let content_type = Some("text/html; charset=utf-8");
        let page = page::read(&page::Source { url: &url, body: body.as_bytes(), content_type, home: true, day: None });
        let named: Vec<_> = of(&portal, &page).into_iter().map(|found| (found.platform, found.named)).collect();
        assert_eq!(named, [(Platform::Facebook, true), (Platform::YouTube, true), (Platform::TikTok, false)]);
    }
}
