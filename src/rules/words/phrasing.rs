//! Turns of phrase that several conditions share: lists of names, counts, ages, and the names of places on a page.

use crate::{
    page::{Region, Role},
    rules::{Bilingual, Phrases},
};

pub(super) fn both(vi: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual { vi: vi.into(), en: en.into() }
}

/// “a”, “b” or “c”.
pub(super) fn any_of(phrases: &[String], or: &str) -> String {
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("“{phrase}”")).collect();
    match quoted.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} {or} {last}", first.join(", ")),
        _ => quoted.concat(),
    }
}

/// Alternatives with strokes, wanted things with semicolons.
pub(super) fn groups(groups: &[Phrases]) -> String {
    groups.iter().map(|names| names.join(" / ")).collect::<Vec<_>>().join("; ")
}

pub(super) fn how_many(at_least: Option<u32>, of: usize) -> (String, String) {
    match at_least {
        Some(count) if (count as usize) < of => {
            (format!("ít nhất {count} trong {of}"), format!("at least {count} of {of}"))
        }
        _ => ("đủ các".to_owned(), "all of the".to_owned()),
    }
}

pub(super) fn kinds_of(kinds: &[String], vi: &str, en: &str) -> (String, String) {
    if kinds.is_empty() {
        return (String::new(), String::new());
    }
    (format!(" ({vi} {})", kinds.join(", ")), format!(" ({en} {})", kinds.join(", ")))
}

pub(super) fn age(within_days: Option<u32>) -> (String, String) {
    within_days.map_or_else(Default::default, |days| {
        (format!(", mới nhất không quá {days} ngày"), format!(", the newest at most {days} day{} old", s(days)))
    })
}

pub(super) fn s(count: u32) -> &'static str {
    if count == 1 { "" } else { "s" }
}

pub(super) fn region_name(region: Region) -> Bilingual {
    let (vi, en) = match region {
        Region::Main => ("nội dung chính", "main content"),
        Region::Menu => ("trình đơn", "menu"),
        Region::Breadcrumb => ("đường dẫn trang", "breadcrumb"),
        Region::Header => ("đầu trang", "page header"),
        Region::Footer => ("chân trang", "page footer"),
        Region::Aside => ("cột bên", "side column"),
    };
    both(vi, en)
}

pub(super) fn role_name(role: Role) -> Bilingual {
    let (vi, en) = match role {
        Role::Home => ("trang chủ", "the start page"),
        Role::Article => ("trang bài tin", "a news article"),
        Role::Inner => ("trang trong", "an inner page"),
    };
    both(vi, en)
}
