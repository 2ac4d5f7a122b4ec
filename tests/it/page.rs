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
        day: None,
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
fn a_choice_with_the_class_of_a_title_is_no_heading() {
    let page = read("<title>Một tên dài hơn trang</title><option value=/y class='title'>Bộ trưởng");
    assert!(page.headings.is_empty());
}

#[test]
fn an_empty_body_is_a_page() {
    let page = read("");
    assert_eq!((page.text.as_str(), page.links.len(), page.sections.len()), ("", 0, 1));
}

#[test]
fn text_that_no_element_of_its_own_holds_belongs_to_the_heading_before_it() {
    let page = read(
        "<body><main>Số 1/QĐ-UBND<h2>Cũ</h2>Số 2/QĐ-UBND<br>Số 3/QĐ-UBND<div class=box><h3>Khung</h3><p>Số 4/QĐ-UBND</p></div>\
        Số 5/QĐ-UBND<h2>Mới</h2><p><b>Nêu</b> ở đây</p>Số 6/QĐ-UBND</main></body>",
    );
    let under = |heading: &str| {
        let section = page
            .sections
            .iter()
            .find(|section| section.heading.is_some_and(|number| page.headings[number].text == heading));
        let span = section.unwrap().span.clone();
        let held = page.documents.iter().filter(|document| span.contains(&document.at.pos));
        held.map(|document| document.text.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(under("Cũ"), "2/QĐ-UBND 3/QĐ-UBND 4/QĐ-UBND 5/QĐ-UBND");
    assert_eq!(under("Khung"), "4/QĐ-UBND", "what follows a box is not in it");
    assert_eq!(under("Mới"), "6/QĐ-UBND");
    assert_eq!(page.documents.len(), 6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        let url = Url::parse("http://a.gov.vn/").unwrap();
        page::read(&Source { url: &url, body: &body, content_type: None, home: false, day: None });
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

mod liferay {
    //! Block titles in classes, banners without words, addresses without `đ`.
    use super::*;
    use d42::page::{LabelSource, Region};

    const HOME: &str = r#"<html class="aui ltr" lang="en-US"><head><title>Cổng thông tin</title>
        <link rel="alternate" hreflang="zh-CN" href="/zh/home"></head><body>
        <div id="banner"><a href="/"><img src="/documents/1/logo.png" alt="Tỉnh Mẫu"></a> Thứ Tư, ngày 27 tháng 9 năm 2017 | 11:19 GMT+7</div>
        <ul class="DivMenuBig"><li><a href="/lanh-ao-so">Lãnh đạo Sở</a></li><li><a href="/hoi-ap">Hỏi đáp</a></li></ul>
        <div class="portlet"><h1 class="portlet-title"><span>Văn bản mới</span> <span class="portlet-title-text">Văn bản mới</span></h1>
          <ul><li><a href="/documents/10180/0/7433_KH_UB.pdf/6f1c?t=1">Kế hoạch 7433/KH-UBND về cải cách</a> <i>12/09/2017</i></li>
              <li><a href="/documents/10180/0/08_CT_UB.pdf">Chỉ thị 08/CT-UBND về tiết kiệm năng lượng</a> <i>13/09/2017</i></li></ul></div>
        <div class="portlet"><h1 class="portlet-title">Liên kết</h1>
          <a href="/gop-y" onclick="clickBanner(90)"><img src="/documents/1/GOPYDUTHAOVANBAN_1502147272140.png"></a>
          <a href="/hoi-ap"><img src="/documents/1/09_1484793978980.png"></a></div>
        </body></html>"#;

    #[test]
    fn the_head_of_a_box_is_its_heading() {
        let page = read(
            "<body><main><p>Một đoạn.</p></main><div class=box><div class=head>VĂN BẢN ĐIỀU HÀNH</div>\
            <div class=body><ul><li><a href=/1>Thông báo số 1</a></li></ul></div></div></body>",
        );
        assert!(page.headings.iter().any(|heading| heading.text == "VĂN BẢN ĐIỀU HÀNH"));
    }

    #[test]
    fn banners_are_named_by_file_then_address() {
        let page = read(HOME);
        let banner = page.links.iter().find(|link| link.slug.contains("gopyduthaovanban")).unwrap();
        assert_eq!(
            (banner.label.as_str(), banner.source, banner.image_only),
            ("gopyduthaovanban", LabelSource::FileName, true)
        );
        assert_eq!(banner.script.as_deref(), Some("clickBanner(90)"));
        let mute = page.links.iter().rfind(|link| link.image_only).unwrap();
        assert_eq!((mute.label.as_str(), mute.source), ("hoi ap", LabelSource::Address));
    }

    #[test]
    fn blocks_end_where_their_boxes_end() {
        let page = read(HOME);
        let titles: Vec<&str> = page.headings.iter().map(|heading| heading.text.as_str()).collect();
        assert_eq!(titles, ["Văn bản mới", "Liên kết"]);
        let documents = |section: usize| {
            page.documents.iter().filter(|number| page.sections[section].span.contains(&number.at.pos)).count()
        };
        assert_eq!((documents(1), documents(2)), (2, 0));
        assert_eq!(
            page.items.iter().map(|item| item.date.to_string()).collect::<Vec<_>>(),
            ["2017-09-12", "2017-09-13"]
        );
    }

    #[test]
    fn the_clock_is_no_date_and_installed_languages_are_no_choice() {
        let page = read(HOME);
        assert_eq!(page.dates.len(), 2);
        assert!(page.editions.iter().all(|edition| !edition.visible));
        assert_eq!(page.links[1].at.region, Region::Menu);
    }
}

mod sharepoint_and_webforms {
    //! One form around the page, grids with header classes, links that post back.
    use super::*;

    #[test]
    fn grids_have_columns_and_postbacks_cannot_be_followed() {
        let page = read(
            r#"<head><meta name="GENERATOR" content="Microsoft SharePoint"></head><form action="/Pages/van-ban.aspx" id="aspnetForm">
            <div class="content"><table><tr class="GridHeader"><td>Số ký hiệu</td><td>Ngày ban hành</td><td>Trích yếu</td></tr>
            <tr><td>12/2026/TT-BKHCN</td><td>01/02/2026</td><td><a href="javascript:__doPostBack('ctl00$Grid','Select$0')">Quy định về định mức kinh tế kỹ thuật</a></td></tr>
            <tr><td>13/2026/TT-BKHCN</td><td>03/02/2026</td><td><a href="/x.aspx?ItemID=2">Quy định về tiêu chuẩn đo lường chất lượng</a></td></tr></table></div></form>"#,
        );
        assert_eq!(page.generator, "Microsoft SharePoint");
        assert_eq!(page.tables[0].columns, ["Số ký hiệu", "Ngày ban hành", "Trích yếu"]);
        assert_eq!(page.links[0].target, None);
        assert_eq!(page.links[0].script.as_deref(), Some("__doPostBack('ctl00$Grid','Select$0')"));
        assert_eq!(page.items.len(), 2);
        assert!(page.documents.iter().all(|number| number.kind == "TT" && number.year == Some(2026)));
    }

    #[test]
    fn officials_are_read_from_rows_and_cards() {
        let page = read(
            r#"<table><tr><th>Họ tên</th><th>Chức vụ</th><th>Điện thoại</th></tr>
            <tr><td>Nguyễn Văn Mẫu</td><td>Giám đốc</td><td>0236 3 822 134</td></tr>
            <tr><td>Trần Thị Thử</td><td>Phó Giám đốc</td><td><a class="__cf_email__" data-cfemail="2a5e5e6a4d455c045c44">[email&#160;protected]</a></td></tr></table>
            <div class="card"><p>Bộ trưởng</p><p>Lê Minh Giả</p><p>Email: lmg@mau.gov.vn</p></div>
            <ul><li><a href=/t>Phó Chủ tịch Phạm Văn Tin tiếp đoàn công tác</a></li></ul>"#,
        );
        let people: Vec<(&str, &str, bool)> = page
            .people
            .iter()
            .map(|person| {
                (person.name.as_str(), person.post.as_str(), person.phone.is_some() || person.email.is_some())
            })
            .collect();
        assert_eq!(
            people,
            [
                ("Nguyễn Văn Mẫu", "Giám đốc", true),
                ("Trần Thị Thử", "Phó Giám đốc", true),
                ("Lê Minh Giả", "Bộ trưởng", true)
            ]
        );
        assert_eq!(page.people[1].email.as_deref(), Some("tt@gov.vn"));
    }
}

mod tables_of_the_2000s {
    //! No class says anything: links, bold capitals and the imprint do.
    use super::*;
    use d42::page::Region;

    #[test]
    fn menu_headings_and_foot_are_found_by_structure() {
        let menu = ["GIỚI THIỆU", "CƠ CẤU TỔ CHỨC", "VĂN BẢN", "THỦ TỤC", "HỎI ĐÁP", "LIÊN HỆ"]
            .map(|label| format!("<tr><td><a href=/x.asp>{label}</a></td></tr>"))
            .concat();
        let prose = "<p>Thành phố tổ chức hội nghị tổng kết công tác năm và triển khai nhiệm vụ.</p>".repeat(12);
        let page = read(&format!(
            "<body><table><tr><td>UBND TỈNH MẪU</td></tr></table><table><tr><td><table>{menu}</table></td>\
             <td><table><tr><td><b>TIN HOẠT ĐỘNG</b></td></tr><tr><td>{prose}</td></tr></table></td></tr></table>\
             <table><tr><td>Bản quyền thuộc Tỉnh Mẫu. Địa chỉ: số 1, phố Mẫu, Tỉnh Mẫu</td></tr></table>"
        ));
        assert!(page.links.iter().all(|link| link.at.region == Region::Menu));
        assert_eq!(page.headings[0].text, "TIN HOẠT ĐỘNG");
        let last = page.runs.last().unwrap();
        assert_eq!(last.0.region, Region::Footer);
        assert!(page.tables.is_empty());
    }
}

mod obstacles {
    use super::*;
    use d42::page::{Obstacle, Role};

    #[test]
    fn what_keeps_a_reader_out_is_named() {
        for (html, obstacle) in [
            (r#"<div id="app"></div><script src="/static/app.js"></script>"#, Some(Obstacle::Shell)),
            (
                r#"<body data-page-id="vb"><h1>Văn bản</h1><div>Đang tải dữ liệu...</div><script>load()</script>"#,
                Some(Obstacle::Shell),
            ),
            (
                r#"<script>document.cookie="D1N=0123456789abcdef0123456789abcdef";window.location.reload(true);</script>"#,
                Some(Obstacle::Challenge),
            ),
            (
                "<title>Request Rejected</title>The requested URL was rejected. Your support ID is: 123",
                Some(Obstacle::Blocked),
            ),
            (
                "<title>Cổng</title><main><h1>Trạng thái</h1><p>Tài nguyên không được tìm thấy</p></main>",
                Some(Obstacle::SoftNotFound),
            ),
            (
                "<title>Đăng nhập</title><form><input name=u><input type=password><button>Đăng nhập</button></form>",
                Some(Obstacle::LogIn),
            ),
            ("<title>Giới thiệu</title><p>Sở Mẫu là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.</p>", None),
        ] {
            assert_eq!(read(html).obstacle, obstacle, "{html}");
        }
    }

    #[test]
    fn emptiness_counts_in_short_lines_only() {
        let page = read(
            "<div>Nội dung đang được cập nhật</div><p>CHUYEN MUC CHUA CO BAI VIET</p><a href=/x>Tỉnh đang xây dựng nông thôn mới</a>",
        );
        assert_eq!(page.notices.len(), 2);
    }

    #[test]
    fn an_article_is_told_from_a_list() {
        let prose = "<p>Hội nghị đã nghe báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế xã hội chín tháng đầu năm của tỉnh.</p>".repeat(9);
        assert_eq!(read(&format!("<h1>Tỉnh họp phiên thường kỳ</h1><p>12/09/2026</p>{prose}")).role, Role::Article);
        let list = "<li><a href=/x>Tin về hội nghị của tỉnh hôm nay</a> 12/09/2026</li>".repeat(15);
        assert_eq!(read(&format!("<h1>Tin tức</h1><ul>{list}</ul>")).role, Role::Inner);
    }

    #[test]
    fn answers_stand_behind_questions() {
        let page = read(
            "<div class=item><p>Hỏi: Thủ tục cấp đổi giấy phép cần giấy tờ gì?</p><p>Trả lời: Hồ sơ gồm đơn đề nghị theo mẫu và bản sao giấy tờ tùy thân.</p></div>\
             <details><summary>Nộp hồ sơ ở đâu?</summary><p>Nộp tại bộ phận một cửa hoặc qua cổng dịch vụ công trực tuyến của tỉnh.</p></details>",
        );
        assert_eq!(page.answers.len(), 2);
    }
}

mod other_ways_to_go {
    use super::*;

    #[test]
    fn choices_areas_frames_and_scripts_are_links() {
        let page = read(
            r#"<select><option value="">Chọn</option><option value="https://so1.mau.gov.vn/">Sở Một</option><option data-url="/hai">Sở Hai</option><option value="5">Năm</option></select>
            <map><area href="/ban-do" alt="Bản đồ"></map><iframe src="/doc/bao-cao.pdf"></iframe>
            <div onclick="location.href='/van-ban'">Văn bản</div><button onclick="window.print()">In trang</button><a href="mailto:a@mau.gov.vn">Thư</a>"#,
        );
        let targets: Vec<&str> = page.links.iter().filter_map(|link| link.target.as_ref()).map(Url::path).collect();
        assert_eq!(targets, ["/", "/hai", "/ban-do", "/doc/bao-cao.pdf", "/van-ban"]);
        assert_eq!(page.controls[0].script.as_deref(), Some("window.print()"));
        assert_eq!(page.controls[0].label, "In trang");
    }
}

#[test]
fn a_flag_drawn_by_a_style_sheet_leads_to_the_edition_its_address_names() {
    let page = read(
        "<header><a href='/web/en'><i class='icon-flag'></i></a><a href='/web/lo'><i></i></a>\
         <a href='/lien-he'><i></i></a></header><main><a href='/bai/ja'><i></i></a></main>",
    );
    let languages: Vec<&str> = page.editions.iter().map(|edition| edition.language.as_str()).collect();
    assert_eq!(languages, ["en", "lo"]);
    assert!(page.editions.iter().all(|edition| edition.visible));
}

mod ways {
    //! Ways to other addresses that are no plain links.
    use super::*;

    fn targets(html: &str) -> Vec<String> {
        let page = read(html);
        let all = page.links.iter().chain(&page.controls).chain(&page.scripted);
        all.filter_map(|link| Some(link.target.as_ref()?.path().to_owned())).collect()
    }

    #[test]
    fn maps_frames_scripts_and_choices_lead_somewhere() {
        for (html, wanted) in [
            ("<map><area href=/a alt=Mục></map>", "/a"),
            ("<iframe src=/b></iframe>", "/b"),
            ("<frameset><frame src=c.html></frameset>", "/trang/c.html"),
            ("<div onclick=\"location.href='/d'\">D</div>", "/d"),
            ("<div onclick=\"window.open('e.aspx')\">E</div>", "/trang/e.aspx"),
            ("<div onclick=\"di('/f')\">F</div>", "/f"),
            ("<select><option value=/g>G</select>", "/g"),
            ("<select onchange='location.href=this.value'><option value='h.html'>H</select>", "/trang/h.html"),
            ("<li data-url=i.html>I</li>", "/trang/i.html"),
            ("<script>m=[{name:'Mục một',link:'/j'}]</script>", "/j"),
            ("<script type=application/json>{\"href\":\"\\/k\",\"text\":\"Mục k\"}</script>", "/k"),
        ] {
            assert_eq!(targets(html), [wanted], "{html}");
        }
    }

    #[test]
    fn values_and_calls_that_are_no_addresses_lead_nowhere() {
        for html in [
            "<select><option value='h.html'>H</select>",
            "<select onchange='location=this.value'><option value='12'>H</select>",
            "<div onclick=\"chon('a.b')\">D</div>",
            "<script>tai('/x.js'); goi('/api')</script>",
        ] {
            assert_eq!(targets(html), Vec::<String>::new(), "{html}");
        }
    }

    #[test]
    fn the_head_announces_feeds_editions_and_the_best_address() {
        let page = read(
            "<head><link rel=alternate type='application/atom+xml' href=/tin.xml><link rel=alternate hreflang=en href=/en/>\
             <link rel=canonical href=/trang/goc.html></head>",
        );
        assert_eq!(page.feeds[0].path(), "/tin.xml");
        assert_eq!(page.editions[0].target.as_ref().unwrap().path(), "/en/");
        assert_eq!(page.canonical.unwrap().path(), "/trang/goc.html");
        assert!(page.scripted.is_empty());
    }
}
