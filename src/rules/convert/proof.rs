//! What proves a requirement, and what turns a place down: named detectors that can hold where they stand.

use std::collections::BTreeMap;

use super::texts::bilingual;
use crate::diagnostic::{Diagnostics, Node, quoted};
use crate::rules::load::kebab_case;
use crate::rules::{Accepts, Detector, Observe, Proof, Rejection, detect};
use crate::text::both;

pub(super) fn proofs(root: Node<'_>, observe: Option<Observe>, out: &mut Diagnostics) -> Option<Vec<Proof>> {
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
        let spoils = spoils(node, accepts, out);
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
                    proofs.push(Proof { name: name.to_owned(), accepts, self_evident, spoils, say, when });
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

/// Whether a proof spoils what other pages prove: only one that says that something is wrong can.
fn spoils(node: Node<'_>, accepts: Option<Accepts>, out: &mut Diagnostics) -> bool {
    let Some(flag) = node.get("spoils") else { return false };
    let wanted = flag.read::<bool>(out).unwrap_or(false);
    let can = accepts.is_none_or(|accepts| matches!(accepts, Accepts::Incomplete | Accepts::Outdated));
    if wanted && !can {
        out.push(
            flag.error(
                "spoils-not-wanted",
                (
                    "cách chứng minh này được chấp nhận nên không làm mất giá trị của điều khác",
                    "this proof is accepted, and spoils nothing",
                ),
            )
            .label((
                "chỉ dùng với `accepts = \"incomplete\"` hoặc `\"outdated\"`",
                "only for `accepts = \"incomplete\"` or `\"outdated\"`",
            ))
            .help(("bỏ khóa này", "take the key out")),
        );
    }
    wanted && can
}

pub(super) fn rejections(root: Node<'_>, out: &mut Diagnostics) -> Option<Vec<Rejection>> {
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
