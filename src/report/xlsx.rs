//! The workbook for analysts: a sheet for each table, with filters, frozen heads, colours by outcome, numbers as numbers
//! and days as days. Rows go to the disk as they are made, so that half a million findings need no memory. Foreign text
//! is written as text and never as a formula.

use std::io;

use jiff::{civil::DateTime, tz::Offset};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, DocProperties, ExcelDateTime,
    Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};

use super::{
    Lang, Report,
    dataset::{self, Cell, Dataset, Head, Kind},
    svg, text,
};
use crate::{judge::Outcome, score::FullInformation};

/// Why the workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More rows than a sheet holds.
    #[error(
        "the table `{0}` has more than {MOST_ROWS} rows, which is what a sheet holds; `--kind data` has no such limit"
    )]
    Rows(&'static str),
    /// The file could not be written, or the library refused something.
    #[error(transparent)]
    Write(#[from] XlsxError),
}

/// Rows of a sheet below its head.
const MOST_ROWS: u32 = 1_048_575;
/// Links of a sheet: Excel opens no file with more.
const MOST_LINKS: u32 = 65_530;
/// Characters of a cell, with room for those that count twice.
const MOST_TEXT: usize = 16_000;

type Make = for<'r> fn(&'r Report, Lang) -> Dataset<'r>;

/// Whether addresses on a sheet are links.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    Yes,
    No,
}

const SHEETS: [(Make, Links); 7] = [
    (dataset::survey, Links::No),
    (dataset::portals, Links::Yes),
    (dataset::requirements, Links::Yes),
    (dataset::findings_alone, Links::No),
    (dataset::evidence, Links::No),
    (dataset::components, Links::No),
    (dataset::method, Links::No),
];

/// Writes the workbook in `lang`. The same report gives the same bytes.
///
/// # Errors
/// When a table has more rows than a sheet holds, or `out` takes no more.
pub fn write(report: &Report, lang: Lang, out: impl io::Write + Send) -> Result<(), Error> {
    let mut workbook = Workbook::new();
    let phrase = text::interface(lang);
    let states = report.states(lang).join(" · ");
    workbook.set_properties(
        &DocProperties::new()
            .set_title(phrase.get("title").copied().unwrap_or_default())
            .set_status(&states)
            .set_creation_datetime(&moment(report.day.at(0, 0, 0, 0))?),
    );
    let styles = Styles::new(lang);
    for (make, links) in SHEETS {
        let data = make(report, lang);
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(data.title)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        sheet.set_footer(format!("&L{}&R&P/&N", states.replace('&', "&&")));
        fill(sheet, data, links, &styles, lang)?;
    }
    Ok(workbook.save_to_writer(out)?)
}

/// Formats of cells.
struct Styles {
    head: Format,
    points: Format,
    count: Format,
    day: Format,
    moment: Format,
}

impl Styles {
    fn new(lang: Lang) -> Self {
        let day = lang.of("dd/mm/yyyy", "d mmm yyyy");
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        Self {
            head: head
                .set_background_color(Color::RGB(0x00E6_EBF2))
                .set_border_bottom(rust_xlsxwriter::FormatBorder::Thin),
            points: Format::new().set_num_format("0.00"),
            count: Format::new().set_num_format("#,##0"),
            day: Format::new().set_num_format(day),
            moment: Format::new().set_num_format(format!("{day} hh:mm")),
        }
    }
}

fn fill(sheet: &mut Worksheet, data: Dataset<'_>, links: Links, styles: &Styles, lang: Lang) -> Result<(), Error> {
    // A code whose words stand beside it is for programs.
    let spelt = |head: &Head| data.heads.iter().any(|other| other.name == format!("{}_text", head.name));
    let kept: Vec<bool> = data.heads.iter().map(|head| head.kind != Kind::Code || !spelt(head)).collect();
    let heads: Vec<Head> = data.heads.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(head, _)| *head).collect();
    for (column, head) in (0_u16..).zip(&heads) {
        sheet.set_column_width(column, width(head))?;
        sheet.write_string_with_format(0, column, head.says(lang), &styles.head)?;
    }
    sheet.set_row_height(0, 48)?;
    let mut last = 0_u32;
    let mut linked = 0_u32;
    for cells in data.rows {
        last += 1;
        if last > MOST_ROWS {
            return Err(Error::Rows(data.name));
        }
        let kept = cells.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
        for ((column, head), cell) in (0_u16..).zip(&heads).zip(kept) {
            match cell {
                Cell::Text(address) if links == Links::Yes && head.kind == Kind::Address && linked < MOST_LINKS => {
                    linked += 1;
                    link(sheet, (last, column), address)?;
                }
                cell => put(sheet, (last, column), cell, styles, lang)?,
            }
        }
    }
    let end = u16::try_from(heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, end)?;
    // The columns that say what a row is about stay in sight.
    let named = heads
        .iter()
        .take_while(|head| ["portal", "portal_name", "requirement", "figure", "title"].contains(&head.name));
    sheet.set_freeze_panes(1, named.take(2).count() as u16)?;
    if last > 0 {
        for (column, head) in (0_u16..).zip(&heads) {
            colour(sheet, head, column, last, lang)?;
        }
    }
    Ok(())
}

type Place = (u32, u16);

fn put(sheet: &mut Worksheet, (row, column): Place, cell: &Cell, styles: &Styles, lang: Lang) -> Result<(), Error> {
    match cell {
        Cell::None => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, shortened(text))?;
        }
        Cell::Code(_, said) => {
            sheet.write_string(row, column, *said)?;
        }
        Cell::Count(count) => {
            sheet.write_number_with_format(row, column, *count, &styles.count)?;
        }
        Cell::Points(hundredths) => {
            sheet.write_number_with_format(row, column, f64::from(*hundredths) / 100.0, &styles.points)?;
        }
        Cell::YesNo(yes) => {
            sheet.write_string(row, column, yes_no(*yes, lang))?;
        }
        Cell::Day(day) => {
            // Excel knows no days before 1900; what an old page says of such a day stays text.
            match moment(day.at(0, 0, 0, 0)) {
                Ok(day) => sheet.write_datetime_with_format(row, column, &day, &styles.day)?,
                Err(_) => sheet.write_string(row, column, day.to_string())?,
            };
        }
        Cell::Moment(at) => {
            let local = moment(Offset::constant(7).to_datetime(*at))?;
            sheet.write_datetime_with_format(row, column, &local, &styles.moment)?;
        }
    }
    Ok(())
}

/// A link where Excel takes one, else the address as text.
fn link(sheet: &mut Worksheet, (row, column): Place, address: &str) -> Result<(), Error> {
    let web = address.starts_with("http://") || address.starts_with("https://");
    if !web || sheet.write_url(row, column, Url::new(address)).is_err() {
        sheet.write_string(row, column, shortened(address))?;
    }
    Ok(())
}

fn yes_no(yes: bool, lang: Lang) -> &'static str {
    if yes { lang.of("có", "yes") } else { lang.of("không", "no") }
}

/// As much as a cell holds.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn moment(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?.and_hms(
        u16::from(part(at.hour())),
        part(at.minute()),
        f64::from(part(at.second())),
    )
}

/// In characters.
fn width(head: &Head) -> f64 {
    match head.kind {
        Kind::Count | Kind::Points | Kind::YesNo | Kind::Day => 12.0,
        Kind::Moment => 17.0,
        Kind::Code => 20.0,
        Kind::Address => 40.0,
        Kind::Text => match head.name {
            "portal" | "requirement" | "figure" | "outcome_text" | "kind_text" | "state_text" | "capture" | "item" => {
                26.0
            }
            "value" => 120.0,
            _ => 42.0,
        },
    }
}

/// Colours of the column's cells by what they say.
fn colour(sheet: &mut Worksheet, head: &Head, column: u16, last: u32, lang: Lang) -> Result<(), Error> {
    let outcomes = Outcome::ALL.map(|outcome| (text::outcome(outcome, lang), outcome));
    let full = [FullInformation::Yes, FullInformation::No, FullInformation::Undecided, FullInformation::LeftOut]
        .map(|word| (text::full_information(word, lang), svg::like(word)));
    let yes = [(yes_no(true, lang), Outcome::Passed), (yes_no(false, lang), Outcome::Failed)];
    let words: &[(&str, Outcome)] = match head.name {
        "outcome" | "outcome_text" | "judged_outcome" => &outcomes,
        "full_information" => &full,
        "links_back" | "shares_frame" | "exchanges" => &yes,
        "score_middle" | "passed_share" | "share" => {
            let bar = ConditionalFormatDataBar::new()
                .set_fill_color(Color::RGB(0x00A9_C4DE))
                .set_solid_fill(true)
                .set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0)
                .set_maximum(rust_xlsxwriter::ConditionalFormatType::Number, 100);
            sheet.add_conditional_format(1, column, last, column, &bar)?;
            return Ok(());
        }
        _ => return Ok(()),
    };
    for (word, like) in words {
        let (ink, ground) = svg::inks(*like);
        let format = Format::new().set_font_color(ink).set_background_color(ground);
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo((*word).to_owned()))
            .set_format(format);
        sheet.add_conditional_format(1, column, last, column, &rule)?;
    }
    Ok(())
}
