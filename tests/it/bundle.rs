//! What is handed over: a bundle holds what its report rests on, is the same each time, and every change of it is named.

use std::{
    fs,
    io::{Cursor, Read as _, Write as _},
    path::{Path, PathBuf},
};

use d42::{
    bundle::{Checked, Problem, PublicKey, Signature, verify},
    cli::Exit,
    snapshot::warc::WarcReader,
};
use serde_json::Value;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::report::copied_run;

/// Two keys made by `openssl genpkey -algorithm ed25519`.
const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEILgQiCgalKM+KG/e1Q4Z94yD6As2IWzcVQ8B3W8lI0B/\n\
    -----END PRIVATE KEY-----\n";
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
    MCowBQYDK2VwAyEASKHo+lYhyPU8Gi0hIaOH0HFNWC73VEiK2b2H+S6Ie7A=\n\
    -----END PUBLIC KEY-----\n";
const OTHER: &str = "-----BEGIN PUBLIC KEY-----\n\
    MCowBQYDK2VwAyEAjmpp+u2hMGtx74N+XT3Er6uQOcgqTJnkkBsyq3r5v7w=\n\
    -----END PUBLIC KEY-----\n";

fn d42(args: &[&str]) -> (Exit, String, String) {
    crate::cli::d42(&[&["--lang", "en"], args].concat())
}

struct Scene {
    folder: tempfile::TempDir,
    run: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { folder: tempfile::tempdir().unwrap(), run: copied_run() };
        for (name, text) in [("key.pem", KEY), ("key.pub.pem", PUBLIC), ("other.pub.pem", OTHER)] {
            fs::write(scene.path(name), text).unwrap();
        }
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bundle(&self, name: &str, key: bool) -> Vec<u8> {
        let (run, out, pem) = (self.run.path().display(), self.path(name), self.path("key.pem"));
        let (run, pem) = (run.to_string(), pem.display().to_string());
        let mut args = vec!["bundle", &run, "--portal", "bo-mau-01", "--out", out.to_str().unwrap()];
        if key {
            args.extend(["--key", pem.as_str()]);
        }
        let (exit, out_text, err) = d42(&args);
        assert_eq!((exit, out_text.as_str()), (Exit::Done, ""), "{err}");
        assert_eq!(err.contains("signed with the key"), key, "{err}");
        fs::read(out).unwrap()
    }

    fn verify(&self, bundle: &str, key: Option<&str>) -> (Exit, Value) {
        let (bundle, key) = (self.path(bundle), key.map(|key| self.path(key)));
        let mut args = vec!["verify", bundle.to_str().unwrap(), "--format", "json"];
        if let Some(key) = &key {
            args.extend(["--key", key.to_str().unwrap()]);
        }
        let (exit, out, err) = d42(&args);
        (exit, serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}")))
    }
}

/// A file of a bundle: its name and its bytes.
type File = (String, Vec<u8>);

/// The files of a bundle, in its order.
fn unpacked(bundle: &[u8]) -> Vec<File> {
    let mut zip = ZipArchive::new(Cursor::new(bundle)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn packed(files: &[File]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn checked(bundle: &[u8], key: Option<&Path>) -> Checked {
    verify(Cursor::new(bundle), key.map(|key| PublicKey::read(key).unwrap())).unwrap()
}

#[test]
fn a_bundle_holds_the_records_of_every_capture_its_report_names_and_is_the_same_each_time() {
    let scene = Scene::new();
    let bundle = scene.bundle("a.zip", true);
    assert!(bundle == scene.bundle("b.zip", true), "the same run, rules and key give the same bytes");
    let files = unpacked(&bundle);
    let file = |wanted: &str| &files.iter().find(|(name, _)| name == wanted).unwrap().1;
    let report: Value = serde_json::from_slice(file("report.json")).unwrap();
    assert_eq!(report["portals"].as_array().unwrap().len(), 1, "the report is of this portal alone");
    let manifest: Value = serde_json::from_slice(file("bundle.json")).unwrap();
    let kept: Vec<&str> = manifest["records"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|record| record["captures"].as_array().unwrap())
        .map(|id| id.as_str().unwrap())
        .collect();
    let named = d42::bundle::captures_named(&report);
    assert!(named.len() > 5, "{named:?}");
    for capture in &named {
        assert!(kept.contains(&capture.0.as_str()), "{capture}");
    }
    // Any WARC tool can read it: whole records from the first byte to the last.
    let path = scene.path("evidence.warc.gz");
    fs::write(&path, file("evidence.warc.gz")).unwrap();
    let records: Vec<_> = WarcReader::open(&path).unwrap().records().map(Result::unwrap).collect();
    assert_eq!(records[0].record.field("WARC-Type"), Some("warcinfo"));
    assert!(records.len() > named.len());
    assert_eq!(scene.verify("a.zip", Some("key.pub.pem")).0, Exit::Done);
}

#[test]
fn who_vouches_for_a_bundle_is_said_apart_from_whether_it_is_whole() {
    let scene = Scene::new();
    scene.bundle("signed.zip", true);
    scene.bundle("plain.zip", false);
    for (bundle, key, exit, signature, problems) in [
        ("signed.zip", Some("key.pub.pem"), Exit::Done, "expected", &[][..]),
        ("signed.zip", Some("other.pub.pem"), Exit::Findings, "unknown", &["other-key"]),
        ("signed.zip", None, Exit::Done, "unknown", &[]),
        ("plain.zip", None, Exit::Done, "none", &[]),
        ("plain.zip", Some("key.pub.pem"), Exit::Findings, "none", &["unsigned"]),
    ] {
        let (ended, said) = scene.verify(bundle, key);
        let found: Vec<_> =
            said["problems"].as_array().unwrap().iter().map(|p| p["problem"].as_str().unwrap()).collect();
        assert_eq!(
            (ended, said["signature"].as_str().unwrap(), &found[..]),
            (exit, signature, problems),
            "{bundle} {key:?}"
        );
    }
}

#[test]
fn whatever_is_altered_is_named() {
    let scene = Scene::new();
    let bundle = scene.bundle("a.zip", true);
    let key = scene.path("key.pub.pem");
    let altered = |change: &dyn Fn(&mut Vec<File>)| {
        let mut files = unpacked(&bundle);
        change(&mut files);
        checked(&packed(&files), Some(&key))
    };
    assert_eq!(altered(&|_| {}).problems, [], "packing it again alters nothing");
    for name in ["report.html", "report.json", "findings.csv", "README.txt"] {
        let one_letter = altered(&|files| {
            let file = files.iter_mut().find(|file| file.0 == name).unwrap();
            let last = file.1.len() - 1;
            file.1[last] ^= 1;
        });
        assert_eq!(one_letter.problems, [Problem::Altered(name.to_owned())]);
        let gone = altered(&|files| files.retain(|file| file.0 != name));
        assert_eq!(gone.problems, [Problem::Missing(name.to_owned())]);
    }
    let more = altered(&|files| files.push(("loi-nhan.html".to_owned(), b"<p>".to_vec())));
    assert_eq!(more.problems, [Problem::Added("loi-nhan.html".to_owned())]);
    // One bit of one record: its captures are named, and no others.
    let record = checked(&bundle, None).manifest.records[3].clone();
    let bit = altered(&|files| {
        let file = files.iter_mut().find(|file| file.0 == "evidence.warc.gz").unwrap();
        file.1[usize::try_from(record.offset + record.length / 2).unwrap()] ^= 1;
    });
    let told = Problem::Record { captures: record.captures.clone(), url: record.url.clone() };
    assert_eq!(bit.problems, [Problem::Altered("evidence.warc.gz".to_owned()), told]);
    // Whoever alters a file and its digest has altered what was signed.
    let forged = altered(&|files| {
        let manifest = &mut files.iter_mut().find(|file| file.0 == "bundle.json").unwrap().1;
        *manifest = String::from_utf8(manifest.clone()).unwrap().replace("bo-mau-01", "bo-mau-02").into_bytes();
    });
    assert_eq!((forged.signature, &forged.problems[..1]), (Signature::Bad, &[Problem::Signature][..]));
    // Without unpacking: one bit of the file as it lies there. The archive's own checksum fails as well.
    let mut damaged = bundle.clone();
    let at = bundle.windows(4).rposition(|bytes| bytes == b"\x1f\x8b\x08\x00").unwrap();
    damaged[at + 40] ^= 1;
    let problems = checked(&damaged, Some(&key)).problems;
    assert!(matches!(&problems[..], [Problem::Altered(_), Problem::Record { .. }]), "{problems:?}");
}

#[test]
fn what_is_no_bundle_or_no_key_is_said_with_what_to_do() {
    let scene = Scene::new();
    scene.bundle("a.zip", true);
    fs::write(scene.path("text.zip"), "không phải gói").unwrap();
    fs::write(scene.path("empty.zip"), packed(&[("a.txt".to_owned(), Vec::new())])).unwrap();
    let later = [("bundle.json".to_owned(), br#"{"format": 9, "new": true}"#.to_vec())];
    fs::write(scene.path("later.zip"), packed(&later)).unwrap();
    for (bundle, said) in [
        ("text.zip", "not a whole ZIP archive"),
        ("empty.zip", "holds no bundle.json"),
        ("later.zip", "has format 9, and this d42 reads format 1"),
    ] {
        let (exit, _, err) = d42(&["verify", scene.path(bundle).to_str().unwrap()]);
        assert!(exit == Exit::InvalidInput && err.contains(said) && err.contains("d42 bundle"), "{bundle}: {err}");
    }
    let (run, bundle) = (scene.run.path().to_str().unwrap(), scene.path("a.zip"));
    let bundle = bundle.to_str().unwrap();
    let (public, private) = (scene.path("key.pub.pem"), scene.path("key.pem"));
    let (exit, _, err) = d42(&["verify", bundle, "--key", private.to_str().unwrap()]);
    assert!(exit == Exit::InvalidInput && err.contains("holds no public key"), "{err}");
    let out = scene.path("c.zip");
    let sign = |key: &str| d42(&["bundle", run, "--portal", "bo-mau-01", "--key", key, "--out", out.to_str().unwrap()]);
    let (exit, _, err) = sign(public.to_str().unwrap());
    assert!(exit == Exit::InvalidInput && err.contains("holds no private key"), "{err}");
    assert_eq!(sign(scene.path("none.pem").to_str().unwrap()).0, Exit::Io);
    let (exit, _, err) = d42(&["bundle", run, "--portal", "bo-mau-1", "--out", out.to_str().unwrap()]);
    assert!(exit == Exit::Usage && err.contains("did you mean `bo-mau-01`?"), "{err}");
    assert!(!out.exists(), "nothing half made is left");
}
