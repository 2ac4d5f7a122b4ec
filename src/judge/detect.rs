//! Holds a detector against a part of a page and says what it rests on.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::Date};
use url::Url;

use super::{
    phrases::run_text,
    scope::{Regions, Scope},
    wording::{begins_with_any, contains_any, contains_syllables, is_button, is_labelled},
};
use crate::{
    page::{At, Contact, FileKind, Heading, Language, Link, Person, Table},
    rules::{Detector, Phrases, TableWant},
    text,
};

/// Facts a satisfied detector rests on, for the evidence line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    /// Short texts as seen, in document order, at most [`SAMPLES`] for each atomic detector.
    pub(crate) samples: Vec<String>,
    /// How many facts were counted over all atomic detectors; more is better among equal candidates.
    pub(crate) facts: u32,
}

const SAMPLES: usize = 3;

impl Witness {
    fn count<S: Into<String>>(&mut self, facts: usize, samples: impl IntoIterator<Item = S>) {
        self.facts += facts as u32;
        self.samples.extend(samples.into_iter().take(SAMPLES).map(Into::into));
    }
}

/// Whether `detector` holds in `scope`; what it rests on is added to `witness` only if it does.
pub(crate) fn holds(detector: &Detector, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    match detector {
        Detector::All(of) => {
            let mut seen = Witness::default();
            let all = of.iter().all(|one| holds(one, scope, &mut seen));
            if all {
                witness.facts += seen.facts;
                witness.samples.append(&mut seen.samples);
            }
            all
        }
        Detector::Any(of) => of.iter().any(|one| holds(one, scope, witness)),
        Detector::Not(one) => !holds(one, scope, &mut Witness::default()),
        Detector::AtLeast { count, of } => {
            let mut seen = Witness::default();
            let held = of.iter().filter(|one| holds(one, scope, &mut seen)).count();
            let enough = held >= *count as usize;
            if enough {
                witness.facts += seen.facts;
                witness.samples.append(&mut seen.samples);
            }
            enough
        }
        Detector::Under { heading, has } => scope.page.sections.iter().any(|section| {
            section.heading.is_some_and(|index| {
                let head = &scope.page.headings[index];
                scope.holds(head.at) && contains_any(&head.text, heading)
            }) && holds(has, &scope.narrowed(section.span.clone()), witness)
        }),
        Detector::In { region, has } => holds(has, &scope.region(*region), witness),
        Detector::On { page, has } => scope.page.role == *page && holds(has, scope, witness),
        atomic => holds_here(atomic, scope, witness),
    }
}

/// The atomic detectors.
fn holds_here(detector: &Detector, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    match detector {
        Detector::Documents { min, kinds, normative } => {
            let wanted = scope
                .within(&page.documents, |d| d.at)
                .filter(|d| !*normative || d.year.is_some())
                .filter(|d| kinds.is_empty() || kinds.contains(&d.kind))
                .map(|d| d.text.as_str());
            distinct(wanted, *min, witness)
        }
        Detector::DatedItems { min, within_days } => {
            let items: Vec<_> = scope.within(&page.items, |i| i.at).collect();
            let enough =
                items.len() >= *min as usize && recent(items.iter().map(|i| i.date), *within_days, scope.subject.day);
            if enough {
                witness.count(items.len(), items.iter().map(|i| format!("{} ({})", i.title, day(i.date))));
            }
            enough
        }
        Detector::Dates { min, within_days } => {
            let days: BTreeSet<Date> = scope.within(&page.dates, |d| d.at).map(|d| d.date).collect();
            let enough = days.len() >= *min as usize && recent(days.iter().copied(), *within_days, scope.subject.day);
            if enough {
                witness.count(days.len(), days.iter().rev().map(|d| day(*d)));
            }
            enough
        }
        Detector::People { min, reachable } => {
            let reach = |p: &&Person| !*reachable || p.phone.is_some() || p.email.is_some();
            let people: Vec<_> = scope.within(&page.people, |p| p.at).filter(reach).collect();
            let names: BTreeSet<&str> = people.iter().map(|p| p.name.as_str()).collect();
            let enough = names.len() >= *min as usize;
            if enough {
                witness.count(names.len(), people.iter().map(|p| person_line(p)));
            }
            enough
        }
        Detector::Table(want) => {
            let found = scope.within(&page.tables, |t| t.at).find(|table| fits(table, want));
            if let Some(table) = found {
                witness.count(table.rows as usize, [table.columns.join(" | ")]);
            }
            found.is_some()
        }
        Detector::Files { min, kinds } => {
            let files = scope.within(&page.links, |l| l.at).filter(|link| match (link.file, &link.target) {
                (Some(kind), Some(target)) => ending_fits(kind, target, kinds),
                _ => false,
            });
            distinct(files.filter_map(|l| l.target.as_ref()).map(Url::as_str), *min, witness)
        }
        Detector::Units { min, starting } => {
            let entries = scope.within(&page.entries, |e| e.1).map(|e| e.0.as_str());
            let links = scope.within(&page.links, |l| l.at).map(|l| l.label.as_str());
            distinct(entries.chain(links).filter(|entry| begins_with_any(entry, starting)), *min, witness)
        }
        Detector::Form { asks, at_least } => {
            let wanted = at_least.map_or(asks.len(), |n| n as usize);
            let found = scope.within(&page.forms, |f| f.at).find(|form| {
                asks.iter().filter(|ask| form.fields.iter().any(|f| contains_any(&f.words, ask))).count() >= wanted
            });
            if let Some(form) = found {
                witness.count(form.fields.len(), form.fields.iter().map(|f| f.words.clone()));
            }
            found.is_some()
        }
        Detector::SearchForm {} => {
            let found = scope.within(&page.forms, |f| f.at).find(|form| form.search);
            if let Some(form) = found {
                witness.count(1, form.fields.iter().map(|f| f.words.clone()).take(1));
            }
            found.is_some()
        }
        Detector::Words { min, max } => {
            let words = words_in(scope);
            let enough = min.is_none_or(|least| words >= least) && max.is_none_or(|most| words <= most);
            if enough && min.is_some() {
                witness.count(0, first_text(scope));
            }
            enough
        }
        Detector::Phrases { any, at_least } => {
            let mut seen: Vec<u32> = Vec::new();
            let mut runs: Vec<u32> = Vec::new();
            for phrase in any {
                if let Some(hit) = scope.phrases.of(phrase).find(|hit| scope.holds(hit.at))
                    && !seen.contains(&hit.phrase)
                {
                    seen.push(hit.phrase);
                    runs.push(hit.run);
                }
            }
            let enough = seen.len() >= at_least.unwrap_or(1).max(1) as usize;
            if enough {
                witness.count(seen.len(), runs.iter().map(|run| clip(run_text(page, *run as usize))));
            }
            enough
        }
        Detector::Heading { any } => {
            let found = scope
                .within(&page.headings, |h| h.at)
                .map(|h| h.text.as_str())
                .chain(scope.within(&page.tables, |t| t.at).map(|t| t.caption.as_str()))
                .chain((scope.span.start == 0).then_some(page.title.as_str()))
                .find(|text| contains_any(text, any));
            if let Some(text) = found {
                witness.count(1, [text]);
            }
            found.is_some()
        }
        Detector::Links { min, hosts, labelled, elsewhere } => {
            let wanted = scope.within(&page.links, |l| l.at).filter(|link| {
                link.target.as_ref().is_some_and(|target| {
                    let host = target.host_str().unwrap_or("");
                    (!*elsewhere || Some(host) != page.url.host_str())
                        && (hosts.is_empty() || hosts.iter().any(|h| host_fits(host, h, scope.subject.domains)))
                        && (labelled.is_empty() || is_labelled(&link.label, labelled))
                })
            });
            distinct(wanted.filter_map(|l| l.target.as_ref()).map(Url::as_str), *min, witness)
        }
        Detector::Control { any } => {
            let (calls, words) = calls_and_words(any);
            let mut all = scope.within(&page.controls, |l| l.at).chain(scope.within(&page.links, |l| l.at));
            let found = all.find(|link| is_button(&link.label, &words) || calls_any(link, &calls));
            if let Some(link) = found {
                witness.count(
                    1,
                    [clip(if link.label.is_empty() { link.script.as_deref().unwrap_or("") } else { &link.label })],
                );
            }
            found.is_some()
        }
        Detector::Phones { min } => distinct(
            scope.within(&page.contacts, Contact::at).filter_map(|c| match c {
                Contact::Phone { digits, .. } => Some(digits.as_str()),
                _ => None,
            }),
            *min,
            witness,
        ),
        Detector::Emails { min, official } => distinct(
            scope.within(&page.contacts, Contact::at).filter_map(|c| match c {
                Contact::Email { address, .. } if !*official || is_official(address, scope.subject.domains) => {
                    Some(address.as_str())
                }
                _ => None,
            }),
            *min,
            witness,
        ),
        Detector::PostalAddress {} => distinct(
            scope.within(&page.contacts, Contact::at).filter_map(|c| match c {
                Contact::Postal { line, .. } => Some(line.as_str()),
                _ => None,
            }),
            1,
            witness,
        ),
        Detector::ProcedureCodes { min } => {
            distinct(scope.within(&page.codes, |c| c.at).map(|c| c.code.as_str()), *min, witness)
        }
        Detector::Figures { min } => {
            let figures: u32 = scope.within(&page.tables, |t| t.at).map(|t| t.figures).sum();
            if figures >= *min {
                let captions = scope.within(&page.tables, |t| t.at).map(|t| t.sample.join(" | "));
                witness.count(figures as usize, captions.collect::<Vec<_>>());
            }
            figures >= *min
        }
        Detector::Images { min } => {
            let images: Vec<_> = scope.within(&page.images, |i| i.at).collect();
            let enough = images.len() >= *min as usize;
            if enough {
                witness.count(images.len(), images.iter().map(|i| i.words.clone()));
            }
            enough
        }
        Detector::Answers { min } => {
            let answers = scope.within(&page.answers, |a| *a).count();
            if answers >= *min as usize {
                witness.count(answers, Vec::<String>::new());
            }
            answers >= *min as usize
        }
        Detector::Edition { languages } => {
            let found = page.editions.iter().find(|e| e.visible && languages.contains(&e.language));
            if let Some(edition) = found {
                let target = edition.target.as_ref().map(ToString::to_string);
                witness.count(1, [target.unwrap_or_else(|| edition.language.clone())]);
            }
            found.is_some()
        }
        Detector::WrittenIn { language } => {
            let wanted = if language == "en" { Language::English } else { Language::Vietnamese };
            page.language == wanted
        }
        Detector::AgencyNamed {} => names_agency(scope, witness),
        Detector::Labelled {} => scope.labelled,
        // Handled by `holds`.
        Detector::All(_)
        | Detector::Any(_)
        | Detector::Not(_)
        | Detector::AtLeast { .. }
        | Detector::Under { .. }
        | Detector::In { .. }
        | Detector::On { .. } => false,
    }
}

fn distinct<'t>(texts: impl Iterator<Item = &'t str>, min: u32, witness: &mut Witness) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for text in texts {
        if known.insert(text) {
            seen.push(text);
        }
    }
    let enough = seen.len() >= min.max(1) as usize;
    if enough {
        witness.count(seen.len(), seen.iter().map(|t| clip(t)));
    }
    enough
}

fn recent(days: impl Iterator<Item = Date>, within: Option<u32>, today: Date) -> bool {
    let Some(within) = within else { return true };
    let oldest = today.checked_sub(i64::from(within).days()).unwrap_or(Date::MIN);
    days.max().is_some_and(|newest| newest >= oldest)
}

/// A date as Vietnamese readers write it.
pub(crate) fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

fn person_line(person: &Person) -> String {
    let mut line = format!("{}, {}", person.name, person.post);
    if let Some(reach) = person.phone.as_ref().or(person.email.as_ref()) {
        line.push_str(", ");
        line.push_str(reach);
    }
    line
}

fn fits(table: &Table, want: &TableWant) -> bool {
    let wanted = want.at_least.map_or(want.columns.len(), |n| n as usize);
    table.rows >= want.rows.unwrap_or(1)
        && want.columns.iter().filter(|accepted| table.columns.iter().any(|c| contains_any(c, accepted))).count()
            >= wanted
}

fn ending_fits(kind: FileKind, target: &Url, kinds: &[String]) -> bool {
    if kinds.is_empty() {
        return kind != FileKind::Data;
    }
    let path = target.path().to_ascii_lowercase();
    kinds.iter().any(|k| path.rsplit_once('.').is_some_and(|(_, ending)| ending == k))
}

fn host_fits(host: &str, pattern: &str, domains: &[String]) -> bool {
    let below = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|h| h.ends_with('.'));
    match pattern.strip_prefix("*.") {
        Some("{portal}") => domains.iter().any(|d| below(d) && host != d),
        Some(domain) => below(domain) && host != domain,
        None if pattern == "{portal}" => domains.iter().any(|d| below(d)),
        None => host == pattern || host.strip_prefix("www.").is_some_and(|h| h == pattern),
    }
}

fn is_official(address: &str, domains: &[String]) -> bool {
    address.rsplit_once('@').is_some_and(|(_, host)| {
        host.ends_with(".gov.vn") || domains.iter().any(|d| host == d || host.ends_with(&format!(".{d}")))
    })
}

/// What may stand in a script or an address (compared as written, for normal form would take its punctuation off), and
/// what a button may say.
fn calls_and_words(any: &Phrases) -> (Phrases, Phrases) {
    const SHORTEST_CALL: usize = 5;
    let calls = any.iter().filter(|phrase| phrase.len() >= SHORTEST_CALL && !phrase.contains(' '));
    let words = any.iter().filter(|phrase| !phrase.contains('.')).map(|phrase| text::normalise(phrase));
    (calls.cloned().collect(), words.collect())
}

fn calls_any(link: &Link, calls: &Phrases) -> bool {
    let script = link.script.as_deref().unwrap_or("");
    let target = link.target.as_ref().map_or("", Url::as_str);
    calls.iter().any(|call| script.contains(call.as_str()) || (call.contains('.') && target.contains(call.as_str())))
}

fn words_in(scope: &Scope<'_>) -> u32 {
    let page = scope.page;
    if let (Regions::Content(_), Some(section)) =
        (scope.regions, page.sections.iter().find(|section| section.span == scope.span))
    {
        return section.words;
    }
    let run = |index: usize| run_text(page, index).split_whitespace().count() as u32;
    (0..page.runs.len()).filter(|index| scope.holds(page.runs[*index].0)).map(run).sum()
}

fn first_text(scope: &Scope<'_>) -> Option<String> {
    let page = scope.page;
    let long = |index: &usize| scope.holds(page.runs[*index].0) && run_text(page, *index).split(' ').count() >= 12;
    (0..page.runs.len()).find(long).map(|index| clip(run_text(page, index)))
}

fn names_agency(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    let names = |text: &str| {
        let norm = text::normalise(text);
        let plain = (!text::has_marks(&norm)).then(|| norm.clone());
        scope.subject.names.iter().any(|name| {
            contains_syllables(&norm, name)
                || plain.as_ref().is_some_and(|p| contains_syllables(p, &text::strip_marks(name)))
        })
    };
    let head = |at: At| at.region == crate::page::Region::Header;
    let header = (0..page.runs.len()).filter(|i| head(page.runs[*i].0)).map(|i| run_text(page, i)).take(40);
    let found = std::iter::once(page.title.as_str())
        .chain(page.headings.iter().map(|h: &Heading| h.text.as_str()).take(40))
        .chain(header)
        .chain(page.links.iter().filter(|l| head(l.at)).map(|l| l.label.as_str()).take(40))
        .chain(page.images.iter().map(|i| i.words.as_str()).take(10))
        .find(|text| names(text));
    if let Some(text) = found {
        witness.count(1, [clip(text)]);
    }
    found.is_some()
}

/// At most 160 characters of one line.
pub(crate) fn clip(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.trim();
    match line.char_indices().nth(LONGEST) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}
