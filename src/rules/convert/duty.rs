//! Whom a requirement binds, how much it counts, and whether it names the check that settles it.

use crate::diagnostic::{Diagnostics, Node};
use crate::registry::Tier;
use crate::rules::Observe;
use crate::text::both;

pub(super) fn tiers(root: Node<'_>, out: &mut Diagnostics) -> Option<Vec<Tier>> {
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

pub(super) fn weight(root: Node<'_>, out: &mut Diagnostics) -> Option<u32> {
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
pub(super) fn probe_fits(root: Node<'_>, observe: Option<Observe>, out: &mut Diagnostics) {
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
