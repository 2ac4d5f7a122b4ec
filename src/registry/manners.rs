//! How a portal is treated apart from the others: its pace, its quiet hours, its robots.txt. Every exception names its
//! ground, because reports show it.

use std::{fmt, time::Duration};

use jiff::civil::Date;

use super::QuietHours;
use crate::fetch::TlsProblem;

/// What the registry says of how to treat one portal. Nothing, for most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manners {
    /// Least time between two requests to a host of the portal, instead of the run's.
    pub interval: Option<Duration>,
    /// Most requests at once to a host of the portal, instead of the run's.
    pub connections: Option<u32>,
    /// When it is not asked for anything, instead of the run's.
    pub quiet_hours: Option<QuietHours>,
    /// What may be wrong with its certificate; the page is read all the same, and the report says so.
    pub tls: Vec<TlsProblem>,
    /// Why pace, hours or what is accepted differ; empty exactly if they do not.
    pub reason: String,
    /// By whose leave its robots.txt is set aside.
    pub robots: Option<Authorisation>,
}

/// The document by which an agency lets an audit visit what its robots.txt forbids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// Number of the document, as written: `1234/VPCP-KSTT`.
    pub document: String,
    /// Its date.
    pub date: Date,
}

impl Manners {
    /// Whether pace, hours or what is accepted of a certificate differ from those of the run.
    pub fn differ(&self) -> bool {
        self.interval.is_some() || self.connections.is_some() || self.quiet_hours.is_some() || !self.tls.is_empty()
    }
}

impl Authorisation {
    /// Reads `NUMBER; YYYY-MM-DD`. A number has digits, and a slash or hyphen before the body that issued it.
    pub fn parse(text: &str) -> Option<Self> {
        let (document, date) = text.split_once(';')?;
        let document = document.trim();
        let number = document.bytes().any(|byte| byte.is_ascii_digit()) && document.contains(['/', '-']);
        number.then(|| Some(Self { document: document.to_owned(), date: date.trim().parse().ok()? })).flatten()
    }
}

impl fmt::Display for Authorisation {
    /// As [`parse`](Self::parse) reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.document, self.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authorisation_has_a_number_and_a_date() {
        let read = Authorisation::parse(" 1234/VPCP-KSTT ; 2026-10-12 ").unwrap();
        assert_eq!(read.to_string(), "1234/VPCP-KSTT; 2026-10-12");
        for wrong in ["", "yes", "1234/VPCP-KSTT", "; 2026-10-12", "công văn; 2026-10-12", "12/VPCP; 12/10/2026"] {
            assert_eq!(Authorisation::parse(wrong), None, "{wrong}");
        }
    }
}
