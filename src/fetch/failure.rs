//! Every way in which an address can fail to be seen. None of them is evidence that something is missing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeoutPhase {
    /// While looking up the name and connecting.
    Connect,
    /// While the secure connection was made.
    Tls,
    /// While waiting for the head of the answer.
    #[serde(alias = "read")]
    FirstByte,
    /// While waiting for the rest of the answer.
    Body,
    /// The whole exchange took longer than allowed, though something came again and again.
    Total,
}

/// What was wrong with the certificate or the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TlsProblem {
    /// The certificate is outside its validity.
    Expired,
    /// The certificate names other hosts.
    WrongName,
    /// The certificate vouches for itself.
    SelfSigned,
    /// The server does not send the certificate that leads from its own to a root, and it could not be had from where
    /// its own points to.
    MissingIntermediate,
    /// The path leads to no root that is trusted.
    #[serde(alias = "untrusted")]
    UnknownIssuer,
    /// The server speaks only versions or suites we refuse.
    TooOld,
    /// Any other failed handshake.
    Handshake,
}

impl TlsProblem {
    /// Those of a certificate, which a registry may accept for a portal.
    pub const OF_CERTIFICATES: [Self; 5] =
        [Self::Expired, Self::WrongName, Self::SelfSigned, Self::MissingIntermediate, Self::UnknownIssuer];

    /// Its word, as in reports and registries.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::WrongName => "wrong-name",
            Self::SelfSigned => "self-signed",
            Self::MissingIntermediate => "missing-intermediate",
            Self::UnknownIssuer => "unknown-issuer",
            Self::TooOld => "too-old",
            Self::Handshake => "handshake",
        }
    }

    /// The problems of certificates named in `words`, separated by semicolons; `None` if a word is another.
    pub fn accepted(words: &str) -> Option<Vec<Self>> {
        let known = |word: &str| Self::OF_CERTIFICATES.into_iter().find(|problem| problem.word() == word);
        let mut problems = words.split(';').map(|word| known(word.trim())).collect::<Option<Vec<Self>>>()?;
        problems.sort_unstable();
        problems.dedup();
        Some(problems)
    }
}

/// What kept a browser from rendering a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BrowserTrouble {
    /// The page took more memory than it may, or something else ended its process.
    Crashed,
    /// The scripts of the page never came to rest, or reloaded it without end.
    Stuck,
    /// The browser itself could not be started, or ended twice while it rendered the page.
    Unavailable,
}

/// What is wrong with the certificate of a server whose answer was taken all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TlsFlaw {
    /// The server does not send its whole chain; what is missing was fetched from where its certificate points to.
    Completed {
        /// Addresses of what was fetched, from the server's certificate upwards.
        from: Vec<String>,
    },
    /// It is accepted for this portal by the registry.
    Excepted {
        /// What is wrong.
        problem: TlsProblem,
    },
}

/// Why an address could not be seen. Each value says when it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "detail", rename_all = "kebab-case")]
pub enum Failure {
    /// The host name did not resolve.
    Dns,
    /// The connection was refused.
    Refused,
    /// The connection broke before an answer was complete enough to use.
    Reset,
    /// Time ran out in the given phase.
    Timeout(TimeoutPhase),
    /// The secure connection could not be made.
    Tls(TlsProblem),
    /// The host resolved only to private, loopback, link-local or metadata addresses, or is itself an address written
    /// as a number.
    PrivateAddress,
    /// The answer was not HTTP, or broke its rules, or its headers exceeded the cap.
    Protocol,
    /// The content coding could not be undone, or expanded beyond the allowed ratio.
    Decoding,
    /// Other trouble between us and the host (network unreachable, no route).
    Network,
    /// The page could not be rendered.
    Browser(BrowserTrouble),
}
