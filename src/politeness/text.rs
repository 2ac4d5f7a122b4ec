//! The account for the terminal.

use std::fmt::Write as _;

use super::{lines, v1::Politeness};
use crate::report::Lang;

/// The whole account in `lang`.
pub fn write(account: &Politeness, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}", lines::title(lang));
    block(&mut out, "  ", &lines::of_run(&account.run, lang));
    if let Some(said) = lines::nobody(account, lang) {
        let _ = writeln!(out, "\n{said}");
    }
    for host in &account.hosts {
        let _ = writeln!(out, "\n{}", host.host);
        block(&mut out, "  ", &lines::of_host(host, lang));
    }
    if !account.shared.is_empty() {
        let _ = writeln!(out, "\n{}", lines::shared_title(lang));
        for shared in &account.shared {
            let _ = writeln!(out, "  {}", lines::of_shared(shared, lang));
        }
    }
    out
}

fn block(out: &mut String, indent: &str, lines: &[lines::Line]) {
    let width = lines.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    for (label, said) in lines {
        let padding = " ".repeat(width - label.chars().count());
        let _ = writeln!(out, "{indent}{label}{padding}  {said}");
    }
}
