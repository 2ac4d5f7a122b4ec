//! A folder of fixtures: `rules/<id>/<kind>*.html` and `clean/*.html`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::civil::{Date, date};
use thiserror::Error;
use url::Url;

use super::{
    fixture::{Expected, Fixture, Kind, Level, MenuLabel},
    front::{self, Answer},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, did_you_mean, quoted},
    registry::Tier,
    rules::{Observe, RequirementId, RulePack},
    text::both,
};

/// Day on which a fixture is looked at unless it says another: Decree 42/2022 still applies.
const SEEN: Date = date(2026, 6, 15);
/// Host of an invented agency.
const AGENCY: &str = "bomau01.gov.vn";

/// Why fixtures could not be read.
#[derive(Debug, Error)]
pub enum ShelfError {
    /// The folder, or a file in it, cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// What could not be read.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Files that are no fixtures, or comments in them that say nothing.
    #[error("the fixtures have problems: {0}")]
    Invalid(Box<Diagnostics>),
}

/// All fixtures of a folder.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Fixtures by rule, in order of file name.
    pub rules: BTreeMap<RequirementId, Vec<Fixture>>,
    /// Pages on which nothing may match.
    pub clean: Vec<Fixture>,
    /// The folder as shown to the user.
    pub folder: String,
}

impl Shelf {
    /// Reads the fixtures for the rules of `pack`; every mistake is reported at once.
    pub fn read(folder: &Path, pack: &RulePack) -> Result<Self, ShelfError> {
        let mut out = Diagnostics::new();
        // Asked for first, so that a missing folder is named as what it is.
        std::fs::read_dir(folder).map_err(|source| ShelfError::Read { path: folder.to_owned(), source })?;
        let mut rules = BTreeMap::new();
        for dir in entries(&folder.join("rules"))?.into_iter().filter(|path| path.is_dir()) {
            let id = name_of(&dir);
            let Some(rule) = pack.requirement(&RequirementId::new(id.as_str())) else {
                out.push(unknown(&dir, &id, pack));
                continue;
            };
            let mut fixtures = Vec::new();
            for path in pages(&dir)? {
                let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                let Some(kind) = Kind::of_file(&stem) else {
                    out.push(nameless(&path, &stem));
                    continue;
                };
                let tier = rule.tiers.first().copied();
                let mut fixture = read(&path, kind.expects(), tier, &mut out)?;
                fixture.requirement = Some(rule.id.clone());
                fixture.kind = Some(kind);
                if rule.labels.text.is_empty() || rule.observe == Observe::Site && fixture.label == MenuLabel::OfRule {
                    // What nothing needs to announce is announced only where the fixture wants it.
                    fixture.label = MenuLabel::None;
                }
                fixtures.push(fixture);
            }
            rules.insert(rule.id.clone(), fixtures);
        }
        let mut clean = Vec::new();
        for path in pages(&folder.join("clean"))? {
            let nothing = Expected { least: Level::Nothing, most: Level::Nothing };
            let mut page = read(&path, nothing, Some(Tier::Ministry), &mut out)?;
            if page.label == MenuLabel::OfRule {
                page.label = MenuLabel::None;
            }
            // Under .gov.vn the very address is evidence.
            if page.url.host_str() == Some(AGENCY) && page.url.set_host(Some("trangmau.vn")).is_err() {
                continue;
            }
            clean.push(page);
        }
        if out.errors() > 0 {
            return Err(ShelfError::Invalid(Box::new(out)));
        }
        Ok(Self { rules, clean, folder: folder.display().to_string() })
    }

    /// How many fixtures there are, the clean corpus not counted.
    pub fn fixtures(&self) -> usize {
        self.rules.values().map(Vec::len).sum()
    }
}

fn read(path: &Path, expected: Expected, tier: Option<Tier>, out: &mut Diagnostics) -> Result<Fixture, ShelfError> {
    let body = std::fs::read(path).map_err(|source| ShelfError::Read { path: path.to_owned(), source })?;
    let file = path.display().to_string();
    let text = String::from_utf8_lossy(&body);
    out.source(file.clone(), text.as_ref());
    let front = front::read(&file, &text, out);
    let tier = front.tier.or(tier);
    let url = front.url.unwrap_or_else(|| address(tier, front.home));
    let mut files = Vec::new();
    for (address, answer) in &front.files {
        let Ok(target) = url.join(address) else { continue };
        files.push(match answer {
            Answer::Status(status) => (target, *status, Vec::new()),
            Answer::File(name) => {
                let folder = path.ancestors().map(|above| above.join("attachments")).find(|folder| folder.is_dir());
                let path = folder.unwrap_or_default().join(name);
                let bytes = std::fs::read(&path).map_err(|source| ShelfError::Read { path, source })?;
                (target, 200, bytes)
            }
        });
    }
    Ok(Fixture {
        requirement: None,
        kind: None,
        expected: front.expect.unwrap_or(expected),
        file,
        url,
        tier,
        home: front.home,
        ipv6: front.ipv6,
        label: front.label.unwrap_or(MenuLabel::OfRule),
        seen: front.seen.unwrap_or(SEEN),
        body,
        files,
    })
}

/// An address that announces nothing.
fn address(tier: Option<Tier>, home: bool) -> Url {
    let host = if tier == Some(Tier::Province) { "tinhmau07.gov.vn" } else { AGENCY };
    let path = if home { "" } else { "trang/7101" };
    format!("https://{host}/{path}").parse().expect("an invented host and a plain path make an address")
}

fn unknown(dir: &Path, id: &str, pack: &RulePack) -> Diagnostic {
    let known = pack.requirements.iter().map(|rule| rule.id.as_str());
    let help = did_you_mean(id, known).or(("`d42 rules list` liệt kê tất cả", "`d42 rules list` shows all of them"));
    let message = both!(
        "trang mẫu cho một yêu cầu không tồn tại: {}",
        "fixtures for a requirement that does not exist: {}",
        quoted(id)
    );
    Diagnostic::error("unknown-requirement", dir.display().to_string(), message).help(help)
}

fn nameless(path: &Path, stem: &str) -> Diagnostic {
    let names = Kind::ALL.map(Kind::name);
    let all = both!("tên tệp bắt đầu bằng {}", "file names begin with {}", names.join(", "));
    let help = did_you_mean(stem.split('-').next().unwrap_or(stem), names).or(all);
    let message = both!(
        "tên {} không cho biết trang thể hiện điều gì",
        "the name {} does not say what the page shows",
        quoted(stem)
    );
    Diagnostic::error("fixture-name", path.display().to_string(), message).help(help)
}

fn pages(dir: &Path) -> Result<Vec<PathBuf>, ShelfError> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "html");
    Ok(entries(dir)?.into_iter().filter(is_page).collect())
}

/// What is in a folder, sorted; nothing if there is no such folder.
fn entries(dir: &Path) -> Result<Vec<PathBuf>, ShelfError> {
    let read = |source| ShelfError::Read { path: dir.to_owned(), source };
    let mut paths = match std::fs::read_dir(dir) {
        Ok(found) => found.map(|entry| Ok(entry.map_err(read)?.path())).collect::<Result<Vec<_>, _>>()?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(read(source)),
    };
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
