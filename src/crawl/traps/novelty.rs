//! Whether a page says anything that no page of its portal said before. Calendars without events, filters, copies for the
//! printer, lists that go on after their end: whatever their addresses look like, their lines are known.

use crate::page::{Page, Region};

/// Bits of the memory for lines. With 20,000 different lines one in seven is taken for known, which a page of several
/// lines survives.
const BITS: usize = 1 << 17;
/// Fewer new words than these are a name in a title, or chance.
const FEW_WORDS: usize = 3;
/// A page with fewer words says nothing either way.
const LEAST_WORDS: usize = 8;
/// One new word in so many is a detail of a known page.
const DETAIL: usize = 40;

/// The lines a portal's pages have shown, by fingerprint.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Empty until the first page.
    seen: Vec<u64>,
}

impl Lines {
    /// Takes in the title and the main lines of `page`; whether they are more than a detail new, `None` if there are too
    /// few to tell. Digits do not count: days, counters and numbers of pages are different on every page of a kind.
    pub(super) fn are_new(&mut self, page: &Page) -> Option<bool> {
        let (mut new, mut all) = (0, 0);
        let mut take = |line: &str| {
            let (fingerprint, words) = read(line);
            if words > 0 {
                all += words;
                new += if self.insert(fingerprint) { words } else { 0 };
            }
        };
        take(&page.title);
        for (at, run) in page.runs.iter().enumerate().filter(|(_, (place, _))| place.region == Region::Main) {
            let end = page.runs.get(at + 1).map_or(page.text.len(), |next| next.1 as usize);
            take(&page.text[run.1 as usize..end]);
        }
        (all >= LEAST_WORDS).then_some(new >= FEW_WORDS && new * DETAIL >= all)
    }

    /// Whether the line was not known.
    fn insert(&mut self, fingerprint: u64) -> bool {
        if self.seen.is_empty() {
            self.seen = vec![0; BITS / 64];
        }
        let bit = fingerprint as usize % BITS;
        let word = &mut self.seen[bit / 64];
        let known = *word >> (bit % 64) & 1 == 1;
        *word |= 1 << (bit % 64);
        !known
    }
}

/// Fingerprint of a line without its digits, and how many words it has.
fn read(line: &str) -> (u64, usize) {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let (mut words, mut inside) = (0, false);
    for byte in line.bytes().filter(|byte| !byte.is_ascii_digit()) {
        let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
        words += usize::from(letter && !inside);
        inside = letter;
        if letter || byte == b' ' {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (hash ^ (hash >> 32), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn page(title: &str, main: &str) -> Page {
        let url = "http://mau.gov.vn/x".parse().unwrap();
        let body =
            format!("<!doctype html><title>{title}</title><nav><a href=/>Trang chủ của cổng</a></nav><main>{main}");
        let content_type = Some("text/html; charset=utf-8");
        page::read(&page::Source { url: &url, body: body.as_bytes(), content_type, home: false, day: None })
    }

    fn new(lines: &mut Lines, page: &Page) -> bool {
        lines.are_new(page).unwrap()
    }

    #[test]
    fn too_few_words_say_nothing_either_way() {
        assert_eq!(Lines::default().are_new(&page("Cổng", "<p>Mục một")), None);
    }

    #[test]
    fn a_month_without_events_says_nothing_after_the_first() {
        let mut lines = Lines::default();
        let month = |n: u32| {
            page(&format!("Lịch tháng {n}"), &format!("<p>Tháng {n}/2026</p><p>Chưa có sự kiện trong tháng</p>"))
        };
        assert!(new(&mut lines, &month(1)));
        assert!(!new(&mut lines, &month(2)) && !new(&mut lines, &month(11)));
    }

    #[test]
    fn a_section_and_a_week_with_events_of_their_own_are_new() {
        let mut lines = Lines::default();
        assert!(new(&mut lines, &page("Văn bản chỉ đạo", "<p>Đang cập nhật nội dung")));
        assert!(new(&mut lines, &page("Công khai ngân sách", "<p>Đang cập nhật nội dung")));
        assert!(new(&mut lines, &page("Lịch tuần 1", "<p>Họp giao ban với các đơn vị<p>Tiếp công dân định kỳ")));
        assert!(new(&mut lines, &page("Lịch tuần 2", "<p>Kiểm tra công trình thủy lợi<p>Tiếp công dân định kỳ")));
        assert!(!new(&mut lines, &page("Lịch tuần 3", "<p>Tiếp công dân định kỳ<p>Tiếp công dân định kỳ")));
    }

    #[test]
    fn a_word_that_is_new_among_many_known_ones_is_a_detail() {
        let mut lines = Lines::default();
        let line = |n: usize| format!("<p>Văn bản {} về {} của tỉnh</p>", "a".repeat(n), "b".repeat(n));
        let list: String = (2..32).fold(String::new(), |list, n| list + &line(n));
        assert!(new(&mut lines, &page("Kết quả lọc", &list)));
        assert!(!new(&mut lines, &page("Kết quả lọc", &format!("{list}<p>Lĩnh vực: giáo dục"))));
    }
}
