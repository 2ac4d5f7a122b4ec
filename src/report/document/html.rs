//! A document as one self-contained HTML page: works offline, without scripts, on a phone and on paper.

use minijinja::{Value, context, value::Serde};

use super::{Error, model::Document};
use crate::report::html::environment;

const TEMPLATE: &str = include_str!("../../../reports/templates/document.html");
const STYLE: &str = include_str!("../../../reports/templates/document.css");

pub(super) fn write(document: &Document) -> Result<Vec<u8>, Error> {
    let mut environment = environment()?;
    environment.add_template("document.html", TEMPLATE)?;
    let page = context! {
        doc => Value::from(Serde(document)),
        style => Value::from_safe_string(STYLE.to_owned()),
    };
    Ok(environment.get_template("document.html")?.render(page)?.into_bytes())
}
