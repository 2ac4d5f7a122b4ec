//! What people said about findings, in words.

use jiff::civil::Date;

use super::{Lang, count, counted, day, outcome};
use crate::{judge::Outcome, review::WaiverState};

/// Why a finding is what a reviewer decided.
pub(in crate::report) fn decided(reason: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Người rà soát kết luận: {reason}"),
        Lang::En => format!("Decided by a reviewer: {reason}"),
    }
}

/// A reviewer's decision beside what the program said.
pub(in crate::report) fn review(judged: Outcome, decided: Outcome, name: &str, date: Date, lang: Lang) -> String {
    let (date, program) = (day(date, lang), outcome(judged, lang));
    match (judged == decided, lang) {
        (true, Lang::Vi) => format!("{name} xác nhận ngày {date}"),
        (true, Lang::En) => format!("confirmed by {name} on {date}"),
        (false, Lang::Vi) => {
            format!("{name} kết luận “{}” ngày {date}; chương trình đã kết luận “{program}”", outcome(decided, lang))
        }
        (false, Lang::En) => {
            format!("“{}” by {name} on {date}; the program had said “{program}”", outcome(decided, lang))
        }
    }
}

/// Who waived a finding, and until when.
pub(in crate::report) fn waiver(who: &str, expires: Date, lang: Lang) -> String {
    let until = day(expires, lang);
    match lang {
        Lang::Vi => format!("{who} cho miễn trừ đến hết ngày {until}; không tính điểm"),
        Lang::En => format!("waived by {who} until {until}; costs nothing"),
    }
}

/// What a waiver does.
pub(in crate::report) fn waiver_state(state: WaiverState, lang: Lang) -> String {
    match state {
        WaiverState::Used => lang.of("đang áp dụng", "in use").to_owned(),
        WaiverState::Expired => {
            lang.of("đã hết hạn: kết luận được tính lại", "expired: the finding counts again").to_owned()
        }
        WaiverState::Unused(None) => {
            lang.of("không dùng đến: không có kết luận này", "unused: there is no such finding").to_owned()
        }
        WaiverState::Unused(Some(found)) => match lang {
            Lang::Vi => format!("không dùng đến: kết luận là “{}”", outcome(found, lang)),
            Lang::En => format!("unused: the outcome is “{}”", outcome(found, lang)),
        },
    }
}

/// How many findings people had a say in.
pub(in crate::report) fn ruled_sentence(reviewed: u32, waived: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "{} kết luận đã được người rà soát quyết định, {} kết luận được miễn trừ nên không tính điểm; hồ sơ ghi rõ từng kết luận và lời của chương trình.",
            count(reviewed, lang),
            count(waived, lang)
        ),
        Lang::En => format!(
            "{} decided by reviewers, {} waived and without effect on any score; the dossiers mark each and keep what the program said.",
            counted(reviewed, "finding was", "findings were"),
            counted(waived, "was", "were")
        ),
    }
}
