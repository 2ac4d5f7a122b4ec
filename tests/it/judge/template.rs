//! What a template repeats on every page, and the same page at several addresses.

use super::*;

/// A list that no other page has.
fn list(page: usize) -> String {
    let entry = |at: usize| format!("<li>Việc t{page}a{at} nơi n{at}b{page} khi k{page}</li>");
    format!("<ul>{}</ul>", (0..25).map(entry).collect::<String>())
}

#[test]
fn a_block_that_stands_on_every_page_proves_no_section() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Văn bản pháp luật</a></li>";
    let block = table(4, 2026);
    let frame = |page: usize, title: &str| format!("<main><h1>{title}</h1>{}{block}</main>", list(page));
    let section = frame(99, "Văn bản pháp luật");
    let mut view = view(&judge, menu, &[("https://mau.gov.vn/vb", &section)]);
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Passed);
    for page in 0..5 {
        add(&judge, &mut view, &format!("https://mau.gov.vn/tin/{page}"), &frame(page, &format!("Tin số {page}")));
    }
    let finding = on(&judge, &view, "legal-documents");
    assert_ne!(finding.outcome, Outcome::Passed, "{finding:?}");
    assert!(finding.search.rejected.iter().any(|place| place.why.en.contains("many other pages")), "{finding:?}");
}

#[test]
fn a_block_under_its_own_heading_counts_wherever_it_stands() {
    let judge = judge();
    let block = format!("<div class='block'><h3>Văn bản pháp luật</h3>{}</div>", table(4, 2026));
    let pages: Vec<String> = (0..6).map(|n| format!("<main><h1>Tin số {n}</h1>{}{block}</main>", list(n))).collect();
    let mut view = view(&judge, "", &[]);
    for (n, html) in pages.iter().enumerate() {
        add(&judge, &mut view, &format!("https://mau.gov.vn/tin/{n}"), html);
    }
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Passed);
}

#[test]
fn a_list_at_several_addresses_of_its_own_still_proves_its_section() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Văn bản pháp luật</a></li>";
    let page = |n: usize| format!("<main><h1>Văn bản pháp luật</h1>{}{}</main>", list(n), table(4, 2026));
    let addresses: Vec<String> = (0..8).map(|n| format!("https://mau.gov.vn/vb?sap-xep={n}")).collect();
    let mut view = view(&judge, menu, &[("https://mau.gov.vn/vb", &page(50))]);
    for (n, address) in addresses.iter().enumerate() {
        add(&judge, &mut view, address, &page(n));
    }
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Passed);
}

#[test]
fn the_start_page_shown_at_another_address_proves_no_section() {
    let judge = judge();
    let mut view = PortalView::new(portal(), DAY);
    let menu = "<nav><a href='/vb'>Văn bản pháp luật</a></nav>";
    let html = format!("{menu}<main><h1>Trang chủ</h1>{}{}</main>", list(1), table(5, 2026));
    add(&judge, &mut view, HOME, &html);
    add(&judge, &mut view, "https://mau.gov.vn/vb", &html);
    view.coverage.home = true;
    view.coverage.exhausted = true;
    let finding = on(&judge, &view, "legal-documents");
    assert_ne!(finding.outcome, Outcome::Passed, "{finding:?}");
    assert!(finding.search.rejected.iter().any(|place| place.why.en.contains("start page")), "{finding:?}");
}
