//! Portals of a sample report, and what was found on each.

use super::*;

pub(super) fn portal(id: &str, name: &str, tier: Tier) -> Portal {
    let host = id.replace('-', "");
    Portal {
        id: PortalId::new(id),
        tier: Some(tier),
        name_vi: name.to_owned(),
        name_en: String::new(),
        url: format!("http://{host}.gov.vn/").parse().unwrap(),
        domains: vec![format!("{host}.gov.vn")],
        languages: vec!["vi".to_owned()],
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}

pub(super) fn finding(portal: &Portal, rule: &Requirement, outcome: Outcome, reason: Reason) -> Finding {
    let seen = matches!(outcome, Outcome::Passed | Outcome::Partial) && reason != Reason::Short { gap: Gap::DeadLink };
    let searched = matches!(outcome, Outcome::Failed | Outcome::Partial);
    Finding {
        portal: portal.id.clone(),
        requirement: rule.id.clone(),
        outcome,
        reason,
        evidence: seen.then(|| evidence(portal, rule)),
        search: Search {
            labels: 18,
            looked_at: if searched { vec![format!("{}gioi-thieu", portal.url)] } else { Vec::new() },
            attempts: Vec::new(),
            rejected: if searched {
                vec![Rejected {
                    url: format!("{}tin-tuc/bai-viet-123", portal.url),
                    announced: "Kế hoạch phát triển".to_owned(),
                    why: text("bài tin, không phải mục thông tin", "a news article, not a section"),
                }]
            } else {
                Vec::new()
            },
            files: searched.then(|| FileSearch {
                named: 14,
                fetched: 3,
                read: 1,
                unread: vec![
                    UnreadFiles { why: FileGap::NotAsked, count: 10 },
                    UnreadFiles { why: FileGap::Scan, count: 2 },
                    UnreadFiles { why: FileGap::Missing, count: 1 },
                ],
            }),
        },
        basis: rule.bases.iter().take(1).map(Basis::cite_vi).collect(),
        holds_today: match rule.id.as_str() {
            "org-structure-chart" => Obligation::Yes,
            "open-data-portal" => Obligation::None,
            "qa-feedback" => Obligation::BenchmarkOnly,
            _ => Obligation::Changed,
        },
        note: (rule.id.as_str() == "sector-statistics").then(|| {
            text(
                "mục mới nhất ngày 05/11/2026, quá 5 ngày (thông lệ)",
                "newest item of 5 November 2026, older than 5 days (custom)",
            )
        }),
    }
}

pub(super) fn coverage(read: bool) -> Coverage {
    if !read {
        return Coverage { discovered: 1, visited: 1, errors: 3, ..Coverage::default() };
    }
    Coverage {
        pages: 214,
        cut: 0,
        legacy: 0,
        legacy_pages: Vec::new(),
        discovered: 1240,
        visited: 231,
        errors: 4,
        menu_entries: 86,
        sitemap: Some(1102),
        home: true,
        exhausted: false,
        forbidden: 12,
        script_links: 3,
    }
}
