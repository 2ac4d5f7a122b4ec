//! Small questions about facts in a scope: does this table have the columns, is that host meant, is the agency named.

use url::Url;

use super::{
    phrases::Wanted,
    scope::{Regions, Scope},
    texts::{Kind, Stands, part, run_text, whole},
    witness::{Witness, clip},
};
use crate::{
    page::{At, FileKind, Heading, Line, Region, Table},
    rules::TableWant,
    text,
};

/// The first table of the scope that has the wanted columns, with its rows in which they are filled.
pub(crate) fn table<'p>(want: &TableWant<Wanted>, scope: &Scope<'p>) -> Option<(&'p Table, usize)> {
    let tables = &scope.page.tables;
    if tables.is_empty() {
        return None;
    }
    let wanted = want.at_least.map_or(want.columns.len(), |n| n as usize);
    // For each table the places of each wanted column that it has.
    let mut places: Vec<Vec<u64>> = vec![Vec::new(); tables.len()];
    for accepted in &want.columns {
        let mut last = None;
        for item in scope.texts.items(Kind::Columns, &accepted.said, Stands::Inside) {
            let (at, column) = (whole(item), part(item));
            let place = tables[at].places.get(column).copied().unwrap_or(u64::MAX);
            match places[at].last_mut() {
                Some(known) if last == Some(at) => *known |= place,
                _ => places[at].push(place),
            }
            last = Some(at);
        }
    }
    let least = want.rows.unwrap_or(1) as usize;
    tables.iter().zip(places).filter(|(table, places)| places.len() >= wanted && scope.holds(table.at)).find_map(
        |(table, places)| {
            let all = places.iter().fold(0, |all, place| all | place);
            // One cell that answers for several columns is one cell, where there are more.
            let different = wanted.min(all.count_ones() as usize);
            let full = |line: &&Line| {
                places.iter().filter(|place| line.filled & **place != 0).count() >= wanted
                    && (line.filled & all).count_ones() as usize >= different
            };
            let rows = table.lines.iter().filter(full).count();
            (rows >= least).then_some((table, rows))
        },
    )
}

/// For each of `wholes` tables or forms, how many of the wanted parts one of its columns or fields says.
pub(crate) fn parts_said(scope: &Scope<'_>, kind: Kind, wanted: &[Wanted], wholes: usize) -> Vec<usize> {
    let mut counts = vec![0; wholes];
    if wholes > 0 {
        for accepted in wanted {
            let mut said: Vec<usize> =
                scope.texts.items(kind, &accepted.said, Stands::Inside).into_iter().map(whole).collect();
            said.dedup();
            for at in said {
                counts[at] += 1;
            }
        }
    }
    counts
}

/// Whether two type codes of documents are the same, one of them perhaps typed without the stroke (`QD` for `QĐ`).
pub(crate) fn same_kind(kind: &str, other: &str) -> bool {
    let bare = |letter: char| if letter == 'Đ' { 'D' } else { letter };
    kind.chars().map(bare).eq(other.chars().map(bare))
}

pub(crate) fn ending_fits(kind: FileKind, target: &Url, kinds: &[String]) -> bool {
    if kinds.is_empty() {
        return kind != FileKind::Data;
    }
    let path = target.path().to_ascii_lowercase();
    kinds.iter().any(|k| path.rsplit_once('.').is_some_and(|(_, ending)| ending == k))
}

pub(crate) fn host_fits(host: &str, pattern: &str, domains: &[String]) -> bool {
    let below = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|h| h.ends_with('.'));
    match pattern.strip_prefix("*.") {
        Some("{portal}") => domains.iter().any(|d| below(d) && host != d),
        Some(domain) => below(domain) && host != domain,
        None if pattern == "{portal}" => domains.iter().any(|d| below(d)),
        None => host == pattern || host.strip_prefix("www.").is_some_and(|h| h == pattern),
    }
}

pub(crate) fn is_official(address: &str, domains: &[String]) -> bool {
    address.rsplit_once('@').is_some_and(|(_, host)| {
        host.ends_with(".gov.vn") || domains.iter().any(|d| host == d || host.ends_with(&format!(".{d}")))
    })
}

pub(crate) fn words_in(scope: &Scope<'_>) -> u32 {
    let page = scope.page;
    if let (Regions::Content(_), Some(section)) =
        (scope.regions, page.sections.iter().find(|section| section.span == scope.span))
    {
        return section.words;
    }
    let run = |index: usize| words(run_text(page, index)) as u32;
    (0..page.runs.len()).filter(|index| scope.holds(page.runs[*index].0)).map(run).sum()
}

pub(crate) fn first_text(scope: &Scope<'_>) -> Option<String> {
    let page = scope.page;
    let long = |index: &usize| scope.holds(page.runs[*index].0) && words(run_text(page, *index)) >= 12;
    (0..page.runs.len()).find(long).map(|index| clip(run_text(page, index)))
}

/// Words of a line of a page's text, which single spaces separate.
fn words(line: &str) -> usize {
    memchr::memchr_iter(b' ', line.as_bytes()).count() + 1
}

pub(crate) fn names_agency(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    let names = scope.subject.names;
    let plain: Vec<String> = names.iter().map(|name| text::strip_marks(name)).collect();
    // However it is written, a text takes no fewer bytes than the name in it.
    let shortest = plain.iter().map(String::len).min().unwrap_or(usize::MAX);
    let says = |text: &str| {
        text.len() >= shortest && {
            let norm = text::normalise(text);
            names.iter().any(|name| contains_syllables(&norm, name))
                || (!text::has_marks(&norm) && plain.iter().any(|name| contains_syllables(&norm, name)))
        }
    };
    let head = |at: At| at.region == Region::Header;
    let header = (0..page.runs.len()).filter(|i| head(page.runs[*i].0)).map(|i| run_text(page, i)).take(40);
    let found = std::iter::once(page.title.as_str())
        .chain(page.headings.iter().map(|h: &Heading| h.text.as_str()).take(40))
        .chain(header)
        .chain(page.links.iter().filter(|l| head(l.at)).map(|l| l.label.as_str()).take(40))
        .chain(page.images.iter().map(|i| i.words.as_str()).take(10))
        .find(|text| says(text));
    if let Some(text) = found {
        witness.count(1, None, [clip(text)]);
    }
    found.is_some()
}

/// Whether `norm` (normalised) contains `phrase` as whole syllables.
pub(crate) fn contains_syllables(norm: &str, phrase: &str) -> bool {
    let bytes = norm.as_bytes();
    !phrase.is_empty()
        && norm.len() >= phrase.len()
        && memchr::memmem::find_iter(bytes, phrase).any(|start| {
            let end = start + phrase.len();
            (start == 0 || bytes[start - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_code_without_its_stroke_is_the_same_code() {
        assert!(same_kind("QĐ", "QD") && same_kind("NĐ", "NĐ"));
        assert!(!same_kind("QĐ", "TB") && !same_kind("QĐ", "QĐUB"));
    }
}
