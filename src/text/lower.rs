//! Small letters, byte for byte.
//!
//! Letters are made small for many bytes at once, without a branch for each of them: Vietnamese changes between one,
//! two and three bytes a letter too often for a processor to guess. A capital has as many bytes as its small letter,
//! so that places in the text stay what they are.

/// A byte of a text, seen together with those before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Small {
    /// The byte in lower case; itself if it belongs to no letter Vietnamese is written with.
    pub(crate) lower: u8,
    /// All bits set if it belongs to a sign that separates words: ASCII but letters and digits, no-break space,
    /// © « ® ° · », dashes and quotation marks.
    pub(crate) separates: u8,
    /// All bits set if it belongs to such a sign, a digit, or a letter Vietnamese is written with.
    pub(crate) known: u8,
}

/// The text with small letters for the capitals of Vietnamese, as many bytes.
pub(crate) fn lower(text: &str) -> Vec<u8> {
    let mut lower = vec![0; text.len()];
    each_small(text.as_bytes(), &mut lower, |byte| byte.lower);
    lower
}

/// Puts what `make` makes of each byte of `texts` into `out`, which has room for them.
#[inline(always)]
#[expect(clippy::inline_always, reason = "`make` must become part of the loop, or bytes are no longer taken together")]
pub(crate) fn each_small(texts: &[u8], out: &mut [u8], make: impl Fn(Small) -> u8) {
    let mut before = (0, 0);
    for (byte, slot) in texts.iter().take(2).zip(&mut *out) {
        *slot = make(small(*byte, before.0, before.1));
        before = (*byte, before.0);
    }
    if let (Some(third), Some(second), Some(slots)) = (texts.get(2..), texts.get(1..), out.get_mut(2..)) {
        // Nothing else may happen in this loop, or it is no longer done for sixteen bytes at once.
        for (((byte, before), second_before), slot) in third.iter().zip(second).zip(texts).zip(slots) {
            *slot = make(small(*byte, *before, *second_before));
        }
    }
}

/// A byte and the two before it. All cases are worked out for each byte, so that many bytes are worked on at once.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a call for each byte would keep the loop from working on many at once")]
fn small(byte: u8, before: u8, second_before: u8) -> Small {
    let is = |what: bool| if what { 0xFF_u8 } else { 0 };
    let among = |from: u8, to: u8| is(byte >= from) & is(byte <= to);
    let ascii = is(byte < 0x80);
    let capital = among(b'A', b'Z');
    let plain = among(b'a', b'z') | among(b'0', b'9');
    let leads_letter = among(0xC3, 0xC6) | is(byte == 0xE1);
    let leads_sign = is(byte == 0xC2) | is(byte == 0xE2);

    // Second byte of a letter of Latin-1: capitals and small letters differ by 0x20.
    let latin = is(before == 0xC3);
    let folded = byte & !0x20;
    let no_latin =
        is(folded == 0x86) | is(folded == 0x90) | is(folded == 0x97) | is(folded == 0x98) | is(folded >= 0x9E);
    // Second byte of ă đ ĩ ũ ơ ư.
    let even = byte & !1;
    let extended = (is(before == 0xC4) & (is(even == 0x82) | is(even == 0x90) | is(even == 0xA8)))
        | (is(before == 0xC5) & is(even == 0xA8))
        | (is(before == 0xC6) & is(even == 0xA0));
    let horned_u = is(before == 0xC6) & (is(byte == 0xAF) | is(byte == 0xB0));
    // Second and third byte of U+1EA0 to U+1EF9, in pairs, capital first.
    let block = is(before == 0xE1) & (is(byte == 0xBA) | is(byte == 0xBB));
    let third = is(second_before == 0xE1)
        & ((is(before == 0xBA) & among(0xA0, 0xBF)) | (is(before == 0xBB) & among(0x80, 0xB9)));
    let sign = (is(before == 0xC2)
        & (is(byte == 0xA0)
            | is(byte == 0xA9)
            | is(byte == 0xAB)
            | is(byte == 0xAE)
            | is(byte == 0xB0)
            | is(byte == 0xB7)
            | is(byte == 0xBB)))
        | (is(before == 0xE2) & is(byte == 0x80))
        | (is(second_before == 0xE2) & is(before == 0x80) & among(0x90, 0xA7));

    let with_20 = capital | (latin & !no_latin);
    let with_1 = extended | third;
    let as_is = !(with_20 | with_1 | horned_u);
    let separates = (ascii & !capital & !plain) | leads_sign | sign;
    Small {
        lower: (as_is & byte) | (with_20 & (byte | 0x20)) | (with_1 & (byte | 1)) | (horned_u & 0xB0),
        separates,
        known: plain | leads_letter | block | with_20 | with_1 | horned_u | separates,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lowered(text: &str) -> String {
        String::from_utf8(lower(text)).unwrap()
    }

    #[test]
    fn every_letter_of_vietnamese_becomes_small_and_nothing_else_changes() {
        let letters = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ";
        assert_eq!(lowered(letters), letters.to_lowercase());
        for kept in ["đã nhỏ rồi", "12/QĐ-ubnd", "“…” – © 🙂 日本 ß Ж", "a\n\tb"] {
            assert_eq!(lowered(kept), kept.replace("QĐ", "qđ"), "{kept}");
        }
    }

    proptest! {
        #[test]
        fn any_text_stays_a_text_of_its_length(text in ".*") {
            prop_assert_eq!(lowered(&text).len(), text.len());
        }
    }
}
