//! What people (or the simulator) say is true, as a CSV file. Two kinds, told apart by their columns: of single pages,
//! which label codes they show (`file`, `labels_present`, `labels_content`, `labels_unsure`); or of portals, which
//! outcome each requirement has (`portal`, `requirement`, `outcome`).

use std::collections::{BTreeMap, BTreeSet};

use super::Codes;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Sheet, SheetRow, did_you_mean, quoted},
    judge::Outcome,
    registry::PortalId,
    rules::RequirementId,
    text::both,
};

/// Columns of labels of pages.
const PAGES: [&str; 4] = ["file", "labels_present", "labels_content", "labels_unsure"];
/// Columns of labels of portals.
const OUTCOMES: [&str; 3] = ["portal", "requirement", "outcome"];

/// A file of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Labels {
    /// What single pages show.
    Pages(Vec<PageLabels>),
    /// What holds of portals.
    Outcomes(Vec<OutcomeLabel>),
}

/// What one page shows, by label code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLabels {
    /// The page's file, relative to the folder of pages.
    pub file: String,
    /// Whose page it is.
    pub agency: String,
    /// Pages of one design share menus and layout: the column `design`, else the folder the file lies in.
    pub design: String,
    /// An entry or content.
    pub present: BTreeSet<String>,
    /// Own content.
    pub content: BTreeSet<String>,
    /// Two careful readers could differ.
    pub unsure: BTreeSet<String>,
}

/// The outcome that is right for a requirement on a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeLabel {
    /// On which portal.
    pub portal: PortalId,
    /// About what.
    pub requirement: RequirementId,
    /// What a careful person would say.
    pub outcome: Outcome,
    /// Column `design`, else the portal.
    pub design: String,
}

impl Labels {
    /// Reads a file of labels; its label codes must be among `codes`. Complete only if `out` has no errors.
    pub fn read(file: &str, bytes: &[u8], codes: &Codes, out: &mut Diagnostics) -> Option<Self> {
        let sheet = Sheet::read(file, bytes, &[], out)?;
        let of = |columns: &[&str]| columns.iter().filter(|name| sheet.has(name)).count();
        // Whichever kind it looks more like names the columns that are missing.
        if of(&OUTCOMES) > of(&PAGES) {
            let sheet = Sheet::read(file, bytes, &OUTCOMES, out)?;
            return Some(Self::Outcomes(outcomes(&sheet, out)));
        }
        let mut again = Diagnostics::new();
        let sheet = Sheet::read(file, bytes, &PAGES, &mut again);
        let Some(sheet) = sheet else {
            out.append(again);
            return None;
        };
        Some(Self::Pages(pages(&sheet, codes, out)))
    }
}

fn pages(sheet: &Sheet, codes: &Codes, out: &mut Diagnostics) -> Vec<PageLabels> {
    let mut found: Vec<PageLabels> = Vec::new();
    for row in sheet.rows() {
        let file = row.text("file");
        if file.is_empty() {
            out.push(row.error("file", "empty-cell", ("ô `file` trống", "the cell `file` is empty")));
            continue;
        }
        if found.iter().any(|page| page.file == file) {
            let said = both!("{} có hai dòng", "{} has two rows", quoted(file));
            out.push(row.error("file", "duplicate-row", said));
            continue;
        }
        let page = PageLabels {
            file: file.to_owned(),
            agency: row.text("agency").to_owned(),
            design: row.text("design").to_owned(),
            present: set(row, "labels_present", codes, out),
            content: set(row, "labels_content", codes, out),
            unsure: set(row, "labels_unsure", codes, out),
        };
        if let Some(code) = page.content.iter().find(|code| !page.present.contains(*code)) {
            out.push(
                row.error(
                    "labels_content",
                    "content-not-present",
                    both!("{} có nội dung nhưng không có mặt", "{} has content but is not present", quoted(code)),
                )
                .help((
                    "`labels_content` là một phần của `labels_present`",
                    "`labels_content` is a part of `labels_present`",
                )),
            );
        }
        found.push(page);
    }
    name_designs(&mut found);
    found
}

fn set(row: SheetRow<'_>, column: &str, codes: &Codes, out: &mut Diagnostics) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for code in row.pieces(column) {
        if codes.0.contains_key(code) {
            known.insert(code.to_owned());
        } else {
            out.push(
                row.error(
                    column,
                    "unknown-code",
                    both!("không có mã nhãn {}", "there is no label code {}", quoted(code)),
                )
                .label(did_you_mean(code, codes.0.keys().map(String::as_str)))
                .help((
                    "tệp của `--codes` cho biết mỗi mã nghĩa là gì",
                    "the file given with `--codes` says what each code stands for",
                )),
            );
        }
    }
    known
}

/// Pages without a named design take the first folder in which their paths differ.
fn name_designs(pages: &mut [PageLabels]) {
    fn folders(file: &str) -> Vec<String> {
        let mut parts: Vec<String> = file.split('/').map(str::to_owned).collect();
        parts.pop();
        parts
    }
    let mut shared: Option<Vec<String>> = None;
    for page in pages.iter() {
        let mine = folders(&page.file);
        let same = shared.as_ref().map_or(mine.len(), |s| s.iter().zip(&mine).take_while(|(a, b)| a == b).count());
        shared = Some(mine[..same].to_vec());
    }
    let skip = shared.map_or(0, |shared| shared.len());
    for page in pages.iter_mut().filter(|page| page.design.is_empty()) {
        page.design = folders(&page.file).into_iter().nth(skip).unwrap_or_else(|| page.agency.clone());
    }
}

fn outcomes(sheet: &Sheet, out: &mut Diagnostics) -> Vec<OutcomeLabel> {
    let mut found: BTreeMap<(PortalId, RequirementId), OutcomeLabel> = BTreeMap::new();
    for row in sheet.rows() {
        let (portal, requirement) = (row.text("portal"), row.text("requirement"));
        if portal.is_empty() || requirement.is_empty() {
            let said = ("mỗi dòng nêu một cổng và một yêu cầu", "a row names a portal and a requirement");
            out.push(row.error("portal", "empty-cell", said));
            continue;
        }
        let word = row.text("outcome");
        let Some(outcome) = Outcome::from_word(word) else {
            out.push(unknown_outcome(row, "outcome", word));
            continue;
        };
        let design = match row.text("design") {
            "" => portal,
            design => design,
        };
        let label = OutcomeLabel {
            portal: PortalId::new(portal),
            requirement: RequirementId::new(requirement),
            outcome,
            design: design.to_owned(),
        };
        if found.insert((label.portal.clone(), label.requirement.clone()), label).is_some() {
            let said =
                both!("`{requirement}` của `{portal}` có hai dòng", "`{requirement}` of `{portal}` has two rows");
            out.push(row.error("requirement", "duplicate-row", said));
        }
    }
    found.into_values().collect()
}

fn unknown_outcome(row: SheetRow<'_>, column: &str, word: &str) -> Diagnostic {
    let known = Outcome::ALL.map(Outcome::word);
    row.error(column, "unknown-outcome", both!("{} không phải một kết luận", "{} is not an outcome", quoted(word)))
        .label(did_you_mean(word, known))
        .help(both!("một trong {}", "one of {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Labels>, Vec<(&'static str, Option<usize>)>) {
        let mut out = Diagnostics::new();
        let known = [RequirementId::new("site-search")];
        let codes = Codes::read("c", b"code,present,content\nsearch,site-search,\nnews,,\n", &known, &mut out);
        let labels = Labels::read("l.csv", text.as_bytes(), &codes, &mut out);
        (labels, out.iter().map(|d| (d.code, d.line)).collect())
    }

    #[test]
    fn a_design_is_the_first_folder_in_which_paths_differ() {
        let (labels, problems) = read(
            "file,agency,labels_present,labels_content,labels_unsure\np/a/x.html,A,search;news,news,\np/a/b/y.html,A,,,\np/c/z.html,C,,,search\n",
        );
        let Some(Labels::Pages(pages)) = labels else { panic!("pages: {problems:?}") };
        assert_eq!(pages.iter().map(|page| page.design.as_str()).collect::<Vec<_>>(), ["a", "a", "c"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let (_, problems) = read("file,labels_present,labels_content,labels_unsure\na,serch,,\na,,,\n,,,\nb,,news,\n");
        assert_eq!(
            problems,
            [
                ("unknown-code", Some(2)),
                ("duplicate-row", Some(3)),
                ("empty-cell", Some(4)),
                ("content-not-present", Some(5))
            ]
        );
        let (_, problems) = read("portal,requirement,outcome\na,b,pased\na,b,failed\na,b,failed\n,b,failed\n");
        assert_eq!(problems, [("unknown-outcome", Some(2)), ("duplicate-row", Some(4)), ("empty-cell", Some(5))]);
        assert_eq!(read("portal,requirement\na,b\n").1, [("missing-column", Some(1))]);
        assert_eq!(read("file,labels_present\na,b\n").1.len(), 2);
    }
}
