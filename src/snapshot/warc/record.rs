//! A WARC record: named fields and a block of bytes.

use std::{fmt, fmt::Write as _};

use jiff::Timestamp;

use crate::snapshot::digest::Digest;

/// Record types this program writes; `Other` when reading files of other programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// About the file: which program, which run.
    Info,
    /// Status line, headers and body as received.
    Response,
    /// Request line and headers as sent.
    Request,
    /// A page as a browser left it.
    Resource,
    /// What the crawl knows beyond the bytes.
    Metadata,
    /// An answer whose content stands in another record.
    Revisit,
    /// Any other type, by name.
    Other(String),
}

impl Kind {
    fn name(&self) -> &str {
        match self {
            Self::Info => "warcinfo",
            Self::Response => "response",
            Self::Request => "request",
            Self::Resource => "resource",
            Self::Metadata => "metadata",
            Self::Revisit => "revisit",
            Self::Other(name) => name,
        }
    }

    fn parse(name: &str) -> Self {
        match name {
            "warcinfo" => Self::Info,
            "response" => Self::Response,
            "request" => Self::Request,
            "resource" => Self::Resource,
            "metadata" => Self::Metadata,
            "revisit" => Self::Revisit,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A record as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Fields in file order, names as written, `Content-Length` and `WARC-Type` included.
    pub fields: Vec<(String, String)>,
    /// The block.
    pub block: Vec<u8>,
}

impl Record {
    /// First value of the field `name`, in any case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Reads the content of one gzip member; the message says what is wrong with it.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let end = memchr::memmem::find(bytes, b"\r\n\r\n").ok_or("its fields have no end")?;
        let head = std::str::from_utf8(&bytes[..end]).map_err(|_| "its fields are not UTF-8")?;
        let mut lines = head.split("\r\n");
        if !lines.next().is_some_and(|version| version.starts_with("WARC/1.")) {
            return Err("it is not a WARC 1 record".to_owned());
        }
        let fields = lines
            .map(|line| {
                let (name, value) = line.split_once(':').ok_or_else(|| format!("the field `{line}` has no colon"))?;
                Ok((name.trim().to_owned(), value.trim().to_owned()))
            })
            .collect::<Result<Vec<_>, String>>()?;
        let mut record = Self { kind: Kind::Other(String::new()), fields, block: Vec::new() };
        record.kind = Kind::parse(record.field("WARC-Type").ok_or("it has no WARC-Type")?);
        let length: usize = record
            .field("Content-Length")
            .and_then(|length| length.parse().ok())
            .ok_or("it has no usable Content-Length")?;
        let rest = &bytes[end + 4..];
        if rest.len() != length.saturating_add(4) || &rest[length..] != b"\r\n\r\n" {
            return Err(format!("its Content-Length says {length} bytes, but {} follow", rest.len()));
        }
        record.block = rest[..length].to_vec();
        Ok(record)
    }
}

/// Builds the fields of a record to be written.
pub(crate) struct Fields(String);

impl Fields {
    /// The fields every record has.
    pub(crate) fn new(kind: &Kind, id: &str, date: Timestamp) -> Self {
        let mut text = String::with_capacity(768);
        let _ = write!(text, "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n", kind.name());
        let _ = write!(text, "WARC-Date: {date}\r\n");
        Self(text)
    }

    /// One field more. Values come from this program or from parsed addresses and never hold a line end.
    pub(crate) fn add(mut self, name: &str, value: impl fmt::Display) -> Self {
        let _ = write!(self.0, "{name}: {value}\r\n");
        self
    }

    /// One field more, where there is a value.
    pub(crate) fn add_some(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.add(name, value),
            None => self,
        }
    }

    /// Digest, type and length of the block given in parts; then the empty line.
    pub(crate) fn finish(self, content_type: &str, block: &[&[u8]]) -> String {
        let length: usize = block.iter().map(|part| part.len()).sum();
        self.add("WARC-Block-Digest", Digest::of(block).labelled())
            .add("Content-Type", content_type)
            .add("Content-Length", length)
            .0
            + "\r\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_head_is_read_back_field_by_field() {
        let head = Fields::new(&Kind::Metadata, "1-2", Timestamp::UNIX_EPOCH)
            .add("WARC-Target-URI", "http://a.gov.vn/")
            .add_some("WARC-Truncated", None::<&str>)
            .finish("text/plain", &[b"ab", b"c"]);
        let record = Record::parse(format!("{head}abc\r\n\r\n").as_bytes()).unwrap();
        assert_eq!(record.kind, Kind::Metadata);
        assert_eq!(record.field("warc-target-uri"), Some("http://a.gov.vn/"));
        assert_eq!(record.field("WARC-Date"), Some("1970-01-01T00:00:00Z"));
        assert_eq!(record.field("WARC-Truncated"), None);
        assert_eq!(record.block, b"abc");
    }

    #[test]
    fn a_wrong_length_is_refused() {
        let text = "WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 4\r\n\r\nabc\r\n\r\n";
        assert_eq!(Record::parse(text.as_bytes()).unwrap_err(), "its Content-Length says 4 bytes, but 7 follow");
    }
}
