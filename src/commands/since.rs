//! `--since RUN`: opens the earlier run that a new one follows, and says how far it fits.

use std::path::Path;

use super::CommandError;
use crate::{
    cli::{Context, Exit},
    registry::Registry,
    report::{Lang, Origin},
    snapshot::{Manifest, SavedRun, Since},
};

/// The earlier run, and what the manifest of the new one says of it.
pub(super) struct Earlier {
    pub(super) run: SavedRun,
    pub(super) since: Since,
}

/// Opens the run in `folder`, if one is named, for a run of kind `origin` over `registry` by the rules with the digest
/// `rules`. What does not fit at all is an error; what fits in part is said.
pub(super) fn open(
    folder: Option<&Path>,
    registry: &Registry,
    rules: &str,
    origin: Origin,
    context: &Context,
) -> Result<Option<Earlier>, CommandError> {
    let Some(folder) = folder else { return Ok(None) };
    let run = SavedRun::open(folder)?;
    let manifest = run.manifest();
    let shown = folder.display();
    if manifest.simulated != (origin == Origin::Simulated) {
        let (vi, en) = match origin {
            Origin::Simulated => (
                format!("{shown} không phải đợt kiểm tra mô phỏng, nên đợt mô phỏng không nối tiếp được"),
                format!("{shown} is a run over real portals, and a simulated one cannot follow it"),
            ),
            _ => (
                format!("{shown} là đợt kiểm tra mô phỏng, nên đợt kiểm tra thật không nối tiếp được"),
                format!("{shown} is a simulated run, and one over real portals cannot follow it"),
            ),
        };
        return Err(CommandError::new(Exit::Usage, vi, en));
    }
    let before = run.portals()?;
    let all = registry.portals.len();
    let known = registry.portals.iter().filter(|portal| before.iter().any(|b| b.id == portal.id)).count();
    if known == 0 {
        let cohort = &manifest.cohort;
        return Err(CommandError::new(
            Exit::Usage,
            format!("{shown} (danh sách {cohort}) không có cổng nào trong số các cổng sẽ kiểm tra"),
            format!("{shown} (cohort {cohort}) holds none of the portals to visit"),
        )
        .help(
            "cho `--since` một đợt kiểm tra của cùng danh sách cổng, hoặc bỏ tùy chọn này để tải lại toàn bộ",
            "name a run over the same portals with `--since`, or leave it out to fetch everything again",
        ));
    }
    for (vi, en) in remarks(manifest, registry, rules, (known, all)) {
        context.note(&match context.lang {
            Lang::Vi => format!("--since {shown}: {vi}"),
            Lang::En => format!("--since {shown}: {en}"),
        });
    }
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let since = Since { id: manifest.id.clone(), folder, started: manifest.started };
    Ok(Some(Earlier { run, since }))
}

/// In what the earlier run differs.
fn remarks(
    manifest: &Manifest,
    registry: &Registry,
    rules: &str,
    (known, all): (usize, usize),
) -> Vec<(String, String)> {
    let mut remarks = Vec::new();
    if manifest.registry_digest != registry.digest {
        remarks.push((
            format!("danh sách cổng đã thay đổi; {known} trong {all} cổng có trong đợt đó"),
            format!("the registry has changed; {known} of {all} portals are in that run"),
        ));
    }
    if manifest.rules_digest != rules {
        remarks.push((
            "bộ quy tắc đã thay đổi; nội dung cũ được đánh giá theo bộ quy tắc hiện có".to_owned(),
            "the rules have changed; its content is judged by the present ones".to_owned(),
        ));
    }
    if manifest.d42 != env!("CARGO_PKG_VERSION") {
        let version = &manifest.d42;
        remarks.push((
            format!("đợt đó do d42 {version} ghi; nội dung được bản d42 hiện có đọc lại"),
            format!("it was written by d42 {version}; its content is read by the present one"),
        ));
    }
    if manifest.finished.is_none() {
        remarks.push((
            "đợt đó chưa hoàn tất; chỉ dùng được những gì đã lưu".to_owned(),
            "it is not complete; only what it holds can be used".to_owned(),
        ));
    }
    remarks
}

/// The run that `manifest` says its run follows, as long as it is where it was. Without it the crawl goes on all the same.
pub(super) fn again(manifest: &Manifest, context: &Context) -> Option<SavedRun> {
    let since = manifest.since.as_ref()?;
    let run = SavedRun::open(&since.folder).ok().filter(|run| run.manifest().id == since.id);
    if run.is_none() && manifest.finished.is_none() {
        let shown = since.folder.display();
        context.note(&match context.lang {
            Lang::Vi => format!("không còn thấy đợt kiểm tra trước ở {shown}: những gì chưa xem được tải lại toàn bộ"),
            Lang::En => format!("the earlier run is no longer in {shown}: what is left is fetched whole"),
        });
    }
    run
}
