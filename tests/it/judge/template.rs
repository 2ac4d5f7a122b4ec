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

/// A portal with an announced section and twelve pages of news, of which the first `boxed` carry a box of documents.
fn with_box(judge: &Judge, boxed: usize, section: Option<&str>) -> Finding {
    let block = format!("<div class='block'><h3>Văn bản pháp luật</h3>{}</div>", table(4, 2026));
    let section = section.map(|own| format!("<main>{own}{block}</main>"));
    let menu = "<li><a href='/vb'>Văn bản pháp luật</a></li>";
    let mut view = match &section {
        Some(html) => view(judge, menu, &[("https://mau.gov.vn/vb", html)]),
        None => view(judge, "", &[]),
    };
    for n in 0..12 {
        let block = if n < boxed { block.as_str() } else { "" };
        let html = format!("<main><h1>Tin số {n}</h1>{}{block}</main>", list(n));
        add(judge, &mut view, &format!("https://mau.gov.vn/tin/{n}"), &html);
    }
    on(judge, &view, "legal-documents")
}

#[test]
fn a_box_on_nearly_every_page_proves_no_section_though_its_heading_fits() {
    let judge = judge();
    let coming = "<h1>Văn bản pháp luật</h1><p>Nội dung đang được cập nhật.</p>";
    for section in [None, Some(coming)] {
        let finding = with_box(&judge, 12, section);
        assert_eq!(finding.outcome, Outcome::Partial, "{finding:?}");
        assert!(finding.evidence.is_some_and(|evidence| evidence.proof.en.contains("nearly every page")));
        assert!(finding.search.rejected.iter().any(|place| place.why.en.contains("nearly every page")));
    }
    // On a few pages it is a section like any other.
    assert_eq!(with_box(&judge, 3, None).outcome, Outcome::Passed);
}

#[test]
fn the_page_of_a_section_proves_it_although_a_box_on_every_page_repeats_its_documents() {
    let judge = judge();
    for documents in [4, 9] {
        let own = format!("<h1>Văn bản pháp luật</h1><div class='list'>{}</div>", table(documents, 2026));
        assert_eq!(with_box(&judge, 12, Some(&own)).outcome, Outcome::Passed, "{documents}");
    }
    // Where the box comes first.
    let block = format!("<div><h3>Văn bản pháp luật</h3>{}</div>", table(4, 2026));
    let own = format!("{block}<div class='list'><h2>Văn bản pháp luật</h2>{}</div>", table(9, 2026));
    assert_eq!(with_box(&judge, 12, Some(&own)).outcome, Outcome::Passed);
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
