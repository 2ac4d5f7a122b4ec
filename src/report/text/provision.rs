//! A legal basis in words, in the form Vietnamese and English legal writing gives it.

use super::{Lang, day};
use crate::rules::{Basis, Confidence, Force, Requirement};

/// `Điểm e khoản 1 Điều 4 Nghị định số 42/2022/NĐ-CP`, `Point e, clause 1, Article 4 of Decree 42/2022/NĐ-CP`.
pub(in crate::report) fn provision(basis: &Basis, lang: Lang) -> String {
    let instrument = instrument(&basis.instrument, lang);
    let parts = [
        (&basis.point, lang.of("điểm", "point")),
        (&basis.clause, lang.of("khoản", "clause")),
        (&basis.article, lang.of("Điều", "Article")),
    ];
    let named: Vec<String> = parts
        .iter()
        .filter(|(number, _)| !number.is_empty())
        .map(|(number, word)| format!("{word} {number}"))
        .collect();
    let sentence = match (lang, named.is_empty()) {
        (_, true) => instrument,
        (Lang::Vi, false) => format!("{} {instrument}", named.join(" ")),
        (Lang::En, false) => format!("{} of {instrument}", named.join(", ")),
    };
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The provisions a finding names, in `lang`: looked up among the requirement's bases by their instrument and numbers;
/// one that is not found there stays as the finding words it.
pub(in crate::report) fn bases(worded: &[String], requirement: Option<&Requirement>, lang: Lang) -> Vec<String> {
    let known = requirement.map_or(&[][..], |requirement| &requirement.bases);
    worded
        .iter()
        .map(|words| {
            known.iter().find(|basis| names(words, basis)).map_or_else(|| words.clone(), |basis| provision(basis, lang))
        })
        .collect()
}

/// Whether `words` speak of `basis`: the instrument and each number follow their word, in whatever order.
fn names(words: &str, basis: &Basis) -> bool {
    let tokens: Vec<String> = words.split([' ', ',', ';']).map(str::to_lowercase).collect();
    let follows = |word: &str, number: &str| match tokens.iter().position(|token| token == word) {
        Some(at) => tokens.get(at + 1).is_some_and(|token| *token == number.to_lowercase()),
        None => number.is_empty(),
    };
    tokens.contains(&basis.instrument.to_lowercase())
        && follows("điều", &basis.article)
        && follows("khoản", &basis.clause)
        && follows("điểm", &basis.point)
}

/// The kind of an instrument is told by the code in its number.
fn instrument(number: &str, lang: Lang) -> String {
    let code = number.rsplit('/').next().unwrap_or_default();
    let kind = match code.split('-').next().unwrap_or_default() {
        "NĐ" => lang.of("Nghị định số", "Decree"),
        "TT" | "TTLT" => lang.of("Thông tư số", "Circular"),
        "QĐ" => lang.of("Quyết định số", "Decision"),
        "CT" => lang.of("Chỉ thị số", "Directive"),
        "NQ" => lang.of("Nghị quyết số", "Resolution"),
        law if law.starts_with("QH") => lang.of("Luật số", "Law"),
        _ => return number.to_owned(),
    };
    format!("{kind} {number}")
}

/// How strongly a basis binds.
pub(in crate::report) fn force(force: Force, lang: Lang) -> &'static str {
    match force {
        Force::Mandatory => lang.of("bắt buộc", "mandatory"),
        Force::ByConditions => lang.of("tùy điều kiện thực tế", "by conditions"),
        Force::Encouraged => lang.of("khuyến khích", "encouraged"),
        Force::Customary => lang.of("theo thông lệ", "customary"),
        Force::Benchmark => lang.of("chuẩn tham chiếu", "benchmark"),
    }
}

/// How far the reading was verified.
pub(in crate::report) fn confidence(confidence: Confidence, lang: Lang) -> &'static str {
    match confidence {
        Confidence::A => lang.of("A: đã đọc toàn văn", "A: read in full text"),
        Confidence::B => lang.of("B: đọc qua trích dẫn sát văn bản", "B: read in a close quotation"),
        Confidence::C => lang.of("C: nguồn thứ cấp", "C: secondary source"),
        Confidence::D => lang.of("D: chưa kiểm chứng", "D: not verified"),
    }
}

/// A basis with its days, for the catalogue of requirements.
pub(in crate::report) fn validity(basis: &Basis, lang: Lang) -> String {
    match (basis.from, basis.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("{} {}", lang.of("từ", "from"), day(from, lang)),
        (None, Some(to)) => format!("{} {}", lang.of("đến hết", "until"), day(to, lang)),
        (Some(from), Some(to)) => format!("{} – {}", day(from, lang), day(to, lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(instrument: &str, article: &str, clause: &str, point: &str) -> Basis {
        Basis {
            instrument: instrument.into(),
            article: article.into(),
            clause: clause.into(),
            point: point.into(),
            force: Force::Mandatory,
            from: None,
            to: None,
            confidence: Confidence::A,
            note: crate::text::Bilingual::default(),
        }
    }

    #[test]
    fn a_provision_is_worded_as_in_legal_writing() {
        let e = basis("42/2022/NĐ-CP", "4", "1", "e");
        assert_eq!(provision(&e, Lang::Vi), "Điểm e khoản 1 Điều 4 Nghị định số 42/2022/NĐ-CP");
        assert_eq!(provision(&e, Lang::En), "Point e, clause 1, Article 4 of Decree 42/2022/NĐ-CP");
        assert_eq!(provision(&basis("104/2016/QH13", "17", "", ""), Lang::Vi), "Điều 17 Luật số 104/2016/QH13");
        assert_eq!(provision(&basis("Luật Kế toán", "", "", ""), Lang::En), "Luật Kế toán");
    }

    #[test]
    fn the_judge_may_word_a_provision_in_another_order() {
        let e = basis("42/2022/NĐ-CP", "4", "1", "e");
        assert!(names("Điều 4 khoản 1 điểm e Nghị định 42/2022/NĐ-CP", &e));
        assert!(names("điểm e khoản 1 Điều 4 Nghị định số 42/2022/NĐ-CP", &e));
        assert!(!names("Điều 4 khoản 1 điểm a Nghị định 42/2022/NĐ-CP", &e));
        assert!(!names("Điều 4 khoản 1 Nghị định 42/2022/NĐ-CP", &e));
        assert!(!names("Điều 4 khoản 1 điểm e Nghị định 224/2026/NĐ-CP", &e));
    }
}
