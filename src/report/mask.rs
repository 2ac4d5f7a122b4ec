//! Hides private persons in what a report repeats from a page: names, telephone numbers, e-mail addresses and
//! identity numbers, and the parts of addresses that may spell a name. Where citizens speak (questions, petitions, comments, results) everything that leads to a person
//! is hidden; elsewhere only identity numbers, because the published contacts of officials are the evidence itself.
//! The untouched page stays in the snapshot.

use std::{borrow::Cow, sync::LazyLock};

use regex::Regex;

use crate::{
    judge::{Finding, Reason, SignalKind, Unseen},
    rules::RequirementId,
    score::LostPoint,
};

mod address;

pub(super) use address::Sections;

/// What stands in place of something hidden.
const HIDDEN: &str = "•••";

/// Requirements whose sections hold what private persons wrote or what was decided about them.
const CITIZENS_SPEAK: [&str; 9] = [
    "citizen-reception-schedule",
    "draft-consultation",
    "feedback-status-tracking",
    "information-correction",
    "inspection-conclusions",
    "interaction-transparency",
    "qa-feedback",
    "recruitment-personnel",
    "satisfaction-rating",
];

/// Requirements whose sections name the office that takes petitions, next to what people sent: an office has a
/// landline and an official mailbox.
const OFFICE_LISTENS: [&str; 1] = ["feedback-admin-regulations"];

/// Words run together for an address or a file name.
static SLUG: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b[a-z0-9]+(?:[-_][a-z0-9]+){2,}\b"));
static IDENTITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?P<before>\b(?:cccd|cmnd|cmt|căn cước(?: công dân)?|chứng minh nhân dân|hộ chiếu|passport)(?:\s+số)?\s*[:.]?\s*)(?P<hide>[A-Z]?\d[\d ]{5,14}\d)",
    )
});
/// A citizen's number has twelve digits and begins with the code of a province, which begins with 0.
static CITIZEN_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<before>^|\D)(?P<hide>0\d{11})\b"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<before>^|[^\d./-])(?P<hide>(?:\+84|\(\+84\)|\(?0\d{1,3}\)?|\d{3})(?:[ .\-]{0,2}\d){6,10})")
});
static MOBILE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<before>^|[^\d./-])(?P<hide>(?:\+84|\(\+84\)|0)[ .\-]?[35789](?:[ .\-]{0,2}\d){8})"));
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?P<before>)(?P<hide>[a-z0-9._%+\-]+\s?(?:@|\[at\]|\(at\))\s?[a-z0-9\-]+(?:\.[a-z0-9\-]+)+)")
});
/// A capitalised name after a word that announces a sender or addresses a person.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<before>(?i:\b(?:người (?:gửi|hỏi|viết|đăng|góp ý|phản ánh)|họ (?:và )?tên|công dân|bạn đọc|bạn|ông|bà|anh|chị|cháu|em|thí sinh|from|name|sender|mr\.?|mrs\.?|ms\.?)\s*[:\-]?\s*))(?P<hide>\p{Lu}\p{L}*(?:\s+\p{Lu}[\p{L}.]*){0,5})",
    )
});

/// A full name by its family name, wherever it stands: titles of questions name who asks.
static FULL_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<before>)(?P<hide>\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Đoàn|Lương|Mai|Tô|Trương|Cao|Hà|Tạ|Châu|Lâm|Phùng|Thái|Nông|Triệu|Quách|Tống|Vương|Lưu|Kiều|Chu|Doãn|Đào|Nghiêm)(?:\s+\p{Lu}\p{Ll}+){1,4})",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern, compiled by the tests")
}

/// Official mailboxes stay: they are where a petition goes to.
fn is_official(address: &str) -> bool {
    address.to_ascii_lowercase().ends_with(".gov.vn")
}

fn hide<'a>(text: Cow<'a, str>, pattern: &Regex) -> Cow<'a, str> {
    let replace = |found: &regex::Captures<'_>| {
        let kept = if is_official(&found["hide"]) { &found["hide"] } else { HIDDEN };
        format!("{}{kept}", &found["before"])
    };
    match pattern.replace_all(&text, replace) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => Cow::Owned(masked),
    }
}

/// `text` as it may be published below `requirement`.
pub(super) fn text<'a>(text: &'a str, requirement: &RequirementId) -> Cow<'a, str> {
    let mut masked = hide(hide(Cow::Borrowed(text), &IDENTITY), &CITIZEN_NUMBER);
    let patterns: &[&LazyLock<Regex>] = match requirement.as_str() {
        id if CITIZENS_SPEAK.contains(&id) => &[&EMAIL, &NUMBER, &NAME, &FULL_NAME],
        id if OFFICE_LISTENS.contains(&id) => &[&EMAIL, &MOBILE, &NAME, &FULL_NAME],
        _ => &[],
    };
    for pattern in patterns {
        masked = hide(masked, pattern);
    }
    masked
}

/// Masks everything in `finding` that was read from a page.
pub(super) fn finding(finding: &mut Finding, sections: &Sections) {
    let requirement = finding.requirement.clone();
    let speak = citizens_speak(&requirement);
    let apply = |field: &mut String| {
        if let Cow::Owned(masked) = text(field, &requirement) {
            *field = masked;
        }
        if speak {
            let hide = |found: &regex::Captures<'_>| {
                if address::names(&found[0], sections) { HIDDEN.to_owned() } else { found[0].to_owned() }
            };
            if let Cow::Owned(masked) = SLUG.replace_all(field, hide) {
                *field = masked;
            }
        }
    };
    let hide = |address: &mut String| {
        if let Some(masked) = Some(&*address).filter(|_| speak).and_then(|address| address::masked(address, sections)) {
            *address = masked;
        }
    };
    if let Some(evidence) = &mut finding.evidence {
        apply(&mut evidence.excerpt);
        apply(&mut evidence.heading);
        hide(&mut evidence.url);
        for file in &mut evidence.files {
            hide(&mut file.url);
        }
        for signal in &mut evidence.signals {
            apply(&mut signal.text);
            // A slug names as well as the words it is made of.
            if speak && signal.kind == SignalKind::Address && address::names(&signal.text, sections) {
                HIDDEN.clone_into(&mut signal.text);
            }
            hide(&mut signal.page);
        }
    }
    finding.search.looked_at.iter_mut().for_each(hide);
    for rejected in &mut finding.search.rejected {
        apply(&mut rejected.announced);
        hide(&mut rejected.url);
    }
    finding.search.attempts.iter_mut().for_each(|attempt| hide(&mut attempt.url));
    reason(&mut finding.reason, &requirement, sections);
}

/// Masks the address that a reason may name.
fn reason(reason: &mut Reason, requirement: &RequirementId, sections: &Sections) {
    if let Reason::Unseen { cause: Unseen::UnknownName { page } | Unseen::PictureOnly { page } } = reason
        && citizens_speak(requirement)
        && let Some(masked) = address::masked(page, sections)
    {
        *page = masked;
    }
}

/// Masks what a lost point repeats of its finding.
pub(super) fn lost(lost: &mut LostPoint, sections: &Sections) {
    reason(&mut lost.reason, &lost.requirement, sections);
}

fn citizens_speak(requirement: &RequirementId) -> bool {
    CITIZENS_SPEAK.contains(&requirement.as_str()) || OFFICE_LISTENS.contains(&requirement.as_str())
}

/// Whether something is hidden in `address`, so that it leads nowhere.
pub(super) fn is_masked(address: &str) -> bool {
    address.contains(HIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(value: &str, requirement: &str) -> String {
        text(value, &RequirementId::new(requirement)).into_owned()
    }

    #[test]
    fn a_question_never_names_who_asked() {
        let question = "Người gửi: Nguyễn Thị Mẫu (mau.nt@example.com, 0912 345 678): Tôi hỏi về Quyết định 12/QĐ-UBND";
        assert_eq!(masked(question, "qa-feedback"), "Người gửi: ••• (•••, •••): Tôi hỏi về Quyết định 12/QĐ-UBND",);
        assert_eq!(masked("Ông Trần Văn B hỏi ngày 20/11/2026", "qa-feedback"), "Ông ••• hỏi ngày 20/11/2026");
        assert_eq!(masked("Tel (024) 3804.1234, +84 912 345 678", "qa-feedback"), "Tel •••, •••");
        assert_eq!(masked("a [at] b.vn", "qa-feedback"), "•••");
        assert_eq!(masked("Trần Văn Kín, số 5 hỏi về đất", "interaction-transparency"), "•••, số 5 hỏi về đất");
    }

    #[test]
    fn dates_and_document_numbers_are_left_alone() {
        let text = "Ngày 2026-11-23, văn bản 123/2026/QĐ-UBND, thủ tục 1.004227, 15/10/2026 08:30";
        assert_eq!(masked(text, "qa-feedback"), text);
    }

    #[test]
    fn contacts_of_officials_are_evidence() {
        let text = "Ông Lê Văn Mẫu, Chánh Văn phòng, 024 3804 0000, vanphong@bomau01.gov.vn";
        assert_eq!(masked(text, "contact-officials"), text);
    }

    #[test]
    fn the_office_that_takes_petitions_may_be_reached() {
        let text = "Điện thoại: 024 3999 0300, kiennghi@bomau01.gov.vn; ông Trần Văn B, 0912 345 678, b@example.com";
        let wanted = "Điện thoại: 024 3999 0300, kiennghi@bomau01.gov.vn; ông •••, •••, •••";
        assert_eq!(masked(text, "feedback-admin-regulations"), wanted);
        assert_eq!(masked("gửi về kiennghi@bomau01.gov.vn", "qa-feedback"), "gửi về kiennghi@bomau01.gov.vn");
    }

    #[test]
    fn identity_numbers_are_hidden_everywhere() {
        assert_eq!(masked("CCCD số: 001099012345", "contact-officials"), "CCCD số: •••");
        assert_eq!(masked("Số định danh 001099012345", "legal-documents"), "Số định danh •••");
        assert_eq!(masked("CMND 012345678", "legal-documents"), "CMND •••");
    }

    #[test]
    fn a_name_spelt_in_an_address_or_a_file_name_is_hidden_and_the_capture_stays() {
        let sections = Sections::of(&crate::rules::load(None).unwrap().requirements);
        let mut about = question();
        finding(&mut about, &sections);
        let evidence = about.evidence.as_ref().unwrap();
        assert_eq!(evidence.url, "https://mau.gov.vn/hoi-dap/•••");
        assert_eq!(evidence.excerpt, "Trả lời (•••.pdf)");
        assert_eq!((evidence.capture.0.as_str(), evidence.digest.as_str()), ("mau/000007", "ab"));
        assert_eq!(about.search.looked_at, ["https://mau.gov.vn/hoi-dap", "https://mau.gov.vn/hoi-dap/•••"]);
        let text = serde_json::to_string(&about).unwrap();
        assert!(!text.contains("van-mau"), "{text}");

        let mut about = Finding { requirement: RequirementId::new("legal-documents"), ..question() };
        let before = about.clone();
        finding(&mut about, &sections);
        assert_eq!(about, before, "where no citizen speaks nothing is hidden");
    }

    fn question() -> Finding {
        let page = "https://mau.gov.vn/hoi-dap/ong-tran-van-mau-hoi-ve-dat";
        Finding {
            portal: crate::registry::PortalId::new("mau"),
            requirement: RequirementId::new("qa-feedback"),
            outcome: crate::judge::Outcome::CantTell,
            reason: Reason::Unseen { cause: Unseen::UnknownName { page: page.to_owned() } },
            evidence: Some(crate::judge::Evidence {
                url: page.to_owned(),
                cut: false,
                place: String::new(),
                heading: String::new(),
                excerpt: "Trả lời (tra-loi-tran-van-mau.pdf)".to_owned(),
                proof: crate::rules::Bilingual::default(),
                signals: vec![crate::judge::Signal {
                    kind: SignalKind::Address,
                    text: "ong-tran-van-mau-hoi-ve-dat".to_owned(),
                    label: String::new(),
                    page: page.to_owned(),
                }],
                newest: None,
                capture: crate::snapshot::CaptureId("mau/000007".to_owned()),
                digest: "ab".to_owned(),
                at: jiff::Timestamp::UNIX_EPOCH,
                received: None,
                mode: crate::fetch::FetchMode::Http,
                flaw: None,
                files: Vec::new(),
                files_announced: 0,
            }),
            search: crate::judge::Search {
                labels: 1,
                looked_at: vec!["https://mau.gov.vn/hoi-dap".to_owned(), page.to_owned()],
                attempts: Vec::new(),
                rejected: Vec::new(),
                files: None,
            },
            basis: Vec::new(),
            holds_today: crate::judge::Obligation::Yes,
            note: None,
        }
    }
}
