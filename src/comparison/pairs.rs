//! Which portal of a later run goes on with which of an earlier one: the agencies were merged in between.

use std::collections::BTreeSet;

use crate::registry::{Portal, PortalId};

/// A portal of the earlier run and the one of the later run that it became, or still is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// In the later run.
    pub later: PortalId,
    /// In the earlier run.
    pub earlier: PortalId,
    /// Others went into the later one as well, or it has another id.
    pub merged: bool,
}

/// All portals of two runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Those that go on, in the order of the later run.
    pub pairs: Vec<Pair>,
    /// Portals of the earlier run that nothing of the later one goes on with.
    pub gone: Vec<PortalId>,
    /// Portals of the later run that go on with none of the earlier one.
    pub new: Vec<PortalId>,
}

/// Pairs the portals of two runs: by id, by the `predecessors` of the later registry, and by what the earlier one says of
/// mergers.
pub fn pairs(earlier: &[Portal], later: &[Portal]) -> Pairs {
    let mut found = Pairs::default();
    let mut taken = BTreeSet::new();
    for after in later {
        let goes_on = |before: &&Portal| {
            let into = || before.merged.as_ref().is_some_and(|merger| merger.into == after.id);
            // Whoever is still visited goes on as itself, merged away or not.
            before.id == after.id
                || !later.iter().any(|still| still.id == before.id)
                    && (after.predecessors.contains(&before.id) || into())
        };
        let before: Vec<_> = earlier.iter().filter(goes_on).collect();
        if before.is_empty() {
            found.new.push(after.id.clone());
        }
        let merged = before.len() > 1 || before.iter().any(|before| before.id != after.id);
        for before in before {
            taken.insert(&before.id);
            found.pairs.push(Pair { later: after.id.clone(), earlier: before.id.clone(), merged });
        }
    }
    found.gone = earlier.iter().map(|before| &before.id).filter(|id| !taken.contains(id)).cloned().collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{self, Cohort};

    #[test]
    fn every_agency_of_2024_goes_on_in_one_of_2026() {
        let portals = |cohort: &str| registry::load(&Cohort::from(cohort), None).unwrap().portals;
        let (earlier, later) = (portals("2024"), portals("2026"));
        let found = pairs(&earlier, &later);
        assert_eq!(found.gone, Vec::<PortalId>::new());
        // Outside of the assumed cohort of 2024, or new since.
        let new: Vec<_> = found.new.iter().map(PortalId::as_str).collect();
        let outside =
            ["bo-dan-toc-va-ton-giao", "ngan-hang-nha-nuoc-viet-nam", "thanh-tra-chinh-phu", "van-phong-chinh-phu"];
        assert_eq!(new, outside);
        assert!(found.pairs.len() >= earlier.len() && found.pairs.iter().any(|pair| pair.merged));
        let of = |id: &str| found.pairs.iter().filter(|pair| pair.later.as_str() == id).count();
        let merged: usize = later.iter().filter(|portal| of(portal.id.as_str()) > 1).count();
        assert!(merged > 20, "the provinces went from 63 to 34: {merged}");
    }

    #[test]
    fn a_portal_is_paired_with_itself_and_whatever_has_no_counterpart_is_told() {
        let portals = registry::load(&Cohort::from("2024"), None).unwrap().portals;
        let found = pairs(&portals[..3], &portals[1..4]);
        assert_eq!(found.pairs.len(), 2);
        assert!(found.pairs.iter().all(|pair| pair.earlier == pair.later && !pair.merged));
        assert_eq!((&found.gone, &found.new), (&vec![portals[0].id.clone()], &vec![portals[3].id.clone()]));
    }
}
