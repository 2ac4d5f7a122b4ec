//! One sentence for every reason, without the final full stop of a diagnostic: these are sentences for people.

use jiff::civil::Date;

use super::{Lang, day};
use crate::{
    fetch::{BrowserTrouble, Failure, TimeoutPhase, TlsProblem},
    judge::{Gap, Reason, Unseen},
    report::ReasonCode,
    rules::Probe,
};

/// Why the outcome is what it is. `proof` is what the rule's proof says when it holds, empty if unknown; `into` names
/// the agency that took over a merged one.
pub(in crate::report) fn reason(reason: &Reason, proof: &str, into: &str, lang: Lang) -> String {
    let proof = if proof.is_empty() { String::new() } else { format!(": {proof}") };
    match reason {
        Reason::Proven { variant: false, .. } => match lang {
            Lang::Vi => format!("Tìm thấy mục thông tin và nội dung chứng minh được{proof}."),
            Lang::En => format!("Found, and its content proves it{proof}."),
        },
        Reason::Proven { variant: true, .. } => match lang {
            Lang::Vi => format!("Tìm thấy ở một hình thức khác được chấp nhận{proof}."),
            Lang::En => format!("Found in another accepted form{proof}."),
        },
        Reason::Short { gap } => gap_sentence(*gap, lang).to_owned(),
        Reason::NotFound => lang
            .of(
                "Đã tìm trong phạm vi được nêu mà không thấy mục thông tin này.",
                "Searched as the dossier states, and not found.",
            )
            .to_owned(),
        Reason::Unseen { cause } => unseen(cause, lang),
        Reason::OtherTier => lang
            .of("Yêu cầu này không áp dụng cho cấp cơ quan này.", "This duty does not bind agencies of this kind.")
            .to_owned(),
        Reason::NoSuchMatter => lang
            .of(
                "Chỉ áp dụng khi cơ quan có nội dung này; không có dấu hiệu nào cho thấy cơ quan có.",
                "Binds only where the agency has such matter, and nothing points to any.",
            )
            .to_owned(),
        Reason::Merged { since, .. } => merged(into, *since, lang),
        Reason::NotObservable => lang
            .of(
                "Không quan sát được từ bên ngoài; cần người có thẩm quyền truy cập kiểm tra.",
                "Cannot be observed from outside; a person with access has to check.",
            )
            .to_owned(),
        Reason::NeedsProbe { probe } => {
            let check = self::probe(*probe, lang);
            match lang {
                Lang::Vi => format!("Nội dung các trang chưa đủ để kết luận; cần phép thử: {check}."),
                Lang::En => format!("The pages alone do not settle it; a probe has to: {check}."),
            }
        }
        Reason::Budget => lang
            .of(
                "Hết giới hạn số trang, độ sâu hoặc thời gian của lần kiểm tra trước khi có kết luận.",
                "The visit's limit of pages, depth or time ended before it was decided.",
            )
            .to_owned(),
    }
}

/// That an agency was merged into the one named `into`.
pub(in crate::report) fn merged(into: &str, since: Date, lang: Lang) -> String {
    let since = day(since, lang);
    match lang {
        Lang::Vi => format!("Cơ quan đã được sắp xếp vào {into} từ ngày {since}; không tính vào tổng hợp."),
        Lang::En => format!("The agency was merged into {into} on {since}; it is left out of the totals."),
    }
}

/// The active check, as a clause without full stop.
pub(crate) fn probe(probe: Probe, lang: Lang) -> &'static str {
    match probe {
        Probe::Search => lang.of("tìm một tiêu đề đã biết", "search for a title that is known to be there"),
        Probe::Attachment => lang.of("mở tệp đính kèm và đọc được", "ask for an attachment and read it"),
        Probe::Form => lang.of("mở biểu mẫu và nhận được trả lời", "open the form and see that it answers"),
        Probe::Connection => {
            lang.of("mở kết nối bảo mật và kiểm tra chứng thư", "open a secure connection and check its certificate")
        }
        Probe::Resolution => lang.of("tra địa chỉ IPv6 của tên miền", "ask for the host's IPv6 addresses"),
        Probe::Timing => lang.of("đo thời gian tải trang nhiều lần", "measure repeatedly how long pages take"),
        Probe::Uptime => {
            lang.of("truy cập lặp lại trong nhiều ngày", "come back over several days and see whether it answers")
        }
        Probe::Comparison => lang.of(
            "so sánh nội dung với các trang thành phần và kênh khác",
            "compare what stands here with the component pages and other channels",
        ),
        Probe::Source => lang.of(
            "hỏi nơi vận hành hệ thống đo lường, vì mã đo có thể nằm trong tệp lệnh",
            "ask those who run the measuring platform, as a script from a file may bring its code",
        ),
        Probe::Rendering => lang.of(
            "dựng trang bằng trình duyệt trên màn hình nhỏ và không dùng chuột",
            "render pages in a browser, on a small screen and without a mouse",
        ),
    }
}

fn gap_sentence(gap: Gap, lang: Lang) -> &'static str {
    match gap {
        Gap::Empty => lang.of(
            "Có tên mục nhưng bên trong không có nội dung.",
            "The section is announced, but there is nothing in it.",
        ),
        Gap::Incomplete => lang.of(
            "Có mục nhưng nội dung chưa đủ so với yêu cầu.",
            "The section is there, but not all that is asked for.",
        ),
        Gap::Stale => lang.of(
            "Có mục nhưng đã quá thời hạn cập nhật theo quy định.",
            "The section is there, but older than the legal deadline.",
        ),
        Gap::DeadLink => lang.of(
            "Có liên kết dẫn tới mục này nhưng liên kết trả về lỗi.",
            "A link announces the section, but its target answers with an error.",
        ),
    }
}

fn unseen(cause: &Unseen, lang: Lang) -> String {
    let sentence = match cause {
        Unseen::Unreachable { failure } => {
            let failure = self::failure(*failure, lang);
            return match lang {
                Lang::Vi => format!("Không truy cập được trang chủ: {failure}."),
                Lang::En => format!("The start page could not be reached: {failure}."),
            };
        }
        Unseen::Blocked { status } => {
            return match lang {
                Lang::Vi => format!("Máy chủ từ chối truy cập tự động (mã HTTP {status})."),
                Lang::En => format!("The server refused the visit (HTTP status {status})."),
            };
        }
        Unseen::ServerError { status } => {
            return match lang {
                Lang::Vi => format!("Máy chủ gặp lỗi (mã HTTP {status})."),
                Lang::En => format!("The server answered with an error of its own (HTTP status {status})."),
            };
        }
        Unseen::RateLimited => lang.of(
            "Máy chủ báo bị truy cập quá nhiều (mã HTTP 429).",
            "The server says that it is asked too much (HTTP status 429).",
        ),
        Unseen::RedirectLoop => lang.of(
            "Địa chỉ chuyển hướng vòng lặp hoặc quá nhiều lần.",
            "The address redirects in a circle, or too often.",
        ),
        Unseen::RedirectsAway { to } => {
            return match lang {
                Lang::Vi => format!("Địa chỉ chuyển hướng ra ngoài tên miền của cổng, đến {to}."),
                Lang::En => format!("The address redirects out of the portal's domains, to {to}."),
            };
        }
        Unseen::Captcha => lang.of(
            "Phải nhập mã xác nhận dành cho người (CAPTCHA) trước khi vào nội dung.",
            "A test that only a person passes (CAPTCHA) stands before the content.",
        ),
        Unseen::GeoBlocked => lang.of(
            "Máy chủ không cho truy cập từ nơi thực hiện kiểm tra (chặn theo quốc gia).",
            "The server lets nobody in from where the visit came from (blocked by country).",
        ),
        Unseen::SoftNotFound => lang.of(
            "Máy chủ trả lời như với một địa chỉ không tồn tại, dù mã HTTP báo thành công.",
            "The server answers as it does for an address that cannot exist, although the HTTP status says success.",
        ),
        Unseen::NotAPage { content_type } if content_type.is_empty() => {
            lang.of("Phản hồi không phải là một trang web.", "What was answered is no page.")
        }
        Unseen::NotAPage { content_type } => {
            return match lang {
                Lang::Vi => format!("Phản hồi không phải là một trang web (loại nội dung {content_type})."),
                Lang::En => format!("What was answered is no page (content type {content_type})."),
            };
        }
        Unseen::Announced { cause } => {
            let why = super::cause(ReasonCode::from(&**cause), lang);
            return match lang {
                Lang::Vi => format!("Có nơi giới thiệu mục này nhưng không đọc được trang đích: {why}."),
                Lang::En => format!("The place where it is announced could not be read: {why}."),
            };
        }
        Unseen::Challenge => lang.of(
            "Có bước kiểm tra chống truy cập tự động trước khi vào nội dung.",
            "A script challenge stands before the content.",
        ),
        Unseen::NeedsRendering => lang.of(
            "Nội dung do mã lệnh của trang dựng lên; lần kiểm tra này không chạy, hoặc không chạy được hết, mã lệnh đó.",
            "The content is put in by scripts, which this visit did not run, or not to an end.",
        ),
        Unseen::LogIn => lang.of("Phải đăng nhập mới xem được nội dung.", "A log-in stands before the content."),
        Unseen::LeftAlone => lang.of(
            "Máy chủ báo lỗi hoặc từ chối liên tục, hoặc yêu cầu chờ quá lâu, nên cổng được để yên; có thể xem tiếp bằng \
             `d42 resume`.",
            "The server failed or refused again and again, or asked to wait too long, so the portal was left alone; \
             `d42 resume` goes on with it.",
        ),
        Unseen::RobotsForbid => lang.of(
            "Tệp robots.txt của cổng không cho phép truy cập tự động.",
            "The portal's robots.txt forbids the visit.",
        ),
        Unseen::Coverage => lang.of(
            "Phần đã xem được còn quá ít để kết luận là không có.",
            "Too little of the portal was seen to say that it is missing.",
        ),
        Unseen::AnnouncedButUnseen => lang.of(
            "Có nơi giới thiệu mục này nhưng trang đích nằm ngoài phạm vi xem được.",
            "The place where it is announced was not visited.",
        ),
        Unseen::UnknownName { page } => {
            return match lang {
                Lang::Vi => format!(
                    "Không thấy mục nào mang tên đã biết, nhưng một trang trong menu có nội dung tương ứng: {page}. \
                     Cần người rà soát xác nhận."
                ),
                Lang::En => format!(
                    "No section bears a known name, but a page of the menu has the content: {page}. \
                     A reviewer must confirm it."
                ),
            };
        }
        Unseen::PictureOnly { page } => {
            return match lang {
                Lang::Vi => format!(
                    "Có mục nhưng nội dung chỉ là hình ảnh, không đọc được bằng máy: {page}. Cần người rà soát xem hình."
                ),
                Lang::En => format!(
                    "The section is there, but all it shows is a picture, which no program reads: {page}. \
                     A reviewer must look at it."
                ),
            };
        }
        Unseen::CutPage => lang.of(
            "Trang dài quá giới hạn nên chỉ đọc được phần đầu; phần còn lại có thể có nội dung này.",
            "The page is longer than what is kept; the rest of it may hold this.",
        ),
        Unseen::Undecodable => lang.of(
            "Không xác định được bảng mã chữ của trang nên không tin cậy được nội dung chữ.",
            "The charset could not be told, so the words cannot be trusted.",
        ),
    };
    sentence.to_owned()
}

/// Why there was no answer, as a clause without full stop.
pub(in crate::report) fn failure(failure: Failure, lang: Lang) -> &'static str {
    match failure {
        Failure::Dns => lang.of("tên miền không phân giải được (DNS)", "the host name did not resolve (DNS)"),
        Failure::Refused => lang.of("máy chủ từ chối kết nối", "the connection was refused"),
        Failure::Reset => lang.of("kết nối bị ngắt giữa chừng", "the connection broke before an answer was complete"),
        Failure::Timeout(TimeoutPhase::Connect) => {
            lang.of("quá thời gian chờ kết nối", "no connection was made in time")
        }
        Failure::Timeout(TimeoutPhase::Tls) => {
            lang.of("quá thời gian chờ thiết lập kết nối bảo mật", "no secure connection was made in time")
        }
        Failure::Timeout(TimeoutPhase::FirstByte) => lang.of("quá thời gian chờ phản hồi", "no answer came in time"),
        Failure::Timeout(TimeoutPhase::Body) => {
            lang.of("phần còn lại của phản hồi không đến kịp", "the rest of the answer did not come in time")
        }
        Failure::Timeout(TimeoutPhase::Total) => {
            lang.of("tổng thời gian tải vượt quá giới hạn", "the answer took longer than allowed")
        }
        Failure::Tls(problem) => tls_problem(problem, lang),
        Failure::PrivateAddress => {
            lang.of("tên miền chỉ trỏ tới địa chỉ mạng nội bộ", "the host resolved only to private addresses")
        }
        Failure::Protocol => lang.of("phản hồi không đúng giao thức HTTP", "the answer broke the rules of HTTP"),
        Failure::Decoding => lang.of("không giải nén được nội dung phản hồi", "the content coding could not be undone"),
        Failure::Network => {
            lang.of("lỗi mạng giữa máy kiểm tra và máy chủ", "trouble on the network between us and the host")
        }
        Failure::Browser(BrowserTrouble::Crashed) => {
            lang.of("trang làm trình duyệt dừng đột ngột", "the page ended the browser")
        }
        Failure::Browser(BrowserTrouble::Stuck) => {
            lang.of("mã lệnh của trang chạy không dừng", "the scripts of the page never came to rest")
        }
        Failure::Browser(BrowserTrouble::Unavailable) => {
            lang.of("không chạy được trình duyệt", "the browser could not be run")
        }
    }
}

/// What is wrong with a certificate or the secure connection, as a clause without full stop.
pub(in crate::report) fn tls_problem(problem: TlsProblem, lang: Lang) -> &'static str {
    match problem {
        TlsProblem::Expired => {
            lang.of("chứng thư số của máy chủ ngoài thời hạn hiệu lực", "the certificate is outside its validity")
        }
        TlsProblem::WrongName => {
            lang.of("chứng thư số không cấp cho tên miền này", "the certificate names other hosts")
        }
        TlsProblem::SelfSigned => {
            lang.of("chứng thư số do máy chủ tự ký", "the certificate is signed by the server itself")
        }
        TlsProblem::MissingIntermediate => lang.of(
            "máy chủ không gửi chứng thư số trung gian và không tải được từ nơi chứng thư chỉ tới",
            "the server does not send an intermediate certificate, and it could not be had from where it is said to be",
        ),
        TlsProblem::UnknownIssuer => {
            lang.of("không xác minh được tổ chức cấp chứng thư số", "the certificate leads to no trusted root")
        }
        TlsProblem::TooOld => {
            lang.of("máy chủ chỉ hỗ trợ giao thức bảo mật quá cũ", "the server speaks only outdated security protocols")
        }
        TlsProblem::Handshake => {
            lang.of("không thiết lập được kết nối bảo mật", "the secure connection could not be made")
        }
    }
}
