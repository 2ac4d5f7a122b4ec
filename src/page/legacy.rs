//! Vietnamese typed in the encodings of before Unicode: windows-1258, which `charset` decodes, and the fonts of TCVN3
//! (`.VnTime` and its like, one byte a letter) and VNI (a mark of its own behind the vowel). A browser without those
//! fonts shows nonsense; here the letters are put back.
//!
//! Text is looked at as windows-1252, which is how such pages reach a reader: every sign of the old fonts is then a
//! character of Latin-1. A page is taken for such a one only if signs stand inside words that no other writing puts
//! there, many times.

use serde::{Deserialize, Serialize};

/// An encoding of Vietnamese older than Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Legacy {
    /// TCVN 5712:1993, third set; fonts named `.Vn…`.
    Tcvn3,
    /// VNI for Windows; fonts named `VNI-…`.
    Vni,
    /// The code page of Windows 95, with tone marks behind their vowels.
    Windows1258,
}

impl Legacy {
    /// As people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
            Self::Windows1258 => "windows-1258",
        }
    }
}

/// Signs inside words that make a page one of these.
const ENOUGH: usize = 12;

/// TCVN3: sign as windows-1252 shows it, and the letter meant.
#[rustfmt::skip]
const TCVN3: &[(char, char)] = &[
    ('µ', 'à'), ('¸', 'á'), ('¶', 'ả'), ('·', 'ã'), ('¹', 'ạ'),
    ('¨', 'ă'), ('»', 'ằ'), ('¾', 'ắ'), ('¼', 'ẳ'), ('½', 'ẵ'), ('Æ', 'ặ'),
    ('©', 'â'), ('Ç', 'ầ'), ('Ê', 'ấ'), ('È', 'ẩ'), ('É', 'ẫ'), ('Ë', 'ậ'),
    ('®', 'đ'),
    ('Ì', 'è'), ('Ð', 'é'), ('Î', 'ẻ'), ('Ï', 'ẽ'), ('Ñ', 'ẹ'),
    ('ª', 'ê'), ('Ò', 'ề'), ('Õ', 'ế'), ('Ó', 'ể'), ('Ô', 'ễ'), ('Ö', 'ệ'),
    ('×', 'ì'), ('Ý', 'í'), ('Ø', 'ỉ'), ('Ü', 'ĩ'), ('Þ', 'ị'),
    ('ß', 'ò'), ('ã', 'ó'), ('á', 'ỏ'), ('â', 'õ'), ('ä', 'ọ'),
    ('«', 'ô'), ('å', 'ồ'), ('è', 'ố'), ('æ', 'ổ'), ('ç', 'ỗ'), ('é', 'ộ'),
    ('¬', 'ơ'), ('ê', 'ờ'), ('í', 'ớ'), ('ë', 'ở'), ('ì', 'ỡ'), ('î', 'ợ'),
    ('ï', 'ù'), ('ó', 'ú'), ('ñ', 'ủ'), ('ò', 'ũ'), ('ô', 'ụ'),
    ('\u{AD}', 'ư'), ('õ', 'ừ'), ('ø', 'ứ'), ('ö', 'ử'), ('÷', 'ữ'), ('ù', 'ự'),
    ('ú', 'ỳ'), ('ý', 'ý'), ('û', 'ỷ'), ('ü', 'ỹ'), ('þ', 'ỵ'),
    ('¡', 'Ă'), ('¢', 'Â'), ('§', 'Đ'), ('£', 'Ê'), ('¤', 'Ô'), ('¥', 'Ơ'), ('¦', 'Ư'),
];
/// The signs of TCVN3 that no other writing has behind a letter.
const BEHIND_LETTER: &str = "µ¸¶¹¾¼½ª¬";
/// The sign of TCVN3 for the letter that begins a word and ends none.
const STROKED_D: char = '®';

/// VNI: what stands alone.
#[rustfmt::skip]
const VNI_ALONE: &[(char, char)] = &[
    ('ñ', 'đ'), ('Ñ', 'Đ'), ('ô', 'ơ'), ('Ô', 'Ơ'), ('ö', 'ư'), ('Ö', 'Ư'),
    ('í', 'í'), ('ì', 'ì'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ'),
    ('Í', 'Í'), ('Ì', 'Ì'), ('Æ', 'Ỉ'), ('Ó', 'Ĩ'), ('Ò', 'Ị'), ('Î', 'Ỵ'),
];
/// VNI: marks behind a vowel, and what they make of it; the first column is the vowel as it stands in the text.
const VNI_MARKED: &[(char, &str, &str)] = &[
    ('a', "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõ", "ýỳỷỹ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
];

/// What encoding `html`, read as windows-1252 or declared UTF-8, is really in, if it is one of these.
pub(super) fn of(html: &str) -> Option<Legacy> {
    if tcvn3_signs(html).take(ENOUGH).count() == ENOUGH {
        Some(Legacy::Tcvn3)
    } else if vni_signs(html).take(ENOUGH).count() == ENOUGH {
        Some(Legacy::Vni)
    } else {
        None
    }
}

/// Places of signs that only TCVN3 puts there. Their first byte is rare in sound pages.
fn tcvn3_signs(html: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr_iter(0xC2, html.as_bytes()).filter(|at| {
        let sign = html[*at..].chars().next().unwrap_or(' ');
        let behind_letter = html[..*at].ends_with(|c: char| c.is_ascii_alphabetic());
        if sign == STROKED_D {
            !behind_letter && html[at + sign.len_utf8()..].starts_with(char::is_alphabetic)
        } else {
            behind_letter && BEHIND_LETTER.contains(sign)
        }
    })
}

/// Places of vowels with a mark behind them that they take in no language of the web. The grave one is the commonest;
/// a page without it is not searched for the others.
fn vni_signs(html: &str) -> impl Iterator<Item = usize> + '_ {
    let grave = memchr::memmem::find_iter(html.as_bytes(), "ø").take(ENOUGH / 3).count() == ENOUGH / 3;
    let searched = if grave { html } else { "" };
    let marks = searched.match_indices(['ø', 'û', 'õ', 'ï', 'å', 'ä']).map(|(at, _)| at);
    marks.filter(|at| html[..*at].ends_with(|c: char| "aeouyôöAEOUYÔÖ".contains(c)))
}

/// `html` with its letters put back: everything outside of tags, but for stretches that are Unicode already.
pub(super) fn repair(html: &str, from: Legacy) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for stretch in html.split_inclusive('<') {
        // A tag up to its end, then text up to the next tag.
        let text = stretch.find('>').map_or(0, |end| end + 1);
        let text = if out.is_empty() { 0 } else { text };
        out.push_str(&stretch[..text]);
        let text = &stretch[text..];
        if text.is_ascii() || text.chars().any(is_unicode_vietnamese) {
            out.push_str(text);
        } else {
            match from {
                Legacy::Tcvn3 => out.extend(text.chars().map(from_tcvn3)),
                Legacy::Vni => push_vni(&mut out, text),
                Legacy::Windows1258 => out.push_str(text),
            }
        }
    }
    out
}

/// Letters that neither encoding shows: the text was typed as Unicode.
pub(super) fn is_unicode_vietnamese(c: char) -> bool {
    matches!(
        c,
        '\u{102}'
            | '\u{103}'
            | '\u{110}'
            | '\u{111}'
            | '\u{128}'
            | '\u{129}'
            | '\u{168}'
            | '\u{169}'
            | '\u{1A0}'
            | '\u{1A1}'
            | '\u{1AF}'
            | '\u{1B0}'
            | '\u{1EA0}'..='\u{1EF9}'
    )
}

fn from_tcvn3(c: char) -> char {
    TCVN3.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, letter)| *letter)
}

fn push_vni(out: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let small = small(c);
        let marked = VNI_MARKED.iter().find(|(vowel, ..)| *vowel == small).and_then(|(_, marks, letters)| {
            // Capital vowels take capital marks.
            let mark = self::small(*chars.peek()?);
            let at = marks.chars().position(|known| known == mark)?;
            letters.chars().nth(at)
        });
        if let Some(letter) = marked {
            chars.next();
            if small == c { out.push(letter) } else { out.extend(letter.to_uppercase()) }
        } else {
            out.push(VNI_ALONE.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, letter)| *letter));
        }
    }
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SENTENCE: &str = "ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính, công khai thủ tục và giải quyết \
        khiếu nại của người dân về đất đai, môi trường; sở kế hoạch và đầu tư chủ trì";

    fn to_tcvn3(text: &str) -> String {
        let back = |c| TCVN3.iter().find(|(_, letter)| *letter == c).map_or(c, |(sign, _)| *sign);
        text.chars().map(back).collect()
    }

    fn to_vni(text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            let marked = VNI_MARKED.iter().find_map(|(vowel, marks, letters)| {
                let at = letters.chars().position(|letter| letter == c)?;
                Some((*vowel, marks.chars().nth(at)?))
            });
            match marked {
                Some((vowel, mark)) => out.extend([vowel, mark]),
                None => out.push(VNI_ALONE.iter().find(|(_, letter)| *letter == c).map_or(c, |(sign, _)| *sign)),
            }
        }
        out
    }

    #[test]
    fn text_in_either_encoding_is_known_and_put_back() {
        for (from, text) in [(Legacy::Tcvn3, to_tcvn3(SENTENCE)), (Legacy::Vni, to_vni(SENTENCE))] {
            let html = format!("<html><p title=\"x\">{text}</p>");
            assert_eq!(of(&html), Some(from), "{html}");
            assert_eq!(repair(&html, from), format!("<html><p title=\"x\">{SENTENCE}</p>"));
        }
        // As such pages are really written.
        assert_eq!(repair("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Legacy::Tcvn3), "Cộng hoà xã hội chủ nghĩa Việt Nam");
        assert_eq!(
            repair("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Legacy::Vni),
            "Cộng hòa xã hội chủ nghĩa Việt Nam"
        );
        assert_eq!(repair("ÑOÄC LAÄP – TÖÏ DO", Legacy::Vni), "ĐỘC LẬP – TỰ DO");
    }

    #[test]
    fn unicode_beside_old_text_stays() {
        let html = "<li>Thủ tục hành chính</li><li>Thñ tôc hµnh chÝnh</li>";
        assert_eq!(repair(html, Legacy::Tcvn3), "<li>Thủ tục hành chính</li><li>Thủ tục hành chính</li>");
    }

    #[test]
    fn sound_pages_of_other_languages_are_left_alone() {
        for text in [
            SENTENCE,
            "Københavns Universitet søger på både små og større øer, gør det nøje, døgnåbent, brød",
            "10 µm, 20 µg, 5 µl, 7 µs, 100 µV, Windows® Linux® 1½ ©2024",
            "Ð Ñ Ò Ó",
            "façade naïve coöperate über Größe",
        ] {
            assert_eq!(of(&text.repeat(5)), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at_and_repaired(text in "\\PC*") {
            of(&text);
            repair(&text, Legacy::Vni);
            repair(&text, Legacy::Tcvn3);
        }

        #[test]
        fn what_was_written_in_tcvn3_comes_back(text in "[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ ]{1,40}") {
            let old = to_tcvn3(&text);
            prop_assume!(!old.chars().any(is_unicode_vietnamese));
            prop_assert_eq!(repair(&old, Legacy::Tcvn3), text);
        }
    }
}
