//! The people of a section of whom what is wanted is said, and whether they are enough of all who are named.

use std::collections::BTreeSet;

use super::{
    measure::is_official,
    phrases::Wanted,
    scope::Scope,
    texts::{Kind, Stands},
};
use crate::page::Person;

/// People who can be reached (if that is asked) and of whom one of the phrases is said (if there are any); none where
/// they are less than `percent` of those named.
pub(super) fn who<'p>(reachable: bool, told: &Wanted, percent: Option<u32>, scope: &Scope<'p>) -> Vec<&'p Person> {
    let page = scope.page;
    let all: Vec<&'p Person> = scope.page.people.iter().filter(|person| scope.holds(person.at)).collect();
    let reached = |person: &Person| {
        !reachable
            || person.phone.is_some()
            || person.email.as_deref().is_some_and(|address| is_official(address, scope.subject.domains))
    };
    let spoken = if told.said.is_empty() { None } else { Some(spoken_of(&all, told, scope)) };
    let fits =
        |person: &Person| reached(person) && spoken.as_ref().is_none_or(|spoken| spoken.contains(person.name.as_str()));
    let fitting: Vec<&'p Person> = all.iter().copied().filter(|person| fits(person)).collect();
    let Some(percent) = percent else { return fitting };
    let names: BTreeSet<&str> = fitting.iter().map(|person| person.name.as_str()).collect();
    // What is to be said of a name that leads to a page of its own stands there.
    let leads = |name: &str| page.links.iter().any(|link| link.target.is_some() && link.label.contains(name));
    let others: BTreeSet<&str> =
        all.iter().map(|person| person.name.as_str()).filter(|name| !names.contains(name)).collect();
    let others = others.into_iter().filter(|name| !leads(name)).count();
    if names.len() * 100 >= percent as usize * (names.len() + others) { fitting } else { Vec::new() }
}

/// Names of those of whom one of the phrases is said: in the text up to the next name, or in the header of the table
/// in whose full row they stand.
fn spoken_of<'p>(all: &[&'p Person], told: &Wanted, scope: &Scope<'p>) -> BTreeSet<&'p str> {
    let page = scope.page;
    let said = scope.texts.items(Kind::Runs, &told.said, Stands::Inside).into_iter().map(|run| run as usize);
    let said: Vec<usize> = said.filter(|run| scope.holds(page.runs[*run].0)).collect();
    let mut spoken = BTreeSet::new();
    if said.is_empty() {
        return spoken;
    }
    let mut from = 0;
    let mut starts: Vec<(usize, &'p str)> = Vec::new();
    for person in all {
        let Some(step) = page.runs[from..].iter().position(|run| run.0.pos == person.at.pos) else { continue };
        from += step;
        starts.push((from, person.name.as_str()));
    }
    for (at, (start, name)) in starts.iter().enumerate() {
        let next = starts[at + 1..].iter().find(|(_, other)| other != name).map_or(usize::MAX, |(run, _)| *run);
        if said.get(said.partition_point(|run| run < start)).is_some_and(|run| *run < next) {
            spoken.insert(*name);
        }
    }
    // Of one person alone everything is said, wherever it stands.
    if let [only, rest @ ..] = all
        && rest.iter().all(|person| person.name == only.name)
    {
        spoken.insert(&only.name);
    }
    for table in page.tables.iter().filter(|table| scope.holds(table.at)) {
        let Some(first) = table.lines.first() else { continue };
        let head = table.at.pos..first.span.start;
        if !said.iter().any(|run| head.contains(&page.runs[*run].0.pos)) {
            continue;
        }
        for line in table.lines.iter().filter(|line| line.filled.count_ones() as usize + 1 >= table.columns.len()) {
            spoken.extend(all.iter().filter(|p| line.span.contains(&p.at.pos)).map(|p| p.name.as_str()));
        }
    }
    spoken
}
