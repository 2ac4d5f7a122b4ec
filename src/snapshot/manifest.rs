//! `run.json`: what the run is, written whole or not at all.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Error,
    digest::Digest,
    index::{FORMAT, is_readable},
    warc::sync_folder,
};

/// What whoever starts a run has to say about it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// SHA-256 over the rule pack, lower-case hexadecimal.
    pub rules_digest: String,
    /// Id of the profile.
    pub profile: String,
    /// Options of the command, by name, as `d42 resume` needs them again.
    pub options: Map<String, Value>,
    /// Seed of everything drawn by lot.
    pub seed: u64,
    /// Whether the portals are simulated.
    pub simulated: bool,
    /// When the run began.
    pub started: Timestamp,
    /// The run that it follows, if it does.
    pub since: Option<Since>,
}

/// An earlier run whose content is only asked for again where it has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// Its name, made of its cohort, registry, rules, seed and times.
    pub id: String,
    /// Where it lay. All that was taken from it stands in the run, so it is only needed until the crawl has ended.
    pub folder: PathBuf,
    /// When it began.
    pub started: Timestamp,
}

/// The manifest of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Format of the run folder.
    pub format: u32,
    /// Version of the program that began the run.
    pub d42: String,
    /// Name of the run, a UUID made of what is below; part of every WARC record's id.
    pub id: String,
    /// `2024`, `2026`, or the registry file's name.
    pub cohort: String,
    /// SHA-256 of the registry file, lower-case hexadecimal.
    pub registry_digest: String,
    /// SHA-256 over the rule pack, lower-case hexadecimal.
    pub rules_digest: String,
    /// Id of the profile.
    pub profile: String,
    /// Options of the command, by name.
    pub options: Map<String, Value>,
    /// Seed of everything drawn by lot.
    pub seed: u64,
    /// Whether the portals are simulated.
    pub simulated: bool,
    /// When the run began.
    pub started: Timestamp,
    /// The run that it follows; absent if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// Version of the browser that rendered pages in the last session that had one; absent if none had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
    /// When its crawl was complete; absent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Timestamp>,
}

/// The part that every format, past and future, has.
#[derive(Deserialize)]
struct Format {
    format: u32,
    #[serde(default)]
    d42: Option<String>,
}

impl Manifest {
    pub(crate) fn new(settings: Settings, cohort: &str, registry_digest: &str) -> Self {
        let Settings { rules_digest, profile, options, seed, simulated, started, since } = settings;
        let id = Digest::of(&[format!(
            "{cohort}\0{registry_digest}\0{rules_digest}\0{profile}\0{seed}\0{simulated}\0{started}"
        )
        .as_bytes()])
        .uuid();
        Self {
            format: FORMAT,
            d42: env!("CARGO_PKG_VERSION").to_owned(),
            id,
            cohort: cohort.to_owned(),
            registry_digest: registry_digest.to_owned(),
            rules_digest,
            profile,
            options,
            seed,
            simulated,
            started,
            since,
            browser: None,
            finished: None,
        }
    }

    /// Where the manifest of the run in `folder` lies.
    pub(crate) fn path(folder: &Path) -> PathBuf {
        folder.join("run.json")
    }

    /// Reads the manifest of the run in `folder`.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = Self::path(folder);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == ErrorKind::NotFound => return Err(Error::NotARun { path: folder.to_owned() }),
            Err(e) => return Err(Error::io("read", &path, e)),
        };
        let malformed = |e: serde_json::Error| Error::Manifest { path: path.clone(), problem: Arc::new(e) };
        // The format first: a manifest of another format need not fit the type at all.
        let head: Format = serde_json::from_slice(&text).map_err(malformed)?;
        if !is_readable(head.format) {
            return Err(Error::OtherFormat { path, found: head.format, reads: FORMAT, written_by: head.d42 });
        }
        serde_json::from_slice(&text).map_err(malformed)
    }

    /// Writes the manifest beside its place, and then moves it there.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Error> {
        let (path, draft) = (Self::path(folder), folder.join("run.json.new"));
        let write = || {
            let mut text = serde_json::to_vec_pretty(self)?;
            text.push(b'\n');
            let mut file = File::create(&draft)?;
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&draft, &path)
        };
        write().map_err(|e| Error::io("write", &path, e))?;
        sync_folder(folder)
    }
}
