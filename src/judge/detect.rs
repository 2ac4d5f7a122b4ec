//! Holds a detector against a part of a page and says what it rests on.

use std::{
    collections::{BTreeSet, HashSet},
    hash::Hash,
};

use foldhash::fast::RandomState;
use jiff::{ToSpan as _, civil::Date};

use super::{
    closing,
    measure::{ending_fits, first_text, host_fits, is_official, names_agency, parts_said, same_kind, table, words_in},
    people,
    phrases::Wanted,
    register, sample,
    scope::Scope,
    search,
    targets::is_inside,
    technical,
    texts::{Kind, Stands, run_text},
    times,
    witness::{SAMPLES, Witness, clip},
};
use crate::{
    clock::written,
    page::{At, Contact, DocumentNumber, Language},
    rules::Detector as Written,
};

/// A condition of a rule with its phrases made ready.
pub(crate) type Detector = Written<Wanted>;

/// Whether `detector` holds in `scope`; what it rests on is added to `witness` only if it does.
pub(crate) fn holds(detector: &Detector, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    match detector {
        Detector::All(of) => {
            let mut seen = witness.of_part();
            let all = of.iter().all(|one| holds(one, scope, &mut seen));
            if all {
                witness.take(seen);
            }
            all
        }
        Detector::Any(of) => of.iter().any(|one| holds(one, scope, witness)),
        Detector::Not(one) => !holds(one, scope, &mut Witness::unread()),
        Detector::AtLeast { count, of } => {
            let mut seen = witness.of_part();
            let held = of.iter().filter(|one| holds(one, scope, &mut seen)).count();
            let enough = held >= *count as usize;
            if enough {
                witness.take(seen);
            }
            enough
        }
        Detector::Under { heading, has } => {
            let named = scope.texts.items(Kind::Headings, &heading.said, Stands::Inside);
            scope.page.sections.iter().any(|section| {
                section.heading.is_some_and(|index| {
                    named.binary_search(&(index as u32)).is_ok() && scope.holds(scope.page.headings[index].at)
                }) && holds(has, &scope.narrowed(section.span.clone()), witness)
            })
        }
        Detector::In { region, has } => holds(has, &scope.region(*region), witness),
        Detector::On { page, has } => scope.page.role == *page && holds(has, scope, witness),
        atomic => holds_here(atomic, scope, witness),
    }
}

/// The atomic detectors.
fn holds_here(detector: &Detector, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    match detector {
        Detector::Documents { min, kinds, normative, dated } => {
            let fits = |d: &&DocumentNumber| {
                scope.holds(d.at)
                    && (!*normative || d.year.is_some())
                    && (kinds.is_empty() || kinds.iter().any(|kind| same_kind(kind, &d.kind)))
            };
            let numbers = page.documents.iter().filter(&fits);
            if !*dated {
                return distinct(numbers.map(|d| (d.at, d.text.as_str())), *min, witness);
            }
            if !are(numbers.clone(), *min) {
                return false;
            }
            let entries = register::dated(numbers, scope);
            distinct(entries.iter().map(|d| (d.at, d.text.as_str())), *min, witness)
        }
        Detector::DatedItems { min, within_days } => {
            let items = || scope.within(&page.items, |i| i.at);
            let enough = are(items(), *min) && recent(items().map(|i| i.date), *within_days, scope.subject.day);
            if enough && witness.is_read() {
                let samples = items().map(|i| format!("{} ({})", i.title, written(i.date)));
                witness.count(items().count(), items().next().map(|i| i.at), samples);
            }
            enough
        }
        Detector::Dates { min, within_days } => {
            let dates = || scope.within(&page.dates, |d| d.at);
            if !are(dates(), *min) {
                return false;
            }
            let first = dates().next().map(|d| d.at);
            let days: BTreeSet<Date> = dates().map(|d| d.date).collect();
            let enough = days.len() >= *min as usize && recent(days.iter().copied(), *within_days, scope.subject.day);
            if enough {
                witness.count(days.len(), first, days.iter().rev().map(|d| written(*d)));
            }
            enough
        }
        Detector::People { min, reachable, told, percent } => {
            let people = people::who(*reachable, told, *percent, scope);
            let names: BTreeSet<&str> = people.iter().map(|p| p.name.as_str()).collect();
            let enough = names.len() >= *min as usize;
            if enough {
                witness.count(names.len(), people.first().map(|p| p.at), people.iter().map(|p| sample::person(p)));
            }
            enough
        }
        Detector::Table(want) => {
            let found = table(want, scope);
            if let Some((table, rows)) = found {
                witness.count(rows, Some(table.at), [table.columns.join(" | ")]);
            }
            found.is_some()
        }
        // Whether they answer is asked when the files are known.
        Detector::Files { min, kinds, answering: _ } => {
            let files = scope.numbered(&page.links, |l| l.at).filter(|(_, link)| match (link.file, &link.target) {
                (Some(kind), Some(target)) => ending_fits(kind, target, kinds),
                _ => false,
            });
            let targets = scope.texts.targets();
            let files = files.filter_map(|(at, link)| Some((link.at, targets.number(at)?, link)));
            distinct_as(files, sample::file, *min, witness)
        }
        Detector::BudgetPeriods { min, stages } => times::budget_periods(*min, stages.unwrap_or(1), scope, witness),
        Detector::ThisWeek {} => times::this_week(scope, witness),
        Detector::OpenUntil { after } => closing::open_until(after, scope, witness),
        Detector::Closed { after, said } => closing::closed(after, said, scope, witness),
        Detector::AnsweredIn {} => times::answered_in(scope, witness),
        Detector::Units { min, starting } => {
            let entries = scope.texts.items(Kind::Entries, &starting.said, Stands::First).into_iter();
            let entries = entries.map(|at| &page.entries[at as usize]).filter(|entry| scope.holds(entry.1));
            let links = scope.texts.items(Kind::Links, &starting.said, Stands::First).into_iter();
            let links = links.map(|at| &page.links[at as usize]).filter(|link| scope.holds(link.at));
            distinct(entries.map(|e| (e.1, e.0.as_str())).chain(links.map(|l| (l.at, l.label.as_str()))), *min, witness)
        }
        Detector::Form { asks, at_least } => {
            let wanted = at_least.map_or(asks.len(), |n| n as usize);
            let counts = parts_said(scope, Kind::Fields, asks, page.forms.len());
            let fitting =
                page.forms.iter().zip(counts).filter(|(form, count)| *count >= wanted && scope.holds(form.at));
            let found = fitting.map(|(form, _)| form).next();
            if let Some(form) = found {
                witness.count(form.fields.len(), Some(form.at), [sample::form(form)]);
            }
            found.is_some()
        }
        Detector::SearchForm {} => {
            let found = scope.within(&page.forms, |f| f.at).find(|form| form.search);
            if let Some(form) = found {
                witness.count(1, Some(form.at), [sample::form(form)]);
            }
            found.is_some()
        }
        Detector::Words { min, max } => {
            let words = words_in(scope);
            let enough = min.is_none_or(|least| words >= least) && max.is_none_or(|most| words <= most);
            if enough && min.is_some() {
                witness.count(0, None, first_text(scope));
            }
            enough
        }
        Detector::Phrases { any, at_least } => {
            let mut seen: Vec<u32> = Vec::new();
            let mut runs: Vec<u32> = Vec::new();
            for phrase in &any.said {
                let mut hits = scope.texts.of(Kind::Runs, *phrase);
                if let Some(hit) = hits.find(|hit| !hit.folded && scope.holds(page.runs[hit.item as usize].0))
                    && !seen.contains(&hit.phrase)
                {
                    seen.push(hit.phrase);
                    runs.push(hit.item);
                }
            }
            let enough = seen.len() >= at_least.unwrap_or(1).max(1) as usize;
            if enough {
                let first = runs.first().map(|run| page.runs[*run as usize].0);
                witness.count(seen.len(), first, runs.iter().map(|run| clip(run_text(page, *run as usize))));
            }
            enough
        }
        Detector::Heading { any } => {
            let said = |kind| scope.texts.items(kind, &any.said, Stands::Inside).into_iter().map(|item| item as usize);
            let headings = said(Kind::Headings).map(|at| &page.headings[at]).filter(|h| scope.holds(h.at));
            let tables = said(Kind::Captions).map(|at| &page.tables[at]).filter(|t| scope.holds(t.at));
            let title = said(Kind::Title).filter(|_| scope.span.start == 0).map(|_| (None, page.title.as_str()));
            let headings = headings.map(|h| (Some(h.at), h.text.as_str()));
            let tables = tables.map(|t| (Some(t.at), t.caption.as_str()));
            if let Some((at, text)) = headings.chain(tables).chain(title).next() {
                witness.count(1, at, [text]);
                return true;
            }
            false
        }
        Detector::Links { min, hosts, labelled, elsewhere, inside } => {
            let targets = scope.texts.targets();
            let wanted = targets.hosts(|host| {
                (!*elsewhere || Some(host) != page.url.host_str())
                    && (hosts.is_empty() || hosts.iter().any(|h| host_fits(host, h, scope.subject.domains)))
            });
            if wanted.is_empty() {
                return false;
            }
            let counts = |at: usize| !*inside || page.links[at].target.as_ref().is_some_and(is_inside);
            let fact = |at: usize, link| {
                let target = targets.number_at(at, &wanted).filter(|_| counts(at))?;
                Some((page.links[at].at, target, link))
            };
            if labelled.said.is_empty() {
                let called = scope.numbered(&page.links, |l| l.at);
                distinct_as(called.filter_map(|(at, link)| fact(at, link)), sample::link, *min, witness)
            } else {
                let items = scope.texts.items(Kind::Links, &labelled.said, Stands::AsLabel).into_iter();
                let called = items.map(|at| (at as usize, &page.links[at as usize]));
                let called = called.filter(|(_, link)| scope.holds(link.at));
                distinct_as(called.filter_map(|(at, link)| fact(at, link)), sample::link, *min, witness)
            }
        }
        Detector::Control { any } => {
            let said = |kind| scope.texts.items(kind, &any.said, Stands::AsButton).into_iter();
            let called = |kind| scope.texts.items(kind, &any.called, Stands::Inside).into_iter();
            let controls = said(Kind::Controls).map(|at| &page.controls[at as usize]);
            let links = said(Kind::Links).map(|at| &page.links[at as usize]);
            let called = called(Kind::CallsOfControls)
                .map(|at| &page.controls[at as usize])
                .chain(called(Kind::CallsOfLinks).map(|at| &page.links[at as usize]));
            let found = controls.chain(links).chain(called).find(|link| scope.holds(link.at));
            if let Some(link) = found {
                witness.count(
                    1,
                    Some(link.at),
                    [clip(if link.label.is_empty() { link.script.as_deref().unwrap_or("") } else { &link.label })],
                );
            }
            found.is_some()
        }
        Detector::Phones { min } => distinct_as(
            scope.within(&page.contacts, Contact::at).filter_map(|c| match c {
                Contact::Phone { digits, at } => Some((*at, digits.as_str(), digits.as_str())),
                _ => None,
            }),
            sample::phone,
            *min,
            witness,
        ),
        Detector::Emails { min, official } => distinct(
            scope.within(&page.contacts, Contact::at).filter_map(|c| match c {
                Contact::Email { address, at } if !*official || is_official(address, scope.subject.domains) => {
                    Some((*at, address.as_str()))
                }
                _ => None,
            }),
            *min,
            witness,
        ),
        Detector::PostalAddress {} => distinct(
            scope.within(&page.contacts, Contact::at).filter_map(|c| match c {
                Contact::Postal { line, at } => Some((*at, line.as_str())),
                _ => None,
            }),
            1,
            witness,
        ),
        Detector::ProcedureCodes { min } => {
            let codes = scope.within(&page.codes, |c| c.at).map(|c| (c.at, c.code.as_str(), c.code.as_str()));
            distinct_as(codes, sample::procedure, *min, witness)
        }
        Detector::Figures { min } => {
            let figures: u32 = scope.within(&page.tables, |t| t.at).map(|t| t.figures).sum();
            if figures >= *min {
                let captions = scope.within(&page.tables, |t| t.at).map(|t| t.sample.join(" | "));
                let first = scope.within(&page.tables, |t| t.at).next().map(|t| t.at);
                witness.count(figures as usize, first, captions.collect::<Vec<_>>());
            }
            figures >= *min
        }
        Detector::Images { min, called } => {
            let images: Vec<_> = if called.said.is_empty() {
                scope.within(&page.images, |i| i.at).collect()
            } else {
                let items = scope.texts.items(Kind::Pictures, &called.said, Stands::Inside).into_iter();
                items.map(|at| &page.images[at as usize]).filter(|image| scope.holds(image.at)).collect()
            };
            let enough = images.len() >= *min as usize;
            if enough {
                witness.count(images.len(), images.first().map(|i| i.at), images.iter().map(|i| i.words.clone()));
            }
            enough
        }
        Detector::Answers { min } => {
            let answers = scope.within(&page.answers, |a| *a).count();
            if answers >= *min as usize {
                witness.count(answers, scope.within(&page.answers, |a| *a).next().copied(), Vec::<String>::new());
            }
            answers >= *min as usize
        }
        Detector::Edition { languages } => {
            let found = page.editions.iter().find(|e| e.visible && e.leads && languages.contains(&e.language));
            if let Some(edition) = found {
                let target = edition.target.as_ref().map(ToString::to_string);
                witness.count(1, None, [target.unwrap_or_else(|| edition.language.clone())]);
            }
            found.is_some()
        }
        Detector::WrittenIn { language } => {
            let wanted = if language == "en" { Language::English } else { Language::Vietnamese };
            page.language == wanted
        }
        Detector::AgencyNamed {} => names_agency(scope, witness),
        Detector::Labelled {} => scope.labelled,
        Detector::Address { secure, hosts } => technical::address(*secure, hosts, scope, witness),
        Detector::ReachableByIpv6 {} => technical::reachable_by_ipv6(scope, witness),
        Detector::Finds {} => search::finds(scope, witness),
        Detector::SeenSince { day } => scope.subject.day >= *day,
        Detector::OfTier { tiers } => scope.subject.tier.is_some_and(|tier| tiers.contains(&tier)),
        Detector::Metadata { names, at_least, containing } => {
            technical::metadata(names, at_least.unwrap_or(1), containing, scope, witness)
        }
        Detector::PicturesDescribed { percent } => technical::pictures_described(*percent, scope, witness),
        Detector::LanguageDeclared {} => technical::language_declared(scope, witness),
        Detector::Unicode {} => technical::unicode(scope, witness),
        Detector::OlderEncoding {} => technical::older_encoding(scope, witness),
        Detector::ScriptsCall { hosts } => technical::scripts_call(hosts, scope, witness),
        // No file is known while a page is looked at; the others are handled by `holds`.
        Detector::FilesSay(_)
        | Detector::All(_)
        | Detector::Any(_)
        | Detector::Not(_)
        | Detector::AtLeast { .. }
        | Detector::Under { .. }
        | Detector::In { .. }
        | Detector::On { .. } => false,
    }
}

fn distinct<'t>(texts: impl Iterator<Item = (At, &'t str)>, min: u32, witness: &mut Witness) -> bool {
    distinct_as(texts.map(|(at, text)| (at, text, text)), clip, min, witness)
}

/// Whether there are at least `min` facts.
fn are<T>(mut facts: impl Iterator<Item = T>, min: u32) -> bool {
    min == 0 || facts.nth(min as usize - 1).is_some()
}

/// Whether there are at least `min` facts (place, key, fact) with different keys; `show` says how one stands in the excerpt.
fn distinct_as<K: Copy + Eq + Hash, T: Copy>(
    facts: impl Iterator<Item = (At, K, T)>,
    show: fn(T) -> String,
    min: u32,
    witness: &mut Witness,
) -> bool {
    let min = min.max(1) as usize;
    // As many as are to be shown at least, in the order they come; the others only have to be counted.
    let kept = min.max(SAMPLES);
    let mut first: Vec<(At, K, T)> = Vec::new();
    let mut others: HashSet<K, RandomState> = HashSet::default();
    for (at, key, fact) in facts {
        if first.iter().any(|(_, known, _)| *known == key) {
            continue;
        }
        if first.len() < kept {
            first.push((at, key, fact));
            if first.len() == min && !witness.is_read() {
                return true;
            }
        } else {
            others.insert(key);
        }
    }
    let enough = first.len() >= min;
    if enough {
        let samples = first.iter().map(|(_, _, fact)| show(*fact));
        witness.count(first.len() + others.len(), first.first().map(|(at, ..)| *at), samples);
    }
    enough
}

fn recent(days: impl Iterator<Item = Date>, within: Option<u32>, today: Date) -> bool {
    let Some(within) = within else { return true };
    let oldest = today.checked_sub(i64::from(within).days()).unwrap_or(Date::MIN);
    days.max().is_some_and(|newest| newest >= oldest)
}
