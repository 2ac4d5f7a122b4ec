//! GitHub workflow commands: `::error file=…,line=…,title=…::message`, one for each problem.

use std::fmt::Write as _;

use super::{Sheet, portable};
use crate::diagnostic::Severity;

pub(super) fn write(sheet: &Sheet) -> String {
    let mut text = String::new();
    for (case, problem) in sheet.problems() {
        let level = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut place = format!("file={}", property(&portable(&case.file)));
        for (name, number) in [("line", problem.line), ("col", problem.column)] {
            if let Some(number) = number {
                // Writing to a String cannot fail, here and below.
                let _ = write!(place, ",{name}={number}");
            }
        }
        let mut message = problem.message.clone();
        if !problem.help.is_empty() {
            message.push('\n');
            message.push_str(&problem.help);
        }
        let title = property(&format!("{} {}", sheet.command, problem.code));
        let _ = writeln!(text, "::{level} {place},title={title}::{}", data(&message));
    }
    text
}

/// A message, so that it can neither end its line nor begin a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, in which the separators mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::Severity,
        workbench::{Case, Problem, Sheet},
    };

    #[test]
    fn a_message_can_neither_end_its_line_nor_begin_a_command() {
        let problem = Problem {
            code: "missed",
            severity: Severity::Error,
            message: "100%\n::set-env name=a::b".to_owned(),
            help: "look".to_owned(),
            line: Some(3),
            column: None,
        };
        let case = Case {
            suite: "a".to_owned(),
            name: "pass".to_owned(),
            file: "./fixtures/a, b:c.html".to_owned(),
            problem: Some(problem),
        };
        let sheet = Sheet { command: "d42 rules test", cases: vec![case] };
        assert_eq!(
            sheet.github(),
            "::error file=fixtures/a%2C b%3Ac.html,line=3,title=d42 rules test missed::\
             100%25%0A::set-env name=a::b%0Alook\n"
        );
    }
}
