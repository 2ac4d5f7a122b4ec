//! A requirement file as a whole: its parts put together, and what other files need to know of it.

use super::duty::{probe_fits, tiers, weight};
use super::ground::{bases, fresh};
use super::proof::{proofs, rejections};
use super::texts::bilingual;
use crate::diagnostic::{Diagnostics, Node, Place};
use crate::rules::load::check_id;
use crate::rules::{Bilingual, Observe, Probe, Requirement, RequirementId, label};

/// A requirement file after reading: what could be used of it, and what other files need to know.
#[derive(Debug)]
pub(in crate::rules) struct Draft {
    /// From the file's name.
    pub stem: String,
    /// Whether the file is TOML at all, so that what is missing here is missing there.
    pub readable: bool,
    /// As written, with its place.
    pub id: Option<(String, Place)>,
    /// Labels that announce its section.
    pub labels: Vec<label::Claim>,
    /// Instruments of its bases.
    pub instruments: Vec<String>,
    /// Place of the first basis, for what is said about all of them.
    pub first_basis: Option<Place>,
    /// Present if every part could be used.
    pub requirement: Option<Requirement>,
}

impl Draft {
    /// A file of which only the name is known.
    pub(in crate::rules) fn unreadable(stem: &str) -> Self {
        Self {
            stem: stem.to_owned(),
            readable: false,
            id: None,
            labels: Vec::new(),
            instruments: Vec::new(),
            first_basis: None,
            requirement: None,
        }
    }
}

/// The requirement of the file called `stem`, as far as it could be used. Everything else is reported.
pub(in crate::rules) fn requirement(stem: &str, root: Node<'_>, out: &mut Diagnostics) -> Draft {
    let mut draft = Draft { readable: true, ..Draft::unreadable(stem) };
    if let Some(node) = root.get("id")
        && let Some(id) = node.text()
    {
        check_id(stem, id, node, out);
        draft.id = Some((id.to_owned(), place(node)));
    }
    let title = bilingual(root, "title", out);
    let expects = bilingual(root, "expects", out);
    let remedy = bilingual(root, "remedy", out);
    let update = root.get("update").map_or(Some(None), |_| bilingual(root, "update", out).map(Some));
    let tiers = tiers(root, out);
    let observe = root.get("observe").and_then(|node| node.read::<Observe>(out));
    probe_fits(root, observe, out);
    let probe = root.get("probe").map_or(Some(None), |node| node.read::<Probe>(out).map(Some));
    let where_any = root.get("where-any").map_or(Some(false), |node| node.read(out));
    let weight = weight(root, out);
    let bases = bases(root, &mut draft, out);
    let labels = label::convert(root, observe, &mut draft.labels, out);
    let proofs = proofs(root, observe, out);
    let rejections = rejections(root, out);
    let freshness = root.get("fresh").map_or(Some(None), |node| fresh(node, out).map(Some));

    draft.requirement = (|| {
        Some(Requirement {
            id: RequirementId::new(draft.id.as_ref()?.0.clone()),
            title: title?,
            expects: expects?,
            remedy: remedy?,
            update: update?,
            tiers: tiers?,
            weight: weight?,
            where_any: where_any?,
            observe: observe?,
            probe: probe?,
            bases: bases?,
            labels: labels?,
            proofs: proofs?,
            rejections: rejections?,
            freshness: freshness?,
        })
    })();
    draft
}

pub(super) fn place(node: Node<'_>) -> Place {
    Place { file: node.file().to_owned(), span: node.span(), label: Bilingual::default() }
}
