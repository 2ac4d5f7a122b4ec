//! SHA-256 in the two spellings the archive needs: hexadecimal in the index, base 32 in WARC headers, where every
//! WARC tool can verify it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A SHA-256 value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    /// Of all `parts` in order.
    pub(crate) fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Lower-case hexadecimal, 64 characters.
    pub(crate) fn hex(&self) -> String {
        hex(&self.0)
    }

    /// `sha256:` and base 32 (RFC 4648 section 6, padded), as WARC headers carry it.
    pub(crate) fn labelled(&self) -> String {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let mut out = String::from("sha256:");
        for group in self.0.chunks(5) {
            let bits = group.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)) << (8 * (5 - group.len()));
            let letters = (group.len() * 8).div_ceil(5);
            for n in 0..8 {
                let five = (bits >> (35 - 5 * n)) & 31;
                out.push(if n < letters { char::from(ALPHABET[five as usize]) } else { '=' });
            }
        }
        out
    }

    /// A UUID of version 8 (RFC 9562 section 5.8) made of the first 16 bytes.
    pub(crate) fn uuid(&self) -> String {
        let mut b = [0_u8; 16];
        b.copy_from_slice(&self.0[..16]);
        b[6] = b[6] & 0x0f | 0x80;
        b[8] = b[8] & 0x3f | 0x80;
        let hex = hex(&b);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

/// `bytes` in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// SHA-256 of a captured body in lower-case hexadecimal, as it stands in the index and in evidence.
pub fn body_digest(body: &[u8]) -> String {
    Digest::of(&[body]).hex()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_the_known_digest_of_nothing() {
        let empty = Digest::of(&[]);
        assert_eq!(empty.hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(empty.labelled(), "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====");
        assert_eq!(empty.uuid(), "e3b0c442-98fc-8c14-9afb-f4c8996fb924");
    }

    #[test]
    fn parts_are_digested_as_one() {
        assert_eq!(Digest::of(&[b"ab", b"c"]), Digest::of(&[b"abc"]));
    }
}
