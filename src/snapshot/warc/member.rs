//! One gzip member per record, made by compressors that are kept from one record to the next.

use flate2::{Compress, Compression, FlushCompress, Status};

/// How hard to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// For text: the fast level of deflate.
    Fast,
    /// For bodies that already are compressed: stored blocks.
    Stored,
}

/// Makes gzip members (RFC 1952). The header carries neither a name nor a time, so equal input gives equal bytes.
pub(crate) struct Packer {
    fast: Compress,
    stored: Compress,
}

impl Packer {
    /// With deflate level `level` for text; 1 in production, other levels for measuring.
    pub(crate) fn new(level: u32) -> Self {
        const WINDOW_BITS: u8 = 15;
        Self {
            fast: Compress::new_gzip(Compression::new(level), WINDOW_BITS),
            stored: Compress::new_gzip(Compression::none(), WINDOW_BITS),
        }
    }

    /// Appends one member holding all `parts` in order to `out`.
    pub(crate) fn pack(&mut self, parts: &[&[u8]], effort: Effort, out: &mut Vec<u8>) {
        let engine = match effort {
            Effort::Fast => &mut self.fast,
            Effort::Stored => &mut self.stored,
        };
        engine.reset();
        let total: usize = parts.iter().map(|part| part.len()).sum();
        out.reserve(match effort {
            Effort::Fast => total / 4 + 256,
            Effort::Stored => total + total / 1000 + 256,
        });
        for part in parts {
            let mut rest = *part;
            while !rest.is_empty() {
                rest = &rest[step(engine, rest, out, FlushCompress::None).0..];
            }
        }
        while !step(engine, &[], out, FlushCompress::Finish).1 {}
    }
}

/// Feeds `input`, and says how much was taken and whether the stream has ended.
fn step(engine: &mut Compress, input: &[u8], out: &mut Vec<u8>, flush: FlushCompress) -> (usize, bool) {
    if out.capacity() - out.len() < 64 {
        out.reserve(16 * 1024);
    }
    let before = engine.total_in();
    // Deflate has no bad input, and the lines above make sure there always is room: an error cannot occur, and if it
    // did, the digest of the record would not verify.
    let status = engine.compress_vec(input, out, flush).unwrap_or(Status::StreamEnd);
    ((engine.total_in() - before) as usize, status == Status::StreamEnd)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn unpack(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        flate2::bufread::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn a_member_holds_its_parts_in_order_at_any_effort_and_size() {
        let mut packer = Packer::new(1);
        let noise: Vec<u8> = (0..300_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for effort in [Effort::Fast, Effort::Stored] {
            for body in [&noise[..0], &noise[..1], &noise[..70_000], &noise] {
                let mut out = b"before".to_vec();
                packer.pack(&[b"head", body, b"tail"], effort, &mut out);
                assert_eq!(unpack(&out[6..]), [b"head", body, b"tail"].concat());
            }
        }
    }

    #[test]
    fn equal_input_gives_equal_members() {
        let mut packer = Packer::new(1);
        let (mut first, mut second) = (Vec::new(), Vec::new());
        packer.pack(&[b"once"], Effort::Fast, &mut first);
        packer.pack(&[b"another"], Effort::Fast, &mut Vec::new());
        packer.pack(&[b"once"], Effort::Fast, &mut second);
        assert_eq!(first, second);
    }
}
