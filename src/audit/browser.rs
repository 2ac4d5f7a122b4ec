//! Whether pages that only scripts can build are given to a browser, and to which, as a user says it.

use std::{convert::Infallible, fmt, path::PathBuf, str::FromStr};

use serde::{Deserialize, Serialize};

/// Who runs the scripts of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum BrowserChoice {
    /// Nobody. Of a run from before there was a choice, too.
    #[default]
    Never,
    /// Nobody from here on, in a run that had a browser: what it has made counts.
    Archived,
    /// An installed Chromium, if there is one.
    Auto,
    /// This program.
    Program(PathBuf),
}

impl FromStr for BrowserChoice {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "never" => Self::Never,
            "archived" => Self::Archived,
            "auto" => Self::Auto,
            path => Self::Program(PathBuf::from(path)),
        })
    }
}

impl From<String> for BrowserChoice {
    fn from(text: String) -> Self {
        let Ok(choice) = text.parse();
        choice
    }
}

impl From<BrowserChoice> for String {
    fn from(choice: BrowserChoice) -> Self {
        choice.to_string()
    }
}

impl fmt::Display for BrowserChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Archived => f.write_str("archived"),
            Self::Never => f.write_str("never"),
            Self::Auto => f.write_str("auto"),
            Self::Program(path) => path.display().fmt(f),
        }
    }
}
