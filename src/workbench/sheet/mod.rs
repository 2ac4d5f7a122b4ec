//! Results in the forms that continuous integration reads. A [`Sheet`] is data; each format is a file.

mod github;
mod junit;
mod sarif;

use crate::{
    diagnostic::{Diagnostics, Severity},
    text::Lang,
};

/// What is wrong with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable kebab-case name of the kind of problem.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
    /// Line in the file, from 1.
    pub line: Option<usize>,
    /// Character in that line, from 1.
    pub column: Option<usize>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it belongs to, mostly a requirement.
    pub suite: String,
    /// Its name there.
    pub name: String,
    /// File to look at.
    pub file: String,
    /// What is wrong, if anything.
    pub problem: Option<Problem>,
}

/// The result of a command as a list of cases, in the order they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// `d42 rules test`
    pub command: &'static str,
    /// Everything that was looked at.
    pub cases: Vec<Case>,
}

impl Sheet {
    /// The result of checking `files`, in `lang`: a case for each problem, and one for each file without.
    pub fn of_diagnostics(command: &'static str, files: &[String], found: &Diagnostics, lang: Lang) -> Self {
        let mut cases: Vec<Case> = found
            .iter()
            .map(|one| Case {
                suite: one.file.clone(),
                name: one.code.to_owned(),
                file: one.file.clone(),
                problem: Some(Problem {
                    code: one.code,
                    severity: one.severity,
                    message: lang.pick(&one.message).to_owned(),
                    // What stands beside the caret, often a suggestion, comes first.
                    help: [&one.label, &one.help].map(|text| lang.pick(text)).join("\n").trim().to_owned(),
                    line: one.line,
                    column: one.column,
                }),
            })
            .collect();
        let sound = files.iter().filter(|file| found.iter().all(|one| one.file != **file));
        cases.extend(sound.map(|file| Case {
            suite: file.clone(),
            name: "check".to_owned(),
            file: file.clone(),
            problem: None,
        }));
        cases.sort_by(|a, b| a.file.cmp(&b.file));
        Self { command, cases }
    }

    /// Cases with something wrong.
    pub fn problems(&self) -> impl Iterator<Item = (&Case, &Problem)> {
        self.cases.iter().filter_map(|case| Some((case, case.problem.as_ref()?)))
    }

    /// As SARIF 2.1.0, the exchange format of static analysis.
    pub fn sarif(&self) -> serde_json::Value {
        sarif::write(self)
    }

    /// As JUnit XML.
    pub fn junit(&self) -> Result<String, quick_junit::SerializeError> {
        junit::write(self)
    }

    /// As GitHub workflow commands, one annotation a line.
    pub fn github(&self) -> String {
        github::write(self)
    }
}

/// A path as a program on another machine can follow it: with `/`, relative where it is.
fn portable(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}
