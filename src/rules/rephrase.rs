//! Walks through a condition: whether it mentions another one, and the same with its phrases made into something else.

use super::{Detector, Phrases, TableWant};

/// What a list of phrases is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseUse {
    /// Running text.
    InProse,
    /// Short texts for people: headings, header cells, fields, links.
    Said,
    /// Texts of controls, and the scripts and addresses behind them.
    SaidOrCalled,
}

impl Detector {
    /// Whether `part` is this condition or a part of it.
    pub fn mentions(&self, part: &Self) -> bool {
        self == part
            || match self {
                Self::All(of) | Self::Any(of) | Self::AtLeast { of, .. } => of.iter().any(|one| one.mentions(part)),
                Self::Not(one) => one.mentions(part),
                Self::Under { has, .. } | Self::In { has, .. } | Self::On { has, .. } => has.mentions(part),
                _ => false,
            }
    }

    /// The same condition with every list of phrases made into something else.
    pub fn with_phrases<P>(&self, make: &mut impl FnMut(&Phrases, PhraseUse) -> P) -> Detector<P> {
        use PhraseUse::{InProse, Said, SaidOrCalled};
        match self {
            Self::Documents { min, kinds, normative, dated } => {
                Detector::Documents { min: *min, kinds: kinds.clone(), normative: *normative, dated: *dated }
            }
            Self::DatedItems { min, within_days } => Detector::DatedItems { min: *min, within_days: *within_days },
            Self::Dates { min, within_days } => Detector::Dates { min: *min, within_days: *within_days },
            Self::People { min, reachable, told, percent } => {
                Detector::People { min: *min, reachable: *reachable, told: make(told, InProse), percent: *percent }
            }
            Self::Table(TableWant { columns, at_least, rows }) => Detector::Table(TableWant {
                columns: columns.iter().map(|column| make(column, Said)).collect(),
                at_least: *at_least,
                rows: *rows,
            }),
            Self::Files { min, kinds, answering } => {
                Detector::Files { min: *min, kinds: kinds.clone(), answering: *answering }
            }
            Self::FilesSay(want) => Detector::FilesSay(want.clone()),
            Self::BudgetPeriods { min, stages } => Detector::BudgetPeriods { min: *min, stages: *stages },
            Self::ThisWeek {} => Detector::ThisWeek {},
            Self::OpenUntil { after } => Detector::OpenUntil { after: make(after, InProse) },
            Self::Closed { after, said } => Detector::Closed { after: make(after, InProse), said: make(said, InProse) },
            Self::AnsweredIn {} => Detector::AnsweredIn {},
            Self::Units { min, starting } => Detector::Units { min: *min, starting: make(starting, Said) },
            Self::Form { asks, at_least } => {
                Detector::Form { asks: asks.iter().map(|ask| make(ask, Said)).collect(), at_least: *at_least }
            }
            Self::SearchForm {} => Detector::SearchForm {},
            Self::Words { min, max } => Detector::Words { min: *min, max: *max },
            Self::Phrases { any, at_least } => Detector::Phrases { any: make(any, InProse), at_least: *at_least },
            Self::Heading { any } => Detector::Heading { any: make(any, Said) },
            Self::Links { min, hosts, labelled, elsewhere, inside } => Detector::Links {
                min: *min,
                hosts: hosts.clone(),
                labelled: make(labelled, Said),
                elsewhere: *elsewhere,
                inside: *inside,
            },
            Self::Control { any } => Detector::Control { any: make(any, SaidOrCalled) },
            Self::Phones { min } => Detector::Phones { min: *min },
            Self::Emails { min, official } => Detector::Emails { min: *min, official: *official },
            Self::PostalAddress {} => Detector::PostalAddress {},
            Self::ProcedureCodes { min } => Detector::ProcedureCodes { min: *min },
            Self::Figures { min } => Detector::Figures { min: *min },
            Self::Images { min, called } => Detector::Images { min: *min, called: make(called, Said) },
            Self::SeenSince { day } => Detector::SeenSince { day: *day },
            Self::Answers { min } => Detector::Answers { min: *min },
            Self::Edition { languages } => Detector::Edition { languages: languages.clone() },
            Self::WrittenIn { language } => Detector::WrittenIn { language: language.clone() },
            Self::AgencyNamed {} => Detector::AgencyNamed {},
            Self::Labelled {} => Detector::Labelled {},
            Self::Address { secure, hosts } => Detector::Address { secure: *secure, hosts: hosts.clone() },
            Self::ReachableByIpv6 {} => Detector::ReachableByIpv6 {},
            Self::Finds {} => Detector::Finds {},
            Self::OfTier { tiers } => Detector::OfTier { tiers: tiers.clone() },
            Self::Metadata { names, at_least, containing } => {
                Detector::Metadata { names: names.clone(), at_least: *at_least, containing: containing.clone() }
            }
            Self::PicturesDescribed { percent } => Detector::PicturesDescribed { percent: *percent },
            Self::LanguageDeclared {} => Detector::LanguageDeclared {},
            Self::Unicode {} => Detector::Unicode {},
            Self::OlderEncoding {} => Detector::OlderEncoding {},
            Self::ScriptsCall { hosts } => Detector::ScriptsCall { hosts: hosts.clone() },
            Self::Under { heading, has } => {
                Detector::Under { heading: make(heading, Said), has: Box::new(has.with_phrases(make)) }
            }
            Self::In { region, has } => Detector::In { region: *region, has: Box::new(has.with_phrases(make)) },
            Self::On { page, has } => Detector::On { page: *page, has: Box::new(has.with_phrases(make)) },
            Self::All(of) => Detector::All(of.iter().map(|one| one.with_phrases(make)).collect()),
            Self::Any(of) => Detector::Any(of.iter().map(|one| one.with_phrases(make)).collect()),
            Self::Not(one) => Detector::Not(Box::new(one.with_phrases(make))),
            Self::AtLeast { count, of } => {
                Detector::AtLeast { count: *count, of: of.iter().map(|one| one.with_phrases(make)).collect() }
            }
        }
    }
}
