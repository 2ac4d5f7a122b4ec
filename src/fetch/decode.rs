//! Undoes the content coding of an exchange, with a cap on what comes out and on how much it may grow.

use std::{borrow::Cow, io::Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{Exchange, Failure};

/// Below this many bytes a body may grow by any ratio: a page of repeated rows shrinks well.
const FREE: usize = 1_000_000;
/// Above [`FREE`], a body that grows by more than this is a bomb. Deflate's own bound is 1032 to 1.
const RATIO: usize = 100;

/// A body with its content coding undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'e> {
    /// The bytes.
    pub bytes: Cow<'e, [u8]>,
    /// Whether they are only the beginning: cut at the cap, or the coding broke off.
    pub cut: bool,
}

/// The body of `exchange` without its `Content-Encoding`, cut to `cap` bytes.
///
/// # Errors
/// [`Failure::Decoding`] if the coding is unknown or broken from the start, or if the body grows by more than 100 to 1
/// beyond 1 MB. A coding that breaks off later yields what came before, as browsers do.
pub fn decode(exchange: &Exchange, cap: usize) -> Result<Decoded<'_>, Failure> {
    let codings: Vec<String> = exchange
        .headers
        .iter()
        .filter(|(name, _)| name == "content-encoding")
        .filter_map(|(_, value)| std::str::from_utf8(value).ok())
        .flat_map(|value| value.split(','))
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    // Nobody stacks codings except to make bombs.
    if codings.len() > 2 {
        return Err(Failure::Decoding);
    }
    let mut body = Decoded { bytes: Cow::Borrowed(&exchange.body), cut: false };
    // The last coding named was applied last (RFC 9110 section 8.4).
    for coding in codings.iter().rev() {
        let inner = undo(coding, &body.bytes, cap)?;
        body = Decoded { cut: body.cut || inner.cut, ..inner };
    }
    if let Cow::Borrowed(bytes) = body.bytes {
        body = Decoded { bytes: Cow::Borrowed(&bytes[..bytes.len().min(cap)]), cut: body.cut || bytes.len() > cap };
    }
    Ok(body)
}

/// Whether `body` is gzip by its first bytes: sitemaps named `.xml.gz` are, without any header saying so.
pub fn is_gzip(body: &[u8]) -> bool {
    body.starts_with(&[0x1f, 0x8b, 8])
}

/// `body`, a gzip file, unpacked under the same limits as [`decode`].
pub fn gunzip(body: &[u8], cap: usize) -> Result<Decoded<'static>, Failure> {
    bounded(MultiGzDecoder::new(body), body.len(), cap)
}

fn undo(coding: &str, body: &[u8], cap: usize) -> Result<Decoded<'static>, Failure> {
    match coding {
        // A server that announces gzip and sends plain bytes is common enough to be forgiven.
        "gzip" | "x-gzip" if body.is_empty() || is_gzip(body) => gunzip(body, cap),
        "gzip" | "x-gzip" if looks_like_text(body) => {
            Ok(Decoded { bytes: Cow::Owned(body[..body.len().min(cap)].to_vec()), cut: body.len() > cap })
        }
        // "deflate" is zlib by the standard and raw deflate by custom.
        "deflate" if is_zlib(body) => bounded(ZlibDecoder::new(body), body.len(), cap),
        "deflate" => bounded(DeflateDecoder::new(body), body.len(), cap),
        _ => Err(Failure::Decoding),
    }
}

fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [cmf, flg, ..] if cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flg)) % 31 == 0)
}

fn looks_like_text(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

fn bounded(mut decoder: impl Read, packed: usize, cap: usize) -> Result<Decoded<'static>, Failure> {
    let most = cap.min(FREE.max(packed.saturating_mul(RATIO)));
    let mut out = Vec::with_capacity(packed.saturating_mul(4).min(most).min(4 * FREE));
    let mut piece = [0; 16 * 1024];
    let decoded = |out: Vec<u8>, cut: bool| Ok(Decoded { bytes: Cow::Owned(out), cut });
    loop {
        match decoder.read(&mut piece) {
            Ok(0) => return decoded(out, false),
            Ok(read) if out.len() + read > most && most < cap => return Err(Failure::Decoding),
            Ok(read) => {
                let room = most - out.len();
                out.extend_from_slice(&piece[..read.min(room)]);
                if read > room {
                    return decoded(out, true);
                }
            }
            Err(_) if out.is_empty() => return Err(Failure::Decoding),
            Err(error) => return decoded(out, broke_off(&error)),
        }
    }
}

/// Whether the coded text itself ends early or is corrupt. Junk behind its end is no loss.
fn broke_off(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::UnexpectedEof
        || error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<flate2::DecompressError>)
}

#[cfg(test)]
mod tests {
    use std::{io::Write as _, time::Duration};

    use flate2::{Compression, write};
    use jiff::Timestamp;

    use super::*;

    fn exchange(coding: &str, body: Vec<u8>) -> Exchange {
        Exchange {
            request_head: Vec::new(),
            response_head: Vec::new(),
            status: 200,
            headers: vec![("content-encoding".to_owned(), coding.as_bytes().to_vec())],
            body,
            truncated: None,
            remote: None,
            flaw: None,
            vouched: Vec::new(),
            started: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }
    }

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = write::GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn each_known_coding_is_undone() {
        let text = b"<p>Th\xc3\xb4ng tin</p>";
        let mut zlib = write::ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(text).unwrap();
        let mut raw = write::DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(text).unwrap();
        for (coding, body) in [
            ("gzip", gzip(text)),
            ("X-Gzip", gzip(text)),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", raw.finish().unwrap()),
            ("identity", text.to_vec()),
            ("", text.to_vec()),
            ("gzip", text.to_vec()),
            ("gzip, gzip", gzip(&gzip(text))),
        ] {
            let whole = Decoded { bytes: Cow::Borrowed(text), cut: false };
            assert_eq!(decode(&exchange(coding, body), 1000), Ok(whole), "{coding}");
        }
    }

    #[test]
    fn an_unknown_coding_is_a_failure_and_not_text() {
        for coding in ["br", "zstd", "gzip, gzip, gzip", "x"] {
            assert_eq!(decode(&exchange(coding, b"<p>".to_vec()), 1000), Err(Failure::Decoding), "{coding}");
        }
        assert_eq!(decode(&exchange("gzip", vec![0, 1, 2]), 1000), Err(Failure::Decoding));
    }

    #[test]
    fn a_bomb_is_refused_by_its_ratio_and_a_long_page_is_cut_at_the_cap() {
        let bomb = gzip(&vec![b'a'; 30 << 20]);
        assert_eq!(decode(&exchange("gzip", bomb), 40 << 20), Err(Failure::Decoding));
        let page = gzip(&vec![b'a'; 900_000]);
        assert_eq!(
            decode(&exchange("gzip", page.clone()), 900_000).map(|body| (body.bytes.len(), body.cut)),
            Ok((900_000, false)),
            "small bodies may repeat"
        );
        for (coding, body) in [("gzip", page), ("", vec![b'a'; 9_000]), ("gzip", b"<p>".repeat(9_000))] {
            let exchange = exchange(coding, body);
            let seen = decode(&exchange, 5_000).unwrap();
            assert_eq!((seen.bytes.len(), seen.cut), (5_000, true), "{coding}");
        }
    }

    #[test]
    fn what_came_before_a_break_is_kept() {
        let text: Vec<u8> = (0..40_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut body = gzip(&text);
        body.truncate(body.len() / 2);
        let exchange = exchange("gzip", body);
        let seen = decode(&exchange, 1 << 20).unwrap();
        assert!(!seen.bytes.is_empty() && text.starts_with(&seen.bytes));
        assert!(seen.cut, "the other half was not seen");
    }

    #[test]
    fn junk_behind_a_complete_body_cuts_nothing() {
        let mut body = gzip(b"<p>all of it</p>");
        body.extend_from_slice(b"\r\n\r\n<!-- behind -->");
        let exchange = exchange("gzip", body);
        let seen = decode(&exchange, 1000).unwrap();
        assert_eq!((seen.bytes.as_ref(), seen.cut), (b"<p>all of it</p>".as_slice(), false));
    }
}
