//! Judges a run again, or takes what it keeps of its last judgement: shows how far it is, and tells what of the archive
//! could not be read.

use std::{collections::BTreeMap, num::NonZeroUsize, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{CommandError, vietnamese};
use crate::{
    audit::{self, Damage, Judged, PortalOutcome, Stale},
    cli::{Context, Exit},
    clock,
    diagnostic::{Diagnostic, Diagnostics},
    judge::Judge,
    registry::PortalId,
    report::{Lang, counted},
    score::score,
    snapshot::SavedRun,
    text::both,
    workbench::Side,
};

/// What came of each portal, and whether all of the archive could be read.
pub(super) struct Outcomes {
    /// By portal.
    pub(super) by_portal: BTreeMap<PortalId, PortalOutcome>,
    /// Whether some of the archive could not be read; that has been said.
    pub(super) damaged: bool,
}

impl Outcomes {
    /// How a command ends that made something of these.
    pub(super) fn exit(&self) -> Exit {
        if self.damaged { Exit::InvalidInput } else { Exit::Done }
    }
}

/// The outcomes that `run` keeps, if they are those of `judge` and the rules with the digest `rules`; otherwise it is
/// judged again, and said why.
pub(super) fn kept_or_judged(
    judge: &Judge,
    run: &SavedRun,
    rules: &str,
    context: &Context,
) -> Result<Outcomes, CommandError> {
    let stale = match audit::kept(run, judge, rules)? {
        Ok(by_portal) => return Ok(Outcomes { by_portal, damaged: false }),
        Err(stale) => stale,
    };
    let folder = run.folder().display();
    let (vi, en) = match stale {
        Stale::Unknown => {
            ("đợt kiểm tra không có kết luận của trạng thái hiện tại", "the run keeps no findings of its present state")
        }
        Stale::Program => ("kết luận đã lưu là của một bản d42 khác", "the findings kept are of another d42"),
        Stale::Rules => ("kết luận đã lưu theo bộ quy tắc khác", "the findings kept are by other rules"),
        Stale::Profile => ("kết luận đã lưu theo bộ căn cứ khác", "the findings kept are by another profile"),
    };
    context.note(&match context.lang {
        Lang::Vi => format!("{vi}: đánh giá lại các trang đã lưu (`d42 judge {folder}` lưu kết luận mới)"),
        Lang::En => format!("{en}: judging the archived pages again (`d42 judge {folder}` keeps the new findings)"),
    });
    judged(None, judge, run, context)
}

/// Judges `run` on so many threads, as many as there are processors if none is given.
pub(in crate::commands) fn judged(
    threads: Option<NonZeroUsize>,
    judge: &Judge,
    run: &SavedRun,
    context: &Context,
) -> Result<Outcomes, CommandError> {
    let judged = judged_silently(threads, judge, run, context)?;
    if !judged.damage.is_empty() {
        context.show(&said(&judged.damage));
    }
    Ok(Outcomes { damaged: !judged.damage.is_empty(), by_portal: judged.outcomes })
}

/// As [`judged`], for a run of whose archive it has been told already what cannot be read.
pub(in crate::commands) fn judged_silently(
    threads: Option<NonZeroUsize>,
    judge: &Judge,
    run: &SavedRun,
    context: &Context,
) -> Result<Judged, CommandError> {
    let threads = threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let bar = bar(run.portals()?.len(), context);
    let judged = audit::judge_run_on(threads, judge, run, &*context.reader(), &|_| bar.inc(1));
    bar.finish_and_clear();
    Ok(judged?)
}

/// Findings and score of each portal, of a run begun at `at`.
pub(in crate::commands) fn sides(
    judge: &Judge,
    outcomes: BTreeMap<PortalId, PortalOutcome>,
    at: jiff::Timestamp,
) -> BTreeMap<PortalId, Side> {
    let day = clock::date_in_vietnam(at);
    let side = |(id, outcome): (PortalId, PortalOutcome)| {
        let score = score(&id, judge.requirements(), judge.profile(), &outcome.findings, day);
        (id, Side { findings: outcome.findings, score })
    };
    outcomes.into_iter().map(side).collect()
}

/// A score with its bounds, `41.7 [33.3–58.3]`, of its low bound, middle and high bound in hundredths.
pub(in crate::commands) fn interval(score: [u32; 3]) -> String {
    let [low, middle, high] = score.map(|hundredths| f64::from(hundredths) / 100.0);
    format!("{middle:.1} [{low:.1}–{high:.1}]")
}

/// Portals judged and the time that is left, where a person watches.
fn bar(portals: usize, context: &Context) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(portals as u64), ProgressDrawTarget::hidden());
    if context.draws_progress() {
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
        let style = ProgressStyle::with_template(context.lang.of(
            "{bar:28} {pos}/{len} cổng đã đánh giá, {elapsed_precise}, còn {eta}",
            "{bar:28} {pos}/{len} portals judged, {elapsed_precise}, {eta} left",
        ));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(500));
    }
    bar
}

/// Each portal with captures that cannot be read: where the first of them lies, and what to do.
fn said(damage: &[Damage]) -> Diagnostics {
    let mut all = Diagnostics::new();
    for one in damage {
        let (portal, lost) = (&one.portal, one.captures);
        let (vi, en) = (vietnamese::of_run(&one.first), one.first.to_string());
        let captures = counted(lost, "capture cannot be read and counts", "captures cannot be read and count");
        all.push(
            Diagnostic::error(
                "archive-damaged",
                &one.file,
                both!(
                    "cổng {portal}: {lost} bản lưu không đọc được, coi như chưa xem: {vi}",
                    "portal {portal}: {captures} as not seen: {en}"
                ),
            )
            .help((
                "khôi phục tệp từ bản sao rồi chạy lại; các cổng khác vẫn được đánh giá",
                "restore the file from a copy and run this again; the other portals were judged",
            )),
        );
    }
    all
}
