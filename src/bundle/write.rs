//! Makes a bundle.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{About, FileEntry, Manifest, RecordEntry, SigningKey, manifest::FORMAT, name};
use crate::snapshot::{CaptureId, Records, hex};

/// A bundle cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The archive refuses what it is given.
    #[error("cannot pack the bundle: {0}")]
    Pack(#[from] ZipError),
    /// It cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What goes into a bundle.
pub struct Content<'c> {
    /// What it is about.
    pub about: About,
    /// Files for people and programs: names and bytes.
    pub files: Vec<(&'c str, Vec<u8>)>,
    /// The records it rests on.
    pub records: Vec<Records>,
}

/// The captures that a report names: wherever its JSON has the key `capture`.
pub fn captures_named(report: &Value) -> BTreeSet<CaptureId> {
    fn gather(value: &Value, found: &mut BTreeSet<CaptureId>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(id) if key == "capture" && !id.is_empty() => {
                            found.insert(CaptureId(id.clone()));
                        }
                        other => gather(other, found),
                    }
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    gather(report, &mut found);
    found
}

/// Writes the bundle of `content` to `out`, signed if there is a key.
pub fn write(content: &Content<'_>, key: Option<&SigningKey>, out: impl Write) -> Result<(), WriteError> {
    let mut zip = ZipWriter::new_stream(out);
    let mut records = Vec::with_capacity(content.records.len());
    let (mut offset, mut whole) = (0, Sha256::new());
    for record in &content.records {
        let length = record.members.len() as u64;
        whole.update(&record.members);
        records.push(RecordEntry {
            captures: record.captures.iter().map(ToString::to_string).collect(),
            url: record.url.clone(),
            offset,
            length,
            sha256: digest(&record.members),
        });
        offset += length;
    }
    let mut files: Vec<_> = content
        .files
        .iter()
        .map(|(name, bytes)| FileEntry { name: (*name).to_owned(), length: bytes.len() as u64, sha256: digest(bytes) })
        .collect();
    files.push(FileEntry { name: name::EVIDENCE.to_owned(), length: offset, sha256: hex(&whole.finalize()) });
    let d42 = env!("CARGO_PKG_VERSION").to_owned();
    let manifest = Manifest { format: FORMAT, d42, about: content.about.clone(), files, records };
    let manifest = serde_json::to_string_pretty(&manifest).map_err(io::Error::from)? + "\n";

    // A time would differ with every bundle and say nothing that the manifest does not.
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let packed = plain.compression_method(CompressionMethod::Deflated);
    zip.start_file(name::MANIFEST, packed)?;
    zip.write_all(manifest.as_bytes())?;
    if let Some(key) = key {
        zip.start_file(name::SIGNATURE, plain.compression_method(CompressionMethod::Stored))?;
        zip.write_all(&key.sign(manifest.as_bytes()))?;
        zip.start_file(name::PUBLIC_KEY, packed)?;
        zip.write_all(key.public().to_pem().as_bytes())?;
    }
    for (name, bytes) in &content.files {
        zip.start_file(*name, packed)?;
        zip.write_all(bytes)?;
    }
    // Packed already, record by record.
    let large = offset > u64::from(u32::MAX) / 2;
    zip.start_file(name::EVIDENCE, plain.compression_method(CompressionMethod::Stored).large_file(large))?;
    for record in &content.records {
        zip.write_all(&record.members)?;
    }
    zip.finish()?;
    Ok(())
}

fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
