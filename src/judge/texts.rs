//! The texts of one page by kind, and which phrases they say. Each kind is searched when a detector first asks for it.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use url::Url;

use super::{
    phrases::{Extent, PhraseSearch, Text},
    syllables::Sheet,
    targets::Targets,
};
use crate::{
    page::{Link, Page},
    text,
};

/// Most syllables that a button says beside the phrase; a longer text is a title that happens to contain it.
const BESIDE_BUTTON: u16 = 3;
/// The same for the label of a link that does not begin with the phrase.
const BESIDE_LABEL: u16 = 4;
/// Length of a link's label, about: room for all of them is made once.
const BYTES_A_LABEL: usize = 48;
/// Columns of a table and fields of a form that are told apart.
const PARTS: u32 = 1 << 10;

/// Kinds of text on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Runs of text, searched for the phrases that are wanted in prose; index into [`Page::runs`].
    Runs,
    /// Headings; index into [`Page::headings`].
    Headings,
    /// The page's title; item 0.
    Title,
    /// Captions of tables; index into [`Page::tables`].
    Captions,
    /// Header cells; see [`whole`].
    Columns,
    /// Fields of forms; see [`whole`].
    Fields,
    /// Links; index into [`Page::links`].
    Links,
    /// Controls; index into [`Page::controls`].
    Controls,
    /// Beginnings of entries; index into [`Page::entries`].
    Entries,
    /// Words of pictures; index into [`Page::images`].
    Pictures,
    /// Scripts behind controls; index into [`Page::controls`], "phrase" is a piece of script or address.
    CallsOfControls,
    /// Scripts and addresses behind links; index into [`Page::links`], "phrase" as before.
    CallsOfLinks,
}

const KINDS: usize = 12;

impl Kind {
    /// How much of such a text any way to stand in it asks for.
    const fn extent(self) -> Extent {
        match self {
            Self::Runs => Extent::Prose,
            Self::Entries => Extent::Beginning,
            Self::Links | Self::Controls => {
                Extent::Entry { beside: if BESIDE_BUTTON > BESIDE_LABEL { BESIDE_BUTTON } else { BESIDE_LABEL } }
            }
            _ => Extent::Whole,
        }
    }
}

/// A phrase in a text of some kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) phrase: u32,
    /// Which text of its kind.
    pub(crate) item: u32,
    pub(crate) begins: bool,
    pub(crate) folded: bool,
    /// Syllables of the text, as far as it was read.
    pub(crate) syllables: u16,
    /// The next hit of the same phrase.
    next: u32,
}

/// How a phrase must stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Anywhere.
    Inside,
    /// At the beginning.
    First,
    /// As nearly all of it: what a button does.
    AsButton,
    /// At the beginning or as nearly all of it: what a link is called.
    AsLabel,
}

/// The table or form that a header cell or field belongs to.
pub(crate) fn whole(item: u32) -> usize {
    (item / PARTS) as usize
}

/// Which of its header cells or fields that is.
pub(crate) fn part(item: u32) -> usize {
    (item % PARTS) as usize
}

/// Texts of one page.
#[derive(Debug)]
pub(crate) struct Texts<'p> {
    search: &'p PhraseSearch,
    page: &'p Page,
    found: [OnceCell<Found>; KINDS],
    targets: OnceCell<Targets<'p>>,
    /// Whether the page carries tone marks anywhere.
    marked: OnceCell<bool>,
    numbers: RefCell<Vec<u32>>,
}

/// What texts of one kind say.
#[derive(Debug, Default)]
struct Found {
    /// At most one for each phrase and item. Those of one phrase are a chain in document order.
    hits: Vec<Hit>,
    /// By phrase the first and the last hit of its chain; empty where nothing was found at all.
    chains: Vec<(u32, u32)>,
}

/// No hit.
const NONE: u32 = u32::MAX;

impl<'p> Texts<'p> {
    pub(crate) fn new(search: &'p PhraseSearch, page: &'p Page) -> Self {
        let (found, numbers) = Default::default();
        Self { search, page, found, targets: OnceCell::new(), marked: OnceCell::new(), numbers }
    }

    /// Where the page's links lead.
    pub(crate) fn targets(&self) -> &Targets<'p> {
        self.targets.get_or_init(|| Targets::of(self.page))
    }

    /// Where a phrase is said in texts of `kind`, in document order.
    pub(crate) fn of(&self, kind: Kind, phrase: u32) -> impl Iterator<Item = &Hit> {
        self.found[kind as usize].get_or_init(|| self.find(kind)).of(phrase)
    }

    /// Items of `kind` in which one of the phrases stands as wanted, sorted.
    pub(crate) fn items(&self, kind: Kind, phrases: &[u32], stands: Stands) -> Vec<u32> {
        let found = self.found[kind as usize].get_or_init(|| self.find(kind));
        if found.hits.is_empty() {
            return Vec::new();
        }
        let mut items: Vec<u32> = phrases
            .iter()
            .flat_map(|phrase| found.of(*phrase))
            .filter(|hit| match stands {
                Stands::Inside => true,
                Stands::First => hit.begins,
                Stands::AsButton => hit.syllables <= self.search.syllables(hit.phrase) + BESIDE_BUTTON,
                Stands::AsLabel => hit.begins || hit.syllables <= self.search.syllables(hit.phrase) + BESIDE_LABEL,
            })
            .map(|hit| hit.item)
            .collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    fn find(&self, kind: Kind) -> Found {
        let page = self.page;
        let mut found = Found::default();
        match kind {
            Kind::Runs => {
                let span = |run: usize| page.runs[run].1 as usize..run_end(page, run);
                self.look(kind, &page.text, (0..page.runs.len()).map(|run| (run as u32, span(run))), &mut found);
            }
            Kind::CallsOfControls => self.calls(&page.controls, &mut found),
            Kind::CallsOfLinks => self.calls(&page.links, &mut found),
            _ => {
                let mut places = Vec::with_capacity(if kind == Kind::Links { page.links.len() } else { 0 });
                let mut all = String::with_capacity(places.capacity() * BYTES_A_LABEL);
                each_text(page, kind, |item, text| {
                    let start = all.len();
                    all.push_str(text);
                    places.push((item as u32, start..all.len()));
                    all.push('\n');
                });
                self.look(kind, &all, places.into_iter(), &mut found);
            }
        }
        found
    }

    /// Looks at the texts that stand at the given places of `all`.
    fn look(&self, kind: Kind, all: &str, places: impl Iterator<Item = (u32, Range<usize>)>, found: &mut Found) {
        let sheet = Sheet::of(all);
        let mut numbers = self.numbers.borrow_mut();
        for (item, span) in places {
            let from = found.hits.len();
            let text = Text { sheet: &sheet, raw: &all[span.clone()], span };
            let syllables = self.search.each_in(&text, kind.extent(), &mut numbers, |said| {
                let (phrase, begins) = (said.phrase, said.begins);
                // One line without marks on a page with marks is another word; a page without any is Vietnamese typed so.
                // A single syllable (`so`) stays too little: it may be English.
                let marked = || *self.marked.get_or_init(|| text::has_marks(&self.page.text));
                let folded = said.folded && (self.search.syllables(phrase) == 1 || marked());
                found.push(Hit { phrase, item, begins, folded, syllables: 0, next: NONE }, self.search.size());
            });
            for hit in &mut found.hits[from..] {
                hit.syllables = syllables;
            }
        }
    }

    fn calls(&self, links: &[Link], found: &mut Found) {
        for (item, link) in links.iter().enumerate() {
            let target = link.target.as_ref().map_or("", Url::as_str);
            self.search.each_call(link.script.as_deref().unwrap_or(""), target, |phrase| {
                let hit = Hit { phrase, item: item as u32, begins: false, folded: false, syllables: 0, next: NONE };
                found.push(hit, self.search.size());
            });
        }
    }
}

impl Found {
    /// Adds a hit that stands behind all others in the page; `phrases` is how many phrases there are. Of the places of
    /// a phrase in one text the first, which may be its beginning, stands for all.
    fn push(&mut self, hit: Hit, phrases: usize) {
        if self.chains.is_empty() {
            self.chains.resize(phrases, (NONE, NONE));
        }
        let (first, last) = &mut self.chains[hit.phrase as usize];
        let number = self.hits.len() as u32;
        if *first == NONE {
            *first = number;
        } else {
            let before = &mut self.hits[*last as usize];
            if before.item == hit.item {
                return;
            }
            before.next = number;
        }
        *last = number;
        self.hits.push(hit);
    }

    fn of(&self, phrase: u32) -> impl Iterator<Item = &Hit> {
        let first = self.chains.get(phrase as usize).map_or(NONE, |(first, _)| *first);
        std::iter::successors(self.hits.get(first as usize), |hit| self.hits.get(hit.next as usize))
    }
}

/// Calls `look` for each text of a kind that is not simply a stretch of the page's text.
fn each_text(page: &Page, kind: Kind, mut look: impl FnMut(usize, &str)) {
    let part = |whole: usize, part: usize| whole * PARTS as usize + part.min(PARTS as usize - 1);
    match kind {
        Kind::Headings => page.headings.iter().enumerate().for_each(|(at, h)| look(at, &h.text)),
        Kind::Title => look(0, &page.title),
        Kind::Captions => page.tables.iter().enumerate().for_each(|(at, t)| look(at, &t.caption)),
        Kind::Columns => {
            for (at, table) in page.tables.iter().enumerate() {
                table.columns.iter().enumerate().for_each(|(column, text)| look(part(at, column), text));
            }
        }
        Kind::Fields => {
            for (at, form) in page.forms.iter().enumerate() {
                form.fields.iter().enumerate().for_each(|(field, words)| look(part(at, field), &words.words));
            }
        }
        Kind::Links => page.links.iter().enumerate().for_each(|(at, link)| look(at, &link.label)),
        Kind::Controls => page.controls.iter().enumerate().for_each(|(at, link)| look(at, &link.label)),
        Kind::Entries => page.entries.iter().enumerate().for_each(|(at, (text, _))| look(at, text)),
        Kind::Pictures => page.images.iter().enumerate().for_each(|(at, image)| look(at, &image.words)),
        Kind::Runs | Kind::CallsOfControls | Kind::CallsOfLinks => {}
    }
}

/// Text of one run of a page.
pub(crate) fn run_text(page: &Page, index: usize) -> &str {
    page.text.get(page.runs[index].1 as usize..run_end(page, index)).unwrap_or("")
}

fn run_end(page: &Page, index: usize) -> usize {
    page.runs.get(index + 1).map_or(page.text.len(), |(_, next)| *next as usize)
}

#[cfg(test)]
mod tests {
    use super::{super::phrases::PhraseBook, *};
    use crate::{page, rules::PhraseUse};

    fn stands(label: &str, phrase: &str, stands: Stands) -> bool {
        let mut book = PhraseBook::default();
        let wanted = book.numbers(&vec![phrase.to_owned()], PhraseUse::Said);
        let search = book.into_search();
        let html = format!("<main><a href='/x'>{label}</a></main>");
        let url = "https://mau.gov.vn/".parse().unwrap();
        let page =
            page::read(&page::Source { url: &url, body: html.as_bytes(), content_type: None, home: true, day: None });
        !Texts::new(&search, &page).items(Kind::Links, &wanted.said, stands).is_empty()
    }

    #[test]
    fn a_news_title_that_mentions_sharing_is_no_share_button() {
        assert!(stands("Chia sẻ", "Chia sẻ", Stands::AsButton));
        assert!(stands("Chia sẻ lên Facebook", "Chia sẻ", Stands::AsButton));
        assert!(!stands("Nền tảng tích hợp chia sẻ dữ liệu quốc gia", "Chia sẻ", Stands::AsButton));
    }

    #[test]
    fn a_link_is_labelled_by_how_it_begins_or_by_nearly_all_it_says() {
        let petitions = "Phản ánh, kiến nghị";
        assert!(stands("Tiếp nhận phản ánh, kiến nghị", petitions, Stands::AsLabel));
        assert!(stands("Phản ánh, kiến nghị về quy định hành chính của tổ chức", petitions, Stands::AsLabel));
        assert!(!stands("Giám đốc Sở trả lời phản ánh, kiến nghị của cử tri tại kỳ họp", petitions, Stands::AsLabel));
        assert!(stands("cong dv cong quoc gia", "DV công", Stands::AsLabel));
    }

    #[test]
    fn an_entry_begins_with_a_phrase_behind_its_number_and_as_a_whole() {
        assert!(stands("1. Vụ Pháp chế", "Vụ", Stands::First));
        assert!(stands("THANH TRA", "Thanh tra", Stands::First));
        assert!(!stands("Vụn vặt", "Vụ", Stands::First));
    }
}
