//! The kind of body that a name begins with: `Sở Tài chính`, `UBND huyện …`.

use crate::{rules::BodyKind, text};

/// First words of names of bodies.
const FIRST_WORDS: &[(&str, BodyKind)] = &[
    ("sở", BodyKind::Department),
    ("ban", BodyKind::Department),
    ("văn phòng", BodyKind::Department),
    ("thanh tra", BodyKind::Department),
    ("vụ", BodyKind::Unit),
    ("cục", BodyKind::Unit),
    ("chi cục", BodyKind::Unit),
    ("tổng cục", BodyKind::Unit),
    ("viện", BodyKind::Unit),
    ("học viện", BodyKind::Unit),
    ("trung tâm", BodyKind::Unit),
    ("trường", BodyKind::Unit),
    ("tạp chí", BodyKind::Unit),
    ("báo", BodyKind::Unit),
    ("huyện", BodyKind::District),
    ("quận", BodyKind::District),
    ("thị xã", BodyKind::District),
    ("thành phố", BodyKind::District),
    ("xã", BodyKind::Commune),
    ("phường", BodyKind::Commune),
    ("thị trấn", BodyKind::Commune),
    ("đặc khu", BodyKind::Commune),
];
/// Words that begin like a body and are none.
const NO_BODY: &[&str] = &[
    "xã hội",
    "ban hành",
    "ban đọc",
    "sở hữu",
    "báo cáo",
    "báo chí",
    "báo điện tử",
    "vụ việc",
    "viện trợ",
    "viện phí",
    "trường hợp",
    "cục bộ",
    "văn phòng phẩm",
    "văn phòng điện tử",
    "thanh tra kiểm tra",
];
/// Bodies that go without a name of their own inside their ministry.
const ALONE: &[(&str, BodyKind)] = &[
    ("văn phòng", BodyKind::Department),
    ("thanh tra", BodyKind::Department),
    ("tạp chí", BodyKind::Unit),
    ("học viện", BodyKind::Unit),
];
/// Words before the name that say nothing of its kind.
const BEFORE: &[&str] =
    &["ủy ban nhân dân", "ubnd", "cổng thông tin điện tử", "trang thông tin điện tử", "trang thông tin", "website"];

/// The kind that `name` begins with; `None` if it does not name a body.
pub(super) fn kind_of(name: &str) -> Option<BodyKind> {
    let normal = text::normalise(name);
    let mut rest = normal.as_str();
    while let Some(after) = BEFORE.iter().find_map(|words| strip_words(rest, words)) {
        rest = after;
    }
    if NO_BODY.iter().any(|words| rest == *words || strip_words(rest, words).is_some()) {
        return None;
    }
    let named = FIRST_WORDS.iter().find(|(words, _)| strip_words(rest, words).is_some());
    named.or_else(|| ALONE.iter().find(|(words, _)| rest == *words)).map(|(_, kind)| *kind)
}

/// What follows `words` at the start of `text`, in whole syllables; a body has a name of its own after its kind.
fn strip_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.strip_prefix(words)?.strip_prefix(' ').filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_by_its_first_words() {
        for (name, kind) in [
            ("Sở Tài chính", Some(BodyKind::Department)),
            ("UBND huyện Mẫu 01", Some(BodyKind::District)),
            ("Ủy ban nhân dân xã Mẫu", Some(BodyKind::Commune)),
            ("PHƯỜNG MẪU 12", Some(BodyKind::Commune)),
            ("Cục Chuyển đổi số", Some(BodyKind::Unit)),
            ("Trang thông tin điện tử Sở Y tế", Some(BodyKind::Department)),
            ("Thanh tra", Some(BodyKind::Department)),
            ("Hỏi đáp", None),
            ("Dữ liệu mở", None),
            ("Xã hội", None),
            ("Xã", None),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
