//! From the survey table as it is used to version 1 of the published form.

use super::{convert::both, v1};
use crate::{
    report::{Report, text},
    rules,
};

pub(super) fn of(report: &Report) -> v1::Survey {
    v1::Survey {
        metrics: report.metrics.iter().map(metric).collect(),
        rows: report
            .totals
            .rows
            .iter()
            .map(|row| v1::SurveyRow {
                metric: row.metric.to_string(),
                tier: row.tier.clone(),
                value: row.value,
                denominator: row.denominator,
                undecided: row.undecided,
            })
            .collect(),
        left_out: report.totals.left_out.iter().map(ToString::to_string).collect(),
        note: report.assumes_the_eighteen().then(|| both(|lang| text::eighteen(lang).to_owned())),
    }
}

fn metric(metric: &rules::Metric) -> v1::Metric {
    v1::Metric {
        id: metric.id.to_string(),
        title: (&metric.title).into(),
        definition: (&metric.definition).into(),
        unit: (&metric.unit).into(),
        denominator: (&metric.denominator).into(),
        evidence: (&metric.evidence).into(),
        unknowns: (&metric.unknowns).into(),
    }
}
