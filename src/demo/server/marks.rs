//! By what a server tells whether content has changed (`ETag`, `Last-Modified`), and what it answers to whoever has seen it
//! (RFC 9110 section 13). Systems differ as they do in life: those that make each page when it is asked for mark nothing.

use hyper::{HeaderMap, StatusCode, header};
use jiff::{civil::Date, fmt::rfc2822::DateTimePrinter, tz::Offset};

use super::{
    Shared, Target,
    respond::{HTML, Reply},
};
use crate::demo::portal::{Family, PlannedPortal, Trouble};

/// What an answer is marked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// Nothing: it is sent whole every time.
    None,
    /// `ETag`.
    Tag,
    /// `Last-Modified`.
    Date,
    /// Both.
    Both,
}

impl Marks {
    /// Of the answer `reply` of `target`.
    pub(super) fn of(shared: &Shared, target: Option<&Target>, reply: &Reply) -> Self {
        if reply.status != StatusCode::OK || reply.stalls.is_some() {
            return Self::None;
        }
        let page = reply.kind == HTML || reply.kind == "text/html";
        let of = |portal: &PlannedPortal| match (page, portal.family) {
            // Only where somebody has switched the cache of pages on.
            (_, Family::Aspx) => {
                if portal.number.is_multiple_of(2) {
                    Self::Date
                } else {
                    Self::None
                }
            }
            (false, _) | (true, Family::Mega) => Self::Both,
            // Portlet servers, frameworks and scripts' shells digest what they send; others know when it was written.
            (true, Family::Portlet | Family::Modern | Family::Shell) => Self::Tag,
            (true, Family::Nuke | Family::Tables) => Self::Date,
        };
        match target {
            Some(Target::Portal(index) | Target::Www(index)) => {
                let portal = &shared.plan.portals[*index];
                // A test for robots is made for each of them.
                if portal.trouble == Some(Trouble::Challenge) { Self::None } else { of(portal) }
            }
            Some(Target::Component(index, at)) => {
                let portal = &shared.plan.portals[*index];
                if portal.components[*at].frame { of(portal) } else { Self::Date }
            }
            Some(Target::Data(_)) | None => Self::None,
        }
    }

    /// `ETag` of `body`.
    pub(super) fn tag(self, body: &[u8]) -> Option<String> {
        let marked = matches!(self, Self::Tag | Self::Both);
        marked.then(|| {
            let mut sum = flate2::Crc::new();
            sum.update(body);
            format!("\"{:x}-{:x}\"", body.len(), sum.sum())
        })
    }

    /// `Last-Modified` of what is as it was at the beginning of `day`.
    pub(super) fn date(self, day: Date) -> Option<String> {
        let marked = matches!(self, Self::Date | Self::Both);
        let midnight = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok().filter(|_| marked)?;
        DateTimePrinter::new().timestamp_to_rfc9110_string(&midnight).ok()
    }
}

/// Whether `asked` names what `reply` still is: its tag if it has one, or else exactly its date.
pub(super) fn is_known(asked: &HeaderMap, tag: Option<&str>, date: Option<&str>) -> bool {
    let header = |name| asked.get(name).and_then(|value| value.to_str().ok());
    match (header(header::IF_NONE_MATCH), tag) {
        (Some(known), Some(tag)) => known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag),
        _ => header(header::IF_MODIFIED_SINCE).is_some_and(|known| Some(known) == date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_decides_before_a_date_and_a_date_only_when_it_is_the_same() {
        let asked = |pairs: &[(header::HeaderName, &str)]| {
            pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect::<HeaderMap>()
        };
        let date = Marks::Date.date(Date::constant(2026, 11, 23)).unwrap();
        assert_eq!(date, "Mon, 23 Nov 2026 00:00:00 GMT");
        let both = asked(&[(header::IF_NONE_MATCH, "\"a\", W/\"b\""), (header::IF_MODIFIED_SINCE, &date)]);
        assert!(is_known(&both, Some("\"b\""), Some(&date)));
        assert!(!is_known(&both, Some("\"c\""), Some(&date)), "the date says nothing beside a tag");
        assert!(is_known(&both, None, Some(&date)), "a server without tags goes by the date");
        assert!(!is_known(&both, None, Some("Tue, 24 Nov 2026 00:00:00 GMT")));
        assert!(!is_known(&asked(&[]), Some("\"a\""), Some(&date)));
    }
}
