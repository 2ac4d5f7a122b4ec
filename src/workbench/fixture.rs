//! A fixture page: what is on it, how it is announced, and what a rule must make of it. Reading it is left to `front`
//! and `shelf`.

use jiff::civil::Date;
use url::Url;

use crate::{
    fetch::Ipv6,
    judge::{Finding, Gap, Outcome, Reason},
    registry::Tier,
    rules::{Accepts, Ground, Observe, Requirement, RequirementId},
};

/// What a fixture is there to show; the beginning of its file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `pass*.html`: holds what the provision asks for.
    Pass,
    /// `variant*.html`: holds it in an accepted other form.
    Variant,
    /// `partial*.html`: holds some of it.
    Partial,
    /// `empty*.html`: a section without content.
    Empty,
    /// `look-alike*.html`: something else that looks like it.
    LookAlike,
}

impl Kind {
    /// Every kind, in the order of a rule's coverage.
    pub const ALL: [Self; 5] = [Self::Pass, Self::Variant, Self::Partial, Self::Empty, Self::LookAlike];

    /// How file names of the kind begin.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Variant => "variant",
            Self::Partial => "partial",
            Self::Empty => "empty",
            Self::LookAlike => "look-alike",
        }
    }

    /// The kind that a file name (without ending) announces: `pass`, `pass-2`, `look-alike-news`.
    pub(super) fn of_file(stem: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| {
            let rest = stem.strip_prefix(kind.name());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    }

    /// Whether `rule` can have such a fixture, and so must.
    pub(super) fn is_owed_by(self, rule: &Requirement) -> bool {
        let accepts = |worth: Accepts| rule.proofs.iter().any(|proof| proof.accepts == worth);
        if rule.observe == Observe::Person || rule.proofs.is_empty() {
            return false;
        }
        match self {
            Self::Pass => accepts(Accepts::Strong),
            Self::Variant => accepts(Accepts::Variant),
            // What only an active check settles is never partial by its page.
            Self::Partial => {
                let stale = rule.freshness.as_ref().is_some_and(|fresh| fresh.ground == Ground::Duty);
                rule.probe.is_none() && (accepts(Accepts::Incomplete) || stale || rule.observe == Observe::Page)
            }
            Self::Empty | Self::LookAlike => true,
        }
    }

    pub(super) fn expects(self) -> Expected {
        match self {
            Self::Pass => Expected { least: Level::Strong, most: Level::Strong },
            Self::Variant => Expected { least: Level::Variant, most: Level::Variant },
            Self::Partial => Expected { least: Level::Incomplete, most: Level::Incomplete },
            Self::Empty => Expected { least: Level::Nothing, most: Level::Empty },
            Self::LookAlike => Expected { least: Level::Nothing, most: Level::Incomplete },
        }
    }
}

/// What a rule made of a page, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not there, or nothing could be said.
    Nothing,
    /// Announced, and nothing behind it.
    Empty,
    /// Some of it, or too old.
    Incomplete,
    /// Passed by an accepted other form.
    Variant,
    /// Passed as the provision asks.
    Strong,
}

impl Level {
    /// The level of a finding.
    pub fn of(finding: &Finding) -> Self {
        match (&finding.outcome, &finding.reason) {
            (Outcome::Passed, Reason::Proven { variant: true, .. }) => Self::Variant,
            (Outcome::Passed, _) => Self::Strong,
            (Outcome::Partial, Reason::Short { gap: Gap::Empty | Gap::DeadLink }) => Self::Empty,
            (Outcome::Partial, _) => Self::Incomplete,
            (Outcome::Failed | Outcome::CantTell | Outcome::Inapplicable | Outcome::Untested, _) => Self::Nothing,
        }
    }

    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Empty => "empty",
            Self::Incomplete => "partial",
            Self::Variant => "variant",
            Self::Strong => "pass",
        }
    }
}

/// The levels that are right for a fixture, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Less is *missed*.
    pub least: Level,
    /// More is *noisy*.
    pub most: Level,
}

/// The menu entry by which the tiny portal announces a fixture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuLabel {
    /// The first label of the rule.
    OfRule,
    /// These words.
    Words(String),
    /// No entry: the page must announce itself.
    None,
}

/// A page written by hand to try a rule on.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Which rule it tries; `None` in the clean corpus.
    pub requirement: Option<RequirementId>,
    /// What it shows; `None` in the clean corpus.
    pub kind: Option<Kind>,
    /// Levels that are right.
    pub expected: Expected,
    /// Path as shown to the user.
    pub file: String,
    /// Address it pretends to have.
    pub url: Url,
    /// Kind of agency; the first that the rule binds if absent.
    pub tier: Option<Tier>,
    /// Whether it is the start page of its portal.
    pub home: bool,
    /// What the name service says of its host.
    pub ipv6: Ipv6,
    /// How the portal's menu announces it.
    pub label: MenuLabel,
    /// Day on which it is looked at.
    pub seen: Date,
    /// The page.
    pub body: Vec<u8>,
    /// Files of the page that were asked for: status and bytes.
    pub files: Vec<(Url, u16, Vec<u8>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_says_what_the_fixture_shows() {
        for (stem, kind) in [
            ("pass", Some(Kind::Pass)),
            ("pass-aspx", Some(Kind::Pass)),
            ("look-alike-counter", Some(Kind::LookAlike)),
            ("passes", None),
            ("", None),
        ] {
            assert_eq!(Kind::of_file(stem), kind, "{stem}");
        }
    }

    #[test]
    fn what_one_kind_must_not_reach_another_may() {
        assert!(Kind::Empty.expects().most < Kind::Partial.expects().least);
        assert!(Kind::LookAlike.expects().most < Kind::Variant.expects().least);
        assert!(Kind::Variant.expects().most < Kind::Pass.expects().least);
    }
}
