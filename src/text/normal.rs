//! The one form in which labels and phrases are compared.
//!
//! Two spellings of a tone mark are in use for open syllables in `oa`, `oe`, `uy` (`hòa` and `hoà`); text typed with old
//! editors also misplaces it elsewhere (`kế họach`, `qúy`). All of them become one.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::form::{is_exotic, is_invisible};

/// NFC, lower case, one tone-mark placement; the word `và` and everything that is no letter, mark or digit become
/// single spaces; none at the ends. Idempotent. Whole syllables of the text are the space-separated words of the
/// result.
///
/// ```
/// assert_eq!(d42::text::normalise("  KHOÁNG SẢN & Môi trường (hoà giải)"), "khoáng sản môi trường hòa giải");
/// ```
pub fn normalise(text: &str) -> String {
    let mut words = Words { out: String::with_capacity(text.len()), start: 0, suspect: false };
    if !text.is_ascii() && text.chars().any(is_exotic) {
        // Lower case first: some lower-case letters compose where their capitals do not.
        let lower = text.chars().filter(|c| !is_invisible(*c)).nfc().flat_map(char::to_lowercase);
        for c in lower.nfc() {
            words.push(c);
        }
    } else {
        for c in text.chars() {
            words.push_any_case(c);
        }
    }
    words.finish()
}

struct Words {
    out: String,
    /// Where the current word begins in `out`.
    start: usize,
    /// Whether the current word holds a letter whose mark may be misplaced.
    suspect: bool,
}

impl Words {
    fn push_any_case(&mut self, c: char) {
        if c.is_ascii() {
            self.push_ascii(c);
            return;
        }
        let code = c as u32;
        match code {
            0x1EA0..=0x1EF9 => self.push_letter(char::from_u32(code | 1).unwrap_or(c)),
            0xE0..=0xF6 | 0xF8..=0xFF | 0x103 | 0x111 | 0x129 | 0x169 | 0x1A1 | 0x1B0 => self.push_letter(c),
            _ => {
                for lower in c.to_lowercase() {
                    self.push(lower);
                }
            }
        }
    }

    fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.push_ascii(c);
        } else if c.is_alphanumeric() || is_combining_mark(c) {
            self.push_letter(c);
        } else {
            self.end_word();
        }
    }

    fn push_ascii(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.out.push(c.to_ascii_lowercase());
        } else {
            self.end_word();
        }
    }

    fn push_letter(&mut self, c: char) {
        self.suspect |= Tone::of(c).is_some();
        self.out.push(c);
    }

    fn end_word(&mut self) {
        if self.out.len() == self.start {
            return;
        }
        if self.suspect {
            self.suspect = false;
            if let Some(word) = place_tone(&self.out[self.start..]) {
                self.out.truncate(self.start);
                self.out.push_str(&word);
            }
        }
        if &self.out[self.start..] == "và" {
            self.out.truncate(self.start);
        } else {
            self.out.push(' ');
            self.start = self.out.len();
        }
    }

    fn finish(mut self) -> String {
        self.end_word();
        if self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out
    }
}

/// The vowels whose mark wanders, plain form first.
const WANDERING: [[char; 6]; 5] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// A marked vowel taken apart.
struct Tone {
    vowel: char,
    tone: usize,
}

impl Tone {
    fn of(c: char) -> Option<Self> {
        // All of them lie in these two ranges: most letters leave here.
        if !matches!(c, 'à'..='ý' | '\u{129}'..='\u{169}' | 'ạ'..='ỹ') {
            return None;
        }
        WANDERING.iter().find_map(|row| {
            let tone = row.iter().position(|letter| *letter == c)?;
            (tone > 0).then(|| Self { vowel: row[0], tone })
        })
    }

    fn on(&self, vowel: char) -> char {
        WANDERING.iter().find(|row| row[0] == vowel).map_or(vowel, |row| row[self.tone])
    }
}

/// The word with its mark where the older and still official usage of state texts puts it; `None` if it stands there.
fn place_tone(word: &str) -> Option<String> {
    const LONGEST: usize = 8;
    let mut letters = ['\0'; LONGEST];
    let mut len = 0;
    for c in word.chars() {
        *letters.get_mut(len)? = c;
        len += 1;
    }
    let letters = &mut letters[..len];
    // A syllable has one tone; what has more is none, and moving one mark after the other would never end.
    if letters.iter().filter(|letter| Tone::of(**letter).is_some()).count() > 1 {
        return None;
    }
    for first in 0..len.saturating_sub(1) {
        let second = first + 1;
        let after_q = first > 0 && letters[first - 1] == 'q';
        let open = second + 1 == len;
        if let Some(tone) = Tone::of(letters[first]) {
            let glide = matches!((tone.vowel, letters[second]), ('o', 'a' | 'e') | ('u', 'y'));
            let q_glide = after_q && tone.vowel == 'u' && matches!(letters[second], 'a' | 'e' | 'y');
            if q_glide || (glide && !open) {
                letters[second] = tone.on(letters[second]);
                letters[first] = tone.vowel;
                return Some(letters.iter().collect());
            }
        } else if open
            && !after_q
            && let Some(tone) = Tone::of(letters[second])
            && matches!((letters[first], tone.vowel), ('o', 'a' | 'e') | ('u', 'y'))
        {
            letters[first] = tone.on(letters[first]);
            letters[second] = tone.vowel;
            return Some(letters.iter().collect());
        }
    }
    None
}

/// The other spellings of a syllable that [`normalise`] takes for it: the same letters, the tone mark on a neighbour.
///
/// ```
/// assert_eq!(d42::text::spellings("hòa"), ["hoà"]);
/// assert_eq!(d42::text::spellings("sở"), Vec::<String>::new());
/// ```
pub fn spellings(syllable: &str) -> Vec<String> {
    let letters: Vec<char> = syllable.chars().collect();
    let mut others = Vec::new();
    for (at, mark) in letters.iter().enumerate().filter_map(|(at, c)| Some((at, Tone::of(*c)?))) {
        for neighbour in [at.wrapping_sub(1), at + 1] {
            let Some(marked) = letters.get(neighbour).map(|vowel| mark.on(*vowel)) else { continue };
            let mut moved = letters.clone();
            (moved[at], moved[neighbour]) = (mark.vowel, marked);
            let moved: String = moved.into_iter().collect();
            if moved != syllable && normalise(&moved) == syllable {
                others.push(moved);
            }
        }
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_placements_of_a_tone_mark_are_one() {
        for (new, old) in [
            ("hoà", "hòa"),
            ("thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("uỷ", "ủy"),
            ("toà", "tòa"),
            ("luỹ", "lũy"),
            ("loã", "lõa"),
        ] {
            assert_eq!(normalise(new), old);
            assert_eq!(normalise(old), old);
            assert_eq!(normalise(&new.to_uppercase()), old);
        }
    }

    #[test]
    fn closed_syllables_and_qu_keep_their_mark() {
        for word in
            ["hoàn", "hoài", "khoản", "quý", "quỹ", "quà", "huỳnh", "xoèn", "của", "thuế", "hóa", "mua", "già", "khuỷu"]
        {
            assert_eq!(normalise(word), word);
        }
    }

    #[test]
    fn misplaced_marks_are_put_right() {
        assert_eq!(normalise("Kế họach"), "kế hoạch");
        assert_eq!(normalise("hòan tòan qúy qủa"), "hoàn toàn quý quả");
    }

    #[test]
    fn every_other_spelling_is_known() {
        for (syllable, other) in
            [("hoạch", "họach"), ("quý", "qúy"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("toàn", "tòan")]
        {
            assert_eq!(spellings(syllable), [other]);
        }
        assert_eq!(spellings("của").len(), 0);
    }

    #[test]
    fn punctuation_case_and_the_conjunction_do_not_count() {
        assert_eq!(normalise("Chiến lược, quy hoạch – kế hoạch"), "chiến lược quy hoạch kế hoạch");
        assert_eq!(normalise("ĐẦU TƯ & Mua Sắm Công."), "đầu tư mua sắm công");
        assert_eq!(normalise("Tổ chức và nhân sự"), "tổ chức nhân sự");
        assert_eq!(normalise("« Hỏi/đáp »"), "hỏi đáp");
        assert_eq!(normalise("và"), "");
        assert_eq!(normalise("vàng"), "vàng");
        assert_eq!(normalise("THủ tục hành chính"), "thủ tục hành chính");
    }

    proptest! {
        #[test]
        fn it_is_idempotent(text in ".*") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn it_is_idempotent_on_vietnamese(text in "[a-zàáảãạâấầăằắđêếềôốồơớưứừòóỏõọùúủũụỳýỷỹỵèéẻẽẹA-ZÀÁĐỦÒ ,-]{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn unicode_form_does_not_count(text in "\\PC*") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normalise(&composed), normalise(&decomposed));
        }

        #[test]
        fn words_are_separated_by_single_spaces(text in ".*") {
            let normal = normalise(&text);
            prop_assert!(!normal.contains("  ") && normal.trim() == normal);
        }
    }
}
