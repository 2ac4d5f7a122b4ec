//! What to do about a file that cannot be read or written, by what the system said about it.

use std::io::{Error, ErrorKind};

use crate::text::Bilingual;

/// After a file could not be read.
pub(super) fn reading(error: &Error) -> Bilingual {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => (
            "kiểm tra lại đường dẫn; đường dẫn tương đối tính từ thư mục hiện tại",
            "check the path; a relative one begins at the current folder",
        )
            .into(),
        ErrorKind::PermissionDenied => {
            ("cấp quyền đọc, hoặc chạy bằng tài khoản có quyền đó", "allow reading it, or run as a user who may").into()
        }
        ErrorKind::IsADirectory => ("nêu một tệp, không phải thư mục", "name a file, not a folder").into(),
        ErrorKind::InvalidData => ("lưu lại tệp theo mã UTF-8", "save the file as UTF-8").into(),
        _ => ("kiểm tra ổ đĩa và quyền truy cập rồi thử lại", "check the disk and the permissions, then try again")
            .into(),
    }
}

/// After a file could not be written.
pub(super) fn writing(error: &Error) -> Bilingual {
    match error.kind() {
        ErrorKind::NotFound => (
            "tạo thư mục chứa tệp trước, hoặc chọn đường dẫn khác bằng `--out`",
            "make the folder it stands in first, or choose another path with `--out`",
        )
            .into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => (
            "giải phóng đĩa, hoặc chọn nơi khác bằng `--out`, rồi chạy lại",
            "free some space or choose another place with `--out`, then run it again",
        )
            .into(),
        ErrorKind::IsADirectory => ("nêu một tệp, không phải thư mục", "name a file, not a folder").into(),
        _ => (
            "chọn nơi mà bạn được ghi bằng `--out`, hoặc cấp quyền ghi",
            "choose a place you may write to with `--out`, or allow writing there",
        )
            .into(),
    }
}
