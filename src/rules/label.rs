//! The labels of a requirement: written so that they can match, and not empty where a section must be announced.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark, is_nfc};

use super::convert::not_nfc;
use super::raw::RawLabels;
use super::{Labels, Observe};
use crate::diagnostic::{Diagnostics, Node, Place, did_you_mean, quoted};
use crate::text::{Bilingual, both};

/// A label by which a requirement announces its section.
#[derive(Debug)]
pub(super) struct Claim {
    /// As written.
    pub label: String,
    /// Where.
    pub place: Place,
    /// Whether the file says that another requirement claims it as well.
    pub shared: bool,
}

/// Reads and checks `labels`; those that announce the section also go to `claims` with their places.
pub(super) fn convert(
    root: Node<'_>,
    observe: Option<Observe>,
    claims: &mut Vec<Claim>,
    out: &mut Diagnostics,
) -> Option<Labels> {
    let Some(node) = root.get("labels") else {
        if observe == Some(Observe::Page) {
            out.push(no_labels(root.get("observe").unwrap_or(root)));
        }
        return Some(Labels::default());
    };
    for kind in ["text", "abbreviation", "not"] {
        for label in node.get(kind).into_iter().flat_map(|list| list.items()) {
            if let Some(text) = label.text() {
                spelled(label, text, out);
            }
        }
    }
    for label in node.get("url").into_iter().flat_map(|list| list.items()) {
        if let Some(text) = label.text() {
            address(label, text, out);
        }
    }
    for kind in ["text", "url", "abbreviation", "not"] {
        twice(node, kind, out);
    }
    // What is looked for on every page is held against no section: its labels only guide the crawl and may be shared.
    let claimed: &[&str] = if observe == Some(Observe::Page) { &["text", "url", "abbreviation"] } else { &[] };
    let shared = shared(node, out);
    for kind in claimed {
        for label in node.get(kind).into_iter().flat_map(|list| list.items()) {
            if let Some(text) = label.text() {
                let place = Place { file: label.file().to_owned(), span: label.span(), label: Bilingual::default() };
                claims.push(Claim { label: text.to_owned(), place, shared: shared.contains(&text) });
            }
        }
    }
    let raw: RawLabels = node.read(out)?;
    if observe == Some(Observe::Page) && raw.text.is_empty() {
        out.push(no_labels(node.get("text").unwrap_or(node)));
    }
    Some(Labels { text: raw.text, url: raw.url, abbreviation: raw.abbreviation, not: raw.not })
}

/// The labels that the file says it shares; each must be one of its own.
fn shared<'d>(labels: Node<'d>, out: &mut Diagnostics) -> Vec<&'d str> {
    let listed = |kind: &str| labels.get(kind).into_iter().flat_map(|list| list.items().collect::<Vec<_>>());
    let own: Vec<&str> =
        ["text", "url", "abbreviation"].into_iter().flat_map(listed).filter_map(|node| node.text()).collect();
    for node in listed("shared") {
        if let Some(text) = node.text().filter(|text| !own.contains(text)) {
            out.push(
                node.error(
                    "unknown-label",
                    both!(
                        "{} nằm trong `shared` nhưng không có trong các nhãn",
                        "{} is shared but not among the labels",
                        quoted(text)
                    ),
                )
                .label(did_you_mean(text, own.iter().copied()))
                .help((
                    "`shared` ghi lại những nhãn mà yêu cầu khác cũng dùng",
                    "`shared` repeats those labels that another requirement claims as well",
                )),
            );
        }
    }
    listed("shared").filter_map(|node| node.text()).collect()
}

fn no_labels(node: Node<'_>) -> crate::diagnostic::Diagnostic {
    node.error(
        "no-labels",
        (
            "mục không có nhãn nào báo hiệu thì không bao giờ tìm thấy",
            "a section that nothing announces can never be found",
        ),
    )
    .label(("`observe = \"page\"` cần nhãn trong `labels.text`", "`observe = \"page\"` needs texts in `labels.text`"))
    .help((
        "thêm tên mục trong trình đơn và tiêu đề mà các cổng thường dùng",
        "add the menu entries and headings under which portals show it",
    ))
}

fn spelled(node: Node<'_>, text: &str, out: &mut Diagnostics) {
    if !text.chars().any(char::is_alphabetic) {
        out.push(
            node.error(
                "label-without-letters",
                both!("nhãn {} không có chữ cái nào", "the label {} has no letters", quoted(text)),
            )
            .label(("sẽ không khớp gì, hoặc khớp mọi thứ", "would never match, or match anything")),
        );
    } else if !is_nfc(text) {
        out.push(not_nfc(node));
    } else if text.trim() != text || text.contains("  ") {
        out.push(
            node.error(
                "label-spaces",
                (
                    "nhãn có dấu cách ở đầu, cuối hoặc nhiều dấu cách liền nhau",
                    "the label has spaces at an end or several in a row",
                ),
            )
            .label(("giữa các từ chỉ một dấu cách", "one space between words")),
        );
    }
}

fn address(node: Node<'_>, text: &str, out: &mut Diagnostics) {
    if text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_./".contains(letter))
        && text.chars().any(|letter| letter.is_ascii_lowercase())
    {
        return;
    }
    let plain: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| match letter {
            'đ' | 'Đ' => 'd',
            ' ' => '-',
            other => other.to_ascii_lowercase(),
        })
        .collect();
    let plain = if plain == text {
        Bilingual::default()
    } else {
        both!("có phải ý bạn là `{plain}`?", "did you mean `{plain}`?")
    };
    out.push(
        node.error(
            "url-label-form",
            both!(
                "nhãn địa chỉ {} không đúng cách viết địa chỉ",
                "the address label {} is not as addresses are written",
                quoted(text)
            ),
        )
        .label(plain)
        .help((
            "chữ thường không dấu, các từ nối bằng `-`",
            "lower-case letters without diacritics, words joined by `-`",
        )),
    );
}

fn twice(node: Node<'_>, kind: &str, out: &mut Diagnostics) {
    let items: Vec<Node<'_>> = node.get(kind).map(|list| list.items().collect()).unwrap_or_default();
    for (index, item) in items.iter().enumerate() {
        let Some(text) = item.text() else { continue };
        if let Some(first) = items[..index].iter().find(|other| other.text() == Some(text)) {
            out.push(
                item.warning(
                    "duplicate-entry",
                    both!("nhãn {} được liệt kê hai lần", "the label {} is listed twice", quoted(text)),
                )
                .label(("lần thứ hai", "second time"))
                .related(first.file(), first.span(), ("lần đầu", "first time")),
            );
        }
    }
}
