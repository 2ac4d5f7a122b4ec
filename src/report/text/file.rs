//! What came of asking for a file, in one line.

use super::Lang;
use crate::{
    attachment::{TextLayer, Unread},
    judge::{Evidence, FileEvidence, FileState},
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
