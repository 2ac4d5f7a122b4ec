//! The text of Word files from before 2007: the pieces that the document's own table names, in order ([MS-DOC] sections
//! 2.4.1 and 2.9.38). Text typed in the old one-byte fonts comes out as it lies there.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::{
    Unread,
    read::{Extract, malformed},
};

/// Most bytes of one stream.
const STREAM: u64 = 32 << 20;
/// Pieces followed.
const MOST_PIECES: usize = 100_000;

pub(super) fn extract(body: &[u8]) -> Result<Extract, Unread> {
    let mut file = CompoundFile::open(Cursor::new(body)).map_err(malformed)?;
    let document = stream(&mut file, "WordDocument")?;
    let flags = word(&document, 0x0A).ok_or(Unread::Malformed)?;
    if flags & 0x0100 != 0 {
        return Err(Unread::Locked);
    }
    let table = stream(&mut file, if flags & 0x0200 == 0 { "0Table" } else { "1Table" })?;
    let start = double(&document, 0x01A2).ok_or(Unread::Malformed)? as usize;
    let length = double(&document, 0x01A6).ok_or(Unread::Malformed)? as usize;
    let pieces = table.get(start..start.saturating_add(length)).ok_or(Unread::Malformed)?;
    let mut out = Extract::default();
    follow(&document, piece_table(pieces).ok_or(Unread::Malformed)?, &mut out).ok_or(Unread::Malformed)?;
    Ok(out)
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    file.open_stream(name).map_err(malformed)?.take(STREAM).read_to_end(&mut bytes).map_err(malformed)?;
    Ok(bytes)
}

/// The table of pieces behind any number of property runs.
fn piece_table(mut clx: &[u8]) -> Option<&[u8]> {
    loop {
        match *clx.first()? {
            1 => {
                let length = usize::from(word(clx, 1)?);
                clx = clx.get(3 + length..)?;
            }
            2 => {
                let length = double(clx, 1)? as usize;
                return clx.get(5..5_usize.checked_add(length)?);
            }
            _ => return None,
        }
    }
}

/// `n + 1` positions of characters, then `n` pieces of 8 bytes.
fn follow(document: &[u8], table: &[u8], out: &mut Extract) -> Option<()> {
    let count = table.len().checked_sub(4)? / 12;
    for index in 0..count.min(MOST_PIECES) {
        let from = double(table, 4 * index)?;
        let to = double(table, 4 * index + 4)?;
        let place = double(table, 4 * (count + 1) + 8 * index + 2)?;
        let characters = to.checked_sub(from)? as usize;
        let narrow = place & 0x4000_0000 != 0;
        let offset = (place & 0x3FFF_FFFF) as usize;
        let text = if narrow {
            let offset = offset / 2;
            let bytes = document.get(offset..offset.checked_add(characters)?)?;
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        } else {
            let bytes = document.get(offset..offset.checked_add(characters.checked_mul(2)?)?)?;
            let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        };
        // Paragraphs end with a carriage return, cells with a bell.
        let text: String = text.chars().map(|c| if c.is_control() && c != '\t' { '\n' } else { c }).collect();
        if !out.push(&text) {
            break;
        }
    }
    Some(())
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

fn double(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
