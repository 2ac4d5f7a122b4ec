//! What a detector may say beyond its shape: counts that can be met, lists that are not empty, phrases that can match.

use unicode_normalization::is_nfc;

use super::convert::not_nfc;
use crate::diagnostic::{Diagnostics, Node, quoted};
use crate::text::both;

/// Lists of phrases that must not be empty when they are written.
const LISTS: [&str; 13] = [
    "any",
    "starting",
    "heading",
    "asks",
    "columns",
    "hosts",
    "languages",
    "kinds",
    "tiers",
    "names",
    "containing",
    "after",
    "phrases",
];

/// Checks the detector at `node` and everything in it.
pub(super) fn check(node: Node<'_>, out: &mut Diagnostics) {
    let Some((kind, inner)) = node.only_entry() else { return };
    match kind {
        "all" | "any" => {
            if inner.items().next().is_none() {
                out.push(empty(inner, kind));
            }
            for part in inner.items() {
                check(part, out);
            }
        }
        "not" => check(inner, out),
        "at-least" => {
            let of: Vec<Node<'_>> = inner.get("of").map(|of| of.items().collect()).unwrap_or_default();
            if let Some(count) = inner.get("count")
                && let Some(number) = count.read::<u32>(out)
            {
                reachable(count, number, of.len(), out);
            }
            for part in of {
                check(part, out);
            }
        }
        "under" | "in" | "on" => {
            atomic(inner, out);
            if let Some(has) = inner.get("has") {
                check(has, out);
            }
        }
        "words" => {
            if inner.get("min").is_none() && inner.get("max").is_none() {
                out.push(
                    node.error(
                        "empty-condition",
                        (
                            "`words` không có `min` lẫn `max` thì luôn đúng",
                            "`words` with neither `min` nor `max` always holds",
                        ),
                    )
                    .label(("ghi rõ bao nhiêu chữ", "say how many words"))
                    .help(("như `{ words = { min = 40 } }`", "such as `{ words = { min = 40 } }`")),
                );
            }
            atomic(inner, out);
        }
        _ => atomic(inner, out),
    }
}

fn atomic(inner: Node<'_>, out: &mut Diagnostics) {
    for key in LISTS {
        let Some(list) = inner.get(key) else { continue };
        if list.items().next().is_none() {
            out.push(empty(list, key));
        }
    }
    for key in ["any", "starting", "heading", "labelled", "after", "phrases"] {
        phrases(inner.get(key), out);
    }
    for key in ["asks", "columns"] {
        let Some(list) = inner.get(key) else { continue };
        for entry in list.items() {
            if entry.items().next().is_none() {
                out.push(empty(entry, key));
            }
            phrases(Some(entry), out);
        }
    }
    for node in inner.get("hosts").into_iter().flat_map(|list| list.items()) {
        host(node, out);
    }
    for node in inner.get("languages").into_iter().flat_map(|list| list.items()).chain(inner.get("language")) {
        language(node, out);
    }
    if let Some(min) = inner.get("min")
        && min.read::<u32>(out) == Some(0)
    {
        out.push(zero(min));
    }
    if let (Some(least), Some(max)) = (inner.get("min"), inner.get("max"))
        && let (Some(low), Some(high)) = (least.read::<u32>(out), max.read::<u32>(out))
        && low > high
    {
        out.push(
            max.error(
                "count-order",
                both!("nhiều nhất {high} nhưng ít nhất {low}", "at most {high} but at least {low}"),
            )
            .label(("nhỏ hơn `min`", "smaller than `min`")),
        );
    }
    if let Some(answering) = inner.get("answering")
        && answering.read::<u32>(out) == Some(0)
    {
        out.push(zero(answering));
    }
    if let Some(percent) = inner.get("percent")
        && let Some(number) = percent.read::<u32>(out)
        && !(1..=100).contains(&number)
    {
        out.push(
            percent
                .error(
                    "share-out-of-range",
                    both!("không đo được {number} phần trăm", "{number} per cent can not be measured"),
                )
                .label(("từ 1 đến 100", "1 to 100")),
        );
    }
    let length =
        ["asks", "columns", "any", "names"].into_iter().find_map(|key| inner.get(key)).map(|list| list.items().count());
    if let (Some(count), Some(length)) = (inner.get("at-least"), length)
        && let Some(number) = count.read::<u32>(out)
    {
        reachable(count, number, length, out);
    }
}

fn phrases(list: Option<Node<'_>>, out: &mut Diagnostics) {
    for phrase in list.into_iter().flat_map(|list| list.items()) {
        let Some(text) = phrase.text() else { continue };
        if !text.chars().any(char::is_alphanumeric) {
            out.push(
                phrase
                    .error(
                        "label-without-letters",
                        both!("cụm từ {} không có chữ cái nào", "the phrase {} has no letters", quoted(text)),
                    )
                    .label(("sẽ không khớp gì", "would never match")),
            );
        } else if !is_nfc(text) {
            out.push(not_nfc(phrase));
        }
    }
}

/// A host name, `*.` before one, `{portal}`, or a placeholder for one label of an address.
fn host(node: Node<'_>, out: &mut Diagnostics) {
    let Some(text) = node.text() else { return };
    // A pattern may cover a whole country, a single host needs a dot.
    let open = ["*.", "{name}.", "{label}."].into_iter().find_map(|open| text.strip_prefix(open));
    let (name, dots) = open.map_or((text, 1), |name| (name, 0));
    let letters = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if text != "{portal}" && !(name.matches('.').count() >= dots && name.split('.').all(letters)) {
        out.push(
            node.error("host-pattern", both!("{} không phải tên máy chủ", "{} is not a host name", quoted(text)))
                .label(("không có http:// và đường dẫn", "without http:// and path"))
                .help((
                    "như `dichvucong.gov.vn`, `*.gov.vn`, hoặc `{portal}` cho các tên miền của chính cổng",
                    "such as `dichvucong.gov.vn`, `*.gov.vn`, or `{portal}` for the portal's own domains",
                )),
        );
    }
}

fn language(node: Node<'_>, out: &mut Diagnostics) {
    let Some(text) = node.text() else { return };
    if !(2..=3).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        out.push(
            node.error("language-code", both!("{} không phải mã ngôn ngữ", "{} is not a language code", quoted(text)))
                .label((
                    "hai hoặc ba chữ thường, như `vi` hoặc `en`",
                    "two or three lower-case letters, such as `vi` or `en`",
                )),
        );
    }
}

fn reachable(node: Node<'_>, number: u32, of: usize, out: &mut Diagnostics) {
    if number == 0 {
        out.push(zero(node));
    } else if number as usize > of {
        out.push(
            node.error(
                "count-out-of-reach",
                both!("cần {number} nhưng chỉ liệt kê {of}", "{number} are wanted and only {of} are listed"),
            )
            .label(("không bao giờ đúng", "can never hold")),
        );
    }
}

fn zero(node: Node<'_>) -> crate::diagnostic::Diagnostic {
    node.error("zero-count", ("số lượng 0 thì luôn đúng", "a count of 0 always holds"))
        .label(("ít nhất 1", "at least 1"))
}

fn empty(node: Node<'_>, key: &str) -> crate::diagnostic::Diagnostic {
    node.error("empty-condition", both!("`{key}` là danh sách trống", "`{key}` is an empty list"))
        .label(("nêu ít nhất một", "name at least one"))
}
