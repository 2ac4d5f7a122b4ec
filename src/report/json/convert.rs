//! From the report as it is used to version 1 of the published form.

use super::{inputs, survey, v1};
use crate::{
    attachment::TextLayer,
    fetch::{Patience, TlsProblem},
    judge, registry,
    report::{PortalResult, ReasonCode, Report, mask, text},
    review, rules, score,
};

impl From<&Report> for v1::Report {
    fn from(report: &Report) -> Self {
        Self {
            format: v1::Format::V1,
            simulated: report.is_simulated(),
            draft: report.is_draft(),
            day: report.day,
            run: run(report),
            law: law(&report.profile),
            survey: survey::of(report),
            requirements: report.requirements.iter().map(|each| requirement(each, report)).collect(),
            portals: report.portals.iter().map(|each| portal(each, report)).collect(),
            unreviewed: report
                .unreviewed
                .iter()
                .map(|(portal, requirement)| v1::Unreviewed {
                    portal: portal.to_string(),
                    requirement: requirement.to_string(),
                })
                .collect(),
            waivers: report.waivers().iter().map(waiver_use).collect(),
            declared: inputs::declared(report),
            obstacles: inputs::obstacles(report),
        }
    }
}

impl From<&rules::Bilingual> for v1::Text {
    fn from(text: &rules::Bilingual) -> Self {
        Self { vi: text.vi.clone(), en: text.en.clone() }
    }
}

pub(super) fn both(say: impl Fn(text::Lang) -> String) -> v1::Text {
    v1::Text { vi: say(text::Lang::Vi), en: say(text::Lang::En) }
}

fn run(report: &Report) -> v1::Run {
    let run = &report.run;
    v1::Run {
        id: run.id.clone(),
        program: run.program.clone(),
        origin: run.origin.into(),
        cohort: run.cohort.clone(),
        registry_digest: run.registry_digest.clone(),
        rules_digest: run.rules_digest.clone(),
        started: run.started,
        finished: run.finished,
        unfinished: run.unfinished,
        since: run.since.as_ref().map(|since| v1::Earlier { id: since.id.clone(), started: since.started }),
    }
}

fn law(profile: &rules::Profile) -> v1::Law {
    v1::Law {
        profile: profile.id.0.clone(),
        title: (&profile.title).into(),
        statement: (&profile.statement).into(),
        instruments: profile.instruments.clone(),
        dated: profile.dated,
        full_information: profile.full_information.iter().map(ToString::to_string).collect(),
    }
}

fn requirement(requirement: &rules::Requirement, report: &Report) -> v1::Requirement {
    v1::Requirement {
        id: requirement.id.to_string(),
        title: (&requirement.title).into(),
        expects: (&requirement.expects).into(),
        remedy: (&requirement.remedy).into(),
        update: requirement.update.as_ref().map(Into::into),
        tiers: requirement.tiers.iter().copied().map(Into::into).collect(),
        weight: requirement.weight,
        where_any: requirement.where_any,
        observe: requirement.observe.into(),
        in_full_information: report.in_full_information(&requirement.id),
        bases: requirement
            .bases
            .iter()
            .map(|basis| v1::Basis {
                instrument: basis.instrument.clone(),
                article: basis.article.clone(),
                clause: basis.clause.clone(),
                point: basis.point.clone(),
                words: both(|lang| text::provision(basis, lang)),
                force: basis.force.into(),
                from: basis.from,
                to: basis.to,
                confidence: basis.confidence.into(),
                note: (!basis.note.is_empty()).then(|| (&basis.note).into()),
            })
            .collect(),
    }
}

fn portal(result: &PortalResult, report: &Report) -> v1::Portal {
    let portal: &registry::Portal = &result.portal;
    v1::Portal {
        id: portal.id.to_string(),
        tier: portal.tier.map(Into::into),
        name_vi: portal.name_vi.clone(),
        name_en: portal.name_en.clone(),
        url: portal.url.to_string(),
        note: portal.note.clone(),
        merged: portal.merged.as_ref().map(|merger| v1::Merged {
            into: merger.into.to_string(),
            into_name: both(|lang| report.name(&merger.into, lang).to_owned()),
            since: merger.since,
        }),
        manners: manners(&portal.manners),
        score: score(result, report),
        coverage: coverage(&result.coverage),
        certificates: result.circumstances.certificates.iter().map(certificate).collect(),
        attempts: result.circumstances.attempts.iter().map(attempt).collect(),
        practice: result.practice.as_ref().map(Into::into),
        components: result.census.as_ref().map(|census| v1::Components::new(census, result.seen)),
        findings: result.findings.iter().map(|each| finding(each, result, report)).collect(),
    }
}

fn manners(manners: &registry::Manners) -> Option<v1::Manners> {
    let (vi, en) = (text::manners(manners, text::Lang::Vi), text::manners(manners, text::Lang::En));
    (!vi.is_empty()).then(|| v1::Manners {
        interval_ms: manners.interval.map(|interval| interval.as_millis() as u64),
        connections: manners.connections,
        quiet_hours: manners.quiet_hours.map(|hours| hours.to_string()),
        tls_exception: manners.tls.iter().map(|problem| problem.word().to_owned()).collect(),
        reason: manners.reason.clone(),
        robots_authorisation: manners
            .robots
            .as_ref()
            .map(|leave| v1::Authorisation { document: leave.document.clone(), date: leave.date }),
        words: vi.into_iter().zip(en).map(|(vi, en)| v1::Text { vi, en }).collect(),
    })
}

fn score(result: &PortalResult, report: &Report) -> v1::Score {
    let score: &score::PortalScore = &result.score;
    let [passed, partial, failed, cant_tell, inapplicable, untested] = score.counts;
    v1::Score {
        low: score.low,
        middle: score.middle,
        high: score.high,
        counts: v1::Counts { passed, partial, failed, cant_tell, inapplicable, untested },
        not_observable: score.not_observable,
        not_duties: score.not_duties,
        waived: result.rulings.values().filter(|ruling| ruling.waiver.is_some()).count() as u32,
        full_information: score.full_information.into(),
        missing_for_full: score.missing_for_full.iter().map(ToString::to_string).collect(),
        lost: score
            .lost
            .iter()
            .map(|lost| v1::LostPoint {
                requirement: lost.requirement.to_string(),
                outcome: lost.outcome.into(),
                reason: reason(&lost.reason, &lost.requirement, report),
                lost: lost.lost_hundredths,
            })
            .collect(),
    }
}

fn coverage(seen: &judge::Coverage) -> v1::Coverage {
    let judge::Coverage {
        pages,
        cut,
        legacy,
        ref legacy_pages,
        discovered,
        visited,
        errors,
        menu_entries,
        sitemap,
        home,
        exhausted,
        forbidden,
        script_links,
    } = *seen;
    v1::Coverage {
        pages,
        cut,
        legacy,
        legacy_pages: legacy_pages
            .iter()
            .map(|page| v1::LegacyPage { url: page.url.clone(), encoding: page.encoding.clone() })
            .collect(),
        discovered,
        visited,
        errors,
        menu_entries,
        sitemap,
        home,
        exhausted,
        forbidden,
        script_links,
    }
}

fn reason(reason: &judge::Reason, requirement: &rules::RequirementId, report: &Report) -> v1::Reason {
    v1::Reason {
        code: ReasonCode::from(reason),
        say: both(|lang| report.say(reason, requirement, lang)),
        status: match reason {
            judge::Reason::Unseen {
                cause: judge::Unseen::Blocked { status } | judge::Unseen::ServerError { status },
            } => Some(*status),
            _ => None,
        },
        proof: match reason {
            judge::Reason::Proven { proof, .. } => Some(proof.clone()),
            _ => None,
        },
    }
}

fn finding(finding: &judge::Finding, result: &PortalResult, report: &Report) -> v1::Finding {
    let known = report.requirement(&finding.requirement);
    let ruling = result.rulings.get(&finding.requirement);
    let [vi, en] = text::Lang::ALL.map(|lang| text::bases(&finding.basis, known, lang));
    v1::Finding {
        requirement: finding.requirement.to_string(),
        outcome: finding.outcome.into(),
        reason: reason(&finding.reason, &finding.requirement, report),
        lost: result.lost(&finding.requirement),
        basis: vi.into_iter().zip(en).map(|(vi, en)| v1::Text { vi, en }).collect(),
        holds_today: finding.holds_today.into(),
        evidence: finding.evidence.as_ref().map(evidence),
        search: v1::Search {
            labels: finding.search.labels,
            looked_at: finding.search.looked_at.clone(),
            attempts: finding.search.attempts.iter().map(attempt).collect(),
            rejected: finding
                .search
                .rejected
                .iter()
                .map(|rejected| v1::Rejected {
                    url: rejected.url.clone(),
                    announced: rejected.announced.clone(),
                    why: (&rejected.why).into(),
                })
                .collect(),
            files: finding.search.files.as_ref().map(file_search),
        },
        note: finding.note.as_ref().map(Into::into),
        judged: ruling.map_or(finding.outcome, |ruling| ruling.judged).into(),
        review: ruling.and_then(|ruling| ruling.review.as_ref()).map(|review| v1::Review {
            name: review.name.clone(),
            date: review.date,
            reason: mask::text(&review.reason, &finding.requirement).into_owned(),
        }),
        waiver: ruling.and_then(|ruling| ruling.waiver.as_ref()).map(waiver),
    }
}

fn file_search(files: &judge::FileSearch) -> v1::FileSearch {
    let unread = |unread: &judge::UnreadFiles| v1::UnreadFiles {
        why: unread.why.word().to_owned(),
        say: both(|lang| text::file_gap(unread.why, lang).to_owned()),
        count: unread.count,
    };
    v1::FileSearch {
        named: files.named,
        fetched: files.fetched,
        read: files.read,
        unread: files.unread.iter().map(unread).collect(),
    }
}

fn waiver(waiver: &review::Waiver) -> v1::Waiver {
    v1::Waiver {
        who: waiver.who.clone(),
        expires: waiver.expires,
        reason: mask::text(&waiver.reason, &waiver.requirement).into_owned(),
    }
}

fn waiver_use(one: &review::WaiverUse) -> v1::WaiverUse {
    v1::WaiverUse {
        portal: one.waiver.portal.to_string(),
        requirement: one.waiver.requirement.to_string(),
        waiver: waiver(&one.waiver),
        state: match one.state {
            review::WaiverState::Used => v1::WaiverState::Used,
            review::WaiverState::Unused(_) => v1::WaiverState::Unused,
            review::WaiverState::Expired => v1::WaiverState::Expired,
        },
    }
}

fn evidence(evidence: &judge::Evidence) -> v1::Evidence {
    v1::Evidence {
        url: evidence.url.clone(),
        cut: evidence.cut,
        place: evidence.place.clone(),
        heading: evidence.heading.clone(),
        excerpt: evidence.excerpt.clone(),
        proof: (&evidence.proof).into(),
        signals: evidence
            .signals
            .iter()
            .map(|signal| v1::Signal {
                kind: signal.kind.into(),
                text: signal.text.clone(),
                label: signal.label.clone(),
                page: signal.page.clone(),
            })
            .collect(),
        newest: evidence.newest,
        capture: evidence.capture.to_string(),
        digest: evidence.digest.clone(),
        at: evidence.at,
        received: evidence.received,
        mode: evidence.mode.into(),
        certificate: evidence.flaw.as_ref().map(|flaw| both(|lang| text::flaw(flaw, lang))),
        files: evidence.files.iter().map(file).collect(),
        files_announced: evidence.files_announced,
    }
}

fn certificate(seen: &judge::Certificate) -> v1::Certificate {
    use judge::CertificateState as State;
    let (state, problem, from) = match &seen.state {
        State::Completed { from } => ("completed", TlsProblem::MissingIntermediate, from.clone()),
        State::Excepted { problem } => ("excepted", *problem, Vec::new()),
        State::Refused { problem } => ("refused", *problem, Vec::new()),
    };
    v1::Certificate {
        host: seen.host.clone(),
        state: state.to_owned(),
        problem: problem.word().to_owned(),
        from,
        capture: seen.capture.to_string(),
        at: seen.at,
        say: both(|lang| text::certificate(seen, lang)),
    }
}

fn attempt(attempt: &judge::Attempt) -> v1::Attempt {
    let (status, failure) = match attempt.end {
        judge::AttemptEnd::Answered { status, .. } => (Some(status), None),
        judge::AttemptEnd::Failed { failure } => (None, Some(ReasonCode::from(failure))),
    };
    v1::Attempt {
        url: attempt.url.clone(),
        capture: attempt.capture.to_string(),
        at: attempt.at,
        longer: attempt.patience == Patience::Long,
        status,
        failure,
        say: both(|lang| text::attempt(attempt, lang)),
    }
}

fn file(file: &judge::FileEvidence) -> v1::EvidenceFile {
    use judge::FileState as State;
    let (state, detail) = match file.state {
        State::Answers => (v1::FileState::Answers, None),
        State::Unread(why) => (v1::FileState::Unread, Some(why.word().to_owned())),
        State::PageInstead => (v1::FileState::PageInstead, None),
        State::Missing(status) => (v1::FileState::Missing, Some(status.to_string())),
        State::Refused(status) => (v1::FileState::Refused, Some(status.to_string())),
        State::Unanswered => (v1::FileState::Unanswered, None),
    };
    v1::EvidenceFile {
        url: file.url.clone(),
        capture: file.capture.to_string(),
        digest: file.digest.clone(),
        state,
        detail,
        kind: file.kind.map(|kind| kind.word().to_owned()),
        pages: file.pages,
        text_layer: file.text_layer.map(|layer| match layer {
            TextLayer::Present => v1::TextLayer::Present,
            TextLayer::Missing => v1::TextLayer::Missing,
            TextLayer::Unread => v1::TextLayer::Unread,
        }),
        documents: file.documents.clone(),
        periods: file.periods.iter().map(|period| format!("{} {}", period.stage.vi(), period.year)).collect(),
    }
}
