//! Reads the rule files of a folder, or those built into the binary, and checks all of them before any is used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rust_embed::Embed;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::convert::{self, Draft};
use super::raw::{RawProfile, RawRequirement};
use super::schema::FileKind;
use super::{RawMetric, RulePack, cross, metric, profile};
use crate::diagnostic::{Diagnostic, Diagnostics, Document, Shape, decode};
use crate::text::both;

/// The requirement files as they were when the program was built.
#[derive(Embed)]
#[folder = "rules/requirements/"]
struct BuiltInRequirements;

/// The profile files as they were when the program was built.
#[derive(Embed)]
#[folder = "rules/profiles/"]
struct BuiltInProfiles;

/// The files of the survey's figures as they were when the program was built.
#[derive(Embed)]
#[folder = "rules/survey/"]
struct BuiltInSurvey;

/// Why no rules could be loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The folder, or a file in it, cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// What could not be read.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder exists but holds no rules.
    #[error("no rule files in {}: expected requirements/*.toml", .0.display())]
    NoRules(PathBuf),
    /// At least one file has an error.
    #[error("the rule files have problems: {0}")]
    Invalid(Box<Diagnostics>),
}

/// What checking the rules found.
#[derive(Debug)]
pub struct Checked {
    /// The rules, if no file has an error.
    pub pack: Option<RulePack>,
    /// Errors and warnings of all files.
    pub diagnostics: Diagnostics,
}

/// Rules of the folder `dir`, or the built-in ones. Warnings are dropped; [`check`] shows them.
pub fn load(dir: Option<&Path>) -> Result<RulePack, LoadError> {
    let Checked { pack, diagnostics } = check(dir)?;
    pack.ok_or_else(|| LoadError::Invalid(Box::new(diagnostics)))
}

/// Reads and checks all rules of the folder `dir`, or the built-in ones.
pub fn check(dir: Option<&Path>) -> Result<Checked, LoadError> {
    let files = match dir {
        Some(dir) => folder(dir)?,
        None => built_in(),
    };
    Ok(check_files(&files))
}

/// Reads and checks one file as if it were alone: `name` is its place below the rules folder, with `/`.
pub fn check_bytes(name: &str, bytes: &[u8]) -> Checked {
    let (shown, whose) = (name.to_owned(), Whose::Own);
    check_files(&[RuleFile { name: name.to_owned(), shown, bytes: bytes.to_owned(), whose }])
}

/// One rule file: the path shown to the user, and the bytes.
struct RuleFile {
    /// Below the rules folder, with `/`: `requirements/open-data-portal.toml`.
    name: String,
    shown: String,
    bytes: Vec<u8>,
    whose: Whose,
}

/// Where a rule file belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// To the pack that is checked.
    Own,
    /// To the program, and lent to a folder that says nothing of the survey.
    Lent,
}

impl RuleFile {
    fn built_in(name: String, bytes: Vec<u8>) -> Self {
        Self { shown: format!("(built in) rules/{name}"), name, bytes, whose: Whose::Own }
    }
}

fn check_files(files: &[RuleFile]) -> Checked {
    let mut out = Diagnostics::new();
    let requirement_shape = Shape::of::<RawRequirement>();
    let profile_shape = Shape::of::<RawProfile>();
    let metric_shape = Shape::of::<RawMetric>();
    let texts: Vec<Option<String>> = files.iter().map(|file| decode(&file.shown, &file.bytes, &mut out)).collect();

    let mut drafts: Vec<Draft> = Vec::new();
    let (mut profile_files, mut metric_files) = (Vec::new(), Vec::new());
    for (file, text) in files.iter().zip(&texts) {
        let Some(text) = text else { continue };
        let kind = FileKind::of(&file.name);
        let shape = match kind {
            FileKind::Requirement => &requirement_shape,
            FileKind::Profile => &profile_shape,
            FileKind::Metric => &metric_shape,
        };
        let document = Document::parse(&file.shown, text, shape, &mut out);
        let stem = stem(&file.name);
        match (kind, document) {
            (FileKind::Requirement, Some(document)) => {
                drafts.push(convert::requirement(stem, document.root(), &mut out));
            }
            // Other files may still name it.
            (FileKind::Requirement, None) => drafts.push(Draft::unreadable(stem)),
            (FileKind::Profile, Some(document)) => profile_files.push((stem, document)),
            (FileKind::Metric, Some(document)) => metric_files.push((stem, document, file.whose)),
            (FileKind::Profile | FileKind::Metric, None) => {}
        }
    }
    let mut profiles = Vec::new();
    for (stem, document) in &profile_files {
        profiles.push(profile::convert(stem, document.root(), &drafts, &mut out));
    }
    let mut metrics = Vec::new();
    for (stem, document, whose) in &metric_files {
        if *whose == Whose::Lent && !metric::fits(document.root(), &drafts) {
            continue;
        }
        metrics.extend(metric::convert(stem, document.root(), &drafts, &mut out));
    }
    cross::check(&drafts, &profiles, &mut out);

    let pack = (out.errors() == 0).then(|| {
        let mut requirements: Vec<_> = drafts.into_iter().filter_map(|draft| draft.requirement).collect();
        requirements.sort_by(|a, b| a.id.cmp(&b.id));
        let mut profiles: Vec<_> = profiles.into_iter().flatten().collect();
        profiles.sort_by(|a, b| a.id.cmp(&b.id));
        metrics.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        RulePack { requirements, profiles, metrics, digest: digest(files) }
    });
    Checked { pack, diagnostics: out }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// SHA-256 over names and contents in the order of names.
fn digest(files: &[RuleFile]) -> String {
    let mut sum = Sha256::new();
    for file in files {
        sum.update(file.name.as_bytes());
        sum.update([0]);
        sum.update((file.bytes.len() as u64).to_be_bytes());
        sum.update(&file.bytes);
    }
    crate::registry::hexadecimal(&sum.finalize())
}

fn built_in() -> Vec<RuleFile> {
    let mut files = BTreeMap::new();
    let rules = |name: &std::borrow::Cow<'static, str>| name.ends_with(".toml");
    for name in BuiltInRequirements::iter().filter(rules) {
        if let Some(file) = BuiltInRequirements::get(&name) {
            files.insert(format!("requirements/{name}"), file.data.into_owned());
        }
    }
    for name in BuiltInProfiles::iter().filter(rules) {
        if let Some(file) = BuiltInProfiles::get(&name) {
            files.insert(format!("profiles/{name}"), file.data.into_owned());
        }
    }
    files.into_iter().map(|(name, bytes)| RuleFile::built_in(name, bytes)).chain(built_in_survey()).collect()
}

fn built_in_survey() -> impl Iterator<Item = RuleFile> {
    let mut names: Vec<_> = BuiltInSurvey::iter().filter(|name| name.ends_with(".toml")).collect();
    names.sort_unstable();
    names.into_iter().filter_map(|name| {
        let bytes = BuiltInSurvey::get(&name)?.data.into_owned();
        Some(RuleFile::built_in(format!("survey/{name}"), bytes))
    })
}

fn folder(dir: &Path) -> Result<Vec<RuleFile>, LoadError> {
    let read = |path: &Path, source| LoadError::Read { path: path.to_owned(), source };
    let mut files = BTreeMap::new();
    // Asked for first, so that a missing folder is named as what it is.
    std::fs::read_dir(dir).map_err(|source| read(dir, source))?;
    for kind in ["profiles", "requirements", "survey"] {
        let folder = dir.join(kind);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(source) => return Err(read(&folder, source)),
        };
        for entry in entries {
            let path = entry.map_err(|source| read(&folder, source))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let bytes = std::fs::read(&path).map_err(|source| read(&path, source))?;
                files.insert(format!("{kind}/{name}"), (path.display().to_string(), bytes));
            }
        }
    }
    if !files.keys().any(|name| name.starts_with("requirements/")) {
        return Err(LoadError::NoRules(dir.to_owned()));
    }
    // A folder that says nothing of the survey leaves its figures as they are.
    let own_survey = files.keys().any(|name| name.starts_with("survey/"));
    let whose = Whose::Own;
    let files = files.into_iter().map(|(name, (shown, bytes))| RuleFile { name, shown, bytes, whose });
    let lent = built_in_survey().filter(|_| !own_survey).map(|file| RuleFile { whose: Whose::Lent, ..file });
    Ok(files.chain(lent).collect())
}

/// Reports `id` unless it is in kebab case.
pub(super) fn kebab_case(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        })
}

/// An id that is not the file's name, or not in kebab case.
pub(super) fn check_id(stem: &str, id: &str, node: crate::diagnostic::Node<'_>, out: &mut Diagnostics) {
    let found: Option<Diagnostic> = if !kebab_case(id) {
        Some(
            node.error(
                "id-form",
                both!(
                    "mã {} không đúng dạng kebab-case",
                    "the id {} is not in kebab case",
                    crate::diagnostic::quoted(id)
                ),
            )
            .label((
                "chữ thường không dấu và chữ số, các từ nối bằng `-`",
                "lower-case letters and digits, words joined by `-`",
            )),
        )
    } else if id != stem {
        Some(
            node.error(
                "id-not-file-name",
                both!("mã `{id}` khác tên tệp", "the id `{id}` is not the name of the file"),
            )
            .label(both!("tệp có tên `{stem}.toml`", "the file is named `{stem}.toml`"))
            .help((
                "đổi tên tệp hoặc đổi mã: báo cáo và trang mẫu dùng cả hai",
                "rename the file or change the id: reports and fixtures use both",
            )),
        )
    } else {
        None
    };
    if let Some(found) = found {
        out.push(found);
    }
}
