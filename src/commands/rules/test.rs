//! `d42 rules test`: every rule held against its fixture pages, every outcome told.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::super::CommandError;
use super::{ci, v1::TestV1};
use crate::cli::{CiFormat, Context, Exit};
use crate::diagnostic::Severity;
use crate::judge::Finding;
use crate::report::{Lang, ReasonCode, counted, outcome_word, probe};
use crate::rules::{RequirementId, RulePack};
use crate::workbench::{Case, Exemption, Problem, Sheet, Shelf, ShelfError, TestRun, Trial, Verdict, try_rules};

/// Arguments of `rules test`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Requirements to try [default: all]
    #[arg(value_name = "ID")]
    ids: Vec<String>,

    /// Folder with `rules/<id>/*.html` and `clean/*.html`
    #[arg(long, value_name = "DIR", default_value = "fixtures")]
    fixtures: PathBuf,

    /// Only list the rules that lack fixtures; nothing is tried
    #[arg(long)]
    uncovered: bool,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = CiFormat::Text)]
    format: CiFormat,
}

/// Runs `rules test`.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let pack = super::load(context)?;
    let chosen = chosen(&pack, &args.ids)?;
    let mut shelf = shelf(&args.fixtures, &pack)?;
    let mut run = try_rules(&pack, &shelf, &chosen);
    if args.uncovered {
        shelf.clean.clear();
        run = TestRun { rules: run.rules, uncovered: run.uncovered, exempt: run.exempt, ..TestRun::default() };
    }
    let rules = context.rules_dir();
    let sheet = || sheet(&run, &shelf.folder, rules.as_deref(), context.lang);
    match args.format {
        CiFormat::Text => context.print(&text(&run, &sheet(), args.uncovered, context.lang))?,
        CiFormat::Json => context.print_json(&TestV1::of(&run, &pack.digest))?,
        other => ci::print(&sheet(), other, context)?,
    }
    Ok(if run.is_clean() { Exit::Done } else { Exit::Findings })
}

/// The requirements named on the command line.
pub(super) fn chosen(pack: &RulePack, ids: &[String]) -> Result<BTreeSet<RequirementId>, CommandError> {
    ids.iter().map(|id| Ok(super::requirement(pack, id)?.id.clone())).collect()
}

/// The fixtures of `folder`.
pub(super) fn shelf(folder: &Path, pack: &RulePack) -> Result<Shelf, CommandError> {
    Shelf::read(folder, pack).map_err(|error| match error {
        ShelfError::Invalid(problems) => CommandError::Invalid(problems),
        ShelfError::Read { path, source } => CommandError::reading(&path, &source).help(
            "chỉ ra thư mục có `rules` và `clean` bằng `--fixtures DIR`",
            "give the folder that holds `rules` and `clean` with `--fixtures DIR`",
        ),
    })
}

/// The test as cases.
fn sheet(run: &TestRun, fixtures: &str, rules: Option<&Path>, lang: Lang) -> Sheet {
    let mut cases: Vec<Case> = run.trials.iter().map(|trial| case(trial, rules, lang)).collect();
    for owed in &run.uncovered {
        let kinds: Vec<String> = owed.kinds.iter().map(|kind| format!("{}*.html", kind.name())).collect();
        let kinds = kinds.join(", ");
        let folder = format!("{fixtures}/rules/{}", owed.requirement);
        cases.push(Case {
            suite: owed.requirement.to_string(),
            name: "coverage".to_owned(),
            file: rule_file(rules, &owed.requirement),
            problem: Some(Problem {
                code: "uncovered",
                severity: Severity::Error,
                message: match lang {
                    Lang::Vi => format!("quy tắc `{}` chưa có trang thử: {kinds}", owed.requirement),
                    Lang::En => format!("the rule `{}` lacks fixtures: {kinds}", owed.requirement),
                },
                help: match lang {
                    Lang::Vi => format!("thêm vào {folder}"),
                    Lang::En => format!("add them to {folder}"),
                },
                line: None,
                column: None,
            }),
        });
    }
    for page in &run.clean {
        let found: Vec<&Finding> = run.matches.iter().filter(|m| m.file == *page).map(|m| &m.finding).collect();
        let name = stem(page);
        let mut push = |name: String, problem| {
            cases.push(Case { suite: "clean".to_owned(), name, file: page.clone(), problem });
        };
        if found.is_empty() {
            push(name.clone(), None);
        }
        for finding in found {
            let id = &finding.requirement;
            let got = got(finding, lang);
            let message = match lang {
                Lang::Vi => format!("trang không có gì, nhưng `{id}` cho kết quả {got}"),
                Lang::En => format!("there is nothing on the page, but `{id}` got {got}"),
            };
            push(
                format!("{name}/{id}"),
                Some(Problem {
                    code: "noisy",
                    severity: Severity::Error,
                    message,
                    help: help(finding, rules, lang),
                    line: None,
                    column: None,
                }),
            );
        }
    }
    Sheet { command: "d42 rules test", cases }
}

fn case(trial: &Trial, rules: Option<&Path>, lang: Lang) -> Case {
    let code = match trial.verdict {
        Verdict::Held => None,
        Verdict::Missed => Some("missed"),
        Verdict::Noisy => Some("noisy"),
    };
    let expected = trial.fixture.expected;
    let limit = if trial.verdict == Verdict::Missed { expected.least } else { expected.most };
    let (limit, got) = (limit.name(), got(&trial.finding, lang));
    let message = match (lang, expected.least == expected.most, trial.verdict) {
        (Lang::Vi, true, _) => format!("chờ `{limit}`, được {got}"),
        (Lang::En, true, _) => format!("expected `{limit}`, got {got}"),
        (Lang::Vi, false, Verdict::Missed) => format!("chờ ít nhất `{limit}`, được {got}"),
        (Lang::En, false, Verdict::Missed) => format!("expected at least `{limit}`, got {got}"),
        (Lang::Vi, false, _) => format!("chờ nhiều nhất `{limit}`, được {got}"),
        (Lang::En, false, _) => format!("expected at most `{limit}`, got {got}"),
    };
    Case {
        suite: trial.finding.requirement.to_string(),
        name: stem(&trial.fixture.file),
        file: trial.fixture.file.clone(),
        problem: code.map(|code| Problem {
            code,
            severity: Severity::Error,
            message,
            help: help(&trial.finding, rules, lang),
            line: None,
            column: None,
        }),
    }
}

/// `partial (incomplete)`, with what was seen.
pub(super) fn got(finding: &Finding, lang: Lang) -> String {
    let word = outcome_word(finding.outcome, lang);
    let mut text = format!("{word} ({})", ReasonCode::from(&finding.reason).as_str());
    if let Some(evidence) = &finding.evidence {
        let _ = write!(text, ": {}", lang.pick(&evidence.proof));
        if !evidence.excerpt.is_empty() {
            let _ = write!(text, " [{}]", evidence.excerpt);
        }
    }
    text
}

/// Why the rule thinks so, as far as it says, and the file to change.
pub(super) fn help(finding: &Finding, rules: Option<&Path>, lang: Lang) -> String {
    let mut text = String::new();
    for turned_down in &finding.search.rejected {
        let (announced, why) = (&turned_down.announced, lang.pick(&turned_down.why));
        let _ = match lang {
            Lang::Vi => writeln!(text, "đã loại ({announced}): {why}"),
            Lang::En => writeln!(text, "turned down ({announced}): {why}"),
        };
    }
    if finding.search.looked_at.is_empty() {
        text.push_str(
            lang.of("không nhãn nào của quy tắc dẫn đến trang này\n", "no label of the rule leads to the page\n"),
        );
    }
    text.push_str(lang.of("quy tắc: ", "rule: "));
    text.push_str(&rule_file(rules, &finding.requirement));
    text
}

fn rule_file(rules: Option<&Path>, id: &RequirementId) -> String {
    let folder = rules.map_or_else(|| "rules".to_owned(), |dir| dir.display().to_string());
    format!("{folder}/requirements/{id}.toml")
}

/// Name of a file without its ending.
pub(super) fn stem(file: &str) -> String {
    Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text(run: &TestRun, sheet: &Sheet, only_coverage: bool, lang: Lang) -> String {
    let mut text = ci::listed(sheet);
    let (missed, noisy) = (run.count(Verdict::Missed), run.count(Verdict::Noisy) + run.matches.len());
    let (rules, trials, clean) = (run.rules, run.trials.len(), run.clean.len());
    let uncovered = run.uncovered.len();
    let _ = match (lang, only_coverage) {
        (Lang::Vi, true) => writeln!(text, "{rules} quy tắc: {uncovered} quy tắc thiếu trang thử"),
        (Lang::En, true) => {
            writeln!(text, "{}: {uncovered} without all their fixtures", counted(rules as u32, "rule", "rules"))
        }
        (Lang::Vi, false) => writeln!(
            text,
            "{rules} quy tắc, {trials} trang thử, {clean} trang sạch: {missed} bỏ sót (missed), {noisy} nhận nhầm \
             (noisy), {uncovered} quy tắc thiếu trang thử (uncovered)"
        ),
        (Lang::En, false) => writeln!(
            text,
            "{}, {}, {}: {missed} missed, {noisy} noisy, {uncovered} uncovered",
            counted(rules as u32, "rule", "rules"),
            counted(trials as u32, "fixture", "fixtures"),
            counted(clean as u32, "clean page", "clean pages"),
        ),
    };
    if !run.exempt.is_empty() {
        text.push_str(lang.of("không cần trang thử:\n", "without fixtures by their nature:\n"));
    }
    for (id, why) in &run.exempt {
        let why = match why {
            Exemption::Inside => {
                lang.of("chỉ người bên trong cơ quan mới thấy", "only people inside the agency see it").to_owned()
            }
            Exemption::Check(check) => {
                let check = probe(*check, lang);
                match lang {
                    Lang::Vi => format!("không trang nào chứng minh được, phải {check}"),
                    Lang::En => format!("no page proves it; one has to {check}"),
                }
            }
        };
        let _ = writeln!(text, "  {id}: {why}");
    }
    text
}
