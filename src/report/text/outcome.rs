//! Words for outcomes, for full information, and for whether a duty still holds.

use super::Lang;
use crate::{
    judge::{Obligation, Outcome},
    score::FullInformation,
};

/// The word for an outcome, as it stands beside its sign.
pub(in crate::report) fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Passed => lang.of("Đạt", "Passed"),
        Outcome::Partial => lang.of("Đạt một phần", "Partial"),
        Outcome::Failed => lang.of("Không đạt", "Failed"),
        Outcome::CantTell => lang.of("Không xác định được", "Cannot tell"),
        Outcome::Inapplicable => lang.of("Không áp dụng", "Not applicable"),
        Outcome::Untested => lang.of("Chưa kiểm tra", "Not tested"),
    }
}

/// Whether a portal gives full information.
pub(in crate::report) fn full_information(value: FullInformation, lang: Lang) -> &'static str {
    match value {
        FullInformation::Yes => lang.of("Đầy đủ", "Full"),
        FullInformation::No => lang.of("Chưa đầy đủ", "Not full"),
        FullInformation::Undecided => lang.of("Chưa kết luận", "Undecided"),
        FullInformation::LeftOut => lang.of("Không tính (đã sắp xếp lại)", "Not counted (merged)"),
    }
}

/// Whether the duty still holds today.
pub(in crate::report) fn obligation(value: Obligation, lang: Lang) -> &'static str {
    match value {
        Obligation::Yes => lang.of("Còn: hiện vẫn là nghĩa vụ bắt buộc", "Yes: still a duty today"),
        Obligation::Changed => lang.of(
            "Có thay đổi: hiện còn nghĩa vụ nhưng theo căn cứ hoặc mức độ khác",
            "Changed: today on another ground or with another force",
        ),
        Obligation::BenchmarkOnly => {
            lang.of("Không còn là nghĩa vụ: chỉ dùng làm chuẩn tham chiếu", "No longer a duty: a benchmark only")
        }
        Obligation::None => lang.of("Không còn căn cứ nào đang có hiệu lực", "No: no basis in force is known"),
    }
}
