//! Vietnamese prose from word tables: names, titles, sentences. Enough to look and weigh like real pages; no sentence
//! is taken from anywhere.

use jiff::civil::Date;

use super::Rng;

/// The words every page and file of a simulated web carries.
pub(crate) const SIMULATED: &str = "DỮ LIỆU MÔ PHỎNG";

const FAMILY: &[&str] =
    &["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Võ", "Đinh"];
const MIDDLE: &[&str] = &["Văn", "Thị", "Đức", "Minh", "Thanh", "Quốc", "Ngọc", "Hữu", "Xuân", "Thu", "Anh", "Công"];
const GIVEN: &[&str] = &[
    "Bình", "Hạnh", "Khoa", "Lan", "Sơn", "Hương", "Tuấn", "Mai", "Dũng", "Yến", "Phúc", "Thảo", "Long", "Quỳnh",
    "Hải", "Nga", "Cường", "Trang", "Nam", "Loan",
];
const TOPICS: &[&str] = &[
    "chuyển đổi số",
    "cải cách hành chính",
    "an toàn thông tin",
    "phát triển hạ tầng giao thông",
    "bồi dưỡng cán bộ",
    "bảo vệ môi trường",
    "phòng cháy, chữa cháy",
    "an toàn thực phẩm",
    "giáo dục nghề nghiệp",
    "nông nghiệp sạch",
    "tiết kiệm điện",
    "y tế cơ sở",
    "du lịch cộng đồng",
    "khởi nghiệp sáng tạo",
    "quản lý tài nguyên nước",
    "bảo tồn di sản",
    "xây dựng nông thôn mới",
    "lưu trữ điện tử",
];
const UNITS: &[&str] = &[
    "Văn phòng",
    "Phòng Tổng hợp",
    "Vụ Kế hoạch",
    "Trung tâm Thông tin",
    "Đoàn Thanh niên",
    "Công đoàn cơ quan",
    "Ban Chỉ đạo",
    "Hội đồng thi đua",
];
const PLACES: &[&str] = &[
    "xã Mẫu Sơn",
    "phường Mẫu Hòa",
    "khu công nghiệp Mẫu Đông",
    "vùng ven sông Mẫu",
    "hội trường trung tâm",
    "các xã vùng cao",
    "cụm dân cư Mẫu Tây",
];
const SENTENCES: &[&str] = &[
    "Theo báo cáo tại cuộc họp, công tác {t} trong thời gian qua đã có nhiều chuyển biến, số nhiệm vụ hoàn thành đúng hạn đạt {n} phần trăm.",
    "{u} được giao chủ trì, phối hợp với các đơn vị liên quan rà soát, tổng hợp khó khăn về {t} và đề xuất giải pháp trước ngày cuối tháng.",
    "Phát biểu tại buổi làm việc, đại diện lãnh đạo {a} đề nghị các đơn vị chủ động hơn nữa, không để công việc bị ách tắc.",
    "Người dân tại {p} cho biết việc tiếp cận thông tin về {t} nay đã thuận tiện hơn so với những năm trước.",
    "Trong quý vừa qua, {a} đã tiếp nhận {n} lượt đề nghị, trong đó phần lớn được trả lời trước thời hạn.",
    "Đoàn công tác đã đi thực tế tại {p}, trao đổi với cán bộ cơ sở và ghi nhận các kiến nghị về {t}.",
    "Các ý kiến thống nhất cho rằng cần bố trí đủ nguồn lực, phân công rõ người, rõ việc và rõ thời gian hoàn thành.",
    "Kế hoạch nêu {n} nhóm nhiệm vụ, mỗi nhóm có đơn vị đầu mối, sản phẩm cụ thể và mốc kiểm tra hằng tháng.",
    "{u} sẽ theo dõi, đôn đốc việc thực hiện và báo cáo kết quả theo định kỳ.",
    "Bên cạnh kết quả đạt được, một số nơi còn lúng túng khi triển khai {t} do thiếu hướng dẫn và thiếu nhân lực.",
    "Chương trình tập huấn thu hút {n} học viên đến từ các đơn vị trên địa bàn, nội dung gắn với tình huống thực tế.",
    "Thời gian tới, {a} tiếp tục lắng nghe ý kiến của tổ chức, cá nhân để điều chỉnh cách làm cho phù hợp.",
];
const TITLES: &[&str] = &[
    "{a} họp giao ban về {t}",
    "Khai giảng lớp tập huấn {t} cho cán bộ cơ sở",
    "Đoàn công tác kiểm tra tình hình {t} tại {p}",
    "{u} phát động tháng hành động vì {t}",
    "Nhiều cách làm hay trong {t} tại {p}",
    "Gặp mặt cán bộ hưu trí nhân dịp cuối năm",
    "Tổng kết phong trào thi đua {t}",
    "Trao {n} suất quà cho học sinh vượt khó tại {p}",
    "Hội thảo chia sẻ kinh nghiệm {t}",
    "Ra quân hưởng ứng tuần lễ {t}",
    "{a} làm việc với các hiệp hội về {t}",
    "Khánh thành công trình phục vụ {t} ở {p}",
    "Giao lưu văn nghệ, thể thao giữa các đơn vị",
    "Hơn {n} đoàn viên tham gia hiến máu tình nguyện",
];
const ABSTRACTS: &[&str] = &[
    "quy định tiêu chí đánh giá {t}",
    "ban hành quy chế phối hợp trong {t}",
    "phê duyệt danh sách đơn vị thực hiện {t}",
    "sửa đổi một số điều về {t}",
    "triển khai các biện pháp tăng cường {t}",
    "hướng dẫn tổ chức thực hiện {t} tại cơ sở",
    "phân cấp thẩm quyền trong lĩnh vực {t}",
];

/// Fills the slots of a template: agency, topic, unit, place, number.
fn fill(template: &str, agency: &str, rng: &mut Rng) -> String {
    let mut out = String::with_capacity(template.len() + 48);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at + 1] {
            b'a' => out.push_str(agency),
            b't' => out.push_str(rng.pick(TOPICS)),
            b'u' => out.push_str(rng.pick(UNITS)),
            b'p' => out.push_str(rng.pick(PLACES)),
            _ => out.push_str(&rng.between(12, 97).to_string()),
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out
}

/// A person's name.
pub(crate) fn name(rng: &mut Rng) -> String {
    format!("{} {} {}", rng.pick(FAMILY), rng.pick(MIDDLE), rng.pick(GIVEN))
}

/// A news title.
pub(crate) fn title(agency: &str, rng: &mut Rng) -> String {
    fill(rng.pick(TITLES), agency, rng)
}

/// A topic.
pub(crate) fn topic(rng: &mut Rng) -> &'static str {
    rng.pick(TOPICS)
}

/// What a document is about: `về việc …` without the first words.
pub(crate) fn about(rng: &mut Rng) -> String {
    fill(rng.pick(ABSTRACTS), "", rng)
}

/// One sentence.
pub(crate) fn sentence(agency: &str, rng: &mut Rng) -> String {
    fill(rng.pick(SENTENCES), agency, rng)
}

/// A paragraph of `sentences` sentences.
pub(crate) fn paragraph(agency: &str, sentences: usize, rng: &mut Rng) -> String {
    let mut out = String::new();
    for i in 0..sentences {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(&fill(rng.pick(SENTENCES), agency, rng));
    }
    out
}

/// `23/11/2026`.
pub(crate) fn dmy(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// Address words of a label: no marks, lower case, hyphens. Some systems lose đ on the way.
pub(crate) fn slug(text: &str, keep_d: bool) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'đ' if keep_d => out.push('d'),
            'đ' | '\u{300}'..='\u{36f}' => {}
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_no_marks_and_may_lose_the_letter_d_with_stroke() {
        assert_eq!(slug("Hỏi - Đáp", true), "hoi-dap");
        assert_eq!(slug("Lãnh đạo Sở", false), "lanh-ao-so");
        assert_eq!(slug("Chiến lược, quy hoạch", true), "chien-luoc-quy-hoach");
    }

    #[test]
    fn templates_leave_no_slot_open() {
        let mut rng = Rng::keyed(1, "prose");
        for _ in 0..200 {
            let text = title("Bộ Mẫu 01", &mut rng) + &paragraph("Bộ Mẫu 01", 3, &mut rng) + &about(&mut rng);
            assert!(!text.contains(['{', '}']), "{text}");
        }
    }
}
