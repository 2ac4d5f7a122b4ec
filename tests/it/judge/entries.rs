//! What announces a section: menu labels, addresses, trails and titles, and what only looks like one.

use super::*;

#[test]
fn strong_content_under_an_unknown_menu_name_is_neither_passed_nor_missing() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Kho tư liệu điều hành</a></li>";
    let finding = on(&judge, &view(&judge, menu, &[(LIST, &register(4, 2026))]), "legal-documents");
    let cause = Unseen::UnknownName { page: LIST.to_owned() };
    assert_eq!((finding.outcome, finding.reason), (Outcome::CantTell, Reason::Unseen { cause }));
}

#[test]
fn a_menu_entry_of_other_words_is_found_by_the_whole_name_in_its_address() {
    let judge = judge();
    let named = |address: &str| {
        let menu = format!("<li><a href='{address}'>Kho tư liệu điều hành</a></li>");
        let page = format!("https://mau.gov.vn{address}");
        on(&judge, &view(&judge, &menu, &[(&page, &register(4, 2026))]), "legal-documents").outcome
    };
    assert_eq!(named("/van-ban-phap-luat"), Outcome::Passed);
    assert_eq!(named("/tim-hieu-van-ban-phap-luat-moi-ban-hanh"), Outcome::CantTell);
}

#[test]
fn a_choice_in_the_filter_of_another_section_is_no_entry() {
    let judge = judge();
    let there = |address: &str| {
        let menu = format!("<li><a href='{address}'>Điều ước quốc tế</a></li>");
        on(&judge, &view(&judge, &menu, &[]), "treaties-agreements").outcome
    };
    assert_eq!(there("/van-ban-phap-luat?linh-vuc=39"), Outcome::Inapplicable);
    assert_ne!(there("/van-ban?linh-vuc=39"), Outcome::Inapplicable);
}

#[test]
fn the_title_of_one_document_announces_no_section() {
    let judge = judge();
    let named = |words: &str| {
        let menu = format!("<li><a href='/vb'>{words}</a></li>");
        on(&judge, &view(&judge, &menu, &[(LIST, &register(4, 2026))]), "legal-documents").outcome
    };
    assert_eq!(named("Danh mục Văn bản pháp luật"), Outcome::Passed);
    assert_eq!(named("Nghị định 5/2024/NĐ-CP Văn bản pháp luật"), Outcome::CantTell);
}

#[test]
fn a_trail_to_another_section_than_the_page_names_itself_announces_nothing() {
    let judge = judge();
    let page = |heading: &str| {
        let trail = "<div class=breadcrumb><a href='/'>Trang chủ</a><a href='/vb'>Văn bản pháp luật</a></div>";
        let page = format!("<main>{trail}<h1>{heading}</h1>{}</main>", table(4, 2026));
        on(&judge, &view(&judge, "", &[("https://mau.gov.vn/du", &page)]), "legal-documents").outcome
    };
    assert_eq!(page("Tất cả"), Outcome::Passed);
    assert_ne!(page("Điều ước quốc tế"), Outcome::Passed);
}

#[test]
fn content_that_nothing_announces_does_not_pass() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, "", &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Failed, Reason::NotFound));
    assert!(finding.search.labels > 0);
}

#[test]
fn a_look_alike_label_announces_nothing() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Văn bản pháp luật nước ngoài</a></li>";
    let finding = on(&judge, &view(&judge, menu, &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Failed);
}

#[test]
fn strong_content_behind_a_banner_without_words_is_not_called_missing() {
    let judge = judge();
    let mut view = view(&judge, "", &[(LIST, &register(4, 2026))]);
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Failed);
    let banner = "<main><a href='/vb'><img src='/anh/09_14847939.png'></a></main>";
    view.observations.clear();
    add(&judge, &mut view, HOME, banner);
    add(&judge, &mut view, LIST, &register(4, 2026));
    let cause = Unseen::UnknownName { page: LIST.to_owned() };
    assert_eq!(on(&judge, &view, "legal-documents").reason, Reason::Unseen { cause });
}
