//! What can only be seen across files: ids and labels that two requirements claim, requirements that no profile asks for.

use std::collections::BTreeMap;

use super::Profile;
use super::convert::Draft;
use super::label::Claim;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quoted};
use crate::text::{both, normalise};

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
                    Diagnostic::warning(
                        "no-profile",
                        &*basis.file,
                        both!("không bộ căn cứ nào có `{}`", "no profile asks for `{}`", draft.stem),
                    )
                    .at(basis.span.clone())
                    .label((
                        "không văn bản nào của yêu cầu có trong một bộ căn cứ",
                        "none of its instruments is in a profile",
                    )),
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
                Diagnostic::error(
                    "duplicate-id",
                    &*place.file,
                    both!("mã `{id}` được dùng ở hai tệp", "the id `{id}` is used by two files"),
                )
                .at(place.span.clone())
                .label(("lần thứ hai", "second time"))
                .related(&*first.file, first.span.clone(), ("lần đầu", "first time")),
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
                        both!(
                            "cả `{owner}` và `{}` cùng dùng nhãn {}",
                            "`{owner}` and `{}` both claim the label {}",
                            draft.stem,
                            quoted(&claim.label)
                        ),
                    )
                    .at(claim.place.span.clone())
                    .label(("ở đây", "here"))
                    .related(&*first.place.file, first.place.span.clone(), both!("và trong `{owner}`", "and in `{owner}`"))
                    .help((
                        "trang mang nhãn này được xét theo cả hai yêu cầu; nếu đúng ý, ghi lại nhãn trong `labels.shared`",
                        "a page it announces is held against both; if that is meant, repeat it in `labels.shared`",
                    )),
                );
            }
        }
    }
}
