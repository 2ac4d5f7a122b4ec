//! Names of Vietnamese people: a family name, then one to four capitalised syllables.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Family names, lower case, Kinh and of other peoples.
const FAMILIES: &str = "a|an|âu|bá|bạc|bạch|bàn|bế|bùi|ca|cà|cao|cầm|châu|chế|chu|chử|công|cù|cung|danh|diệp|doãn|dương|đàm|đàng|đào|\
    đậu|đặng|điểu|đinh|đỗ|đoàn|đồng|đổng|đới|đường|giàng|giang|giáp|hà|hạ|hàn|hầu|hậu|hoa|hoàng|hoàn|hồ|hồng|hứa|\
    huỳnh|kha|khổng|khuất|khúc|kiều|kim|ksor|kpă|la|lã|lại|lâm|lăng|lầu|lê|lều|lò|lô|lỗ|lộc|lù|lục|lữ|lương|\
    lường|lưu|lý|ly|ma|mã|mạc|mai|mẫu|mùa|nay|ngân|nghiêm|ngô|ngọ|ngụy|nguyễn|nhâm|nhữ|ninh|nông|ông|phạm|phan|\
    phí|phù|phùng|phương|quách|quàng|quan|quản|quang|rơ|rah|rmah|sầm|siu|sìn|sơn|sùng|tạ|tăng|tẩn|thạch|thái|\
    thân|thang|thào|thẩm|thi|thiều|thôi|tiêu|tiết|tô|tòng|tôn|tống|trà|tráng|trang|trần|triệu|trịnh|trương|từ|\
    tưởng|ung|uông|vàng|văn|vì|vi|viên|võ|vũ|vừ|vương|xa|y|yên|đèo|hờ|lèng|chảo|cháng|cư|thò|vù|lìm|bui|nguyen|\
    tran|pham|hoang|vo|dang";
/// Capitalised words that follow a family name in names of places and offices.
const PLACES: &str = "hà nội|hà nam|hà giang|hà tĩnh|lâm đồng|cao bằng|thái nguyên|thái bình|ninh bình|ninh thuận|bạc liêu|\
    an giang|sơn la|trà vinh|đồng nai|đồng tháp|hồ chí minh|yên bái|công an|công thương|công báo|công dân|\
    văn phòng|văn bản|văn hóa|hoàng sa|trường sa|quang nam|an ninh|đường dây|văn thư|đoàn thanh|hồng lĩnh|\
    kim bôi|lạc sơn|hoa lư|giang biên|thang máy|ông nguyễn|công tác|công ty|đảng ủy|đoàn đại|quản lý|quản trị|\
    văn xã|thi đua|từ liêm|phương đông|tiêu chuẩn|đồng chí|đường bộ|đường sắt|quan hệ|công nghệ|công trình|\
    đào tạo|văn kiện|hoa kỳ";
static FAMILY_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| FAMILIES.split('|').collect());

/// What may stand before a name.
const HONORIFICS: &str = "ông|bà|đ/c|đồng chí|đ.c|ts.|ts|ths.|ths|th.s|pgs.|gs.|pgs.ts.|pgs.ts|gs.ts.|ks.|cn.|bs.|bscki.|bsckii.|ls.|\
    ông:|bà:|đ/c:|mr.|mrs.|ms.|dr.|họ tên:|họ và tên:|họ tên|họ và tên|đại tướng|thượng tướng|trung tướng|\
    thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá";

/// The name at the very start of `text` (titles of courtesy skipped): the name and what follows it.
pub(super) fn leading(text: &str) -> Option<(String, &str)> {
    let mut rest = skip_numbering(text);
    while let Some(after) = skip_honorific(rest) {
        rest = after;
    }
    let mut syllables: Vec<&str> = Vec::new();
    let mut cursor = rest;
    loop {
        let end = cursor.find(|c: char| !(c.is_alphabetic() || c == '\'')).unwrap_or(cursor.len());
        let word = &cursor[..end];
        if word.is_empty() || syllables.len() == 5 || !is_syllable(word) {
            break;
        }
        // A post in capitals directly behind a name in capitals is no part of it.
        if !syllables.is_empty() && is_upper(syllables[0]) != is_upper(word) && word.chars().count() > 1 {
            break;
        }
        if syllables.len() >= 2 && begins_post(cursor) {
            break;
        }
        syllables.push(word);
        cursor = &cursor[end..];
        match cursor.strip_prefix(' ') {
            Some(next) => cursor = next,
            None => break,
        }
    }
    let first = syllables.first()?.to_lowercase();
    if !(2..=5).contains(&syllables.len()) || !FAMILY_NAMES.contains(first.as_str()) {
        return None;
    }
    let name = syllables.join(" ");
    let low = name.to_lowercase();
    if PLACES.split('|').any(|place| low.starts_with(place)) {
        return None;
    }
    Some((name, cursor.trim_start_matches(' ')))
}

fn begins_post(text: &str) -> bool {
    const BEGIN: &[&str] = &[
        "Chủ tịch",
        "CHỦ TỊCH",
        "Phó ",
        "PHÓ ",
        "Giám đốc",
        "GIÁM ĐỐC",
        "Trưởng",
        "TRƯỞNG",
        "Bí thư",
        "BÍ THƯ",
        "Chánh ",
        "CHÁNH ",
        "Bộ trưởng",
        "BỘ TRƯỞNG",
        "Thứ trưởng",
        "THỨ TRƯỞNG",
        "Ủy viên",
        "Uỷ viên",
        "ỦY VIÊN",
        "Vụ trưởng",
        "Cục trưởng",
        "Viện trưởng",
        "Chuyên viên",
        "Tổng ",
    ];
    BEGIN.iter().any(|word| text.starts_with(word))
}

fn skip_numbering(text: &str) -> &str {
    text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ')' | '-' | '–' | '+' | '*' | '•' | ' ' | ':' | '|' | '(')
    })
}

fn skip_honorific(text: &str) -> Option<&str> {
    let matched = HONORIFICS.split('|').filter_map(|title| {
        let head = text.get(..title.len()).filter(|head| is_lower_case_of(title, head))?;
        let rest = &text[head.len()..];
        (title.ends_with(['.', ':']) || rest.starts_with([' ', ':', '.']))
            .then(|| rest.trim_start_matches([' ', ':', '.']))
    });
    // The longest title wins: "PGS.TS." before "PGS.".
    matched.min_by_key(|rest| rest.len()).filter(|rest| rest.chars().next().is_some_and(char::is_uppercase))
}

fn is_lower_case_of(lower: &str, text: &str) -> bool {
    text.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

/// One capital letter first, at most seven letters, all in one case behind it.
fn is_syllable(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let len = word.chars().count();
    capital && len <= 7 && (chars.clone().all(|c| c.is_lowercase() || c == '\'') || chars.all(char::is_uppercase))
}

fn is_upper(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<(String, String)> {
        leading(text).map(|(name, rest)| (name, rest.to_owned()))
    }

    #[test]
    fn names_are_read_behind_titles() {
        for (text, wanted, rest) in [
            ("Nguyễn Văn An", "Nguyễn Văn An", ""),
            ("Ông Trần Thị Bích Ngọc - Phó Chủ tịch", "Trần Thị Bích Ngọc", "- Phó Chủ tịch"),
            ("1. Đ/c LÊ MINH HOAN", "LÊ MINH HOAN", ""),
            ("PGS.TS. Đỗ Mẫu", "Đỗ Mẫu", ""),
            ("Đồng chí: Vàng A Sử, Bí thư", "Vàng A Sử", ", Bí thư"),
            ("NGUYỄN VĂN AN Chủ tịch", "NGUYỄN VĂN AN", "Chủ tịch"),
            ("Họ và tên: Phạm Hoà", "Phạm Hoà", ""),
            ("Đại tá Lê Văn Bình", "Lê Văn Bình", ""),
        ] {
            assert_eq!(name(text), Some((wanted.to_owned(), rest.to_owned())), "{text}");
        }
    }

    #[test]
    fn offices_and_places_are_no_names() {
        for text in [
            "Ủy ban nhân dân",
            "Hà Nội",
            "Hồ Chí Minh",
            "Văn phòng Bộ",
            "Sở Nội Vụ",
            "Trưởng Phòng",
            "Công Thương",
            "nguyễn văn an",
            "Lê",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
