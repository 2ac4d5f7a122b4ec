//! The settings file of `--config`: defaults for options of the command line, which always win.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::commands::CommandError;
use crate::diagnostic::{Diagnostics, Document, Shape, decode};

/// Language in a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// Settings as written. A key that is absent leaves the option's default.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Address that visited agencies can turn to, sent with every request.
    pub contact: Option<String>,
    /// Language of the output, `vi` or `en`.
    pub lang: Option<Lang>,
    /// Requests per second to one host.
    pub rate: Option<f64>,
    /// Connections to one host at a time.
    pub connections: Option<u32>,
    /// Pages per portal.
    pub max_pages: Option<u32>,
    /// Minutes per portal.
    pub max_minutes: Option<u32>,
    /// Folder with the rules.
    pub rules: Option<PathBuf>,
    /// Which portals: `2024`, `2026` or a file.
    pub cohort: Option<String>,
    /// Profile to judge by.
    pub profile: Option<String>,
    /// Folder for runs.
    pub out: Option<PathBuf>,
}

impl Settings {
    /// Reads `path` and reports everything wrong with it at once.
    pub(super) fn read(path: &Path) -> Result<Self, CommandError> {
        let bytes = std::fs::read(path).map_err(|error| CommandError::reading(path, &error))?;
        let file = path.display().to_string();
        let mut out = Diagnostics::new();
        let text = decode(&file, &bytes, &mut out);
        let settings = text.and_then(|text| {
            let document = Document::parse(&file, &text, &Shape::of::<Self>(), &mut out)?;
            let root = document.root();
            positive(root, &mut out);
            root.read::<Self>(&mut out)
        });
        match settings {
            Some(settings) if out.errors() == 0 => Ok(settings),
            _ => Err(CommandError::Invalid(Box::new(out))),
        }
    }
}

fn positive(root: crate::diagnostic::Node<'_>, out: &mut Diagnostics) {
    for key in ["rate", "connections", "max-pages", "max-minutes"] {
        if let Some(node) = root.get(key)
            && let Some(number) = node.read::<f64>(out)
            && !(number > 0.0 && number.is_finite())
        {
            out.push(
                node.error("setting-range", format!("`{key}` must be more than 0")).label("would never do anything"),
            );
        }
    }
}
