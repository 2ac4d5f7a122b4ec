//! What is handed over about one portal: what was found, and the archived records it rests on, in one file that can be
//! checked without the run, without a network and, with `sha256sum` and `openssl`, without this program.
//!
//! A bundle is a ZIP archive of:
//!
//! | file | what it is |
//! |---|---|
//! | `bundle.json` | the [`Manifest`]: what the bundle is about, digests of all other files and of every record |
//! | `report.json`, `report.html` | the report, of this portal alone |
//! | `evidence.warc.gz` | WARC 1.1: the records of every capture that the report names, byte for byte as in the run |
//! | `README.txt` | how to check all this by hand |
//! | `bundle.sig`, `public-key.pem` | the signature of `bundle.json` (Ed25519, RFC 8032, 64 bytes), and who made it |
//!
//! The same run, rules and key give the same bytes.

mod key;
mod manifest;
mod verify;
mod write;

pub use key::{KeyError, PublicKey, SigningKey};
pub use manifest::{About, FileEntry, Manifest, RecordEntry};
pub use verify::{Checked, Problem, Signature, VerifyError, verify};
pub use write::{Content, WriteError, captures_named, write};

/// Names within a bundle.
mod name {
    pub(super) const MANIFEST: &str = "bundle.json";
    pub(super) const EVIDENCE: &str = "evidence.warc.gz";
    pub(super) const SIGNATURE: &str = "bundle.sig";
    pub(super) const PUBLIC_KEY: &str = "public-key.pem";
}
