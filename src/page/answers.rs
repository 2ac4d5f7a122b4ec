//! Question–answer pairs: boxes named as answers, `details`, and lines that say an answer follows.

use super::At;
use super::Region;
use super::cues::{Cue, Cues};
use super::hints::Hints;
use super::sketch::Sketch;
use super::tag::Tag;

/// Shortest text of an answer, in bytes.
const SHORTEST: u32 = 40;
/// How far before an answer its question may stand, in bytes.
const REACH: usize = 1_500;
/// Most answers of a page.
const MAX_ANSWERS: usize = 1_000;

/// Places of the answers in document order.
pub(super) fn collect(sketch: &Sketch<'_>, cues: &Cues) -> Vec<At> {
    let mut found: Vec<u32> = Vec::new();
    for &el in &sketch.dialogue {
        if found.len() >= MAX_ANSWERS {
            break;
        }
        let this = sketch.el(el);
        let answer = if this.tag == Tag::Summary {
            Some(this.parent).filter(|parent| {
                sketch.text_of(el).contains('?') && sketch.text_len(*parent) > sketch.text_len(el) + SHORTEST
            })
        } else if this.hints.has(Hints::ANSWER) {
            Some(el).filter(|_| sketch.text_len(el) >= SHORTEST && sketch.words_of(el) >= 6)
        } else {
            question_box(sketch, el)
        };
        if let Some(answer) = answer
            && !found.iter().rev().take(4).any(|earlier| sketch.el(*earlier).end > answer)
        {
            found.push(answer);
        }
    }
    for cue in cues.of(Cue::Answer) {
        if found.len() >= MAX_ANSWERS {
            break;
        }
        if let Some(el) = answer_line(sketch, cue.start, cue.end)
            && !found.iter().any(|known| overlaps(sketch, *known, el))
        {
            found.push(el);
        }
    }
    found.sort_unstable();
    found
        .into_iter()
        .filter(|el| matches!(sketch.el(*el).region, Region::Main | Region::Aside))
        .map(|el| sketch.at(el))
        .collect()
}

fn overlaps(sketch: &Sketch<'_>, one: u32, other: u32) -> bool {
    let (outer, inner) = (one.min(other), one.max(other));
    sketch.el(outer).end > inner
}

/// A box named "question" that asks, with a following sibling long enough to answer.
fn question_box(sketch: &Sketch<'_>, el: u32) -> Option<u32> {
    let this = sketch.el(el);
    if !sketch.text_of(el).contains('?') {
        return None;
    }
    let next = this.end;
    let sibling = next < sketch.el(this.parent).end && sketch.el(next).parent == this.parent;
    (sibling
        && !sketch.el(next).hints.has(Hints::QUESTION)
        && sketch.text_len(next) >= SHORTEST
        && sketch.words_of(next) >= 6)
        .then_some(next)
}

/// "Trả lời: …" at the start of a line, or alone on it, with a question before and text behind.
fn answer_line(sketch: &Sketch<'_>, start: usize, end: usize) -> Option<u32> {
    let run = sketch.run_at(start);
    let (from, to) = sketch.line_span(run);
    if start > from + 4 {
        return None;
    }
    let rest = sketch.text[end..to].trim_start_matches(' ');
    // "Trả lời (12/03/2024)": the day of the answer, and the answer on the next line.
    let dated = rest.strip_prefix('(').and_then(|rest| rest.trim_end_matches([':', '.', ' ']).strip_suffix(')'));
    let dated = dated.is_some_and(|day| day.len() <= 20 && day.bytes().any(|b| b.is_ascii_digit()));
    let alone = dated || rest.trim_matches([':', '.', ' ']).is_empty();
    let marked = rest.starts_with(':') || sketch.text[end..to].starts_with('.');
    if !alone && !marked {
        return None;
    }
    let behind = if dated { &sketch.text[to..] } else { &sketch.text[end..] };
    let behind = behind.trim_start_matches([':', ' ', '\n', '.']);
    let line = behind.split('\n').next().unwrap_or_default();
    let long = if alone {
        line.len() as u32 >= SHORTEST
    } else {
        rest.len() as u32 >= SHORTEST || line.len() as u32 >= SHORTEST
    };
    let mut before = from.saturating_sub(REACH);
    while !sketch.text.is_char_boundary(before) {
        before += 1;
    }
    let before = &sketch.text[before..from];
    let asked = before.contains('?') || before.contains("hỏi") || before.contains("Hỏi") || before.contains("HỎI");
    (long && asked).then(|| sketch.runs[run].el)
}
