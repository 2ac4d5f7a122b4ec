//! A requirement file to the requirement that runs. Every part is checked, even when another part is broken.

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use super::load::{check_id, kebab_case};
use super::raw::{RawBasis, RawFresh};
use super::{
    Accepts, Basis, Bilingual, Confidence, Detector, Freshness, Observe, POINTS, Probe, Proof, Rejection, Requirement,
    RequirementId, detect, label,
};
use crate::diagnostic::{Diagnostics, Node, Place};
use crate::registry::Tier;

/// A requirement file after reading: what could be used of it, and what other files need to know.
#[derive(Debug)]
pub(super) struct Draft {
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
    pub(super) fn unreadable(stem: &str) -> Self {
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

pub(super) fn requirement(stem: &str, root: Node<'_>, out: &mut Diagnostics) -> Draft {
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
    Place { file: node.file().to_owned(), span: node.span(), label: String::new() }
}

/// A text in both languages, neither of them blank.
pub(super) fn bilingual(parent: Node<'_>, key: &str, out: &mut Diagnostics) -> Option<Bilingual> {
    let node = parent.get(key)?;
    for language in ["vi", "en"] {
        if let Some(inner) = node.get(language)
            && let Some(text) = inner.text()
        {
            if text.trim().is_empty() {
                out.push(inner.error("empty-text", format!("`{key}.{language}` is empty")).label("write a text here"));
            } else if !is_nfc(text) {
                out.push(not_nfc(inner));
            }
        }
    }
    node.read(out)
}

/// A text whose letters are taken apart into base letters and marks.
pub(super) fn not_nfc(node: Node<'_>) -> crate::diagnostic::Diagnostic {
    node.error("not-nfc", "the text is not in Unicode normal form C")
        .label("letters and their marks are separate characters here")
        .help("retype it, or convert the file with `uconv -x nfc`")
}

fn tiers(root: Node<'_>, out: &mut Diagnostics) -> Option<Vec<Tier>> {
    let node = root.get("tiers")?;
    let tiers: Vec<Tier> = node.read(out)?;
    if tiers.is_empty() {
        out.push(node.error("no-tiers", "the requirement binds nobody").label("name at least one tier"));
    }
    let items: Vec<_> = node.items().collect();
    for (index, tier) in tiers.iter().enumerate() {
        if tiers[..index].contains(tier) {
            out.push(items[index].error("duplicate-entry", "the tier is listed twice").label("second time"));
        }
    }
    Some(tiers)
}

fn weight(root: Node<'_>, out: &mut Diagnostics) -> Option<u32> {
    let Some(node) = root.get("weight") else { return Some(1) };
    let weight: u32 = node.read(out)?;
    let reason = root.get("weight-reason").and_then(|node| node.text()).unwrap_or_default();
    if weight == 0 {
        out.push(node.error("weight-zero", "a requirement of weight 0 would count for nothing").label("at least 1"));
    } else if weight != 1 && reason.trim().is_empty() {
        out.push(
            node.error("weight-without-reason", format!("the weight {weight} has no reason"))
                .label("every duty weighs 1 unless the file says why not")
                .help("add `weight-reason = \"…\"`"),
        );
    }
    Some(weight)
}

/// That `probe` requirements name their active check, and no others do.
fn probe_fits(root: Node<'_>, observe: Option<Observe>, out: &mut Diagnostics) {
    let named = root.get("probe");
    match (observe, named) {
        (Some(Observe::Probe), None) => {
            let at = root.get("observe").unwrap_or(root);
            out.push(
                at.error("no-probe", "nothing says which active check settles the requirement")
                    .label("`probe` means that pages alone cannot settle it")
                    .help("add `probe = \"search\"`, \"attachment\", \"form\" or another check"),
            );
        }
        (Some(Observe::Page | Observe::Site | Observe::Person), Some(node)) => {
            out.push(
                node.error("probe-not-wanted", "a check is named, but the requirement is observed without one")
                    .label("only where `observe = \"probe\"`")
                    .help("take it out, or change `observe`"),
            );
        }
        _ => {}
    }
}

fn bases(root: Node<'_>, draft: &mut Draft, out: &mut Diagnostics) -> Option<Vec<Basis>> {
    let node = root.get("basis")?;
    let mut bases = Some(Vec::new());
    for item in node.items() {
        draft.first_basis.get_or_insert_with(|| place(item));
        if let Some(instrument) = item.get("instrument").and_then(|node| node.text()) {
            draft.instruments.push(instrument.to_owned());
        }
        match item.read::<RawBasis>(out) {
            Some(raw) => {
                let basis = basis(raw, item, out);
                if let Some(bases) = &mut bases {
                    bases.push(basis);
                }
            }
            None => bases = None,
        }
    }
    if node.items().next().is_none() {
        out.push(
            node.error("no-basis", "the requirement has no legal ground")
                .label("at least one `[[basis]]`")
                .help("a requirement that no provision asks for does not belong here"),
        );
    }
    bases
}

fn basis(raw: RawBasis, node: Node<'_>, out: &mut Diagnostics) -> Basis {
    let at = |key: &str| node.get(key).unwrap_or(node);
    if raw.instrument.trim().is_empty() {
        out.push(at("instrument").error("empty-text", "the instrument has no number").label("such as 42/2022/NĐ-CP"));
    }
    if let (Some(from), Some(to)) = (raw.from, raw.to)
        && from.0 > to.0
    {
        out.push(
            at("to")
                .error("date-order", format!("the basis ends on {} before it begins on {}", to.0, from.0))
                .label("earlier than `from`"),
        );
    }
    if !POINTS.contains(&raw.point.as_str()) {
        out.push(
            at("point")
                .error(
                    "point-letter",
                    format!("{} is not the letter of a point", crate::diagnostic::quoted(&raw.point)),
                )
                .label("one lower-case letter of the Vietnamese alphabet")
                .help("letters in use: a b c d đ e g h i k l m n o p q r s t u v x y"),
        );
    }
    Basis {
        instrument: raw.instrument,
        article: raw.article,
        clause: raw.clause,
        point: raw.point,
        force: raw.force,
        from: raw.from.map(|date| date.0),
        to: raw.to.map(|date| date.0),
        confidence: raw.confidence.unwrap_or(Confidence::D),
        note: raw.note,
    }
}

fn proofs(root: Node<'_>, observe: Option<Observe>, out: &mut Diagnostics) -> Option<Vec<Proof>> {
    let nodes: Vec<Node<'_>> = root.get("proof").map(|node| node.items().collect()).unwrap_or_default();
    if let Some(observe) = observe {
        let at = root.get("observe").unwrap_or(root);
        if observe == Observe::Person && !nodes.is_empty() {
            out.push(
                at.error("proof-not-wanted", "what only a person can see has no proof")
                    .label("`person` means that nothing can be seen from outside")
                    .help("take the `[[proof]]` tables out, or change `observe`"),
            );
        } else if matches!(observe, Observe::Page | Observe::Site)
            && root.get("proof").is_none_or(|node| node.items().next().is_none())
        {
            out.push(
                at.error("no-proof", "the requirement can never be passed: it has no proof")
                    .label("a label alone never passes")
                    .help("add at least one `[[proof]]`, or set `observe = \"person\"`"),
            );
        }
    }
    unique_names(&nodes, out);
    let mut proofs = Some(Vec::new());
    let mut weakest = Accepts::Strong;
    for node in nodes {
        let say = bilingual(node, "say", out);
        let name = node.get("name").and_then(|name| name.text());
        let accepts = node.get("accepts").and_then(|accepts| accepts.read::<Accepts>(out));
        let when = node.get("when").and_then(|when| detector(when, out));
        if let Some(accepts) = accepts {
            if accepts > weakest {
                out.push(
                    node.get("accepts")
                        .unwrap_or(node)
                        .warning("proof-order", "a stronger proof stands after a weaker one")
                        .label("tried only after the weaker one failed")
                        .help("write the strongest proof first"),
                );
            }
            weakest = weakest.min(accepts);
        }
        match (name, accepts, say, when) {
            (Some(name), Some(accepts), Some(say), Some(when)) => {
                if let Some(proofs) = &mut proofs {
                    proofs.push(Proof { name: name.to_owned(), accepts, say, when });
                }
            }
            _ => proofs = None,
        }
    }
    proofs
}

fn rejections(root: Node<'_>, out: &mut Diagnostics) -> Option<Vec<Rejection>> {
    let nodes: Vec<Node<'_>> = root.get("reject").map(|node| node.items().collect()).unwrap_or_default();
    unique_names(&nodes, out);
    let mut rejections = Some(Vec::new());
    for node in nodes {
        let say = bilingual(node, "say", out);
        let name = node.get("name").and_then(|name| name.text());
        let when = node.get("when").and_then(|when| detector(when, out));
        match (name, say, when) {
            (Some(name), Some(say), Some(when)) => {
                if let Some(rejections) = &mut rejections {
                    rejections.push(Rejection { name: name.to_owned(), say, when });
                }
            }
            _ => rejections = None,
        }
    }
    rejections
}

fn detector(node: Node<'_>, out: &mut Diagnostics) -> Option<Detector> {
    let detector = node.read(out);
    detect::check(node, out);
    detector
}

fn unique_names(nodes: &[Node<'_>], out: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Node<'_>> = BTreeMap::new();
    for name in nodes.iter().filter_map(|node| node.get("name")) {
        let Some(text) = name.text() else { continue };
        if !kebab_case(text) {
            out.push(
                name.error("id-form", format!("the name {} is not in kebab case", crate::diagnostic::quoted(text)))
                    .label("lower-case letters and digits, words joined by `-`"),
            );
        }
        if let Some(first) = seen.get(text) {
            out.push(
                name.error("duplicate-name", format!("the name `{text}` is used twice"))
                    .label("second time")
                    .related(first.file(), first.span(), "first time")
                    .help("reports tell proofs apart by their names"),
            );
        } else {
            seen.insert(text, name);
        }
    }
}

fn fresh(node: Node<'_>, out: &mut Diagnostics) -> Option<Freshness> {
    let raw: RawFresh = node.read(out)?;
    let at = |key: &str| node.get(key).unwrap_or(node);
    if raw.within_days == 0 {
        out.push(at("within-days").error("zero-count", "nothing is ever fresh within 0 days").label("at least 1"));
    }
    if raw.source.trim().is_empty() {
        out.push(at("source").error("empty-text", "`fresh.source` is empty").label("say where the number comes from"));
    }
    Some(Freshness { within_days: raw.within_days, ground: raw.ground, source: raw.source })
}
