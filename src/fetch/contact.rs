//! Who answers for the requests: the address an agency's administrator can write to. No real run starts without one.

use std::fmt;

use url::Url;

/// An `https` or `mailto` address, safe to stand in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(Url);

/// Why an address cannot serve as contact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{given}\" is not a contact address: {why}")]
pub struct ContactError {
    /// As given.
    pub given: String,
    /// What is wrong with it, and what would do.
    pub why: &'static str,
}

impl Contact {
    /// Reads `https://…`, `mailto:…` or a bare e-mail address.
    pub fn parse(given: &str) -> Result<Self, ContactError> {
        let fail = |why| ContactError { given: given.to_owned(), why };
        let trimmed = given.trim();
        let bare_mail = trimmed.contains('@') && !trimmed.contains(':');
        let full = if bare_mail { format!("mailto:{trimmed}") } else { trimmed.to_owned() };
        let url = Url::parse(&full).map_err(|_| fail("write https://… or name@host"))?;
        match url.scheme() {
            "https" if url.host_str().is_some_and(|host| host.contains('.')) => {}
            "https" => return Err(fail("the host needs a full name")),
            "mailto" => match url.path().split_once('@') {
                Some((name, host)) if !name.is_empty() && host.contains('.') => {}
                _ => return Err(fail("the mailbox needs the form name@host")),
            },
            _ => return Err(fail("only https and mailto addresses can be reached by whoever reads a server's log")),
        }
        // The User-Agent puts it between brackets (RFC 9110 section 5.6.5).
        if url.as_str().contains(['(', ')', '\\']) || !url.as_str().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(fail("brackets, backslashes and spaces cannot stand in a header"));
        }
        Ok(Self(url))
    }

    /// What is sent as `User-Agent`: `d42/VERSION (+contact)`.
    pub fn user_agent(&self) -> String {
        format!("d42/{} (+{})", env!("CARGO_PKG_VERSION"), self.0)
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_an_address_somebody_can_write_to() {
        for good in ["https://audit.example.org/about", "mailto:audit@example.org", " audit@example.org "] {
            assert!(Contact::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "http://example.org", "https://localhost/", "example.org", "mailto:nobody", "https://a.example/(x)"]
        {
            assert!(Contact::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_user_agent_names_version_and_contact() {
        let contact = Contact::parse("audit@example.org").unwrap();
        assert_eq!(contact.user_agent(), format!("d42/{} (+mailto:audit@example.org)", env!("CARGO_PKG_VERSION")));
    }
}
