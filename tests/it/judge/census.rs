//! The census of component sites: what names one, and where it counts.

use d42::{
    crawl::NamedBy,
    judge::{Census, ComponentSite},
};

use super::*;

/// The component sites of a portal on whose start page `links` stand, with these pages and other names.
fn census(links: &str, pages: &[(&str, &str)], named: &[(&str, NamedBy)]) -> Vec<ComponentSite> {
    let judge = judge();
    let mut view = view(&judge, links, pages);
    for (host, by) in named {
        view.names(host, *by);
    }
    Census::of(&view).sites
}

const SITE: &str = "<main><h1>Sở Tài chính</h1><p>Tin tức, sự kiện của sở</p></main>";

#[test]
fn a_host_that_only_a_sitemap_or_a_certificate_names_counts_where_a_site_of_a_body_lives() {
    let living = ("https://sotaichinh.mau.gov.vn/", SITE);
    let names = [
        ("sotaichinh.mau.gov.vn", NamedBy::Certificate),
        ("soyte.mau.gov.vn", NamedBy::Certificate),
        ("mail.mau.gov.vn", NamedBy::Certificate),
        ("sotaichinh.mau.gov.vn", NamedBy::Sitemap),
    ];
    let found = census("", &[living, ("https://mail.mau.gov.vn/", "<p>Thư điện tử công vụ")], &names);
    let found: Vec<_> = found.iter().map(|site| (site.host.as_str(), site.named_by)).collect();
    assert_eq!(found, [("sotaichinh.mau.gov.vn", Some(NamedBy::Sitemap))], "the dead one and the mail are no sites");
    let link = "<li><a href='https://soyte.mau.gov.vn/'>Sở Y tế</a></li>";
    let found = census(link, &[], &names);
    let found: Vec<_> = found.iter().map(|site| (site.host.as_str(), site.named_by)).collect();
    assert_eq!(found, [("soyte.mau.gov.vn", None)], "what a page announces counts although nobody has seen it");
}

/// The start page of a site in a folder, with so many entries of its own in its menu and so many of the portal's.
fn folder(own: usize, others: usize) -> String {
    let entry = |path: &str, n: usize| format!("<li><a href='{path}/muc-{n}'>Mục {n}</a></li>");
    let own = (0..own).map(|n| entry("/web/sotaichinh", n)).collect::<String>();
    let others = (0..others).map(|n| entry("", n)).collect::<String>();
    format!("<nav><ul>{own}{others}</ul></nav><main><h1>Sở Tài chính</h1>{}</main>", table(4, 2026))
}

#[test]
fn a_folder_is_a_site_where_a_link_names_a_body_and_its_start_page_has_a_menu_of_its_own() {
    let link = "<li><a href='/web/sotaichinh'>Sở Tài chính</a></li>";
    let found = |link: &str, own: usize, others: usize| {
        let page = folder(own, others);
        let sites = census(link, &[("https://mau.gov.vn/web/sotaichinh", &page)], &[]);
        sites.into_iter().map(|site| (site.host, site.name)).collect::<Vec<_>>()
    };
    let site = ("mau.gov.vn/web/sotaichinh".to_owned(), "Sở Tài chính".to_owned());
    assert_eq!(found(link, 6, 2), [site]);
    assert_eq!(found(link, 6, 20), [], "a page of the portal on that body");
    assert_eq!(found(link, 2, 0), []);
    assert_eq!(found("<li><a href='/web/sotaichinh'>Tài chính</a></li>", 6, 2), [], "nobody says whose it is");
}

#[test]
fn what_stands_on_a_site_in_a_folder_does_not_speak_for_the_portal() {
    let judge = judge();
    let links = "<li><a href='/web/sotaichinh'>Sở Tài chính</a></li>";
    let outcome = |own: usize| {
        let start = folder(own, 2);
        let list = format!("<main><h1>Văn bản pháp luật</h1>{}</main>", table(4, 2026));
        let pages = [("https://mau.gov.vn/web/sotaichinh", &*start), ("https://mau.gov.vn/web/sotaichinh/vb", &*list)];
        on(&judge, &view(&judge, links, &pages), "legal-documents").outcome
    };
    assert_eq!(outcome(1), Outcome::Passed, "else a page of the portal");
    assert_ne!(outcome(6), Outcome::Passed);
}
