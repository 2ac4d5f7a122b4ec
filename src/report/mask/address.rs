//! Hides names in the addresses of pages on which citizens speak: `/hoi-dap/ong-nguyen-van-a-hoi-ve-dat` becomes
//! `/hoi-dap/•••`. What leads to the section stays; the very page is found by its capture and its digest.

use std::{collections::BTreeSet, sync::LazyLock};

use url::Url;

use super::HIDDEN;
use crate::{
    rules::{Bilingual, Requirement},
    text,
};

/// More words than this, which no section is named by, are the title of a single page, not the name of a section.
const SECTION_WORDS: usize = 5;

/// Family names as they stand in addresses: without tone marks, and without đ where a system drops it.
const FAMILIES: [&str; 71] = [
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "ang", "bui", "do", "ho", "ngo",
    "duong", "uong", "ly", "dinh", "inh", "trinh", "doan", "oan", "luong", "mai", "to", "truong", "cao", "ha", "ta",
    "chau", "lam", "phung", "thai", "nong", "trieu", "quach", "tong", "vuong", "luu", "kieu", "chu", "dao", "nghiem",
    "giang", "sung", "vang", "lo", "quang", "thao", "hang", "lau", "cu", "mua", "siu", "ksor", "ro", "be", "hua", "la",
    "lu", "mac", "ma", "ninh", "on", "phu", "tang", "thach", "son", "kim", "danh",
];

/// Words that announce or address a person.
static BEFORE_A_NAME: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| ["ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "chau", "dan", "doc"].into());

/// The words by which sections are named in addresses, as pairs that follow each other: single words are those of people
/// as well (`phan` begins "phản ánh" and a family name).
pub(in crate::report) struct Sections(BTreeSet<(String, String)>);

impl Sections {
    /// From the titles and labels of all requirements, with tone marks left out, and with `đ` dropped as well.
    pub(in crate::report) fn of<'r>(requirements: impl IntoIterator<Item = &'r Requirement>) -> Self {
        let mut pairs = BTreeSet::new();
        let mut learn = |words: &str| {
            let words: Vec<&str> = words.split(' ').collect();
            pairs.extend(words.windows(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())));
        };
        for requirement in requirements {
            let Bilingual { vi, en } = &requirement.title;
            for name in requirement.labels.text.iter().chain([vi, en]) {
                learn(&text::strip_marks(&text::normalise(name)));
                learn(&text::drops_dstroke(name));
            }
            for slug in &requirement.labels.url {
                learn(&text::slug_words(slug));
            }
        }
        Self(pairs)
    }

    /// Which of `words` stand beside one of their neighbours in the name of a section.
    fn familiar(&self, words: &[&str]) -> Vec<bool> {
        let mut known = vec![false; words.len()];
        for (at, pair) in words.windows(2).enumerate() {
            if self.0.contains(&(pair[0].to_owned(), pair[1].to_owned())) {
                (known[at], known[at + 1]) = (true, true);
            }
        }
        known
    }
}

/// `address` with the parts hidden that may name a person; `None` if there are none, or if it is no address.
pub(super) fn masked(address: &str, sections: &Sections) -> Option<String> {
    let url = Url::parse(address).ok().filter(Url::has_host)?;
    let mut hidden = false;
    let mut keep = |part: &str| {
        let private = names(part, sections);
        hidden |= private;
        if private { HIDDEN.to_owned() } else { part.to_owned() }
    };
    let mut shown = url[..url::Position::BeforePath].to_owned();
    shown.push_str(&url.path().split('/').map(&mut keep).collect::<Vec<_>>().join("/"));
    if let Some(query) = url.query() {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) => format!("{name}={}", keep(value)),
            None => keep(pair),
        });
        shown.push('?');
        shown.push_str(&pairs.collect::<Vec<_>>().join("&"));
    }
    if let Some(fragment) = url.fragment() {
        shown.push('#');
        shown.push_str(&keep(fragment));
    }
    hidden.then_some(shown)
}

/// Whether a part of an address may name a person or how to reach one. Rather one too many: what is hidden here is
/// found by the capture.
pub(super) fn names(part: &str, sections: &Sections) -> bool {
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    if part.contains('@') || part.contains("%40") || (digits >= 9 && digits == part.len() && part.starts_with('0')) {
        return true;
    }
    let slug = text::slug_words(part);
    let words: Vec<&str> = slug.split(' ').filter(|word| !word.is_empty()).collect();
    let familiar = sections.familiar(&words);
    // A name goes on behind the family name by one or two words that no section is named by.
    let named = words.iter().enumerate().any(|(at, word)| {
        let begins = FAMILIES.contains(word) || BEFORE_A_NAME.contains(word);
        begins && familiar[at + 1..].iter().take(2).any(|known| !known)
    });
    named || familiar.iter().filter(|known| !**known).count() > SECTION_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(address: &str) -> String {
        let rules = crate::rules::load(None).unwrap();
        masked(address, &Sections::of(&rules.requirements)).unwrap_or_else(|| address.to_owned())
    }

    #[test]
    fn the_name_of_who_asked_is_hidden_and_the_section_stays() {
        assert_eq!(shown("https://mau.gov.vn/hoi-dap/nguyen-van-a"), "https://mau.gov.vn/hoi-dap/•••");
        assert_eq!(
            shown("https://mau.gov.vn/vi/hoi-dap/ong-giang-a-pao-hoi-ve-dat-123.html"),
            "https://mau.gov.vn/vi/hoi-dap/•••"
        );
        assert_eq!(
            shown("https://mau.gov.vn/hoi-dap?id=12&nguoigui=Tr%E1%BA%A7n+V%C4%83n+B"),
            "https://mau.gov.vn/hoi-dap?id=12&nguoigui=•••"
        );
        for name in ["do-thi-hoa", "phan-van-a", "le-phi-long", "cong-dan-ho-van-c", "dang-thi-be-hoi-ve-ho-so-dat-dai"]
        {
            assert_eq!(
                shown(&format!("https://mau.gov.vn/hoi-dap/{name}")),
                "https://mau.gov.vn/hoi-dap/•••",
                "{name}"
            );
        }
        assert_eq!(shown("https://mau.gov.vn/hoi-dap?q=0912345678#a@b.vn"), "https://mau.gov.vn/hoi-dap?q=•••#•••");
    }

    #[test]
    fn an_address_without_names_is_left_as_it_is() {
        for address in [
            "https://mau.gov.vn/",
            "https://mau.gov.vn/web/guest/hoi-dap-truc-tuyen",
            "https://mau.gov.vn/Pages/PhanAnhKienNghi.aspx?ItemID=5023&CateID=3",
            "https://mau.gov.vn/phan-anh-kien-nghi-cua-to-chuc-ca-nhan/1234",
            "https://mau.gov.vn/index.php?option=com_content&view=section&id=27:hoi-dap",
            "https://mau.gov.vn/phan-anh-kien-nghi-ve-quy-dinh-hanh-chinh",
            "https://mau.gov.vn/Pages/HoiDapCungCoQuan.aspx",
            "https://mau.gov.vn/web/guest/anh-gia-muc-o-hai-long",
            "https://mau.gov.vn/vi/tra-cuu-phan-anh-kien-nghi/",
        ] {
            assert_eq!(shown(address), address);
        }
    }
}
