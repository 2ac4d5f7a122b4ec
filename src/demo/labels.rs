//! The words by which the simulated portals announce their sections: menu entries, banners, headings.
//!
//! `usual` holds wording found on many portals; `own` holds wording that a web editor could just as well choose and
//! that no list of labels foresees. The lists were compared once, by hand, with the collected labels of real portals
//! (ignoring case and conjunctions): none of the 54 of `own` stands among them, every one of the 80 of `usual` does,
//! so that an own label is no variant of spelling. The generator takes
//! `own` wording for one label in three, so that agreement between audit and plan cannot come from a shared list.

use super::Rng;

/// Share of labels taken from outside every collected list, in percent.
pub(crate) const OWN_SHARE: usize = 33;

/// Wordings for one section.
pub(crate) struct Wording {
    /// Requirement id.
    pub(crate) id: &'static str,
    /// Found on many portals.
    pub(crate) usual: &'static [&'static str],
    /// An editor's own.
    pub(crate) own: &'static [&'static str],
}

const fn words(id: &'static str, usual: &'static [&'static str], own: &'static [&'static str]) -> Wording {
    Wording { id, usual, own }
}

/// One row per section that has an entry of its own.
pub(crate) const WORDINGS: &[Wording] = &[
    words(
        "legal-documents",
        &["Văn bản quy phạm pháp luật", "Hệ thống văn bản", "Văn bản", "Văn bản pháp luật"],
        &["Kho văn bản điện tử", "Văn bản do cơ quan ban hành"],
    ),
    words("legal-documents-search", &["Tra cứu văn bản", "Tìm kiếm văn bản"], &["Tìm văn bản theo số hiệu"]),
    words(
        "treaties-agreements",
        &["Điều ước quốc tế", "Thỏa thuận quốc tế"],
        &["Điều ước và thỏa thuận đã ký kết", "Văn kiện ký với đối tác nước ngoài"],
    ),
    words(
        "admin-procedures",
        &["Thủ tục hành chính", "Bộ thủ tục hành chính", "Tra cứu thủ tục hành chính"],
        &["Thủ tục hành chính theo lĩnh vực", "Danh sách thủ tục đang áp dụng"],
    ),
    words(
        "online-public-services",
        &["Dịch vụ công trực tuyến", "Dịch vụ công", "Cổng Dịch vụ công quốc gia"],
        &["Nộp hồ sơ dịch vụ công", "Làm thủ tục trên mạng"],
    ),
    words(
        "work-processes",
        &["Quy trình giải quyết công việc", "Quy trình nội bộ"],
        &["Các quy trình giải quyết công việc", "Quy trình xử lý hồ sơ của các đơn vị"],
    ),
    words(
        "legal-dissemination",
        &["Phổ biến, giáo dục pháp luật", "Tuyên truyền, phổ biến pháp luật", "Hướng dẫn nghiệp vụ"],
        &["Phổ biến pháp luật cho người dân", "Đưa pháp luật vào cuộc sống"],
    ),
    words(
        "strategy-planning",
        &["Chiến lược, quy hoạch, kế hoạch", "Quy hoạch - Kế hoạch", "Chương trình, đề án"],
        &["Các quy hoạch, kế hoạch đã phê duyệt", "Định hướng phát triển dài hạn"],
    ),
    words(
        "annual-work-programme",
        &["Chương trình công tác", "Kế hoạch công tác năm"],
        &["Chương trình công tác hằng năm"],
    ),
    words(
        "org-structure-chart",
        &["Cơ cấu tổ chức", "Sơ đồ tổ chức", "Tổ chức bộ máy"],
        &["Cơ cấu tổ chức và nhân sự", "Giới thiệu bộ máy"],
    ),
    words(
        "functions-duties",
        &["Chức năng, nhiệm vụ", "Chức năng, nhiệm vụ và quyền hạn", "Vị trí, chức năng"],
        &["Chức năng, nhiệm vụ chính", "Vai trò và thẩm quyền"],
    ),
    words(
        "subordinate-units",
        &["Các đơn vị trực thuộc", "Đơn vị trực thuộc", "Các cơ quan, đơn vị"],
        &["Danh sách đơn vị trực thuộc", "Mạng lưới đơn vị"],
    ),
    words(
        "agency-contact",
        &["Liên hệ", "Thông tin liên hệ", "Địa chỉ liên hệ"],
        &["Liên hệ với chúng tôi", "Nơi tiếp nhận và số máy trực"],
    ),
    words(
        "contact-officials",
        &["Danh bạ điện thoại", "Danh bạ cán bộ", "Danh bạ"],
        &["Danh bạ liên lạc cán bộ", "Số máy cán bộ phụ trách"],
    ),
    words(
        "annual-financial-report",
        &["Báo cáo tài chính", "Báo cáo tài chính năm"],
        &["Báo cáo tài chính hằng năm", "Tình hình tài chính của cơ quan"],
    ),
    words(
        "sector-statistics",
        &["Số liệu thống kê", "Thông tin thống kê", "Báo cáo thống kê"],
        &["Số liệu thống kê chủ yếu", "Số liệu chính thức hằng quý"],
    ),
    words(
        "disclosure-list",
        &["Danh mục thông tin phải được công khai", "Danh mục thông tin công khai"],
        &["Danh mục thông tin được công bố", "Bảng kê thông tin công bố"],
    ),
    words(
        "public-investment-procurement",
        &["Đấu thầu, mua sắm công", "Đầu tư công"],
        &["Dự án đầu tư công và đấu thầu", "Công trình dùng vốn ngân sách"],
    ),
    words(
        "science-topics",
        &["Đề tài khoa học", "Nhiệm vụ khoa học và công nghệ"],
        &["Các đề tài khoa học đã giao", "Nghiên cứu do cơ quan đặt hàng"],
    ),
    words(
        "public-interest-health",
        &["Thông tin cảnh báo", "Phòng chống thiên tai", "Phòng chống dịch bệnh"],
        &["Cảnh báo tới người dân", "Tin khẩn cho cộng đồng"],
    ),
    words("related-portal-links", &["Liên kết website", "Liên kết"], &["Trang của các cơ quan khác"]),
    words(
        "qa-feedback",
        &["Hỏi đáp", "Hỏi - Đáp", "Trao đổi - Hỏi đáp"],
        &["Hỏi đáp cùng cơ quan", "Bạn hỏi, chúng tôi trả lời"],
    ),
    words(
        "feedback-status-tracking",
        &["Tra cứu phản ánh, kiến nghị", "Tra cứu câu hỏi"],
        &["Tra cứu nội dung đã gửi"],
    ),
    words(
        "satisfaction-rating",
        &["Khảo sát mức độ hài lòng", "Đánh giá mức độ hài lòng"],
        &["Bạn thấy Cổng thông tin thế nào"],
    ),
    words("interaction-transparency", &["Thống kê hỏi đáp", "Kết quả xử lý"], &["Số lượt tiếp nhận và trả lời"]),
    words(
        "draft-consultation",
        &["Lấy ý kiến góp ý dự thảo", "Dự thảo văn bản"],
        &["Dự thảo đang xin góp ý", "Mời góp ý chính sách"],
    ),
    words(
        "feedback-admin-regulations",
        &["Phản ánh, kiến nghị về quy định hành chính", "Tiếp nhận phản ánh, kiến nghị"],
        &["Phản ánh vướng mắc về thủ tục"],
    ),
    words("open-data-portal", &["Dữ liệu mở", "Cổng dữ liệu"], &["Dữ liệu mở của cơ quan", "Kho số liệu dùng chung"]),
    words("component-pages", &["Trang thành phần", "Cổng thành phần"], &["Hệ thống trang thành phần"]),
    words(
        "agency-history",
        &["Lịch sử hình thành", "Quá trình hình thành và phát triển"],
        &["Chặng đường hình thành và trưởng thành"],
    ),
    words("leadership-profiles", &["Lãnh đạo", "Ban lãnh đạo"], &["Tập thể lãnh đạo và phân công"]),
    words("locality-profile", &["Điều kiện tự nhiên", "Tổng quan"], &["Đất và người"]),
    words("admin-boundary-map", &["Bản đồ hành chính", "Bản đồ địa giới hành chính"], &["Bản đồ các xã, phường"]),
];

/// What stands in place of a section that only looks like one.
pub(crate) const LOOK_ALIKES: &[(&str, &str)] = &[
    ("legal-documents", "Hệ thống quản lý văn bản và điều hành nội bộ"),
    ("admin-procedures", "Tin cải cách thủ tục"),
    ("online-public-services", "Dịch vụ công ích"),
    ("work-processes", "Chứng nhận ISO 9001"),
    ("legal-dissemination", "Văn hóa giao thông"),
    ("strategy-planning", "Tin hội nghị quy hoạch"),
    ("annual-work-programme", "Lịch công tác tuần"),
    ("org-structure-chart", "Sơ đồ chỗ ngồi hội trường"),
    ("functions-duties", "Khẩu hiệu hành động"),
    ("subordinate-units", "Báo chí trong nước"),
    ("agency-contact", "Thiết kế website"),
    ("contact-officials", "Gương điển hình tiên tiến"),
    ("annual-financial-report", "Quyết toán thu, chi ngân sách"),
    ("sector-statistics", "Thống kê truy cập"),
    ("disclosure-list", "Tin tiếp cận thông tin"),
    ("public-investment-procurement", "Xúc tiến, mời gọi đầu tư"),
    ("related-portal-links", "Báo điện tử"),
    ("qa-feedback", "Câu hỏi thường gặp về học lái xe"),
    ("satisfaction-rating", "Bình chọn ảnh đẹp"),
    ("draft-consultation", "Bình chọn về nội dung trên trang"),
    ("feedback-admin-regulations", "Báo hỏng đèn đường"),
    ("open-data-portal", "Cổng dữ liệu quốc gia"),
    ("component-pages", "Liên kết doanh nghiệp"),
    ("admin-boundary-map", "Bản đồ đường đến cơ quan"),
];

/// A wording for `id`, taken from `own` in [`OWN_SHARE`] of 100 cases; `None` for duties without an entry.
pub(crate) fn choose(id: &str, rng: &mut Rng) -> Option<&'static str> {
    let wording = WORDINGS.iter().find(|w| w.id == id)?;
    let list = if rng.chance(OWN_SHARE) { wording.own } else { wording.usual };
    Some(rng.pick(list))
}

/// The label of the look-alike of `id`.
pub(crate) fn look_alike(id: &str) -> Option<&'static str> {
    LOOK_ALIKES.iter().find(|(of, _)| *of == id).map(|(_, label)| *label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_the_wordings_and_of_the_choices_is_in_no_collected_list() {
        let (usual, own) = WORDINGS.iter().fold((0, 0), |(u, o), w| (u + w.usual.len(), o + w.own.len()));
        assert_eq!((usual, own), (80, 54));
        let mut rng = Rng::keyed(1, "labels");
        let chosen = (0..3_000).filter_map(|i| {
            let wording = &WORDINGS[i % WORDINGS.len()];
            choose(wording.id, &mut rng).map(|label| wording.own.contains(&label))
        });
        let taken = chosen.filter(|own| *own).count();
        assert!((900..1_100).contains(&taken), "{taken} of 3000");
    }
}
