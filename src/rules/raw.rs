//! Rule files as they are written. Each type here has a counterpart beside it that runs; the conversion between them
//! is the only place where the two meet. The published JSON Schema is generated from these types.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{Accepts, Bilingual, Confidence, Detector, Force, Ground, Observe, Phrases, Probe};
use crate::registry::Tier;

/// A requirement: one information category that a portal must, or may, publish.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một yêu cầu: một loại thông tin mà cổng phải hoặc có thể công khai."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Requirement")]
pub struct RawRequirement {
    /// Kebab-case id, the same as the file name without `.toml`.
    #[schemars(extend("x-description-vi" = "Mã dạng kebab-case, trùng với tên tệp không có `.toml`."))]
    pub id: String,
    /// Name in both languages: `title = { vi = "…", en = "…" }`.
    #[schemars(extend("x-description-vi" = "Tên bằng cả hai ngôn ngữ: `title = { vi = \"…\", en = \"…\" }`."))]
    pub title: Bilingual,
    /// What must be there, in your own words, in both languages.
    #[schemars(extend("x-description-vi" = "Nội dung phải có, diễn đạt bằng lời của mình, bằng cả hai ngôn ngữ."))]
    pub expects: Bilingual,
    /// What would satisfy it, as advice to the agency, in both languages.
    #[schemars(extend("x-description-vi" = "Cách đáp ứng yêu cầu, dưới dạng khuyến nghị cho cơ quan, bằng cả hai ngôn ngữ."))]
    pub remedy: Bilingual,
    /// By when the law, or custom, wants it brought up to date, in both languages.
    #[schemars(extend("x-description-vi" = "Thời hạn cập nhật theo pháp luật hoặc thông lệ, bằng cả hai ngôn ngữ."))]
    pub update: Option<Bilingual>,
    /// Agencies bound by it.
    #[schemars(extend("x-description-vi" = "Các cơ quan phải thực hiện."))]
    pub tiers: Vec<Tier>,
    /// How it can be seen: `page` by a section, `site` by a property of the whole site, `probe` by an active check,
    /// `person` not from outside.
    #[schemars(extend("x-description-vi" = "Cách quan sát: `page` qua một mục, `site` qua đặc điểm của toàn cổng, `probe` qua phép thử chủ động, `person` không quan sát được từ bên ngoài."))]
    pub observe: Observe,
    /// Which check settles it, where `observe` is `probe`.
    #[schemars(extend("x-description-vi" = "Phép thử quyết định yêu cầu, khi `observe` là `probe`."))]
    pub probe: Option<Probe>,
    /// Binds only where the agency has such matter.
    #[schemars(extend("x-description-vi" = "Chỉ áp dụng khi cơ quan có nội dung này."))]
    #[serde(default)]
    pub where_any: bool,
    /// Share in the score, 1 if absent.
    #[schemars(extend("x-description-vi" = "Trọng số trong điểm, bằng 1 nếu không ghi."))]
    pub weight: Option<u32>,
    /// Why the weight is not 1.
    #[schemars(extend("x-description-vi" = "Lý do trọng số khác 1."))]
    pub weight_reason: Option<String>,
    /// Dated legal grounds, at least one.
    #[schemars(extend("x-description-vi" = "Các căn cứ pháp lý có thời hạn hiệu lực, ít nhất một."))]
    pub basis: Vec<RawBasis>,
    /// How the section is announced.
    #[schemars(extend("x-description-vi" = "Các nhãn báo hiệu mục."))]
    #[serde(default)]
    pub labels: RawLabels,
    /// Ways in which a section may prove itself, strongest first.
    #[schemars(extend("x-description-vi" = "Các cách chứng minh của mục, mạnh nhất trước."))]
    #[serde(default)]
    pub proof: Vec<RawProof>,
    /// Look-alikes that are turned down although a label matched.
    #[schemars(extend("x-description-vi" = "Những trang giống bề ngoài bị loại dù khớp nhãn."))]
    #[serde(default)]
    pub reject: Vec<RawReject>,
    /// How recent the newest dated item should be.
    #[schemars(extend("x-description-vi" = "Mục mới nhất có ngày phải mới đến mức nào."))]
    pub fresh: Option<RawFresh>,
}

/// One provision that asks for the information.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một quy định yêu cầu công khai thông tin."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawBasis {
    /// Number of the instrument: `42/2022/NĐ-CP`.
    #[schemars(extend("x-description-vi" = "Số hiệu văn bản: `42/2022/NĐ-CP`."))]
    pub instrument: String,
    /// Article number.
    #[schemars(extend("x-description-vi" = "Số điều."))]
    #[serde(default)]
    pub article: String,
    /// Clause number.
    #[schemars(extend("x-description-vi" = "Số khoản."))]
    #[serde(default)]
    pub clause: String,
    /// Point letter: a b c d đ e g h.
    #[schemars(extend("x-description-vi" = "Chữ cái của điểm: a b c d đ e g h."))]
    #[serde(default)]
    pub point: String,
    /// How strongly it binds.
    #[schemars(extend("x-description-vi" = "Mức độ ràng buộc."))]
    pub force: Force,
    /// First day on which it applies, a date without quotes.
    #[schemars(extend("x-description-vi" = "Ngày đầu tiên có hiệu lực, viết không có dấu nháy."))]
    pub from: Option<RawDate>,
    /// Last day on which it applies, a date without quotes.
    #[schemars(extend("x-description-vi" = "Ngày cuối cùng còn hiệu lực, viết không có dấu nháy."))]
    pub to: Option<RawDate>,
    /// How far the reading was verified; D if absent.
    #[schemars(extend("x-description-vi" = "Mức độ đối chiếu văn bản; là D nếu không ghi."))]
    pub confidence: Option<Confidence>,
    /// What to know beside the provision itself, in both languages.
    #[schemars(extend("x-description-vi" = "Điều cần biết bên cạnh quy định, bằng cả hai ngôn ngữ."))]
    pub note: Option<Bilingual>,
}

/// Labels by which a section is announced.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Các nhãn báo hiệu một mục."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawLabels {
    /// Menu entries, link texts, headings and titles, with diacritics.
    #[schemars(extend("x-description-vi" = "Tên mục trong trình đơn, chữ của liên kết, tiêu đề, có dấu."))]
    #[serde(default)]
    pub text: Phrases,
    /// Address segments without diacritics: `co-cau-to-chuc`.
    #[schemars(extend("x-description-vi" = "Phần của địa chỉ, không dấu: `co-cau-to-chuc`."))]
    #[serde(default)]
    pub url: Phrases,
    /// Abbreviations that make up a whole label: `TTHC`.
    #[schemars(extend("x-description-vi" = "Chữ viết tắt dùng làm cả nhãn: `TTHC`."))]
    #[serde(default)]
    pub abbreviation: Phrases,
    /// Those of the above that another requirement claims as well, on purpose.
    #[schemars(extend("x-description-vi" = "Những nhãn ở trên mà yêu cầu khác cũng dùng, có chủ ý."))]
    #[serde(default)]
    pub shared: Phrases,
    /// Look-alike labels that announce something else.
    #[schemars(extend("x-description-vi" = "Những nhãn gần giống nhưng báo hiệu nội dung khác."))]
    #[serde(default)]
    pub not: Phrases,
}

/// One way in which a section may prove itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một cách chứng minh của mục."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawProof {
    /// Kebab-case, unique within the requirement.
    #[schemars(extend("x-description-vi" = "Dạng kebab-case, không trùng trong một yêu cầu."))]
    pub name: String,
    /// What it is worth.
    #[schemars(extend("x-description-vi" = "Giá trị của cách chứng minh."))]
    pub accepts: Accepts,
    /// Whether nothing but the section asked for looks like this, so that a page of the menus that shows it needs no
    /// known name. Only for strong proofs of requirements observed on a page.
    #[schemars(extend("x-description-vi" = "Chỉ đúng mục này mới có nội dung như vậy, nên trang trong thực đơn có nội dung đó không cần mang tên đã biết. Chỉ dùng cho bằng chứng `strong` của yêu cầu quan sát trên trang."))]
    #[serde(default)]
    pub self_evident: bool,
    /// Whether it spoils all else that is proven: in the same section, or on any page for a requirement of the site.
    /// Only for proofs worth `incomplete` or `outdated`.
    #[schemars(extend("x-description-vi" = "Khi đúng thì mọi bằng chứng khác mất giá trị: trong cùng mục, hoặc trên mọi trang nếu là yêu cầu của toàn cổng. Chỉ dùng cho bằng chứng `incomplete` hoặc `outdated`."))]
    #[serde(default)]
    pub spoils: bool,
    /// What was seen when it holds, in both languages.
    #[schemars(extend("x-description-vi" = "Điều đã thấy khi điều kiện đúng, bằng cả hai ngôn ngữ."))]
    pub say: Bilingual,
    /// The condition: a detector.
    #[schemars(extend("x-description-vi" = "Điều kiện cần tìm trên trang."))]
    pub when: Detector,
}

/// A look-alike that is turned down although a label matched.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Một trang giống bề ngoài bị loại dù khớp nhãn."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawReject {
    /// Kebab-case, unique within the requirement.
    #[schemars(extend("x-description-vi" = "Dạng kebab-case, không trùng trong một yêu cầu."))]
    pub name: String,
    /// Why it is turned down, in both languages.
    #[schemars(extend("x-description-vi" = "Lý do bị loại, bằng cả hai ngôn ngữ."))]
    pub say: Bilingual,
    /// The condition: a detector.
    #[schemars(extend("x-description-vi" = "Điều kiện cần tìm trên trang."))]
    pub when: Detector,
}

/// How recent the newest dated item should be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Mục mới nhất có ngày phải mới đến mức nào."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawFresh {
    /// Days before the day of capture.
    #[schemars(extend("x-description-vi" = "Số ngày trước ngày thu thập."))]
    pub within_days: u32,
    /// `duty` if a legal deadline makes an old section stale, `benchmark` if it only deserves a note.
    #[schemars(extend("x-description-vi" = "`duty` nếu thời hạn pháp lý làm mục cũ thành quá hạn, `benchmark` nếu chỉ cần ghi chú."))]
    pub ground: Ground,
    /// Where the number comes from, in both languages.
    #[schemars(extend("x-description-vi" = "Con số lấy từ đâu, bằng cả hai ngôn ngữ."))]
    pub source: Bilingual,
}

/// A profile: by which law a run is judged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Bộ căn cứ: đợt kiểm tra được đánh giá theo văn bản nào."))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Profile")]
pub struct RawProfile {
    /// Kebab-case id, the same as the file name without `.toml`.
    #[schemars(extend("x-description-vi" = "Mã dạng kebab-case, trùng với tên tệp không có `.toml`."))]
    pub id: String,
    /// Name in both languages.
    #[schemars(extend("x-description-vi" = "Tên bằng cả hai ngôn ngữ."))]
    pub title: Bilingual,
    /// What the first page of a report says about the law it judges by, in both languages.
    #[schemars(extend("x-description-vi" = "Điều trang đầu của báo cáo nói về văn bản dùng để đánh giá, bằng cả hai ngôn ngữ."))]
    pub statement: Bilingual,
    /// Requirements with a basis in one of these instruments belong to the profile.
    #[schemars(extend("x-description-vi" = "Yêu cầu có căn cứ trong một trong các văn bản này thuộc bộ căn cứ."))]
    pub instruments: Vec<String>,
    /// Whether only bases valid on the day of capture count.
    #[schemars(extend("x-description-vi" = "Có phải chỉ tính các căn cứ còn hiệu lực vào ngày thu thập hay không."))]
    #[serde(default)]
    pub dated: bool,
    /// Whether only bases that name an article count.
    #[schemars(extend("x-description-vi" = "Có phải chỉ tính các căn cứ nêu rõ điều hay không."))]
    #[serde(default)]
    pub article_named: bool,
    /// Ids of the requirements that make up full information.
    #[schemars(extend("x-description-vi" = "Mã các yêu cầu tạo nên mức đầy đủ thông tin."))]
    pub full_information: Vec<String>,
}

/// A TOML date without time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawDate(pub Date);

impl<'de> Deserialize<'de> for RawDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let moment = toml::value::Datetime::deserialize(deserializer)?;
        let date = moment.date.ok_or_else(|| D::Error::custom("a date is wanted"))?;
        let year = i16::try_from(date.year).map_err(D::Error::custom)?;
        let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
        let (month, day) = (month.map_err(D::Error::custom)?, day.map_err(D::Error::custom)?);
        Date::new(year, month, day).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for RawDate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}
