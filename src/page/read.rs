//! One page from bytes to facts.

use jiff::civil::Date;
use url::Url;

use super::cues::Cues;
use super::facts::Page;
use super::scan::Scanned;
use super::sketch::Sketch;
use super::{
    Region, Role, answers, apart, charset, contacts, dates, dom, editions, emptiness, fingerprint, forms, head, images,
    label, language, links, lists, numbers, obstacle, outline, people, regions, role, scan, scripted, tables, tabs,
    technical,
};

/// A page as it came, content coding undone.
#[derive(Clone, Copy, Debug)]
pub struct Source<'s> {
    /// Address it was read from; relative links are resolved against it.
    pub url: &'s Url,
    /// The bytes.
    pub body: &'s [u8],
    /// `Content-Type` header.
    pub content_type: Option<&'s str>,
    /// Whether it is the portal's start page.
    pub home: bool,
    /// Day of the capture in Viet Nam, from which "2 ngày trước" counts; without it such words are no dates.
    pub day: Option<Date>,
}

/// The markup of a page as text, as far as it is within the bounds of [`read`]: no parser chokes on it.
pub(crate) fn bounded_text(body: &[u8], content_type: Option<&str>) -> String {
    let mut text = charset::decode(body, content_type).0.into_owned();
    let parsed = dom::parse(&text).parsed;
    text.truncate(parsed);
    text
}

/// Reads a page. Never fails: what is broken is read as a browser would, what goes beyond the bounds is left out.
///
/// Bounds: 250,000 nodes, 512 levels, 2 MB of text, 20,000 links, 5,000 dated items, 5,000 entries; each is a constant
/// of the file that keeps it.
pub fn read(source: &Source<'_>) -> Page {
    let (text, charset) = charset::decode(source.body, source.content_type);
    let html = dom::parse(&text);
    let mut sketch = Sketch::of(&html);
    let cues = Cues::find(&sketch.text);
    regions::assign(&mut sketch, &cues);
    let mut head = head::read(&sketch, source.url);
    let technical = technical::collect(&sketch, &mut head);
    let base = head.base.as_ref().unwrap_or(source.url);
    let mut scanned = scan::scan(&sketch.text, source.day);
    scanned.add(apart::dates(&sketch, source.day));

    let panes = tabs::panes(&sketch);
    let headings = outline::headings(&sketch, &panes);
    let items = lists::dated(&sketch, &scanned);
    let sections = outline::sections(&sketch, &headings, &items, &panes);
    let (links, controls) = links::collect(&sketch, base);
    let words = sections.first().map_or(0, |whole| whole.words);
    let dates = dates::collect(&sketch, &scanned);
    let obstacle = obstacle::of(&sketch, &cues, &obstacle::Seen { head: &head, links: &links, items: &items, words });
    let dated = has_date_line(&sketch, &scanned);
    let people = people::collect(&sketch, &cues);
    let answers = answers::collect(&sketch, &cues);
    let entries = people.len().max(answers.len());
    let role = if source.home {
        Role::Home
    } else {
        role::of(
            &sketch,
            &role::Seen { url: source.url, head: &head, headings: &headings, items: &items, words, entries, dated },
        )
    };
    let editions = editions::collect(&head, &links, &controls);
    let runs = sketch.runs.iter().map(|run| (sketch.at_run(*run), run.start)).collect();
    Page {
        url: source.url.clone(),
        role,
        charset,
        language: language::of(&sketch),
        breadcrumb: breadcrumb(&sketch),
        items,
        entries: lists::entries(&sketch),
        tables: tables::collect(&sketch, &cues),
        forms: forms::collect(&sketch, base),
        people,
        documents: numbers::documents(&sketch, &mut scanned),
        codes: numbers::codes(&sketch, &mut scanned),
        contacts: contacts::collect(&sketch, &mut scanned, &cues),
        images: images::collect(&sketch),
        answers,
        notices: emptiness::collect(&sketch, &cues),
        fingerprint: fingerprint::of(&sketch),
        title: head.title,
        generator: head.generator,
        canonical: head.canonical,
        refresh: head.refresh,
        feeds: head.feeds,
        headings,
        sections,
        links,
        controls,
        scripted: scripted::collect(&sketch, base),
        dates,
        editions,
        technical,
        obstacle,
        cut: false,
        runs,
        text: sketch.text,
    }
}

/// Whether a date stands in a short line of the main region, as under the title of an article.
fn has_date_line(sketch: &Sketch<'_>, scanned: &Scanned) -> bool {
    scanned.dates.iter().any(|(offset, _)| {
        let run = sketch.run_at(*offset);
        sketch.line(run).len() < 120 && sketch.el(sketch.runs[run].el).region == Region::Main
    })
}

/// Steps of the trail: the links of its lines and what stands between them, outermost first, separators left out.
fn breadcrumb(sketch: &Sketch<'_>) -> Vec<String> {
    const LONGEST: usize = 12;
    let mut steps: Vec<String> = Vec::new();
    let mut add = |piece: &str| {
        for step in piece.split(['»', '›', '>', '/', '|', '→', '\n']) {
            let step = step.trim_matches([' ', '-', '–', ':']);
            if step.chars().any(char::is_alphabetic)
                && steps.last().is_none_or(|last| last != step)
                && steps.len() < LONGEST
            {
                steps.push(label::one_line(step));
            }
        }
    };
    for (number, run) in sketch.runs.iter().enumerate() {
        if sketch.el(run.el).region != Region::Breadcrumb {
            continue;
        }
        let (mut from, to) = sketch.line_span(number);
        let first = sketch.anchors.partition_point(|link| (sketch.el(*link).text.1 as usize) <= from);
        for link in &sketch.anchors[first..] {
            let start = sketch.text_start(*link) as usize;
            let end = (sketch.el(*link).text.1 as usize).min(to);
            if start >= to {
                break;
            }
            if start >= from && end > start {
                add(&sketch.text[from..start]);
                add(&sketch.text[start..end]);
                from = end;
            }
        }
        add(&sketch.text[from..to]);
    }
    steps
}
