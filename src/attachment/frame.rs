//! How parent and child talk: a question is a line of JSON with the length of the body, and the body; an answer is a
//! line of JSON.

use std::io::{self, BufRead, Read as _, Write};

use serde::{Deserialize, Serialize};
use url::Url;

use super::{File, Reading};

/// More than any body that is archived.
const LONGEST_BODY: u64 = 256 << 20;
/// More than any answer.
const LONGEST_LINE: u64 = 4 << 20;

/// The first line of a child: whoever says something else is no reader.
const GREETING: &str = "d42 reader 1\n";

/// Says that a reader is there.
pub(super) fn greet(to: &mut impl Write) -> io::Result<()> {
    to.write_all(GREETING.as_bytes())?;
    to.flush()
}

/// Whether a reader is there.
pub(super) fn greeted(from: &mut impl BufRead) -> bool {
    let mut line = Vec::new();
    from.take(GREETING.len() as u64).read_to_end(&mut line).is_ok() && line == GREETING.as_bytes()
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    url: Url,
    content_type: Option<String>,
    length: u64,
}

/// A question as it arrives.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) url: Url,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

pub(super) fn ask(to: &mut impl Write, file: &File<'_>) -> io::Result<()> {
    let question = Question {
        url: file.url.clone(),
        content_type: file.content_type.map(str::to_owned),
        length: file.body.len() as u64,
    };
    serde_json::to_writer(&mut *to, &question)?;
    to.write_all(b"\n")?;
    to.write_all(file.body)?;
    to.flush()
}

/// The next question; `None` when there are no more.
pub(super) fn asked(from: &mut impl BufRead) -> io::Result<Option<Asked>> {
    let Some(line) = line(from)? else { return Ok(None) };
    let question: Question = serde_json::from_str(&line)?;
    if question.length > LONGEST_BODY {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = Vec::new();
    from.take(question.length).read_to_end(&mut body)?;
    if body.len() as u64 != question.length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Asked { url: question.url, content_type: question.content_type, body }))
}

pub(super) fn answer(to: &mut impl Write, reading: &Reading) -> io::Result<()> {
    serde_json::to_writer(&mut *to, reading)?;
    to.write_all(b"\n")?;
    to.flush()
}

pub(super) fn answered(from: &mut impl BufRead) -> io::Result<Reading> {
    let line = line(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(serde_json::from_str(&line)?)
}

fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = from.take(LONGEST_LINE).read_line(&mut line)?;
    match length {
        0 => Ok(None),
        _ if !line.ends_with('\n') => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(Some(line)),
    }
}
