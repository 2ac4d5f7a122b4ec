//! Fixed phrases that give a kind of fact away, found in one pass over the text of a page.
//!
//! These belong to the language of web pages (posts of officials, "no content yet", "not found"), not to any
//! requirement; the phrases of requirements are the judge's.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// What a phrase gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// A post somebody holds.
    Post,
    /// There is nothing here yet.
    Empty,
    /// A postal address follows.
    Address,
    /// Who made the site speaks, not whose it is.
    Vendor,
    /// The imprint at the foot of a page.
    Imprint,
    /// An answer follows.
    Answer,
    /// The page does not exist.
    Missing,
    /// A firewall speaks.
    Blocked,
    /// A script is still to bring the content, or is required.
    Loading,
    /// A test for robots that scripts pass.
    Challenge,
    /// A test that only a person passes.
    Captcha,
    /// Visitors from elsewhere are not let in.
    Elsewhere,
    /// A log-in is asked for.
    LogIn,
}

/// Phrases in lower case, separated by strokes.
const PHRASES: &[(Cue, &str)] = &[
    (
        Cue::Post,
        "bộ trưởng|thứ trưởng|thứ trưởng thường trực|chủ tịch|phó chủ tịch|phó chủ tịch thường trực|\
         chủ tịch nước|giám đốc|phó giám đốc|quyền giám đốc|tổng giám đốc|phó tổng giám đốc|chánh văn phòng|\
         phó chánh văn phòng|vụ trưởng|phó vụ trưởng|cục trưởng|phó cục trưởng|tổng cục trưởng|\
         phó tổng cục trưởng|chi cục trưởng|phó chi cục trưởng|trưởng phòng|phó trưởng phòng|phó phòng|\
         trưởng ban|phó trưởng ban|phó ban|chánh thanh tra|phó chánh thanh tra|viện trưởng|phó viện trưởng|\
         hiệu trưởng|phó hiệu trưởng|bí thư|phó bí thư|phó bí thư thường trực|thống đốc|phó thống đốc|\
         tổng thanh tra|phó tổng thanh tra|bộ trưởng, chủ nhiệm|chủ nhiệm|phó chủ nhiệm|thủ tướng|phó thủ tướng|\
         ủy viên|người phát ngôn|chuyên viên|kế toán trưởng|trợ lý|thư ký|chỉ huy trưởng|chỉ huy phó|\
         tổng biên tập|phó tổng biên tập|tổng kiểm toán|chánh án|phó chánh án|tổ trưởng|tổ phó|đội trưởng|\
         hạt trưởng|trưởng công an|minister|deputy minister|vice minister|chairman|vice chairman|director|\
         deputy director|director general|deputy director general|chief of office|spokesperson",
    ),
    (
        Cue::Empty,
        "đang cập nhật|đang được cập nhật|nội dung đang cập nhật|nội dung đang được cập nhật|\
         dữ liệu đang cập nhật|dữ liệu đang được cập nhật|thông tin đang được cập nhật|chưa cập nhật|\
         chưa có dữ liệu|không có dữ liệu|chưa có bài viết|không có bài viết|chưa có thông tin|\
         không có thông tin|chưa có nội dung|không có nội dung|chưa có tin bài|chưa có bản ghi|không có bản ghi|\
         không có bản ghi nào|không tìm thấy dữ liệu|không tìm thấy kết quả|không tìm thấy bản ghi|\
         không có kết quả|chưa có văn bản|không có văn bản|đang xây dựng|đang hoàn thiện|chưa có tài liệu|\
         không có tài liệu|chưa có câu hỏi|chuyên mục chưa có bài viết|chuyen muc chua co bai viet|\
         chua co bai viet|dang cap nhat|chua co du lieu|khong co du lieu|dang xay dung|no data|no data available|\
         under construction|no content|no records found|no results found|coming soon|chưa có dự thảo|\
         không có dự thảo|chưa có tin|không có tin nào|nội dung đang được biên tập|chưa công bố|dữ liệu trống|\
         hiện chưa có",
    ),
    (Cue::Address, "địa chỉ|trụ sở|trụ sở chính|trụ sở làm việc|địa điểm|address|dia chi"),
    (
        Cue::Imprint,
        "bản quyền|ghi rõ nguồn|giấy phép số|giấy phép|giấy phép thiết lập|cơ quan chủ quản|chịu trách nhiệm|\
         chịu trách nhiệm chính|chịu trách nhiệm nội dung|trưởng ban biên tập|copyright|all rights reserved|\
         đơn vị quản lý|trang thông tin điện tử|cổng thông tin điện tử|©",
    ),
    (
        Cue::Vendor,
        "thiết kế bởi|đơn vị thiết kế|thiết kế web|thiết kế website|đơn vị phát triển|phát triển bởi|xây dựng bởi|\
         đơn vị xây dựng phần mềm|hỗ trợ kỹ thuật|thiet ke boi|don vi thiet ke|don vi phat trien|\
         phat trien boi|ho tro ky thuat|designed by|developed by|powered by",
    ),
    (Cue::Answer, "trả lời|câu trả lời|nội dung trả lời|đáp|ý kiến trả lời|cơ quan trả lời|phản hồi"),
    (
        Cue::Missing,
        "không tìm thấy trang|trang không tồn tại|trang bạn tìm không tồn tại|trang bạn yêu cầu không tồn tại|\
         không tìm thấy tài nguyên|tài nguyên không được tìm thấy|trang này không tồn tại|không tồn tại trang|\
         đường dẫn không tồn tại|liên kết không tồn tại|bài viết không tồn tại|nội dung không tồn tại|\
         404 not found|page not found|error 404|lỗi 404|http 404|file or directory not found|\
         the resource cannot be found|not found|không tìm thấy nội dung|không tìm thấy bài viết|\
         trang yêu cầu không tìm thấy",
    ),
    (
        Cue::Blocked,
        "access denied|request rejected|the requested url was rejected|your support id is|\
         web application firewall|you have been blocked|has been blocked|403 forbidden|forbidden|\
         truy cập bị từ chối|truy cập bị chặn|bạn đã bị chặn|yêu cầu bị từ chối|tường lửa ứng dụng|incident id|\
         event id",
    ),
    (
        Cue::Loading,
        "đang tải|đang tải dữ liệu|đang tải trang|vui lòng chờ|vui lòng đợi|loading|please wait|\
         you need to enable javascript to run this app|please enable javascript|enable javascript|\
         vui lòng bật javascript|trình duyệt không hỗ trợ javascript",
    ),
    (
        Cue::Challenge,
        "checking your browser|just a moment|verify you are human|verifying you are human|ddos protection by|\
         checking if the site connection is secure|đang kiểm tra trình duyệt|\
         xác minh bạn không phải là robot|xác thực truy cập",
    ),
    (
        Cue::Captcha,
        "are you a robot|i'm not a robot|i am not a robot|tôi không phải là người máy|tôi không phải là robot|\
         captcha|recaptcha|hcaptcha|nhập mã xác nhận|nhập mã xác thực|nhập mã captcha|nhập mã bảo vệ|\
         nhập các ký tự trong hình|enter the characters|enter the code shown|type the characters",
    ),
    (
        Cue::Elsewhere,
        "not available in your country|not available in your region|not available in your location|\
         your country is blocked|access from your country|access from your region|banned the country or region|\
         country or region your ip address is in|error 1009|error code 1009|geo-blocked|geoblocked|\
         chỉ cho phép truy cập từ việt nam|chỉ truy cập được từ việt nam|không hỗ trợ truy cập từ quốc gia|\
         truy cập từ nước ngoài|ip nước ngoài|địa chỉ ip nước ngoài|quốc gia của bạn|ngoài lãnh thổ việt nam",
    ),
    (Cue::LogIn, "đăng nhập|log in|login|sign in|tên đăng nhập|mật khẩu|đăng nhập hệ thống"),
];

struct Finder {
    automaton: AhoCorasick,
    kinds: Vec<Cue>,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut kinds = Vec::new();
    for (kind, phrases) in PHRASES {
        for phrase in phrases.split('|') {
            patterns.push(phrase.to_owned());
            kinds.push(*kind);
            if phrase.contains("ủy") {
                patterns.push(phrase.replace("ủy", "uỷ"));
                kinds.push(*kind);
            }
        }
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        // Something that may begin a phrase stands in every line: looking ahead for it is wasted.
        .prefilter(false)
        .build(&patterns)
        .expect("the phrases above are few and short");
    Finder { automaton, kinds }
});

/// A phrase found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) cue: Cue,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All phrases of a text, in order.
pub(super) struct Cues(Vec<Found>);

impl Cues {
    /// Whole words only, longest first.
    pub(super) fn find(text: &str) -> Self {
        let finder = &*FINDER;
        // An automaton of small letters only is a quarter as large, and faster by more than making them small costs.
        let lower = crate::text::lower(text);
        let found = finder.automaton.find_iter(&lower).filter(|m| is_whole(text, m.start(), m.end()));
        Self(
            found
                .map(|m| Found { cue: finder.kinds[m.pattern().as_usize()], start: m.start(), end: m.end() })
                .collect(),
        )
    }

    pub(super) fn of(&self, cue: Cue) -> impl Iterator<Item = Found> + '_ {
        self.0.iter().copied().filter(move |found| found.cue == cue)
    }
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    before && text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Cue, &str)> {
        Cues::find(text).0.iter().map(|found| (found.cue, &text[found.start..found.end])).collect()
    }

    #[test]
    fn phrases_are_found_in_every_case() {
        for text in ["Đang cập nhật", "ĐANG CẬP NHẬT", "đang cập nhật", "Đang Cập Nhật"] {
            assert_eq!(kinds(text), [(Cue::Empty, text)]);
        }
        assert_eq!(kinds("Phó chủ tịch thường trực"), [(Cue::Post, "Phó chủ tịch thường trực")]);
        assert_eq!(kinds("Uỷ viên, ỦY VIÊN"), [(Cue::Post, "Uỷ viên"), (Cue::Post, "ỦY VIÊN")]);
    }

    #[test]
    fn parts_of_words_are_no_phrases() {
        assert_eq!(kinds("đáp ứng nhu cầu, giải đápx"), [(Cue::Answer, "đáp")]);
        assert_eq!(kinds("directory"), []);
    }
}
