//! How facts stand in an excerpt: in words a reader knows from the page, not as the program keeps them.

use url::Url;

use crate::page::{Form, Link, Person};

/// A person with post and one way to reach them.
pub(crate) fn person(person: &Person) -> String {
    let mut line = format!("{}, {}", person.name, person.post);
    let reach = person.phone.as_deref().map(grouped).or_else(|| person.email.clone());
    if let Some(reach) = reach {
        line.push_str(", ");
        line.push_str(&reach);
    }
    line
}

/// A telephone number as it is read aloud: `ĐT 024 3900 8772`.
pub(crate) fn phone(digits: &str) -> String {
    format!("ĐT {}", grouped(digits))
}

/// The digits of a telephone number in groups; as they are if they have no usual length.
fn grouped(digits: &str) -> String {
    let groups: &[usize] = match digits.len() {
        _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => return digits.to_owned(),
        // Hà Nội and Hồ Chí Minh City have area codes of three digits, the others of four.
        11 if digits.starts_with("024") || digits.starts_with("028") => &[3, 4, 4],
        11 => &[4, 3, 4],
        10 => &[4, 3, 3],
        _ => return digits.to_owned(),
    };
    let mut rest = digits;
    let mut parts = Vec::with_capacity(groups.len());
    for length in groups {
        let (part, after) = rest.split_at(*length);
        parts.push(part);
        rest = after;
    }
    parts.join(" ")
}

/// The code of an administrative procedure.
pub(crate) fn procedure(code: &str) -> String {
    format!("mã thủ tục {code}")
}

/// A link by its words and where it leads.
pub(crate) fn link(link: &Link) -> String {
    let label = link.label.trim();
    match &link.target {
        Some(target) if label.is_empty() => place(target),
        Some(target) => match target.host_str().filter(|host| !label.contains(host)) {
            Some(host) => format!("{label} ({host})"),
            None => label.to_owned(),
        },
        None => label.to_owned(),
    }
}

/// A file by the words of its link, else by its name.
pub(crate) fn file(link: &Link) -> String {
    let name = link.target.as_ref().and_then(|target| target.path_segments()?.next_back()).unwrap_or_default();
    match link.label.trim() {
        "" => name.to_owned(),
        label if name.is_empty() || label.contains(name) => label.to_owned(),
        label => format!("{label} ({name})"),
    }
}

/// An address without what every address has: `sotaichinh.mau.gov.vn`, `mau.gov.vn/tep/quy-trinh.pdf`.
fn place(target: &Url) -> String {
    let host = target.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    format!("{host}{}", target.path().trim_end_matches('/'))
}

/// What a form asks for, field by field: `[Họ và tên] [Email] [Nội dung góp ý]`.
pub(crate) fn form(form: &Form) -> String {
    const NAMED: usize = 6;
    let mut said: Vec<String> = Vec::new();
    for field in &form.fields {
        let words = field_words(&field.words);
        if !words.is_empty() && !said.contains(&words) {
            said.push(words);
        }
    }
    said.truncate(NAMED);
    said.iter().map(|words| format!("[{words}]")).collect::<Vec<_>>().join(" ")
}

/// The words of a field without the name that only its program reads; the name alone is better than nothing.
fn field_words(words: &str) -> String {
    let parts: Vec<&str> = words.split(" | ").collect();
    let is_name = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' ');
    let shown: Vec<&str> = match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() && is_name(last) => rest.to_vec(),
        _ => parts,
    };
    shown.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_grouped_as_they_are_read() {
        assert_eq!(phone("02439008772"), "ĐT 024 3900 8772");
        assert_eq!(phone("02013900167"), "ĐT 0201 390 0167");
        assert_eq!(phone("0912345678"), "ĐT 0912 345 678");
        assert_eq!(phone("19001234"), "ĐT 19001234");
    }

    #[test]
    fn fields_are_shown_by_what_their_reader_sees() {
        assert_eq!(field_words("Họ và tên | hoten"), "Họ và tên");
        assert_eq!(field_words("Nhập từ khóa | Tìm kiếm | txt keyword"), "Nhập từ khóa / Tìm kiếm");
        assert_eq!(field_words("email"), "email");
    }

    #[test]
    fn addresses_lose_what_every_address_has() {
        let shown = |url: &str| place(&Url::parse(url).unwrap());
        assert_eq!(shown("https://www.mau.gov.vn/"), "mau.gov.vn");
        assert_eq!(shown("http://mau.gov.vn/tep/quy-trinh.pdf"), "mau.gov.vn/tep/quy-trinh.pdf");
    }
}
