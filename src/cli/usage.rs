//! What is wrong with a command line, in Vietnamese. clap knows what is wrong and says it in English; here the same
//! facts are put into Vietnamese sentences. Under `--lang en` clap speaks for itself.

use std::error::Error;
use std::fmt::Write as _;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostic::Style;

/// The error as clap would lay it out: the mistake, what may have been meant, how the command is used.
pub(super) fn in_vietnamese(error: &clap::Error, style: Style) -> String {
    let (red, bold, plain) = match style {
        Style::Coloured => ("\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m"),
        Style::Plain => ("", "", ""),
    };
    let mut text = format!("{red}lỗi{plain}: {}", mistake(error));
    let mut lead = "\n\n";
    for hint in hints(error) {
        // Writing to a String cannot fail, here and below.
        let _ = write!(text, "{lead}  {bold}gợi ý{plain}: {hint}");
        lead = "\n";
    }
    if let Some(usage) = value(error, ContextKind::Usage) {
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        let _ = write!(text, "\n\n{bold}Cách dùng{plain}: {usage}");
    }
    text.push_str("\n\nXem thêm bằng '--help'.\n");
    text
}

/// One sentence without full stop.
fn mistake(error: &clap::Error) -> String {
    let arg = quoted(error, ContextKind::InvalidArg);
    let given = quoted(error, ContextKind::InvalidValue);
    let number = |kind| value(error, kind).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tùy chọn hoặc tham số {arg}"),
        ErrorKind::InvalidSubcommand => format!("không có lệnh {}", quoted(error, ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => {
            format!("thiếu lệnh con của {}{}", quoted(error, ContextKind::InvalidSubcommand), choices(error))
        }
        ErrorKind::InvalidValue if number(ContextKind::InvalidValue).is_empty() => {
            format!("{arg} cần một giá trị{}", choices(error))
        }
        ErrorKind::InvalidValue => format!("giá trị {given} của {arg} không hợp lệ{}", choices(error)),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|source| format!(": {}", reason(source))).unwrap_or_default();
            format!("giá trị {given} của {arg} không hợp lệ{why}")
        }
        ErrorKind::NoEquals => format!("phải có dấu bằng khi gán giá trị cho {arg}"),
        ErrorKind::TooManyValues => format!("{arg} không nhận thêm giá trị {given}"),
        ErrorKind::TooFewValues => format!(
            "{arg} cần ít nhất {} giá trị, mới có {}",
            number(ContextKind::MinValues),
            number(ContextKind::ActualNumValues)
        ),
        ErrorKind::WrongNumberOfValues => format!(
            "{arg} cần {} giá trị, lại có {}",
            number(ContextKind::ExpectedNumValues),
            number(ContextKind::ActualNumValues)
        ),
        ErrorKind::ArgumentConflict => {
            let prior = quoted(error, ContextKind::PriorArg);
            if prior.is_empty() || prior == arg {
                format!("{arg} chỉ được dùng một lần")
            } else {
                format!("{arg} không dùng cùng với {prior}")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("thiếu tham số bắt buộc: {arg}"),
        ErrorKind::InvalidUtf8 => "có tham số không phải văn bản UTF-8".to_owned(),
        // What clap adds one day is better said in English than not at all.
        _ => error.render().to_string().trim_start_matches("error: ").trim().to_owned(),
    }
}

/// Why a value cannot be used. What a library says of itself is kept where nothing is known about it.
fn reason(source: &(dyn Error + 'static)) -> String {
    let said = source.to_string();
    if let Some(number) = source.downcast_ref::<ParseIntError>() {
        return match number.kind() {
            IntErrorKind::Empty => "cần một số nguyên",
            IntErrorKind::PosOverflow => "số quá lớn",
            IntErrorKind::NegOverflow => "số quá nhỏ",
            IntErrorKind::Zero => "phải lớn hơn 0",
            _ => "không phải số nguyên",
        }
        .to_owned();
    }
    if source.is::<ParseFloatError>() {
        return "không phải một số".to_owned();
    }
    if source.is::<jiff::Error>() {
        return "viết ngày theo dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-23".to_owned();
    }
    // clap's own words for a number outside `1..=8` or `1..`.
    if let Some((from, to)) = said.split_once(" is not in ").and_then(|(_, range)| range.split_once("..")) {
        let greatest = to.trim_start_matches('=');
        return if greatest.is_empty() || greatest.len() > 6 {
            format!("phải từ {from} trở lên")
        } else {
            format!("phải từ {from} đến {greatest}")
        };
    }
    format!("chi tiết: {said}")
}

fn hints(error: &clap::Error) -> Vec<String> {
    let mut hints = Vec::new();
    for (kind, what) in [
        (ContextKind::SuggestedSubcommand, "lệnh"),
        (ContextKind::SuggestedArg, "tùy chọn"),
        (ContextKind::SuggestedValue, "giá trị"),
    ] {
        let near = quoted(error, kind);
        if !near.is_empty() {
            hints.push(format!("có {what} gần giống: {near}"));
        }
    }
    if error.get(ContextKind::TrailingArg).is_some() {
        hints.push(format!("để dùng {0} làm giá trị, viết `-- {0}`", quoted(error, ContextKind::InvalidArg)));
    }
    hints
}

/// ` [có thể là: a, b]`
fn choices(error: &clap::Error) -> String {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::Strings(all)) if !all.is_empty() => Some(format!(" [có thể là: {}]", all.join(", "))),
        _ => None,
    };
    of(ContextKind::ValidValue).or_else(|| of(ContextKind::ValidSubcommand)).unwrap_or_default()
}

fn value(error: &clap::Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(|value| match value {
        ContextValue::None => String::new(),
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    })
}

fn quoted(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(all)) => all.iter().map(|one| format!("'{one}'")).collect::<Vec<_>>().join(", "),
        Some(ContextValue::None) | None => String::new(),
        Some(other) => format!("'{other}'"),
    }
}
