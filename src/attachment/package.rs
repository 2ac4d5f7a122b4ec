//! The text of documents that are XML in a ZIP file: Word and PowerPoint since 2007, OpenDocument text.

use std::io::{Cursor, Read as _};

use quick_xml::{Reader, escape::resolve_xml_entity, events::Event};
use zip::ZipArchive;

use super::{
    Kind, Unread,
    read::{Extract, malformed},
};

/// Most bytes of one member after unpacking.
const MEMBER: u64 = 64 << 20;
/// Most slides read.
const MOST_SLIDES: u32 = 100;
/// Most elements looked at in one member.
const MOST_EVENTS: u32 = 4_000_000;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

pub(super) fn extract(kind: Kind, body: &[u8]) -> Result<Extract, Unread> {
    let mut archive: Archive<'_> = ZipArchive::new(Cursor::new(body)).map_err(malformed)?;
    let mut out = Extract::default();
    match kind {
        Kind::Odt => {
            let content = member(&mut archive, "content.xml")?.ok_or(Unread::Malformed)?;
            text_of(kind, &content, &mut out)?;
            if let Some(meta) = member(&mut archive, "meta.xml").ok().flatten() {
                out.title = element(&meta, "title").unwrap_or_default();
            }
        }
        Kind::Pptx => {
            let mut slides = 0;
            for number in 1..=MOST_SLIDES {
                let Some(slide) = member(&mut archive, &format!("ppt/slides/slide{number}.xml"))? else { break };
                slides = number;
                text_of(kind, &slide, &mut out)?;
            }
            out.pages = Some(slides);
        }
        _ => {
            let content = member(&mut archive, "word/document.xml")?.ok_or(Unread::Malformed)?;
            text_of(kind, &content, &mut out)?;
            if let Some(facts) = member(&mut archive, "docProps/app.xml").ok().flatten() {
                out.pages = element(&facts, "Pages").and_then(|pages| pages.trim().parse().ok());
            }
        }
    }
    if matches!(kind, Kind::Docx | Kind::Pptx)
        && let Some(core) = member(&mut archive, "docProps/core.xml").ok().flatten()
    {
        out.title = element(&core, "title").unwrap_or_default();
    }
    Ok(out)
}

/// A member unpacked; `None` if there is none.
fn member(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, Unread> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let file = archive.by_index(index).map_err(malformed)?;
    if file.encrypted() {
        return Err(Unread::Locked);
    }
    let mut bytes = Vec::new();
    file.take(MEMBER + 1).read_to_end(&mut bytes).map_err(malformed)?;
    if bytes.len() as u64 > MEMBER {
        return Err(Unread::TooBig);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Adds all running text: paragraphs end lines, tabs and cells are spaces. Of entities only the predefined ones and
/// numbers are expanded.
fn text_of(kind: Kind, xml: &str, out: &mut Extract) -> Result<(), Unread> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut in_text = 0_u32;
    for _ in 0..MOST_EVENTS {
        let more = match reader.read_event().map_err(malformed)? {
            Event::Eof => return Ok(()),
            Event::Start(start) => {
                in_text += u32::from(holds_text(kind, start.local_name().as_ref()));
                true
            }
            Event::End(end) => {
                let name = end.local_name();
                if holds_text(kind, name.as_ref()) {
                    in_text = in_text.saturating_sub(1);
                }
                match name.as_ref() {
                    "p" | "h" | "tr" => out.push("\n"),
                    "tc" => out.push(" "),
                    _ => true,
                }
            }
            Event::Empty(empty) => match empty.local_name().as_ref() {
                "tab" | "s" => out.push(" "),
                "br" | "cr" | "line-break" => out.push("\n"),
                "noBreakHyphen" => out.push("-"),
                _ => true,
            },
            Event::Text(text) if in_text > 0 => out.push(&text),
            Event::GeneralRef(reference) if in_text > 0 => match reference.resolve_char_ref() {
                Ok(Some(c)) => out.push(c.encode_utf8(&mut [0; 4])),
                _ => resolve_xml_entity(&reference).is_none_or(|known| out.push(known)),
            },
            _ => true,
        };
        if !more {
            return Ok(());
        }
    }
    out.truncated = true;
    Ok(())
}

/// `w:t`, `a:t`; in OpenDocument the paragraph itself.
fn holds_text(kind: Kind, local_name: &str) -> bool {
    if kind == Kind::Odt { matches!(local_name, "p" | "h") } else { local_name == "t" }
}

/// Text of the first element with this local name.
fn element(xml: &str, local_name: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = false;
    for _ in 0..10_000 {
        match reader.read_event().ok()? {
            Event::Start(start) => found = start.local_name().as_ref() == local_name,
            Event::Text(text) if found => return Some((*text).to_owned()),
            Event::End(_) => found = false,
            Event::Eof => return None,
            _ => {}
        }
    }
    None
}
