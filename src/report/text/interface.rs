//! Headings, labels and notes of the HTML report, by the key the templates use. A template that asks for a key which
//! is not here fails to render, so nothing is silently left blank.

use std::collections::BTreeMap;

use super::Lang;

/// Key, Vietnamese, English.
const PHRASES: &[(&str, &str, &str)] = &[
    (
        "title",
        "Báo cáo kiểm tra việc cung cấp thông tin trên cổng thông tin điện tử của cơ quan nhà nước",
        "Audit of the information published on the web portals of state agencies",
    ),
    (
        "running_title",
        "Kiểm tra thông tin trên cổng thông tin điện tử",
        "Audit of the information on state web portals",
    ),
    ("kicker", "Kết quả kiểm tra tự động trên trang công khai", "Results of an automatic audit of public pages"),
    ("cohort", "Danh sách cổng", "Cohort"),
    ("skip", "Đến phần kết luận", "Skip to the conclusions"),
    ("contents", "Mục lục", "Contents"),
    ("simulated_short", "DỮ LIỆU MÔ PHỎNG", "SIMULATED DATA"),
    (
        "simulated_long",
        "Mọi cơ quan, tên miền và nội dung trong báo cáo này đều do bộ mô phỏng tạo ra; không nói về cơ quan có thật nào và các địa chỉ không tồn tại trên mạng.",
        "Every agency, host name and page in this report was invented by the simulator; nothing is said about a real agency, and the addresses do not exist.",
    ),
    ("draft_short", "DỰ THẢO", "DRAFT"),
    ("watermark", "DỰ THẢO", "DRAFT"),
    (
        "draft_long",
        "Không dùng báo cáo này để công bố hoặc xếp loại khi chưa rà soát xong.",
        "Do not publish or act on this report before the review is complete.",
    ),
    ("unfinished_short", "CHƯA HOÀN TẤT", "UNFINISHED"),
    (
        "unfinished_long",
        "Mọi con số dưới đây có thể thay đổi; tiếp tục bằng lệnh “d42 resume” rồi lập lại báo cáo.",
        "Every figure below may change; go on with “d42 resume” and make the report again.",
    ),
    ("law", "Căn cứ đánh giá", "The law it judges by"),
    ("facts", "Thông tin về đợt kiểm tra", "About this run"),
    ("conclusions", "Kết luận chính", "Main conclusions"),
    ("survey", "Bảng tổng hợp theo nhóm cơ quan", "Survey table by kind of agency"),
    (
        "survey_caption",
        "Số cổng đạt trên số cổng được tính; số chưa kết luận được ghi riêng.",
        "Portals that meet the figure, of the portals counted; undecided ones are stated.",
    ),
    ("metric", "Chỉ tiêu", "Figure"),
    ("metrics", "Các chỉ tiêu được tính thế nào", "How the figures are counted"),
    ("metric_unit", "Đơn vị", "Unit"),
    ("metric_of", "Tính trên", "Counted of"),
    ("metric_evidence", "Chứng cứ", "Evidence"),
    ("metric_unknowns", "Chưa kết luận", "Undecided"),
    ("undecided", "chưa kết luận", "undecided"),
    ("full_chart", "Mức đầy đủ thông tin theo nhóm cơ quan", "Full information by kind of agency"),
    ("outcome_chart", "Kết quả của mọi yêu cầu theo nhóm cơ quan", "Outcomes of all requirements by kind of agency"),
    ("census", "Trang, cổng thành phần", "Component sites"),
    (
        "census_lead",
        "Mỗi trang thành phần được xem một lần, ở trang chủ. Mức tích hợp xét theo tỷ lệ trang xem được, kể cả trang đã mất, vừa có chung khung với cổng vừa dẫn về cổng: đầy đủ là tất cả, phần lớn là từ 80 %, một phần là từ 50 %, rời rạc là ít hơn.",
        "Each component site was looked at once, on its start page. The grade is by the share of sites that could be seen, dead ones included, which share the portal's frame and link back to it: full is all, substantial from 80%, partial from 50%, loose below.",
    ),
    ("census_caption", "Số trang thành phần theo cổng", "Component sites by portal"),
    ("census_integration", "Mức tích hợp", "Integration"),
    ("missing", "Những nội dung còn thiếu", "What is missing"),
    (
        "missing_lead",
        "Mỗi ô: số cổng không đạt hoặc chỉ đạt một phần, trên số cổng đã xem được; sau dấu + là số cổng chưa kết luận.",
        "Each cell: portals that failed or are partial, of the portals that could be seen; after the +, portals that could not be decided.",
    ),
    (
        "missing_caption",
        "Yêu cầu theo nhóm cơ quan, thiếu nhiều nhất đứng trước",
        "Requirements by kind of agency, most missed first",
    ),
    (
        "missing_key",
        "Nền càng đậm thì tỷ lệ cổng còn thiếu càng cao; ô trắng là không thiếu.",
        "The darker the cell, the larger the share that lacks it; a white cell lacks nothing.",
    ),
    ("scores", "Điểm của các cổng", "Scores of the portals"),
    (
        "scores_lead",
        "Điểm là tỷ lệ nghĩa vụ được đáp ứng trong số đã kết luận, từ 0 đến 100. Phần đặc là chắc chắn đạt; phần gạch chéo là chưa kết luận, có thể đạt hoặc không. Hai cổng có khoảng chồng lên nhau thì không so sánh hơn kém được.",
        "The score is the share of duties met among those decided, from 0 to 100. The solid part is certain; the hatched part is undecided and may go either way. Portals whose intervals overlap cannot be told apart.",
    ),
    (
        "scores_caption",
        "Các cổng theo điểm từ cao xuống thấp, bằng điểm thì theo cận thấp của khoảng",
        "Portals by score, highest first; at equal scores by the low bound of the interval",
    ),
    ("portal", "Cổng", "Portal"),
    ("score", "Điểm", "Score"),
    ("interval", "Khoảng", "Interval"),
    ("no_score", "không có", "none"),
    ("left_out", "Cơ quan đã sắp xếp lại, không tính vào tổng hợp", "Merged agencies, left out of the totals"),
    (
        "left_out_lead",
        "Các cơ quan sau đã được hợp nhất, sáp nhập trước ngày thu thập. Cổng của họ vẫn được truy cập và hiển thị nhưng không bị đánh giá.",
        "These agencies were merged before the day of capture. Their portals were visited and are shown, but not judged.",
    ),
    ("since", "từ", "since"),
    ("portals", "Bảng các cổng", "Table of portals"),
    (
        "portals_caption",
        "Mỗi dòng một cổng; bấm vào tên để mở hồ sơ. Các cột kết quả là số yêu cầu.",
        "One row per portal; the name opens its dossier. Outcome columns count requirements.",
    ),
    ("search", "Tìm", "Search"),
    ("tier", "Loại cơ quan", "Kind of agency"),
    ("full", "Đầy đủ thông tin", "Full information"),
    ("any", "tất cả", "any"),
    ("shown", "cổng đang hiển thị", "portals shown"),
    ("pages", "Trang đã đọc", "Pages read"),
    ("dossiers", "Hồ sơ từng cổng", "Dossiers"),
    (
        "dossiers_lead",
        "Mỗi hồ sơ nêu từng yêu cầu với kết quả, lý do, căn cứ pháp lý, bằng chứng và phạm vi đã tìm. \
         Khi in, chỉ những hồ sơ đang mở được in ra.",
        "Each dossier gives every requirement with its outcome, reason, legal basis, evidence and what was searched. \
         On paper are those dossiers that stand open.",
    ),
    ("show_outcomes", "Hiển thị kết quả", "Show outcomes"),
    ("open_all", "Mở tất cả hồ sơ", "Open all dossiers"),
    ("close_all", "Đóng tất cả", "Close all"),
    ("note", "Ghi chú", "Note"),
    ("not_full_because", "Chưa đầy đủ thông tin vì:", "Not full information because of:"),
    ("attempts", "Các lần thử", "Attempts"),
    ("searched_where", "Phạm vi đã xem:", "What was looked at:"),
    ("lost_points", "Điểm bị mất và lý do", "Points lost, and why"),
    ("requirement", "Yêu cầu", "Requirement"),
    ("outcome", "Kết quả", "Outcome"),
    ("reason", "Lý do", "Reason"),
    ("lost", "Mất điểm", "Lost"),
    ("counts_for_full", "tính vào mức đầy đủ", "counts for full information"),
    ("expected", "Yêu cầu phải có", "What must be there"),
    ("evidence", "Bằng chứng", "Evidence"),
    ("seen", "Đã thấy", "Seen"),
    (
        "cut_page",
        "Trang dài quá giới hạn: chỉ đọc được phần đầu.",
        "The page is longer than what is kept: only its beginning was read.",
    ),
    ("newest", "mục mới nhất ngày", "newest item of"),
    ("found_by", "Nhận ra nhờ", "Found by"),
    ("capture", "Bản lưu", "Capture"),
    ("place", "vị trí", "place"),
    ("searched", "Đã tìm", "Searched"),
    ("labels_searched", "tên gọi đã được dùng để tìm mục này trên", "labels were looked for on"),
    ("pages_read", "trang đã đọc", "pages read"),
    (
        "nothing_announced",
        "không có trang nào được giới thiệu dưới các tên gọi đó",
        "no page was announced under any of them",
    ),
    ("looked_at", "Trang đã xem vì được giới thiệu", "Pages looked at because they were announced"),
    ("files_searched", "Tệp của các mục đó", "Files of these sections"),
    ("turned_down", "Trang đã xem nhưng không chấp nhận", "Pages turned down"),
    ("more_addresses", "địa chỉ nữa có trong report.json.", "more addresses are listed in report.json."),
    ("basis", "Căn cứ pháp lý", "Legal basis"),
    ("holds", "Nghĩa vụ hiện nay", "Does the duty still hold?"),
    ("remedy", "Cách khắc phục", "What would satisfy it"),
    ("update_by", "Thời hạn cập nhật", "To be brought up to date"),
    ("rule", "Mã yêu cầu", "Rule"),
    ("requirements", "Các yêu cầu và căn cứ", "Requirements and their grounds"),
    ("notes_of_grounds", "Ghi chú về căn cứ", "Notes on the grounds"),
    (
        "requirements_lead",
        "Theo thứ tự điều, khoản, điểm của văn bản.",
        "In the order of articles, clauses and points.",
    ),
    ("binds", "Áp dụng cho", "Binds"),
    ("where_any", "chỉ khi cơ quan có nội dung này", "only where the agency has such matter"),
    ("weight", "Trọng số", "Weight"),
    ("guide", "Cách đọc báo cáo", "How to read this report"),
    (
        "guide_score",
        "Điểm: mỗi nghĩa vụ có trọng số 1 trừ khi quy tắc nêu lý do khác; đạt một phần tính một nửa; không áp dụng thì bỏ ra. Cận thấp coi mọi yêu cầu chưa kết luận là mất điểm, cận cao coi là được điểm. Yêu cầu không ai quan sát được từ bên ngoài đứng ngoài điểm. Báo cáo không xếp hạng.",
        "Score: each duty weighs 1 unless its rule gives a reason for more; a partial is worth half; what does not apply is left out. The low bound counts everything undecided as lost, the high bound as won. What nobody can observe from outside stands beside the score. There are no grades.",
    ),
    (
        "guide_full",
        "Đầy đủ thông tin: đạt khi mọi nghĩa vụ trong bộ được tính đều đạt hoặc không áp dụng; chưa đầy đủ khi có ít nhất một nghĩa vụ không đạt hoặc chỉ đạt một phần; còn lại là chưa kết luận.",
        "Full information: yes when every duty of the set passed or does not apply; no once one failed or is partial; otherwise undecided.",
    ),
    (
        "guide_absence",
        "“Không đạt” chỉ được kết luận khi đã xem đủ rộng; hồ sơ nêu số trang đã đọc, các trang đã xem và lý do không chấp nhận. Trục trặc của máy kiểm tra hoặc việc máy chủ chặn truy cập không bao giờ thành “Không đạt”.",
        "“Failed” is said only when enough was seen; the dossier states how many pages were read, which were looked at and why they were turned down. Trouble on our side, or blocking on theirs, never becomes “Failed”.",
    ),
    (
        "guide_people",
        "Tên, điện thoại, thư điện tử và số định danh của cá nhân trong câu hỏi, kiến nghị, góp ý, kết quả được thay bằng •••; thông tin liên hệ công vụ được giữ nguyên.",
        "Names, telephone numbers, e-mail addresses and identity numbers of private persons in questions, petitions, comments and results are replaced by •••; published contacts of officials stay.",
    ),
    (
        "guide_objection",
        "Cơ quan không đồng ý với một kết luận có thể phản hồi kèm địa chỉ trang và mã bản lưu; trang đã lưu đúng như lúc thu thập cho phép kiểm tra lại.",
        "An agency that disagrees with a finding may answer with the page's address and the capture's number; the page is archived as it was and can be checked again.",
    ),
    ("reviewed", "Đã rà soát", "Reviewed"),
    ("waived", "Được miễn trừ", "Waived"),
    ("waivers", "Các miễn trừ", "Waivers"),
    (
        "waivers_lead",
        "Kết luận được miễn trừ vẫn giữ nguyên nhưng không tính điểm và không ảnh hưởng mức đầy đủ thông tin cho đến ngày hết hạn.",
        "A waived finding stands as it was judged, but has no effect on the score or on full information until its last day.",
    ),
    ("declared", "Tự khai và thực tế thấy được", "Declared and seen"),
    ("declared_answer", "Tự khai", "Declared"),
    ("declared_seen", "Thấy được", "Seen"),
    ("obstacles", "Khó khăn, vướng mắc và đề xuất, kiến nghị", "Obstacles and recommendations"),
    (
        "obstacles_lead",
        "Do các cơ quan nêu, xếp theo cấp có thẩm quyền giải quyết.",
        "As the agencies gave them, by who has the power to resolve them.",
    ),
    ("waived_by", "Người quyết định", "Decided by"),
    ("waived_until", "Đến hết ngày", "Until"),
    ("waiver_state", "Tình trạng", "State"),
    ("trust", "Tin được đến đâu", "How far to trust this"),
    (
        "trust_other_rules",
        "Các số dưới đây được đo bằng một bộ quy tắc khác với bộ quy tắc của báo cáo này.",
        "These figures were measured with other rules than those of this report.",
    ),
    ("trust_goals", "Mục tiêu và số đo được", "Goals and what was measured"),
    ("trust_goal", "Mục tiêu", "Goal"),
    ("trust_wanted", "Cần", "Wanted"),
    ("trust_measured", "Đo được", "Measured"),
    ("trust_met", "Kết quả", "Reached"),
    ("trust_yes", "Đạt", "Yes"),
    ("trust_no", "Chưa đạt", "No"),
    ("trust_design", "Thiết kế trang", "Design of sites"),
    ("trust_cases", "Số lần có thật", "Times there"),
    ("trust_precision", "Nói có thì đúng (95 %)", "Right when found (95%)"),
    ("trust_recall", "Có thì tìm thấy (95 %)", "Found when there (95%)"),
    ("trust_proven", "Nói đã chứng minh thì đúng (95 %)", "Right when proven (95%)"),
    (
        "trust_confusion",
        "Nhầm lẫn: hàng là sự thật, cột là kết luận của chương trình",
        "Confusion: rows are true, columns are what the program said",
    ),
    (
        "trust_intervals",
        "Trong ngoặc là khoảng tin cậy 95 % (Wilson), coi các lần đo là độc lập; các trang cùng thiết kế có chung trình đơn nên khoảng thật rộng hơn. Yêu cầu dùng chung một nhãn với yêu cầu khác không có độ phủ riêng.",
        "In brackets the 95% interval (Wilson), which takes cases as independent; pages of one design share their menus, so that the true interval is wider. A requirement that shares its label with others has no figure of its own for what was missed.",
    ),
    (
        "footer",
        "Báo cáo do chương trình lập từ các trang lưu trữ của đợt kiểm tra; cùng một bản lưu luôn cho cùng một kết quả.",
        "Made by a program from the archived pages of the run; the same archive always gives the same result.",
    ),
];

/// The phrases in one language, for the templates.
pub(in crate::report) fn interface(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    PHRASES.iter().map(|(key, vi, en)| (*key, lang.of(vi, en))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_said_in_both_languages_once() {
        let mut keys = std::collections::BTreeSet::new();
        for (key, vi, en) in PHRASES {
            assert!(keys.insert(key), "{key} twice");
            assert!(!vi.is_empty() && !en.is_empty(), "{key}");
            assert!(!crate::text::has_marks(en), "{key} is not English: {en}");
        }
    }
}
