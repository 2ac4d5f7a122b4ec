//! Addresses of pages, in each family's manner.

use jiff::civil::Date;

use super::super::{
    node::{CATEGORIES, ENGLISH, Node, TOPICS},
    portal::Family,
    prose,
    site::Site,
};

/// Path and query of a page.
pub(crate) fn path(site: &Site, node: Node) -> String {
    if node == Node::Home {
        return "/".to_owned();
    }
    match site.portal().family {
        Family::Mega | Family::Shell => mega(site, node),
        Family::Aspx => aspx(site, node),
        Family::Nuke => nuke(site, node),
        Family::Portlet => portlet(site, node),
        Family::Tables => tables(site, node),
        Family::Modern => modern(site, node),
    }
}

/// What identifies a page in an address: percent-coding undone for the marks we use, session ids dropped, parameters
/// in one order, no stroke at the end.
pub(crate) fn key(path: &str) -> String {
    let (before, query) = path.split_once('?').unwrap_or((path, ""));
    let before = before.trim_end_matches('/');
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("sid="))
        .map(|pair| pair.replace("%3A", ":").replace("%3a", ":"))
        .collect();
    pairs.sort();
    if pairs.is_empty() { before.to_owned() } else { format!("{before}?{}", pairs.join("&")) }
}

/// Pages that are not listed because there is no end to them, and search with any words.
pub(crate) fn endless(site: &Site, key: &str) -> Option<Node> {
    let calendar = super::address::key(&path(site, Node::Calendar(0)));
    let stem = calendar.rsplit_once('=')?.0;
    if let Some(month) = key.strip_prefix(stem).and_then(|rest| rest.strip_prefix('=')) {
        let (year, month) = month.split_once('-')?;
        let asked: i32 = year.parse::<i32>().ok()? * 12 + month.parse::<i32>().ok()?;
        let now = i32::from(site.today().year()) * 12 + i32::from(site.today().month());
        return i16::try_from(asked - now).ok().filter(|offset| offset.abs() < 1_200).map(Node::Calendar);
    }
    let search = super::address::key(&path(site, Node::Search));
    let found = key.strip_prefix(&search)?;
    found.starts_with(['?', '&']).then_some(Node::Search)
}

/// `2027-02`, `offset` months from the simulated day.
fn month(today: Date, offset: i16) -> String {
    let months = i32::from(today.year()) * 12 + i32::from(today.month()) - 1 + i32::from(offset);
    format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
}

fn slug(text: &str) -> String {
    prose::slug(text, true)
}

fn article(site: &Site, k: u16, keep: bool) -> String {
    prose::slug(&site.news[usize::from(k)].title, keep)
}

fn document(site: &Site, k: u16) -> String {
    slug(&site.documents[usize::from(k)].number)
}

fn section(site: &Site, at: u16) -> &str {
    &site.entries[usize::from(at)].slug
}

fn register(site: &Site) -> &str {
    site.entries.iter().find(|e| e.id == "legal-documents").map_or("van-ban", |e| &e.slug)
}

fn category(at: u16) -> String {
    slug(CATEGORIES[usize::from(at)])
}

fn mega(site: &Site, node: Node) -> String {
    match node {
        Node::Home => "/".to_owned(),
        Node::Section(at) => format!("/{}", section(site, at)),
        Node::Register(page) => format!("/{}/trang-{}", register(site), page + 1),
        Node::Document(k) => format!("/van-ban-chi-tiet/{}-{}.html", document(site, k), 700 + k),
        Node::News(at, 0) => format!("/tin-tuc/{}", category(at)),
        Node::News(at, page) => format!("/tin-tuc/{}?trang={}", category(at), page + 1),
        Node::Article(k) => format!("/tin-tuc/{}-{}.html", article(site, k, true), 100_000 + u32::from(k)),
        Node::Print(k) => format!("/in-bai/{}", 100_000 + u32::from(k)),
        Node::Topic(at) => format!("/tien-ich/{}", slug(TOPICS[usize::from(at)])),
        Node::English(0) => "/en".to_owned(),
        Node::English(at) => format!("/en/{}", slug(ENGLISH[usize::from(at)])),
        Node::Foreign => "/lo".to_owned(),
        Node::Search => "/tim-kiem".to_owned(),
        Node::Login => "/quan-tri/dang-nhap".to_owned(),
        Node::Calendar(offset) => format!("/tien-ich/lich?thang={}", month(site.today(), offset)),
    }
}

fn aspx(site: &Site, node: Node) -> String {
    let camel = site.portal().number.is_multiple_of(2);
    let page = |words: &str| {
        if !camel {
            return format!("/Pages/{words}.aspx");
        }
        let joined: String = words
            .split('-')
            .filter_map(|word| Some(format!("{}{}", word.get(..1)?.to_ascii_uppercase(), word.get(1..)?)))
            .collect();
        format!("/Pages/{joined}.aspx")
    };
    match node {
        Node::Home => "/".to_owned(),
        Node::Section(at) => page(section(site, at)),
        Node::Register(at) => format!("{}?Page={}", page(register(site)), at + 1),
        Node::Document(k) => format!("{}?ItemID={}", page("chi-tiet-van-ban"), 9_000 + k),
        Node::News(at, 0) => format!("{}?CateID={at}", page("tin-tuc")),
        Node::News(at, p) => format!("{}?CateID={at}&Page={}", page("tin-tuc"), p + 1),
        Node::Article(k) => format!("{}?ItemID={}&CateID={}", page("chi-tiet-tin"), 5_000 + k, k % 5),
        Node::Print(k) => format!("/_layouts/15/Portal/InBaiViet.aspx?ItemID={}", 5_000 + k),
        Node::Topic(at) => page(&format!("tien-ich-{}", slug(TOPICS[usize::from(at)]))),
        Node::English(0) => "/en/Pages/default.aspx".to_owned(),
        Node::English(at) => format!("/en{}", page(&slug(ENGLISH[usize::from(at)]))),
        Node::Foreign => "/lo/Pages/default.aspx".to_owned(),
        Node::Search => page("tim-kiem"),
        Node::Login => "/_layouts/15/Authenticate.aspx".to_owned(),
        Node::Calendar(offset) => format!("{}?thang={}", page("lich"), month(site.today(), offset)),
    }
}

fn nuke(site: &Site, node: Node) -> String {
    match node {
        Node::Home => "/".to_owned(),
        Node::Section(at) => format!("/vi/{}/", section(site, at)),
        Node::Register(page) => format!("/vi/{}/page-{}/", register(site), page + 1),
        Node::Document(k) => format!("/vi/laws/detail/{}-{}/", document(site, k), k + 1),
        Node::News(at, 0) => format!("/vi/news/{}/", category(at)),
        Node::News(at, page) => format!("/vi/news/{}/page-{}/", category(at), page + 1),
        Node::Article(k) => format!("/vi/news/{}/{}-{}.html", category(k % 5), article(site, k, true), k + 1),
        Node::Print(k) => format!("/vi/news/print/{}/{}-{}.html", category(k % 5), article(site, k, true), k + 1),
        Node::Topic(at) => format!("/vi/page/{}.html", slug(TOPICS[usize::from(at)])),
        Node::English(0) => "/en/".to_owned(),
        Node::English(at) => format!("/en/about/{}.html", slug(ENGLISH[usize::from(at)])),
        Node::Foreign => "/lo/".to_owned(),
        Node::Search => "/vi/seek/".to_owned(),
        Node::Login => "/vi/users/login/".to_owned(),
        Node::Calendar(offset) => format!("/vi/events/?thang={}", month(site.today(), offset)),
    }
}

fn portlet(site: &Site, node: Node) -> String {
    match node {
        Node::Home => "/".to_owned(),
        Node::Section(at) => format!("/web/guest/{}", section(site, at)),
        Node::Register(page) => {
            format!(
                "/web/guest/{}?p_p_id=vanban_WAR_portlet&p_p_lifecycle=0&_vanban_WAR_portlet_cur={}",
                register(site),
                page + 1
            )
        }
        Node::Document(k) => {
            format!("/web/guest/chi-tiet-van-ban/-/asset_publisher/I7qJYkFbR6f/content/id/{}", 22_000 + k)
        }
        Node::News(at, 0) => format!("/web/guest/{}", prose::slug(CATEGORIES[usize::from(at)], false)),
        Node::News(at, page) => format!(
            "/web/guest/{}?p_p_id=101_INSTANCE_L0Fj&p_p_lifecycle=0&_101_INSTANCE_L0Fj_cur={}",
            prose::slug(CATEGORIES[usize::from(at)], false),
            page + 1
        ),
        Node::Article(k) => format!(
            "/web/guest/{}/-/view_content/{}-{}",
            prose::slug(CATEGORIES[usize::from(k % 5)], false),
            40_000 + u32::from(k) * 7,
            article(site, k, false)
        ),
        Node::Print(k) => format!("/c/print/view_content/{}", 40_000 + u32::from(k) * 7),
        Node::Topic(at) => format!("/web/guest/tien-ich/{}", prose::slug(TOPICS[usize::from(at)], false)),
        Node::English(0) => "/web/en".to_owned(),
        Node::English(at) => format!("/web/en/{}", slug(ENGLISH[usize::from(at)])),
        Node::Foreign => "/web/lo".to_owned(),
        Node::Search => "/web/guest/tim-kiem".to_owned(),
        Node::Login => "/c/portal/login".to_owned(),
        Node::Calendar(offset) => format!("/web/guest/lich?thang={}", month(site.today(), offset)),
    }
}

fn tables(site: &Site, node: Node) -> String {
    let item =
        |view: &str, id: usize, words: &str| format!("/index.php?option=com_content&view={view}&id={id}:{words}");
    match node {
        Node::Home => "/".to_owned(),
        Node::Section(at) => item("section", 10 + usize::from(at), section(site, at)),
        Node::Register(page) => format!("/index.php?option=com_docman&limitstart={}", page * 12),
        Node::Document(k) => format!("/index.php?option=com_docman&task=doc_details&gid={}", 300 + k),
        Node::News(at, 0) => item("category", 60 + usize::from(at), &category(at)),
        Node::News(at, page) => {
            format!("{}&limitstart={}", item("category", 60 + usize::from(at), &category(at)), page * 10)
        }
        Node::Article(k) => item("article", 1_000 + usize::from(k), &article(site, k, true)),
        Node::Print(k) => {
            format!("{}&print=1&tmpl=component", item("article", 1_000 + usize::from(k), &article(site, k, true)))
        }
        Node::Topic(at) => item("topic", 80 + usize::from(at), &slug(TOPICS[usize::from(at)])),
        Node::English(at) => format!("/index.php?lang=en&view=page&id={at}"),
        Node::Foreign => "/index.php?lang=lo".to_owned(),
        Node::Search => "/index.php?option=com_search".to_owned(),
        Node::Login => "/administrator/".to_owned(),
        Node::Calendar(offset) => format!("/index.php?option=com_events&thang={}", month(site.today(), offset)),
    }
}

fn modern(site: &Site, node: Node) -> String {
    match node {
        Node::Home => "/".to_owned(),
        Node::Section(at) => format!("/c/{}", section(site, at)),
        Node::Register(page) => format!("/c/{}?page={}", register(site), page + 1),
        Node::Document(k) => format!("/van-ban/{}/{}", 300 + k, document(site, k)),
        Node::News(at, 0) => format!("/tin/{}", category(at)),
        Node::News(at, page) => format!("/tin/{}?page={}", category(at), page + 1),
        Node::Article(k) => format!("/bai-viet/{}/{}", 2_000 + k, article(site, k, true)),
        Node::Print(k) => format!("/bai-viet/{}/{}?in=1", 2_000 + k, article(site, k, true)),
        Node::Topic(at) => format!("/t/{}", slug(TOPICS[usize::from(at)])),
        Node::English(0) => "/en".to_owned(),
        Node::English(at) => format!("/en/c/{}", slug(ENGLISH[usize::from(at)])),
        Node::Foreign => "/lo".to_owned(),
        Node::Search => "/tim-kiem".to_owned(),
        Node::Login => "/dang-nhap".to_owned(),
        Node::Calendar(offset) => format!("/lich?thang={}", month(site.today(), offset)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_parameters_and_a_session_id_do_not_change_the_page() {
        assert_eq!(key("/index.php?view=a&id=3%3Ab&sid=00ff"), key("/index.php?id=3:b&view=a"));
        assert_eq!(key("/vi/van-ban/"), key("/vi/van-ban"));
    }

    #[test]
    fn months_run_over_the_year() {
        let today = jiff::civil::date(2026, 11, 23);
        assert_eq!(month(today, 0), "2026-11");
        assert_eq!(month(today, 2), "2027-01");
        assert_eq!(month(today, -11), "2025-12");
    }
}
