//! Named officials: a name and a post in the same line, row, card or list entry, with the telephone and e-mail that
//! stand with them.
//!
//! A news title that mentions an official is no entry of a list of officials: in it the sentence goes on after the
//! name. A name counts only where the line ends with it or a separator, post or contact follows.

use super::contacts;
use super::cues::{Cue, Cues};
use super::names;
use super::scan;
use super::sketch::Sketch;
use super::tag::Tag;
use super::{Person, Region};

/// Most people of a page.
const MAX_PEOPLE: usize = 2_000;
/// Longest line that is read as an entry.
const LONGEST_LINE: usize = 220;
/// Longest text of a row or card of one person.
const LONGEST_CARD: u32 = 1_600;
/// How many lines name and post may stand apart.
const REACH: usize = 4;

/// A line that begins with a post, or has one behind a name.
struct PostLine {
    run: usize,
    post: String,
    /// The name in the same line, if any.
    name: Option<String>,
}

/// People with their places.
pub(super) fn collect(sketch: &Sketch<'_>, cues: &Cues) -> Vec<Person> {
    let posts = post_lines(sketch, cues);
    let mut people: Vec<(usize, Person)> = Vec::new();
    // Lines whose person is known; those that carry name and post together cannot be anybody else's.
    let mut taken: Vec<usize> = Vec::new();
    let named: Vec<usize> = posts.iter().filter(|line| line.name.is_some()).map(|line| line.run).collect();
    for line in &posts {
        if people.len() >= MAX_PEOPLE {
            break;
        }
        let (run, name) = match &line.name {
            Some(name) => (line.run, name.clone()),
            None => match name_near(sketch, line.run, &taken, &named) {
                Some(found) => found,
                None => continue,
            },
        };
        if taken.contains(&run) {
            continue;
        }
        taken.push(run);
        let (phone, email) = reach(sketch, run, line.run, &named);
        people.push((run, Person { name, post: line.post.clone(), phone, email, at: sketch.at_run(sketch.runs[run]) }));
    }
    people.sort_by_key(|(run, _)| *run);
    people.into_iter().map(|(_, person)| person).collect()
}

fn post_lines(sketch: &Sketch<'_>, cues: &Cues) -> Vec<PostLine> {
    let mut lines = Vec::new();
    let mut last = usize::MAX;
    for cue in cues.of(Cue::Post) {
        let run = sketch.run_at(cue.start);
        if run == last {
            continue;
        }
        let (from, to) = sketch.line_span(run);
        let line = &sketch.text[from..to];
        if line.len() > LONGEST_LINE || cue.end > to || sketch.el(sketch.runs[run].el).region == Region::Menu {
            continue;
        }
        last = run;
        let before = sketch.text[from..cue.start].trim_end_matches([' ', '-', '–', ':', ',', '(', '|']);
        let after = &sketch.text[cue.start..to];
        if let Some((post, name)) = read_line(before, after, cue.end - cue.start) {
            lines.push(PostLine { run, post, name });
        }
    }
    lines
}

/// Post and perhaps name of a line cut before its first post.
fn read_line(before: &str, after: &str, post_len: usize) -> Option<(String, Option<String>)> {
    if before.is_empty() || is_label(before) {
        // "Chủ tịch: Nguyễn Văn An", "Chủ tịch UBND tỉnh Nguyễn Văn An", or the post alone.
        let rest = &after[post_len..];
        let cut = rest.find([':', '–', '-', ',', '|', '(']).unwrap_or(rest.len());
        let mut tail = rest[cut..].trim_start_matches([':', '–', '-', ',', '|', '(', ' ']);
        let direct = rest.trim_start_matches(' ');
        if names::leading(direct).is_some() {
            tail = direct;
        }
        if let Some((name, behind)) = names::leading(tail) {
            let post = after[..after.len() - tail.len()].trim_end_matches([':', '–', '-', ',', '|', '(', ' ']);
            return ends_entry(behind).then(|| (post.to_owned(), Some(name)));
        }
        let post = post_of(after);
        return (post.len() <= 160 && is_post_alone(after, post_len)).then(|| (post.to_owned(), None));
    }
    // "Ông Nguyễn Văn An - Phó Chủ tịch UBND tỉnh"
    let (name, behind) = names::leading(before)?;
    let joined = behind.trim_matches([' ', '-', '–', ':', ',', '(', '|', '.']);
    if !(joined.is_empty() || is_label(joined) || is_party_post(joined)) {
        return None;
    }
    let post = post_of(after);
    is_post_alone(after, post_len).then(|| (post.to_owned(), Some(name)))
}

/// The post up to a telephone, an e-mail or the next field.
fn post_of(after: &str) -> &str {
    let cut = ["Điện thoại", "ĐT", "Email", "E-mail", "SĐT", "Tel", ";", "|", "(0", ": 0"]
        .iter()
        .filter_map(|stop| after.find(stop))
        .min()
        .unwrap_or(after.len());
    after[..cut].trim_end_matches([' ', '-', '–', ',', '.', ':', ')'])
}

/// Whether a post is followed by no sentence: "Chủ tịch UBND tỉnh phụ trách kinh tế" but not "Chủ tịch dự lễ".
fn is_post_alone(after: &str, post_len: usize) -> bool {
    const VERBS: &str = "dự|chủ trì|làm việc|tiếp|thăm|phát biểu|ký|yêu cầu|chỉ đạo|kiểm tra|trao|chúc|gặp|tham dự|được|đã|sẽ|\
        cho biết|nói|nhấn mạnh|khai|ban hành|đề nghị|tặng|về việc|giải đáp|trả lời|của ngành|nêu|đi|qua các thời kỳ";
    let rest = &after[post_len..];
    if rest.contains(['?', '"', '“', '!']) {
        return false;
    }
    let padded = format!(" {} ", rest.to_lowercase());
    !VERBS.split('|').any(|verb| {
        padded
            .match_indices(verb)
            .any(|(at, _)| padded[..at].ends_with(' ') && padded[at + verb.len()..].starts_with(' '))
    })
}

/// What may follow a name that ends an entry.
fn ends_entry(behind: &str) -> bool {
    behind.is_empty()
        || behind.starts_with([',', ';', '-', '–', '(', '|', '.', ':', '/'])
        || behind.starts_with(|c: char| c.is_ascii_digit())
        || ["Điện", "ĐT", "Email", "E-mail", "SĐT", "Tel", "Sinh", "Phó", "Chủ", "Số"]
            .iter()
            .any(|word| behind.starts_with(word))
}

fn is_label(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "chức vụ",
        "chức danh",
        "chức danh chức vụ",
        "position",
        "chức vụ hiện nay",
        "đơn vị chức vụ",
        "họ tên chức vụ",
    ];
    text.len() < 60 && {
        let normal = crate::text::normalise(text);
        normal.is_empty() || LABELS.contains(&normal.as_str()) || normal.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Party and parliamentary titles come before the post: "UVTW Đảng, Bí thư …".
fn is_party_post(text: &str) -> bool {
    ["UV", "Ủy viên", "Uỷ viên", "TUV", "Tỉnh ủy viên", "Thành ủy viên", "ĐBQH"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// A line near a post that is a name and nothing else, within the same card.
fn name_near(sketch: &Sketch<'_>, run: usize, taken: &[usize], named: &[usize]) -> Option<(usize, String)> {
    let before = (1..=REACH).filter_map(|step| run.checked_sub(step));
    let after = (1..=2).map(|step| run + step).filter(|run| *run < sketch.runs.len());
    before.chain(after).filter(|near| !taken.contains(near) && named.binary_search(near).is_err()).find_map(|near| {
        let line = sketch.line(near);
        if line.len() > 90 {
            return None;
        }
        let (name, behind) = names::leading(line)?;
        let alone = behind.is_empty() || behind.starts_with(['(', ',']) || behind.starts_with("Sinh");
        (alone && card_of(sketch, near, run).is_some()).then_some((near, name))
    })
}

/// The smallest element that holds two lines, if it is small enough for one person or is a row.
fn card_of(sketch: &Sketch<'_>, one: usize, other: usize) -> Option<u32> {
    let (first, last) = (one.min(other), one.max(other));
    let end = sketch.line_span(last).0 as u32;
    let start = sketch.runs[first].el;
    let card = std::iter::once(start).chain(sketch.ancestors(start)).find(|el| sketch.el(*el).text.1 > end)?;
    // In a flat run of paragraphs the common parent is large, but the lines are neighbours.
    (sketch.text_len(card) <= LONGEST_CARD || last - first == 1).then_some(card)
}

/// Telephone and e-mail in the row or card of a person: the largest element around name and post that holds no other
/// name.
fn reach(sketch: &Sketch<'_>, name_run: usize, post_run: usize, named: &[usize]) -> (Option<String>, Option<String>) {
    let Some(mut card) = card_of(sketch, name_run, post_run) else { return (None, None) };
    if names_in(sketch, card, named) > 1 {
        return contacts_below(sketch, name_run, post_run, named);
    }
    for ancestor in sketch.ancestors(card) {
        let el = sketch.el(ancestor);
        if sketch.text_len(ancestor) > LONGEST_CARD
            || matches!(el.tag, Tag::Table | Tag::Body)
            || names_in(sketch, ancestor, named) > 1
        {
            break;
        }
        card = ancestor;
    }
    let (phone, mut email) = contacts_in(sketch.text_of(card));
    if email.is_none() {
        email = sketch
            .within(&sketch.hidden_mail, card)
            .iter()
            .find_map(|el| sketch.attr(*el, "data-cfemail").and_then(contacts::cloudflare))
            .or_else(|| {
                let mut links = sketch.within(&sketch.anchors, card).iter();
                links.find_map(|el| sketch.attr(*el, "href").and_then(contacts::email_of_target))
            });
    }
    // Two people in one box: each has the lines below.
    if phone.is_none() && email.is_none() { contacts_below(sketch, name_run, post_run, named) } else { (phone, email) }
}

/// Contacts in the lines from a person's own up to the next name, a few at most.
fn contacts_below(
    sketch: &Sketch<'_>,
    name_run: usize,
    post_run: usize,
    named: &[usize],
) -> (Option<String>, Option<String>) {
    const LINES: usize = 4;
    let (first, last) = (name_run.min(post_run), name_run.max(post_run));
    let below = (last + 1..sketch.runs.len()).take(LINES);
    let end = below.take_while(|run| !is_name_line(sketch, *run, named)).last().unwrap_or(last);
    contacts_in(&sketch.text[sketch.line_span(first).0..sketch.line_span(end).1])
}

fn contacts_in(text: &str) -> (Option<String>, Option<String>) {
    let phone = scan::scan(text, None).phones.into_iter().next().map(|(_, digits)| digits);
    let email = contacts::emails_in(text).into_iter().next().map(|(_, address)| address);
    (phone, email)
}

/// Lines of an element that name somebody, counted up to two.
fn names_in(sketch: &Sketch<'_>, el: u32, named: &[usize]) -> usize {
    sketch.runs_in(el).filter(|run| is_name_line(sketch, *run, named)).take(2).count()
}

fn is_name_line(sketch: &Sketch<'_>, run: usize, named: &[usize]) -> bool {
    let line = sketch.line(run);
    named.binary_search(&run).is_ok()
        || (line.len() <= LONGEST_LINE && names::leading(line).is_some_and(|(_, behind)| ends_entry(behind)))
}
