//! Sites that are mostly trap, asked over the wire: what is wasted on them is counted by the server. The pages of a
//! register and the weeks of a real calendar, which look alike, are read as far as they should be.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{Run, hurried, run_on};
use crate::server::{Answer, Asked, Server, bare, html};
use d42::crawl::{Budget, CrawlOptions};

/// The usual budget of pages.
const BUDGET: u32 = 600;
/// Real pages of each site.
const REAL: usize = 24;

/// A page with a frame and text of its own.
fn page(title: &str, main: &str) -> Answer {
    html(&format!(
        "<!doctype html><title>{title} - Cổng mẫu</title><header><a href='/'>Trang chủ</a></header>\
         <main><h1>{title}</h1>{main}</main><footer>Cơ quan chủ quản: Bộ Mẫu</footer>"
    ))
}

/// Prose that no other page has.
fn prose(n: usize) -> String {
    const WORDS: &[&str] = &["đường", "trường", "trạm", "chợ", "cầu", "kênh", "rừng", "đê", "cảng", "bến", "hồ"];
    let word = |k: usize| WORDS[k % WORDS.len()];
    (0..12).fold(String::new(), |mut text, k| {
        let _ = write!(
            text,
            "<p>Báo cáo về {} {} và {} tại khu {}{}.</p>",
            word(n + k),
            word(n * 3 + k),
            word(n / 7 + k * 5),
            "a".repeat(n % 40 + 1),
            "b".repeat(n / 40 + k)
        );
        text
    })
}

/// What a trap does on its site.
struct Snare {
    /// Links that lead into it, on every real page; `token` is another one in each answer.
    doors: fn(token: &str) -> String,
    /// What a trap address shows, if `path` is one.
    inside: fn(path: &str, token: &str) -> Option<Answer>,
}

/// Real pages `/muc/…` with doors into `snares`; what is asked for inside them is counted.
async fn wasted_on(snares: &'static [Snare], pages: u32) -> (usize, usize, Vec<String>) {
    let visits = AtomicUsize::new(0);
    let serve = move |asked: &Asked| {
        let token = format!("k{:04x}9b", visits.fetch_add(1, Ordering::Relaxed));
        let path = asked.path.as_str();
        if path == "/robots.txt" || path == "/sitemap.xml" {
            return bare("404 Not Found");
        }
        if let Some(answer) = snares.iter().find_map(|snare| (snare.inside)(path, &token)) {
            return answer;
        }
        let doors: String = snares.iter().map(|snare| (snare.doors)(&token)).collect();
        let bare_path = path.split(['?', ';']).next().unwrap_or(path);
        let number = bare_path.strip_prefix("/muc/").and_then(|rest| rest.strip_prefix('x'));
        match number.map(str::len) {
            Some(n) if n < REAL => page(&format!("Chuyên mục {}", "y".repeat(n + 1)), &(prose(n) + &doors)),
            _ if bare_path == "/" => {
                let menu = (0..REAL).fold(String::new(), |mut menu, n| {
                    let _ = write!(menu, "<p><a href='/muc/x{}'>Mục {}</a></p>", "x".repeat(n), "y".repeat(n + 1));
                    menu
                });
                page("Trang chủ của cổng", &(menu + &doors))
            }
            _ => bare("404 Not Found"),
        }
    };
    let server = Server::start(serve).await;
    let budget = Budget { pages, depth: 60, ..Budget::default() };
    run_on(&server, CrawlOptions { budget, ..hurried() }, &["mau"]).await;
    let paths = server.paths();
    let real: std::collections::BTreeSet<&str> = paths
        .iter()
        .map(String::as_str)
        .filter(|path| path.starts_with("/muc/x") && !path.contains(['?', ';']))
        .collect();
    let useful = real.len();
    let overhead = paths.iter().filter(|path| matches!(path.as_str(), "/" | "/robots.txt" | "/sitemap.xml")).count();
    let wasted = paths.len() - useful - overhead;
    (wasted, useful, paths)
}

/// Five in a hundred requests of the budget may be lost.
async fn holds(snares: &'static [Snare], pages: u32) {
    let (wasted, useful, paths) = wasted_on(snares, pages).await;
    assert!(wasted > 0, "the trap is set");
    assert!(wasted * 20 <= pages as usize, "{wasted} requests of {pages} wasted: {paths:#?}");
    assert_eq!(useful, REAL, "the real pages are all read: {paths:#?}");
}

const CALENDAR: Snare = Snare {
    doors: |_| {
        "<p><a href='/lich?thang=11&nam=2026'>Lịch sự kiện</a> <a href='/su-kien/2026/11'>Sự kiện</a></p>".into()
    },
    inside: |path, _| {
        let step = |month: i64, year: i64, by: i64| {
            let months = year * 12 + month - 1 + by;
            (months.rem_euclid(12) + 1, months.div_euclid(12))
        };
        let numbers = |text: &str| -> Vec<i64> {
            text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
        };
        let (month, year, query) = match (path.strip_prefix("/lich?"), path.strip_prefix("/su-kien/")) {
            (Some(rest), _) => (*numbers(rest).first()?, *numbers(rest).get(1)?, true),
            (_, Some(rest)) => (*numbers(rest).get(1)?, *numbers(rest).first()?, false),
            _ => return None,
        };
        let links = [-12, -1, 1, 12].map(|by| {
            let (month, year) = step(month, year, by);
            if query {
                format!("<a href='/lich?thang={month}&nam={year}'>Tháng {month}</a>")
            } else {
                format!("<a href='/su-kien/{year}/{month}'>Tháng {month}</a>")
            }
        });
        let days = (1..=28).fold(String::new(), |days, day| days + &format!("<td>{day}</td>"));
        Some(page(&format!("Lịch tháng {month}/{year}"), &format!("<table><tr>{days}</table>{}", links.concat())))
    },
};

/// A number of the visit in every link, under a name that nobody knows.
const SESSION: Snare = Snare {
    doors: |token| {
        (0..REAL).fold(String::new(), |mut doors, n| {
            let _ = write!(doors, "<p><a href='/muc/x{}?phien={token}'>Mục {n}</a></p>", "x".repeat(n));
            doors
        })
    },
    inside: |_, _| None,
};

/// The same in the path, as two systems write it.
const SESSION_PATH: Snare = Snare {
    doors: |token| {
        format!(
            "<p><a href='/muc/x;jsessionid={token}'>Mục 1</a> <a href='/(S({token}0123456789))/muc/xx'>Mục 2</a> \
             <a href='/muc/xxx;sid={token}0123456789'>Mục 3</a></p>"
        )
    },
    inside: |path, _| {
        let inner = path.strip_prefix("/(S(")?.split_once("))").map_or("", |(_, rest)| rest);
        (inner == "/muc/xx").then(|| page("Chuyên mục yy", &prose(1)))
    },
};

/// Five filters in any combination, by numbers and by words.
const FACETS: Snare = Snare {
    doors: |_| "<p><a href='/tim?linh-vuc=1'>Tra cứu</a> <a href='/loc?nganh=giao-duc'>Lọc</a></p>".into(),
    inside: |path, _| {
        let (bare, query) = path.split_once('?')?;
        if bare != "/tim" && bare != "/loc" {
            return None;
        }
        let words = ["giao-duc", "y-te", "dat-dai", "thue"];
        let mut links = String::new();
        for name in ["linh-vuc", "co-quan", "loai", "cap", "nganh"] {
            for (number, word) in words.iter().enumerate() {
                let value = if bare == "/tim" { number.to_string() } else { (*word).to_owned() };
                let _ = write!(links, "<li><a href='{bare}?{query}&{name}={value}'>{word}</a></li>");
            }
        }
        Some(page("Tra cứu", &format!("<p>Tìm thấy nhiều kết quả.</p><ul>{links}</ul>")))
    },
};

/// Every real page once more for the printer, for mail and for each network, under names nobody knows.
const COPIES: Snare = Snare {
    doors: |_| {
        let marks = ["ban-sao=1", "chia-se=zalo", "co-chu=lon"];
        (0..REAL).fold(String::new(), |mut doors, n| {
            for mark in marks {
                let _ = write!(doors, "<p><a href='/muc/x{}?{mark}'>Bản khác</a></p>", "x".repeat(n));
            }
            let _ = write!(doors, "<p><a href='/giay/{n}'>Bản giấy</a> <a href='/print/muc/{n}'>In</a></p>");
            doors
        })
    },
    inside: |path, _| {
        let number: usize = path.strip_prefix("/giay/")?.parse().ok()?;
        (number < REAL).then(|| page(&format!("Chuyên mục {}", "y".repeat(number + 1)), &prose(number)))
    },
};

/// A list whose last page always has a next one.
const PAGES: Snare = Snare {
    doors: |_| "<p><a href='/van-ban?trang=2'>Trang sau</a> <a href='/tin/trang-2'>Cũ hơn</a></p>".into(),
    inside: |path, _| {
        let list = path.strip_prefix("/van-ban?trang=").map(|number| ("/van-ban?trang=", number));
        let (stem, number) = list.or(path.strip_prefix("/tin/trang-").map(|number| ("/tin/trang-", number)))?;
        let number: usize = number.parse().ok()?;
        let links = [1, 2, 3, 10].map(|by| format!("<a href='{stem}{}'>{}</a>", number + by, number + by));
        Some(page("Danh sách", &format!("<p>Không có dữ liệu.</p>{}", links.concat())))
    },
};

/// Relative links that grow, and words that are put together without end.
const TEMPLATES: Snare = Snare {
    doors: |_| {
        "<p><a href='/loc-theo/giao-duc/'>Theo ngành</a> <a href='/xem/a/b/'>Xem</a> <a href='/menu/p1/p2/p1/p2/'>M</a></p>"
            .into()
    },
    inside: |path, _| {
        if let Some(rest) = path.strip_prefix("/loc-theo/") {
            let words = ["giao-duc", "y-te", "dat-dai", "thue", "ho-tich", "lao-dong"];
            let links =
                words.map(|word| format!("<a href='/loc-theo/{word}/{}'>{word}</a> ", rest.trim_end_matches('/')));
            return Some(page("Lọc theo ngành", &format!("<p>Không có kết quả nào phù hợp.</p>{}", links.concat())));
        }
        path.starts_with("/xem/").then(|| {
            page(
                "Xem thêm",
                "<p>Nội dung đang được cập nhật.</p><a href='a/'>A</a> <a href='b/'>B</a> <a href='c/'>C</a>",
            )
        })
    },
};

#[tokio::test]
async fn calendars_without_end_are_left() {
    holds(&[CALENDAR], BUDGET).await;
}

#[tokio::test]
async fn session_ids_do_not_multiply_pages() {
    holds(&[SESSION], BUDGET).await;
    let (wasted, useful, paths) = wasted_on(&[SESSION_PATH], BUDGET).await;
    assert!(wasted <= 3 && useful == REAL, "{wasted}, {useful}: {paths:#?}");
}

#[tokio::test]
async fn filters_upon_filters_are_left() {
    holds(&[FACETS], BUDGET).await;
}

#[tokio::test]
async fn copies_for_print_and_share_are_left() {
    holds(&[COPIES], BUDGET).await;
}

#[tokio::test]
async fn lists_without_end_are_left() {
    holds(&[PAGES], BUDGET).await;
}

#[tokio::test]
async fn path_templates_that_repeat_are_left() {
    holds(&[TEMPLATES], BUDGET).await;
}

#[tokio::test]
async fn a_site_of_nothing_but_traps_costs_no_more_than_one_of_them() {
    holds(&[CALENDAR, SESSION, SESSION_PATH, FACETS, COPIES, PAGES, TEMPLATES], BUDGET).await;
}

#[tokio::test]
async fn a_larger_budget_loses_no_larger_part_to_traps() {
    holds(&[CALENDAR, SESSION, SESSION_PATH, FACETS, COPIES, PAGES, TEMPLATES], BUDGET * 3).await;
}

#[tokio::test]
async fn pages_of_a_register_and_weeks_of_work_are_read_as_far_as_they_go() {
    const PAGES: usize = 30;
    let server = Server::start(|asked| {
        let path = asked.path.as_str();
        if path == "/" {
            return page(
                "Trang chủ",
                "<a href='/van-ban'>Văn bản</a> <a href='/lich-cong-tac?tuan=45'>Lịch công tác</a>",
            );
        }
        if let Some(week) = path.strip_prefix("/lich-cong-tac?tuan=") {
            let week: usize = week.parse().unwrap();
            // Plans reach two weeks ahead; what comes after is empty.
            let rows = if week <= 47 { prose(500 + week) } else { "<p>Chưa có lịch</p>".to_owned() };
            let links = format!(
                "<a href='/lich-cong-tac?tuan={}'>Tuần trước</a> <a href='/lich-cong-tac?tuan={}'>Tuần sau</a>",
                week - 1,
                week + 1
            );
            return page(&format!("Lịch công tác tuần {week}"), &(rows + &links));
        }
        let number = match path {
            "/van-ban" => Some(1),
            _ => path.strip_prefix("/van-ban?trang=").and_then(|number| number.parse().ok()),
        };
        match number {
            Some(number) if number <= PAGES => {
                let rows = (0..3).fold(prose(number * 3), |mut rows, k| {
                    let _ = write!(
                        rows,
                        "<li><a href='/van-ban/{}'>Quyết định {}</a>",
                        number * 3 + k,
                        "q".repeat(number + k)
                    );
                    rows
                });
                let links = (number + 1..=PAGES.min(number + 3))
                    .fold(String::new(), |links, next| links + &format!("<a href='/van-ban?trang={next}'>{next}</a> "));
                page("Văn bản", &(rows + &links))
            }
            _ => match path.strip_prefix("/van-ban/").and_then(|number| number.parse::<usize>().ok()) {
                Some(number) => page("Quyết định", &prose(1000 + number)),
                None => bare("404 Not Found"),
            },
        }
    })
    .await;
    let run: Run =
        run_on(&server, CrawlOptions { budget: Budget { depth: 60, ..Budget::default() }, ..hurried() }, &["mau"])
            .await;
    let paths = server.paths();
    let register = paths.iter().filter(|path| path.starts_with("/van-ban?trang=")).count();
    let documents = paths.iter().filter(|path| path.starts_with("/van-ban/")).count();
    assert_eq!((register, documents), (PAGES - 1, PAGES * 3), "{:?}", run.end());
    let weeks: Vec<usize> =
        paths.iter().filter_map(|path| path.strip_prefix("/lich-cong-tac?tuan=")?.parse().ok()).collect();
    assert!((40..=47).all(|week| weeks.contains(&week)), "the weeks of two months, and those planned: {weeks:?}");
    assert!(weeks.len() <= 15 && weeks.iter().filter(|week| **week > 47).count() <= 3, "{weeks:?}");
}
