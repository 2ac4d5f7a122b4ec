//! What of a proof remains to be seen when its page is judged: whether the files of the section answer, and what stands
//! in them. Everything else is settled on the page; the rest is settled when the files are known.

use super::{
    detect::{Detector, holds},
    files::Known,
    scope::Scope,
    witness::Witness,
};
use crate::attachment::Attachment;
use crate::rules::FilesSay;
use crate::text;

/// A condition of which only what depends on files is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    /// Settled on the page.
    Settled(bool),
    /// So many of the section's files answer.
    Answering(u32),
    /// Some of the section's files say what is wanted: the n-th such condition of the proof.
    Say(u16),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    AtLeast(u32, Vec<Self>),
}

/// Whether `detector` asks anything of the files themselves.
pub(crate) fn asks_files(detector: &Detector) -> bool {
    match detector {
        Detector::Files { answering, .. } => answering.is_some(),
        Detector::FilesSay(_) => true,
        Detector::All(of) | Detector::Any(of) | Detector::AtLeast { of, .. } => of.iter().any(asks_files),
        Detector::Not(one) => asks_files(one),
        Detector::Under { has, .. } | Detector::In { has, .. } | Detector::On { has, .. } => asks_files(has),
        _ => false,
    }
}

impl Pending {
    /// What is left of `detector` in `scope`.
    pub(crate) fn of(detector: &Detector, scope: &Scope<'_>) -> Self {
        Self::reduce(detector, scope, &mut 0)
    }

    fn reduce(detector: &Detector, scope: &Scope<'_>, says: &mut u16) -> Self {
        if !asks_files(detector) {
            return Self::Settled(holds(detector, scope, &mut Witness::unread()));
        }
        match detector {
            Detector::FilesSay(_) => {
                *says += 1;
                Self::Say(*says - 1)
            }
            Detector::Files { answering, .. } => match answering {
                Some(least) if holds(detector, scope, &mut Witness::unread()) => Self::Answering(*least),
                _ => Self::Settled(false),
            },
            Detector::All(of) => match Self::reduce_until(of, false, scope, says) {
                Some(parts) => Self::All(parts),
                None => Self::Settled(false),
            },
            Detector::Any(of) => match Self::reduce_until(of, true, scope, says) {
                Some(parts) => Self::Any(parts),
                None => Self::Settled(true),
            },
            Detector::AtLeast { count, of } => {
                Self::AtLeast(*count, of.iter().map(|one| Self::reduce(one, scope, says)).collect())
            }
            Detector::Not(one) => Self::Not(Box::new(Self::reduce(one, scope, says))),
            Detector::In { region, has } => Self::reduce(has, &scope.region(*region), says),
            Detector::On { page, has } if scope.page.role == *page => Self::reduce(has, scope, says),
            // Below a heading only whether files answer is asked, and of all files of the section.
            Detector::Under { has, .. } if holds(detector, scope, &mut Witness::unread()) => {
                Self::reduce(has, scope, says)
            }
            _ => Self::Settled(false),
        }
    }

    /// What is left of each, without those that are settled; nothing once one is settled in the way that `decides`.
    fn reduce_until(of: &[Detector], decides: bool, scope: &Scope<'_>, says: &mut u16) -> Option<Vec<Self>> {
        let mut parts = Vec::new();
        for (at, one) in of.iter().enumerate() {
            match Self::reduce(one, scope, says) {
                Self::Settled(held) if held == decides => {
                    // The numbers go on behind those that are no longer looked at.
                    *says += of[at + 1..].iter().map(|rest| self::says(rest).len() as u16).sum::<u16>();
                    return None;
                }
                Self::Settled(_) => {}
                part => parts.push(part),
            }
        }
        Some(parts)
    }

    /// Whether it is settled after all.
    pub(crate) fn settled(&self) -> Option<bool> {
        match self {
            Self::Settled(held) => Some(*held),
            Self::All(of) if of.is_empty() => Some(true),
            Self::Any(of) if of.is_empty() => Some(false),
            _ => None,
        }
    }

    /// Whether it holds with what is known of the files. A file that nobody asked for is taken to answer, as its link
    /// says, and to say nothing.
    pub(crate) fn holds(&self, known: &Known<'_>, says: &[&FilesSay]) -> bool {
        match self {
            Self::Settled(held) => *held,
            Self::Answering(least) => known.answering + known.unknown >= *least,
            Self::Say(index) => says.get(usize::from(*index)).is_some_and(|want| enough_say(want, known)),
            Self::All(of) => of.iter().all(|one| one.holds(known, says)),
            Self::Any(of) => of.iter().any(|one| one.holds(known, says)),
            Self::AtLeast(count, of) => of.iter().filter(|one| one.holds(known, says)).count() >= *count as usize,
            Self::Not(one) => !one.holds(known, says),
        }
    }
}

/// The conditions on what files say, in the order in which [`Pending`] numbers them.
pub(crate) fn says(detector: &Detector) -> Vec<&FilesSay> {
    let mut found = Vec::new();
    collect(detector, &mut found);
    found
}

fn collect<'d>(detector: &'d Detector, found: &mut Vec<&'d FilesSay>) {
    match detector {
        Detector::FilesSay(want) => found.push(want),
        Detector::All(of) | Detector::Any(of) | Detector::AtLeast { of, .. } => {
            for one in of {
                collect(one, found);
            }
        }
        Detector::Not(has) | Detector::Under { has, .. } | Detector::In { has, .. } | Detector::On { has, .. } => {
            collect(has, found);
        }
        _ => {}
    }
}

fn enough_say(want: &FilesSay, known: &Known<'_>) -> bool {
    known.readings().filter(|file| file_says(want, file)).count() >= want.min.max(1) as usize
}

fn file_says(want: &FilesSay, file: &Attachment) -> bool {
    let said = |phrase: &String| super::measure::contains_syllables(&file.words, &text::normalise(phrase));
    let of_kind = |own: &str| want.kinds.iter().any(|kind| super::measure::same_kind(kind, own));
    (want.phrases.is_empty() || want.phrases.iter().any(said))
        && (!want.numbered || file.documents.iter().any(|n| want.kinds.is_empty() || of_kind(&n.kind)))
        && (!want.dated || !file.dates.is_empty())
        && (!want.budget_period || !file.periods.is_empty())
}
