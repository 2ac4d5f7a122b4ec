//! `waivers.toml` of the rules folder, for the commands that make reports. The rules built into the program have none.

use std::{collections::BTreeSet, io::ErrorKind};

use jiff::civil::Date;

use super::CommandError;
use crate::{
    cli::Context,
    diagnostic::Diagnostics,
    registry::{self, Cohort, Portal},
    review::Waivers,
    rules::RulePack,
};

/// The waivers that stand beside the rules. A portal they name must be among `portals` or in a cohort.
pub(super) fn read(context: &Context, rules: &RulePack, portals: &[Portal]) -> Result<Waivers, CommandError> {
    let mut out = Diagnostics::new();
    let waivers = check(context, rules, portals, &mut out)?;
    if out.errors() > 0 { Err(CommandError::Invalid(Box::new(out))) } else { Ok(waivers) }
}

/// As [`read`], with every problem in `out`.
pub(super) fn check(
    context: &Context,
    rules: &RulePack,
    portals: &[Portal],
    out: &mut Diagnostics,
) -> Result<Waivers, CommandError> {
    let Some(folder) = context.rules_dir() else { return Ok(Waivers::default()) };
    let path = folder.join("waivers.toml");
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Waivers::default()),
        Err(error) => return Err(CommandError::reading(&path, &error)),
    };
    let requirements: Vec<&str> = rules.requirements.iter().map(|requirement| requirement.id.as_str()).collect();
    let waivers = Waivers::read(&path.display().to_string(), &bytes, &requirements, out);
    if waivers.iter().next().is_some() {
        let mut known: BTreeSet<String> = portals.iter().map(|portal| portal.id.to_string()).collect();
        for name in Cohort::built_in() {
            let registry = registry::load(&Cohort::Named(name), Some(&folder))?;
            known.extend(registry.portals.into_iter().map(|portal| portal.id.to_string()));
        }
        waivers.check_portals(&known.iter().map(String::as_str).collect(), out);
    }
    Ok(waivers)
}

/// Warns of waivers that have expired before `today`.
pub(super) fn expired(waivers: &Waivers, today: Date, out: &mut Diagnostics) {
    for waiver in waivers.iter().filter(|waiver| waiver.expires < today) {
        waivers.expired(waiver, today, out);
    }
}
