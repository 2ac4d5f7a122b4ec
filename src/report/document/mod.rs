//! Documents that are handed on: the conference report, the dossier of a portal, the inspection of a province. A
//! document is built once as typed blocks and then drawn: as HTML, which prints well, and as DOCX.

mod conference;
#[cfg(feature = "docx")]
mod docx;
mod dossier;
mod head;
mod html;
mod model;
mod province;
mod shared;
mod writer;

use super::{Lang, Report};
use crate::registry::PortalId;
use model::Document;

pub use head::Letterhead;

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All portals: the report of the annual conference.
    Conference,
    /// One portal.
    Dossier(PortalId),
    /// One province: its portal with its component sites.
    Province(PortalId),
}

/// Form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One self-contained page.
    Html,
    /// For word processors.
    #[cfg(feature = "docx")]
    Docx,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The report has no such portal.
    #[error("no portal `{0}` in this run")]
    Unknown(PortalId),
    /// The portal is not that of a province.
    #[error("`{0}` is not the portal of a province")]
    NotAProvince(PortalId),
    /// A template asks for something that is not there.
    #[error("render the document's template: {0:#}")]
    Template(#[from] minijinja::Error),
    /// The archive of a word processor's file could not be written.
    #[cfg(feature = "docx")]
    #[error("write the archive of the document: {0}")]
    Archive(String),
}

/// The document about `subject` in `lang` and `form`. The same report gives the same bytes.
///
/// # Errors
/// When `subject` is not in the report. A template that is wrong is found by the tests.
pub fn write(
    report: &Report,
    subject: &Subject,
    letterhead: &Letterhead,
    lang: Lang,
    form: Form,
) -> Result<Vec<u8>, Error> {
    let document = build(report, subject, letterhead, lang)?;
    match form {
        Form::Html => html::write(&document),
        #[cfg(feature = "docx")]
        Form::Docx => docx::write(&document),
    }
}

fn build(report: &Report, subject: &Subject, letterhead: &Letterhead, lang: Lang) -> Result<Document, Error> {
    let find = |id: &PortalId| {
        let known = report.portals.iter().find(|result| result.portal.id == *id);
        known.ok_or_else(|| Error::Unknown(id.clone()))
    };
    Ok(match subject {
        Subject::Conference => conference::build(report, letterhead, lang),
        Subject::Dossier(id) => dossier::build(report, find(id)?, letterhead, lang),
        Subject::Province(id) => {
            let province = find(id)?;
            if province.portal.tier != Some(crate::registry::Tier::Province) {
                return Err(Error::NotAProvince(id.clone()));
            }
            province::build(report, province, letterhead, lang)
        }
    })
}
