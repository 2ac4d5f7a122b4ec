//! Words for outcomes, for full information, and for whether a duty still holds.

use super::Lang;
use crate::{
    judge::{Obligation, Outcome},
    score::FullInformation,
};

/// The word for an outcome, as it stands beside its sign.
pub(crate) fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
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
pub(crate) fn full_information(value: FullInformation, lang: Lang) -> &'static str {
    match value {
        FullInformation::Yes => lang.of("Đầy đủ", "Full"),
        FullInformation::No => lang.of("Chưa đầy đủ", "Not full"),
        FullInformation::Undecided => lang.of("Chưa kết luận", "Undecided"),
        FullInformation::LeftOut => lang.of("Không tính", "Not counted"),
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

/// What an outcome means, for the reader's guide.
pub(in crate::report) fn meaning(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Passed => lang.of(
            "Có hai dấu hiệu độc lập: mục được giới thiệu trên cổng và nội dung của trang chứng minh đúng yêu cầu.",
            "Two independent signs: the portal announces the section, and the content of its page proves it.",
        ),
        Outcome::Partial => lang.of(
            "Có mục nhưng trống, chưa đủ, quá hạn cập nhật hoặc liên kết hỏng; tính một nửa điểm.",
            "The section is there, but empty, incomplete, stale or behind a dead link; worth half.",
        ),
        Outcome::Failed => lang.of(
            "Đã tìm trong phạm vi đủ rộng, nêu rõ trong hồ sơ, mà không thấy.",
            "Looked for widely enough, as the dossier states, and not there.",
        ),
        Outcome::CantTell => lang.of(
            "Không xem được hoặc xem được quá ít; không bao giờ bị coi là không đạt.",
            "Could not be seen, or too little was seen; never counted as failed.",
        ),
        Outcome::Inapplicable => lang.of(
            "Yêu cầu không ràng buộc cơ quan này; không tính điểm.",
            "The duty does not bind this agency; it is left out of the score.",
        ),
        Outcome::Untested => lang.of(
            "Không quan sát được từ bên ngoài, hoặc hết giới hạn kiểm tra trước khi có kết luận.",
            "Cannot be observed from outside, or the visit's limits ended first.",
        ),
    }
}
