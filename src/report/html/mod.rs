//! One self-contained HTML file for people: works offline, without scripts, on a phone and on paper.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::{Lang, Report, text};

/// Why the document could not be made: a template asks for something that is not there.
#[derive(Debug, thiserror::Error)]
#[error("render the report's template: {0:#}")]
pub struct Error(#[from] minijinja::Error);

/// The whole document in `lang`. The same report gives the same bytes.
///
/// # Errors
/// When a template is wrong; the tests render every template.
pub fn write(report: &Report, lang: Lang) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("report.html", include_str!("../../../reports/templates/report.html"))?;
    let template = environment.get_template("report.html")?;
    Ok(template.render(context! { t => text::interface(lang), lang => lang.code(), draft => report.is_draft() })?)
}
