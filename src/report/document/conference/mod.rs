//! The report of the annual conference, in the order an official expects: a summary on one page, scope and method,
//! results by kind of agency, by requirement, component sites, integration, interaction, what agencies declare and ask
//! for, the year before; then annexes per agency, the definitions, and how far to trust the figures.

mod agencies;
mod before;
mod brought;
mod figures;
mod results;
mod scope;
mod summary;
mod trust;

use super::{
    head::{Contents, Letterhead, document},
    model::Document,
    shared,
    writer::Writer,
};
use crate::report::{Lang, Report};

/// The document.
pub(super) fn build(report: &Report, letterhead: &Letterhead, lang: Lang) -> Document {
    let mut writer = Writer::new(lang);
    summary::write(report, &mut writer);
    scope::write(report, &mut writer);
    results::by_tier(report, &mut writer);
    results::by_requirement(report, &mut writer);
    results::component_sites(report, &mut writer);
    results::integration(report, &mut writer);
    results::interaction(report, &mut writer);
    brought::declared(report, &mut writer);
    brought::obstacles(report, &mut writer);
    before::write(report, &mut writer);
    agencies::scores(report, &mut writer);
    agencies::component_sites(report, &mut writer);
    agencies::missing(report, &mut writer);
    figures::definitions(report, &mut writer);
    trust::write(report, &mut writer);
    // The head says of what kind the document is: its subject does not say it again.
    let subject = lang.of(
        "Kết quả kiểm tra việc cung cấp thông tin trên cổng thông tin điện tử của cơ quan nhà nước",
        shared::phrase("title", lang),
    );
    document(report, letterhead, subject, Contents::Listed, writer.finish(), lang)
}
