//! A set of requirements, as the crawl carries one per kind of link: small, compared and hashed by content, and as
//! large as the rule pack needs.

use super::labels::ReqIndex;

/// A set of requirements, by their index in [`super::Judge::requirements`]. The empty set allocates nothing, and sets
/// with the same members are equal: no word at the end is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RequirementSet(Vec<u64>);

impl RequirementSet {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the requirement with this index is in it.
    pub fn contains(&self, requirement: ReqIndex) -> bool {
        let (word, bit) = place(requirement);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Puts a requirement in.
    pub fn insert(&mut self, requirement: ReqIndex) {
        let (word, bit) = place(requirement);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    /// Takes a requirement out.
    pub fn remove(&mut self, requirement: ReqIndex) {
        let (word, bit) = place(requirement);
        if let Some(bits) = self.0.get_mut(word) {
            *bits &= !bit;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Whether the two have a member in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}

impl FromIterator<ReqIndex> for RequirementSet {
    fn from_iter<I: IntoIterator<Item = ReqIndex>>(members: I) -> Self {
        let mut set = Self::default();
        members.into_iter().for_each(|member| set.insert(member));
        set
    }
}

fn place(requirement: ReqIndex) -> (usize, u64) {
    (usize::from(requirement) / 64, 1 << (requirement % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_set_says_what_a_plain_set_says(
            steps in prop::collection::vec((any::<bool>(), 0_u16..300), 0..40),
            others in prop::collection::btree_set(0_u16..300, 0..10),
        ) {
            let (mut set, mut plain) = (RequirementSet::default(), BTreeSet::new());
            for (put, member) in steps {
                if put { set.insert(member); plain.insert(member); } else { set.remove(member); plain.remove(&member); }
            }
            prop_assert_eq!(set.is_empty(), plain.is_empty());
            prop_assert!((0..300).all(|member| set.contains(member) == plain.contains(&member)));
            let other: RequirementSet = others.iter().copied().collect();
            prop_assert_eq!(set.meets(&other), !plain.is_disjoint(&others));
            let same: RequirementSet = plain.into_iter().collect();
            prop_assert_eq!(set, same, "sets with the same members are equal");
        }
    }
}
