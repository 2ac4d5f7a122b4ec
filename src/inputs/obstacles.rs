//! Obstacles and recommendations as agencies gave them, grouped as a conference discusses them: by who can resolve them.

use std::collections::BTreeMap;

use super::{portal, unknown_portal, unknown_value, value};
use crate::{
    diagnostic::{Diagnostics, Sheet},
    registry::{Portal, PortalId},
};

/// The columns of an obstacle.
const COLUMNS: [&str; 4] = ["agency", "text", "kind", "level"];

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What keeps an agency from it.
    Obstacle,
    /// What it asks for.
    Recommendation,
}

/// Who has the power to resolve it, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The Government and the Prime Minister.
    Government,
    /// A ministry or branch.
    Ministry,
    /// A province or city.
    Province,
    /// Whoever runs the portal.
    Portal,
}

const KINDS: [(Kind, &[&str]); 2] = [
    (Kind::Obstacle, &["khó khăn", "vướng mắc", "khó khăn, vướng mắc", "obstacle"]),
    (Kind::Recommendation, &["kiến nghị", "đề xuất", "kiến nghị, đề xuất", "đề xuất, kiến nghị", "recommendation"]),
];

const LEVELS: [(Level, &[&str]); 4] = [
    (Level::Government, &["Chính phủ", "Chính phủ, Thủ tướng Chính phủ", "government"]),
    (Level::Ministry, &["bộ, ngành", "bộ", "bộ ngành", "ministry"]),
    (Level::Province, &["địa phương", "tỉnh, thành phố", "tỉnh", "province"]),
    (Level::Portal, &["cổng", "cổng thông tin điện tử", "đơn vị vận hành cổng", "portal"]),
];

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Whose.
    pub agency: PortalId,
    /// In the agency's words.
    pub text: String,
    /// What is said.
    pub kind: Kind,
    /// Who can resolve it.
    pub level: Level,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// By level and kind; in file order there.
    pub groups: BTreeMap<(Level, Kind), Vec<Obstacle>>,
}

impl Obstacles {
    /// Reads obstacles of the agencies of `portals`. The list is complete only if `out` has no errors.
    pub fn read(file: &str, bytes: &[u8], portals: &[Portal], out: &mut Diagnostics) -> Self {
        let mut all = Self::default();
        let Some(sheet) = Sheet::read(file, bytes, &COLUMNS, out) else { return all };
        for row in sheet.rows() {
            let agency = portal(row.text("agency"), portals);
            if agency.is_none() {
                out.push(unknown_portal(row, "agency", portals));
            }
            let text = row.text("text");
            if text.is_empty() {
                out.push(row.error("text", "empty-cell", ("ô `text` trống", "the cell `text` is empty")));
            }
            let (kind, level) = (value(row.text("kind"), &KINDS), value(row.text("level"), &LEVELS));
            if kind.is_none() {
                out.push(unknown_value(row, "kind", "unknown-kind", &KINDS));
            }
            if level.is_none() {
                out.push(unknown_value(row, "level", "unknown-level", &LEVELS));
            }
            let (Some(agency), false, Some(kind), Some(level)) = (agency, text.is_empty(), kind, level) else {
                continue;
            };
            all.groups.entry((level, kind)).or_default().push(Obstacle { agency, text: text.to_owned(), kind, level });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{self, Cohort};

    fn read(text: &str) -> (Obstacles, Diagnostics) {
        let portals = registry::load(&Cohort::from("2024"), None).unwrap().portals;
        let mut out = Diagnostics::new();
        (Obstacles::read("o.csv", text.as_bytes(), &portals, &mut out), out)
    }

    #[test]
    fn obstacles_are_grouped_by_who_can_resolve_them() {
        let (all, problems) = read(
            "agency,text,kind,level\nBộ Y tế,Thiếu kinh phí,Khó khăn,Bộ ngành\nbo-noi-vu,Sửa nghị định,kiến nghị,CHÍNH PHỦ\n\
             bo-y-te,Thiếu người,vướng mắc,ministry\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let groups: Vec<_> = all.groups.iter().map(|(group, all)| (*group, all.len())).collect();
        assert_eq!(groups, [((Level::Government, Kind::Recommendation), 1), ((Level::Ministry, Kind::Obstacle), 2)]);
    }

    #[test]
    fn an_unknown_value_is_refused_with_its_line() {
        let (_, problems) = read("agency,text,kind,level\nbo-y-te,,khó khăn,cấp trên\nbo-x,Thiếu máy,lời than,tỉnh\n");
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["empty-cell", "unknown-level", "unknown-portal", "unknown-kind"]);
    }
}
