//! Captures, the addresses they showed, and the files that hold them.

use std::net::SocketAddr;

use jiff::Timestamp;
use rusqlite::named_params;
use url::Url;

use super::{
    Index,
    portals::later,
    words::{meaning, tagged, tagged_meaning, word},
};
use crate::{
    fetch::{Failure, Want},
    registry::PortalId,
    snapshot::{
        Capture, CaptureId, CaptureResult, Error, Found,
        unchanged::Revisit,
        warc::{Place, file_name},
    },
};

/// A capture with what only the archive needs to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) capture: Capture,
    pub(crate) place: Place,
    pub(crate) remote: Option<SocketAddr>,
    /// Where its content is, if it has none of its own.
    pub(crate) revisit: Option<Revisit>,
}

/// The columns that only one of the two kinds of result has.
#[derive(Default)]
struct ResultColumns<'a> {
    status: Option<u16>,
    content_type: Option<&'a str>,
    location: Option<&'a str>,
    length: Option<i64>,
    digest: Option<&'a str>,
    truncated: Option<String>,
    failure: Option<String>,
    failure_detail: Option<String>,
    flaw: Option<String>,
    vouched: Option<String>,
}

impl<'a> From<&'a CaptureResult> for ResultColumns<'a> {
    fn from(result: &'a CaptureResult) -> Self {
        match result {
            CaptureResult::Answered {
                status,
                content_type,
                location,
                length,
                digest,
                truncated,
                flaw,
                vouched,
                ..
            } => Self {
                status: Some(*status),
                content_type: Some(content_type),
                location: location.as_deref(),
                length: Some(length.cast_signed()),
                digest: Some(digest),
                truncated: truncated.map(|truncated| word(&truncated)),
                flaw: flaw.as_ref().and_then(|flaw| serde_json::to_string(flaw).ok()),
                vouched: (!vouched.is_empty()).then(|| serde_json::to_string(vouched).ok()).flatten(),
                ..Self::default()
            },
            CaptureResult::Failed(failure) => {
                let (kind, detail) = tagged(failure);
                Self { failure: Some(kind), failure_detail: detail, ..Self::default() }
            }
        }
    }
}

impl Index {
    pub(crate) fn add_capture(&self, row: &Row) -> Result<(), Error> {
        let Row { capture, place, remote, revisit } = row;
        let result = ResultColumns::from(&capture.result);
        self.change(
            "INSERT INTO captures (portal, sequence, url, want, mode, at, took_ms, attempts, status, content_type, \
             location, length, digest, truncated, remote, failure, failure_detail, file, offset, end, patience, flaw, \
             vouched, revisit, original_file, original_offset, received) \
             VALUES (:portal, :sequence, :url, :want, :mode, :at, :took_ms, :attempts, :status, \
             :content_type, :location, :length, :digest, :truncated, :remote, :failure, :failure_detail, :file, \
             :offset, :end, :patience, :flaw, :vouched, :revisit, :original_file, :original_offset, :received)",
            named_params! {
                ":portal": capture.portal.as_str(),
                ":sequence": capture.sequence,
                ":url": capture.url.as_str(),
                ":want": word(&capture.want),
                ":mode": word(&capture.mode),
                ":at": capture.at.to_string(),
                ":took_ms": capture.took_ms,
                ":attempts": capture.attempts,
                ":status": result.status,
                ":content_type": result.content_type,
                ":location": result.location,
                ":length": result.length,
                ":digest": result.digest,
                ":truncated": result.truncated,
                ":remote": remote.map(|remote| remote.to_string()),
                ":failure": result.failure,
                ":failure_detail": result.failure_detail,
                ":file": place.file,
                ":offset": place.offset.cast_signed(),
                ":end": place.end.cast_signed(),
                ":patience": word(&capture.patience),
                ":flaw": result.flaw,
                ":vouched": result.vouched,
                ":revisit": revisit.map(|revisit| word(&revisit.profile)),
                ":original_file": revisit.map(|revisit| revisit.file),
                ":original_offset": revisit.map(|revisit| revisit.offset.cast_signed()),
                ":received": capture.received.map(|received| received.to_string()),
            },
        )
        .map(drop)
    }

    /// Keeps an address where it was seen first.
    pub(crate) fn add_found(&self, portal: &PortalId, sequence: u32, found: &Found) -> Result<(), Error> {
        self.change(
            "INSERT OR IGNORE INTO frontier VALUES (?, ?, ?, ?, ?, ?)",
            (portal.as_str(), found.url.as_str(), sequence, found.depth, found.worth, &found.label),
        )
        .map(drop)
    }

    /// The captures of a portal in the order asked.
    pub(crate) fn captures(&self, portal: &PortalId) -> Result<Vec<Row>, Error> {
        self.all("SELECT * FROM captures WHERE portal = ? ORDER BY sequence", [portal.as_str()], capture_row)
    }

    /// One capture.
    pub(crate) fn capture(&self, portal: &PortalId, sequence: u32) -> Result<Option<Row>, Error> {
        let sql = "SELECT * FROM captures WHERE portal = ? AND sequence = ?";
        Ok(self.all(sql, (portal.as_str(), sequence), capture_row)?.into_iter().next())
    }

    /// Names of the WARC files, in the order written.
    pub(crate) fn file_names(&self) -> Result<Vec<String>, Error> {
        self.all("SELECT name FROM warc_files ORDER BY file", [], |row| Ok(Ok(row.get(0)?)))
    }

    /// The attempt number `again` (from 0) at an address.
    pub(crate) fn attempt(&self, portal: &PortalId, url: &Url, want: Want, again: u8) -> Result<Option<Row>, Error> {
        let rows = self.all(
            "SELECT * FROM captures WHERE portal = ? AND url = ? AND want = ? ORDER BY sequence LIMIT 1 OFFSET ?",
            (portal.as_str(), url.as_str(), word(&want), again),
            capture_row,
        )?;
        Ok(rows.into_iter().next())
    }

    /// The last capture with the whole content of an address that a server may be asked to confirm.
    pub(crate) fn whole(&self, portal: &PortalId, url: &Url, want: Want) -> Result<Option<Row>, Error> {
        let rows = self.all(
            "SELECT * FROM captures WHERE portal = ? AND url = ? AND want = ? AND status = 200 AND truncated IS NULL \
             ORDER BY sequence DESC LIMIT 1",
            (portal.as_str(), url.as_str(), word(&want)),
            capture_row,
        )?;
        Ok(rows.into_iter().next())
    }

    /// Announces a WARC file before its first capture.
    pub(crate) fn add_file(&self, file: u32) -> Result<(), Error> {
        self.change("INSERT OR IGNORE INTO warc_files VALUES (?, ?, 0)", (file, file_name(file))).map(drop)
    }

    /// Notes how much of a file is known to be on the disk, and all of its predecessors.
    pub(crate) fn set_durable(&self, file: u32, bytes: u64) -> Result<(), Error> {
        self.change("UPDATE warc_files SET durable = ? WHERE file = ?", (bytes.cast_signed(), file)).map(drop)
    }

    /// The last WARC file: its number, the end of the last committed capture in it, and its durable length.
    pub(crate) fn last_file(&self) -> Result<Option<(Place, u64)>, Error> {
        self.one(
            "SELECT file, (SELECT max(end) FROM captures WHERE captures.file = warc_files.file), durable \
             FROM warc_files ORDER BY file DESC LIMIT 1",
            [],
            |row| {
                let end = row.get::<_, Option<i64>>(1)?.unwrap_or_default().cast_unsigned();
                Ok((Place { file: row.get(0)?, offset: 0, end }, row.get::<_, i64>(2)?.cast_unsigned()))
            },
        )
    }

    /// Every capture of `file` that reaches beyond `offset`, in file order.
    pub(crate) fn captures_beyond(&self, file: u32, offset: u64) -> Result<Vec<Row>, Error> {
        self.all(
            "SELECT * FROM captures WHERE file = ? AND end > ? ORDER BY offset",
            (file, offset.cast_signed()),
            capture_row,
        )
    }

    /// Forgets a capture, what it showed, and that its portal's crawl had ended.
    pub(crate) fn forget(&self, capture: &Capture) -> Result<(), Error> {
        let portal = capture.portal.as_str();
        self.change("DELETE FROM captures WHERE portal = ? AND sequence = ?", (portal, capture.sequence))?;
        self.change("DELETE FROM frontier WHERE portal = ? AND found_by = ?", (portal, capture.sequence))?;
        self.change("UPDATE portals SET stop = NULL WHERE portal = ?", [portal]).map(drop)
    }
}

fn capture_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Row, String>> {
    let portal: String = row.get("portal")?;
    let sequence: u32 = row.get("sequence")?;
    let place = Place {
        file: row.get("file")?,
        offset: row.get::<_, i64>("offset")?.cast_unsigned(),
        end: row.get::<_, i64>("end")?.cast_unsigned(),
    };
    let failure: Option<String> = row.get("failure")?;
    let failure_detail: Option<String> = row.get("failure_detail")?;
    let (url, want, mode, at): (String, String, String, String) =
        (row.get("url")?, row.get("want")?, row.get("mode")?, row.get("at")?);
    let (truncated, remote): (Option<String>, Option<String>) = (row.get("truncated")?, row.get("remote")?);
    let (patience, flaw): (Option<String>, Option<String>) = (later(row, "patience")?, later(row, "flaw")?);
    let vouched: Option<String> = later(row, "vouched")?;
    let (revisit, received): (Option<String>, Option<String>) = (later(row, "revisit")?, later(row, "received")?);
    let original: (Option<u32>, Option<i64>) = (later(row, "original_file")?, later(row, "original_offset")?);
    let (took_ms, attempts) = (row.get("took_ms")?, row.get("attempts")?);
    let answered = match failure {
        Some(_) => None,
        None => Some((
            row.get("status")?,
            row.get("content_type")?,
            row.get("location")?,
            row.get::<_, i64>("length")?.cast_unsigned(),
            row.get("digest")?,
        )),
    };
    let id = CaptureId::new(&portal, sequence);
    let parse = || -> Result<Row, String> {
        let result = match (answered, failure) {
            (Some((status, content_type, location, length, digest)), _) => CaptureResult::Answered {
                status,
                content_type,
                location,
                length,
                digest,
                truncated: truncated.map(meaning).transpose()?,
                flaw: flaw.map(|flaw| serde_json::from_str(&flaw).map_err(|e| e.to_string())).transpose()?,
                vouched: vouched
                    .map_or(Ok(Vec::new()), |hosts| serde_json::from_str(&hosts).map_err(|e| e.to_string()))?,
                file: file_name(place.file),
                offset: place.offset,
            },
            (None, kind) => {
                CaptureResult::Failed(tagged_meaning::<Failure>(kind.unwrap_or_default(), failure_detail.as_deref())?)
            }
        };
        let capture = Capture {
            id: id.clone(),
            portal: PortalId::new(portal),
            sequence,
            url: Url::parse(&url).map_err(|e| e.to_string())?,
            want: meaning(want)?,
            mode: meaning(mode)?,
            at: at.parse::<Timestamp>().map_err(|e| e.to_string())?,
            took_ms,
            attempts,
            patience: patience.map(meaning).transpose()?.unwrap_or_default(),
            received: received.map(|received| received.parse()).transpose().map_err(|_| "received is no moment")?,
            result,
        };
        let revisit = match (revisit, original) {
            (None, _) => None,
            (Some(profile), (Some(file), Some(offset))) => {
                Some(Revisit { profile: meaning(profile)?, file, offset: offset.cast_unsigned() })
            }
            (Some(_), _) => return Err("it refers to nothing".to_owned()),
        };
        let remote = remote.map(|remote| remote.parse()).transpose().map_err(|_| "its remote is not an address")?;
        Ok(Row { capture, place, remote, revisit })
    };
    Ok(parse().map_err(|problem| format!("capture {id}: {problem}")))
}
