//! A profile file to the profile that runs.

use super::convert::{Draft, bilingual};
use super::load::check_id;
use super::raw::RawProfile;
use super::{Profile, ProfileId, RequirementId};
use crate::diagnostic::{Diagnostics, Node, did_you_mean, quoted};
use crate::text::both;

pub(super) fn convert(stem: &str, root: Node<'_>, drafts: &[Draft], out: &mut Diagnostics) -> Option<Profile> {
    if let Some(node) = root.get("id")
        && let Some(id) = node.text()
    {
        check_id(stem, id, node, out);
    }
    let title = bilingual(root, "title", out);
    let statement = bilingual(root, "statement", out);
    if let Some(node) = root.get("instruments")
        && node.items().next().is_none()
    {
        out.push(
            node.error("no-instruments", ("bộ căn cứ không nêu văn bản nào", "the profile names no law"))
                .label(("cần ít nhất một văn bản", "at least one instrument")),
        );
    }
    for node in root.get("instruments").into_iter().flat_map(|list| list.items()) {
        let Some(instrument) = node.text() else { continue };
        let mut used = drafts.iter().flat_map(|draft| &draft.instruments).map(String::as_str);
        if drafts.iter().all(|draft| draft.readable) && !used.clone().any(|known| known == instrument) {
            out.push(
                node.warning(
                    "unused-instrument",
                    both!(
                        "không yêu cầu nào có căn cứ trong {}",
                        "no requirement has a basis in {}",
                        quoted(instrument)
                    ),
                )
                .label(did_you_mean(instrument, &mut used)),
            );
        }
    }
    wanted(root, drafts, out);
    let raw: RawProfile = root.read(out)?;
    let mut full_information: Vec<_> = raw.full_information.into_iter().map(RequirementId::new).collect();
    full_information.sort();
    Some(Profile {
        id: ProfileId(raw.id),
        title: title?,
        statement: statement?,
        instruments: raw.instruments,
        dated: raw.dated,
        article_named: raw.article_named,
        full_information,
    })
}

/// Checks that full information asks for requirements that exist, once each, and have a basis in the profile.
fn wanted(root: Node<'_>, drafts: &[Draft], out: &mut Diagnostics) {
    let instruments: Vec<&str> =
        root.get("instruments").into_iter().flat_map(|list| list.items()).filter_map(|node| node.text()).collect();
    let items: Vec<Node<'_>> = root.get("full-information").map(|list| list.items().collect()).unwrap_or_default();
    for (index, node) in items.iter().enumerate() {
        let Some(id) = node.text() else { continue };
        if let Some(first) = items[..index].iter().find(|other| other.text() == Some(id)) {
            out.push(
                node.error("duplicate-entry", both!("`{id}` được liệt kê hai lần", "`{id}` is listed twice"))
                    .label(("lần thứ hai", "second time"))
                    .related(first.file(), first.span(), ("lần đầu", "first time")),
            );
            continue;
        }
        let known = |draft: &&Draft| draft.stem == id || draft.id.as_ref().is_some_and(|(own, _)| own == id);
        let Some(draft) = drafts.iter().find(known) else {
            let stems = drafts.iter().map(|draft| draft.stem.as_str());
            out.push(
                node.error(
                    "unknown-requirement",
                    both!("không có yêu cầu {}", "there is no requirement {}", quoted(id)),
                )
                .label(did_you_mean(id, stems))
                .help(("`d42 rules list` liệt kê tất cả", "`d42 rules list` shows all of them")),
            );
            continue;
        };
        if draft.requirement.is_some() && !draft.instruments.iter().any(|own| instruments.contains(&own.as_str())) {
            out.push(
                node.error(
                    "requirement-outside-profile",
                    both!(
                        "`{id}` không có căn cứ trong các văn bản của bộ căn cứ này",
                        "`{id}` has no basis in the laws of this profile"
                    ),
                )
                .label(("sẽ không bao giờ được đánh giá", "would never be judged"))
                .help(both!(
                    "các căn cứ của nó: {}",
                    "its bases are in {}",
                    draft.instruments.join(", ")
                )),
            );
        }
    }
}
