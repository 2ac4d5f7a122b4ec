//! What a requirement rests on: the provisions that ask for it, and the deadline that keeps it fresh.

use super::draft::{Draft, place};
use super::texts::bilingual;
use crate::diagnostic::{Diagnostics, Node, quoted};
use crate::rules::raw::{RawBasis, RawFresh};
use crate::rules::{Basis, Confidence, Freshness, POINTS};
use crate::text::both;

pub(super) fn bases(root: Node<'_>, draft: &mut Draft, out: &mut Diagnostics) -> Option<Vec<Basis>> {
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

pub(super) fn fresh(node: Node<'_>, out: &mut Diagnostics) -> Option<Freshness> {
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
