//! The pages a site has, whatever its family.

/// A page of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Home,
    /// A section with an entry of its own, by position in the entries of the site.
    Section(u16),
    /// Second and further pages of the register.
    Register(u16),
    Document(u16),
    /// Category and page of the news.
    News(u16, u16),
    Article(u16),
    Print(u16),
    /// Pages every portal has besides: schedule, gallery, site map …
    Topic(u16),
    English(u16),
    Foreign,
    Search,
    Login,
    /// A month of the events calendar; endless in both directions.
    Calendar(i16),
}

/// News categories.
pub(crate) const CATEGORIES: &[&str] =
    &["Tin hoạt động", "Thông báo chung", "Tin trong nước", "Gương người tốt", "Văn hóa - Thể thao"];
/// Pages besides.
pub(crate) const TOPICS: &[&str] = &[
    "Lịch làm việc",
    "Thư viện ảnh",
    "Video",
    "Sơ đồ cổng",
    "Tuyển dụng",
    "Khen thưởng",
    "Công khai ngân sách",
    "Lịch sự kiện",
];
/// Articles of a portal, unless told otherwise.
pub(crate) const ARTICLES: u16 = 48;
pub(crate) const DOCUMENTS: u16 = 24;
/// Documents on a page of the register.
pub(crate) const PER_PAGE: u16 = 12;
/// Pages of the English edition.
pub(crate) const ENGLISH: &[&str] = &["Home", "Functions and Organizational Structure", "Contacts", "News"];
