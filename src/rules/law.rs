//! The articles of the law and the requirements that rest on them: a list kept apart from the rules, so that a
//! requirement which goes missing is missed. What each requirement rests on stays in its own file.

use std::collections::BTreeSet;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Bilingual, Confidence, LoadError, RequirementId, RulePack};
use crate::diagnostic::{Diagnostics, Document, Node, Shape, decode, did_you_mean, quoted};
use crate::text::both;

/// Name of the list in the folder of rules.
const FILE: &str = "law.toml";
/// The list as it was when the program was built.
const BUILT_IN: &str = include_str!("../../rules/law.toml");

/// One article of a decree or law, or an instrument of which no article is recorded.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một điều của nghị định hoặc luật."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Article {
    /// Number of the instrument: `42/2022/NĐ-CP`.
    #[schemars(extend("x-description-vi" = "Số hiệu văn bản: `42/2022/NĐ-CP`."))]
    pub instrument: String,
    /// Article number; empty where rules name the instrument alone.
    #[schemars(extend("x-description-vi" = "Số điều; để trống khi quy tắc chỉ nêu văn bản."))]
    pub article: String,
    /// What it is about.
    #[schemars(extend("x-description-vi" = "Nội dung của điều."))]
    pub subject: Bilingual,
    /// How far its reading was verified.
    #[schemars(extend("x-description-vi" = "Mức độ đối chiếu văn bản."))]
    pub confidence: Confidence,
    /// Requirements that rest on it.
    #[schemars(extend("x-description-vi" = "Các yêu cầu căn cứ vào điều này."))]
    #[serde(default)]
    pub requirements: Vec<RequirementId>,
    /// Why no requirement rests on it; there exactly if `requirements` is empty.
    #[schemars(extend("x-description-vi" = "Vì sao không có yêu cầu nào; chỉ có khi `requirements` trống."))]
    pub none: Option<Bilingual>,
}

/// The list as written.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Danh mục các điều."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Law")]
struct RawLaw {
    /// Articles in the order of their instruments.
    #[schemars(extend("x-description-vi" = "Các điều theo thứ tự văn bản."))]
    article: Vec<Article>,
    /// Instruments of which every article is listed.
    #[schemars(extend("x-description-vi" = "Các văn bản được liệt kê đủ mọi điều."))]
    #[serde(default)]
    whole: Vec<Whole>,
}

/// An instrument of which every article is listed, so that none is forgotten for which no rule speaks.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Văn bản được liệt kê đủ mọi điều."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Whole {
    /// Number of the instrument.
    #[schemars(extend("x-description-vi" = "Số hiệu văn bản."))]
    instrument: String,
    /// First article.
    #[schemars(extend("x-description-vi" = "Điều đầu."))]
    from: u16,
    /// Last article.
    #[schemars(extend("x-description-vi" = "Điều cuối."))]
    to: u16,
}

/// The articles listed beside the rules in `dir`, or the built-in ones, each held against `pack`: an article without
/// requirement and without reason is an error, and so is a requirement or an article that one side knows and the other
/// does not.
pub fn law(dir: Option<&Path>, pack: &RulePack) -> Result<Vec<Article>, LoadError> {
    let (shown, bytes) = match dir {
        Some(dir) => {
            let path = dir.join(FILE);
            let bytes = std::fs::read(&path).map_err(|source| LoadError::Read { path: path.clone(), source })?;
            (path.display().to_string(), bytes)
        }
        None => (format!("(built in) rules/{FILE}"), BUILT_IN.as_bytes().to_vec()),
    };
    let mut out = Diagnostics::new();
    let articles = read(&shown, &bytes, pack, &mut out);
    if out.errors() > 0 { Err(LoadError::Invalid(Box::new(out))) } else { Ok(articles) }
}

fn read(shown: &str, bytes: &[u8], pack: &RulePack, out: &mut Diagnostics) -> Vec<Article> {
    let Some(text) = decode(shown, bytes, out) else { return Vec::new() };
    let Some(document) = Document::parse(shown, &text, &Shape::of::<RawLaw>(), out) else { return Vec::new() };
    let Some(RawLaw { article: articles, whole }) = document.root().read(out) else { return Vec::new() };
    let nodes = document.root().get("article").into_iter().flat_map(|list| list.items());
    for (article, node) in articles.iter().zip(nodes) {
        check(article, node, pack, out);
    }
    for (instrument, article) in missing(&articles, &whole, pack) {
        let name = named(instrument, &article);
        out.push(
            document
                .root()
                .error(
                    "article-not-listed",
                    both!("{name} không có trong danh sách", "{name} is not on the list"; name),
                )
                .label((
                    "nếu mất yêu cầu căn cứ vào đó, danh sách không phát hiện được",
                    "a requirement that rests on it would not be missed",
                ))
                .help((
                    "thêm một `[[article]]` với `requirements`, hoặc ghi ở `none` vì sao không có",
                    "add an `[[article]]` with its `requirements`, or say in `none` why there is none",
                )),
        );
    }
    articles
}

/// Articles that rules rest on or that a whole instrument has, and that are not listed.
fn missing<'l>(articles: &[Article], whole: &'l [Whole], pack: &'l RulePack) -> BTreeSet<(&'l str, String)> {
    let bases = pack.requirements.iter().flat_map(|rule| &rule.bases);
    let named = bases.map(|basis| (basis.instrument.as_str(), basis.article.clone()));
    let all = whole.iter().flat_map(|one| (one.from..=one.to).map(|at| (one.instrument.as_str(), at.to_string())));
    let listed = |(instrument, number): &(&str, String)| {
        articles.iter().any(|article| article.instrument == *instrument && article.article == *number)
    };
    named.chain(all).filter(|place| !listed(place)).collect()
}

/// `Điều 4 của 42/2022/NĐ-CP`, or the instrument alone.
fn named(instrument: &str, article: &str) -> Bilingual {
    if article.is_empty() {
        return both!("{instrument}", "{instrument}");
    }
    both!("Điều {article} của {instrument}", "Article {article} of {instrument}")
}

fn check(article: &Article, node: Node<'_>, pack: &RulePack, out: &mut Diagnostics) {
    let name = named(&article.instrument, &article.article);
    let at = |key: &str| node.get(key).unwrap_or(node);
    if article.requirements.is_empty() && article.none.is_none() {
        out.push(
            at("article")
                .error("article-without-requirement", both!("{name} không có yêu cầu và không nêu lý do", "{name} has no requirement and no reason"; name))
                .label(("điều này không được đánh giá mà không ai nhận ra", "nobody would notice that it is not judged"))
                .help((
                    "nêu các `requirements`, hoặc ghi ở `none` vì sao không có",
                    "list `requirements`, or say in `none` why there is none",
                )),
        );
    }
    if let (false, Some(_)) = (article.requirements.is_empty(), &article.none) {
        out.push(
            at("none")
                .error("reason-not-wanted", both!("{name} vừa có yêu cầu vừa có lý do không có yêu cầu", "{name} has requirements and a reason why it has none"; name))
                .label(("bỏ một trong hai", "take one of them out")),
        );
    }
    let rests = |id: &RequirementId| {
        pack.requirement(id).is_some_and(|rule| {
            let here =
                |basis: &super::Basis| basis.instrument == article.instrument && basis.article == article.article;
            rule.bases.iter().any(here)
        })
    };
    for entry in at("requirements").items() {
        let Some(text) = entry.text() else { continue };
        let id = RequirementId::new(text);
        if pack.requirement(&id).is_none() {
            let known = pack.requirements.iter().map(|rule| rule.id.as_str());
            let given = quoted(text);
            let said = both!(
                "{name} cần {given}, nhưng không quy tắc nào có mã đó",
                "{name} counts on {given}, and no rule has that id";
                name
            );
            out.push(entry.error("requirement-gone", said).label(did_you_mean(text, known)).help((
                "khôi phục tệp quy tắc, hoặc bỏ khỏi danh sách này",
                "bring its file back, or take it out of this list",
            )));
        } else if !rests(&id) {
            let said = both!(
                "{name} cần `{text}`, nhưng tệp quy tắc đó không nêu điều này",
                "{name} counts on `{text}`, whose file does not name the article";
                name
            );
            out.push(
                entry
                    .error("basis-gone", said)
                    .label(("không có `[[basis]]` nào cho điều này", "no `[[basis]]` for this article"))
                    .help(both!(
                        "thêm căn cứ vào requirements/{text}.toml, hoặc bỏ khỏi danh sách này",
                        "add the basis to requirements/{text}.toml, or take it out of this list"
                    )),
            );
        }
    }
    let listed: BTreeSet<&RequirementId> = article.requirements.iter().collect();
    for rule in pack.requirements.iter().filter(|rule| rests(&rule.id) && !listed.contains(&rule.id)) {
        let id = &rule.id;
        let said = both!(
            "`{id}` căn cứ vào {name} nhưng không được liệt kê",
            "`{id}` rests on {name} and is not listed with it";
            name
        );
        out.push(
            at("article")
                .error("requirement-not-listed", said)
                .label(("nếu mất yêu cầu này, danh sách không phát hiện được", "the list would not miss it"))
                .help(("thêm vào `requirements`", "add it to `requirements`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described_in_both_languages() {
        assert_eq!(Shape::of::<RawLaw>().untranslated(), [""; 0]);
    }
}
