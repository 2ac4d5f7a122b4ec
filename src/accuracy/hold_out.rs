//! What the rules would say if they knew fewer names: labels are held out, a part of every rule's at a time, and the same
//! pages are measured again. Says how far recognising a section without a known name can be trusted.

use std::collections::BTreeMap;

use super::{Accuracy, Level, Share, Tally};
use crate::{
    judge::Judge,
    rules::{Observe, Profile, RequirementId, RulePack},
    text,
};

/// How the labels of every rule are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Into how many parts; one part takes all labels away.
    pub count: u32,
    /// Another seed divides them otherwise.
    pub seed: u64,
}

/// What was measured with labels held out, over all parts together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoldOut {
    /// Names that were held out, one requirement's alone.
    pub names: u32,
    /// Of these, called like the labels of some requirement.
    pub likened: u32,
    /// Of those, like the labels of the right one.
    pub right: u32,
    /// Pages, by level, where only known names count.
    pub by_known_names: BTreeMap<Level, Tally>,
    /// The same where a page may be recognised without one.
    pub recognised: BTreeMap<Level, Tally>,
}

impl Parts {
    /// The rules without the labels of one part, and those labels. A label and the address made from it go together.
    pub fn without(&self, rules: &RulePack, part: u32) -> (RulePack, Vec<(RequirementId, String)>) {
        let mut left = rules.clone();
        let mut held = Vec::new();
        for requirement in &mut left.requirements {
            let id = requirement.id.clone();
            let is_held = |name: &str| self.part_of(&id, name) == part;
            let labels = &mut requirement.labels;
            held.extend(labels.text.iter().filter(|label| is_held(label)).map(|label| (id.clone(), label.clone())));
            labels.text.retain(|label| !is_held(label));
            labels.url.retain(|slug| !is_held(slug));
            labels.abbreviation.retain(|short| !is_held(short));
        }
        (left, held)
    }

    fn part_of(&self, id: &RequirementId, name: &str) -> u32 {
        let words = text::slug_words(&text::strip_marks(&text::normalise(name)));
        // FNV-1a, the same on every machine.
        let bytes = id.as_str().bytes().chain(words.bytes().filter(|byte| *byte != b' '));
        let mut hash =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)) ^ self.seed;
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        ((hash ^ (hash >> 33)) % u64::from(self.count.max(1))) as u32
    }
}

impl HoldOut {
    /// Divides the labels of `rules` and measures with each part held out; `measure` judges the pages.
    ///
    /// # Errors
    /// Those of `measure`.
    pub fn measure<E>(
        rules: &RulePack,
        profile: &Profile,
        parts: Parts,
        measure: impl Fn(&Judge) -> Result<Accuracy, E>,
    ) -> Result<Self, E> {
        let mut all = Self::default();
        for part in 0..parts.count {
            let (left, held) = parts.without(rules, part);
            let judge = Judge::new(&left, profile);
            for (id, name) in &held {
                // Only sections of pages are recognised; a name that two requirements share is right for both.
                let of_page = rules.requirement(id).is_some_and(|r| r.observe == Observe::Page);
                if of_page && rules.requirements.iter().filter(|r| r.labels.text.contains(name)).count() == 1 {
                    let like = judge.likens(name);
                    all.names += 1;
                    all.likened += u32::from(like.is_some());
                    all.right += u32::from(like == Some(id));
                }
            }
            add(&mut all.recognised, &measure(&judge)?);
            add(&mut all.by_known_names, &measure(&judge.by_known_names_alone())?);
        }
        Ok(all)
    }

    /// How often a held-out name that was called like some labels was called like the right ones.
    pub fn precision(&self) -> Share {
        Share { part: self.right, whole: self.likened }
    }

    /// How many held-out names were called like the right labels.
    pub fn recall(&self) -> Share {
        Share { part: self.right, whole: self.names }
    }
}

fn add(sums: &mut BTreeMap<Level, Tally>, measured: &Accuracy) {
    for (level, figures) in &measured.levels {
        *sums.entry(*level).or_default() += figures.headline().overall;
    }
}
