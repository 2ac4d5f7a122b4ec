//! What came of asking for a file, in one line, and how far the files of a section were searched.

use super::Lang;
use crate::{
    attachment::{TextLayer, Unread},
    judge::{Evidence, FileEvidence, FileGap, FileSearch, FileState},
};

/// Format, pages, text layer, numbers and periods of a file that answers, or why it does not; with its capture.
pub(crate) fn file(file: &FileEvidence, lang: Lang) -> String {
    let mut said: Vec<String> = Vec::new();
    match file.state {
        FileState::Answers => {
            said.extend(file.kind.map(|kind| kind.word().to_uppercase()));
            if let Some(pages) = file.pages {
                said.push(match lang {
                    Lang::Vi => format!("{pages} trang"),
                    Lang::En => super::counted(pages, "page", "pages"),
                });
            }
            match file.text_layer {
                Some(TextLayer::Missing) => {
                    said.push(lang.of("bản quét không có lớp văn bản", "scan without text layer").to_owned());
                }
                Some(TextLayer::Unread) => {
                    said.push(
                        lang.of("không đọc nội dung loại tệp này", "content of this format is not read").to_owned(),
                    );
                }
                Some(TextLayer::Present) | None => {}
            }
            said.extend(file.documents.iter().cloned());
            said.extend(file.periods.iter().map(|period| format!("{} {}", period.stage.vi(), period.year)));
        }
        FileState::Unread(why) => said.push(unread(why, lang).to_owned()),
        FileState::PageInstead => {
            said.push(lang.of("máy chủ trả trang web thay cho tệp", "a web page came instead of the file").to_owned());
        }
        FileState::Missing(status) => said.push(match lang {
            Lang::Vi => format!("tệp không tồn tại (HTTP {status})"),
            Lang::En => format!("the file is not there (HTTP {status})"),
        }),
        FileState::Refused(status) => said.push(match lang {
            Lang::Vi => format!("máy chủ từ chối hoặc lỗi (HTTP {status}), chưa kết luận được"),
            Lang::En => format!("refused or failed (HTTP {status}), nothing can be said"),
        }),
        FileState::Unanswered => {
            said.push(lang.of("không trả lời, chưa kết luận được", "no answer, nothing can be said").to_owned());
        }
    }
    said.push(format!("{} {}", lang.of("lần thu thập", "capture"), file.capture));
    said.join(" · ")
}

fn unread(why: Unread, lang: Lang) -> &'static str {
    match why {
        Unread::Malformed => lang.of("tải được nhưng tệp hỏng", "answers, but is damaged"),
        Unread::Locked => lang.of("tải được nhưng cần mật khẩu", "answers, but needs a password"),
        Unread::TooBig => lang.of("tải được nhưng quá lớn để đọc", "answers, but is too large to read"),
        Unread::Crashed | Unread::TimedOut | Unread::NoReader => {
            lang.of("tải được nhưng chương trình không đọc được", "answers, but could not be read by the program")
        }
    }
}

/// How many files of the section were announced and not fetched.
pub(crate) fn files_unasked(evidence: &Evidence, lang: Lang) -> Option<String> {
    let unasked = evidence.files_announced.saturating_sub(evidence.files.len() as u32);
    (unasked > 0).then(|| match lang {
        Lang::Vi => format!("{unasked} tệp được nêu, không tải thử"),
        Lang::En => format!("{} announced, not fetched", super::counted(unasked, "file", "files")),
    })
}

/// How many files were named, fetched and read, and why the others were not.
pub(crate) fn file_search(files: &FileSearch, lang: Lang) -> String {
    let FileSearch { named, fetched, read, .. } = *files;
    let counts = match lang {
        Lang::Vi => format!("{named} tệp được nêu, đã tải {fetched}, đọc được {read}"),
        Lang::En => format!("{} named, {fetched} fetched, {read} read", super::counted(named, "file", "files")),
    };
    match file_gaps(files, lang) {
        gaps if gaps.is_empty() => counts,
        gaps => format!("{counts}; {} {gaps}", lang.of("chưa đọc:", "not read:")),
    }
}

/// How many files were not read, for each reason.
pub(crate) fn file_gaps(files: &FileSearch, lang: Lang) -> String {
    let gaps = files.unread.iter().map(|unread| format!("{} {}", unread.count, file_gap(unread.why, lang)));
    gaps.collect::<Vec<_>>().join(", ")
}

/// Why a file was not read.
pub(crate) fn file_gap(why: FileGap, lang: Lang) -> &'static str {
    match why {
        FileGap::NotAsked => lang.of("không tải thử", "not asked for"),
        FileGap::Elsewhere => lang.of("nằm ngoài cổng, không tải", "outside the portal, not asked for"),
        FileGap::Scan => lang.of("bản quét không có lớp văn bản", "scans without text layer"),
        FileGap::Format => lang.of("thuộc loại tệp không đọc nội dung", "in a format that is not read"),
        FileGap::Malformed => lang.of("bị hỏng", "damaged"),
        FileGap::Locked => lang.of("cần mật khẩu", "locked with a password"),
        FileGap::TooBig => lang.of("quá lớn để đọc", "too large to be read"),
        FileGap::Reader => lang.of("chương trình không đọc được", "that the program could not read"),
        FileGap::Missing => lang.of("không tồn tại", "not there"),
        FileGap::Refused => lang.of("bị máy chủ từ chối", "refused by the server"),
        FileGap::Unanswered => lang.of("không có phản hồi", "without an answer"),
    }
}
