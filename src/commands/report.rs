//! `d42 report`: writes the report of a run again, from its archived pages: in another form, language or place.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{CommandError, again, judge, output, vietnamese, waivers};
use crate::{
    accuracy::v1,
    audit,
    cli::{Context, Exit},
    clock,
    report::{Lang, Report, RunFacts, csv, html, json},
    review::Rulings,
    rules,
    snapshot::SavedRun,
};

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 report runs/2026-11-23
  d42 report runs/2026-11-23 --lang en --out report.en.html
  d42 report runs/2026-11-23 --format csv --out tables/
  d42 report runs/2026-11-23 --format json --out - | jq .survey
  d42 report runs/2026-11-23 --accuracy accuracy.json

Findings that the run keeps are used if they are of this program, these rules and this profile; otherwise the archived \
pages are judged again: the same run and the same rules give the same bytes. `csv` is \
two files, findings.csv and portals.csv; `all` is these, report.json and report.html.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// Which report to write
    #[arg(long, value_enum, default_value_t = Form::Html)]
    format: Form,

    /// File or folder to write to; `-` for stdout [default: the run's own folder]
    #[arg(short, long, alias = "output", value_name = "PATH")]
    out: Option<PathBuf>,

    /// By which law: decree-42 or in-force [default: the profile the run was made with]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Measurement of how far the verdicts can be trusted, from `d42 accuracy --format json`; shown in the document
    #[arg(long, value_name = "FILE")]
    accuracy: Option<PathBuf>,
}

/// Form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// One self-contained document for people
    Html,
    /// Everything, for programs
    Json,
    /// Two tables for spreadsheets
    Csv,
    /// All of these
    All,
}

/// Runs `report`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let target = Target::new(args)?;
    let measured = args.accuracy.as_deref().map(measurement).transpose()?;
    let _lock = output::claim(&args.run, target.path(), context)?;
    let (report, exit) = of_run(&args.run, args.profile.as_deref(), context)?;
    context.show(report.problems());
    let report = match measured {
        Some(measured) => report.with_accuracy(measured),
        None => report,
    };
    let files = files(&report, args.format, context.lang);
    match target {
        Target::Stdout => {
            for file in files {
                let (_, bytes) = file?;
                context.print_with(|out| out.write_all(&bytes))?;
            }
        }
        Target::File(path) => {
            for file in files {
                output::replace(&path, &file?.1)?;
            }
            context.note(&path.display().to_string());
        }
        Target::Folder(folder) => {
            std::fs::create_dir_all(&folder).map_err(|error| CommandError::writing(&folder, &error))?;
            for file in files {
                let (name, bytes) = file?;
                let path = folder.join(name);
                output::replace(&path, &bytes)?;
                context.note(&path.display().to_string());
            }
        }
    }
    Ok(exit)
}

/// The report of a run by the rules at hand, from the findings that it keeps or else from its archived pages, with what
/// people decided; and how the command ends.
pub(super) fn of_run(folder: &Path, profile: Option<&str>, context: &Context) -> Result<(Report, Exit), CommandError> {
    let rules = rules::load(context.rules_dir().as_deref())?;
    let run = SavedRun::open_still(folder)?;
    let (manifest, portals) = (run.manifest(), run.portals()?);
    let judge = judge::judge(&rules, profile.or(Some(&manifest.profile)))?;
    let rulings = Rulings::new(audit::decisions(&run)?, waivers::read(context, &rules, &portals)?);
    let outcomes = again::kept_or_judged(&judge, &run, &rules.digest, context)?;
    let exit = outcomes.exit();
    let facts = RunFacts { rules_digest: rules.digest.clone(), ..audit::facts_of(&run)? };
    let day = clock::date_in_vietnam(manifest.started);
    Ok((audit::assemble(&judge, &rules, &portals, outcomes.by_portal, facts, day, &rulings), exit))
}

/// What `d42 accuracy` measured.
fn measurement(path: &Path) -> Result<v1::Accuracy, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| CommandError::reading(path, &error))?;
    v1::Accuracy::read(&text).map_err(|error| {
        let path = path.display();
        let vi = format!("{path} không phải kết quả đo độ chính xác: {}", vietnamese::of_json(&error));
        CommandError::new(Exit::InvalidInput, vi, format!("{path} is not a measurement of accuracy: {error}"))
            .help("lập bằng `d42 accuracy --format json`", "make it with `d42 accuracy --format json`")
    })
}

/// Where to write.
enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    /// A form of several files needs a folder; a form of one takes a folder if the path is one or ends like one.
    fn new(args: &Args) -> Result<Self, CommandError> {
        let several = matches!(args.format, Form::Csv | Form::All);
        let Some(path) = &args.out else { return Ok(Self::Folder(args.run.clone())) };
        let usage = |vi: &str, en: &str| {
            let form = name(args.format);
            let vi = format!("`--format {form}` ghi nhiều tệp, không ghi được {vi}");
            let en = format!("`--format {form}` writes several files, which do not fit {en}");
            Err(CommandError::new(Exit::Usage, vi, en)
                .help("chỉ ra một thư mục bằng `--out`", "name a folder with `--out`"))
        };
        if path.as_os_str() == "-" {
            return if several { usage("ra đầu ra chuẩn", "into stdout") } else { Ok(Self::Stdout) };
        }
        if several && path.is_file() {
            let file = path.display();
            return usage(&format!("vào tệp {file}"), &format!("into the file {file}"));
        }
        Ok(if several || is_folder(path) { Self::Folder(path.clone()) } else { Self::File(path.clone()) })
    }
}

impl Target {
    fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) | Self::Folder(path) => Some(path),
        }
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

fn name(format: Form) -> &'static str {
    match format {
        Form::Html => "html",
        Form::Json => "json",
        Form::Csv => "csv",
        Form::All => "all",
    }
}

/// A file of a report: its name, the form it belongs to, and how it is made.
type Made = (&'static str, Form, fn(&Report, Lang) -> Result<Vec<u8>, CommandError>);

const FILES: [Made; 4] = [
    ("report.json", Form::Json, |report, _| Ok(json::write(report).map_err(making)?.into_bytes())),
    ("report.html", Form::Html, |report, lang| Ok(html::write(report, lang).map_err(making)?.into_bytes())),
    ("findings.csv", Form::Csv, |report, lang| csv::findings(report, lang).map_err(making)),
    ("portals.csv", Form::Csv, |report, lang| csv::portals(report, lang).map_err(making)),
];

/// The files of a form, by name. Each is made when it is asked for: together they are tens of megabytes.
pub(super) fn files(
    report: &Report,
    format: Form,
    lang: Lang,
) -> impl Iterator<Item = Result<(&'static str, Vec<u8>), CommandError>> {
    let wanted = move |(_, form, _): &&Made| format == *form || format == Form::All;
    FILES.iter().filter(wanted).map(move |(name, _, make)| Ok((*name, make(report, lang)?)))
}

pub(super) fn making(error: impl std::fmt::Display) -> CommandError {
    let vi = format!("không lập được báo cáo: {error}");
    CommandError::new(Exit::Io, vi, format!("cannot make the report: {error}"))
}
