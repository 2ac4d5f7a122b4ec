//! "Nothing here yet", in words.

use super::EmptyNotice;
use super::cues::{Cue, Cues};
use super::sketch::Sketch;

/// Notices in document order: a phrase in a short line of its own, not a passing mention in prose or in a title.
pub(super) fn collect(sketch: &Sketch<'_>, cues: &Cues) -> Vec<EmptyNotice> {
    let mut notices = Vec::new();
    for found in cues.of(Cue::Empty) {
        let run = sketch.run_at(found.start);
        let line = sketch.line(run);
        let phrase = &sketch.text[found.start..found.end];
        let el = sketch.runs[run].el;
        let linked =
            std::iter::once(el).chain(sketch.ancestors(el)).take(4).any(|el| sketch.el(el).tag == super::tag::Tag::A);
        if line.len() <= phrase.len() * 2 + 60 && !linked {
            notices.push(EmptyNotice { phrase: phrase.to_owned(), at: sketch.at(el) });
        }
    }
    notices
}
