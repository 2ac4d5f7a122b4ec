//! The account as one self-contained page, without scripts: to be sent to whoever runs a host.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use super::{lines, v1::Politeness};
use crate::report::Lang;

const TEMPLATE: &str = include_str!("../../reports/templates/politeness.html");

/// Why the page could not be made: the template asks for something that is not there.
#[derive(Debug, thiserror::Error)]
#[error("render the template of the account: {0:#}")]
pub struct Error(#[from] minijinja::Error);

#[derive(Serialize)]
struct Row {
    label: &'static str,
    said: String,
}

#[derive(Serialize)]
struct Section {
    host: String,
    rows: Vec<Row>,
}

fn rows(lines: Vec<lines::Line>) -> Vec<Row> {
    lines.into_iter().map(|(label, said)| Row { label, said }).collect()
}

/// The whole page in `lang`. The same account gives the same bytes.
pub fn write(account: &Politeness, lang: Lang) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("politeness.html", TEMPLATE)?;
    let hosts: Vec<Section> = account
        .hosts
        .iter()
        .map(|host| Section { host: host.host.clone(), rows: rows(lines::of_host(host, lang)) })
        .collect();
    let shared: Vec<String> = account.shared.iter().map(|shared| lines::of_shared(shared, lang)).collect();
    let page = context! {
        lang => lang.code(),
        title => lines::title(lang),
        run => Serde(rows(lines::of_run(&account.run, lang))),
        nobody => lines::nobody(account, lang),
        hosts => Serde(hosts),
        shared_title => lines::shared_title(lang),
        shared => shared,
    };
    Ok(environment.get_template("politeness.html")?.render(page)?)
}
