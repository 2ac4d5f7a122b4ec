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
}
