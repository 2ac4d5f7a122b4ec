//! What can only be seen across files: ids and labels that two requirements claim, requirements that no profile asks for.

use std::collections::BTreeMap;

use super::Profile;
use super::convert::Draft;
use super::label::Claim;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quoted};
use crate::text::normalise;

pub(super) fn check(drafts: &[Draft], profiles: &[Option<Profile>], out: &mut Diagnostics) {
    ids(drafts, out);
    labels(drafts, out);
    if !profiles.is_empty() && profiles.iter().all(Option::is_some) {
        let instruments: Vec<&str> =
            profiles.iter().flatten().flat_map(|profile| &profile.instruments).map(String::as_str).collect();
        for draft in drafts {
            let Some(basis) = &draft.first_basis else { continue };
            if !draft.instruments.iter().any(|own| instruments.contains(&own.as_str())) {
                out.push(
                    Diagnostic::warning("no-profile", &*basis.file, format!("no profile asks for `{}`", draft.stem))
                        .at(basis.span.clone())
                        .label("none of its instruments is in a profile"),
                );
            }
        }
    }
}

fn ids(drafts: &[Draft], out: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for (id, place) in drafts.iter().filter_map(|draft| draft.id.as_ref()) {
        if let Some(first) = seen.get(id.as_str()) {
            out.push(
                Diagnostic::error("duplicate-id", &*place.file, format!("the id `{id}` is used by two files"))
                    .at(place.span.clone())
                    .label("second time")
                    .related(&*first.file, first.span.clone(), "first time"),
            );
        } else {
            seen.insert(id, place);
        }
    }
}

fn labels(drafts: &[Draft], out: &mut Diagnostics) {
    let mut seen: BTreeMap<String, (&str, &Claim)> = BTreeMap::new();
    for draft in drafts {
        for claim in &draft.labels {
            let (owner, first) = *seen.entry(normalise(&claim.label)).or_insert((&draft.stem, claim));
            if owner != draft.stem && !claim.shared && !first.shared {
                out.push(
                    Diagnostic::warning(
                        "shared-label",
                        &*claim.place.file,
                        format!("the label {} is claimed by `{owner}` and `{}`", quoted(&claim.label), draft.stem),
                    )
                    .at(claim.place.span.clone())
                    .label("here")
                    .related(&*first.place.file, first.place.span.clone(), format!("and in `{owner}`"))
                    .help("a page it announces is held against both; if that is meant, repeat it in `labels.shared`"),
                );
            }
        }
    }
}
