//! How far to trust the verdicts: a measurement made beforehand, told in the words of the report.

use serde::Serialize;

use super::{
    Lang, Report,
    text::{self, shown},
};
use crate::accuracy::v1;

#[derive(Serialize)]
pub(super) struct Trust {
    pub(super) lead: String,
    /// Said where the measured rules are not those of the report.
    pub(super) other_rules: bool,
    pub(super) goals: Vec<Goal>,
    pub(super) requirements: Vec<Row>,
    pub(super) designs: Vec<Row>,
    pub(super) truths: Vec<(String, Vec<u32>)>,
    pub(super) answers: Vec<String>,
    pub(super) withheld: String,
}

#[derive(Serialize)]
pub(super) struct Goal {
    pub(super) name: String,
    pub(super) wanted: String,
    pub(super) measured: String,
    pub(super) met: bool,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) cases: u32,
    pub(super) precision: String,
    pub(super) recall: String,
    pub(super) proven: String,
}

impl Trust {
    pub(super) fn new(report: &Report, lang: Lang) -> Option<Self> {
        let measured = report.accuracy.as_ref()?;
        let level = |name: &str| measured.levels.iter().find(|level| level.level == name);
        let (present, proven) = (level("present"), level("proven"));
        let of_pages = measured.of.kind == v1::Kind::Pages;
        let subjects = |level: Option<&v1::Level>| -> Vec<v1::Subject> {
            level.map_or_else(Vec::new, |level| if of_pages { &level.requirements } else { &level.subjects }.clone())
        };
        let sure = subjects(proven);
        let requirements = subjects(present).into_iter().map(|subject| {
            let known = report.requirements.iter().find(|known| known.id.as_str() == subject.id);
            let title = known.map(|known| &known.title).or(subject.title.as_ref());
            let title = shown(title.map_or(&subject.id, |title| lang.pick(title)));
            let proven = sure.iter().find(|other| other.id == subject.id).map(|other| &other.counts);
            row(title, &subject.counts, proven, lang)
        });
        let designs = present.map_or(&[][..], |level| &level.designs).iter().map(|design| {
            let held = proven.and_then(|level| level.designs.iter().find(|other| other.id == design.id));
            row(shown(&design.id), &design.overall, held.map(|other| &other.overall), lang)
        });
        Some(Self {
            lead: lead(measured, lang),
            other_rules: measured.of.rules_digest != report.run.rules_digest,
            goals: measured.goals.iter().map(|one| goal(one, lang)).collect(),
            requirements: requirements.filter(Row::says_something).collect(),
            designs: designs.filter(Row::says_something).collect(),
            truths: measured
                .confusion
                .truths
                .iter()
                .zip(&measured.confusion.all)
                .map(|(truth, counts)| (word(truth, lang), counts.clone()))
                .collect(),
            answers: measured.confusion.answers.iter().map(|answer| word(answer, lang)).collect(),
            withheld: withheld(&measured.withheld, lang),
        })
    }
}

impl Row {
    fn says_something(&self) -> bool {
        self.cases > 0 || self.precision != NOTHING || self.proven != NOTHING
    }
}

const NOTHING: &str = "–";

fn row(title: String, present: &v1::Counts, proven: Option<&v1::Counts>, lang: Lang) -> Row {
    Row {
        title,
        cases: present.hit + present.missed,
        precision: share(Some(&present.precision), lang),
        recall: share(present.recall.as_ref(), lang),
        proven: share(proven.map(|counts| &counts.precision), lang),
    }
}

fn lead(measured: &v1::Accuracy, lang: Lang) -> String {
    let v1::Of { name, places, day, .. } = &measured.of;
    let (name, places, day) = (shown(name), text::count(*places, lang), text::day(*day, lang));
    match (measured.of.kind, lang) {
        (v1::Kind::Pages, Lang::Vi) => format!(
            "Đo trên {places} trang đã lưu của bộ “{name}”, có nhãn do người gán, xem như ngày {day}. Mỗi trang được xét riêng."
        ),
        (v1::Kind::Pages, Lang::En) => format!(
            "Measured on {places} saved pages of “{name}” with labels made by people, as seen on {day}. Each page is judged by itself."
        ),
        (v1::Kind::Run, Lang::Vi) => {
            format!("Đo trên {places} cổng của đợt “{name}” ngày {day}, so với kết luận đúng đã biết trước.")
        }
        (v1::Kind::Run, Lang::En) => {
            format!("Measured on {places} portals of the run “{name}” of {day}, against outcomes known to be right.")
        }
    }
}

fn goal(goal: &v1::Goal, lang: Lang) -> Goal {
    let name = match goal.name.as_str() {
        "present-precision" => lang.of("Nói có mục: đúng", "Says a section is there: right"),
        "present-recall" => lang.of("Mục có thật: tìm thấy", "Sections that are there: found"),
        "proven-precision" => lang.of("Nói nội dung đã chứng minh: đúng", "Says content is proven: right"),
        "agreement" => lang.of("Kết luận đúng với sự thật", "Outcomes that agree with what is true"),
        "unseen-failed" => {
            lang.of("“Không đạt” về điều không xem được (số lần)", "“Failed” about what could not be seen (times)")
        }
        other => other,
    };
    let counted = goal.name == "unseen-failed";
    let write = |value: Option<f64>| match value {
        None => NOTHING.to_owned(),
        Some(value) if counted => format!("{value:.0}"),
        Some(value) => percent(value, lang),
    };
    Goal { name: shown(name), wanted: write(Some(goal.wanted)), measured: write(goal.measured), met: goal.met }
}

fn word(word: &str, lang: Lang) -> String {
    let said = match word {
        "absent" => lang.of("không có", "absent"),
        "entry" => lang.of("chỉ có lối vào", "an entry only"),
        "content" => lang.of("có nội dung", "content"),
        "nothing" => lang.of("không thấy", "nothing"),
        "named" => lang.of("thấy lối vào", "an entry"),
        "incomplete" => lang.of("thấy một phần", "incomplete"),
        "proven" => lang.of("đã chứng minh", "proven"),
        other => match crate::judge::Outcome::from_word(other) {
            Some(outcome) => text::outcome(outcome, lang),
            None => other,
        },
    };
    shown(said)
}

fn withheld(of: &v1::Withheld, lang: Lang) -> String {
    let (rate, decided, all) =
        (share(Some(&of.rate), lang), share(Some(&of.decided), lang), share(Some(&of.all), lang));
    match lang {
        Lang::Vi => {
            format!("Không kết luận: {rate}. Đúng khi có kết luận: {decided}; tính cả phần không kết luận: {all}.")
        }
        Lang::En => {
            format!("Withheld: {rate}. Right when decided: {decided}; with what was withheld counted as wrong: {all}.")
        }
    }
}

/// `97.4% (95.1–98.6)`: the share and its interval.
fn share(share: Option<&v1::Share>, lang: Lang) -> String {
    let Some(v1::Share { value: Some(value), low: Some(low), high: Some(high), .. }) = share else {
        return NOTHING.to_owned();
    };
    let bound = |value: &f64| text::tenths(thousandths(*value), lang);
    format!("{} ({}–{})", percent(*value, lang), bound(low), bound(high))
}

fn percent(value: f64, lang: Lang) -> String {
    format!("{}{}", text::tenths(thousandths(value), lang), lang.of("\u{a0}%", "%"))
}

fn thousandths(value: f64) -> u32 {
    (value.clamp(0.0, 1.0) * 1000.0).round() as u32
}
