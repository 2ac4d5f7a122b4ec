//! Checks a bundle, which may have been altered by anybody: nothing of it is unpacked anywhere, and what it says of its
//! own sizes is believed of nothing.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{self, Read, Seek},
};

use sha2::{Digest as _, Sha256};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::{Manifest, PublicKey, RecordEntry, manifest::FORMAT, name};
use crate::snapshot::hex;

/// Largest manifest that is read.
const MOST_MANIFEST: u64 = 64 * 1024 * 1024;
/// Largest signature or key that is read.
const MOST_SMALL: u64 = 4096;

/// A file is no bundle that this program can check.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no ZIP archive, or a damaged one.
    #[error("it is not a whole ZIP archive ({0})")]
    NotAnArchive(ZipError),
    /// It has no manifest.
    #[error("it holds no {file}", file = name::MANIFEST)]
    NoManifest,
    /// Its manifest is not one.
    #[error("its {file} cannot be understood: {0}", file = name::MANIFEST)]
    Manifest(serde_json::Error),
    /// It was made in another format.
    #[error("it has format {found}, and this d42 reads format {FORMAT}")]
    OtherFormat {
        /// The format found.
        found: u64,
    },
}

impl From<ZipError> for VerifyError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::Io(error),
            other => Self::NotAnArchive(other),
        }
    }
}

/// Something that is not as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A file has other bytes than the manifest says.
    Altered(String),
    /// A file of the manifest is not there.
    Missing(String),
    /// A file is there that the manifest knows nothing of.
    Added(String),
    /// Records have other bytes than the manifest says.
    Record {
        /// Captures whose records they are.
        captures: Vec<String>,
        /// Address asked for.
        url: String,
    },
    /// The manifest was altered, or the signature is none of the key's.
    Signature,
    /// The signature is of another key than the one expected.
    OtherKey,
    /// A signature was expected, and there is none.
    Unsigned,
}

/// Who vouches for a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The holder of the key that was expected.
    Expected,
    /// The holder of the key with this fingerprint, whoever that is.
    Unknown(String),
    /// Nobody.
    None,
    /// It does not hold.
    Bad,
}

/// A bundle that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it says it is.
    pub manifest: Manifest,
    /// Who vouches for that.
    pub signature: Signature,
    /// What is not as it was handed over; empty if everything is.
    pub problems: Vec<Problem>,
}

/// Checks the bundle in `file`; signed by `expected`, if that is given.
pub fn verify(file: impl Read + Seek, expected: Option<PublicKey>) -> Result<Checked, VerifyError> {
    let mut zip = ZipArchive::new(file)?;
    let text = small(&mut zip, name::MANIFEST, MOST_MANIFEST)?.ok_or(VerifyError::NoManifest)?;
    let manifest = manifest(&text)?;
    let mut problems = Vec::new();
    let signature = signature(&mut zip, &text, expected, &mut problems)?;
    let mut known: BTreeSet<&str> = [name::MANIFEST, name::SIGNATURE, name::PUBLIC_KEY].into();
    for entry in &manifest.files {
        known.insert(&entry.name);
        let evidence = entry.name == name::EVIDENCE;
        let pieces: &[RecordEntry] = if evidence { &manifest.records } else { &[] };
        let Some(file) = opened(zip.by_name(&entry.name))? else {
            problems.push(Problem::Missing(entry.name.clone()));
            continue;
        };
        // One byte more than it should have is enough to tell.
        let read = read(file.take(entry.length.saturating_add(1)), pieces);
        if read.broken || (read.length, &read.sha256) != (entry.length, &entry.sha256) {
            problems.push(Problem::Altered(entry.name.clone()));
        }
        problems.extend(
            read.altered
                .into_iter()
                .map(|piece| Problem::Record { captures: piece.captures.clone(), url: piece.url.clone() }),
        );
    }
    let names: Vec<String> =
        zip.file_names().map(|name| name.map_or_else(|_| String::from("?"), Cow::into_owned)).collect();
    problems.extend(names.into_iter().filter(|name| !known.contains(name.as_str())).map(Problem::Added));
    Ok(Checked { manifest, signature, problems })
}

fn manifest(text: &[u8]) -> Result<Manifest, VerifyError> {
    // The format first: a manifest of another format need not fit the type at all.
    #[derive(serde::Deserialize)]
    struct Format {
        format: u64,
    }
    let Format { format } = serde_json::from_slice(text).map_err(VerifyError::Manifest)?;
    if format != u64::from(FORMAT) {
        return Err(VerifyError::OtherFormat { found: format });
    }
    serde_json::from_slice(text).map_err(VerifyError::Manifest)
}

fn signature<F: Read + Seek>(
    zip: &mut ZipArchive<F>,
    manifest: &[u8],
    expected: Option<PublicKey>,
    problems: &mut Vec<Problem>,
) -> Result<Signature, VerifyError> {
    let Some(signature) = small(zip, name::SIGNATURE, MOST_SMALL)? else {
        if expected.is_some() {
            problems.push(Problem::Unsigned);
        }
        return Ok(Signature::None);
    };
    let own = small(zip, name::PUBLIC_KEY, MOST_SMALL)?.and_then(|text| PublicKey::parse(&text));
    match (expected, own) {
        (Some(key), _) if key.signed(manifest, &signature) => Ok(Signature::Expected),
        (expected, Some(key)) if key.signed(manifest, &signature) => {
            if expected.is_some() {
                problems.push(Problem::OtherKey);
            }
            Ok(Signature::Unknown(key.fingerprint()))
        }
        _ => {
            problems.push(Problem::Signature);
            Ok(Signature::Bad)
        }
    }
}

/// The content of a small file; `None` if there is no such file. What is longer than `most` is cut, and matches nothing.
fn small<F: Read + Seek>(zip: &mut ZipArchive<F>, name: &str, most: u64) -> Result<Option<Vec<u8>>, VerifyError> {
    let Some(file) = opened(zip.by_name(name))? else { return Ok(None) };
    let mut bytes = Vec::new();
    match file.take(most).read_to_end(&mut bytes) {
        Ok(_) => Ok(Some(bytes)),
        Err(_) => Ok(None),
    }
}

fn opened<F: Read>(file: Result<ZipFile<'_, F>, ZipError>) -> Result<Option<ZipFile<'_, F>>, VerifyError> {
    match file {
        Ok(file) => Ok(Some(file)),
        Err(ZipError::Io(error)) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// What a file is made of.
struct Contents<'p> {
    length: u64,
    sha256: String,
    /// It cannot be read to its end: it is not packed as it was, or its checksum in the archive does not hold.
    broken: bool,
    /// Pieces with other bytes than they should have.
    altered: Vec<&'p RecordEntry>,
}

/// Reads `file` once, in small steps, and holds it against `pieces`, which follow one another.
fn read(mut file: impl Read, pieces: &[RecordEntry]) -> Contents<'_> {
    let (mut whole, mut length, mut broken, mut altered) = (Sha256::new(), 0, false, Vec::new());
    let mut buffer = vec![0; 64 * 1024];
    let mut take = |most: u64, piece: &mut Sha256| -> u64 {
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(buffer.len());
        let read = file.read(&mut buffer[..most]).unwrap_or_else(|_| {
            broken = true;
            0
        });
        whole.update(&buffer[..read]);
        piece.update(&buffer[..read]);
        length += read as u64;
        read as u64
    };
    for piece in pieces {
        let (mut digest, mut left) = (Sha256::new(), piece.length);
        while left > 0 {
            match take(left, &mut digest) {
                0 => break,
                read => left -= read,
            }
        }
        if left > 0 || hex(&digest.finalize()) != piece.sha256 {
            altered.push(piece);
        }
    }
    let mut rest = Sha256::new();
    while take(u64::MAX, &mut rest) > 0 {}
    Contents { length, sha256: hex(&whole.finalize()), broken, altered }
}
