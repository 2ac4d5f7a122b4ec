//! The page laid flat: one walk over the tree, elements in document order, text as one string.
//!
//! An element is followed by its descendants, so that a subtree is a range; the text of an element is a range too.
//! What the walk cannot know (the region of an element) is filled in by `regions`.

use scraper::node::Element;

use super::attributes::Own;
use super::dom::Dom;
use super::hints::Hints;
use super::tag::Tag;
use super::walk::Walk;
use super::{At, Region};

/// Most text of a page that is kept, in bytes.
pub(super) const MAX_TEXT: usize = 2_000_000;

/// Bytes of visible text for each node of a page, about: room for them is made once.
const TEXT_A_NODE: usize = 8;

/// An element.
pub(super) struct El<'t> {
    pub(super) node: &'t Element,
    pub(super) attributes: Own<'t>,
    pub(super) tag: Tag,
    pub(super) hints: Hints,
    pub(super) region: Region,
    pub(super) depth: u16,
    pub(super) parent: u32,
    /// One past the last descendant.
    pub(super) end: u32,
    /// Its text in [`Sketch::text`], or in [`Sketch::muted`] if it is a title or an option.
    pub(super) text: (u32, u32),
    /// Words of running text outside links before and up to its end.
    pub(super) words: (u32, u32),
    /// Bytes of link text before and up to its end.
    pub(super) linked: (u32, u32),
}

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// Innermost element around its start.
    pub(super) el: u32,
    /// The element just before its start: a child of `el` that has ended, or `el` itself.
    pub(super) place: u32,
    /// Where it starts in the text.
    pub(super) start: u32,
}

/// A page laid flat.
#[derive(Default)]
pub(super) struct Sketch<'t> {
    pub(super) els: Vec<El<'t>>,
    /// Visible text, white space collapsed, blocks on lines of their own.
    pub(super) text: String,
    /// Text of titles and options, which stand outside the flow.
    pub(super) muted: String,
    pub(super) runs: Vec<Run>,
    pub(super) anchors: Vec<u32>,
    /// Other ways to an address: areas, frames, options, elements with a script or a data address.
    pub(super) jumps: Vec<u32>,
    pub(super) headings: Vec<u32>,
    pub(super) images: Vec<u32>,
    pub(super) tables: Vec<u32>,
    pub(super) rows: Vec<u32>,
    pub(super) forms: Vec<u32>,
    pub(super) fields: Vec<u32>,
    pub(super) buttons: Vec<u32>,
    pub(super) labels: Vec<u32>,
    /// `title`, `meta`, `link`, `base`.
    pub(super) head: Vec<u32>,
    /// Elements named question or answer.
    pub(super) dialogue: Vec<u32>,
    /// Elements with an obfuscated e-mail address.
    pub(super) hidden_mail: Vec<u32>,
    /// Texts of scripts, styles and `noscript`.
    pub(super) scripts: Vec<&'t str>,
    /// Addresses of the files that scripts are loaded from.
    pub(super) script_files: Vec<&'t str>,
}

impl<'t> Sketch<'t> {
    pub(super) fn of(dom: &'t Dom) -> Self {
        let html = &dom.html;
        let mut attributes = dom.attributes.reader();
        let mut walk = Walk::default();
        let nodes = html.tree.values().len();
        walk.sketch.els.reserve(nodes / 2);
        walk.sketch.text.reserve(nodes * TEXT_A_NODE);
        walk.sketch.runs.reserve(nodes / 8);
        let root = html.tree.root();
        let mut node = root;
        'walk: loop {
            walk.open(node, &mut attributes);
            if let Some(first) = node.first_child() {
                node = first;
                continue;
            }
            loop {
                walk.close(node.value());
                if node.id() == root.id() {
                    break 'walk;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => break 'walk,
                }
            }
        }
        walk.sketch
    }

    pub(super) fn el(&self, index: u32) -> &El<'t> {
        &self.els[index as usize]
    }

    pub(super) fn at(&self, index: u32) -> At {
        At { pos: index, region: self.el(index).region }
    }

    /// Place of a line, behind what precedes it in the element around it.
    pub(super) fn at_run(&self, run: Run) -> At {
        At { pos: run.place, region: self.el(run.el).region }
    }

    /// Value of an attribute.
    pub(super) fn attr(&self, index: u32, name: &str) -> Option<&'t str> {
        self.el(index).attributes.get(name)
    }

    /// Text of an element, lines separated by newlines.
    pub(super) fn text_of(&self, index: u32) -> &str {
        let el = self.el(index);
        let whole = if matches!(el.tag, Tag::Title | Tag::Option) { &self.muted } else { &self.text };
        whole[el.text.0 as usize..el.text.1 as usize].trim_matches([' ', '\n'])
    }

    /// Where the text of an element begins, after the separator before it.
    pub(super) fn text_start(&self, index: u32) -> u32 {
        let el = self.el(index);
        let separator = self.text.as_bytes().get(el.text.0 as usize).is_some_and(|b| matches!(b, b' ' | b'\n'));
        (el.text.0 + u32::from(separator)).min(el.text.1)
    }

    /// Length of the text of an element in bytes.
    pub(super) fn text_len(&self, index: u32) -> u32 {
        self.el(index).text.1 - self.text_start(index)
    }

    /// Words of running text outside links in an element.
    pub(super) fn words_of(&self, index: u32) -> u32 {
        let el = self.el(index);
        el.words.1 - el.words.0
    }

    /// Words of a link's text, counted up to a few.
    pub(super) fn words_in_link(&self, index: u32) -> usize {
        self.text_of(index).split([' ', '\n']).take(4).count()
    }

    /// Parents from the inside out, without the root's own.
    pub(super) fn ancestors(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        let mut current = index;
        std::iter::from_fn(move || {
            let parent = self.el(current).parent;
            (parent != current).then(|| {
                current = parent;
                parent
            })
        })
    }

    /// Lines whose start lies inside an element.
    pub(super) fn runs_in(&self, index: u32) -> std::ops::Range<usize> {
        let el = self.el(index);
        let from = self.runs.partition_point(|run| run.start < el.text.0);
        let to = self.runs.partition_point(|run| run.start < el.text.1);
        from..to.max(from)
    }

    /// Number of the line that holds a place of the text.
    pub(super) fn run_at(&self, offset: usize) -> usize {
        self.runs.partition_point(|run| run.start as usize <= offset).saturating_sub(1)
    }

    /// A line.
    pub(super) fn line(&self, run: usize) -> &str {
        let (from, to) = self.line_span(run);
        &self.text[from..to]
    }

    /// Where a line begins and ends in the text.
    pub(super) fn line_span(&self, run: usize) -> (usize, usize) {
        let from = self.runs.get(run).map_or(self.text.len(), |run| run.start as usize);
        let to = self.runs.get(run + 1).map_or(self.text.len(), |next| next.start as usize - 1);
        (from, to.max(from))
    }

    /// Place of the line that holds an offset of the text.
    pub(super) fn at_offset(&self, offset: usize) -> At {
        self.runs.get(self.run_at(offset)).map_or(At { pos: 0, region: Region::Main }, |run| self.at_run(*run))
    }

    /// Entries of a list of element indexes that lie inside an element.
    pub(super) fn within<'l>(&self, list: &'l [u32], index: u32) -> &'l [u32] {
        let end = self.el(index).end;
        let from = list.partition_point(|entry| *entry < index);
        let to = list.partition_point(|entry| *entry < end);
        &list[from..to]
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn text(html: &str) -> String {
        Sketch::of(&dom::parse(html)).text
    }

    #[test]
    fn blocks_stand_on_lines_and_inline_elements_do_not() {
        assert_eq!(
            text("<p>Cơ <b>cấu</b>\n tổ&nbsp;chức</p><div>a<br>b</div><table><tr><td>c<td>d</table>"),
            "Cơ cấu tổ chức\na\nb\nc\nd"
        );
    }

    #[test]
    fn what_no_visitor_reads_is_left_out() {
        assert_eq!(
            text("<title>x</title><style>y</style><p>a<script>z</script>b</p><select><option>c</select><svg><text>q"),
            "ab"
        );
    }

    #[test]
    fn entities_that_make_combining_marks_are_composed() {
        assert_eq!(text("c&acirc;&#769;u"), "cấu");
    }

    #[test]
    fn subtrees_and_their_text_are_ranges() {
        let html = dom::parse("<body><ul><li><a href=x>Một hai</a> ba<li>bốn</ul><p>năm");
        let sketch = Sketch::of(&html);
        let list = sketch.els.iter().position(|el| el.tag == Tag::Ul).unwrap() as u32;
        assert_eq!(sketch.text_of(list), "Một hai ba\nbốn");
        assert_eq!(sketch.words_of(list), 2);
        assert_eq!(sketch.runs_in(list).map(|run| sketch.line(run)).collect::<Vec<_>>(), ["Một hai ba", "bốn"]);
        assert_eq!(sketch.el(list).end - list, 4);
    }
}
