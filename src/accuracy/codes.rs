//! Which requirements a label code speaks of: one file, so that labels made without knowing the rules can be held
//! against them.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostics, Sheet, did_you_mean, quoted},
    rules::RequirementId,
    text::both,
};

/// The mapping that comes with the program.
const BUILT_IN: &str = include_str!("../../fixtures/corpus/codes.csv");
const COLUMNS: [&str; 3] = ["code", "present", "content"];

/// What a label code stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Requirements whose entry or content is what the code calls present. Empty: nobody asks for it.
    pub present: Vec<RequirementId>,
    /// Requirements whose own content is what the code calls content.
    pub content: Vec<RequirementId>,
}

/// Label codes with their meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes(pub(super) BTreeMap<String, Meaning>);

impl Codes {
    /// The mapping that comes with the program.
    pub fn built_in(known: &[RequirementId], out: &mut Diagnostics) -> Self {
        Self::read("(built in) codes.csv", BUILT_IN.as_bytes(), known, out)
    }

    /// Reads a table with the columns `code`, `present` and `content`; the latter two hold ids of requirements,
    /// separated by `;`, which must be among `known`.
    pub fn read(file: &str, bytes: &[u8], known: &[RequirementId], out: &mut Diagnostics) -> Self {
        let mut codes = BTreeMap::new();
        let Some(sheet) = Sheet::read(file, bytes, &COLUMNS, out) else { return Self(codes) };
        for row in sheet.rows() {
            let code = row.text("code");
            if code.is_empty() {
                out.push(row.error("code", "empty-cell", ("ô `code` trống", "the cell `code` is empty")));
                continue;
            }
            let mut ids = |column: &str| -> Vec<RequirementId> {
                let mut found = Vec::new();
                for id in row.pieces(column) {
                    match known.iter().find(|known| known.as_str() == id) {
                        Some(known) => found.push(known.clone()),
                        None => out.push(
                            row.error(
                                column,
                                "unknown-requirement",
                                both!("không có yêu cầu {}", "there is no requirement {}", quoted(id)),
                            )
                            .label(did_you_mean(id, known.iter().map(RequirementId::as_str)))
                            .help(("`d42 rules list` liệt kê tất cả", "`d42 rules list` shows all of them")),
                        ),
                    }
                }
                found
            };
            let meaning = Meaning { present: ids("present"), content: ids("content") };
            if codes.insert(code.to_owned(), meaning).is_some() {
                let said = both!("mã {} có ở hai dòng", "the code {} stands in two rows", quoted(code));
                out.push(row.error("code", "duplicate-code", said));
            }
        }
        Self(codes)
    }

    /// Every requirement that `code` speaks of, once.
    pub fn requirements(&self, code: &str) -> Vec<&RequirementId> {
        let mut ids: Vec<_> = self.0.get(code).map_or_else(Vec::new, |m| m.present.iter().chain(&m.content).collect());
        ids.sort();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_names_no_requirement_is_refused_with_the_nearest_name() {
        let mut out = Diagnostics::new();
        let known = [RequirementId::new("site-search")];
        let codes =
            Codes::read("c.csv", b"code,present,content\nsearch,site-serch,\nsearch,site-search,\n", &known, &mut out);
        let found: Vec<_> = out.iter().map(|d| (d.code, d.line, d.label.en.as_str())).collect();
        assert_eq!(
            found,
            [("unknown-requirement", Some(2), "did you mean `site-search`?"), ("duplicate-code", Some(3), "")]
        );
        assert_eq!(codes.0.len(), 1);
    }
}
