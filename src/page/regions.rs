//! Which part of the page each element belongs to: by tag, role and name, and where a page of the 2000s names
//! nothing, by where its links and its imprint lie.

use super::Region;
use super::cues::{Cue, Cues};
use super::hints::Hints;
use super::sketch::{El, Sketch};
use super::tag::Tag;

/// Fills in the region of every element.
pub(super) fn assign(sketch: &mut Sketch<'_>, cues: &Cues) {
    let page = Measures::of(sketch);
    // Whether an element lies in what the page itself calls its content.
    let mut content = vec![false; sketch.els.len()];
    for index in 0..sketch.els.len() {
        let parent = sketch.els[index].parent as usize;
        let inside = parent != index && content[parent];
        let outer = if parent == index { Region::Main } else { sketch.els[parent].region };
        let el = &sketch.els[index];
        content[index] = inside || matches!(el.tag, Tag::Main | Tag::Article) || el.hints.has(Hints::MAIN);
        let own = page.own_region(el, index, inside);
        let region = match (outer, own) {
            (Region::Main, Some(own))
            | (Region::Header, Some(own @ (Region::Menu | Region::Breadcrumb | Region::Main)))
            | (Region::Aside, Some(own @ (Region::Menu | Region::Main))) => own,
            (Region::Menu, Some(Region::Breadcrumb)) => Region::Breadcrumb,
            (outer, _) => outer,
        };
        sketch.els[index].region = region;
    }
    let has = |sketch: &Sketch<'_>, region| sketch.els.iter().any(|el| el.region == region);
    if !has(sketch, Region::Footer) {
        find_footer(sketch, cues);
    }
    if !has(sketch, Region::Menu) {
        find_menus(sketch);
    }
    find_header(sketch, &content);
}

/// Sizes of the whole page.
struct Measures {
    text: f32,
    els: f32,
    words: f32,
    /// Whether the page itself marks its content.
    marks_content: bool,
}

impl Measures {
    fn of(sketch: &Sketch<'_>) -> Self {
        let words = sketch.els.first().map_or(0, |el| el.words.1);
        Self {
            text: sketch.text.len().max(1) as f32,
            els: sketch.els.len().max(1) as f32,
            words: words.max(1) as f32,
            marks_content: sketch.els.iter().any(|el| el.tag == Tag::Main),
        }
    }

    fn own_region(&self, el: &El<'_>, index: usize, in_content: bool) -> Option<Region> {
        if matches!(el.tag, Tag::Html | Tag::Head | Tag::Body | Tag::Form | Tag::Tbody) {
            return None;
        }
        let hints = el.hints;
        let length = (el.text.1 - el.text.0) as f32;
        let share = length / self.text;
        let prose = (el.words.1 - el.words.0) as f32 / self.words;
        let density = (el.linked.1 - el.linked.0) as f32 / length.max(1.0);
        let before = (el.text.0 as f32 / self.text).min(index as f32 / self.els);
        let after = (el.text.0 as f32 / self.text).max(index as f32 / self.els);
        if hints.has(Hints::BREADCRUMB) && length < 700.0 && share < 0.4 {
            return Some(Region::Breadcrumb);
        }
        if el.tag == Tag::Main
            || hints.has(Hints::MAIN) && !hints.has(Hints::FOOTER.with(Hints::HEADER).with(Hints::MENU))
        {
            return Some(Region::Main);
        }
        if hints.has(Hints::PAGER) || hints.has(Hints::TABS) && el.tag != Tag::Nav {
            return None;
        }
        // A footer first: "menu-footer" is a foot, not a menu of categories.
        if (el.tag == Tag::Footer || hints.has(Hints::FOOTER))
            && !in_content
            && after > 0.4
            && (prose < 0.7 || before > 0.5 || after > 0.75)
        {
            return Some(Region::Footer);
        }
        if el.tag == Tag::Nav {
            return Some(Region::Menu);
        }
        if hints.has(Hints::MENU) && (density > 0.5 || length < 40.0) && (prose < 0.3 || density > 0.85) {
            return Some(Region::Menu);
        }
        if (el.tag == Tag::Header || hints.has(Hints::HEADER))
            && !in_content
            && before < 0.3
            && (prose < 0.4 || density > 0.6)
        {
            return Some(Region::Header);
        }
        // Beside marked content an `aside` is what it says, however little the content has to say.
        if el.tag == Tag::Aside && self.marks_content && !in_content {
            return Some(Region::Aside);
        }
        if (el.tag == Tag::Aside || hints.has(Hints::ASIDE)) && share < 0.6 && prose < 0.4 {
            return Some(Region::Aside);
        }
        None
    }
}

fn paint(sketch: &mut Sketch<'_>, index: u32, region: Region) {
    let end = sketch.el(index).end as usize;
    for el in &mut sketch.els[index as usize..end] {
        el.region = region;
    }
}

/// The imprint in the last part of the text, and the largest box that holds it and begins late.
fn find_footer(sketch: &mut Sketch<'_>, cues: &Cues) {
    let length = sketch.text.len();
    let Some(sign) = cues.of(Cue::Imprint).find(|found| found.start > length * 6 / 10) else { return };
    let Some(run) = sketch.runs.get(sketch.run_at(sign.start)).copied() else { return };
    let mut best = None;
    for ancestor in std::iter::once(run.el).chain(sketch.ancestors(run.el)) {
        let start = sketch.text_start(ancestor) as usize;
        if start < length * 55 / 100 || matches!(sketch.el(ancestor).tag, Tag::Body | Tag::Html) {
            break;
        }
        best = Some(ancestor);
    }
    if let Some(best) = best {
        paint(sketch, best, Region::Footer);
    }
}

/// The largest boxes that hold short links and little else.
fn find_menus(sketch: &mut Sketch<'_>) {
    const LINKS: usize = 5;
    const LONGEST_MEAN: usize = 42;
    let mut index = 0;
    while index < sketch.els.len() {
        let el = &sketch.els[index];
        let boxed = el.tag.is_box() || matches!(el.tag, Tag::Tr | Tag::Tbody);
        if boxed && el.region == Region::Main {
            let length = (el.text.1 - el.text.0) as usize;
            let linked = (el.linked.1 - el.linked.0) as usize;
            let links = sketch.within(&sketch.anchors, index as u32).len();
            let early = (el.text.0 as usize) < sketch.text.len() / 2;
            if links >= LINKS
                && early
                && linked * 10 >= length * 8
                && length <= links * LONGEST_MEAN
                && length > links * 4
            {
                let end = el.end as usize;
                paint(sketch, index as u32, Region::Menu);
                index = end;
                continue;
            }
        }
        index += 1;
    }
}

/// What stands before the first menu, if that comes early, is the head of the page.
fn find_header(sketch: &mut Sketch<'_>, content: &[bool]) {
    let Some(menu) = sketch.els.iter().position(|el| el.region == Region::Menu) else { return };
    if sketch.els[menu].text.0 as usize > sketch.text.len() / 10 {
        return;
    }
    for (el, content) in sketch.els[..menu].iter_mut().zip(content) {
        if el.end as usize <= menu && el.region == Region::Main && !content {
            el.region = Region::Header;
        }
    }
}
