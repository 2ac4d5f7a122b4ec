//! What was searched and how something was found, in words: the proof of absence.

use super::{Lang, count, share};
use crate::{
    fetch::FetchMode,
    judge::{Coverage, SignalKind},
};

/// What was searched on a portal as a whole, as short statements.
pub(in crate::report) fn coverage(seen: &Coverage, lang: Lang) -> Vec<String> {
    let number = |value: u32| count(value, lang);
    if seen.pages == 0 {
        let attempts = number(seen.errors.max(seen.visited));
        return vec![match lang {
            Lang::Vi => format!("không đọc được trang nào sau {attempts} lần truy cập"),
            Lang::En => format!("no page could be read in {attempts} attempts"),
        }];
    }
    let mut said = vec![match lang {
        Lang::Vi => format!(
            "đã đọc {} trang; đã thăm {}/{} địa chỉ phát hiện được ({})",
            number(seen.pages),
            number(seen.visited),
            number(seen.discovered),
            share(seen.visited, seen.discovered, lang)
        ),
        Lang::En => format!(
            "{} pages read; {} of {} discovered addresses visited ({})",
            number(seen.pages),
            number(seen.visited),
            number(seen.discovered),
            share(seen.visited, seen.discovered, lang)
        ),
    }];
    said.push(
        if seen.home {
            lang.of("đã đọc trang chủ", "start page read")
        } else {
            lang.of("không đọc được trang chủ", "start page not read")
        }
        .to_owned(),
    );
    said.push(match lang {
        Lang::Vi => format!("{} nhãn mục khác nhau trên các thanh điều hướng", number(seen.menu_entries)),
        Lang::En => format!("{} distinct labels in menus", number(seen.menu_entries)),
    });
    said.push(match (seen.sitemap, lang) {
        (Some(addresses), Lang::Vi) => format!("sơ đồ trang (sitemap) nêu {} địa chỉ", number(addresses)),
        (Some(addresses), Lang::En) => format!("sitemap naming {} addresses", number(addresses)),
        (None, Lang::Vi) => "không có sơ đồ trang (sitemap)".to_owned(),
        (None, Lang::En) => "no sitemap".to_owned(),
    });
    let optional = [
        (seen.errors, "lần truy cập không có phản hồi dùng được", "attempts without a usable answer"),
        (seen.cut, "trang quá dài, chỉ đọc được phần đầu", "pages too long, read only at their beginning"),
        (
            seen.legacy,
            "trang dùng bảng mã cũ hơn Unicode (windows-1258, TCVN3, VNI), trái TCVN 6909:2001; đã chuyển sang Unicode để đọc",
            "pages in an encoding older than Unicode (windows-1258, TCVN3, VNI), against TCVN 6909:2001; put into Unicode to be read",
        ),
        (seen.forbidden, "địa chỉ bị robots.txt loại trừ", "addresses kept from us by robots.txt"),
        (
            seen.script_links,
            "mục điều hướng chỉ mở được bằng mã lệnh",
            "navigation entries that only a script can follow",
        ),
    ];
    said.extend(
        optional
            .into_iter()
            .filter(|(value, ..)| *value > 0)
            .map(|(value, vi, en)| format!("{} {}", number(value), lang.of(vi, en))),
    );
    said.extend(seen.legacy_pages.iter().map(|page| format!("{}: {}", page.encoding, page.url)));
    if seen.exhausted {
        said.push(lang.of("đã thăm hết, không còn địa chỉ nào", "nothing was left to visit").to_owned());
    }
    said
}

/// How a section was found.
pub(in crate::report) fn signal(kind: SignalKind, lang: Lang) -> &'static str {
    match kind {
        SignalKind::Entry => lang.of("liên kết", "link"),
        SignalKind::Heading => lang.of("đề mục", "heading"),
        SignalKind::Title => lang.of("tiêu đề trang", "page title"),
        SignalKind::Breadcrumb => lang.of("đường dẫn mục", "breadcrumb"),
        SignalKind::Address => lang.of("địa chỉ trang", "address"),
        SignalKind::Site => lang.of("đặc điểm của cổng", "property of the site"),
        SignalKind::Likeness => lang.of("tên gần với nhãn đã biết", "name like a known one"),
        SignalKind::Content => {
            lang.of("trang trong menu, nội dung tự nói lên", "page of the menus, plain by its content")
        }
    }
}

/// How the bytes were obtained.
pub(in crate::report) fn mode(mode: FetchMode, lang: Lang) -> &'static str {
    match mode {
        FetchMode::Http => lang.of("HTTP, không chạy mã lệnh", "plain HTTP, no script run"),
        FetchMode::Browser => lang.of("trình duyệt, có chạy mã lệnh", "browser, scripts run"),
        FetchMode::Saved => lang.of("tệp lưu sẵn", "saved file"),
    }
}
