//! From an archived answer to what a file says: the same while crawling and when a stored run is judged again.

use crate::{
    attachment::{File, ReadFiles, Reading, Unread},
    crawl::Budget,
    fetch::{Exchange, decode},
    snapshot::Capture,
};

/// What the file in the answer to `capture` says; `None` if the answer carries none. Half a file is read as far as it
/// goes, like a damaged one.
pub(crate) fn read_file(reader: &dyn ReadFiles, capture: &Capture, exchange: &Exchange) -> Option<Reading> {
    if !(200..300).contains(&exchange.status) {
        return None;
    }
    let Ok(body) = decode(exchange, Budget::default().file_bytes) else { return Some(Err(Unread::Malformed)) };
    let content_type = exchange.header("content-type");
    let reading = reader.read(&File { url: &capture.url, content_type, body: &body.bytes });
    let whole = !body.cut && exchange.truncated.is_none();
    Some(match reading {
        Ok(mut attachment) => {
            attachment.truncated |= !whole;
            Ok(attachment)
        }
        // Of the end of a large file nobody knows.
        Err(Unread::Malformed) if !whole => Err(Unread::TooBig),
        Err(unread) => Err(unread),
    })
}
