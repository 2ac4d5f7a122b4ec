//! What conditions want of a table and of the files of a section.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Phrases;

/// What a table must look like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Bảng phải có hình thức thế nào."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(rename = "TableWant")]
pub struct TableWant<P = Phrases> {
    /// One entry per wanted column; each lists accepted header texts.
    #[schemars(extend("x-description-vi" = "Mỗi cột cần có là một danh sách các tiêu đề cột được chấp nhận."))]
    pub columns: Vec<P>,
    /// How many of the wanted columns must be there; all if absent.
    #[schemars(extend("x-description-vi" = "Phải có bao nhiêu trong các cột đó; tất cả nếu không ghi."))]
    pub at_least: Option<u32>,
    /// Body rows in which so many of these columns are filled; 1 if absent, 0 if the header is enough.
    #[schemars(extend("x-description-vi" = "Số dòng có nội dung ở chừng ấy cột; 1 nếu không ghi, 0 nếu chỉ cần tiêu đề cột."))]
    pub rows: Option<u32>,
}

/// What the files of a section must say themselves. Only files that the crawl fetched and a program could read count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Các tệp của mục phải tự nói lên điều gì. Chỉ tính tệp đã tải về và chương trình đọc được."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FilesSay {
    /// How many files.
    #[schemars(extend("x-description-vi" = "Bao nhiêu tệp."))]
    pub min: u32,
    /// Each has a document number.
    #[schemars(extend("x-description-vi" = "Mỗi tệp có số hiệu văn bản."))]
    #[serde(default)]
    pub numbered: bool,
    /// Type codes of such a number (`QĐ`, `NQ`); any if empty.
    #[schemars(extend("x-description-vi" = "Ký hiệu loại văn bản trong số hiệu đó (`QĐ`, `NQ`); loại nào cũng được nếu trống."))]
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Each has a date.
    #[schemars(extend("x-description-vi" = "Mỗi tệp có ngày tháng."))]
    #[serde(default)]
    pub dated: bool,
    /// Each speaks of a budget year and kind: estimate, execution or settlement.
    #[schemars(extend("x-description-vi" = "Mỗi tệp nêu năm ngân sách và loại: dự toán, thực hiện hoặc quyết toán."))]
    #[serde(default)]
    pub budget_period: bool,
    /// Each has one of these phrases near its beginning; any text if empty.
    #[schemars(extend("x-description-vi" = "Mỗi tệp có một trong các cụm từ này ở phần đầu; nội dung nào cũng được nếu trống."))]
    #[serde(default)]
    pub phrases: Vec<String>,
}
