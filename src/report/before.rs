//! The survey of an earlier run, as its `report.json` has it, to set the figures of a report beside.

use jiff::civil::Date;
use serde::Deserialize;

use super::json::v1::SurveyRow;

/// What is read of an earlier report; whatever else it says is left alone, so that other versions of the program can be
/// read as far as they agree.
#[derive(Clone, Debug, Deserialize)]
pub struct Before {
    /// Its format: `d42-report/1`.
    #[serde(rename = "format")]
    _format: super::json::v1::Format,
    simulated: bool,
    day: Date,
    run: Run,
    law: Law,
    survey: Survey,
}

#[derive(Clone, Debug, Deserialize)]
struct Run {
    rules_digest: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Law {
    profile: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Survey {
    rows: Vec<SurveyRow>,
}

impl Before {
    /// Reads a `report.json`.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Day of the report.
    pub(super) fn day(&self) -> Date {
        self.day
    }

    /// Whether `profile` and rules with `digest` judged it, so that a change of a figure is a change of the portals.
    pub(super) fn is_judged_by(&self, profile: &str, digest: &str) -> bool {
        self.law.profile == profile && self.run.rules_digest == digest
    }

    /// Whether its agencies are invented.
    pub fn is_simulated(&self) -> bool {
        self.simulated
    }

    /// The figure `metric` of `tier`.
    pub(super) fn row(&self, metric: &str, tier: &str) -> Option<&SurveyRow> {
        self.survey.rows.iter().find(|row| row.metric == metric && row.tier == tier)
    }
}
