//! Headings and the stretches of the page they head.
//!
//! Content systems mark block titles with classes more often than with `h2`; pages of the 2000s print them bold. A
//! stretch ends with the box that its heading opens, so that items with headings of their own do not cut it short. The
//! label of a tab heads its pane.

use std::collections::BTreeMap;

use super::hints::Hints;
use super::label;
use super::sketch::Sketch;
use super::tabs::Panes;
use super::tag::Tag;
use super::{DatedItem, Heading, Region, Section};

/// Most headings of a page.
const MAX_HEADINGS: usize = 2_000;
/// Longest text of a heading element, and of an element that only looks like one, in bytes.
const LONGEST: usize = 400;
const LONGEST_LOOKALIKE: usize = 150;
/// Level of the label of a tab: it ends no stretch that began outside its pane.
const LABEL: u8 = 6;
/// A class seen on more headings than this marks items of a list.
const MOST_ALIKE: usize = 14;

/// Headings in document order, the labels of `panes` among them.
pub(super) fn headings(sketch: &Sketch<'_>, panes: &Panes) -> Vec<Heading> {
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for &el in &sketch.headings {
        if !matches!(sketch.el(el).tag, Tag::H(_)) {
            *alike.entry(sketch.attr(el, "class").unwrap_or_default()).or_default() += 1;
        }
    }
    let mut found: Vec<Heading> = Vec::new();
    // One past the end of the last accepted heading: what lies inside is its own text.
    let mut covered = 0;
    for &el in &sketch.headings {
        if found.len() >= MAX_HEADINGS {
            break;
        }
        if el < covered {
            continue;
        }
        let level = match sketch.el(el).tag {
            Tag::H(level) => level,
            _ if looks_like_heading(sketch, el, &alike) => {
                if sketch.el(el).hints.has(Hints::PAGE_TITLE) {
                    2
                } else {
                    3
                }
            }
            _ => continue,
        };
        let text = sketch.text_of(el);
        let text = if text.is_empty() { label::of(sketch, el).0 } else { label::one_line(text) };
        if text.len() > LONGEST || !text.chars().any(char::is_alphabetic) {
            continue;
        }
        covered = sketch.el(el).end;
        found.push(Heading { level, text, at: sketch.at(el) });
    }
    add_bold_lines(sketch, &mut found);
    if !panes.is_empty() {
        let labels = panes.iter().map(|(el, text)| Heading { level: LABEL, text: text.clone(), at: sketch.at(*el) });
        found.extend(labels.take(MAX_HEADINGS - found.len()));
        // A pane that is itself a heading keeps its own words first.
        found.sort_by_key(|heading| (heading.at.pos, heading.level == LABEL));
    }
    found
}

fn looks_like_heading(sketch: &Sketch<'_>, el: u32, alike: &BTreeMap<&str, usize>) -> bool {
    let this = sketch.el(el);
    let length = sketch.text_len(el) as usize;
    if !this.hints.has(Hints::BLOCK_TITLE) || length == 0 || length > LONGEST_LOOKALIKE || this.tag == Tag::A {
        return false;
    }
    let class = sketch.attr(el, "class").unwrap_or_default();
    if alike.get(class).is_some_and(|count| *count > MOST_ALIKE) {
        return false;
    }
    let inner = sketch.within(&sketch.headings, el);
    let holds_heading = inner.iter().any(|inner| matches!(sketch.el(*inner).tag, Tag::H(_)));
    let in_item =
        sketch.ancestors(el).take(3).any(|ancestor| matches!(sketch.el(ancestor).tag, Tag::Li | Tag::H(_) | Tag::A));
    let links = sketch.within(&sketch.anchors, el).len();
    let cell = this.tag == Tag::Td && has_sibling(sketch, el);
    !holds_heading && !in_item && !cell && links <= 2 && sketch.runs_in(el).len() <= 3 && fills_lines(sketch, el)
}

/// Whether an element's text begins and ends with a line; "Mã số:" before a value on the same line does not.
fn fills_lines(sketch: &Sketch<'_>, el: u32) -> bool {
    let (from, to) = (sketch.text_start(el) as usize, sketch.el(el).text.1 as usize);
    let bytes = sketch.text.as_bytes();
    (from == 0 || bytes[from - 1] == b'\n') && bytes.get(to).is_none_or(|b| *b == b'\n')
}

/// Short lines that are bold from end to end and stand alone in their block.
fn add_bold_lines(sketch: &Sketch<'_>, found: &mut Vec<Heading>) {
    let mut bold = Vec::new();
    for (number, run) in sketch.runs.iter().enumerate() {
        let mut el = run.el;
        if sketch.el(el).tag == Tag::Span || sketch.el(el).tag == Tag::Other {
            el = sketch.el(el).parent;
        }
        if sketch.el(el).tag != Tag::B || sketch.el(el).region == Region::Menu {
            continue;
        }
        let (from, to) = sketch.line_span(number);
        let block = sketch.el(el).parent;
        let whole = sketch.text_start(block) as usize == from && sketch.el(block).text.1 as usize == to;
        let tag = sketch.el(block).tag;
        let length = to - from;
        let in_row =
            matches!(tag, Tag::Td) && sketch.el(sketch.el(block).parent).tag == Tag::Tr && has_sibling(sketch, block);
        if whole
            && (4..=LONGEST_LOOKALIKE).contains(&length)
            && (tag.is_box() || matches!(tag, Tag::P))
            && !in_row
            && !sketch.line(number).ends_with(['.', ';'])
            && sketch.line(number).chars().filter(|c| c.is_alphabetic()).count() >= 3
            && sketch.within(&sketch.anchors, block).len() <= 1
        {
            bold.push(Heading { level: 6, text: sketch.line(number).to_owned(), at: sketch.at(block) });
        }
        if bold.len() + found.len() >= MAX_HEADINGS {
            break;
        }
    }
    if bold.is_empty() {
        return;
    }
    // One line may be both; the marked-up heading wins.
    let covered = |found: &[Heading], el: u32| {
        let before = found.partition_point(|heading| heading.at.pos <= el);
        let inside = before > 0 && sketch.el(found[before - 1].at.pos).end > el;
        inside || found.get(before).is_some_and(|next| next.at.pos < sketch.el(el).end)
    };
    bold.retain(|heading| !covered(found, heading.at.pos));
    found.append(&mut bold);
    found.sort_by_key(|heading| heading.at.pos);
}

fn has_sibling(sketch: &Sketch<'_>, el: u32) -> bool {
    let parent = sketch.el(el).parent;
    el != parent + 1 || sketch.el(el).end != sketch.el(parent).end
}

/// Sections: the whole page, then one for each heading.
pub(super) fn sections(sketch: &Sketch<'_>, headings: &[Heading], items: &[DatedItem], panes: &Panes) -> Vec<Section> {
    let all = sketch.els.len() as u32;
    let body = sketch.els.iter().position(|el| el.tag == Tag::Body).unwrap_or(0) as u32;
    let main_words = main_words(sketch);
    // What the page itself marks as its content, if it holds most of it.
    let content = sketch.els.iter().position(|el| {
        let marked = el.tag == Tag::Main || el.hints.has(Hints::MAIN);
        marked && el.region == Region::Main && 2 * (el.words.1 - el.words.0) >= main_words
    });
    let content = content.map_or(body, |at| at as u32);
    let mut sections = Vec::with_capacity(headings.len() + 1);
    sections.push(Section {
        heading: None,
        span: 0..all,
        region: Region::Main,
        words: main_words,
        path: path(sketch, content),
    });
    let outline = Outline { sketch, headings, cards: cards(sketch, headings, items) };
    for (number, heading) in headings.iter().enumerate() {
        let el = heading.at.pos;
        if panes.get(&el) == Some(&heading.text) {
            let span = el..sketch.el(el).end;
            let (region, words) = (heading.at.region, sketch.words_of(el));
            sections.push(Section { heading: Some(number), span, region, words, path: path(sketch, el) });
            continue;
        }
        let end = outline.section_end(number);
        let words_at =
            |index: u32| sketch.els.get(index as usize).map_or_else(|| sketch.els[0].words.1, |el| el.words.0);
        let words = words_at(end).saturating_sub(sketch.el(el).words.1);
        sections.push(Section {
            heading: Some(number),
            span: el..end,
            region: heading.at.region,
            words,
            path: path(sketch, el),
        });
    }
    sections
}

/// Words of running text outside links in the main region.
pub(super) fn main_words(sketch: &Sketch<'_>) -> u32 {
    // A subtree of one region is counted at its top; the words of other regions inside it are taken off again.
    let mut words: i64 = 0;
    for (index, el) in sketch.els.iter().enumerate() {
        let outer = if el.parent as usize == index { None } else { Some(sketch.el(el.parent).region == Region::Main) };
        let inner = el.region == Region::Main;
        let own = i64::from(el.words.1 - el.words.0);
        match (outer, inner) {
            (None | Some(false), true) => words += own,
            (Some(true), false) => words -= own,
            _ => {}
        }
    }
    u32::try_from(words).unwrap_or(0)
}

/// Which headings are titles of dated entries, several in a row: they belong to the block whose title stands before.
fn cards(sketch: &Sketch<'_>, headings: &[Heading], items: &[DatedItem]) -> Vec<bool> {
    let titles = |heading: &Heading| {
        let before = items.partition_point(|item| item.at.pos <= heading.at.pos);
        let item = before.checked_sub(1).map(|at| &items[at]);
        item.is_some_and(|item| heading.at.pos < sketch.el(item.at.pos).end && item.title == heading.text)
    };
    let alone: Vec<bool> = headings.iter().map(titles).collect();
    let neighbour = |at: usize| at > 0 && alone[at - 1] || alone.get(at + 1) == Some(&true);
    (0..alone.len()).map(|at| alone[at] && neighbour(at)).collect()
}

/// The headings of a page, and which of them end what stands before.
struct Outline<'p> {
    sketch: &'p Sketch<'p>,
    headings: &'p [Heading],
    cards: Vec<bool>,
}

impl Outline<'_> {
    /// Whether the heading `next` stands as high as the heading `number`. The articles of one legal text do not part it.
    fn rivals(&self, number: usize, next: usize) -> bool {
        let (this, that) = (&self.headings[number], &self.headings[next]);
        let goes_on = article(&this.text).zip(article(&that.text)).is_some_and(|(this, that)| that > this);
        that.level <= this.level && (self.cards[number] || !self.cards[next]) && !goes_on
    }

    /// Where the stretch of a heading ends.
    fn section_end(&self, number: usize) -> u32 {
        let (sketch, headings) = (self.sketch, self.headings);
        let heading = &headings[number];
        let el = heading.at.pos;
        let start = sketch.text_start(el);
        let own_end = sketch.el(el).text.1;
        // The largest box that begins with this heading, if it holds more than the heading.
        let mut opened = None;
        for ancestor in sketch.ancestors(el) {
            let this = sketch.el(ancestor);
            let region_changes = this.region != heading.at.region;
            if matches!(this.tag, Tag::Body | Tag::Html | Tag::Form | Tag::Main)
                || region_changes
                || sketch.text_start(ancestor) != start
            {
                break;
            }
            let more = this.text.1 > own_end || this.end > sketch.el(el).end + 3;
            if more && opened.is_some_and(|inner| self.is_other_block(number, inner, ancestor)) {
                break;
            }
            if more {
                opened = Some(ancestor);
            }
        }
        let depth = sketch.el(el).depth;
        let (limit, boxed) = if let Some(opened) = opened {
            (sketch.el(opened).end, true)
        } else {
            // Not the first of its box: it heads what follows in the nearest box that goes on behind it.
            let mut around = el;
            for ancestor in sketch.ancestors(el) {
                if sketch.el(ancestor).region != heading.at.region {
                    break;
                }
                around = ancestor;
                if sketch.el(ancestor).text.1 > own_end {
                    break;
                }
            }
            (sketch.el(around).end, false)
        };
        let behind = (number + 1..headings.len()).take_while(|next| headings[*next].at.pos < limit);
        let cut = behind.map(|next| (next, headings[next].at.pos)).find(|(next, pos)| {
            let deeper = sketch.el(*pos).depth > depth + 1;
            self.rivals(number, *next) && !(boxed && deeper)
        });
        cut.map_or(limit, |(_, pos)| pos)
    }

    /// Whether climbing from one box to the next takes in a heading that stands as high, or any heading once the inner box
    /// has content of its own.
    fn is_other_block(&self, number: usize, inner: u32, outer: u32) -> bool {
        const LINKS: usize = 5;
        const WORDS: u32 = 40;
        let (sketch, headings) = (self.sketch, self.headings);
        let (from, to) = (sketch.el(inner).end, sketch.el(outer).end);
        let first = headings.partition_point(|next| next.at.pos < from);
        let last = headings.partition_point(|next| next.at.pos < to);
        let full = sketch.within(&sketch.anchors, inner).len() >= LINKS || sketch.words_of(inner) >= WORDS;
        (first..last).any(|next| if full { !self.cards[next] } else { self.rivals(number, next) })
    }
}

/// Number of the article that a heading of a legal text begins, as in "Điều 2. Nhiệm vụ và quyền hạn".
fn article(heading: &str) -> Option<u32> {
    let number = heading.strip_prefix("Điều ").or_else(|| heading.strip_prefix("ĐIỀU "))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// CSS-like path of an element: the innermost five steps, each with its id or first class.
pub(super) fn path(sketch: &Sketch<'_>, el: u32) -> String {
    const STEPS: usize = 5;
    let mut steps: Vec<String> = Vec::with_capacity(STEPS);
    for el in std::iter::once(el).chain(sketch.ancestors(el)).take(STEPS) {
        let node = sketch.el(el).node;
        let mut step = node.name().to_owned();
        let id = sketch.attr(el, "id").filter(|id| is_plain(id));
        if let Some(id) = id {
            step.push('#');
            step.push_str(id);
        } else if let Some(class) =
            sketch.attr(el, "class").and_then(|class| class.split_ascii_whitespace().next()).filter(|c| is_plain(c))
        {
            step.push('.');
            step.push_str(class);
        }
        steps.push(step);
        if id.is_some() {
            break;
        }
    }
    steps.reverse();
    steps.join(" > ")
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.len() <= 60 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}
