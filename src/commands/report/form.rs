//! Which kinds of report there are, in which forms, and what was asked for.

use super::super::CommandError;
use crate::{
    cli::Exit,
    registry::PortalId,
    report::{
        data,
        document::{Letterhead, Subject},
    },
};

/// What is handed on, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::commands) enum Kind {
    /// For the annual conference: all portals (docx, html)
    Conference,
    /// For an agency: what its portal lacks and why (docx, html), of --portal
    Dossier,
    /// For an inspection: a province with its component sites (docx, html), of --portal
    Province,
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
    /// For word processors
    Docx,
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
pub(in crate::commands) struct Plan {
    pub(super) kind: Option<Kind>,
    pub(super) form: Form,
    /// Whom a dossier or an inspection is about.
    pub(super) portal: Option<PortalId>,
    /// What stands above a document.
    pub(super) letterhead: Letterhead,
}

impl Plan {
    /// The report for the screen, in all its forms.
    pub(in crate::commands) fn screen() -> Self {
        Self { kind: None, form: Form::All, portal: None, letterhead: Letterhead::default() }
    }

    pub(super) fn takes(&self, form: Form) -> bool {
        (self.form == form || self.form == Form::All) && is_built(form)
    }

    /// What a document is about, and how its files are called; nothing where the kind is no document.
    pub(super) fn subject(&self) -> Option<(Subject, String)> {
        match (self.kind?, &self.portal) {
            (Kind::Conference, _) => Some((Subject::Conference, "conference".to_owned())),
            (Kind::Dossier, Some(id)) => Some((Subject::Dossier(id.clone()), format!("dossier-{id}"))),
            (Kind::Province, Some(id)) => Some((Subject::Province(id.clone()), format!("province-{id}"))),
            _ => None,
        }
    }

    /// The forms that are written.
    pub(super) fn forms(&self) -> impl Iterator<Item = Form> {
        forms(self.kind).iter().copied().filter(|form| self.takes(*form))
    }

    /// Tables of open data that are wanted.
    pub(super) fn tables(&self) -> Vec<data::Form> {
        let like = |form: &data::Form| match form {
            data::Form::Csv => Form::Csv,
            data::Form::JsonLines => Form::Jsonl,
            #[cfg(feature = "parquet")]
            data::Form::Parquet => Form::Parquet,
        };
        data::Form::ALL.iter().filter(|form| self.takes(like(form))).copied().collect()
    }

    /// Whether it is more than one file.
    pub(super) fn is_several(&self) -> bool {
        match self.kind {
            None => matches!(self.form, Form::Csv | Form::All),
            Some(Kind::Data) => true,
            Some(_) => self.forms().count() > 1,
        }
    }
}

/// The forms a kind has; those this program was built without among them.
fn forms(kind: Option<Kind>) -> &'static [Form] {
    match kind {
        None => &[Form::Html, Form::Json, Form::Csv],
        Some(Kind::Conference | Kind::Dossier | Kind::Province) => &[Form::Docx, Form::Html],
        Some(Kind::Workbook) => &[Form::Xlsx],
        Some(Kind::Data) => &[Form::Csv, Form::Jsonl, Form::Parquet],
    }
}

/// Whether this program was built with what the form needs.
fn is_built(form: Form) -> bool {
    match form {
        Form::Docx => cfg!(feature = "docx"),
        Form::Xlsx => cfg!(feature = "xlsx"),
        Form::Parquet => cfg!(feature = "parquet"),
        Form::Html | Form::Json | Form::Csv | Form::Jsonl | Form::All => true,
    }
}

/// What `kind`, `form` and `portal` ask for; without a form the document for the screen, or all forms of a kind.
pub(super) fn plan(
    kind: Option<Kind>,
    form: Option<Form>,
    portal: Option<&str>,
    letterhead: Letterhead,
) -> Result<Plan, CommandError> {
    let about_one = matches!(kind, Some(Kind::Dossier | Kind::Province));
    if about_one && portal.is_none() {
        let kind = kind.as_ref().map_or_else(String::new, word);
        let vi = format!("`--kind {kind}` cần biết cổng nào");
        return Err(CommandError::new(Exit::Usage, vi, format!("`--kind {kind}` has to know which portal"))
            .help("nêu mã cổng bằng `--portal`", "name the portal's id with `--portal`"));
    }
    if portal.is_some() && !about_one {
        let (vi, en) = ("`--portal` chỉ dùng với", "`--portal` only goes with");
        let kinds = "`--kind dossier`, `--kind province`";
        return Err(CommandError::new(Exit::Usage, format!("{vi} {kinds}"), format!("{en} {kinds}")));
    }
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
    Ok(Plan { kind, form, portal: portal.map(PortalId::new), letterhead })
}

/// The word of a value on the command line.
pub(super) fn word(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
