//! `d42 rules explain`: a requirement in words and, with a run, what was found on a portal and what was turned down.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::super::{CommandError, explain, judge};
use crate::audit;
use crate::cli::{Context, Exit};
use crate::judge::{Finding, SignalKind};
use crate::registry::Portal;
use crate::report::{Lang, ReasonCode, file_line, files_unasked, outcome_word};
use crate::snapshot::SavedRun;

/// Arguments of `rules explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Id of a requirement, as in `d42 rules list`
    #[arg(value_name = "ID")]
    id: String,

    /// Portal of the run, as in `d42 portals list`
    #[arg(long, value_name = "PORTAL", requires = "run")]
    portal: Option<String>,

    /// Folder of a run whose archived pages are judged again
    #[arg(long, value_name = "RUN", requires = "portal")]
    run: Option<PathBuf>,
}

/// Runs `rules explain`.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let pack = super::load(context)?;
    let requirement = super::requirement(&pack, &args.id)?;
    let mut text = explain::requirement(requirement, &pack.profiles, context.lang);
    if let (Some(folder), Some(id)) = (&args.run, &args.portal) {
        let run = SavedRun::open(folder)?;
        let portal = portal(run.portals()?, id)?;
        let judge = judge::judge(&pack, Some(&run.manifest().profile))?;
        let name = context.lang.of(&portal.name_vi, &portal.name_en).to_owned();
        let outcome = audit::judge_portal(&judge, &run, portal, &*context.reader())?;
        let finding = outcome.findings.iter().find(|finding| finding.requirement == requirement.id);
        let _ = writeln!(text, "\n{} {name} ({id}), {}", context.lang.of("Trên", "On"), folder.display());
        if let Some(finding) = finding {
            found(&mut text, finding, context.lang);
        } else {
            let profile = &run.manifest().profile;
            // Writing to a String cannot fail.
            let _ = match context.lang {
                Lang::Vi => writeln!(text, "  hồ sơ căn cứ `{profile}` của đợt kiểm tra không có yêu cầu này"),
                Lang::En => writeln!(text, "  the run's profile `{profile}` does not have this requirement"),
            };
        }
    }
    context.print(&text)?;
    Ok(Exit::Done)
}

fn portal(portals: Vec<Portal>, id: &str) -> Result<Portal, CommandError> {
    let known: Vec<String> = portals.iter().map(|portal| portal.id.to_string()).collect();
    portals
        .into_iter()
        .find(|portal| portal.id.as_str() == id)
        .ok_or_else(|| CommandError::unknown(("cổng", "portal"), id, known.iter().map(String::as_str), None))
}

/// What was found, the places turned down, and what was searched.
fn found(text: &mut String, finding: &Finding, lang: Lang) {
    let (outcome, reason) = (outcome_word(finding.outcome, lang), ReasonCode::from(&finding.reason));
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "  {outcome} ({})", reason.as_str());
    if let Some(note) = &finding.note {
        let _ = writeln!(text, "  {}", lang.pick(note));
    }
    if let Some(evidence) = &finding.evidence {
        let _ = writeln!(text, "  {} {}", lang.of("thấy tại", "seen at"), evidence.url);
        let _ = writeln!(text, "    {}: {}", lang.pick(&evidence.proof), evidence.excerpt);
        for file in &evidence.files {
            let _ = writeln!(text, "    {}: {}", file.url, file_line(file, lang));
        }
        if let Some(unasked) = files_unasked(evidence, lang) {
            let _ = writeln!(text, "    {unasked}");
        }
        for signal in &evidence.signals {
            let kind = kind(signal.kind, lang);
            let _ = match lang {
                _ if signal.text.is_empty() => writeln!(text, "    {kind}"),
                Lang::Vi => writeln!(text, "    {kind} “{}” theo nhãn “{}”", signal.text, signal.label),
                Lang::En => writeln!(text, "    {kind} “{}” by the label “{}”", signal.text, signal.label),
            };
        }
    }
    for place in &finding.search.rejected {
        let (url, announced, why) = (&place.url, &place.announced, lang.pick(&place.why));
        let _ = match lang {
            Lang::Vi => writeln!(text, "  đã loại {url} (“{announced}”): {why}"),
            Lang::En => writeln!(text, "  turned down {url} (“{announced}”): {why}"),
        };
    }
    let (labels, pages) = (finding.search.labels, finding.search.looked_at.len());
    let _ = match lang {
        Lang::Vi => writeln!(text, "  đã tìm theo {labels} nhãn, xem {pages} trang được báo là mục này"),
        Lang::En => writeln!(text, "  {labels} labels were looked for; pages announced as this section: {pages}"),
    };
    for page in &finding.search.looked_at {
        let _ = writeln!(text, "    {page}");
    }
}

fn kind(kind: SignalKind, lang: Lang) -> &'static str {
    match kind {
        SignalKind::Entry => lang.of("liên kết", "a link"),
        SignalKind::Heading => lang.of("tiêu đề mục", "a heading"),
        SignalKind::Title => lang.of("tiêu đề trang", "the title"),
        SignalKind::Breadcrumb => lang.of("đường dẫn trang", "the trail"),
        SignalKind::Address => lang.of("địa chỉ trang", "the address"),
        SignalKind::Site => lang.of("toàn cổng", "the site itself"),
        SignalKind::Likeness => lang.of("tên gần giống", "a name like it"),
        SignalKind::Content => lang.of("chính nội dung", "the content itself"),
    }
}
