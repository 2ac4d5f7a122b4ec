//! Texts in both languages: neither blank, and both in Unicode normal form C.

use unicode_normalization::is_nfc;

use crate::diagnostic::{Diagnostic, Diagnostics, Node};
use crate::rules::Bilingual;
use crate::text::both;

/// A text in both languages, neither of them blank.
pub(in crate::rules) fn bilingual(parent: Node<'_>, key: &str, out: &mut Diagnostics) -> Option<Bilingual> {
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
pub(in crate::rules) fn not_nfc(node: Node<'_>) -> Diagnostic {
    node.error("not-nfc", ("văn bản không ở dạng Unicode dựng sẵn (NFC)", "the text is not in Unicode normal form C"))
        .label(("ở đây chữ cái và dấu là các ký tự rời nhau", "letters and their marks are separate characters here"))
        .help(("gõ lại, hoặc chuyển đổi tệp bằng `uconv -x nfc`", "retype it, or convert the file with `uconv -x nfc`"))
}
