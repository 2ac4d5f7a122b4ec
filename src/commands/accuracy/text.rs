//! A measurement as tables for the terminal.

use std::fmt::Write as _;

use super::Measured;
use crate::{
    accuracy::v1,
    report::{Lang, Table, day},
};

/// The figures: goals first, then level by level, then what was confused with what.
pub(super) fn figures(of: &v1::Accuracy, lang: Lang) -> String {
    let mut text = head(of, lang);
    goals(&mut text, of, lang);
    for level in &of.levels {
        self::level(&mut text, level, of.of.kind, lang);
    }
    confusion(&mut text, &of.confusion, lang);
    withheld(&mut text, of, lang);
    if let Some(held_out) = &of.hold_out {
        self::held_out(&mut text, held_out, lang);
    }
    text
}

/// What would be said with fewer names known: first by known names alone, then with pages recognised otherwise.
fn held_out(text: &mut String, of: &v1::HoldOut, lang: Lang) {
    let v1::HoldOut { parts, seed, names_precision, names_recall, .. } = of;
    let (precision, recall) = (share(Some(names_precision)), share(Some(names_recall)));
    let _ = match lang {
        Lang::Vi => writeln!(
            text,
            "\n== giữ lại từng phần trong {parts} phần nhãn của mỗi quy tắc (hạt giống {seed})\ntên bị giữ lại được nhận ra: \
             {} trên {} ({recall}); đúng khi nhận ra: {precision}",
            names_recall.part, names_recall.whole
        ),
        Lang::En => writeln!(
            text,
            "\n== each of {parts} parts of every rule's labels held out (seed {seed})\nheld-out names likened to the right \
             rule: {} of {} ({recall}); right when likened: {precision}",
            names_recall.part, names_recall.whole
        ),
    };
    let mut table = Table::new(match lang {
        Lang::Vi => ["mức", "nhận theo", "trúng", "nhầm", "sót", "độ chính xác (95%)", "độ phủ (95%)"],
        Lang::En => ["level", "by", "hit", "noisy", "missed", "precision (95%)", "recall (95%)"],
    });
    let rows = [
        (say(lang, "tên đã biết", "known names"), &of.by_known_names),
        (say(lang, "tên đã biết và dấu hiệu thứ hai", "known names and second signals"), &of.recognised),
    ];
    for (by, levels) in rows {
        for v1::HeldOut { level, overall } in levels {
            table.row([
                level.clone(),
                by.to_owned(),
                overall.hit.to_string(),
                overall.noisy.to_string(),
                overall.missed.to_string(),
                share(Some(&overall.precision)),
                share(overall.recall.as_ref()),
            ]);
        }
    }
    let _ = write!(text, "{}", table.render());
}

fn say<'t>(lang: Lang, vi: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn head(of: &v1::Accuracy, lang: Lang) -> String {
    let v1::Of { name, places, unsure, day: seen, simulated, rules_digest, .. } = &of.of;
    let mark = if *simulated { say(lang, "DỮ LIỆU MÔ PHỎNG\n", "SIMULATED DATA\n") } else { "" };
    let digest = rules_digest.get(..16).unwrap_or(rules_digest);
    let seen = day(*seen, lang);
    let places = match (of.of.kind, lang) {
        (v1::Kind::Pages, Lang::Vi) => format!("{places} trang"),
        (v1::Kind::Pages, Lang::En) => format!("{places} pages"),
        (v1::Kind::Run, Lang::Vi) => format!("{places} cổng"),
        (v1::Kind::Run, Lang::En) => format!("{places} portals"),
    };
    match lang {
        Lang::Vi => format!(
            "{mark}{name}: {places} có nhãn, xem như ngày {seen}; bỏ {unsure} nhãn không chắc; bộ quy tắc {digest}\n"
        ),
        Lang::En => format!(
            "{mark}{name}: {places} with labels, as seen on {seen}; {unsure} unsure labels left out; rules {digest}\n"
        ),
    }
}

fn goals(text: &mut String, of: &v1::Accuracy, lang: Lang) {
    let mut table = Table::new(match lang {
        Lang::Vi => ["mục tiêu", "cần", "đo được", ""],
        Lang::En => ["goal", "wanted", "measured", ""],
    });
    for goal in &of.goals {
        let verdict = if goal.met { say(lang, "đạt", "met") } else { say(lang, "CHƯA ĐẠT", "MISSED") };
        table.row([goal.name.clone(), number(Some(goal.wanted)), number(goal.measured), verdict.to_owned()]);
    }
    let _ = write!(text, "\n{}", table.render());
}

fn level(text: &mut String, level: &v1::Level, kind: v1::Kind, lang: Lang) {
    let about = match (level.level.as_str(), kind, lang) {
        ("present", v1::Kind::Pages, Lang::Vi) => "có mục: lối vào hoặc nội dung",
        ("present", v1::Kind::Pages, Lang::En) => "section present: an entry or content",
        ("present", v1::Kind::Run, Lang::Vi) => "có mục: đạt hoặc đạt một phần",
        ("present", v1::Kind::Run, Lang::En) => "section present: passed or partial",
        ("content", _, Lang::Vi) => "có nội dung, toàn bộ hay một phần",
        ("content", _, Lang::En) => "own content, whole or in part",
        ("proven", _, Lang::Vi) => "nội dung được chứng minh",
        ("proven", _, Lang::En) => "content proven",
        _ => "",
    };
    let _ = writeln!(text, "\n== {} ({about})", level.level);
    let headline = &level.headline;
    let _ = match lang {
        Lang::Vi => {
            writeln!(text, "bình quân {} mã có từ {} lần xuất hiện:", headline.subjects.len(), headline.least_positives)
        }
        Lang::En => {
            writeln!(
                text,
                "mean over {} codes present at least {} times:",
                headline.subjects.len(),
                headline.least_positives
            )
        }
    };
    let mut means = Table::new(match lang {
        Lang::Vi => ["", "độ chuẩn xác", "độ phủ", "F1"],
        Lang::En => ["", "precision", "recall", "F1"],
    });
    for (name, rates) in [
        (say(lang, "từng thiết kế để riêng", "each design held out"), &headline.by_design),
        (say(lang, "từng cơ quan để riêng", "each agency held out"), &headline.by_agency),
        (say(lang, "gộp chung", "pooled"), &headline.pooled),
    ] {
        means.row([name.to_owned(), number(rates.precision), number(rates.recall), number(rates.f1)]);
    }
    text.push_str(&means.render());
    let subjects = match kind {
        v1::Kind::Pages => say(lang, "mã nhãn", "label code"),
        v1::Kind::Run => say(lang, "yêu cầu", "requirement"),
    };
    subject_table(text, subjects, &level.subjects, lang);
    if !level.requirements.is_empty() {
        subject_table(text, say(lang, "yêu cầu", "requirement"), &level.requirements, lang);
    }
    designs(text, &level.designs, lang);
}

/// Each design alone: its counts over all subjects, and the means that the headline averages.
fn designs(text: &mut String, designs: &[v1::Design], lang: Lang) {
    let mut table = Table::new(match lang {
        Lang::Vi => ["thiết kế", "có", "trúng", "nhầm", "sót", "bình quân độ chuẩn xác", "bình quân độ phủ"],
        Lang::En => ["design", "there", "hit", "noisy", "missed", "mean precision", "mean recall"],
    });
    for v1::Design { id, rates, overall } in designs {
        let [name, there, hit, noisy, missed, ..] = row(id, overall, true);
        table.row([name, there, hit, noisy, missed, number(rates.precision), number(rates.recall)]);
    }
    let _ = write!(text, "\n{}", table.render());
}

fn head_of(first: &str, lang: Lang) -> [&str; 9] {
    match lang {
        Lang::Vi => [first, "có", "trúng", "nhầm", "sót", "độ chuẩn xác (95 %)", "độ phủ (95 %)", "F1", ""],
        Lang::En => [first, "there", "hit", "noisy", "missed", "precision (95%)", "recall (95%)", "F1", ""],
    }
}

fn subject_table(text: &mut String, first: &str, subjects: &[v1::Subject], lang: Lang) {
    let mut table = Table::new(head_of(first, lang));
    let codes = subjects.iter().any(|subject| subject.counted);
    for subject in subjects {
        table.row(row(&subject.id, &subject.counts, subject.counted || !codes));
    }
    let _ = write!(text, "\n{}", table.render());
    if codes && subjects.iter().any(|subject| !subject.counted) {
        text.push_str(say(lang, "*: quá ít để tính vào bình quân\n", "*: too few to count in the mean\n"));
    }
}

fn row(name: &str, counts: &v1::Counts, counted: bool) -> [String; 9] {
    [
        name.to_owned(),
        (counts.hit + counts.missed).to_string(),
        counts.hit.to_string(),
        counts.noisy.to_string(),
        if counts.recall.is_some() { counts.missed.to_string() } else { "–".to_owned() },
        share(Some(&counts.precision)),
        share(counts.recall.as_ref()),
        number(counts.f1),
        if counted { "" } else { "*" }.to_owned(),
    ]
}

/// `0.974 (0.951–0.986)`; the same in both languages, as programs read it, too.
fn share(share: Option<&v1::Share>) -> String {
    let Some(share) = share else { return "–".to_owned() };
    match (share.low, share.high) {
        (Some(low), Some(high)) => format!("{} ({low:.3}–{high:.3})", number(share.value)),
        _ => "–".to_owned(),
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn confusion(text: &mut String, of: &v1::Confusion, lang: Lang) {
    let _ = writeln!(
        text,
        "\n== {}",
        say(lang, "bảng nhầm lẫn: hàng là sự thật, cột là kết luận", "confusion: rows are true, columns are said")
    );
    let widths: Vec<usize> = of.answers.iter().map(|word| word.len().max(5)).collect();
    let first = of.truths.iter().map(String::len).max().unwrap_or_default();
    let mut line = |name: &str, cells: Vec<String>| {
        let _ = write!(text, "{name:<first$}");
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(text, "  {cell:>width$}");
        }
        text.push('\n');
    };
    line("", of.answers.clone());
    for (truth, counts) in of.truths.iter().zip(&of.all) {
        line(truth, counts.iter().map(u32::to_string).collect());
    }
}

fn withheld(text: &mut String, of: &v1::Accuracy, lang: Lang) {
    let v1::Withheld { rate, there, decided, all } = &of.withheld;
    let _ = match lang {
        Lang::Vi => writeln!(
            text,
            "\nkhông kết luận: {}/{} = {}, trong đó {there} lần thật ra có\nđúng khi có kết luận: {}; đúng trên tất cả: {}",
            rate.part,
            rate.whole,
            share(Some(rate)),
            share(Some(decided)),
            share(Some(all))
        ),
        Lang::En => writeln!(
            text,
            "\nwithheld: {} of {} = {}, of which {there} were there\nright when decided: {}; right over all: {}",
            rate.part,
            rate.whole,
            share(Some(rate)),
            share(Some(decided)),
            share(Some(all))
        ),
    };
    if let Some(count) = of.unseen_failed {
        let _ = match lang {
            Lang::Vi => writeln!(text, "“không đạt” về điều không xem được: {count}"),
            Lang::En => writeln!(text, "`failed` about what could not be seen: {count}"),
        };
    }
    if !of.without_requirement.is_empty() {
        let list: Vec<String> =
            of.without_requirement.iter().map(|one| format!("{} ({})", one.id, one.present)).collect();
        let _ = match lang {
            Lang::Vi => writeln!(text, "mã không ứng với yêu cầu nào (số lần có): {}", list.join(", ")),
            Lang::En => writeln!(text, "codes that speak of no requirement (times present): {}", list.join(", ")),
        };
    }
}

/// Every disagreement, grouped by code, of pages with what the page announced and proved.
pub(super) fn disagreements(measured: &Measured, lang: Lang) -> String {
    let of = &measured.result;
    let mut text = format!("\n== {}\n", say(lang, "khác với nhãn", "differing from the labels"));
    for one in &of.disagreements {
        let v1::Disagreement { level, subject, place, truth, answer } = one;
        let arrow = format!("{truth} → {answer}");
        let _ = match of.of.kind {
            v1::Kind::Pages => writeln!(text, "{level} {subject}: {arrow}: {place}"),
            v1::Kind::Run => writeln!(text, "{subject}: {arrow}: {place}"),
        };
        let ids = measured.codes.requirements(subject);
        let about = |line: &&String| ids.iter().any(|id| line.starts_with(&format!("{id} ")));
        // A menu that stands in the page twice announces everything twice.
        let lines: Vec<&String> = measured.explained.get(place).into_iter().flatten().filter(about).collect();
        let mut said = std::collections::BTreeSet::new();
        for line in lines.iter().filter(|line| said.insert(**line)) {
            let times = lines.iter().filter(|other| *other == line).count();
            let times = if times > 1 { format!(" ({times}×)") } else { String::new() };
            let _ = writeln!(text, "    {line}{times}");
        }
    }
    text
}
