//! What analysts brought, in words: declared answers against what was seen, obstacles by who can resolve them.

use super::Lang;
use crate::inputs::{Answer, Held, Kind, Level};

/// What an agency declared.
pub(in crate::report) fn answer(answer: Answer, lang: Lang) -> &'static str {
    match answer {
        Answer::Yes => lang.of("có", "yes"),
        Answer::Partly => lang.of("một phần", "in part"),
        Answer::No => lang.of("không", "no"),
    }
}

/// How declared answers and findings agree, in one paragraph.
pub(in crate::report) fn declared(held: &Held, lang: Lang) -> String {
    let (agree, unchecked) = (held.agree, held.unchecked);
    let (more, fewer) = (held.more_declared.len(), held.more_seen.len());
    match lang {
        Lang::Vi => format!(
            "{agree} câu trả lời khớp với kết luận; {more} câu khai nhiều hơn, {fewer} câu khai ít hơn thực tế thấy được; \
             {unchecked} câu không kiểm tra được. Không bên nào mặc nhiên đúng: chương trình có thể không thấy nội dung nằm dưới \
             tên khác."
        ),
        Lang::En => format!(
            "{agree} answers agree with the findings; {more} declare more and {fewer} less than was seen; {unchecked} could not \
             be checked. Neither side is right by itself: the program may not see what stands under another name."
        ),
    }
}

/// The two ways in which declared answers and findings differ.
pub(in crate::report) fn differences(lang: Lang) -> [&'static str; 2] {
    [
        lang.of("Khai nhiều hơn thực tế thấy được", "More declared than seen"),
        lang.of("Thấy nhiều hơn mức đã khai", "More seen than declared"),
    ]
}

/// Who can resolve an obstacle.
pub(in crate::report) fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Government => lang.of("Thẩm quyền của Chính phủ, Thủ tướng Chính phủ", "For the Government"),
        Level::Ministry => lang.of("Thẩm quyền của bộ, ngành", "For ministries and branches"),
        Level::Province => lang.of("Thẩm quyền của địa phương", "For provinces and cities"),
        Level::Portal => lang.of("Thẩm quyền của đơn vị vận hành cổng", "For whoever runs the portal"),
    }
}

/// Obstacles, or recommendations.
pub(in crate::report) fn obstacles(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Obstacle => lang.of("khó khăn, vướng mắc", "obstacles"),
        Kind::Recommendation => lang.of("đề xuất, kiến nghị", "recommendations"),
    }
}
