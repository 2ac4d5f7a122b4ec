//! The errors of the stages in Vietnamese, beside the English they say themselves. What the operating system, the
//! database or a parser adds stays as it was said.

use std::io::{self, ErrorKind};

use crate::{audit, fetch, registry, rules, snapshot};

/// What the system said about a file, in Vietnamese where it is of a common kind.
pub(super) fn of_io(error: &io::Error) -> String {
    let said = match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::PermissionDenied => "không có quyền truy cập",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "hết chỗ trên đĩa",
        ErrorKind::ReadOnlyFilesystem => "hệ thống tệp chỉ cho đọc",
        ErrorKind::AlreadyExists => "đã có tệp hoặc thư mục này",
        ErrorKind::IsADirectory => "đây là một thư mục",
        ErrorKind::NotADirectory => "một phần của đường dẫn không phải thư mục",
        ErrorKind::InvalidData => "nội dung không phải văn bản UTF-8",
        ErrorKind::AddrInUse => "địa chỉ đang được dùng",
        ErrorKind::AddrNotAvailable => "máy này không có địa chỉ đó",
        ErrorKind::FileTooLarge => "tệp vượt quá kích thước cho phép",
        ErrorKind::InvalidFilename => "tên tệp không hợp lệ hoặc quá dài",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "tệp đang được chương trình khác sử dụng",
        ErrorKind::DirectoryNotEmpty => "thư mục không trống",
        ErrorKind::CrossesDevices => "hai đường dẫn nằm trên hai hệ thống tệp khác nhau",
        ErrorKind::TimedOut => "quá thời gian chờ",
        ErrorKind::UnexpectedEof => "tệp kết thúc giữa chừng",
        ErrorKind::OutOfMemory => "không đủ bộ nhớ",
        ErrorKind::Unsupported => "hệ thống không hỗ trợ thao tác này",
        _ => return format!("chi tiết: {error}"),
    };
    said.to_owned()
}

/// What the JSON parser said, with the place.
pub(super) fn of_json(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let (line, column) = (error.line(), error.column());
    let said = whole.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&whole);
    let named = |before: &str| said.strip_prefix(before).map(|rest| rest.split(", expected").next().unwrap_or(rest));
    let problem = if error.is_eof() {
        "nội dung kết thúc giữa chừng".to_owned()
    } else if error.is_syntax() {
        match named("expected ") {
            Some(wanted) => {
                format!("sai cú pháp JSON, cần {}", wanted.replace(" or ", " hoặc ").replace("value", "giá trị"))
            }
            None => format!("sai cú pháp JSON ({said})"),
        }
    } else if let Some(field) = named("missing field ") {
        format!("thiếu trường {field}")
    } else if let Some(field) = named("unknown field ") {
        format!("có trường lạ {field}")
    } else if let Some(field) = named("duplicate field ") {
        format!("trường {field} có hai lần")
    } else if let Some(value) = named("unknown variant ") {
        format!("giá trị lạ {value}")
    } else if let Some(value) = named("invalid value: ").or_else(|| named("invalid type: ")) {
        format!("giá trị không đúng kiểu ({value})")
    } else {
        format!("nội dung không đúng ({said})")
    };
    // Without a place the JSON was not read from a text.
    if line == 0 { problem } else { format!("{problem}, ở dòng {line} cột {column}") }
}

pub(super) fn of_run(error: &snapshot::Error) -> String {
    use snapshot::{Error, IndexTrouble};
    match error {
        Error::NotARun { path } => format!("{} không phải thư mục đợt kiểm tra: không có run.json", path.display()),
        Error::Occupied { path } => {
            format!("{} đã có và không trống; chọn thư mục khác, hoặc chạy tiếp bằng `d42 resume`", path.display())
        }
        Error::Manifest { path, problem } => {
            format!("không đọc được {} như bản kê của một đợt kiểm tra: {}", path.display(), of_json(problem))
        }
        Error::OtherFormat { path, found, reads, written_by } => format!(
            "{} được ghi theo định dạng {found} bởi {}, còn d42 {} này đọc định dạng {reads}; \
             mở bằng bản d42 dùng định dạng đó, hoặc thu thập lại",
            path.display(),
            written_by.as_ref().map_or_else(|| "một bản d42 khác".to_owned(), |it| format!("d42 {it}")),
            env!("CARGO_PKG_VERSION")
        ),
        Error::Locked { path, pid } => {
            format!("{} đang được tiến trình {pid} sử dụng; chờ tiến trình đó kết thúc hoặc dừng nó", path.display())
        }
        Error::DiskFull { path } => {
            format!("hết chỗ trên đĩa để ghi {}; giải phóng đĩa rồi chạy tiếp bằng `d42 resume`", path.display())
        }
        Error::Io { path, source, .. } => format!("không đọc hoặc ghi được {}: {}", path.display(), of_io(source)),
        Error::Index { path, source } => {
            let said = match error.index_trouble() {
                Some(IndexTrouble::NotADatabase) => "tệp không phải cơ sở dữ liệu SQLite".to_owned(),
                Some(IndexTrouble::Damaged) => "tệp bị hỏng bên trong".to_owned(),
                Some(IndexTrouble::Missing) => "không mở được tệp; có thể tệp đã mất".to_owned(),
                Some(IndexTrouble::ReadOnly) => "không được phép ghi".to_owned(),
                Some(IndexTrouble::Busy) => "tiến trình khác đang dùng tệp".to_owned(),
                Some(IndexTrouble::Other) | None => format!("chi tiết: {source}"),
            };
            format!("không dùng được chỉ mục {}: {said}", path.display())
        }
        Error::IndexRow { path, problem } => {
            format!("chỉ mục {} có một dòng không hiểu được; chi tiết: {problem}", path.display())
        }
        Error::WarcTruncated { path, offset, length } => format!(
            "{} kết thúc giữa bản ghi ở vị trí {offset} (tệp dài {length} byte); `d42 resume` cắt về bản ghi trọn vẹn \
             cuối cùng rồi chạy tiếp",
            path.display()
        ),
        Error::WarcShort { path, length, expected } => format!(
            "{} dài {length} byte, nhưng đã ghi ít nhất {expected} byte; một phần đợt kiểm tra đã mất, hãy khôi phục từ \
             bản sao hoặc bắt đầu đợt mới",
            path.display()
        ),
        Error::WarcMissing { path } => {
            format!("không có {}; hãy khôi phục từ bản sao của đợt kiểm tra hoặc bắt đầu đợt mới", path.display())
        }
        Error::WarcDamaged { path, offset, problem } => {
            format!(
                "{} bị hỏng ở bản ghi tại vị trí {offset} (chi tiết: {problem}); hãy khôi phục từ bản sao của đợt kiểm tra hoặc bắt \
                 đầu đợt mới",
                path.display()
            )
        }
        Error::NothingConfirmed { url } => {
            format!(
                "đợt kiểm tra trước không còn nội dung của {url} trong khi đang được dùng; chạy tiếp bằng `d42 resume`"
            )
        }
        Error::NotAnswered { capture } => format!("bản lưu {capture} không có phản hồi nên không có nội dung để xem"),
        Error::Closed { path } => format!("đợt kiểm tra {} đã đóng, không ghi thêm được", path.display()),
    }
}

pub(super) fn of_rules(error: &rules::LoadError) -> String {
    match error {
        rules::LoadError::Read { path, source } => format!("không đọc được {}: {}", path.display(), of_io(source)),
        rules::LoadError::NoRules(path) => {
            format!("không có tệp quy tắc trong {}: cần requirements/*.toml", path.display())
        }
        rules::LoadError::Invalid(problems) => format!("các tệp quy tắc có lỗi: {}", problems.summary().vi),
    }
}

pub(super) fn of_registry(error: &registry::LoadError) -> String {
    match error {
        registry::LoadError::Read { path, source } => {
            format!("không đọc được danh sách cổng {}: {}", path.display(), of_io(source))
        }
        registry::LoadError::Invalid(problems) => format!("danh sách cổng có lỗi: {}", problems.summary().vi),
    }
}

pub(super) fn of_pages(error: &audit::ManifestError) -> String {
    match error {
        audit::ManifestError::Read { path, source } => format!("không đọc được {}: {}", path.display(), of_io(source)),
        audit::ManifestError::Invalid(problems) => format!("tệp manifest.csv có lỗi: {}", problems.summary().vi),
    }
}

pub(super) fn of_contact(error: &fetch::ContactError) -> String {
    format!("“{}” không dùng làm địa chỉ liên hệ được", error.given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_json_is_said_in_vietnamese_with_its_place() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Sample {
            #[expect(dead_code, reason = "only its name and type matter")]
            format: u32,
        }
        let said = |text: &str| of_json(&serde_json::from_str::<Sample>(text).unwrap_err());
        assert_eq!(said("{\"format\": 1,"), "nội dung kết thúc giữa chừng, ở dòng 1 cột 13");
        assert_eq!(said("{\n\"format\" 1}"), "sai cú pháp JSON, cần `:`, ở dòng 2 cột 10");
        assert_eq!(said("{\"format\": 1 2}"), "sai cú pháp JSON, cần `,` hoặc `}`, ở dòng 1 cột 14");
        assert_eq!(said("{}"), "thiếu trường `format`, ở dòng 1 cột 2");
        assert_eq!(said("{\"form\": 1}"), "có trường lạ `form`, ở dòng 1 cột 7");
        assert_eq!(said("{\"format\": \"1\"}"), "giá trị không đúng kiểu (string \"1\"), ở dòng 1 cột 14");
        let value = serde_json::json!({"format": 1, "other": 2});
        assert_eq!(of_json(&serde_json::from_value::<Sample>(value).unwrap_err()), "có trường lạ `other`");
    }
}
