//! A requirement in words: what it asks for, where it is looked for, what proves it, on which legal ground.

use std::fmt::Write as _;

use crate::report::{self, Lang};
use crate::rules::{Accepts, Basis, Confidence, Force, Ground, Observe, Profile, Requirement, Words, words};

/// `42/2022/NĐ-CP 4(1)(e)`.
pub(super) fn provision(basis: &Basis) -> String {
    let mut text = basis.instrument.clone();
    if !basis.article.is_empty() {
        text.push(' ');
        text.push_str(&basis.article);
    }
    for part in [&basis.clause, &basis.point] {
        if !part.is_empty() {
            text.push('(');
            text.push_str(part);
            text.push(')');
        }
    }
    text
}

/// From when until when a ground is valid; empty if it has no bounds.
pub(super) fn span(basis: &Basis, lang: Lang) -> String {
    let [from, to] = [basis.from, basis.to].map(|day| day.map(|day| report::day(day, lang)));
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("{} {from}", lang.of("từ", "from")),
        (None, Some(to)) => format!("{} {to}", lang.of("đến", "until")),
        (Some(from), Some(to)) => format!("{} {from} {} {to}", lang.of("từ", "from"), lang.of("đến", "until")),
    }
}

/// The whole requirement, several paragraphs.
pub(super) fn requirement(requirement: &Requirement, profiles: &[Profile], lang: Lang) -> String {
    let say = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let mut page = Page { text: String::new() };
    page.line(0, &format!("{} — {}", requirement.id, lang.pick(&requirement.title)));
    page.heading(say("Phải có", "What must be there"));
    page.line(1, lang.pick(&requirement.expects));
    page.heading(say("Áp dụng cho", "Binds"));
    let tiers: Vec<&str> = requirement.tiers.iter().map(|tier| report::tier(Some(*tier), lang)).collect();
    page.line(1, &tiers.join("; "));
    if requirement.where_any {
        page.line(1, say("chỉ khi cơ quan có nội dung này", "only where the agency has such matter"));
    }
    page.line(1, &format!("{} {}", say("trọng số", "weight"), requirement.weight));

    page.heading(say("Căn cứ pháp lý", "Legal grounds"));
    for basis in &requirement.bases {
        ground(&mut page, basis, profiles, lang);
    }

    page.heading(say("Tìm ở đâu", "Where it is looked for"));
    page.line(
        1,
        match requirement.observe {
            Observe::Page => say(
                "một mục có nhãn dưới đây, và nội dung của mục đó phải tự chứng minh",
                "in a section announced by one of the labels below; what stands in it must prove it",
            ),
            Observe::Site => say("trên mọi trang của cổng", "on every page of the portal"),
            Observe::Probe => say(
                "trên mọi trang của cổng; trang không đủ chứng minh thì cần phép thử",
                "on every page of the portal; what pages do not prove, a probe has to settle",
            ),
            Observe::Person => say(
                "không quan sát được từ bên ngoài: luôn để người rà soát kết luận",
                "not visible from outside: always left to a reviewer",
            ),
        },
    );
    if let Some(probe) = requirement.probe {
        page.line(1, &format!("{}: {}", say("phép thử", "probe"), report::probe(probe, lang)));
    }
    let labels = &requirement.labels;
    for (name, list) in [
        (say("nhãn", "labels"), &labels.text),
        (say("địa chỉ", "addresses"), &labels.url),
        (say("viết tắt", "abbreviations"), &labels.abbreviation),
        (say("không phải", "but not"), &labels.not),
    ] {
        if !list.is_empty() {
            page.line(1, &format!("{name}: {}", list.join(" · ")));
        }
    }

    if !requirement.proofs.is_empty() {
        page.heading(say("Được công nhận khi", "Accepted when"));
    }
    for proof in &requirement.proofs {
        let worth = match proof.accepts {
            Accepts::Strong => say("đạt", "passed"),
            Accepts::Variant => say("đạt, hình thức khác", "passed, other form"),
            Accepts::Outdated => say("một phần, đã cũ", "partial, stale"),
            Accepts::Incomplete => say("một phần, chưa đủ", "partial, incomplete"),
        };
        page.line(1, &format!("{} [{worth}]: {}", proof.name, lang.pick(&proof.say)));
        page.words(2, &words(&proof.when), lang);
    }
    if !requirement.rejections.is_empty() {
        page.heading(say("Bị loại khi", "Turned down when"));
    }
    for rejection in &requirement.rejections {
        page.line(1, &format!("{}: {}", rejection.name, lang.pick(&rejection.say)));
        page.words(2, &words(&rejection.when), lang);
    }
    if let Some(update) = &requirement.update {
        page.heading(say("Thời hạn cập nhật", "To be brought up to date"));
        page.line(1, lang.pick(update));
    }
    if let Some(fresh) = &requirement.freshness {
        page.heading(say("Độ mới của nội dung", "Freshness"));
        let cost = match fresh.ground {
            Ground::Duty => say("cũ hơn là `partial (stale)`", "older is `partial (stale)`"),
            Ground::Benchmark => say("cũ hơn chỉ được ghi chú", "older is only noted"),
        };
        let days = fresh.within_days;
        let limit = match lang {
            Lang::Vi => format!("mục mới nhất không quá {days} ngày; {cost}"),
            Lang::En => format!("the newest entry at most {days} days old; {cost}"),
        };
        page.line(1, &limit);
        page.line(1, lang.pick(&fresh.source));
    }
    page.heading(say("Để đạt yêu cầu", "What would satisfy it"));
    page.line(1, lang.pick(&requirement.remedy));
    page.text
}

fn ground(page: &mut Page, basis: &Basis, profiles: &[Profile], lang: Lang) {
    let say = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let force = match basis.force {
        Force::Mandatory => say("bắt buộc", "mandatory"),
        Force::ByConditions => say("theo điều kiện", "by conditions"),
        Force::Encouraged => say("khuyến khích", "encouraged"),
        Force::Customary => say("thông lệ", "customary"),
        Force::Benchmark => say("mốc so sánh", "benchmark"),
    };
    let confidence = match basis.confidence {
        Confidence::A => say("A, đọc trong toàn văn", "A, read in the full text"),
        Confidence::B => say("B, đọc qua trang trích dẫn", "B, read where the article is quoted"),
        Confidence::C => say("C, nguồn thứ cấp", "C, secondary source"),
        Confidence::D => say("D, chưa kiểm chứng", "D, not verified"),
    };
    let mut text = format!("{}: {force}", provision(basis));
    let span = span(basis, lang);
    if !span.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, ", {span}");
    }
    let _ = write!(text, "; {}: {confidence}", say("độ tin cậy", "confidence"));
    // A profile that goes by the day takes a ground only while it is valid.
    let name = |profile: &Profile| {
        if profile.dated && !span.is_empty() { format!("{} ({span})", profile.id.0) } else { profile.id.0.clone() }
    };
    let within: Vec<String> = profiles.iter().filter(|profile| profile.covers(basis)).map(name).collect();
    if !within.is_empty() {
        let _ = write!(text, "; {}: {}", say("thuộc", "profiles"), within.join(", "));
    }
    page.line(1, &text);
    if !basis.note.is_empty() {
        page.line(2, lang.pick(&basis.note));
    }
}

/// Text that grows line by line.
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, text: &str) {
        self.text.push('\n');
        self.line(0, text);
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn words(&mut self, depth: usize, words: &Words, lang: Lang) {
        let colon = if words.parts.is_empty() { "" } else { ":" };
        self.line(depth, &format!("{}{colon}", lang.pick(&words.text)));
        for part in &words.parts {
            self.words(depth + 1, part, lang);
        }
    }
}
