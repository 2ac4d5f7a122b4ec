//! `d42 rules mutate`: fixtures damaged or disguised on purpose, and what the rules make of them.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::super::CommandError;
use super::{ci, test, v1::MutateV1};
use crate::cli::{CiFormat, Context, Exit};
use crate::diagnostic::Severity;
use crate::report::Lang;
use crate::workbench::{Case, MutantTrial, Mutation, MutationRun, Problem, Sheet, Verdict, mutate_rules};

/// Arguments of `rules mutate`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Requirements to try [default: all]
    #[arg(value_name = "ID")]
    ids: Vec<String>,

    /// Folder with `rules/<id>/*.html`
    #[arg(long, value_name = "DIR", default_value = "fixtures")]
    fixtures: PathBuf,

    /// Exit code 1 if less than this share of the mutants is caught, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0)]
    least: f64,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = CiFormat::Text)]
    format: CiFormat,
}

/// Runs `rules mutate`.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let pack = super::load(context)?;
    let chosen = test::chosen(&pack, &args.ids)?;
    let shelf = test::shelf(&args.fixtures, &pack)?;
    let run = mutate_rules(&pack, &shelf, &chosen);
    let rules = context.rules_dir();
    let cases = run.trials.iter().map(|trial| case(trial, rules.as_deref(), context.lang)).collect();
    let sheet = Sheet { command: "d42 rules mutate", cases };
    match args.format {
        CiFormat::Text => context.print(&text(&run, &sheet, context.lang))?,
        CiFormat::Json => context.print_json(&MutateV1::of(&run, &pack.digest))?,
        other => ci::print(&sheet, other, context)?,
    }
    let enough = f64::from(run.permille()) / 10.0 >= args.least;
    Ok(if enough { Exit::Done } else { Exit::Findings })
}

fn case(trial: &MutantTrial, rules: Option<&std::path::Path>, lang: Lang) -> Case {
    let got = test::got(&trial.finding, lang);
    let what = words(trial.mutation, lang);
    let problem = match trial.verdict {
        Verdict::Held => None,
        Verdict::Missed => Some((
            "mutant-missed",
            match lang {
                Lang::Vi => format!("{what}: phải giữ nguyên kết luận, được {got}"),
                Lang::En => format!("{what}: the verdict must stay, got {got}"),
            },
        )),
        Verdict::Noisy => Some((
            "mutant-noisy",
            match lang {
                Lang::Vi => format!("{what}: không được đạt nữa, vẫn được {got}"),
                Lang::En => format!("{what}: must not pass any more, still got {got}"),
            },
        )),
    };
    Case {
        suite: trial.finding.requirement.to_string(),
        name: format!("{}/{}", test::stem(&trial.file), trial.mutation.name()),
        file: trial.file.clone(),
        problem: problem.map(|(code, message)| Problem {
            code,
            severity: Severity::Warning,
            message,
            help: test::help(&trial.finding, rules, lang),
            line: None,
            column: None,
        }),
    }
}

/// What was done, in words.
fn words(mutation: Mutation, lang: Lang) -> &'static str {
    match mutation {
        Mutation::Decomposed => lang.of("tách dấu (NFD)", "marks apart (NFD)"),
        Mutation::Unmarked => lang.of("bỏ hết dấu tiếng Việt", "all Vietnamese marks dropped"),
        Mutation::Capitals => lang.of("tiêu đề viết hoa", "headings in capitals"),
        Mutation::HeadingsDeleted => lang.of("xóa các tiêu đề", "headings deleted"),
        Mutation::Unannounced => lang.of("xóa tiêu đề và mục trong menu", "headings and menu entry deleted"),
        Mutation::TablesEmptied => lang.of("bảng không còn dòng nào", "tables emptied"),
        Mutation::CellsEmptied => lang.of("ô trong bảng để trống", "cells of tables emptied"),
        Mutation::Hollowed => lang.of("chỉ còn “đang cập nhật”", "only “being updated” is left"),
        Mutation::Aged => lang.of("lùi mọi năm 12 năm", "every year twelve years earlier"),
        Mutation::MenuSwapped => lang.of("nội dung của mục khác", "content of another section"),
    }
}

fn text(run: &MutationRun, sheet: &Sheet, lang: Lang) -> String {
    let mut text = ci::listed(sheet);
    for file in &run.left_out {
        // Writing to a String cannot fail, here and below.
        let _ = match lang {
            Lang::Vi => writeln!(text, "bỏ qua {file}: trang gốc đã sai, xem `d42 rules test`"),
            Lang::En => writeln!(text, "left out {file}: wrong before it is mutated, see `d42 rules test`"),
        };
    }
    for mutation in Mutation::ALL {
        let (caught, all) = run.caught(Some(mutation));
        if all > 0 {
            let _ = writeln!(text, "{:>5}/{all:<5} {}", caught, words(mutation, lang));
        }
    }
    let (caught, all) = run.caught(None);
    let share = run.permille();
    let (whole, tenth) = (share / 10, share % 10);
    let _ = match lang {
        Lang::Vi => writeln!(text, "xử lý đúng {caught}/{all} biến thể ({whole},{tenth}%)"),
        Lang::En => writeln!(text, "{caught} of {all} mutants caught ({whole}.{tenth}%)"),
    };
    text
}
