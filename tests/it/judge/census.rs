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
