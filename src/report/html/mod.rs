//! One self-contained HTML file for people: works offline, without scripts, on a phone and on paper. Templates are
//! files under `reports/templates`; here the report becomes the plain data they show, one file per part of the page.

mod catalogue;
mod census;
mod cover;
mod dossier;
mod heat;
mod inputs;
mod portals;
mod survey;
mod waivers;

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior, Value, context, escape_formatter, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;

use super::{
    Lang, Report, svg,
    text::{self, shown},
};

const TEMPLATES: [(&str, &str); 13] = [
    ("report.html", include_str!("../../../reports/templates/report.html")),
    ("cover.html", include_str!("../../../reports/templates/cover.html")),
    ("survey.html", include_str!("../../../reports/templates/survey.html")),
    ("census.html", include_str!("../../../reports/templates/census.html")),
    ("heat.html", include_str!("../../../reports/templates/heat.html")),
    ("portals.html", include_str!("../../../reports/templates/portals.html")),
    ("dossier.html", include_str!("../../../reports/templates/dossier.html")),
    ("finding.html", include_str!("../../../reports/templates/finding.html")),
    ("catalogue.html", include_str!("../../../reports/templates/catalogue.html")),
    ("inputs.html", include_str!("../../../reports/templates/inputs.html")),
    ("waivers.html", include_str!("../../../reports/templates/waivers.html")),
    ("trust.html", include_str!("../../../reports/templates/trust.html")),
    ("guide.html", include_str!("../../../reports/templates/guide.html")),
];
const STYLE: &str = include_str!("../../../reports/templates/report.css");
const SCRIPT: &str = include_str!("../../../reports/templates/report.js");

/// Why the document could not be made: a template asks for something that is not there.
#[derive(Debug, thiserror::Error)]
#[error("render the report's template: {0:#}")]
pub struct Error(#[from] minijinja::Error);

/// The whole document in `lang`. The same report gives the same bytes.
///
/// # Errors
/// When a template is wrong; the tests render every template.
pub fn write(report: &Report, lang: Lang) -> Result<String, Error> {
    document(report, lang, "")
}

/// Where archived pages are found that stand beside a served document: the path before a capture's id.
pub const ARCHIVE: &str = "/archive/";

/// As [`write()`], with links to archived pages below [`ARCHIVE`].
///
/// # Errors
/// As [`write()`].
pub fn write_beside_archive(report: &Report, lang: Lang) -> Result<String, Error> {
    document(report, lang, ARCHIVE)
}

fn document(report: &Report, lang: Lang, archive: &str) -> Result<String, Error> {
    let mut environment = environment()?;
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    let page = context! {
        t => text::interface(lang),
        lang => lang.code(),
        archive,
        style => Value::from_safe_string(svg::css() + STYLE),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        definitions => Value::from_safe_string(svg::DEFINITIONS.to_owned()),
        simulated => report.is_simulated(),
        states => report.states(lang),
        draft => report.is_draft(),
        unfinished => report.is_unfinished(),
        cover => data(cover::Cover::new(report, lang)),
        survey => data(survey::Survey::new(report, lang)),
        census => data(census::Census::new(report, lang)),
        heat => data(heat::Heat::new(report, lang)),
        portals => data(portals::Portals::new(report, lang)),
        dossiers => data(dossier::groups(report, lang)),
        catalogue => data(catalogue::Catalogue::new(report, lang)),
        waivers => data(waivers::rows(report, lang)),
        trust => data(super::trust::Trust::new(report, lang)),
        declared => data(inputs::declared(report, lang)),
        obstacles => data(inputs::obstacles(report, lang)),
        guide => data(catalogue::outcomes(lang)),
    };
    Ok(environment.get_template("report.html")?.render(page)?)
}

/// An engine that fills nothing in that is not there, and escapes everything that is.
pub(crate) fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // The engine's own escaping turns every stroke of an address into `&#x2f;`; five characters are enough.
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&svg::escape(text)).map_err(minijinja::Error::from),
        _ => escape_formatter(out, state, value),
    });
    Ok(environment)
}

fn data<T: Serialize>(view: T) -> Value {
    Value::from(Serde(view))
}
