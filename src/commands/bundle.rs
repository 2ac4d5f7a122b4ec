//! `d42 bundle`: what was found on one portal and the archived records it rests on, in one file. Asks nobody for anything.

use std::path::PathBuf;

use super::{
    CommandError, output,
    report::{making, of_portals},
};
use crate::{
    bundle::{About, Content, KeyError, SigningKey, WriteError, captures_named, write},
    cli::{Context, Exit},
    registry::PortalId,
    report::{Lang, csv, html, json},
    snapshot::SavedRun,
};

/// Arguments of `bundle`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 bundle runs/2026-11-23-2024 --portal bo-y-te
  d42 bundle runs/2026-11-23-2024 --portal bo-y-te --key office.pem --out bo-y-te.zip
  openssl genpkey -algorithm ed25519 -out office.pem
  openssl pkey -in office.pem -pubout -out office.pub.pem

The bundle is a ZIP archive: the report of this portal as HTML, JSON and CSV, the WARC records of every page it names, and \
digests of all this. With `--key` the digests are signed (Ed25519). `d42 verify` checks it; README.txt in it says how to do \
so by hand. The same run, rules and key give the same bytes.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// Id of the portal
    #[arg(long, value_name = "ID")]
    portal: String,

    /// Private key to sign with: Ed25519, PKCS#8 in PEM [default: not signed]
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,

    /// By which law: decree-42 or in-force [default: the profile the run was made with]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// File to write [default: RUN-ID.zip in the current folder]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs `bundle`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let key = args.key.as_deref().map(SigningKey::read).transpose().map_err(|error| of_key(&error))?;
    let _lock = output::claim(&args.run, args.out.as_deref(), context)?;
    let run = SavedRun::open_still(&args.run)?;
    let (report, exit) = of_portals(&run, Some(&args.portal), args.profile.as_deref(), context)?;
    context.show(report.problems());

    let json = json::v1::Report::from(&report);
    let named = captures_named(&serde_json::to_value(&json).map_err(making)?);
    let records = run.records(&PortalId::new(&*args.portal), &named)?;
    let manifest = run.manifest();
    // The report is of this portal alone.
    let (agency, url) = json.portals.first().map(|portal| (&portal.name_vi, &portal.url)).unzip();
    let content = Content {
        about: About {
            portal: args.portal.clone(),
            agency: agency.cloned().unwrap_or_default(),
            url: url.cloned().unwrap_or_default(),
            run: manifest.id.clone(),
            started: manifest.started,
            rules_digest: json.run.rules_digest.clone(),
            profile: json.law.profile.clone(),
            simulated: manifest.simulated,
        },
        files: vec![
            ("README.txt", README.replace('\n', "\r\n").into_bytes()),
            ("report.html", html::write(&report, context.lang).map_err(making)?.into_bytes()),
            ("report.json", json::write(&report).map_err(making)?.into_bytes()),
            ("findings.csv", csv::findings(&report, context.lang).map_err(making)?),
        ],
        records,
    };
    let path = args.out.clone().unwrap_or_else(|| {
        let run = manifest.id.replace(['/', '\\', ':'], "-");
        PathBuf::from(format!("{run}-{}.zip", args.portal))
    });
    output::replace_with(&path, |out| {
        write(&content, key.as_ref(), out).map_err(|error| match error {
            WriteError::Io(error) => CommandError::writing(&path, &error),
            other @ WriteError::Pack(_) => making(other),
        })
    })?;
    context.note(&path.display().to_string());
    match key {
        Some(key) => context.note(&match context.lang {
            Lang::Vi => format!("đã ký bằng khóa có dấu vân tay {}", key.public().fingerprint()),
            Lang::En => format!("signed with the key whose fingerprint is {}", key.public().fingerprint()),
        }),
        None => context.note(match context.lang {
            Lang::Vi => "chưa ký: ai cũng có thể lập lại một gói khác; ký bằng `--key`",
            Lang::En => "not signed: anybody can make another bundle like it; sign with `--key`",
        }),
    }
    Ok(exit)
}

/// A key file that cannot be used.
pub(super) fn of_key(error: &KeyError) -> CommandError {
    let vi = match error {
        KeyError::Read { path, source } => return CommandError::reading(path, source),
        KeyError::NoPrivateKey(path) => format!("{} không chứa khóa bí mật (PEM, PKCS#8)", path.display()),
        KeyError::NoPublicKey(path) => format!("{} không chứa khóa công khai (PEM)", path.display()),
        KeyError::NotEd25519(path) => format!("khóa trong {} không phải khóa Ed25519", path.display()),
    };
    let command = match error {
        KeyError::NoPublicKey(_) => "openssl pkey -in office.pem -pubout -out office.pub.pem",
        _ => "openssl genpkey -algorithm ed25519 -out office.pem",
    };
    CommandError::new(Exit::InvalidInput, vi, error.to_string())
        .help(format!("tạo khóa bằng `{command}`"), format!("make one with `{command}`"))
}

/// Both languages: who gets a bundle need not know which one its maker speaks.
const README: &str = "\
KIỂM TRA GÓI BẰNG CHỨNG NÀY

bundle.json ghi mã SHA-256 của từng tệp. Mở gói, rồi tính lại bằng `sha256sum *` (Windows: `certutil -hashfile TỆP SHA256`)
và so với bundle.json. evidence.warc.gz là tệp WARC 1.1, mở được bằng mọi công cụ đọc WARC (ví dụ pywb).
Nếu có bundle.sig thì gói đã được ký (Ed25519). Lấy khóa công khai từ chính cơ quan lập gói, không lấy từ gói, rồi chạy:

    openssl pkeyutl -verify -pubin -inkey KHÓA.pem -rawin -in bundle.json -sigfile bundle.sig

Hoặc dùng chương trình d42: `d42 verify GÓI.zip --key KHÓA.pem`. Chương trình nêu rõ phần nào đã bị sửa.

HOW TO CHECK THIS BUNDLE

bundle.json has the SHA-256 of every file. Unpack the bundle, compute them again with `sha256sum *` (Windows:
`certutil -hashfile FILE SHA256`) and compare. evidence.warc.gz is a WARC 1.1 file, which any WARC tool opens (pywb, say).
If there is a bundle.sig, the bundle was signed (Ed25519). Get the public key from the office that made the bundle, not from
the bundle, and run:

    openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in bundle.json -sigfile bundle.sig

Or use d42: `d42 verify BUNDLE.zip --key KEY.pem`. It names what was altered.
";
