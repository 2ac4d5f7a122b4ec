//! The sentences of the first page. Every figure comes with what it is counted of.

use super::{Lang, count, counted};
use crate::{report::ReasonCode, score::SurveyRow};

/// How many portals give full information; `tiers` are the same figure by tier.
pub(in crate::report) fn full_sentence(all: &SurveyRow, tiers: &[String], lang: Lang) -> String {
    let (value, of, open) = (count(all.value, lang), count(all.denominator, lang), count(all.undecided, lang));
    let tiers = if tiers.len() > 1 { format!(" ({})", tiers.join("; ")) } else { String::new() };
    match lang {
        Lang::Vi => format!("{value} trên {of} cổng cung cấp đầy đủ thông tin{tiers}; {open} cổng chưa kết luận được."),
        Lang::En => format!("{value} of {of} portals give full information{tiers}; {open} could not be decided."),
    }
}

/// What most portals lack: title, how many lack it, of how many that could be seen.
pub(in crate::report) fn missed_sentence(missed: &[(String, u32, u32)], lang: Lang) -> String {
    let list: Vec<String> = missed
        .iter()
        .map(|(title, lacking, seen)| {
            let (lacking, seen) = (count(*lacking, lang), count(*seen, lang));
            match lang {
                Lang::Vi => format!("“{title}” ({lacking}/{seen} cổng)"),
                Lang::En => format!("“{title}” ({lacking} of {seen} portals)"),
            }
        })
        .collect();
    match lang {
        Lang::Vi => format!("Thiếu hoặc chưa đủ nhiều nhất, trong số cổng xem được: {}.", list.join("; ")),
        Lang::En => format!("Most often missing or incomplete, among portals that could be seen: {}.", list.join("; ")),
    }
}

/// How many portals could not be seen, and why, most frequent reason first; the rare ones are summed up.
pub(in crate::report) fn unseen_sentence(portals: u32, reasons: &[(&str, u32)], lang: Lang) -> String {
    const NAMED: usize = 4;
    let mut named: Vec<(&str, u32)> = reasons.iter().take(NAMED).copied().collect();
    let others: u32 = reasons.iter().skip(NAMED).map(|(_, times)| times).sum();
    if others > 0 {
        named.push((lang.of("lý do khác", "other reasons"), others));
    }
    let named: Vec<String> = named.iter().map(|(cause, times)| format!("{cause} ({})", count(*times, lang))).collect();
    let (unseen, portals, named) = (portals, count(portals, lang), named.join("; "));
    match lang {
        Lang::Vi => format!(
            "{portals} cổng không xem được từ bên ngoài nên không có kết luận, không bị coi là không đạt: {named}."
        ),
        Lang::En => format!(
            "{} could not be seen from outside; nothing is concluded and nothing counts as failed: {named}.",
            counted(unseen, "portal", "portals")
        ),
    }
}

/// Agencies that stand in no denominator.
pub(in crate::report) fn left_out_sentence(agencies: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "{} cơ quan đã được sắp xếp lại trước ngày thu thập nên không tính vào tổng hợp.",
            count(agencies, lang)
        ),
        Lang::En => {
            let agencies = counted(agencies, "agency was", "agencies were");
            format!("{agencies} merged before the day of capture and left out of the totals.")
        }
    }
}

/// That the visits have not ended, and on how many portals.
pub(in crate::report) fn unfinished(portals: u32, of: u32, lang: Lang) -> String {
    let (open, of) = (count(portals, lang), count(of, lang));
    match (portals, lang) {
        (0, Lang::Vi) => "Đợt kiểm tra bị dừng trước khi kết thúc.".to_owned(),
        (0, Lang::En) => "The run was stopped before its end.".to_owned(),
        (_, Lang::Vi) => format!("Đợt kiểm tra bị dừng giữa chừng: {open} trên {of} cổng chưa được xem xong."),
        (1, Lang::En) => format!("The run was stopped before its end: 1 of {of} portals was not finished."),
        (_, Lang::En) => format!("The run was stopped before its end: {open} of {of} portals were not finished."),
    }
}

/// Why the report is a draft.
pub(in crate::report) fn unreviewed(findings: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "Còn {} kết luận “Không đạt” làm cổng mất mức đầy đủ thông tin mà chưa được người rà soát quyết định.",
            count(findings, lang)
        ),
        Lang::En => format!(
            "A reviewer's decision is still awaited on {} that cost a portal its full information.",
            counted(findings, "finding “Failed”", "findings “Failed”")
        ),
    }
}

/// In one sentence what a bar of the survey chart shows.
pub(in crate::report) fn bar_title(what: &str, row: &SurveyRow, tier: &str, lang: Lang) -> String {
    let (value, of, open) = (count(row.value, lang), count(row.denominator, lang), count(row.undecided, lang));
    match lang {
        Lang::Vi => format!("{tier} – {what}: {value} trên {of}, chưa kết luận {open}"),
        Lang::En => format!("{tier} – {what}: {value} of {of}, undecided {open}"),
    }
}

/// A few words for why something could not be seen.
pub(in crate::report) fn cause(code: ReasonCode, lang: Lang) -> &'static str {
    match code {
        ReasonCode::Proven => lang.of("đã chứng minh", "proven"),
        ReasonCode::AcceptedVariant => lang.of("hình thức khác được chấp nhận", "accepted other form"),
        ReasonCode::Empty => lang.of("trống", "empty"),
        ReasonCode::Incomplete => lang.of("chưa đủ", "incomplete"),
        ReasonCode::Stale => lang.of("quá hạn cập nhật", "stale"),
        ReasonCode::DeadLink => lang.of("liên kết hỏng", "dead link"),
        ReasonCode::NotFound => lang.of("không thấy", "not found"),
        ReasonCode::Dns => lang.of("tên miền không phân giải được", "host name did not resolve"),
        ReasonCode::Refused => lang.of("từ chối kết nối", "connection refused"),
        ReasonCode::Reset => lang.of("kết nối bị ngắt", "connection broke"),
        ReasonCode::TimeoutConnect
        | ReasonCode::TimeoutTls
        | ReasonCode::TimeoutFirstByte
        | ReasonCode::TimeoutBody
        | ReasonCode::TimeoutTotal => lang.of("quá thời gian chờ", "timed out"),
        ReasonCode::TlsExpired
        | ReasonCode::TlsWrongName
        | ReasonCode::TlsSelfSigned
        | ReasonCode::TlsMissingIntermediate
        | ReasonCode::TlsUnknownIssuer
        | ReasonCode::TlsTooOld
        | ReasonCode::TlsHandshake => lang.of("lỗi kết nối bảo mật", "secure connection failed"),
        ReasonCode::PrivateAddress => lang.of("chỉ có địa chỉ nội bộ", "private address only"),
        ReasonCode::Protocol => lang.of("phản hồi sai giao thức", "not HTTP"),
        ReasonCode::Decoding => lang.of("không giải nén được", "content coding broken"),
        ReasonCode::Network => lang.of("lỗi mạng", "network trouble"),
        ReasonCode::Blocked => lang.of("máy chủ từ chối truy cập", "refused by the server"),
        ReasonCode::ServerError => lang.of("máy chủ lỗi", "server error"),
        ReasonCode::RateLimited => lang.of("máy chủ giới hạn số lần truy cập", "limited by the server"),
        ReasonCode::RedirectLoop => lang.of("chuyển hướng vòng lặp", "redirects in a circle"),
        ReasonCode::RedirectsAway => lang.of("chuyển hướng ra ngoài", "redirects elsewhere"),
        ReasonCode::Captcha => lang.of("yêu cầu mã xác nhận", "captcha"),
        ReasonCode::GeoBlocked => lang.of("chặn theo quốc gia", "closed to other countries"),
        ReasonCode::SoftNotFound => lang.of("trang báo không tồn tại", "page says that it does not exist"),
        ReasonCode::NotAPage => lang.of("phản hồi không phải trang web", "no page in the answer"),
        ReasonCode::Challenge => lang.of("chặn truy cập tự động", "script challenge"),
        ReasonCode::NeedsRendering => lang.of("cần trình duyệt dựng trang", "needs a browser"),
        ReasonCode::LogIn => lang.of("phải đăng nhập", "log-in needed"),
        ReasonCode::RobotsForbid => lang.of("robots.txt không cho phép", "forbidden by robots.txt"),
        ReasonCode::Coverage => lang.of("xem được quá ít", "too little seen"),
        ReasonCode::AnnouncedButUnseen => lang.of("không đọc được trang đích", "target could not be read"),
        ReasonCode::UnknownName => lang.of("có nội dung dưới tên khác", "under an unknown name"),
        ReasonCode::PictureOnly => lang.of("chỉ có hình ảnh, cần người xem", "only a picture, to be looked at"),
        ReasonCode::CutPage => lang.of("trang quá dài", "page too long"),
        ReasonCode::Undecodable => lang.of("không rõ bảng mã", "charset unknown"),
        ReasonCode::OtherTier => lang.of("khác cấp cơ quan", "other kind of agency"),
        ReasonCode::NoSuchMatter => lang.of("không có nội dung này", "no such matter"),
        ReasonCode::Merged => lang.of("đã sắp xếp lại", "merged"),
        ReasonCode::NotObservable => lang.of("không quan sát được từ ngoài", "not observable"),
        ReasonCode::NeedsProbe => lang.of("cần phép thử", "needs a probe"),
        ReasonCode::LeftAlone => lang.of("cổng được để yên", "portal left alone"),
        ReasonCode::Budget => lang.of("hết giới hạn kiểm tra", "limit reached"),
    }
}
