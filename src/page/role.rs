//! Start page, article or inner page.

use url::Url;

use super::head::Head;
use super::sketch::Sketch;
use super::{DatedItem, Heading, Region, Role};

/// Fewest words of prose of an article.
const PROSE: u32 = 120;
/// So many dated entries are a list of its own.
const LIST: usize = 4;

/// What is known of a page when its role is told.
pub(super) struct Seen<'p> {
    pub(super) url: &'p Url,
    pub(super) head: &'p Head,
    pub(super) headings: &'p [Heading],
    pub(super) items: &'p [DatedItem],
    /// Words of running text in the main region.
    pub(super) words: u32,
    /// How many answers to questions and how many officials the page has.
    pub(super) entries: usize,
    /// Whether a date stands in the main region outside lists.
    pub(super) dated: bool,
}

/// Role of a page that is not the start page: an article has one title and much prose, and says so by its address, by
/// its head, or by a date line.
pub(super) fn of(sketch: &Sketch<'_>, seen: &Seen<'_>) -> Role {
    let path = seen.url.path();
    let addressed =
        path.contains("/-/view_content/") || path.contains("/-/asset_publisher/") && path.contains("/content/");
    let announced = seen.head.kind == "article" || sketch.scripts.iter().any(|text| text.contains("\"NewsArticle\""));
    let titles = seen.headings.iter().filter(|heading| heading.level == 1 && heading.at.region == Region::Main).count();
    let links = sketch.anchors.iter().filter(|el| sketch.el(**el).region == Region::Main).count() as u32;
    let prose = prose(sketch, 0..0);
    if (addressed || announced) && (seen.words >= PROSE / 3 || prose >= PROSE / 3) {
        return Role::Article;
    }
    let sparse = links * 8 <= seen.words;
    let main_items = seen.items.iter().filter(|item| item.at.region == Region::Main).count();
    let tables = sketch.tables.iter().any(|el| sketch.el(*el).region == Region::Main && sketch.text_len(*el) > 1_500);
    // Prose among dated entries is the summaries of a list; an article's own stands before or after its related news.
    let entries: Vec<u32> =
        seen.items.iter().filter(|item| item.at.region == Region::Main).map(|item| item.at.pos).collect();
    let list = match (entries.first(), entries.last()) {
        (Some(first), Some(last)) if entries.len() >= LIST => *first..*last,
        _ => 0..0,
    };
    let prose = if list.is_empty() { prose } else { self::prose(sketch, list) };
    if seen.dated && prose >= PROSE && sparse && seen.entries < 3 && titles <= 2 && main_items <= 12 && !tables {
        return Role::Article;
    }
    Role::Inner
}

/// Words outside links of the main region's longer paragraphs, those in `list` left out.
fn prose(sketch: &Sketch<'_>, list: std::ops::Range<u32>) -> u32 {
    const PARAGRAPH: u32 = 15;
    let mut sum = 0;
    let mut last = u32::MAX;
    for run in &sketch.runs {
        if sketch.el(run.el).region != Region::Main || list.contains(&run.el) {
            continue;
        }
        // The block around a line that begins inside bold or other inline text.
        let mut block = run.el;
        while !sketch.el(block).tag.breaks() && sketch.el(block).parent != block {
            block = sketch.el(block).parent;
        }
        let words = sketch.words_of(block);
        if block != last && (PARAGRAPH..1_000).contains(&words) {
            sum += words;
        }
        last = block;
    }
    sum
}
