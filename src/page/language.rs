//! Language of running text, told by letters and small words.

use std::sync::LazyLock;

use super::Language;
use super::Region;
use super::sketch::Sketch;

/// How many words are looked at.
const SAMPLE: usize = 600;
/// With fewer words nothing can be told.
const FEWEST: u32 = 12;
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "for", "on", "with", "is", "by", "at", "from", "as", "are", "was", "that", "this",
    "be", "its", "has", "will",
];

/// Of these, those that are no syllable of Vietnamese typed without marks, as "the" (thể), "to" (tổ), "in" or "be" are.
const SURE: &[&str] = &["of", "and", "for", "with", "by", "from", "are", "was", "that", "this", "will"];

#[derive(Default)]
struct Counts {
    words: u32,
    marked: u32,
    english: u32,
    sure: u32,
    foreign: u32,
}

/// Language of the main text outside links (the news beside an English text is often Vietnamese); of the whole page if
/// that is too short.
pub(super) fn of(sketch: &Sketch<'_>) -> Language {
    let main = count(sketch, true);
    let counts = if main.words + main.foreign < FEWEST { count(sketch, false) } else { main };
    if counts.words + counts.foreign < FEWEST {
        return Language::Unknown;
    }
    if counts.foreign > counts.words {
        Language::Other
    } else if counts.marked * 100 >= counts.words * 25 {
        Language::Vietnamese
    } else if counts.english * 100 >= counts.words * 8 && counts.sure > 0 {
        Language::English
    } else if counts.marked * 100 >= counts.words * 8 {
        Language::Vietnamese
    } else if counts.english * 100 >= counts.words * 3 && counts.sure > 0 {
        Language::English
    } else {
        Language::Unknown
    }
}

fn count(sketch: &Sketch<'_>, main: bool) -> Counts {
    let mut counts = Counts::default();
    let mut seen = 0;
    for run in 0..sketch.runs.len() {
        let el = sketch.el(sketch.runs[run].el);
        let linked = 10 * (el.linked.1 - el.linked.0) > 8 * (el.text.1 - el.text.0);
        if main && (el.region != Region::Main || linked) {
            continue;
        }
        for word in sketch.line(run).split(' ') {
            seen += 1;
            read_word(word, &mut counts);
        }
        if seen > SAMPLE {
            break;
        }
    }
    counts
}

fn read_word(word: &str, counts: &mut Counts) {
    if word.is_ascii() {
        if word.bytes().any(|b| b.is_ascii_alphabetic()) {
            counts.words += 1;
            if let Some(known) = english(word) {
                counts.english += 1;
                counts.sure += u32::from(SURE.contains(&known));
            }
        }
    } else if crate::text::has_marks(word) {
        counts.words += 1;
        counts.marked += 1;
    } else {
        counts.foreign += u32::from(word.chars().any(char::is_alphabetic));
    }
}

/// The small word of English that a word is, signs around it aside.
fn english(word: &str) -> Option<&'static str> {
    // Most words are longer even without the signs that may stand around them.
    if word.len() > 2 * size_of::<Letters>() {
        return None;
    }
    let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
    let wanted = letters(bare)?;
    LETTERS.iter().position(|known| *known == wanted).map(|at| ENGLISH[at])
}

/// A word of so few letters in one number.
type Letters = u32;

static LETTERS: LazyLock<Vec<Letters>> = LazyLock::new(|| ENGLISH.iter().filter_map(|word| letters(word)).collect());

fn letters(word: &str) -> Option<Letters> {
    let fits = word.len() <= size_of::<Letters>();
    fits.then(|| word.bytes().fold(0, |all, byte| all << 8 | Letters::from(byte.to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn language(text: &str) -> Language {
        of(&Sketch::of(&dom::parse(&format!("<html lang=en><p>{text}"))))
    }

    #[test]
    fn vietnamese_typed_without_marks_is_not_taken_for_english() {
        let text =
            "Vu To chuc can bo chu tri, phoi hop voi the thao va du lich, co the in to khai be bao ve moi truong";
        assert_ne!(language(text), Language::English);
    }

    #[test]
    fn words_decide_not_the_attribute() {
        assert_eq!(
            language("Ủy ban nhân dân tỉnh ban hành kế hoạch triển khai nhiệm vụ trọng tâm năm nay"),
            Language::Vietnamese
        );
        assert_eq!(
            language("The ministry is in charge of labour, wages and social insurance for workers in the country"),
            Language::English
        );
        assert_eq!(
            language("国务院关于加强 数字政府建设 的 指导 意见 各省 自治区 直辖市 人民政府 国务院 各部委 各直属 机构"),
            Language::Other
        );
        assert_eq!(language("abc"), Language::Unknown);
    }
}
