//! A requirement file to the requirement that runs. Every part is checked, even when another part is broken.

use std::collections::BTreeMap;

use unicode_normalization::is_nfc;

use super::load::{check_id, kebab_case};
use super::raw::{RawBasis, RawFresh};
use super::{
    Accepts, Basis, Bilingual, Confidence, Detector, Freshness, Observe, POINTS, Probe, Proof, Rejection, Requirement,
    RequirementId, detect, label,
};
use crate::diagnostic::{Diagnostics, Node, Place, quoted};
use crate::registry::Tier;
use crate::text::both;

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
    Place { file: node.file().to_owned(), span: node.span(), label: Bilingual::default() }
}

/// A text in both languages, neither of them blank.
pub(super) fn bilingual(parent: Node<'_>, key: &str, out: &mut Diagnostics) -> Option<Bilingual> {
    let node = parent.get(key)?;
    for language in ["vi", "en"] {
        if let Some(inner) = node.get(language)
            && let Some(text) = inner.text()
        {
            if text.trim().is_empty() {
                out.push(
                    inner
                        .error("empty-text", both!("`{key}.{language}` trống", "`{key}.{language}` is empty"))
                        .label(("viết nội dung vào đây", "write a text here")),
                );
            } else if !is_nfc(text) {
                out.push(not_nfc(inner));
            }
        }
    }
    node.read(out)
}

/// A text whose letters are taken apart into base letters and marks.
pub(super) fn not_nfc(node: Node<'_>) -> crate::diagnostic::Diagnostic {
    node.error("not-nfc", ("văn bản không ở dạng Unicode dựng sẵn (NFC)", "the text is not in Unicode normal form C"))
        .label(("ở đây chữ cái và dấu là các ký tự rời nhau", "letters and their marks are separate characters here"))
        .help(("gõ lại, hoặc chuyển đổi tệp bằng `uconv -x nfc`", "retype it, or convert the file with `uconv -x nfc`"))
}

fn tiers(root: Node<'_>, out: &mut Diagnostics) -> Option<Vec<Tier>> {
    let node = root.get("tiers")?;
    let tiers: Vec<Tier> = node.read(out)?;
    if tiers.is_empty() {
        out.push(
            node.error("no-tiers", ("yêu cầu không áp dụng cho ai", "the requirement binds nobody"))
                .label(("nêu ít nhất một cấp", "name at least one tier")),
        );
    }
    let items: Vec<_> = node.items().collect();
    for (index, tier) in tiers.iter().enumerate() {
        if tiers[..index].contains(tier) {
            out.push(
                items[index]
                    .error("duplicate-entry", ("cấp được liệt kê hai lần", "the tier is listed twice"))
                    .label(("lần thứ hai", "second time")),
            );
        }
    }
    Some(tiers)
}

fn weight(root: Node<'_>, out: &mut Diagnostics) -> Option<u32> {
    let Some(node) = root.get("weight") else { return Some(1) };
    let weight: u32 = node.read(out)?;
    let reason = root.get("weight-reason").and_then(|node| node.text()).unwrap_or_default();
    if weight == 0 {
        out.push(
            node.error(
                "weight-zero",
                ("yêu cầu có trọng số 0 sẽ không được tính", "a requirement of weight 0 would count for nothing"),
            )
            .label(("ít nhất 1", "at least 1")),
        );
    } else if weight != 1 && reason.trim().is_empty() {
        out.push(
            node.error(
                "weight-without-reason",
                both!("trọng số {weight} không có lý do", "the weight {weight} has no reason"),
            )
            .label((
                "mọi nghĩa vụ có trọng số 1, trừ khi tệp nêu lý do khác",
                "every duty weighs 1 unless the file says why not",
            ))
            .help(("thêm `weight-reason = \"…\"`", "add `weight-reason = \"…\"`")),
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
                at.error(
                    "no-probe",
                    (
                        "chưa nêu phép thử chủ động nào quyết định yêu cầu",
                        "nothing says which active check settles the requirement",
                    ),
                )
                .label((
                    "`probe` nghĩa là chỉ xem trang thì không kết luận được",
                    "`probe` means that pages alone cannot settle it",
                ))
                .help((
                    "thêm `probe = \"search\"`, \"attachment\", \"form\" hoặc phép thử khác",
                    "add `probe = \"search\"`, \"attachment\", \"form\" or another check",
                )),
            );
        }
        (Some(Observe::Page | Observe::Site | Observe::Person), Some(node)) => {
            out.push(
                node.error(
                    "probe-not-wanted",
                    (
                        "có nêu phép thử, nhưng yêu cầu này không cần phép thử",
                        "a check is named, but the requirement is observed without one",
                    ),
                )
                .label(("chỉ dùng khi `observe = \"probe\"`", "only where `observe = \"probe\"`"))
                .help(("bỏ đi, hoặc đổi `observe`", "take it out, or change `observe`")),
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
            node.error("no-basis", ("yêu cầu không có căn cứ pháp lý", "the requirement has no legal ground"))
                .label(("ít nhất một `[[basis]]`", "at least one `[[basis]]`"))
                .help((
                    "yêu cầu không có quy định nào đặt ra thì không thuộc về đây",
                    "a requirement that no provision asks for does not belong here",
                )),
        );
    }
    bases
}

fn basis(raw: RawBasis, node: Node<'_>, out: &mut Diagnostics) -> Basis {
    let at = |key: &str| node.get(key).unwrap_or(node);
    if raw.note.is_some() {
        bilingual(node, "note", out);
    }
    if raw.instrument.trim().is_empty() {
        out.push(
            at("instrument")
                .error("empty-text", ("văn bản không có số hiệu", "the instrument has no number"))
                .label(("như 42/2022/NĐ-CP", "such as 42/2022/NĐ-CP")),
        );
    }
    if let (Some(from), Some(to)) = (raw.from, raw.to)
        && from.0 > to.0
    {
        out.push(
            at("to")
                .error(
                    "date-order",
                    both!(
                        "căn cứ hết hiệu lực ngày {}, trước ngày bắt đầu {}",
                        "the basis ends on {} before it begins on {}",
                        to.0,
                        from.0
                    ),
                )
                .label(("sớm hơn `from`", "earlier than `from`")),
        );
    }
    if !POINTS.contains(&raw.point.as_str()) {
        out.push(
            at("point")
                .error(
                    "point-letter",
                    both!("{} không phải chữ cái của một điểm", "{} is not the letter of a point", quoted(&raw.point)),
                )
                .label((
                    "một chữ cái thường của bảng chữ cái tiếng Việt",
                    "one lower-case letter of the Vietnamese alphabet",
                ))
                .help((
                    "các chữ được dùng: a b c d đ e g h i k l m n o p q r s t u v x y",
                    "letters in use: a b c d đ e g h i k l m n o p q r s t u v x y",
                )),
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
        note: raw.note.unwrap_or_default(),
    }
}

fn proofs(root: Node<'_>, observe: Option<Observe>, out: &mut Diagnostics) -> Option<Vec<Proof>> {
    let nodes: Vec<Node<'_>> = root.get("proof").map(|node| node.items().collect()).unwrap_or_default();
    if let Some(observe) = observe {
        let at = root.get("observe").unwrap_or(root);
        if observe == Observe::Person && !nodes.is_empty() {
            out.push(
                at.error(
                    "proof-not-wanted",
                    (
                        "điều chỉ người bên trong mới thấy thì không có cách chứng minh",
                        "what only a person can see has no proof",
                    ),
                )
                .label((
                    "`person` nghĩa là không quan sát được từ bên ngoài",
                    "`person` means that nothing can be seen from outside",
                ))
                .help((
                    "bỏ các bảng `[[proof]]`, hoặc đổi `observe`",
                    "take the `[[proof]]` tables out, or change `observe`",
                )),
            );
        } else if matches!(observe, Observe::Page | Observe::Site)
            && root.get("proof").is_none_or(|node| node.items().next().is_none())
        {
            out.push(
                at.error(
                    "no-proof",
                    (
                        "yêu cầu không bao giờ đạt được: không có cách chứng minh nào",
                        "the requirement can never be passed: it has no proof",
                    ),
                )
                .label(("chỉ có nhãn thì không bao giờ đạt", "a label alone never passes"))
                .help((
                    "thêm ít nhất một `[[proof]]`, hoặc đặt `observe = \"person\"`",
                    "add at least one `[[proof]]`, or set `observe = \"person\"`",
                )),
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
        let self_evident = self_evident(node, observe, accepts, out);
        if let Some(accepts) = accepts {
            if accepts > weakest {
                out.push(
                    node.get("accepts")
                        .unwrap_or(node)
                        .warning(
                            "proof-order",
                            (
                                "cách chứng minh mạnh hơn đứng sau cách yếu hơn",
                                "a stronger proof stands after a weaker one",
                            ),
                        )
                        .label((
                            "chỉ được thử sau khi cách yếu hơn không đúng",
                            "tried only after the weaker one failed",
                        ))
                        .help(("viết cách chứng minh mạnh nhất trước", "write the strongest proof first")),
                );
            }
            weakest = weakest.min(accepts);
        }
        match (name, accepts, say, when) {
            (Some(name), Some(accepts), Some(say), Some(when)) => {
                if let Some(proofs) = &mut proofs {
                    proofs.push(Proof { name: name.to_owned(), accepts, self_evident, say, when });
                }
            }
            _ => proofs = None,
        }
    }
    proofs
}

/// Whether a proof stands without a known name: only a strong one of a section can.
fn self_evident(node: Node<'_>, observe: Option<Observe>, accepts: Option<Accepts>, out: &mut Diagnostics) -> bool {
    let Some(flag) = node.get("self-evident") else { return false };
    let wanted = flag.read::<bool>(out).unwrap_or(false);
    let can = observe.is_none_or(|observe| observe == Observe::Page)
        && accepts.is_none_or(|accepts| accepts == Accepts::Strong);
    if wanted && !can {
        out.push(
            flag.error(
                "self-evident-not-wanted",
                (
                    "cách chứng minh này không thể đứng một mình khi thiếu tên đã biết",
                    "this proof cannot stand without a known name",
                ),
            )
            .label((
                "chỉ dùng với `accepts = \"strong\"` và `observe = \"page\"`",
                "only for `accepts = \"strong\"` and `observe = \"page\"`",
            ))
            .help((
                "bỏ khóa này, hoặc viết cách chứng minh mà chỉ mục được yêu cầu mới thỏa mãn",
                "take the key out, or write a proof that nothing but the section asked for can satisfy",
            )),
        );
    }
    wanted && can
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
                name.error(
                    "id-form",
                    both!("tên {} không đúng dạng kebab-case", "the name {} is not in kebab case", quoted(text)),
                )
                .label((
                    "chữ thường không dấu và chữ số, các từ nối bằng `-`",
                    "lower-case letters and digits, words joined by `-`",
                )),
            );
        }
        if let Some(first) = seen.get(text) {
            out.push(
                name.error(
                    "duplicate-name",
                    both!("tên `{text}` được dùng hai lần", "the name `{text}` is used twice"),
                )
                .label(("lần thứ hai", "second time"))
                .related(first.file(), first.span(), ("lần đầu", "first time"))
                .help(("báo cáo phân biệt các cách chứng minh theo tên", "reports tell proofs apart by their names")),
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
        out.push(
            at("within-days")
                .error("zero-count", ("trong 0 ngày thì không gì còn mới", "nothing is ever fresh within 0 days"))
                .label(("ít nhất 1", "at least 1")),
        );
    }
    let source = bilingual(node, "source", out)?;
    Some(Freshness { within_days: raw.within_days, ground: raw.ground, source })
}
