//! What sections are worth when their files are known, and which files are worth knowing.

use url::Url;

use super::{
    Judge,
    files::{FileLink, Known, may_be_asked},
    labels::ReqIndex,
    observation::{Candidate, Verdict},
    pending::{Pending, says},
    ranking::{announcements, incoming},
    repeats::Repeats,
    view::PortalView,
};

impl Judge {
    /// What a candidate is worth now that its files are known as far as they were asked for.
    pub(super) fn settled(&self, view: &PortalView, candidate: &Candidate) -> Verdict {
        let Some(on_files) = &candidate.on_files else { return candidate.verdict };
        let known = on_files.known(view);
        let proofs = &self.tests[usize::from(candidate.requirement)].proofs;
        let holds = |worth: &Verdict, left: &Pending| {
            let Verdict::Proven(accepts, std::cmp::Reverse(index)) = worth else { return false };
            let says = says(&proofs[usize::from(*index)]);
            // What rests on files that nobody asked for is no better than what needs none.
            let unseen = || !left.holds(&Known { unknown: 0, ..known.copied() }, &says);
            let steady = matches!(on_files.steady, Verdict::Proven(other, _) if other >= *accepts);
            left.holds(&known, &says) && !(steady && unseen())
        };
        let held = on_files.pending.iter().filter(|(worth, left)| holds(worth, left)).map(|(worth, _)| *worth);
        held.max().map_or(on_files.steady, |best| best.max(on_files.steady))
    }

    /// The files worth asking for to settle what the pages of `view` leave open, best first: a few of each section that
    /// may count, the sections of all requirements by turns.
    pub fn wanted_files(&self, view: &PortalView) -> Vec<Url> {
        const SECTIONS: usize = 3;
        const OF_SECTION: usize = 3;
        let announcements = announcements(view);
        let recognition = self.recognise(view, &announcements);
        let mut turns: Vec<Vec<Url>> = Vec::new();
        for index in (0..self.requirements.len()).filter(|index| self.tests[*index].ask_files) {
            let requirement = index as ReqIndex;
            let incoming = incoming(view, announcements.get(&requirement).map_or(&[], Vec::as_slice));
            let repeats = Repeats::of_requirement(view, requirement, |key| incoming.contains_key(key));
            let recognised = recognition.sections.get(&requirement).map_or(&[][..], Vec::as_slice);
            let ranked = self.ranked(view, requirement, &incoming, recognised, &repeats);
            let sections = ranked.iter().filter(|r| r.repeats.is_none()).filter_map(|r| r.candidate.on_files.as_ref());
            let files = sections.take(SECTIONS).flat_map(|section| {
                let urls = section.links.iter().filter_map(FileLink::url);
                urls.filter(|url| may_be_asked(&view.portal, url)).take(OF_SECTION)
            });
            turns.push(files.collect());
        }
        let mut wanted: Vec<Url> = Vec::new();
        for round in 0..SECTIONS * OF_SECTION {
            for url in turns.iter().filter_map(|files| files.get(round)) {
                if !wanted.contains(url) {
                    wanted.push(url.clone());
                }
            }
        }
        wanted
    }
}
