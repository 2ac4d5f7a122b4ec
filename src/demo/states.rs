//! How each duty is met on each portal: dice first, then what follows from one duty for another.

use super::{
    Rng, component,
    duty::{DUTIES, Duty},
    labels,
    portal::{PlannedPortal, State, Trouble},
};

/// Plants a state for every duty that binds the portal, and a label for every section.
pub(super) fn choose_states(portal: &mut PlannedPortal, seed: u64) {
    let mut rng = Rng::nth(seed, "states", u64::from(portal.index));
    let full = portal.trouble.is_none();
    for duty in DUTIES.iter().filter(|d| d.binds(portal.tier)) {
        let state = if duty.full { full_state(duty, full, &mut rng) } else { other_state(duty, &mut rng) };
        portal.states.insert(duty.id, state);
        if let Some(label) = labels::choose(duty.id, &mut rng) {
            portal.labels.insert(duty.id, label);
        }
    }
    if !full {
        // At least two sections of full information are missing, whatever the dice said.
        let sure = [("disclosure-list", State::Absent), ("work-processes", State::Empty)];
        for (id, state) in sure {
            portal.states.insert(id, state);
        }
        if portal.trouble == Some(Trouble::Gaps) {
            portal.states.insert("contact-officials", State::Incomplete);
        }
    }
    settle(portal, &mut rng);
}

fn full_state(duty: &Duty, full: bool, rng: &mut Rng) -> State {
    if full {
        if duty.where_any && rng.chance(60) {
            return State::Absent;
        }
        let may_age = duty.lapses.contains(&State::Stale) && !duty.yearly;
        return if may_age && rng.chance(10) { State::Stale } else { State::Passed };
    }
    if rng.chance(60) { State::Passed } else { lapse(duty, rng) }
}

fn other_state(duty: &Duty, rng: &mut Rng) -> State {
    if duty.lapses.is_empty() || rng.chance(60) { State::Passed } else { lapse(duty, rng) }
}

fn lapse(duty: &Duty, rng: &mut Rng) -> State {
    duty.lapses[rng.below(duty.lapses.len())]
}

/// Makes states that depend on one another agree, as they would on a real portal.
fn settle(portal: &mut PlannedPortal, rng: &mut Rng) {
    use State::{Absent, DeadLink, Empty, Incomplete, LookAlike, Passed, Stale};
    let register = portal.state("legal-documents");
    if !matches!(register, Passed | Stale) {
        for id in ["legal-documents-metadata", "legal-documents-download", "legal-documents-search"] {
            portal.states.insert(id, Absent);
        }
    }
    // An English edition is itself a section in another language.
    let english = portal.state("english-structure") == Passed || portal.state("english-contacts") == Passed;
    if english {
        portal.states.insert("english-structure", Passed);
        portal.states.insert("other-languages", Passed);
    } else if portal.state("other-languages") == Passed {
        portal.states.insert("other-languages", Absent);
    }
    if portal.state("english-structure") == LookAlike || portal.state("other-languages") == LookAlike {
        for id in ["english-structure", "other-languages"] {
            portal.states.insert(id, LookAlike);
        }
    }
    // A public list of answered questions or petitions is public information about interaction.
    let answered = portal.state("qa-feedback") == Passed;
    let published = answered || portal.state("feedback-admin-regulations") == Passed;
    portal.states.insert("interaction-transparency", if published { Passed } else { Absent });
    if !answered {
        portal.states.insert("feedback-status-tracking", Absent);
    }
    // Half of those that let questions be followed tell their states in the public list and offer no lookup.
    if portal.number.is_multiple_of(2) {
        portal.labels.remove("feedback-status-tracking");
    }
    let data = match portal.state("open-data-portal") {
        _ if portal.data_portal => Passed,
        Passed => Absent,
        state => state,
    };
    portal.states.insert("open-data-portal", data);
    // The duty is on the page of every unit. An agency planted here has eleven units, so that a handful of pages is
    // seen to be a part of them.
    let components = match portal.state("component-pages") {
        _ if portal.components.len() >= component::MANY => Passed,
        _ if !portal.components.is_empty() => Incomplete,
        LookAlike => LookAlike,
        _ => Absent,
    };
    portal.states.insert("component-pages", components);
    if portal.trouble == Some(Trouble::SoftNotFound) {
        for id in ["strategy-planning", "annual-financial-report", "qa-feedback"] {
            portal.states.insert(id, DeadLink);
        }
        portal.states.insert("feedback-status-tracking", Absent);
        if portal.state("feedback-admin-regulations") != Passed {
            portal.states.insert("interaction-transparency", Absent);
        }
    }
    if portal.state("agency-contact") == Empty && rng.chance(50) {
        portal.states.insert("contact-officials", Absent);
    }
}
