//! `revisit` records: answers whose content stands in another record of the run (WARC 1.1 section 6.7).
//!
//! A record of content that came twice has the head of the second answer as its block. One of content that a server
//! confirmed has none, as section 6.7.3 allows: programs that replay archives would take the 304 for the page. The head of
//! that answer stands as `answer` in the `metadata` record, a JSON string with a character for each byte.

use std::{net::SocketAddr, time::Duration};

use super::{Effort, Kind, Packer, Record, exchange::exchange_from, record::Fields};
use crate::{
    fetch::Exchange,
    snapshot::{
        Visit,
        digest::Digest,
        unchanged::{Holder, Profile, renewed},
    },
};

/// Appends the record that refers to `holder` instead of repeating its content. `head` is that of the answer as archived.
pub(super) fn append_revisit(
    packer: &mut Packer,
    id: &str,
    (visit, exchange, head): (&Visit, &Exchange, &[u8]),
    (holder, payload): (&Holder, Digest),
    out: &mut Vec<u8>,
) {
    let (profile, block) = match visit.unchanged {
        Some(_) => (Profile::ServerNotModified, &[][..]),
        None => (Profile::IdenticalPayloadDigest, head),
    };
    let fields = Fields::new(&Kind::Revisit, id, exchange.started)
        .add("WARC-Target-URI", &visit.url)
        .add_some("WARC-IP-Address", exchange.remote.map(|remote| remote.ip()))
        .add("WARC-Profile", profile.uri())
        .add("WARC-Refers-To", &holder.id)
        .add("WARC-Refers-To-Target-URI", &holder.url)
        .add("WARC-Refers-To-Date", holder.date)
        // Section 6.7.2 asks for it where content is left off for its digest.
        .add_some("WARC-Truncated", (profile == Profile::IdenticalPayloadDigest).then_some("length"))
        .add("WARC-Payload-Digest", payload.labelled())
        .finish("application/http;msgtype=response", &[block]);
    packer.pack(&[fields.as_bytes(), block, b"\r\n\r\n"], Effort::Fast, out);
}

/// The records of a capture that has no content of its own.
pub(crate) struct Revisited<'a> {
    /// Holds the content.
    pub(crate) holder: &'a Record,
    /// Refers to it.
    pub(crate) revisit: &'a Record,
    /// How it was asked for.
    pub(crate) request: &'a Record,
    /// What else is known.
    pub(crate) metadata: &'a Record,
}

impl Revisited<'_> {
    /// The exchange as the visit had it, and the head of the answer where that only confirmed the content.
    pub(crate) fn exchange(
        &self,
        profile: Profile,
        took: Duration,
        remote: Option<SocketAddr>,
    ) -> Result<(Exchange, Option<Vec<u8>>), String> {
        if self.revisit.kind != Kind::Revisit || self.metadata.kind != Kind::Metadata {
            return Err("it is not a revisit with its metadata".to_owned());
        }
        match profile {
            Profile::IdenticalPayloadDigest => {
                let end =
                    memchr::memmem::find(&self.holder.block, b"\r\n\r\n").ok_or("its HTTP headers have no end")?;
                let whole = Record {
                    kind: Kind::Response,
                    fields: self.revisit.fields.clone(),
                    block: [&self.revisit.block, &self.holder.block[end + 4..]].concat(),
                };
                // What was left off is not what the server left out.
                let exchange = exchange_from(&whole, self.request, took, remote)?;
                Ok((Exchange { truncated: None, ..exchange }, None))
            }
            Profile::ServerNotModified => {
                let answer = answer_in(self.metadata).ok_or("its metadata have no answer that can be read")?;
                let head = Record { kind: Kind::Response, fields: self.revisit.fields.clone(), block: answer.clone() };
                let said = exchange_from(&head, self.request, took, remote)?;
                let content = exchange_from(self.holder, self.request, took, remote)?;
                Ok((renewed(content, &said), Some(answer)))
            }
        }
    }
}

/// The field of a `metadata` record that holds the head of an answer.
pub(super) fn answer_field(head: &[u8]) -> String {
    let text: String = head.iter().map(|byte| char::from(*byte)).collect();
    format!("answer: {}\r\n", serde_json::Value::from(text))
}

fn answer_in(metadata: &Record) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(&metadata.block).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix("answer: "))?;
    let head: String = serde_json::from_str(value).ok()?;
    head.chars().map(|letter| u8::try_from(letter).ok()).collect()
}
