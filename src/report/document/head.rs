//! What stands above a document: the head of a state document, filled in from settings. What is not set stays open, as
//! dots to be filled in by hand.

use jiff::civil::Date;

use super::model::{Block, Document, Head, Words};
use crate::report::{
    Lang, Report,
    text::{self, shown},
};

/// Who issues a document, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the issuing one.
    pub superior: Option<String>,
    /// The issuing body.
    pub issuer: Option<String>,
    /// Where it sits.
    pub place: Option<String>,
    /// How and until when an agency may object; left out of a dossier when unset.
    pub objection: Option<String>,
}

/// Dots to be filled in.
const OPEN: &str = "……";

/// The document of `blocks` about `subject`.
pub(super) fn document(
    report: &Report,
    letterhead: &Letterhead,
    subject: &str,
    contents: Contents,
    blocks: Vec<Block>,
    lang: Lang,
) -> Document {
    let upper = |name: &String| shown(&name.to_uppercase());
    let issuer =
        letterhead.issuer.as_ref().map_or_else(|| lang.of("CƠ QUAN BAN HÀNH", "ISSUING BODY").to_owned(), upper);
    Document {
        lang: lang.code(),
        head: Head {
            nation: lang.of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
            motto: lang.of("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
            superior: letterhead.superior.as_ref().map(upper),
            issuer,
            number: lang.of("Số: ……/BC-……", "No. ……/BC-……").to_owned(),
            place_day: place_day(letterhead.place.as_deref().unwrap_or(OPEN), report.day, lang),
            kind: lang.of("BÁO CÁO", "REPORT").to_owned(),
            subject: shown(subject),
        },
        states: report.states(lang),
        origin: shown(&format!("{} · {}", report.run.program, report.run.id)),
        day: report.day.to_string(),
        contents: contents == Contents::Listed,
        words: Words {
            contents: lang.of("Mục lục", "Contents"),
            table: lang.of("Bảng", "Table"),
            figure: lang.of("Hình", "Figure"),
            page: lang.of("Trang", "Page"),
        },
        blocks,
    }
}

/// Whether the parts are listed after the head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Contents {
    Listed,
    None,
}

/// Days under 10 and the months 1 and 2 with a leading zero (Decree 30/2020/NĐ-CP, Appendix I).
fn place_day(place: &str, day: Date, lang: Lang) -> String {
    let place = shown(place);
    match lang {
        Lang::Vi => {
            let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
            format!("{place}, ngày {:02} tháng {month} năm {}", day.day(), day.year())
        }
        Lang::En => format!("{place}, {}", text::day(day, lang)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn small_days_and_the_first_two_months_have_a_zero_before_them() {
        let said = |day| place_day("Hà Nội", day, Lang::Vi);
        assert_eq!(said(date(2026, 2, 5)), "Hà Nội, ngày 05 tháng 02 năm 2026");
        assert_eq!(said(date(2026, 11, 21)), "Hà Nội, ngày 21 tháng 11 năm 2026");
    }
}
