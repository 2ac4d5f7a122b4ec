//! The walk that lays a page flat: notes elements, collapses white space, puts blocks on lines of their own.

use ego_tree::NodeRef;
use scraper::{Node, node::Element};

use super::Region;
use super::attributes::{Own, Reader};
use super::hints::{self, Hints};
use super::sketch::{El, MAX_TEXT, Run, Sketch};
use super::tag::Tag;

/// Most script text that is remembered, as ranges of the tree.
const MAX_SCRIPTS: usize = 120;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

/// The walk over a tree in document order, with what is open around the current node.
#[derive(Default)]
pub(super) struct Walk<'t> {
    pub(super) sketch: Sketch<'t>,
    names: hints::Reader<'t>,
    open: Vec<u32>,
    /// The element that was closed last.
    closed: u32,
    gap: Gap,
    links: u32,
    mute: u32,
    words: u32,
    linked: u32,
}

impl<'t> Walk<'t> {
    /// Enters a node.
    pub(super) fn open(&mut self, node: NodeRef<'t, Node>, attributes: &mut Reader<'t>) {
        match node.value() {
            Node::Element(element) => self.open_element(element, attributes.of(node.id())),
            Node::Text(text) => self.push_text(text),
            _ => {}
        }
    }

    fn open_element(&mut self, node: &'t Element, attributes: Own<'t>) {
        let tag = Tag::of(node.name());
        let index = self.sketch.els.len() as u32;
        let mut jumps = matches!(tag, Tag::Area | Tag::Iframe | Tag::Option | Tag::Embed | Tag::Object);
        let mut hints = Hints::default();
        for (name, value) in attributes.iter() {
            match name.as_bytes() {
                b"class" => hints = hints.with(self.names.class(value)),
                b"id" => hints = hints.with(hints::read(value)),
                b"role" => hints = hints.with(role_hint(value)),
                b"onclick" | b"data-url" | b"data-href" => jumps = true,
                b"data-cfemail" => self.sketch.hidden_mail.push(index),
                _ => {}
            }
        }
        self.note(tag, index, hints, jumps && tag != Tag::A, attributes);
        if tag.breaks() {
            self.gap = Gap::Line;
        }
        let at = if matches!(tag, Tag::Title | Tag::Option) { self.sketch.muted.len() } else { self.sketch.text.len() }
            as u32;
        let parent = self.open.last().copied().unwrap_or(index);
        self.sketch.els.push(El {
            node,
            attributes,
            tag,
            hints,
            region: Region::Main,
            depth: self.open.len().min(usize::from(u16::MAX)) as u16,
            parent,
            end: index + 1,
            text: (at, at),
            words: (self.words, self.words),
            linked: (self.linked, self.linked),
        });
        self.open.push(index);
        self.links += u32::from(tag == Tag::A);
        self.mute += u32::from(tag.is_mute());
    }

    /// Remembers elements that some kind of fact begins with.
    fn note(&mut self, tag: Tag, index: u32, hints: Hints, jumps: bool, attributes: Own<'t>) {
        let sketch = &mut self.sketch;
        match tag {
            Tag::A => sketch.anchors.push(index),
            Tag::H(_) => sketch.headings.push(index),
            Tag::Img => sketch.images.push(index),
            Tag::Table => sketch.tables.push(index),
            Tag::Tr => sketch.rows.push(index),
            Tag::Form => sketch.forms.push(index),
            Tag::Select | Tag::Textarea => sketch.fields.push(index),
            Tag::Input => {
                sketch.fields.push(index);
                if attributes.get("type").is_some_and(|kind| matches!(kind, "button" | "submit" | "image" | "reset")) {
                    sketch.buttons.push(index);
                }
            }
            Tag::Button => {
                sketch.fields.push(index);
                sketch.buttons.push(index);
            }
            Tag::Label | Tag::Legend => sketch.labels.push(index),
            Tag::Title | Tag::Meta | Tag::Link | Tag::Base => sketch.head.push(index),
            Tag::Summary => sketch.dialogue.push(index),
            Tag::Raw => {
                if let Some(file) = attributes.get("src")
                    && sketch.script_files.len() < MAX_SCRIPTS
                {
                    sketch.script_files.push(file);
                }
            }
            // A choice stands outside the flow of the text, whatever its class says.
            Tag::Option => {}
            _ if hints.has(Hints::TITLE) => sketch.headings.push(index),
            _ => {}
        }
        if jumps {
            sketch.jumps.push(index);
        }
        if hints.has(Hints::QUESTION.with(Hints::ANSWER)) && tag != Tag::Summary {
            sketch.dialogue.push(index);
        }
    }

    /// Leaves a node.
    pub(super) fn close(&mut self, node: &'t Node) {
        if !matches!(node, Node::Element(_)) {
            return;
        }
        let Some(index) = self.open.pop() else { return };
        self.closed = index;
        let end = self.sketch.els.len() as u32;
        let (text, muted) = (self.sketch.text.len() as u32, self.sketch.muted.len() as u32);
        let el = &mut self.sketch.els[index as usize];
        el.end = end;
        el.text.1 = if matches!(el.tag, Tag::Title | Tag::Option) { muted } else { text };
        el.words.1 = self.words;
        el.linked.1 = self.linked;
        if el.tag.breaks() {
            self.gap = Gap::Line;
        }
        self.links -= u32::from(el.tag == Tag::A);
        self.mute -= u32::from(el.tag.is_mute());
    }

    fn push_text(&mut self, text: &'t str) {
        let parent = self.open.last().map_or(Tag::Other, |open| self.sketch.els[*open as usize].tag);
        match parent {
            Tag::Raw => {
                if self.sketch.scripts.len() < MAX_SCRIPTS {
                    self.sketch.scripts.push(text);
                }
            }
            Tag::Title | Tag::Option => {
                if self.sketch.muted.len() + text.len() < MAX_TEXT {
                    crate::text::collapse_into(&mut self.sketch.muted, text);
                }
            }
            _ if self.mute > 0 => {}
            _ => self.push_visible(text),
        }
    }

    fn push_visible(&mut self, text: &str) {
        if self.sketch.text.len() + text.len() > MAX_TEXT {
            return;
        }
        let inner = text.trim_ascii();
        if is_even(inner.as_bytes()) {
            self.push_even(text, inner);
            return;
        }
        // An entity may have hidden a combining mark, and an invisible character may stand before one.
        let text = &*crate::text::visible(text);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match KINDS[usize::from(bytes[at])] {
                Kind::Letter => {
                    let (end, spaces) = stretch(bytes, at);
                    self.push_words(&text[at..end], spaces);
                    at = end;
                }
                Kind::Space => {
                    self.space();
                    at += 1;
                }
                Kind::Lead => {
                    let c = text[at..].chars().next().unwrap_or(' ');
                    let end = at + c.len_utf8();
                    if c.is_whitespace() {
                        self.space();
                    } else {
                        self.push_words(&text[at..end], 0);
                    }
                    at = end;
                }
            }
        }
    }

    /// Text that can be taken as it is but for white space at its ends.
    fn push_even(&mut self, text: &str, inner: &str) {
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
        if !inner.is_empty() {
            self.push_words(inner, memchr::memchr_iter(b' ', inner.as_bytes()).count() as u32);
            if inner.len() < text.len() && text.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.space();
            }
        }
    }

    fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
    }

    /// Appends words separated by `spaces` single spaces.
    fn push_words(&mut self, words: &str, spaces: u32) {
        let sketch = &mut self.sketch;
        let mut begun = spaces;
        if self.gap == Gap::None && !crate::text::stands_apart(&sketch.text, words) {
            self.gap = Gap::Space;
        }
        if sketch.text.is_empty() || self.gap == Gap::Line {
            if !sketch.text.is_empty() {
                sketch.text.push('\n');
            }
            let el = self.open.last().copied().unwrap_or(0);
            // What was closed last behind the start of an open element is its own last child.
            sketch.runs.push(Run { el, place: el.max(self.closed), start: sketch.text.len() as u32 });
            begun += 1;
        } else if self.gap == Gap::Space {
            sketch.text.push(' ');
            begun += 1;
        }
        self.gap = Gap::None;
        sketch.text.push_str(words);
        if self.links > 0 {
            self.linked += words.len() as u32 + 1;
        } else {
            self.words += begun;
        }
    }
}

/// Whether words are separated by single spaces, nothing is invisible and letters are composed; many bytes are looked at
/// at once, so that a few harmless characters also say no.
#[expect(
    clippy::needless_bitwise_bool,
    clippy::manual_range_contains,
    reason = "leaving early would keep bytes from being looked at together"
)]
fn is_even(bytes: &[u8]) -> bool {
    let uneven = |byte: u8, before: u8, second_before: u8| {
        let wide = (byte == b' ') & (before == b' ');
        let control = byte < b' ';
        // No-break space and soft hyphen; white space and joiners of the General Punctuation block.
        let latin = (before == 0xC2) & ((byte == 0x85) | (byte == 0xA0) | (byte == 0xAD));
        let sign = (second_before == 0xE2) & ((before != 0x80) | (byte < 0x90) | (byte >= 0xA8));
        // Leads from CC on are rare, but for those of Vietnamese letters and of the block above.
        let rare = (byte >= 0xCC) & (byte != 0xE1) & (byte != 0xE2);
        let letter = (before == 0xE1) & (byte != 0xBA) & (byte != 0xBB);
        wide | control | latin | sign | rare | letter
    };
    let (Some(second), Some(third)) = (bytes.get(1..), bytes.get(2..)) else {
        return bytes.iter().all(u8::is_ascii_graphic);
    };
    let start = uneven(bytes[0], 0, 0) | uneven(second[0], bytes[0], 0);
    let rest = third.iter().zip(second).zip(bytes);
    !start & !rest.fold(false, |seen, ((byte, before), second_before)| seen | uneven(*byte, *before, *second_before))
}

/// What a byte of a text begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Space,
    /// Lead byte of characters of which some are spaces or invisible.
    Lead,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Letter; 256];
    let spaces = *b" \n\t\r\x0b\x0c";
    let mut at = 0;
    while at < spaces.len() {
        kinds[spaces[at] as usize] = Kind::Space;
        at += 1;
    }
    let leads = [0xC2_usize, 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < leads.len() {
        kinds[leads[at]] = Kind::Lead;
        at += 1;
    }
    kinds
};

/// End of the letters from `at` on, single spaces between them included, and how many those are.
fn stretch(bytes: &[u8], at: usize) -> (usize, u32) {
    let mut end = at;
    let mut spaces = 0;
    loop {
        while bytes.get(end).is_some_and(|byte| KINDS[usize::from(*byte)] == Kind::Letter) {
            end += 1;
        }
        let goes_on = bytes.get(end) == Some(&b' ')
            && bytes.get(end + 1).is_some_and(|byte| KINDS[usize::from(*byte)] == Kind::Letter);
        if !goes_on {
            return (end, spaces);
        }
        spaces += 1;
        end += 1;
    }
}

fn role_hint(role: &str) -> Hints {
    match role.trim() {
        "navigation" | "menu" | "menubar" => Hints::MENU,
        "banner" => Hints::HEADER,
        "contentinfo" => Hints::FOOTER,
        "complementary" => Hints::ASIDE,
        "main" => Hints::MAIN,
        "heading" => Hints::BLOCK_TITLE.with(Hints::TITLE),
        "tablist" | "tab" => Hints::TABS,
        _ => Hints::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_are_even_and_what_has_a_gap_or_something_invisible_is_not() {
        for even in ["", "a", "Lãnh đạo Sở – “Ủy ban” … 5 m²", "x y"] {
            assert!(is_even(even.as_bytes()), "{even}");
        }
        for uneven in ["a  b", "a\nb", "a\u{a0}b", "a\u{200b}b", "a\u{2028}b", "a\u{3000}b", "a\u{feff}b", "đ\u{ad}"] {
            assert!(!is_even(uneven.as_bytes()), "{uneven:?}");
        }
    }

    proptest! {
        #[test]
        fn collapsing_an_even_text_changes_nothing(text in "[ a-zàế–“\u{80}-\u{ff}\u{2000}-\u{2070}\u{300}-\u{345}\u{1100}-\u{1175}\u{2126}\u{3000}\u{feff}]{0,12}") {
            let inner = text.trim_ascii();
            if is_even(inner.as_bytes()) {
                prop_assert_eq!(crate::text::collapse(inner), inner);
            }
        }
    }
}
