//! Documents that are handed on: their parts in order, their tables and pictures, and what foreign text may not do to them.

use d42::{
    registry::PortalId,
    report::{
        Lang, Report,
        document::{self, Error, Form, Letterhead, Subject},
    },
};
use scraper::{Html, Selector};

use super::model;

/// Whether a part of a package is a picture.
#[cfg(feature = "docx")]
fn is_picture(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending == "png")
}

fn letterhead() -> Letterhead {
    let said = |text: &str| Some(text.to_owned());
    Letterhead {
        superior: said("Chính phủ Mẫu"),
        issuer: said("Văn phòng Mẫu"),
        place: said("Hà Mẫu"),
        objection: said("Gửi văn bản trước ngày 31/12/2026."),
    }
}

fn html(report: &Report, subject: &Subject, lang: Lang) -> Html {
    let bytes = document::write(report, subject, &letterhead(), lang, Form::Html).unwrap();
    Html::parse_document(std::str::from_utf8(&bytes).unwrap())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

fn subjects(portal: &str) -> [Subject; 2] {
    [Subject::Conference, Subject::Dossier(PortalId::new(portal))]
}

#[test]
fn the_conference_report_has_its_parts_in_the_order_of_reading_under_a_state_documents_head() {
    let page = html(&model::everything(), &Subject::Conference, Lang::Vi);
    let parts = texts(&page, "main > h2");
    let begin = |title: &str| parts.iter().position(|part| part.contains(title)).unwrap_or_else(|| panic!("{parts:?}"));
    let order = [
        "Mục lục",
        "I. Tóm tắt",
        "II. Phạm vi và phương pháp",
        "III. Kết quả theo nhóm cơ quan",
        "IV. Kết quả theo yêu cầu",
    ];
    let annexes = ["Phụ lục I. Điểm của các cổng", "Nội dung còn thiếu của từng cơ quan", "Độ tin cậy của số liệu"];
    let places: Vec<usize> = order[1..].iter().chain(&annexes).map(|title| begin(title)).collect();
    assert!(places.is_sorted(), "{parts:?}");
    assert!(parts.last().unwrap().contains("Độ tin cậy của số liệu"));
    let head = texts(&page, "header.head p");
    assert_eq!(head[..2], ["CHÍNH PHỦ MẪU", "VĂN PHÒNG MẪU"]);
    assert_eq!(
        head[3..],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Mẫu, ngày 23 tháng 11 năm 2026"]
    );
    let title = texts(&page, "h1").remove(0);
    assert_eq!(title.to_lowercase().matches("báo cáo").count(), 1, "the kind is said once: {title}");
    // What nobody supplied is left out, and nothing stands empty.
    assert!(!parts.iter().any(|part| part.contains("kiến nghị") || part.contains("năm trước")));
    assert_eq!(texts(&page, "nav a").len(), parts.len());
}

#[test]
fn tables_and_pictures_are_numbered_captioned_and_said_in_words() {
    for lang in Lang::ALL {
        let page = html(&model::everything(), &Subject::Conference, lang);
        let word = |vi, en| if lang == Lang::Vi { vi } else { en };
        for (selector, word) in [("caption", word("Bảng", "Table")), ("figcaption", word("Hình", "Figure"))] {
            let captions = texts(&page, selector);
            assert!(captions.len() > 1, "{selector}");
            for (number, caption) in (1..).zip(&captions) {
                assert!(caption.starts_with(&format!("{word} {number}. ")), "{caption}");
            }
        }
        let alts = Selector::parse("figure [role=img]").unwrap();
        assert!(page.select(&alts).all(|figure| figure.value().attr("aria-label").is_some_and(|alt| alt.len() > 20)));
        let rows = Selector::parse("table").unwrap();
        let cells = Selector::parse("tr:not(.group)").unwrap();
        for table in page.select(&rows) {
            let widths: std::collections::BTreeSet<usize> =
                table.select(&cells).map(|row| row.child_elements().count()).collect();
            assert_eq!(widths.len(), 1, "every row has a cell for every column");
        }
    }
}

#[test]
fn a_dossier_says_what_is_missing_where_it_was_looked_for_and_what_would_satisfy_it() {
    let page = html(&model::everything(), &Subject::Dossier(PortalId::new("bo-mau-02")), Lang::Vi);
    let all = texts(&page, "main").remove(0);
    for said in
        ["Nội dung còn thiếu", "Cách khắc phục: ", "Đã tìm: ", "Căn cứ pháp lý: ", "Gửi văn bản trước ngày 31/12/2026."]
    {
        assert!(all.contains(said), "{said}");
    }
    let bytes = document::write(
        &model::everything(),
        &Subject::Dossier(PortalId::new("bo-mau-02")),
        &Letterhead::default(),
        Lang::Vi,
        Form::Html,
    );
    assert!(!String::from_utf8(bytes.unwrap()).unwrap().contains("Phản hồi"), "left out when unset");
}

#[test]
fn whom_a_document_is_about_has_to_be_in_the_run_and_of_its_kind() {
    let report = model::everything();
    let write = |subject: Subject| document::write(&report, &subject, &letterhead(), Lang::Vi, Form::Html);
    assert!(matches!(write(Subject::Dossier(PortalId::new("nobody"))), Err(Error::Unknown(_))));
    assert!(matches!(write(Subject::Province(PortalId::new("bo-mau-02"))), Err(Error::NotAProvince(_))));
}

#[test]
fn foreign_text_stays_text() {
    let report = model::hostile();
    let portal = report.findings().next().unwrap().portal.to_string();
    for subject in subjects(&portal) {
        let bytes = document::write(&report, &subject, &letterhead(), Lang::Vi, Form::Html).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("<script") && !text.contains('\u{202e}') && !text.contains("href=\"javascript:"));
        let page = Html::parse_document(&text);
        for link in page.select(&Selector::parse("main a[href]").unwrap()) {
            let href = link.value().attr("href").unwrap();
            assert!(href.starts_with('#') || href.starts_with("http"), "{href}");
        }
    }
}

#[test]
fn the_same_report_gives_the_same_document() {
    for lang in Lang::ALL {
        for subject in subjects("bo-mau-02") {
            let write = |report: &Report| document::write(report, &subject, &letterhead(), lang, Form::Html).unwrap();
            assert!(write(&model::everything()) == write(&model::shuffled()), "{subject:?}");
        }
    }
}

#[cfg(feature = "docx")]
mod docx {
    use std::io::{Cursor, Read as _};

    use super::*;

    fn written(report: &Report, subject: &Subject, lang: Lang) -> Vec<u8> {
        document::write(report, subject, &letterhead(), lang, Form::Docx).unwrap()
    }

    fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        (0..archive.len())
            .map(|index| {
                let mut part = archive.by_index(index).unwrap();
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).unwrap();
                (part.name().unwrap().into_owned(), bytes)
            })
            .collect()
    }

    fn text(parts: &[(String, Vec<u8>)], name: &str) -> String {
        String::from_utf8(parts.iter().find(|(known, _)| known == name).unwrap().1.clone()).unwrap()
    }

    /// Fails where the text is no well-formed XML.
    fn well_formed(name: &str, text: &str) {
        let mut reader = quick_xml::Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }

    #[test]
    fn word_processors_get_headings_captions_heads_of_tables_and_a_table_of_contents() {
        let parts = parts(&written(&model::everything(), &Subject::Conference, Lang::Vi));
        let body = text(&parts, "word/document.xml");
        let count = |what: &str| body.matches(what).count();
        assert!(
            count("w:val=\"Heading1\"") >= 7 && body.contains(" TOC \\o &quot;1-2&quot;")
                || body.contains(" TOC \\o \"1-2\"")
        );
        assert_eq!(count("<w:tblHeader/>"), count(" SEQ Table "), "every table has a head and a number");
        assert_eq!(count("<pic:pic>"), count(" SEQ Figure "));
        assert_eq!(count("descr=\""), count("<pic:pic>"), "every picture is said in words");
        let pictures = parts.iter().filter(|(name, _)| name.starts_with("word/media/")).count();
        assert_eq!(pictures, count("<pic:pic>"));
        assert!(parts.iter().filter(|(name, _)| is_picture(name)).all(|(_, png)| png.starts_with(b"\x89PNG")));
    }

    #[test]
    fn every_part_is_well_formed_whatever_pages_say() {
        let report = model::hostile();
        let portal = report.findings().next().unwrap().portal.to_string();
        for subject in subjects(&portal) {
            let parts = parts(&written(&report, &subject, Lang::Vi));
            for (name, bytes) in parts.iter().filter(|(name, _)| !is_picture(name)) {
                well_formed(name, std::str::from_utf8(bytes).unwrap());
            }
            let rels = text(&parts, "word/_rels/document.xml.rels");
            assert!(!rels.contains("javascript:") && !rels.contains("file:"));
        }
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        for subject in subjects("bo-mau-02") {
            let bytes = written(&model::everything(), &subject, Lang::Vi);
            assert!(bytes == written(&model::shuffled(), &subject, Lang::Vi), "{subject:?}");
        }
    }
}
