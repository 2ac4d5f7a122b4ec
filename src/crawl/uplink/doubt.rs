//! Which failures may be our own connection's doing.

use crate::fetch::{Exchange, Failure, Truncation};

/// What is in doubt after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::crawl) enum Doubt {
    /// Whether names can be looked up at all.
    Name,
    /// Whether anything can be reached at all.
    Connection,
}

/// What `result` leaves in doubt; `None` if somebody answered, with whatever, or nobody was asked.
pub(in crate::crawl) fn doubt(result: &Result<Exchange, Failure>) -> Option<Doubt> {
    match result {
        Ok(exchange) => match exchange.truncated {
            Some(Truncation::Time | Truncation::Disconnect) => Some(Doubt::Connection),
            Some(Truncation::Length) | None => None,
        },
        Err(Failure::Dns) => Some(Doubt::Name),
        // A broken connection may have been broken at either end.
        Err(Failure::Network | Failure::Timeout(_) | Failure::Reset) => Some(Doubt::Connection),
        Err(
            Failure::Refused
            | Failure::Tls(_)
            | Failure::PrivateAddress
            | Failure::Protocol
            | Failure::Decoding
            | Failure::Browser(_),
        ) => None,
    }
}
