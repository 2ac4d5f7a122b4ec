//! Which parts of an address say which page it is, and which only say who asks for it.

/// Query keys that never change the page.
const NOISE: &[&str] = &[
    "p_auth",
    "jsessionid",
    "phpsessid",
    "sessionid",
    "session_id",
    "cfid",
    "cftoken",
    "fbclid",
    "gclid",
    "zarsrc",
    "_ga",
    "mc_cid",
    "mc_eid",
    "zalo_ref",
];

/// Whether the query pair `name=value` never changes the page: session ids, tokens, tracking.
pub fn is_noise(name: &str, value: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("utm_")
        || lower.starts_with("aspsessionid")
        || NOISE.contains(&lower.as_str())
        // `sid` is also a common name for an item's number.
        || (lower == "sid" && value.len() >= 16 && value.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether a fragment is no place on a page but a route that its scripts know: another page at the same address.
pub fn is_route(fragment: &str) -> bool {
    let route = fragment.strip_prefix('!').unwrap_or(fragment);
    route.len() > 1 && route.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::{is_noise, is_route};

    #[test]
    fn a_route_is_told_from_a_place_on_the_page() {
        assert!(is_route("/lanh-dao") && is_route("!/lanh-dao?x=1"));
        assert!(!is_route("") && !is_route("!") && !is_route("/") && !is_route("noi-dung"));
    }

    #[test]
    fn a_session_id_is_noise_and_the_number_of_an_item_is_not() {
        assert!(is_noise("PHPSESSID", "1"));
        assert!(is_noise("utm_source", "zalo"));
        assert!(is_noise("sid", "0123456789abcdef"));
        assert!(!is_noise("sid", "42"));
        assert!(!is_noise("id", "0123456789abcdef"));
    }
}
