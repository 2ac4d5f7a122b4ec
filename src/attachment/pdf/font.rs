//! Fonts of a PDF file as far as text needs them: which characters the codes of a string stand for, and how wide they
//! are (ISO 32000-1 sections 9.6, 9.7, 9.10).

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use crate::attachment::read::Extract;

/// Width of a glyph whose font does not say, in thousandths of its height.
const WIDTH: f64 = 500.0;
/// Most widths kept of one font.
const MOST_WIDTHS: usize = 70_000;

pub(super) struct Font {
    /// Codes have two bytes.
    composite: bool,
    to_unicode: Option<CMap>,
    /// For simple fonts: what differs from the Windows code page 1252.
    differences: BTreeMap<u32, char>,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
}

impl Font {
    pub(super) fn new(dict: &Dict<'_>) -> Self {
        let composite = dict.get::<Name<'_>>(b"Subtype").is_some_and(|kind| &*kind == b"Type0");
        let to_unicode = dict
            .get::<Stream<'_>>(b"ToUnicode")
            .and_then(|stream| stream.decoded().ok())
            .and_then(|bytes| CMap::parse(&bytes, |_| None));
        let mut font = Self {
            composite,
            to_unicode,
            differences: BTreeMap::new(),
            widths: BTreeMap::new(),
            default_width: if composite { 1000.0 } else { WIDTH },
        };
        if composite {
            if let Some(descendant) =
                dict.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next())
            {
                font.read_cid_widths(&descendant);
            }
        } else {
            font.read_widths(dict);
            font.read_differences(dict);
        }
        font
    }

    /// The codes of a string, each with its length in bytes.
    pub(super) fn codes<'s>(&self, string: &'s [u8]) -> impl Iterator<Item = (u32, usize)> + use<'s> {
        let length = if self.composite { 2 } else { 1 };
        string.chunks(length).map(|code| (code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), code.len()))
    }

    /// Adds the characters of `code`; false once there is enough text.
    pub(super) fn push(&self, code: u32, out: &mut Extract) -> bool {
        match self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)) {
            Some(BfString::Char(c)) => out.push(printable(c).encode_utf8(&mut [0; 4])),
            Some(BfString::String(text)) => out.push(&text),
            // Without a map the glyphs of a composite font have numbers, not characters.
            None if self.composite => true,
            None => {
                let plain = || u8::try_from(code).ok().map(windows_1252);
                let c = self.differences.get(&code).copied().or_else(plain).unwrap_or(' ');
                out.push(printable(c).encode_utf8(&mut [0; 4]))
            }
        }
    }

    /// Width of the glyph of `code` in thousandths of the font's size.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }

    fn read_widths(&mut self, dict: &Dict<'_>) {
        let first = dict.get::<u32>(b"FirstChar").unwrap_or(0);
        if let Some(widths) = dict.get::<Array<'_>>(b"Widths") {
            for (code, width) in (first..).zip(widths.iter::<f32>().take(256)) {
                self.widths.insert(code, f64::from(width));
            }
        }
    }

    /// `W`: `first [w w w]` or `first last w` (section 9.7.4.3). Codes are taken for CIDs, as `Identity-H` has it.
    fn read_cid_widths(&mut self, dict: &Dict<'_>) {
        self.default_width = dict.get::<f32>(b"DW").map_or(1000.0, f64::from);
        let Some(entries) = dict.get::<Array<'_>>(b"W") else { return };
        let mut waiting: Vec<f64> = Vec::new();
        for entry in entries.iter::<Object<'_>>() {
            match entry {
                Object::Array(widths) => {
                    let Some(first) = waiting.pop() else { continue };
                    for (code, width) in (first as u32..).zip(widths.iter::<f32>()) {
                        if self.widths.len() >= MOST_WIDTHS {
                            return;
                        }
                        self.widths.insert(code, f64::from(width));
                    }
                    waiting.clear();
                }
                Object::Number(number) => waiting.push(number.as_f64()),
                _ => {}
            }
            if let [first, last, width] = waiting[..] {
                waiting.clear();
                for code in first as u32..=(last as u32).min(0xFFFF) {
                    if self.widths.len() >= MOST_WIDTHS {
                        return;
                    }
                    self.widths.insert(code, width);
                }
            }
        }
    }

    fn read_differences(&mut self, dict: &Dict<'_>) {
        let Some(differences) =
            dict.get::<Dict<'_>>(b"Encoding").and_then(|encoding| encoding.get::<Array<'_>>(b"Differences"))
        else {
            return;
        };
        let mut code = 0_u32;
        for entry in differences.iter::<Object<'_>>().take(1024) {
            match entry {
                Object::Number(number) => code = number.as_f64() as u32,
                Object::Name(name) => {
                    if let Some(c) = glyph(name.as_str()) {
                        self.differences.insert(code, c);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }
}

/// The character a glyph is named after: one letter, `uni1EA1`, `u1EA1`, or one of the few that numbers and dates need.
fn glyph(name: &str) -> Option<char> {
    const NAMES: &[(&str, char)] = &[
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("space", ' '),
        ("slash", '/'),
        ("hyphen", '-'),
        ("period", '.'),
        ("comma", ','),
        ("colon", ':'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("Dcroat", 'Đ'),
        ("dcroat", 'đ'),
    ];
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    if let Some(digits) = digits.filter(|digits| (4..=6).contains(&digits.len()))
        && let Ok(value) = u32::from_str_radix(digits, 16)
    {
        return char::from_u32(value);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

fn windows_1252(byte: u8) -> char {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(' ')
}

fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}
