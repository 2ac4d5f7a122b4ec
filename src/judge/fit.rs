//! How well a label fits a text: as all of it, at its beginning, or somewhere within.

/// How many syllables may follow a label before the text is a sentence and not an entry.
const TAIL_SYLLABLES: usize = 4;
/// The same where what follows is the name of an agency.
const NAME_SYLLABLES: usize = 10;

/// How much of a text a label makes up; a greater value is a better announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fit {
    /// The label stands inside a text of at most twice its length.
    Within,
    /// The text begins with the label and goes on for a few syllables.
    Start,
    /// The label is the whole text, apart from the agency's name or a number.
    Whole,
}

/// Whether a text names one document by its number ("Luật 104/2016/QH13 Tiếp cận thông tin"): what such a title speaks
/// of is the document's matter, not what a section holds.
pub(super) fn names_instrument(raw: &str) -> bool {
    raw.split_whitespace().any(|word| {
        word.split_once('/').is_some_and(|(number, rest)| {
            number.bytes().next_back().is_some_and(|b| b.is_ascii_digit()) && rest.chars().any(char::is_uppercase)
        })
    })
}

/// How a label at `start..end` of `norm` fits, given its own and the text's number of syllables.
pub(super) fn fit(norm: &str, start: usize, end: usize, syllables: usize, total: usize) -> Option<Fit> {
    if syllables == total || only_filler(&norm[..start]) && only_filler(&norm[end..]) {
        return Some(Fit::Whole);
    }
    if only_filler(&norm[..start]) {
        let tail = norm[end..].trim_start();
        let longest = if names_agency(tail) { NAME_SYLLABLES } else { TAIL_SYLLABLES };
        if total - syllables <= longest {
            return Some(Fit::Start);
        }
    }
    (syllables >= 2 && total <= 2 * syllables).then_some(Fit::Within)
}

/// Whether the words after a label begin like the name of an agency or a place.
fn names_agency(tail: &str) -> bool {
    const FIRST: &[&str] = &[
        "bộ",
        "tỉnh",
        "ubnd",
        "ủy",
        "sở",
        "thành",
        "huyện",
        "quận",
        "xã",
        "phường",
        "cục",
        "vụ",
        "viện",
        "ban",
        "cơ",
        "bo",
        "tinh",
        "uy",
        "so",
        "thanh",
        "huyen",
        "quan",
        "xa",
        "phuong",
        "cuc",
        "vu",
        "vien",
        "co",
    ];
    tail.split(' ').find(|word| !matches!(*word, "của" | "cua" | "tại" | "tai")).is_some_and(|w| FIRST.contains(&w))
}

/// Words around a label that do not change what it announces: counters, generic nouns of section names, the kind of
/// agency.
fn only_filler(words: &str) -> bool {
    const FILLER: &[&str] = &[
        "và", "va", "các", "cac", "của", "cua", "về", "ve", "trang", "mục", "muc", "chuyên", "chuyen", "thông",
        "thong", "tin", "bộ", "bo", "tỉnh", "tinh", "thành", "thanh", "phố", "pho", "ubnd", "sở", "so", "cơ", "co",
        "quan", "đơn", "don", "vị", "vi", "xem", "thêm", "them", "mới", "moi", "nhất", "nhat", "the", "of", "and",
    ];
    words.split(' ').filter(|w| !w.is_empty()).all(|w| FILLER.contains(&w) || w.bytes().all(|b| b.is_ascii_digit()))
}
