//! Which files a kind of report has in which form, and how each is made.

use std::{borrow::Cow, io};

use super::{super::CommandError, making};
use crate::{
    cli::Exit,
    report::{Lang, Report, csv, data, html, json},
};

/// What is handed on, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::commands) enum Kind {
    /// For analysts: a sheet for each table (xlsx)
    Workbook,
    /// For everybody: all tables with their dictionary (csv, jsonl, parquet)
    Data,
}

/// Form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::commands) enum Form {
    /// One self-contained document for people
    Html,
    /// Everything, for programs
    Json,
    /// Tables for spreadsheets
    Csv,
    /// A workbook
    Xlsx,
    /// Tables with an object a line, for programs
    Jsonl,
    /// Tables by columns, for statistics
    Parquet,
    /// All of these
    All,
}

/// What is to be written: a kind that exists in the form asked for.
#[derive(Clone, Copy)]
pub(in crate::commands) struct Plan {
    pub(super) kind: Option<Kind>,
    pub(super) form: Form,
}

impl Plan {
    /// The report for the screen, in all its forms.
    pub(in crate::commands) const SCREEN: Self = Self { kind: None, form: Form::All };

    fn takes(self, form: Form) -> bool {
        self.form == form || self.form == Form::All
    }

    /// Tables of open data that are wanted.
    fn tables(self) -> Vec<data::Form> {
        let like = |form: &data::Form| match form {
            data::Form::Csv => Form::Csv,
            data::Form::JsonLines => Form::Jsonl,
            #[cfg(feature = "parquet")]
            data::Form::Parquet => Form::Parquet,
        };
        data::Form::ALL.iter().filter(|form| self.takes(like(form))).copied().collect()
    }

    /// Whether it is more than one file.
    pub(super) fn is_several(self) -> bool {
        match self.kind {
            None => matches!(self.form, Form::Csv | Form::All),
            Some(Kind::Workbook) => false,
            Some(Kind::Data) => true,
        }
    }
}

/// The forms a kind has; those this program was built without among them.
fn forms(kind: Option<Kind>) -> &'static [Form] {
    match kind {
        None => &[Form::Html, Form::Json, Form::Csv],
        Some(Kind::Workbook) => &[Form::Xlsx],
        Some(Kind::Data) => &[Form::Csv, Form::Jsonl, Form::Parquet],
    }
}

/// Whether this program was built with what the form needs.
fn is_built(form: Form) -> bool {
    match form {
        Form::Xlsx => cfg!(feature = "xlsx"),
        Form::Parquet => cfg!(feature = "parquet"),
        Form::Html | Form::Json | Form::Csv | Form::Jsonl | Form::All => true,
    }
}

/// What `kind` and `form` ask for; without a form the document for the screen, or all forms of a kind.
pub(super) fn plan(kind: Option<Kind>, form: Option<Form>) -> Result<Plan, CommandError> {
    let form = form.unwrap_or(if kind.is_some() { Form::All } else { Form::Html });
    let known = forms(kind);
    if form != Form::All && !known.contains(&form) {
        let (kind, form) = (kind.map_or_else(String::new, |kind| format!("--kind {} ", word(&kind))), word(&form));
        let names = known.iter().map(word).collect::<Vec<_>>().join(", ");
        let vi = format!("`{kind}--format {form}` không có");
        return Err(CommandError::new(Exit::Usage, vi, format!("there is no `{kind}--format {form}`"))
            .help(format!("chọn một trong {names}, all"), format!("choose one of {names}, all")));
    }
    let wanted = |one: &&Form| form == Form::All || **one == form;
    if !known.iter().filter(wanted).any(|form| is_built(*form)) {
        let form = known.iter().find(wanted).map_or_else(String::new, word);
        let vi = format!("bản d42 này được dựng không có `{form}`");
        return Err(CommandError::new(Exit::Usage, vi, format!("this d42 was built without `{form}`"))
            .help(format!("dựng lại với `--features {form}`"), format!("build it with `--features {form}`")));
    }
    Ok(Plan { kind, form })
}

/// The word of a value on the command line.
pub(super) fn word(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

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
pub(in crate::commands) fn files(report: &Report, plan: Plan, lang: Lang) -> Vec<Made<'_>> {
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
        Some(Kind::Workbook) => workbook(report, lang),
        Some(Kind::Data) => open_data(report, plan.tables(), lang),
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
