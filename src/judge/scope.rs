//! The part of a page that a detector may count in.

use std::ops::Range;

use super::texts::Texts;
use crate::{
    fetch::Ipv6,
    page::{At, Page, Region},
    registry::Tier,
};

/// Which regions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Regions {
    /// The main content, and the region the section's heading stands in.
    Content(Region),
    /// One region only.
    Only(Region),
    /// The whole page.
    All,
}

/// What is known about the portal while one of its pages is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'s> {
    /// Normalised names of the agency, longest first.
    pub(crate) names: &'s [String],
    /// Registered domains of the portal.
    pub(crate) domains: &'s [String],
    /// Its tier, if the registry knows it.
    pub(crate) tier: Option<Tier>,
    /// Day of the capture in Viet Nam.
    pub(crate) day: jiff::civil::Date,
    /// Whether the page's host can be reached over IPv6.
    pub(crate) ipv6: Ipv6,
}

/// A stretch of a page with the regions that count in it.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'p> {
    pub(crate) page: &'p Page,
    pub(crate) texts: &'p Texts<'p>,
    pub(crate) subject: Subject<'p>,
    pub(crate) span: Range<u32>,
    pub(crate) regions: Regions,
    /// Whether one of the requirement's own labels stands in title, heading, breadcrumb or address.
    pub(crate) labelled: bool,
}

impl Scope<'_> {
    /// Whether a fact at `at` counts.
    pub(crate) fn holds(&self, at: At) -> bool {
        self.span.contains(&at.pos)
            && match self.regions {
                Regions::Content(own) => at.region == Region::Main || at.region == own,
                Regions::Only(region) => at.region == region,
                Regions::All => true,
            }
    }

    /// The facts of a list in document order that count here.
    pub(crate) fn within<'f, T>(&'f self, facts: &'f [T], at: fn(&T) -> At) -> impl Iterator<Item = &'f T> {
        self.numbered(facts, at).map(|(_, fact)| fact)
    }

    /// The same with their numbers in the list.
    pub(crate) fn numbered<'f, T>(&'f self, facts: &'f [T], at: fn(&T) -> At) -> impl Iterator<Item = (usize, &'f T)> {
        // Text behind an element stands at that element, so that places may go back: every fact is looked at.
        facts.iter().enumerate().filter(move |(_, fact)| self.holds(at(fact)))
    }

    /// The same part of the page with another stretch.
    pub(crate) fn narrowed(&self, span: Range<u32>) -> Self {
        Self { span, ..self.clone() }
    }

    /// Another region of the page, wherever it stands.
    pub(crate) fn region(&self, region: Region) -> Self {
        Self { span: 0..u32::MAX, regions: Regions::Only(region), ..self.clone() }
    }
}
