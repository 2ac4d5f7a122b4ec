//! Forms that ask by their address alone (`method="get"`, HTML section 4.10.21.3), so that a question can be put to
//! them without changing anything on the other side.

use url::Url;

use super::forms::kind_of;
use super::sketch::Sketch;
use super::tag::Tag;

/// Most values that a form sends besides the words asked for.
const MAX_FIXED: usize = 12;

/// A form with one field for words, sent by `GET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Where it is sent, without a query.
    action: Url,
    /// Name of the field for words.
    field: String,
    /// What else it sends: hidden fields, and the first choice of lists.
    fixed: Vec<(String, String)>,
}

impl Query {
    /// How the form at `group` asks, if it is sent by `GET` and has exactly one field for words.
    pub(super) fn of(sketch: &Sketch<'_>, group: u32, fields: &[u32], action: &Url) -> Option<Self> {
        let form = std::iter::once(group).chain(sketch.ancestors(group)).find(|el| sketch.el(*el).tag == Tag::Form)?;
        if form != group || sketch.attr(form, "method").is_some_and(|method| !method.trim().eq_ignore_ascii_case("get"))
        {
            return None;
        }
        let typed = |field: &&u32| matches!(kind_of(sketch, **field).as_str(), "text" | "search");
        let mut words = fields.iter().filter(typed);
        let (Some(field), None) = (words.next(), words.next()) else { return None };
        let fixed = sketch.within(&sketch.fields, form).iter().filter_map(|el| match kind_of(sketch, *el).as_str() {
            "hidden" => Some((sketch.attr(*el, "name")?.to_owned(), sketch.attr(*el, "value")?.to_owned())),
            _ => None,
        });
        let mut action = action.clone();
        action.set_query(None);
        action.set_fragment(None);
        Some(Self {
            action,
            field: sketch.attr(*field, "name").filter(|name| !name.is_empty())?.to_owned(),
            fixed: fixed.take(MAX_FIXED).collect(),
        })
    }

    /// Where it is sent, without what it asks.
    pub fn action(&self) -> &Url {
        &self.action
    }

    /// The words that `url` asks this form for, if it does.
    pub fn asked(&self, url: &Url) -> Option<String> {
        let same = self.action.host() == url.host() && self.action.path() == url.path();
        let pair = url.query_pairs().find(|(name, _)| same && *name == self.field.as_str());
        pair.map(|(_, words)| words.into_owned()).filter(|words| !words.trim().is_empty())
    }

    /// The address at which the form asks for `words`.
    pub fn address(&self, words: &str) -> Url {
        let mut address = self.action.clone();
        address.query_pairs_mut().extend_pairs(&self.fixed).append_pair(&self.field, words);
        address
    }
}

#[cfg(test)]
mod tests {

    use super::super::forms::collect;
    use super::*;

    fn asked(html: &str) -> Option<String> {
        let html = super::super::dom::parse(html);
        let forms = collect(&Sketch::of(&html), &Url::parse("http://a.gov.vn/x?p=1").unwrap());
        Some(forms[0].query.as_ref()?.address("Lịch tiếp công dân").into())
    }

    #[test]
    fn a_form_sent_by_its_address_can_be_asked() {
        let form = "<form action=/tim><input type=hidden name=lang value=vi><input name=q><button>Tìm</button></form>";
        let words = "L%E1%BB%8Bch+ti%E1%BA%BFp+c%C3%B4ng+d%C3%A2n";
        assert_eq!(asked(form), Some(format!("http://a.gov.vn/tim?lang=vi&q={words}")));
        assert_eq!(asked("<form><input type=search name=s></form>"), Some(format!("http://a.gov.vn/x?s={words}")));
    }

    #[test]
    fn a_page_of_results_is_known_by_its_own_form() {
        let html = super::super::dom::parse("<form action=/tim><input name=q></form>");
        let url = |text: &str| Url::parse(text).unwrap();
        let forms = collect(&Sketch::of(&html), &url("http://a.gov.vn/"));
        let query = forms[0].query.as_ref().unwrap();
        assert_eq!(query.asked(&query.address("Lịch tiếp dân")).as_deref(), Some("Lịch tiếp dân"));
        assert_eq!(query.asked(&url("http://a.gov.vn/tim?q=+")), None);
        assert_eq!(query.asked(&url("http://a.gov.vn/x?q=a")), None);
    }

    #[test]
    fn a_form_that_posts_or_wants_more_than_words_is_not_asked() {
        assert_eq!(asked("<form method=POST action=/tim><input name=q></form>"), None);
        assert_eq!(asked("<form action=/tim><input name=a><input name=b></form>"), None);
        assert_eq!(asked("<form action=/tim><input></form>"), None);
    }
}
