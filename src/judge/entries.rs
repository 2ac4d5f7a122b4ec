//! The links of a page: which requirements they announce, and where they lead.

use std::{collections::BTreeMap, sync::Arc};

use url::Url;

use super::{
    Judge,
    announce::last_piece,
    fit::Fit,
    fnv::hash,
    labels::{LabelHit, ReqIndex},
    observation::{Entry, Observation, Target, address_key},
    witness::clip,
};
use crate::{
    page::{LabelSource, Link, Page, Region, Role},
    registry::Portal,
    text,
};

impl Judge {
    /// Reads all links of `page` into `observation`.
    pub(super) fn read_links(&self, portal: &Portal, page: &Page, observation: &mut Observation) {
        let mut seen: BTreeMap<(ReqIndex, Target), usize> = BTreeMap::new();
        let (mut menu, mut entrances) = (Vec::new(), Vec::new());
        for link in &page.links {
            if link.target.is_none() && link.script.is_some() {
                observation.script_links += 1;
            }
            let hits = self.hits_of(link);
            let in_menu = link.at.region == Region::Menu;
            let leads_on = page.role == Role::Home || (link.at.region == Region::Aside && link.file.is_none());
            if hits.is_empty() && !in_menu && !leads_on {
                continue;
            }
            let target = match &link.target {
                Some(target) if portal.covers(target) => Target::Inside(address_key(target)),
                Some(target) => Target::Outside(target.to_string()),
                None => Target::Script,
            };
            if let (true, Target::Inside(key)) = (in_menu, &target) {
                menu.push(hash(key));
            }
            if let (true, Target::Inside(key)) = (leads_on, &target) {
                entrances.push(hash(key));
            }
            for hit in hits.iter() {
                if hit.against {
                    if let Target::Inside(key) = &target {
                        observation.disowned.push((hit.requirement, key.clone()));
                    }
                    continue;
                }
                let entry = Entry {
                    requirement: hit.requirement,
                    target: target.clone(),
                    text: clip(if link.label.is_empty() { &link.slug } else { &link.label }),
                    label: hit.label,
                    fit: hit.fit,
                    region: link.at.region,
                };
                match seen.get(&(hit.requirement, target.clone())) {
                    Some(known) if observation.entries[*known].fit >= hit.fit => {}
                    Some(known) => observation.entries[*known] = Arc::new(entry),
                    None => {
                        seen.insert((hit.requirement, target.clone()), observation.entries.len());
                        observation.entries.push(Arc::new(entry));
                    }
                }
            }
        }
        observation.disowned.sort();
        observation.disowned.dedup();
        entrances.sort_unstable();
        entrances.dedup();
        observation.entrances = entrances.into();
        menu.sort_unstable();
        menu.dedup();
        observation.menu = menu.into();
    }

    /// Which requirements a link announces: by its words, else (a bare image, or words that announce nothing) by the
    /// words of its address.
    pub(crate) fn hits_of(&self, link: &Link) -> Arc<[LabelHit]> {
        let by_label = match link.source {
            LabelSource::Text | LabelSource::Attribute => self.labels.in_text(&link.label),
            LabelSource::FileName | LabelSource::Address => self.labels.in_slug(&link.label),
            LabelSource::None => Arc::default(),
        };
        let announces_by_address =
            by_label.is_empty() && (link.image_only || link.label.is_empty()) && link.file.is_none();
        if announces_by_address {
            return self.labels.in_slug(&link.slug);
        }
        if link.target.as_ref().is_some_and(|target| !by_label.is_empty() && self.filters_another(target, &by_label)) {
            return Arc::default();
        }
        // "Thông tin" that leads to /about: the address says what the words leave open, but only as a whole.
        let navigates = matches!(link.at.region, Region::Menu | Region::Header | Region::Footer);
        match &link.target {
            Some(target) if by_label.is_empty() && navigates && link.file.is_none() => self.by_address(target),
            _ => by_label,
        }
    }

    /// Whether a link is one choice of a filter in the section of another requirement: "Cơ cấu tổ chức" that leads to
    /// `van-ban-quy-pham-phap-luat?linh-vuc=39` is a field of documents.
    fn filters_another(&self, target: &Url, hits: &[LabelHit]) -> bool {
        if target.query().is_none() {
            return false;
        }
        let said = self.by_address(target);
        !said.is_empty() && !said.iter().any(|there| hits.iter().any(|hit| hit.requirement == there.requirement))
    }

    /// What the last piece of an address names as a whole.
    fn by_address(&self, target: &Url) -> Arc<[LabelHit]> {
        self.labels.in_address(&text::slug_words(last_piece(target).unwrap_or_default()))
    }
}

/// Whether an announcement is strong enough to say that something was promised there.
pub(crate) fn promises(fit: Fit) -> bool {
    fit >= Fit::Start
}
