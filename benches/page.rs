//! What reading and judging a page costs beside scraper's bare parse of the same pages.
//!
//! `cargo bench --bench page`. The pages are generated, alike in size and make to real portals (77 KB and 137 links on
//! average); with `D42_CORPUS=DIR` the `.html` files under a folder are read instead. Both benchmarks read every page
//! once per iteration, so that their times can be divided.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use d42::fetch::FetchMode;
use d42::judge::{self, Judge};
use d42::page::{self, Source};
use d42::registry;
use d42::rules::{Profile, RulePack};
use d42::snapshot::CaptureId;
use scraper::Html;
use url::Url;

fn main() {
    divan::main();
}

static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| match std::env::var_os("D42_CORPUS") {
    Some(folder) => saved(Path::new(&folder)),
    None => (0..16).map(generated).collect(),
});

#[divan::bench(sample_count = 40, sample_size = 1)]
fn scraper_parse(bencher: divan::Bencher<'_, '_>) {
    let pages = &*PAGES;
    bencher.counter(bytes(pages)).bench(|| {
        for page in pages {
            divan::black_box(Html::parse_document(page));
        }
    });
}

#[divan::bench(sample_count = 40, sample_size = 1)]
fn parse_to_page(bencher: divan::Bencher<'_, '_>) {
    let pages = &*PAGES;
    let url = Url::parse("https://cong.mau01.gov.vn/tin-tuc/danh-sach.html").expect("a well-formed address");
    bencher.counter(bytes(pages)).bench(|| {
        for page in pages {
            let source = Source {
                url: &url,
                body: page.as_bytes(),
                content_type: Some("text/html; charset=utf-8"),
                home: false,
                day: None,
            };
            divan::black_box(page::read(&source));
        }
    });
}

/// Reads every page and holds it against the rules of a profile, or against every rule there is, as a crawl does.
#[divan::bench(sample_count = 40, sample_size = 1, args = ["decree-42", "in-force", "every-rule"])]
fn parse_to_findings(bencher: divan::Bencher<'_, '_>, profile: &str) {
    let pages = &*PAGES;
    let rules = load();
    let judge = match rules.profile(profile) {
        Some(profile) => Judge::new(&rules, profile),
        None => Judge::new(&rules, &of_every_rule(&rules)),
    };
    let cohort = registry::load(&registry::Cohort::from("2024"), None).expect("a registry of the repository");
    let portal = &cohort.portals[0];
    let url = Url::parse("https://cong.mau01.gov.vn/tin-tuc/danh-sach.html").expect("a well-formed address");
    let at = "2026-06-01T05:00:00Z".parse().expect("a well-formed time");
    bencher.counter(bytes(pages)).bench(|| {
        for page in pages {
            let source = Source {
                url: &url,
                body: page.as_bytes(),
                content_type: Some("text/html; charset=utf-8"),
                home: false,
                day: None,
            };
            let read = page::read(&source);
            let capture = judge::Source {
                capture: CaptureId("mau/000000".to_owned()),
                digest: String::new(),
                at,
                received: None,
                mode: FetchMode::Http,
                ipv6: d42::fetch::Ipv6::Unknown,
                flaw: None,
            };
            divan::black_box(judge.observe(portal, &read, capture));
        }
    });
}

/// Reading and checking all rule files.
#[divan::bench]
fn load_rules() -> RulePack {
    load()
}

/// Making them ready for pages, once for each run.
#[divan::bench]
fn ready_judge(bencher: divan::Bencher<'_, '_>) {
    let rules = load();
    let profile = of_every_rule(&rules);
    bencher.bench(|| Judge::new(&rules, &profile));
}

fn load() -> RulePack {
    d42::rules::load(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").as_path()))
        .expect("the rules of the repository are sound")
}

/// A profile of every law that some rule names.
fn of_every_rule(rules: &RulePack) -> Profile {
    let named = rules.requirements.iter().flat_map(|rule| &rule.bases).map(|basis| basis.instrument.clone());
    let known = rules.profile("decree-42").expect("a profile of the repository");
    Profile { instruments: named.collect(), dated: false, article_named: false, ..known.clone() }
}

fn bytes(pages: &[String]) -> divan::counter::BytesCount {
    divan::counter::BytesCount::new(pages.iter().map(String::len).sum::<usize>())
}

fn saved(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
        .iter()
        .filter_map(|file| std::fs::read(file).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

const SECTIONS: &[&str] = &[
    "Giới thiệu chung",
    "Cơ cấu tổ chức",
    "Chỉ đạo, điều hành",
    "Thủ tục hành chính",
    "Văn bản quy phạm pháp luật",
    "Chiến lược, quy hoạch",
    "Dự án, đấu thầu",
    "Ngân sách nhà nước",
    "Thống kê, báo cáo",
    "Lấy ý kiến dự thảo",
    "Hỏi đáp, góp ý",
    "Thông tin khoa học",
];
const WORDS: &[&str] = &[
    "Ủy ban",
    "nhân dân",
    "tỉnh",
    "ban hành",
    "kế hoạch",
    "triển khai",
    "nhiệm vụ",
    "trọng tâm",
    "về",
    "phát triển",
    "kinh tế",
    "xã hội",
    "năm",
    "quyết định",
    "phê duyệt",
    "đề án",
    "chuyển đổi số",
    "giai đoạn",
    "các",
    "cơ quan",
    "đơn vị",
    "thực hiện",
    "công tác",
    "cải cách",
    "hành chính",
    "và",
    "nâng cao",
    "chất lượng",
    "phục vụ",
    "người dân",
    "doanh nghiệp",
    "trên",
    "địa bàn",
];

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn sentence(&mut self, words: usize) -> String {
        (0..words).map(|_| WORDS[self.roll(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// Script and style of a theme, a deep menu, lists with dates, a table of documents, an article, a form, a foot.
fn generated(seed: usize) -> String {
    let mut dice = Dice(seed as u64 + 42);
    let mut html = String::from(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Cổng thông tin điện tử Tỉnh Mẫu</title>",
    );
    let _ = write!(
        html,
        "<style>{}</style>",
        ".portlet-title{color:#fff;background:url(/img/a.png) no-repeat;padding:4px}\n".repeat(30)
    );
    let _ = write!(
        html,
        "<script>{}</script></head><body class=\"page yui3-skin-sam\">",
        "var a = function (b) { return b < 3 && b > 1; };\n".repeat(30)
    );
    html.push_str("<div id=\"header\" class=\"site-header\"><a href=\"/\"><img src=\"/img/logo.png\" alt=\"Tỉnh Mẫu\"></a></div><nav class=\"navbar main-menu\"><ul>");
    for (at, section) in SECTIONS.iter().enumerate() {
        let _ = write!(
            html,
            "<li class=\"menu-item\" id=\"menu-item-{at}\"><a href=\"/chuyen-muc/{at}\"><span>{section}</span></a><ul class=\"sub-menu\">"
        );
        for sub in 0..3 {
            let _ = write!(
                html,
                "\n            <li class=\"menu-item menu-level-2\" role=\"presentation\"><a class=\"child-menu\" role=\"menuitem\" title=\"\" href=\"/chuyen-muc/{at}/muc-con-{sub}.html\"><span>{}</span></a></li>",
                dice.sentence(3)
            );
        }
        html.push_str("</ul></li>");
    }
    html.push_str("</ul></nav><div class=\"container\"><div class=\"row\"><div class=\"col-md-8\">");
    for section in SECTIONS.iter().take(6) {
        let _ = write!(
            html,
            "\n      <div class=\"portlet-dropzone portlet-column-content\" id=\"layout-column_{section}\">\n        <div class=\"portlet-boundary portlet-static portlet-asset-publisher\">\n          <span id=\"p_{section}\"></span>\n          <div class=\"portlet\">\n            <div class=\"portlet-title\"><h3 class=\"portlet-title-text\">{section}</h3></div>\n            <div class=\"portlet-content\"><div class=\"portlet-content-container\" style=\"\"><div class=\"portlet-body\">\n              <ul class=\"list-news\">\n"
        );
        for item in 0..7 {
            let _ = write!(
                html,
                "                <li class=\"news-item clearfix\">\n                  <div class=\"thumb pull-left\"><a href=\"/tin/{}\"><img class=\"img-responsive\" src=\"/documents/10180/anh.jpg\" alt=\"\"></a></div>\n                  <div class=\"news-info\">\n                    <a class=\"news-title\" href=\"/web/guest/tin-tuc/-/view_content/{}-{item}-tin-moi-trong-ngay\" title=\"{}\">{}</a>\n                    <span class=\"date\"><i class=\"icon-calendar\"></i> {:02}/{:02}/2026</span>\n                    <p class=\"summary\"><span style=\"font-family:Arial\">{}</span></p>\n                  </div>\n                </li>\n",
                dice.roll(90_000),
                dice.roll(90_000),
                dice.sentence(6),
                dice.sentence(9),
                1 + dice.roll(28),
                1 + dice.roll(12),
                dice.sentence(24)
            );
        }
        html.push_str(
            "              </ul>\n            </div></div></div>\n          </div>\n        </div>\n      </div>\n",
        );
    }
    html.push_str("<table class=\"table\"><thead><tr><th>STT</th><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr></thead><tbody>");
    for row in 1..22 {
        let _ = write!(
            html,
            "\n        <tr class=\"row-{row}\">\n          <td class=\"text-center\">{row}</td>\n          <td><a href=\"/documents/10180/0/{row}_QD_UB.pdf\">{}/QĐ-UBND</a></td>\n          <td class=\"text-center\">{:02}/{:02}/2026</td>\n          <td>{}</td>\n        </tr>",
            100 + dice.roll(3_000),
            1 + dice.roll(28),
            1 + dice.roll(12),
            dice.sentence(18)
        );
    }
    html.push_str("</tbody></table><div class=\"journal-content-article\">");
    for _ in 0..9 {
        let _ = write!(
            html,
            "<p style=\"text-align: justify;\"><span style=\"font-size:14px\">{}.</span></p>",
            dice.sentence(45 + dice.0 as usize % 9)
        );
    }
    html.push_str("</div></div><div class=\"col-md-4 sidebar\">");
    for banner in 0..8 {
        let _ = write!(
            html,
            "<div class=\"banner-item\"><a href=\"/chuyen-muc/{banner}\"><img src=\"/documents/10180/BANNERSO{banner}_15021472721{banner}.png\"></a></div>"
        );
    }
    html.push_str("<form action=\"/tim-kiem\"><input type=\"text\" name=\"keyword\" placeholder=\"Tìm kiếm\"><button>Tìm</button></form></div></div></div>");
    html.push_str("<div class=\"footer\"><p>Địa chỉ: Số 1, phố Mẫu, phường Mẫu, Tỉnh Mẫu</p><p>Điện thoại: (0236) 3 821 234 - Email: bbt@tinhmau.gov.vn</p><p>Ghi rõ nguồn khi phát hành lại</p></div></body></html>");
    html
}
