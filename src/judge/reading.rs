//! How far the files of the sections looked at were searched: the part of the proof of absence that pages cannot give.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    files::{FileEnd, SeenFile, may_be_asked, settle},
    finding::{FileGap, FileSearch, UnreadFiles},
    observation::{OnFiles, address_key},
    ranking::Ranked,
    view::PortalView,
};
use crate::attachment::{TextLayer, Unread};

/// What became of the files that the sections in `ranked` link to; `None` where nothing hangs on any.
pub(super) fn file_search(view: &PortalView, ranked: &[Ranked<'_>]) -> Option<FileSearch> {
    // Sections of a page lie inside each other: the one with most files speaks for all of it.
    let mut pages: BTreeMap<&str, &OnFiles> = BTreeMap::new();
    for section in ranked.iter().filter(|r| r.repeats.is_none()) {
        let Some(on_files) = &section.candidate.on_files else { continue };
        let widest = pages.entry(section.page.key.as_str()).or_insert(on_files);
        if on_files.announced() > widest.announced() {
            *widest = on_files;
        }
    }
    if pages.is_empty() {
        return None;
    }
    let mut search = FileSearch::default();
    let mut gaps: BTreeMap<FileGap, u32> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for on_files in pages.values() {
        for url in on_files.links.iter().filter_map(super::files::FileLink::url) {
            let key = address_key(&url);
            if !known.insert(key.clone()) {
                continue;
            }
            search.named += 1;
            let seen = settle(view, &key).map(|(seen, _)| seen);
            search.fetched += u32::from(seen.is_some_and(|seen| matches!(seen.end, FileEnd::Answers(_))));
            match seen.map(gap) {
                Some(None) => search.read += 1,
                Some(Some(gap)) => *gaps.entry(gap).or_default() += 1,
                None if may_be_asked(&view.portal, &url) => *gaps.entry(FileGap::NotAsked).or_default() += 1,
                None => *gaps.entry(FileGap::Elsewhere).or_default() += 1,
            }
        }
        search.named += on_files.more;
        if on_files.more > 0 {
            *gaps.entry(FileGap::NotAsked).or_default() += on_files.more;
        }
    }
    search.unread = gaps.into_iter().map(|(why, count)| UnreadFiles { why, count }).collect();
    Some(search)
}

/// Why a file that was asked for was not read, if it was not.
fn gap(seen: &SeenFile) -> Option<FileGap> {
    match &seen.end {
        FileEnd::Answers(Ok(file)) => match file.text_layer {
            TextLayer::Present => None,
            TextLayer::Missing => Some(FileGap::Scan),
            TextLayer::Unread => Some(FileGap::Format),
        },
        FileEnd::Answers(Err(unread)) => Some(match unread {
            Unread::Malformed => FileGap::Malformed,
            Unread::Locked => FileGap::Locked,
            Unread::TooBig => FileGap::TooBig,
            Unread::Crashed | Unread::TimedOut | Unread::NoReader => FileGap::Reader,
        }),
        FileEnd::Page | FileEnd::Missing(_) => Some(FileGap::Missing),
        FileEnd::Refused(_) => Some(FileGap::Refused),
        FileEnd::Redirect(_) | FileEnd::Failed(_) => Some(FileGap::Unanswered),
    }
}
