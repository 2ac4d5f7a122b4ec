//! A detector in words, in both languages, for people who read rules without wanting to read TOML.

mod phrasing;

use super::{Bilingual, Detector, FilesSay, Phrases, TableWant};
use phrasing::{age, any_of, both, groups, how_many, kinds_of, region_name, role_name, s};

/// A sentence without full stop, and what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The condition, or the heading over its parts.
    pub text: Bilingual,
    /// Parts, to be shown below it, indented.
    pub parts: Vec<Self>,
}

impl Words {
    fn leaf(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { text: both(vi, en), parts: Vec::new() }
    }

    fn over(vi: impl Into<String>, en: impl Into<String>, parts: Vec<Self>) -> Self {
        Self { text: both(vi, en), parts }
    }
}

/// What `detector` looks for.
pub fn words(detector: &Detector) -> Words {
    let many = |parts: &[Detector]| parts.iter().map(words).collect::<Vec<_>>();
    match detector {
        Detector::All(parts) => Words::over("tất cả các điều sau", "all of the following", many(parts)),
        Detector::Any(parts) => {
            Words::over("ít nhất một trong các điều sau", "at least one of the following", many(parts))
        }
        Detector::Not(part) => Words::over("không có điều sau", "not the following", vec![words(part)]),
        Detector::AtLeast { count, of } => Words::over(
            format!("ít nhất {count} trong {} điều sau", of.len()),
            format!("at least {count} of the following {}", of.len()),
            many(of),
        ),
        Detector::Under { heading, has } => Words::over(
            format!("dưới tiêu đề có {}", any_of(heading, "hoặc")),
            format!("under a heading with {}", any_of(heading, "or")),
            vec![words(has)],
        ),
        Detector::In { region, has } => {
            let place = region_name(*region);
            Words::over(format!("trong {}", place.vi), format!("in the {}", place.en), vec![words(has)])
        }
        Detector::On { page, has } => {
            let role = role_name(*page);
            Words::over(format!("trên {}", role.vi), format!("on {}", role.en), vec![words(has)])
        }
        atomic => leaf(atomic),
    }
}

fn leaf(detector: &Detector) -> Words {
    match detector {
        Detector::Documents { min, kinds, normative, dated } => {
            let (of_vi, of_en) = kinds_of(kinds, "loại", "of type");
            let (law_vi, law_en) = if *normative { (" quy phạm pháp luật", "normative ") } else { ("", "") };
            let (with_vi, with_en) = if *dated {
                (", mỗi số ở một mục có ngày", ", each in an entry with a date")
            } else {
                ("", "")
            };
            Words::leaf(
                format!("ít nhất {min} số hiệu văn bản{law_vi} khác nhau{of_vi}{with_vi}"),
                format!("at least {min} distinct {law_en}document number{}{of_en}{with_en}", s(*min)),
            )
        }
        Detector::DatedItems { min, within_days } => {
            let (age_vi, age_en) = age(*within_days);
            Words::leaf(
                format!("ít nhất {min} mục có tiêu đề và ngày tháng{age_vi}"),
                format!("at least {min} entr{} with title and date{age_en}", if *min == 1 { "y" } else { "ies" }),
            )
        }
        Detector::Dates { min, within_days } => {
            let (age_vi, age_en) = age(*within_days);
            Words::leaf(
                format!("ít nhất {min} ngày tháng khác nhau{age_vi}"),
                format!("at least {min} distinct date{}{age_en}", s(*min)),
            )
        }
        Detector::People { min, reachable, told, percent } => people(*min, *reachable, told, *percent),
        Detector::Table(want) => table(want),
        Detector::Files { min, kinds, answering } => {
            let (of_vi, of_en) = kinds_of(kinds, "loại", "of type");
            let (vi, en) = match answering {
                Some(count) => (
                    format!(", {count} tệp tải được khi thử"),
                    format!(", of which {count} answer{} when asked for", if *count == 1 { "s" } else { "" }),
                ),
                None => (String::new(), String::new()),
            };
            Words::leaf(
                format!("ít nhất {min} tệp đính kèm{of_vi}{vi}"),
                format!("at least {min} file{}{of_en}{en}", s(*min)),
            )
        }
        Detector::FilesSay(want) => files_say(want),
        Detector::BudgetPeriods { min, stages } => {
            let (vi, en) = match stages {
                Some(stages) => {
                    (format!(", {stages} loại khác nhau"), format!(", {stages} different kinds among them"))
                }
                None => (String::new(), String::new()),
            };
            Words::leaf(
                format!("ít nhất {min} năm và loại công khai ngân sách (dự toán, thực hiện, quyết toán){vi}"),
                format!("at least {min} budget year{} with its kind (estimate, execution, settlement){en}", s(*min)),
            )
        }
        Detector::ThisWeek {} => Words::leaf(
            "một ngày trong tuần thu thập hoặc tuần kế tiếp",
            "a date of the week in which the page was seen, or of the coming week",
        ),
        Detector::Closed { after, said } => Words::leaf(
            format!("mọi ngày sau {} đều đã qua, hoặc có chữ {}", any_of(after, "hoặc"), any_of(said, "hoặc")),
            format!("every date after {} has passed, or it says {}", any_of(after, "or"), any_of(said, "or")),
        ),
        Detector::OpenUntil { after } => Words::leaf(
            format!("sau {} là một ngày chưa qua", any_of(after, "hoặc")),
            format!("a date that has not passed after {}", any_of(after, "or")),
        ),
        Detector::AnsweredIn {} => {
            Words::leaf("câu hỏi có ngày hỏi và ngày trả lời", "questions with a date of asking and of answering")
        }
        Detector::Units { min, starting } => Words::leaf(
            format!("ít nhất {min} đơn vị có tên bắt đầu bằng {}", any_of(starting, "hoặc")),
            format!("at least {min} unit{} whose names begin with {}", s(*min), any_of(starting, "or")),
        ),
        Detector::Form { asks, at_least } => {
            let (count_vi, count_en) = how_many(*at_least, asks.len());
            Words::leaf(
                format!("một biểu mẫu hỏi {count_vi}: {}", groups(asks)),
                format!("a form that asks for {count_en}: {}", groups(asks)),
            )
        }
        Detector::SearchForm {} => Words::leaf("một ô tìm kiếm trên trang", "a field for searching the site"),
        Detector::Words { min, max } => {
            let (vi, en) = match (min, max) {
                (Some(min), Some(max)) => (format!("từ {min} đến {max} chữ"), format!("{min} to {max} words")),
                (Some(min), None) => (format!("ít nhất {min} chữ"), format!("at least {min} word{}", s(*min))),
                (None, Some(max)) => (format!("nhiều nhất {max} chữ"), format!("at most {max} word{}", s(*max))),
                (None, None) => ("văn bản bất kỳ".to_owned(), "any text".to_owned()),
            };
            Words::leaf(format!("{vi} nội dung ngoài liên kết"), format!("{en} of text outside links"))
        }
        Detector::Phrases { any, at_least } => match at_least {
            Some(count) if *count > 1 => Words::leaf(
                format!("ít nhất {count} trong các cụm từ {}", any_of(any, "và")),
                format!("at least {count} of the phrases {}", any_of(any, "and")),
            ),
            _ => Words::leaf(format!("cụm từ {}", any_of(any, "hoặc")), format!("the phrase {}", any_of(any, "or"))),
        },
        Detector::Heading { any } => Words::leaf(
            format!("một tiêu đề có {}", any_of(any, "hoặc")),
            format!("a heading with {}", any_of(any, "or")),
        ),
        Detector::Links { min, hosts, labelled, elsewhere, inside } => {
            let behind = if *inside {
                (" đến tài khoản hoặc bài cụ thể", " to an account or item")
            } else {
                ("", "")
            };
            links(*min, hosts, labelled, *elsewhere, behind)
        }
        Detector::Control { any } => Words::leaf(
            format!("một nút hoặc liên kết: {}", any_of(any, "hoặc")),
            format!("a button or link: {}", any_of(any, "or")),
        ),
        Detector::Phones { min } => {
            Words::leaf(format!("ít nhất {min} số điện thoại"), format!("at least {min} telephone number{}", s(*min)))
        }
        Detector::Emails { min, official } => {
            let (vi, en) = if *official { (" công vụ", "official ") } else { ("", "") };
            Words::leaf(
                format!("ít nhất {min} địa chỉ thư điện tử{vi}"),
                format!("at least {min} {en}e-mail address{}", if *min == 1 { "" } else { "es" }),
            )
        }
        Detector::PostalAddress {} => Words::leaf("một địa chỉ liên hệ bưu chính", "a postal address"),
        Detector::ProcedureCodes { min } => Words::leaf(
            format!("ít nhất {min} mã thủ tục hành chính"),
            format!("at least {min} code{} of administrative procedures", s(*min)),
        ),
        Detector::Figures { min } => Words::leaf(
            format!("ít nhất {min} số liệu trong bảng"),
            format!("at least {min} figure{} in tables", s(*min)),
        ),
        Detector::Images { min, called } => {
            let (vi, en) = match &called[..] {
                [] => (String::new(), String::new()),
                some => (format!(", nêu {}", any_of(some, "hoặc")), format!(" that say {}", any_of(some, "or"))),
            };
            Words::leaf(
                format!("ít nhất {min} hình ảnh lớn hơn biểu tượng{vi}"),
                format!("at least {min} image{} larger than an icon{en}", s(*min)),
            )
        }
        Detector::SeenSince { day } => Words::leaf(
            format!("trang được xem từ ngày {}", crate::clock::written(*day)),
            format!("the page was seen on {} or later", crate::clock::written(*day)),
        ),
        Detector::Answers { min } => Words::leaf(
            format!("ít nhất {min} câu hỏi có câu trả lời"),
            format!("at least {min} question{} with an answer", s(*min)),
        ),
        Detector::Edition { languages } => Words::leaf(
            format!("có thể mở phiên bản ngôn ngữ khác ({})", languages.join(", ")),
            format!("an edition in another language can be opened ({})", languages.join(", ")),
        ),
        Detector::WrittenIn { language } => Words::leaf(
            format!("chính văn viết bằng ngôn ngữ `{language}`"),
            format!("the text itself is written in `{language}`"),
        ),
        Detector::AgencyNamed {} => Words::leaf(
            "tên cơ quan đứng ở đầu trang, tiêu đề trang hoặc đề mục",
            "the agency's name stands in header, title or heading",
        ),
        Detector::Labelled {} => Words::leaf(
            "một nhãn của yêu cầu này xuất hiện trong đề mục, tiêu đề, đường dẫn hoặc địa chỉ trang",
            "one of this requirement's labels stands in a heading, title, breadcrumb or the address of the page",
        ),
        Detector::Address { secure, hosts } => address(*secure, hosts),
        Detector::ReachableByIpv6 {} => {
            Words::leaf("tên miền có bản ghi AAAA (địa chỉ IPv6)", "the host has an AAAA record (an IPv6 address)")
        }
        Detector::Finds {} => Words::leaf(
            "tìm một tiêu đề có thật thì trang kết quả dẫn đến bài đó",
            "asked for a title that exists, the search leads to it",
        ),
        Detector::OfTier { tiers } => {
            let of = |name: fn(&crate::registry::Tier) -> String| tiers.iter().map(name).collect::<Vec<_>>().join(", ");
            let names = of(|tier| tier.name().to_owned());
            Words::leaf(format!("cổng thuộc cấp {names}"), format!("the portal is of tier {names}"))
        }
        Detector::Metadata { names, at_least, containing } => {
            let (count_vi, count_en) = match at_least {
                Some(count) if *count > 1 => (format!("ít nhất {count} trong "), format!("at least {count} of ")),
                _ => Default::default(),
            };
            let (value_vi, value_en) = if containing.is_empty() {
                Default::default()
            } else {
                (format!(" ghi {}", any_of(containing, "hoặc")), format!(" that say {}", any_of(containing, "or")))
            };
            Words::leaf(
                format!("siêu dữ liệu {count_vi}{}{value_vi}", any_of(names, "hoặc")),
                format!("metadata {count_en}{}{value_en}", any_of(names, "or")),
            )
        }
        Detector::PicturesDescribed { percent } => Words::leaf(
            format!("ít nhất {percent} % hình ảnh có lời thay thế"),
            format!("at least {percent} % of the pictures have words in their place"),
        ),
        Detector::LanguageDeclared {} => {
            Words::leaf("mã nguồn khai báo ngôn ngữ của trang", "the source declares the language of the page")
        }
        Detector::Unicode {} => {
            Words::leaf("chữ mã hóa theo Unicode, không dùng bảng mã cũ", "text in Unicode, no older encoding")
        }
        Detector::OlderEncoding {} => {
            Words::leaf("chữ gõ bằng bảng mã cũ hơn Unicode", "text typed in an encoding older than Unicode")
        }
        Detector::ScriptsCall { hosts } => Words::leaf(
            format!("mã lệnh của trang gọi đến {}", any_of(hosts, "hoặc")),
            format!("scripts of the page call {}", any_of(hosts, "or")),
        ),
        Detector::All(_)
        | Detector::Any(_)
        | Detector::Not(_)
        | Detector::AtLeast { .. }
        | Detector::Under { .. }
        | Detector::In { .. }
        | Detector::On { .. } => words(detector),
    }
}

fn files_say(want: &FilesSay) -> Words {
    let (kinds_vi, kinds_en) = kinds_of(&want.kinds, "loại", "of type");
    let mut vi: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    if want.numbered {
        vi.push(format!("số văn bản{kinds_vi}"));
        en.push(format!("a document number{kinds_en}"));
    }
    if want.dated {
        vi.push("ngày tháng".to_owned());
        en.push("a date".to_owned());
    }
    if want.budget_period {
        vi.push("năm và loại ngân sách".to_owned());
        en.push("a budget year and kind".to_owned());
    }
    if !want.phrases.is_empty() {
        vi.push(any_of(&want.phrases, "hoặc"));
        en.push(any_of(&want.phrases, "or"));
    }
    if vi.is_empty() {
        vi.push("văn bản đọc được".to_owned());
        en.push("text".to_owned());
    }
    Words::leaf(
        format!("ít nhất {} tệp có trong nội dung {}", want.min, vi.join(", ")),
        format!("at least {} file{} whose own text has {}", want.min, s(want.min), en.join(", ")),
    )
}

fn people(min: u32, reachable: bool, told: &Phrases, percent: Option<u32>) -> Words {
    let mut vi = format!("ít nhất {min} người được nêu tên và chức vụ");
    let mut en = format!("at least {min} {} named with their post", if min == 1 { "person" } else { "people" });
    if reachable {
        vi.push_str(", kèm điện thoại hoặc thư điện tử công vụ");
        en.push_str(", with phone or official e-mail");
    }
    if !told.is_empty() {
        vi += format!(", kèm {}", any_of(told, "hoặc")).as_str();
        en += format!(", with {}", any_of(told, "or")).as_str();
    }
    if let Some(percent) = percent {
        vi += format!("; chiếm từ {percent}% số người được nêu").as_str();
        en += format!("; {percent}% or more of all who are named").as_str();
    }
    Words::leaf(vi, en)
}

fn table(want: &TableWant) -> Words {
    let (count_vi, count_en) = how_many(want.at_least, want.columns.len());
    let rows = want.rows.unwrap_or(1);
    Words::leaf(
        format!("một bảng có {count_vi} cột: {}; ít nhất {rows} dòng có nội dung ở các cột ấy", groups(&want.columns)),
        format!(
            "a table with {count_en} columns: {}; at least {rows} row{} with these filled",
            groups(&want.columns),
            s(rows)
        ),
    )
}

fn address(secure: bool, hosts: &[String]) -> Words {
    let (over_vi, over_en) = if secure { (" qua HTTPS", " over HTTPS") } else { ("", "") };
    let (at_vi, at_en) = if hosts.is_empty() {
        Default::default()
    } else {
        let said = |name: &str, label: &str| hosts.join(", ").replace("{name}", name).replace("{label}", label);
        (
            format!(" tại {}", said("<tên không dấu>", "<tên>")),
            format!(" at {}", said("<name without marks>", "<name>")),
        )
    };
    Words::leaf(format!("trang mở{over_vi}{at_vi}"), format!("the page opens{over_en}{at_en}"))
}

fn links(min: u32, hosts: &[String], labelled: &Phrases, elsewhere: bool, behind: (&str, &str)) -> Words {
    let (away_vi, away_en) = if elsewhere { (" ra ngoài trang", " to other sites") } else { ("", "") };
    let (named_vi, named_en) = if labelled.is_empty() {
        Default::default()
    } else {
        (format!(" mang nhãn {}", any_of(labelled, "hoặc")), format!(" labelled {}", any_of(labelled, "or")))
    };
    let (to_vi, to_en) = if hosts.is_empty() {
        Default::default()
    } else {
        let own = |name: &str| hosts.join(", ").replace("{portal}", name);
        let (to_vi, to_en) = if behind.0.is_empty() { (" đến", " to") } else { (" tại", " at") };
        (format!("{to_vi} {}", own("tên miền của cổng")), format!("{to_en} {}", own("the portal's own domains")))
    };
    Words::leaf(
        format!("ít nhất {min} liên kết{away_vi}{named_vi}{}{to_vi}", behind.0),
        format!("at least {min} link{}{away_en}{named_en}{}{to_en}", s(min), behind.1),
    )
}

#[cfg(test)]
mod tests {
    use super::{Detector, words};

    #[test]
    fn a_nested_condition_reads_from_the_outside_in() {
        let inner = Detector::Units { min: 5, starting: vec!["Vụ".into(), "Cục".into()] };
        let detector = Detector::All(vec![
            Detector::Under { heading: vec!["Cơ cấu".into()], has: Box::new(inner) },
            Detector::Not(Box::new(Detector::Dates { min: 1, within_days: Some(30) })),
        ]);
        let told = words(&detector);
        assert_eq!(told.text.en, "all of the following");
        assert_eq!(told.parts[0].text.vi, "dưới tiêu đề có “Cơ cấu”");
        assert_eq!(told.parts[0].parts[0].text.en, "at least 5 units whose names begin with “Vụ” or “Cục”");
        assert_eq!(told.parts[1].parts[0].text.en, "at least 1 distinct date, the newest at most 30 days old");
    }
}
