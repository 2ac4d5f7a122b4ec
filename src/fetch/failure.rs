//! Every way in which an address can fail to be seen. None of them is evidence that something is missing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TimeoutPhase {
    /// While connecting.
    Connect,
    /// While waiting for the first byte of the answer or between two pieces of it.
    Read,
    /// The whole exchange took longer than allowed.
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
    /// No path to a trusted root, for instance a missing intermediate.
    Untrusted,
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
