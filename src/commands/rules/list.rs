//! `d42 rules list`: the requirements and the provisions they rest on.

use jiff::civil::Date;
use serde::Serialize;

use super::super::{CommandError, explain};
use crate::cli::{Context, Exit, Format};
use crate::registry::Tier;
use crate::report::{self, Lang, Table};
use crate::rules::{Basis, Observe, Profile, Requirement};

/// Lists the requirements, or those of a profile.
pub(super) fn run(profile_id: Option<&str>, format: Format, context: &Context) -> Result<Exit, CommandError> {
    let pack = super::load(context)?;
    let chosen = profile_id.or(context.settings.profile.as_deref()).map(|id| super::profile(&pack, id)).transpose()?;
    let rows: Vec<RequirementV1<'_>> = pack
        .requirements
        .iter()
        .map(|requirement| RequirementV1::new(requirement, chosen))
        .filter(|row| chosen.is_none() || !row.bases.is_empty())
        .collect();
    if format == Format::Json {
        let list = ListV1 { version: 1, digest: &pack.digest, profile: profile_id, requirements: rows };
        context.print_json(&list)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(match context.lang {
        Lang::Vi => ["mã", "tên", "quan sát", "áp dụng cho", "căn cứ"],
        Lang::En => ["id", "title", "observed", "binds", "bases"],
    });
    for row in &rows {
        let title = match context.lang {
            Lang::Vi => row.title_vi,
            Lang::En => row.title_en,
        };
        let tiers: Vec<&str> = row.of.tiers.iter().map(|tier| report::tier(Some(*tier), context.lang)).collect();
        table.row([
            row.id.to_owned(),
            title.to_owned(),
            observed(row.of.observe, context.lang).to_owned(),
            tiers.join("; "),
            row.of_grounds.iter().map(|basis| dated(basis, context.lang)).collect::<Vec<_>>().join("; "),
        ]);
    }
    context.print(&table.render())?;
    context.note(&match context.lang {
        Lang::Vi => format!("{} yêu cầu", rows.len()),
        Lang::En => report::counted(rows.len() as u32, "requirement", "requirements"),
    });
    Ok(Exit::Done)
}

/// Where a requirement shows, in a word.
pub(super) fn observed(how: Observe, lang: Lang) -> &'static str {
    match (how, lang) {
        (Observe::Page, Lang::Vi) => "trang mục",
        (Observe::Page, Lang::En) => "page",
        (Observe::Site, Lang::Vi) => "toàn cổng",
        (Observe::Site, Lang::En) => "site",
        (Observe::Probe, Lang::Vi) => "phép thử",
        (Observe::Probe, Lang::En) => "probe",
        (Observe::Person, Lang::Vi) => "người rà soát",
        (Observe::Person, Lang::En) => "person",
    }
}

/// A provision, with the days between which it is valid.
fn dated(basis: &Basis, lang: Lang) -> String {
    match explain::span(basis, lang) {
        span if span.is_empty() => explain::provision(basis),
        span => format!("{} ({span})", explain::provision(basis)),
    }
}

/// The rules as JSON, version 1.
#[derive(Serialize)]
struct ListV1<'p> {
    version: u32,
    digest: &'p str,
    profile: Option<&'p str>,
    requirements: Vec<RequirementV1<'p>>,
}

#[derive(Serialize)]
struct RequirementV1<'p> {
    #[serde(skip)]
    of: &'p Requirement,
    #[serde(skip)]
    of_grounds: Vec<&'p Basis>,
    id: &'p str,
    title_vi: &'p str,
    title_en: &'p str,
    observe: &'static str,
    weight: u32,
    full_information: bool,
    tiers: Vec<&'static str>,
    /// Provisions, without their dates.
    bases: Vec<String>,
    /// The same provisions, in the same order, and when they are in force.
    grounds: Vec<GroundV1>,
}

#[derive(Serialize)]
struct GroundV1 {
    provision: String,
    /// First day on which it applies; `null` if not recorded.
    from: Option<Date>,
    /// Last day on which it applies; `null` while it is in force.
    to: Option<Date>,
}

impl GroundV1 {
    fn new(basis: &Basis) -> Self {
        Self { provision: explain::provision(basis), from: basis.from, to: basis.to }
    }
}

impl<'p> RequirementV1<'p> {
    fn new(requirement: &'p Requirement, profile: Option<&'p Profile>) -> Self {
        let counts = |basis: &&Basis| profile.is_none_or(|profile| profile.covers(basis));
        let grounds: Vec<&Basis> = requirement.bases.iter().filter(counts).collect();
        Self {
            of: requirement,
            id: requirement.id.as_str(),
            title_vi: &requirement.title.vi,
            title_en: &requirement.title.en,
            observe: match requirement.observe {
                Observe::Page => "page",
                Observe::Site => "site",
                Observe::Probe => "probe",
                Observe::Person => "person",
            },
            weight: requirement.weight,
            full_information: profile.is_some_and(|profile| profile.full_information.contains(&requirement.id)),
            tiers: requirement.tiers.iter().map(|tier| Tier::name(*tier)).collect(),
            bases: grounds.iter().copied().map(explain::provision).collect(),
            grounds: grounds.iter().copied().map(GroundV1::new).collect(),
            of_grounds: grounds,
        }
    }
}
