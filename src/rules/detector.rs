//! Conditions on a section of a page, in three families: atomic (one kind of fact), relational (where the facts must
//! stand), composite (all, any, not, at least).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wants::{FilesSay, TableWant};
use crate::{
    page::{Region, Role},
    registry::Tier,
};

/// Phrases that are looked for as whole syllables, ignoring case and tone-mark placement.
pub type Phrases = Vec<String>;

/// A condition on a section. Written in TOML as a table with exactly one key, for instance
/// `{ documents = { min = 3 } }` or `{ all = [ … ] }`.
// `P` is how its phrases are held: as written, or made ready for a search. (Not for the schema, hence no docstring.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-description-vi" = "Điều kiện đối với một mục. Viết trong TOML thành bảng có đúng một khóa, như `{ documents = { min = 3 } }` hoặc `{ all = [ … ] }`."))]
#[schemars(rename = "Detector", bound = "P: JsonSchema + Serialize + Default")]
pub enum Detector<P = Phrases> {
    // Atomic: one kind of fact, counted.
    /// Distinct document numbers such as `123/QĐ-UBND`.
    Documents {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
        /// Type codes that count (`QĐ`, `KH`); all if empty.
        #[schemars(extend("x-description-vi" = "Những ký hiệu loại văn bản được tính (`QĐ`, `KH`); tất cả nếu trống."))]
        #[serde(default)]
        kinds: Vec<String>,
        /// Only numbers of normative documents (with a year, as `12/2026/TT-BKHCN`).
        #[schemars(extend("x-description-vi" = "Chỉ số hiệu văn bản quy phạm pháp luật (có năm, như `12/2026/TT-BKHCN`)."))]
        #[serde(default)]
        normative: bool,
        /// Each in an entry, row or line of its own that also gives a date; citations in prose and in titles of news do
        /// not count.
        #[schemars(extend("x-description-vi" = "Mỗi số ở một mục, dòng hoặc hàng riêng có cả ngày tháng; không tính số chỉ được viện dẫn trong câu văn hay tiêu đề tin."))]
        #[serde(default)]
        dated: bool,
    },
    /// List entries or table rows with a title and a date.
    DatedItems {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
        /// The newest must be at most this many days older than the capture.
        #[schemars(extend("x-description-vi" = "Mục mới nhất không được cũ hơn ngày thu thập quá số ngày này."))]
        within_days: Option<u32>,
    },
    /// Calendar dates in running text, lists or tables.
    Dates {
        /// How many distinct days.
        #[schemars(extend("x-description-vi" = "Bao nhiêu ngày khác nhau."))]
        min: u32,
        /// The newest must be at most this many days before, or any time after, the capture.
        #[schemars(extend("x-description-vi" = "Ngày mới nhất không được trước ngày thu thập quá số ngày này; sau bao lâu cũng được."))]
        within_days: Option<u32>,
    },
    /// Named persons with a post.
    People {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
        /// Each must also have a phone number or an official e-mail address.
        #[schemars(extend("x-description-vi" = "Mỗi người còn phải có điện thoại hoặc thư điện tử công vụ."))]
        #[serde(default)]
        reachable: bool,
        /// Each must also have one of these phrases in the text up to the next person, or in the header of the table.
        #[schemars(extend("x-description-vi" = "Sau mỗi người, trước người kế tiếp, còn phải có một trong các cụm từ này; hoặc tiêu đề cột của bảng có."))]
        #[serde(default)]
        told: P,
        /// So many of all people named here must be such, in per cent. Names that lead to a page of their own are left out.
        #[schemars(extend("x-description-vi" = "Số người như vậy phải chiếm chừng này phần trăm những người nêu ở đây; không tính tên dẫn đến trang riêng."))]
        percent: Option<u32>,
    },
    /// A data table with the wanted header cells.
    Table(TableWant<P>),
    /// Links to files, embedded documents included.
    Files {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
        /// File name endings without dot; any document format if empty.
        #[schemars(extend("x-description-vi" = "Phần mở rộng của tệp, không có dấu chấm; mọi loại tài liệu nếu trống."))]
        #[serde(default)]
        kinds: Vec<String>,
        /// So many of them must answer when asked for. A file that was not asked for is taken to answer.
        #[schemars(extend("x-description-vi" = "Chừng này tệp phải tải được khi hỏi đến. Tệp chưa hỏi đến được coi là tải được."))]
        answering: Option<u32>,
    },
    /// What the files themselves say.
    FilesSay(FilesSay),
    /// Budget years and kinds (estimate, execution, settlement) in the titles of entries, files, tables and headings.
    BudgetPeriods {
        /// How many different.
        #[schemars(extend("x-description-vi" = "Bao nhiêu kỳ khác nhau."))]
        min: u32,
        /// How many different kinds among them; 1 if absent.
        #[schemars(extend("x-description-vi" = "Bao nhiêu loại khác nhau trong đó; 1 nếu không ghi."))]
        stages: Option<u32>,
    },
    /// A date of the week of the capture or of the coming one, or a range of days around the day. Days of publication do
    /// not count, nor those beside a calendar that has dates of its own.
    ThisWeek {},
    /// A closing date not before the capture.
    OpenUntil {
        /// What stands before such a date.
        #[schemars(extend("x-description-vi" = "Chữ đứng trước ngày đó."))]
        after: P,
    },
    /// Every closing date named here is past, or the entry is said to be closed, and nothing is still open.
    Closed {
        /// What stands before a closing date, or heads its column.
        #[schemars(extend("x-description-vi" = "Chữ đứng trước ngày kết thúc, hoặc tiêu đề cột của ngày đó."))]
        after: P,
        /// What says that it is closed.
        #[schemars(extend("x-description-vi" = "Chữ cho biết đã đóng."))]
        said: P,
    },
    /// Questions with a date of asking and a later date of answering; says how long the answers took.
    AnsweredIn {},
    /// Items (list entries, table rows, links, boxes) that begin with one of the words: `Vụ`, `Cục`, `Phòng` …
    Units {
        /// How many distinct.
        #[schemars(extend("x-description-vi" = "Bao nhiêu mục khác nhau."))]
        min: u32,
        /// First words.
        #[schemars(extend("x-description-vi" = "Các từ đứng đầu."))]
        starting: P,
    },
    /// A form with fields for the given things.
    Form {
        /// One entry per wanted field; each lists accepted labels, placeholders or names.
        #[schemars(extend("x-description-vi" = "Mỗi ô cần có là một danh sách các nhãn, chữ gợi ý hoặc tên được chấp nhận."))]
        asks: Vec<P>,
        /// How many of them must be there; all if absent.
        #[schemars(extend("x-description-vi" = "Phải có bao nhiêu trong số đó; tất cả nếu không ghi."))]
        at_least: Option<u32>,
    },
    /// A field for searching the site.
    SearchForm {},
    /// Words of running text outside links.
    Words {
        /// At least.
        #[schemars(extend("x-description-vi" = "Ít nhất."))]
        min: Option<u32>,
        /// At most.
        #[schemars(extend("x-description-vi" = "Nhiều nhất."))]
        max: Option<u32>,
    },
    /// Phrases in the text of the section, link texts included.
    Phrases {
        /// Any of these.
        #[schemars(extend("x-description-vi" = "Một trong các cụm từ này."))]
        any: P,
        /// How many different ones; 1 if absent.
        #[schemars(extend("x-description-vi" = "Bao nhiêu cụm khác nhau; 1 nếu không ghi."))]
        at_least: Option<u32>,
    },
    /// A heading, page title or table caption in the section that contains one of the phrases.
    Heading {
        /// Any of these.
        #[schemars(extend("x-description-vi" = "Một trong các cụm từ này."))]
        any: P,
    },
    /// Links by target host or by label.
    Links {
        /// How many distinct targets.
        #[schemars(extend("x-description-vi" = "Bao nhiêu đích khác nhau."))]
        min: u32,
        /// Host names; `*.gov.vn` covers every host below, `{portal}` stands for the portal's own domains.
        #[schemars(extend("x-description-vi" = "Tên máy chủ; `*.gov.vn` gồm mọi máy chủ bên dưới, `{portal}` là các tên miền của chính cổng."))]
        #[serde(default)]
        hosts: Vec<String>,
        /// Labels; any if empty.
        #[schemars(extend("x-description-vi" = "Các nhãn; nhãn nào cũng được nếu trống."))]
        #[serde(default)]
        labelled: P,
        /// Only hosts other than the page's own.
        #[schemars(extend("x-description-vi" = "Chỉ các máy chủ khác máy chủ của trang."))]
        #[serde(default)]
        elsewhere: bool,
        /// Only what lies behind the start page of its host, and no address that only shares a page: the account, the
        /// app or the item itself.
        #[schemars(extend("x-description-vi" = "Chỉ địa chỉ nằm sau trang đầu của máy chủ đó và không phải nút chia sẻ: chính tài khoản, ứng dụng hoặc bài viết."))]
        #[serde(default)]
        inside: bool,
    },
    /// A control (link, button, icon) that does one of these things, by label, title or script call.
    Control {
        /// Labels, or script calls such as `window.print`.
        #[schemars(extend("x-description-vi" = "Các nhãn, hoặc lệnh gọi như `window.print`."))]
        any: P,
    },
    /// Telephone numbers.
    Phones {
        /// How many distinct.
        #[schemars(extend("x-description-vi" = "Bao nhiêu mục khác nhau."))]
        min: u32,
    },
    /// E-mail addresses.
    Emails {
        /// How many distinct.
        #[schemars(extend("x-description-vi" = "Bao nhiêu mục khác nhau."))]
        min: u32,
        /// Only under `.gov.vn` or the portal's own domains.
        #[schemars(extend("x-description-vi" = "Chỉ dưới `.gov.vn` hoặc các tên miền của chính cổng."))]
        #[serde(default)]
        official: bool,
    },
    /// A postal address.
    PostalAddress {},
    /// Codes of administrative procedures such as `1.004227`.
    ProcedureCodes {
        /// How many distinct.
        #[schemars(extend("x-description-vi" = "Bao nhiêu mục khác nhau."))]
        min: u32,
    },
    /// Figures in table cells.
    Figures {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
    },
    /// Images that may carry content (charts, maps), larger than an icon.
    Images {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
        /// What the words in place of each, its title or its file name must say; anything if empty.
        #[schemars(extend("x-description-vi" = "Lời thay thế, tiêu đề hoặc tên tệp của mỗi ảnh phải nêu; nội dung nào cũng được nếu trống."))]
        #[serde(default)]
        called: P,
    },
    /// Question–answer pairs.
    Answers {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        min: u32,
    },
    /// An edition in another language can be reached: declared alternate with other text, or a visible choice.
    Edition {
        /// Language codes (`en`).
        #[schemars(extend("x-description-vi" = "Mã ngôn ngữ (`en`)."))]
        languages: Vec<String>,
    },
    /// The text itself is written in this language, by its words.
    WrittenIn {
        /// `vi` or `en`.
        #[schemars(extend("x-description-vi" = "`vi` hoặc `en`."))]
        language: String,
    },
    /// The name of the portal's agency stands in header, title or heading.
    AgencyNamed {},
    /// One of the requirement's own labels occurs in a heading, title, breadcrumb or the address of the page.
    Labelled {},
    /// The address of the page itself.
    Address {
        /// Only over HTTPS.
        #[schemars(extend("x-description-vi" = "Chỉ qua HTTPS."))]
        #[serde(default)]
        secure: bool,
        /// Host names as in `links`; `{name}.gov.vn` is the agency's full name without diacritics, `{label}.gov.vn` any
        /// one name under `.gov.vn`. A leading `www.` does not count.
        #[schemars(extend("x-description-vi" = "Tên máy chủ như trong `links`; `{name}.gov.vn` là tên đầy đủ của cơ quan không dấu, `{label}.gov.vn` là một tên bất kỳ dưới `.gov.vn`. Không tính `www.` đứng đầu."))]
        #[serde(default)]
        hosts: Vec<String>,
    },
    /// The name service knows an IPv6 address (AAAA record) of the page's host. Saved pages do not show it.
    #[schemars(extend("x-description-vi" = "Máy chủ tên miền có địa chỉ IPv6 (bản ghi AAAA) của máy chủ chứa trang. Trang đã lưu không cho biết điều này."))]
    ReachableByIpv6 {},
    /// The page answers a question put to a search: words of its address (at least three) are the title of a link in its
    /// main content that leads elsewhere.
    #[schemars(extend("x-description-vi" = "Trang trả lời một câu hỏi gửi đến ô tìm kiếm: các chữ hỏi trong địa chỉ (ít nhất ba chữ) là tên một liên kết trong nội dung chính dẫn đến trang khác."))]
    Finds {},
    /// The portal belongs to one of these tiers.
    OfTier {
        /// Which.
        #[schemars(extend("x-description-vi" = "Những cấp nào."))]
        tiers: Vec<Tier>,
    },
    /// The page was seen on this day or later: what changed that day is wrong only since.
    SeenSince {
        /// Which: `2025-07-01`.
        #[schemars(extend("x-description-vi" = "Ngày nào: `2025-07-01`."))]
        #[schemars(with = "String")]
        day: Date,
    },
    /// Named metadata (`meta` elements with a value).
    Metadata {
        /// Names or properties, lower case (`dc.title`, `og:title`, `viewport`).
        #[schemars(extend("x-description-vi" = "Tên hoặc thuộc tính, chữ thường (`dc.title`, `og:title`, `viewport`)."))]
        names: Vec<String>,
        /// How many different ones; 1 if absent.
        #[schemars(extend("x-description-vi" = "Bao nhiêu thuộc tính khác nhau; 1 nếu không ghi."))]
        at_least: Option<u32>,
        /// The value must contain one of these, lower case; anything if empty.
        #[schemars(extend("x-description-vi" = "Giá trị phải chứa một trong các chuỗi này, chữ thường; giá trị nào cũng được nếu trống."))]
        #[serde(default)]
        containing: Vec<String>,
    },
    /// Pictures that say in words what they show, or that they only decorate (`alt`).
    PicturesDescribed {
        /// Of all pictures, in per cent.
        #[schemars(extend("x-description-vi" = "Trên tổng số ảnh, tính theo phần trăm."))]
        percent: u32,
    },
    /// The document declares its language.
    LanguageDeclared {},
    /// The text is Unicode (UTF-8 or UTF-16), none of it typed for fonts older than that.
    Unicode {},
    /// The text was typed in an encoding older than Unicode: windows-1258, TCVN3 or VNI.
    OlderEncoding {},
    /// A script of the page calls one of these services of the state, or is loaded from there.
    ScriptsCall {
        /// Host names under `.gov.vn`, lower case.
        #[schemars(extend("x-description-vi" = "Tên máy chủ dưới `.gov.vn`, chữ thường."))]
        hosts: Vec<String>,
    },

    // Relational: where the facts must stand.
    /// Within the part of the section below a heading that contains one of the phrases.
    Under {
        /// Heading phrases.
        #[schemars(extend("x-description-vi" = "Cụm từ trong tiêu đề."))]
        heading: P,
        /// What must hold there.
        #[schemars(extend("x-description-vi" = "Điều kiện phải đúng ở đó."))]
        has: Box<Self>,
    },
    /// In one region of the page, whatever the section.
    In {
        /// Which region.
        #[schemars(extend("x-description-vi" = "Vùng nào của trang."))]
        region: Region,
        /// What must hold there.
        #[schemars(extend("x-description-vi" = "Điều kiện phải đúng ở đó."))]
        has: Box<Self>,
    },
    /// On a page of this role.
    On {
        /// Which role.
        #[schemars(extend("x-description-vi" = "Loại trang nào."))]
        page: Role,
        /// What must hold there.
        #[schemars(extend("x-description-vi" = "Điều kiện phải đúng ở đó."))]
        has: Box<Self>,
    },

    // Composite.
    /// Every one holds.
    All(Vec<Self>),
    /// At least one holds; the first that does is the evidence.
    Any(Vec<Self>),
    /// Does not hold.
    Not(Box<Self>),
    /// At least `count` of them hold.
    AtLeast {
        /// How many.
        #[schemars(extend("x-description-vi" = "Bao nhiêu."))]
        count: u32,
        /// Of these.
        #[schemars(extend("x-description-vi" = "Trong các điều kiện này."))]
        of: Vec<Self>,
    },
}
