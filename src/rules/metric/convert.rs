//! A file of a figure to the figure that runs.

use super::{Measure, Metric, MetricId, RawMetric};
use crate::{
    diagnostic::{Diagnostics, Node, did_you_mean, quoted},
    rules::{
        RequirementId,
        convert::{Draft, bilingual},
        load::check_id,
    },
    text::both,
};

/// The figure of the file called `stem`, if it can be used. Everything else is reported.
pub(in crate::rules) fn convert(stem: &str, root: Node<'_>, drafts: &[Draft], out: &mut Diagnostics) -> Option<Metric> {
    if let Some(node) = root.get("id")
        && let Some(id) = node.text()
    {
        check_id(stem, id, node, out);
    }
    let mut text = |key: &str| bilingual(root, key, out);
    let (title, definition, unit) = (text("title"), text("definition"), text("unit"));
    let (denominator, evidence, unknowns) = (text("denominator"), text("evidence"), text("unknowns"));
    let finding = root.get("measure").and_then(|measure| measure.get("finding"));
    if let Some(finding) = finding {
        rests_on(finding, drafts, out);
    }
    let raw: RawMetric = root.read(out)?;
    Some(Metric {
        id: MetricId::new(raw.id),
        order: raw.order,
        title: title?,
        definition: definition?,
        unit: unit?,
        denominator: denominator?,
        evidence: evidence?,
        unknowns: unknowns?,
        left_out_of: raw.left_out_of,
        measure: raw.measure,
    })
}

/// Whether the requirement that a figure counts, if it counts one, is among `drafts`.
pub(in crate::rules) fn fits(root: Node<'_>, drafts: &[Draft]) -> bool {
    let named = root.get("measure").and_then(|measure| measure.get("finding")).and_then(|node| node.get("requirement"));
    named.and_then(|node| node.text()).is_none_or(|id| drafts.iter().any(|draft| draft.stem == id))
}

/// Checks that a figure counted from findings names a requirement that exists, and outcomes that can hold.
fn rests_on(finding: Node<'_>, drafts: &[Draft], out: &mut Diagnostics) {
    if let Some(node) = finding.get("holds")
        && node.items().next().is_none()
    {
        out.push(
            node.error("nothing-holds", ("không kết luận nào được tính", "no outcome counts"))
                .label(("chỉ tiêu này sẽ luôn bằng không", "the figure would always be nought"))
                .help(("ghi `passed`, hoặc thêm `partial`", "write `passed`, and `partial` if that counts as well")),
        );
    }
    let Some(node) = finding.get("requirement") else { return };
    let Some(id) = node.text() else { return };
    if !drafts.iter().any(|draft| draft.stem == id) {
        out.push(
            node.error("unknown-requirement", both!("không có yêu cầu {}", "there is no requirement {}", quoted(id)))
                .label(did_you_mean(id, drafts.iter().map(|draft| draft.stem.as_str())))
                .help(("`d42 rules list` liệt kê tất cả", "`d42 rules list` shows all of them")),
        );
    }
}

impl Metric {
    /// The requirement whose findings it counts, if it counts findings.
    pub fn requirement(&self) -> Option<&RequirementId> {
        match &self.measure {
            Measure::Finding { requirement, .. } => Some(requirement),
            _ => None,
        }
    }
}
