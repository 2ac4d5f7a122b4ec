//! The settings file of `--config`: defaults for options of the command line, which always win.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::commands::CommandError;
use crate::diagnostic::{Diagnostics, Document, Shape, decode};
use crate::registry::{QuietHours, QuietHoursError};
use crate::text::both;

/// Language in a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl From<Lang> for crate::text::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

/// Settings as written. A key that is absent leaves the option's default.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Tệp thiết lập. Khóa không ghi thì dùng giá trị mặc định."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Address that visited agencies can turn to, sent with every request.
    #[schemars(extend("x-description-vi" = "Địa chỉ liên hệ cho các cơ quan có cổng được kiểm tra, gửi kèm mọi yêu cầu."))]
    pub contact: Option<String>,
    /// Language of the output, `vi` or `en`.
    #[schemars(extend("x-description-vi" = "Ngôn ngữ kết quả, `vi` hoặc `en`."))]
    pub lang: Option<Lang>,
    /// Requests per second to one host.
    #[schemars(extend("x-description-vi" = "Số yêu cầu mỗi giây đến một máy chủ."))]
    pub rate: Option<f64>,
    /// Connections to one host at a time.
    #[schemars(extend("x-description-vi" = "Số kết nối cùng lúc đến một máy chủ."))]
    pub connections: Option<u32>,
    /// Hours of Viet Nam without requests, such as `07:00-18:00`.
    #[schemars(extend("x-description-vi" = "Khoảng giờ Việt Nam không gửi yêu cầu, như `07:00-18:00`."))]
    pub quiet_hours: Option<String>,
    /// Pages per portal.
    #[schemars(extend("x-description-vi" = "Số trang mỗi cổng."))]
    pub max_pages: Option<u32>,
    /// Minutes per portal.
    #[schemars(extend("x-description-vi" = "Số phút mỗi cổng."))]
    pub max_minutes: Option<u32>,
    /// Files per portal; 0 for none.
    #[schemars(extend("x-description-vi" = "Số tệp mỗi cổng."))]
    pub max_files: Option<u32>,
    /// Who runs scripts of pages: `auto`, `never` or a program.
    #[schemars(extend("x-description-vi" = "Chạy mã lệnh của trang bằng gì: `auto`, `never` hoặc một chương trình."))]
    pub browser: Option<String>,
    /// Folder with the rules.
    #[schemars(extend("x-description-vi" = "Thư mục quy tắc."))]
    pub rules: Option<PathBuf>,
    /// Which portals: `2024`, `2026` or a file.
    #[schemars(extend("x-description-vi" = "Danh sách cổng nào: `2024`, `2026` hoặc một tệp."))]
    pub cohort: Option<String>,
    /// Profile to judge by.
    #[schemars(extend("x-description-vi" = "Bộ căn cứ để đánh giá."))]
    pub profile: Option<String>,
    /// Folder for runs.
    #[schemars(extend("x-description-vi" = "Thư mục chứa các đợt kiểm tra."))]
    pub out: Option<PathBuf>,
    /// Body that issues documents.
    #[schemars(extend("x-description-vi" = "Cơ quan ban hành văn bản."))]
    pub issuer: Option<String>,
    /// Body above the one that issues documents.
    #[schemars(extend("x-description-vi" = "Cơ quan chủ quản của cơ quan ban hành."))]
    pub superior: Option<String>,
    /// Place that stands before the day of documents.
    #[schemars(extend("x-description-vi" = "Địa danh ghi trước ngày của văn bản."))]
    pub place: Option<String>,
    /// How and until when an agency may object, for its dossier.
    #[schemars(extend("x-description-vi" = "Cách và thời hạn phản hồi, nêu trong hồ sơ của cơ quan."))]
    pub objection: Option<String>,
}

impl Settings {
    /// Reads `path` and reports everything wrong with it at once.
    pub(super) fn read(path: &Path) -> Result<Self, CommandError> {
        let bytes = std::fs::read(path).map_err(|error| CommandError::reading(path, &error))?;
        let file = path.display().to_string();
        let mut out = Diagnostics::new();
        let text = decode(&file, &bytes, &mut out);
        let settings = text.and_then(|text| {
            let document = Document::parse(&file, &text, &Shape::of::<Self>(), &mut out)?;
            let root = document.root();
            positive(root, &mut out);
            hours(root, &mut out);
            root.read::<Self>(&mut out)
        });
        match settings {
            Some(settings) if out.errors() == 0 => Ok(settings),
            _ => Err(CommandError::Invalid(Box::new(out))),
        }
    }
}

fn positive(root: crate::diagnostic::Node<'_>, out: &mut Diagnostics) {
    for key in ["rate", "connections", "max-pages", "max-minutes"] {
        if let Some(node) = root.get(key)
            && let Some(number) = node.read::<f64>(out)
            && !(number > 0.0 && number.is_finite())
        {
            out.push(
                node.error("setting-range", both!("`{key}` phải lớn hơn 0", "`{key}` must be more than 0"))
                    .label(("sẽ không bao giờ làm gì", "would never do anything")),
            );
        }
    }
}

fn hours(root: crate::diagnostic::Node<'_>, out: &mut Diagnostics) {
    if let Some(node) = root.get("quiet-hours")
        && let Some(text) = node.read::<String>(out)
        && let Err(error) = text.parse::<QuietHours>()
    {
        let label = match error {
            QuietHoursError::Form => {
                ("hai thời điểm trong ngày, như 07:00-18:00", "two times of the day, such as 07:00-18:00")
            }
            QuietHoursError::Empty => ("hai thời điểm trùng nhau", "the two times are the same"),
        };
        let said = both!("`quiet-hours` không phải là khoảng giờ", "`quiet-hours` names no hours");
        out.push(node.error("setting-hours", said).label(label));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described_in_both_languages() {
        assert_eq!(Shape::of::<Settings>().untranslated(), [""; 0]);
    }
}
