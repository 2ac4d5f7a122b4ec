//! The files of a report, and how each is made.

use std::{borrow::Cow, io};

use super::{
    super::CommandError,
    form::{Form, Kind, Plan, word},
    making,
};
use crate::{
    cli::Exit,
    registry::PortalId,
    report::{Lang, Report, csv, data, document, html, json},
};

/// Takes the bytes of a file.
pub(in crate::commands) type Sink<'s> = dyn io::Write + Send + 's;
type Make<'r> = Box<dyn Fn(&mut Sink<'_>) -> Result<(), CommandError> + 'r>;

/// A file of a report: its name, and how it is made. Each is made when it is asked for: together they are tens of
/// megabytes.
pub(in crate::commands) struct Made<'r> {
    pub(in crate::commands) name: Cow<'static, str>,
    pub(in crate::commands) make: Make<'r>,
}

impl<'r> Made<'r> {
    fn new(name: impl Into<Cow<'static, str>>, make: impl Fn(&mut Sink<'_>) -> Result<(), CommandError> + 'r) -> Self {
        Self { name: name.into(), make: Box::new(make) }
    }

    /// Of a form that is made at once.
    fn whole<E: std::fmt::Display>(name: &'static str, make: impl Fn() -> Result<Vec<u8>, E> + 'r) -> Self {
        Self::new(name, move |out| out.write_all(&make().map_err(making)?).map_err(making))
    }
}

/// The files of `plan`.
pub(in crate::commands) fn files<'r>(report: &'r Report, plan: &Plan, lang: Lang) -> Vec<Made<'r>> {
    match plan.kind {
        None => {
            let all = [
                (Form::Json, Made::whole("report.json", || json::write(report).map(String::into_bytes))),
                (Form::Html, Made::whole("report.html", move || html::write(report, lang).map(String::into_bytes))),
                (Form::Csv, Made::whole("findings.csv", move || csv::findings(report, lang))),
                (Form::Csv, Made::whole("portals.csv", move || csv::portals(report, lang))),
            ];
            all.into_iter().filter(|(form, _)| plan.takes(*form)).map(|(_, made)| made).collect()
        }
        Some(Kind::Conference | Kind::Dossier | Kind::Province) => documents(report, plan, lang),
        Some(Kind::Workbook) => workbook(report, lang),
        Some(Kind::Data) => open_data(report, plan.tables(), lang),
    }
}

fn documents<'r>(report: &'r Report, plan: &Plan, lang: Lang) -> Vec<Made<'r>> {
    let Some((subject, name)) = plan.subject() else { return Vec::new() };
    let form = |form: Form| match form {
        Form::Html => Some(document::Form::Html),
        #[cfg(feature = "docx")]
        Form::Docx => Some(document::Form::Docx),
        _ => None,
    };
    let made = plan.forms().filter_map(|wanted| Some((wanted, form(wanted)?)));
    made.map(|(wanted, form)| {
        let (subject, letterhead) = (subject.clone(), plan.letterhead.clone());
        Made::new(format!("{name}.{}", word(&wanted)), move |out| {
            let bytes = document::write(report, &subject, &letterhead, lang, form);
            out.write_all(&bytes.map_err(|error| refused(report, error))?).map_err(making)
        })
    })
    .collect()
}

/// Why a document was not made.
fn refused(report: &Report, error: document::Error) -> CommandError {
    match error {
        document::Error::Unknown(id) => {
            let known = report.portal_ids().map(PortalId::as_str);
            CommandError::unknown(("cổng", "portal"), id.as_str(), known, None)
        }
        document::Error::NotAProvince(id) => {
            let vi = format!("`{id}` không phải cổng của một tỉnh, thành phố");
            CommandError::new(Exit::Usage, vi, format!("`{id}` is not the portal of a province or city"))
                .help("dùng `--kind dossier`", "use `--kind dossier`")
        }
        other => making(other),
    }
}

#[cfg(feature = "xlsx")]
fn workbook(report: &Report, lang: Lang) -> Vec<Made<'_>> {
    let make = move |out: &mut Sink<'_>| crate::report::xlsx::write(report, lang, out).map_err(making);
    vec![Made::new("workbook.xlsx", make)]
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &Report, _: Lang) -> Vec<Made<'_>> {
    Vec::new()
}

fn open_data(report: &Report, forms: Vec<data::Form>, lang: Lang) -> Vec<Made<'_>> {
    let mut made = Vec::new();
    for table in data::TABLES {
        for form in forms.clone() {
            let name = format!("{}.{}", table.name, form.ending());
            made.push(Made::new(name, move |out| table.write(report, lang, form, out).map_err(making)));
        }
    }
    made.push(Made::whole(data::DICTIONARY, move || data::dictionary(report, lang, &forms)));
    made
}
