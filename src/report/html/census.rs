//! Component sites of every portal: how many, of which kind, alive or not, and what they have in common with it.

use serde::Serialize;

use crate::report::{Lang, Report, census, text};

use super::shown;

#[derive(Serialize)]
pub(super) struct Census {
    columns: Vec<&'static str>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    figures: Vec<String>,
    integration: &'static str,
}

impl Census {
    /// Portals without component sites have no line; nothing at all without a line.
    pub(super) fn new(report: &Report, lang: Lang) -> Option<Self> {
        let rows: Vec<Row> = report
            .portals
            .iter()
            .filter_map(|result| {
                let known = result.census.as_ref().filter(|census| !census.sites.is_empty())?;
                Some(Row {
                    id: result.portal.id.to_string(),
                    name: shown(result.name(lang)),
                    figures: census::row(result)?.into_iter().map(|figure| text::count(figure, lang)).collect(),
                    integration: text::integration(known.integration(result.seen), lang),
                })
            })
            .collect();
        (!rows.is_empty()).then(|| Self { columns: census::columns(lang), rows })
    }
}
