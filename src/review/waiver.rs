//! `waivers.toml`: findings that are known, accepted for a time, and do not cost anything until then.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Key;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Document, Node, Shape, decode, did_you_mean, quoted},
    registry::PortalId,
    rules::{RequirementId, raw::RawDate},
    text::{Bilingual, both},
};

/// The file as it is written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Tệp các miễn trừ."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Waivers")]
pub(super) struct RawWaivers {
    /// One `[[waiver]]` each.
    #[schemars(extend("x-description-vi" = "Mỗi miễn trừ là một `[[waiver]]`."))]
    #[serde(default)]
    #[expect(dead_code, reason = "read entry by entry, so that one mistake does not hide the others")]
    pub(super) waiver: Vec<RawWaiver>,
}

/// A finding that is accepted for a time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một kết luận được chấp nhận trong một thời gian."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawWaiver {
    /// Id of the portal, as in the registry.
    #[schemars(extend("x-description-vi" = "Mã của cổng, như trong danh sách cổng."))]
    portal: String,
    /// Id of the requirement.
    #[schemars(extend("x-description-vi" = "Mã của yêu cầu."))]
    requirement: String,
    /// Why it is accepted; the report repeats it.
    #[schemars(extend("x-description-vi" = "Lý do được chấp nhận; báo cáo nêu lại lý do này."))]
    reason: String,
    /// Who decided so.
    #[schemars(extend("x-description-vi" = "Người quyết định."))]
    who: String,
    /// Last day on which it holds, a date without quotes.
    #[schemars(extend("x-description-vi" = "Ngày cuối cùng có giá trị, viết không có dấu nháy."))]
    expires: RawDate,
}

/// A finding that is accepted for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// On which portal.
    pub portal: PortalId,
    /// About what.
    pub requirement: RequirementId,
    /// Why it is accepted.
    pub reason: String,
    /// Who decided so.
    pub who: String,
    /// Last day on which it holds.
    pub expires: Date,
    /// Bytes of its entry in the file.
    place: Range<usize>,
    /// Bytes of the portal's id.
    portal_place: Range<usize>,
    /// Bytes of the day.
    expires_place: Range<usize>,
}

/// The waivers of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waivers {
    file: String,
    text: String,
    list: Vec<Waiver>,
}

impl Waivers {
    /// Reads `waivers.toml`. Requirements must be among `requirements`; what is wrong is in `out`.
    pub fn read(file: &str, bytes: &[u8], requirements: &[&str], out: &mut Diagnostics) -> Self {
        let Some(text) = decode(file, bytes, out) else { return Self::default() };
        let mut list: Vec<Waiver> = Vec::new();
        if let Some(document) = Document::parse(file, &text, &Shape::of::<RawWaivers>(), out) {
            let mut seen: BTreeMap<Key, Range<usize>> = BTreeMap::new();
            for entry in document.root().get("waiver").into_iter().flat_map(|node| node.items()) {
                let Some(waiver) = waiver(entry, requirements, out) else { continue };
                let key = (waiver.portal.clone(), waiver.requirement.clone());
                if let Some(first) = seen.get(&key) {
                    out.push(
                        Diagnostic::error(
                            "duplicate-waiver",
                            file,
                            both!(
                                "`{}` của `{}` được miễn trừ hai lần",
                                "`{}` of `{}` is waived twice",
                                waiver.requirement,
                                waiver.portal
                            ),
                        )
                        .at(waiver.place)
                        .label(("lần thứ hai", "second time"))
                        .related(file, first.clone(), ("lần đầu", "first time"))
                        .help(("giữ lại một miễn trừ", "keep one of them")),
                    );
                    continue;
                }
                seen.insert(key, waiver.place.clone());
                list.push(waiver);
            }
        }
        Self { file: file.to_owned(), text, list }
    }

    /// The waivers, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Waiver> {
        self.list.iter()
    }

    /// Reports waivers of portals that are not among `known`.
    pub fn check_portals(&self, known: &BTreeSet<&str>, out: &mut Diagnostics) {
        out.source(self.file.as_str(), self.text.as_str());
        for waiver in &self.list {
            let id = waiver.portal.as_str();
            if !known.contains(id) {
                out.push(
                    Diagnostic::error(
                        "unknown-portal",
                        &self.file,
                        both!("không có cổng {}", "there is no portal {}", quoted(id)),
                    )
                    .at(waiver.portal_place.clone())
                    .label(did_you_mean(id, known.iter().copied()))
                    .help(("`d42 portals list` liệt kê tất cả", "`d42 portals list` shows all of them")),
                );
            }
        }
    }

    /// A warning that `waiver` has expired before `day`.
    pub fn expired(&self, waiver: &Waiver, day: Date, out: &mut Diagnostics) {
        let message = both!(
            "miễn trừ `{}` cho `{}` đã hết hạn",
            "the waiver of `{}` for `{}` has expired",
            waiver.requirement,
            waiver.portal
        );
        let found =
            Diagnostic::warning("expired-waiver", &self.file, message).at(waiver.expires_place.clone()).label(both!(
                "ngày {day} không còn giá trị: kết luận lại được tính",
                "does not hold on {day} any more: the finding counts again"
            ));
        let help =
            ("bỏ đi, hoặc quyết định lại và ghi ngày muộn hơn", "remove it, or decide anew and write a later day");
        self.push(found.help(help), out);
    }

    /// A warning that `waiver` waives nothing, because of `why`.
    pub fn unused(&self, waiver: &Waiver, why: Bilingual, out: &mut Diagnostics) {
        let message = both!(
            "miễn trừ `{}` cho `{}` không có tác dụng",
            "the waiver of `{}` for `{}` waives nothing",
            waiver.requirement,
            waiver.portal
        );
        let found = Diagnostic::warning("unused-waiver", &self.file, message).at(waiver.place.clone()).label(why);
        self.push(found.help(("bỏ đi", "remove it")), out);
    }

    fn push(&self, found: Diagnostic, out: &mut Diagnostics) {
        out.source(self.file.as_str(), self.text.as_str());
        out.push(found);
    }
}

fn waiver(entry: Node<'_>, requirements: &[&str], out: &mut Diagnostics) -> Option<Waiver> {
    let mut sound = true;
    if let Some(node) = entry.get("requirement")
        && let Some(id) = node.text()
        && !requirements.contains(&id)
    {
        sound = false;
        out.push(
            node.error("unknown-requirement", both!("không có yêu cầu {}", "there is no requirement {}", quoted(id)))
                .label(did_you_mean(id, requirements.iter().copied()))
                .help(("`d42 rules list` liệt kê tất cả", "`d42 rules list` shows all of them")),
        );
    }
    for key in ["reason", "who"] {
        if let Some(node) = entry.get(key)
            && node.text().is_some_and(|text| text.trim().is_empty())
        {
            sound = false;
            out.push(node.error("empty-text", both!("`{key}` trống", "`{key}` is empty")).help((
                "miễn trừ phải ghi lý do và người quyết định; báo cáo nêu lại cả hai",
                "a waiver says why it is given and by whom; the report repeats both",
            )));
        }
    }
    let place = |key: &str| entry.get(key).map_or_else(|| entry.span(), |node| node.span());
    let raw: RawWaiver = entry.read(out)?;
    sound.then(|| Waiver {
        place: entry.span(),
        portal_place: place("portal"),
        expires_place: place("expires"),
        portal: PortalId::new(raw.portal),
        requirement: RequirementId::new(raw.requirement),
        reason: raw.reason.trim().to_owned(),
        who: raw.who.trim().to_owned(),
        expires: raw.expires.0,
    })
}

#[cfg(test)]
mod tests {
    use crate::text::Lang;
    use jiff::civil::date;

    use super::*;
    use crate::diagnostic::{Style, render};

    const GOOD: &str = r#"[[waiver]]
portal = "bo-mau-01"
requirement = "site-search"
reason = "đang nâng cấp"
who = "Nguyễn Văn An"
expires = 2027-06-30
"#;

    fn read(text: &str) -> (Waivers, Diagnostics) {
        let mut out = Diagnostics::new();
        let waivers = Waivers::read("waivers.toml", text.as_bytes(), &["site-search"], &mut out);
        waivers.check_portals(&["bo-mau-01"].into(), &mut out);
        (waivers, out)
    }

    #[test]
    fn a_file_without_entries_waives_nothing() {
        for text in ["", "# chưa có\n"] {
            let (waivers, out) = read(text);
            assert!(waivers.iter().next().is_none() && out.is_empty());
        }
    }

    #[test]
    fn an_entry_is_read_as_it_is_meant() {
        let (waivers, out) = read(GOOD);
        assert!(out.is_empty(), "{}", render(&out, Style::Plain, Lang::En));
        let one = waivers.iter().next().unwrap();
        assert_eq!(
            (one.portal.as_str(), one.expires, one.who.as_str()),
            ("bo-mau-01", date(2027, 6, 30), "Nguyễn Văn An")
        );
    }

    #[test]
    fn every_mistake_is_shown_at_its_place() {
        let broken = [
            ("unknown-portal", GOOD.replace("bo-mau-01", "bo-mau-1"), 2),
            ("unknown-requirement", GOOD.replace("site-search", "site-serch"), 3),
            ("empty-text", GOOD.replace("đang nâng cấp", " "), 4),
            ("missing-key", GOOD.replace("who = \"Nguyễn Văn An\"\n", ""), 1),
            ("unknown-key", GOOD.replace("who =", "whom ="), 5),
            ("wrong-type", GOOD.replace("2027-06-30", "\"2027-06-30\""), 6),
            ("toml-syntax", GOOD.replace("\"đang", "đang"), 4),
            ("duplicate-waiver", format!("{GOOD}\n{GOOD}"), 8),
        ];
        for (code, text, line) in broken {
            let (_, out) = read(&text);
            let found: Vec<_> = out.iter().map(|d| (d.code, d.line)).collect();
            assert!(found.contains(&(code, Some(line))), "{code}: {found:?}");
        }
        let (_, out) = read(&broken_both());
        assert_eq!(out.errors(), 2, "{}", render(&out, Style::Plain, Lang::En));
    }

    fn broken_both() -> String {
        format!("{}\n{}", GOOD.replace("site-search", "site-serch"), GOOD.replace("bo-mau-01", "bo-mau-2"))
    }

    #[test]
    fn every_key_is_described_in_both_languages() {
        assert_eq!(Shape::of::<RawWaivers>().untranslated(), [""; 0]);
    }
}
