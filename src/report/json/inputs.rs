//! What analysts brought, in the published form.

use super::v1;
use crate::{inputs, report::Report};

pub(super) fn declared(report: &Report) -> Option<v1::Declared> {
    let held = report.declared.as_ref()?;
    let discrepancy = |one: &inputs::Discrepancy| v1::Discrepancy {
        portal: one.declared.portal.to_string(),
        requirement: one.declared.requirement.to_string(),
        declared: match one.declared.answer {
            inputs::Answer::Yes => v1::Answer::Yes,
            inputs::Answer::Partly => v1::Answer::Partly,
            inputs::Answer::No => v1::Answer::No,
        },
        seen: one.seen.into(),
        note: one.declared.note.clone(),
    };
    Some(v1::Declared {
        agree: held.agree,
        unchecked: held.unchecked,
        more_declared: held.more_declared.iter().map(discrepancy).collect(),
        more_seen: held.more_seen.iter().map(discrepancy).collect(),
    })
}

pub(super) fn obstacles(report: &Report) -> Option<Vec<v1::Obstacle>> {
    let obstacle = |one: &inputs::Obstacle| v1::Obstacle {
        agency: one.agency.to_string(),
        text: one.text.clone(),
        kind: match one.kind {
            inputs::Kind::Obstacle => v1::ObstacleKind::Obstacle,
            inputs::Kind::Recommendation => v1::ObstacleKind::Recommendation,
        },
        level: match one.level {
            inputs::Level::Government => v1::Level::Government,
            inputs::Level::Ministry => v1::Level::Ministry,
            inputs::Level::Province => v1::Level::Province,
            inputs::Level::Portal => v1::Level::Portal,
        },
    };
    let all = report.obstacles.as_ref()?.groups.values().flatten();
    Some(all.map(obstacle).collect())
}
