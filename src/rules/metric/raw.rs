//! A file of a figure as it is written. The published JSON Schema is generated from it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Bilingual, Measure};

/// A figure of the survey: what is counted, of how many, and on what evidence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một chỉ tiêu của khảo sát: đếm gì, trên tổng số nào, dựa vào chứng cứ nào."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Metric")]
pub struct RawMetric {
    /// Kebab-case id, the same as the file name without `.toml`.
    #[schemars(extend("x-description-vi" = "Mã dạng kebab-case, trùng với tên tệp không có `.toml`."))]
    pub id: String,
    /// Place in the table: figures stand in ascending order.
    #[schemars(extend("x-description-vi" = "Thứ tự trong bảng, từ nhỏ đến lớn."))]
    pub order: u32,
    /// Name in both languages.
    #[schemars(extend("x-description-vi" = "Tên bằng cả hai ngôn ngữ."))]
    pub title: Bilingual,
    /// What is counted, in both languages.
    #[schemars(extend("x-description-vi" = "Đếm điều gì, bằng cả hai ngôn ngữ."))]
    pub definition: Bilingual,
    /// Unit of the figure, in both languages.
    #[schemars(extend("x-description-vi" = "Đơn vị tính, bằng cả hai ngôn ngữ."))]
    pub unit: Bilingual,
    /// Of how many, in both languages.
    #[schemars(extend("x-description-vi" = "Tính trên tổng số nào, bằng cả hai ngôn ngữ."))]
    pub denominator: Bilingual,
    /// What the figure rests on, in both languages.
    #[schemars(extend("x-description-vi" = "Con số dựa vào chứng cứ nào, bằng cả hai ngôn ngữ."))]
    pub evidence: Bilingual,
    /// How what could not be decided is counted, in both languages.
    #[schemars(extend("x-description-vi" = "Trường hợp chưa kết luận được tính thế nào, bằng cả hai ngôn ngữ."))]
    pub unknowns: Bilingual,
    /// Cohorts in which the figure has no meaning.
    #[schemars(extend("x-description-vi" = "Những đợt khảo sát mà chỉ tiêu không có nghĩa."))]
    #[serde(default)]
    pub left_out_of: Vec<String>,
    /// How it is measured.
    #[schemars(extend("x-description-vi" = "Cách đo."))]
    pub measure: Measure,
}
