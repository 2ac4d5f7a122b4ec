//! Behaviour of `page`.

use d42::page::{self, Page, Source};
use proptest::prelude::*;
use url::Url;

fn read(html: &str) -> Page {
    read_at("http://cong.mau.gov.vn/trang/a.html", html)
}

fn read_at(url: &str, html: &str) -> Page {
    let url = Url::parse(url).expect("the addresses below are well-formed");
    page::read(&Source {
        url: &url,
        body: html.as_bytes(),
        content_type: Some("text/html; charset=utf-8"),
        home: false,
    })
}

#[test]
fn a_hundred_thousand_nested_elements_are_read() {
    let page = read(&format!("<p>đầu{}cuối", "<div>".repeat(100_000)));
    assert!(page.text.starts_with("đầu"));
}

#[test]
fn a_million_links_are_read_within_bounds() {
    let page = read(&"<a href=/x>y</a> ".repeat(1_000_000));
    assert_eq!(page.links.len(), 20_000);
}

#[test]
fn an_empty_body_is_a_page() {
    let page = read("");
    assert_eq!((page.text.as_str(), page.links.len(), page.sections.len()), ("", 0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        let url = Url::parse("http://a.gov.vn/").unwrap();
        page::read(&Source { url: &url, body: &body, content_type: None, home: false });
    }

    #[test]
    fn mangled_markup_is_read(
        parts in proptest::collection::vec(
            prop_oneof![
                "<(div|table|tr|td|th|a href=/x|ul|li|form|input|select|option value=/y|h2|p|b|nav|footer|title|script|details|summary)( class='(menu|title|answer|header|footer|breadcrumb|rgHeader)')?>",
                "</(div|table|tr|td|a|ul|li|form|select|h2|p|b|nav|title|script|details)>",
                "(Bộ trưởng|Nguyễn Văn An|12/03/2024|34/2026/QĐ-UBND|Đang cập nhật|Trả lời:|024 3512 3536|a@b.gov.vn|Địa chỉ: số 1, phố X|&#769;|é|\u{200b}|\u{301}| )",
                "\\PC{0,6}",
            ],
            0..60,
        ),
    ) {
        let page = read(&parts.concat());
        // Places ascend and lie inside the text, on character boundaries.
        prop_assert!(page.runs.windows(2).all(|pair| pair[0].1 < pair[1].1));
        prop_assert!(page.runs.iter().all(|(_, start)| page.text.is_char_boundary(*start as usize)));
        prop_assert!(page.sections.iter().all(|section| section.span.start <= section.span.end));
        prop_assert!(page.headings.windows(2).all(|pair| pair[0].at.pos < pair[1].at.pos));
        prop_assert!(page.links.windows(2).all(|pair| pair[0].at.pos < pair[1].at.pos));
    }
}
