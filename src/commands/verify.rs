//! `d42 verify`: checks a bundle. Needs neither the run nor a network.

use std::{fmt::Write as _, fs::File, io::BufReader, path::PathBuf};

use serde::Serialize;

use super::{CommandError, bundle::of_key};
use crate::{
    bundle::{Checked, Problem, PublicKey, Signature, VerifyError, verify},
    cli::{Context, Exit, args::Format},
    report::{Lang, visible},
};

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 verify bo-y-te.zip
  d42 verify bo-y-te.zip --key office.pub.pem
  d42 verify bo-y-te.zip --key office.pub.pem --format json | jq .problems

Every file and every archived record is held against the digests in the bundle, and these against the signature. The key \
comes from the office that made the bundle: a bundle that only brings its own proves that nothing was damaged, but not who \
made it. Exit code 1 if anything was altered, is missing, or is not signed by the key.")]
pub struct Args {
    /// The bundle
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,

    /// Public key of whoever should have signed it (PEM)
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Version 1 of what `verify --format json` prints.
#[derive(Serialize)]
struct VerifyV1<'c> {
    version: u32,
    intact: bool,
    signature: &'static str,
    fingerprint: Option<&'c str>,
    portal: &'c str,
    run: &'c str,
    simulated: bool,
    records: usize,
    problems: Vec<ProblemV1<'c>>,
}

#[derive(Serialize)]
struct ProblemV1<'c> {
    problem: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    captures: &'c [String],
}

/// Runs `verify`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let expected = args.key.as_deref().map(PublicKey::read).transpose().map_err(|error| of_key(&error))?;
    let file = File::open(&args.bundle).map_err(|error| CommandError::reading(&args.bundle, &error))?;
    let checked = verify(BufReader::new(file), expected).map_err(|error| not_checked(args, &error))?;
    match args.format {
        Format::Text => context.print(&text(&checked, context.lang))?,
        Format::Json => context.print_json(&VerifyV1::of(&checked))?,
    }
    Ok(if checked.problems.is_empty() { Exit::Done } else { Exit::Findings })
}

fn not_checked(args: &Args, error: &VerifyError) -> CommandError {
    let path = args.bundle.display();
    let vi = match error {
        VerifyError::Io(error) => return CommandError::reading(&args.bundle, error),
        VerifyError::NotAnArchive(problem) => format!("không phải tệp ZIP nguyên vẹn ({problem})"),
        VerifyError::NoManifest => "không có bundle.json".to_owned(),
        VerifyError::Manifest(problem) => {
            format!("không đọc được bundle.json: {}", super::vietnamese::of_json(problem))
        }
        VerifyError::OtherFormat { found } => format!("gói có định dạng {found}, bản d42 này không đọc được"),
    };
    CommandError::new(Exit::InvalidInput, format!("{path} không phải gói bằng chứng: {vi}"), format!("{path}: {error}"))
        .help("lập gói bằng `d42 bundle`", "make one with `d42 bundle`")
}

/// Foreign text on one line, with nothing in it that a terminal would obey.
fn shown(text: &str) -> String {
    visible(text).replace(['\n', '\r', '\t'], " ")
}

fn text(checked: &Checked, lang: Lang) -> String {
    let about = &checked.manifest.about;
    let mut out = String::new();
    let simulated = if about.simulated { lang.of(" (DỮ LIỆU MÔ PHỎNG)", " (SIMULATED DATA)") } else { "" };
    let _ = writeln!(out, "{}{simulated}", shown(&about.agency));
    let _ = writeln!(out, "  {}", shown(&about.url));
    let (run, started) = (shown(&about.run), about.started.strftime("%Y-%m-%d %H:%M"));
    let (files, records) = (checked.manifest.files.len(), checked.manifest.records.len());
    let _ = match lang {
        Lang::Vi => writeln!(out, "  đợt kiểm tra {run}, bắt đầu {started} UTC; {files} tệp, {records} nhóm bản ghi"),
        Lang::En => writeln!(out, "  run {run}, begun {started} UTC; {files} files, {records} groups of records"),
    };
    let signature = match (&checked.signature, lang) {
        (Signature::Expected, Lang::Vi) => "chữ ký đúng, của khóa đã cho".to_owned(),
        (Signature::Expected, Lang::En) => "signed by the key that was given".to_owned(),
        (Signature::Unknown(print), Lang::Vi) => format!(
            "chữ ký khớp với khóa kèm trong gói; so dấu vân tay sau với cơ quan lập gói, hoặc dùng `--key`:\n    {print}"
        ),
        (Signature::Unknown(print), Lang::En) => format!(
            "signed by the key in the bundle; compare its fingerprint with the office that made it, or use `--key`:\n    {print}"
        ),
        (Signature::None, Lang::Vi) => "không có chữ ký: không rõ ai đã lập gói".to_owned(),
        (Signature::None, Lang::En) => "not signed: nobody says who made it".to_owned(),
        (Signature::Bad, Lang::Vi) => "chữ ký SAI".to_owned(),
        (Signature::Bad, Lang::En) => "the signature does NOT hold".to_owned(),
    };
    let _ = writeln!(out, "  {signature}");
    if checked.problems.is_empty() {
        let _ = writeln!(out, "{}", lang.of("Không có gì bị sửa.", "Nothing was altered."));
    }
    for problem in &checked.problems {
        let _ = writeln!(out, "! {}", said(problem, lang));
    }
    out
}

fn said(problem: &Problem, lang: Lang) -> String {
    match (problem, lang) {
        (Problem::Altered(name), Lang::Vi) => format!("{} đã bị sửa", shown(name)),
        (Problem::Altered(name), Lang::En) => format!("{} was altered", shown(name)),
        (Problem::Missing(name), Lang::Vi) => format!("thiếu {}", shown(name)),
        (Problem::Missing(name), Lang::En) => format!("{} is missing", shown(name)),
        (Problem::Added(name), Lang::Vi) => format!("{} không thuộc gói", shown(name)),
        (Problem::Added(name), Lang::En) => format!("{} does not belong to the bundle", shown(name)),
        (Problem::Record { captures, url }, lang) => {
            let (captures, url) = (shown(&captures.join(", ")), shown(url));
            match (captures.is_empty(), lang) {
                (true, Lang::Vi) => "bản ghi về kho lưu đã bị sửa".to_owned(),
                (true, Lang::En) => "the record about the archive was altered".to_owned(),
                (false, Lang::Vi) => format!("bản ghi của {captures} đã bị sửa: {url}"),
                (false, Lang::En) => format!("the records of {captures} were altered: {url}"),
            }
        }
        (Problem::Signature, Lang::Vi) => "bundle.json hoặc chữ ký đã bị sửa".to_owned(),
        (Problem::Signature, Lang::En) => "bundle.json or its signature was altered".to_owned(),
        (Problem::OtherKey, Lang::Vi) => "gói được ký bằng khóa khác với khóa đã cho".to_owned(),
        (Problem::OtherKey, Lang::En) => "the bundle was signed with another key than the one given".to_owned(),
        (Problem::Unsigned, Lang::Vi) => "gói không có chữ ký".to_owned(),
        (Problem::Unsigned, Lang::En) => "the bundle is not signed".to_owned(),
    }
}

impl<'c> VerifyV1<'c> {
    fn of(checked: &'c Checked) -> Self {
        let (signature, fingerprint) = match &checked.signature {
            Signature::Expected => ("expected", None),
            Signature::Unknown(print) => ("unknown", Some(print.as_str())),
            Signature::None => ("none", None),
            Signature::Bad => ("bad", None),
        };
        Self {
            version: 1,
            intact: checked.problems.is_empty(),
            signature,
            fingerprint,
            portal: &checked.manifest.about.portal,
            run: &checked.manifest.about.run,
            simulated: checked.manifest.about.simulated,
            records: checked.manifest.records.len(),
            problems: checked.problems.iter().map(ProblemV1::of).collect(),
        }
    }
}

impl<'c> ProblemV1<'c> {
    fn of(problem: &'c Problem) -> Self {
        let plain = |problem, file: Option<&'c String>| Self {
            problem,
            file: file.map(String::as_str),
            url: None,
            captures: &[],
        };
        match problem {
            Problem::Altered(name) => plain("altered", Some(name)),
            Problem::Missing(name) => plain("missing", Some(name)),
            Problem::Added(name) => plain("added", Some(name)),
            Problem::Record { captures, url } => {
                Self { problem: "record-altered", file: None, url: Some(url), captures }
            }
            Problem::Signature => plain("signature", None),
            Problem::OtherKey => plain("other-key", None),
            Problem::Unsigned => plain("unsigned", None),
        }
    }
}
