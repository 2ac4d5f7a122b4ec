//! Where the files of a report go: a folder, a file, or stdout.

use std::path::{Path, PathBuf};

use super::{
    super::{CommandError, output},
    Args,
    files::Made,
    form::{Kind, Plan, word},
};
use crate::cli::{Context, Exit};

/// Where to write.
pub(super) enum Target {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    /// A form of several files needs a folder; a form of one takes a folder if the path is one or ends like one.
    pub(super) fn new(args: &Args, plan: &Plan) -> Result<Self, CommandError> {
        let several = plan.is_several();
        let Some(path) = &args.out else {
            let run = args.run.clone();
            return Ok(Self::Folder(if plan.kind == Some(Kind::Data) { run.join("data") } else { run }));
        };
        let usage = |vi: &str, en: &str| {
            let kind = plan.kind.map_or_else(String::new, |kind| format!("--kind {} ", word(&kind)));
            let form = word(&plan.form);
            let vi = format!("`{kind}--format {form}` ghi nhiều tệp, không ghi được {vi}");
            let en = format!("`{kind}--format {form}` writes several files, which do not fit {en}");
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

    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdout => None,
            Self::File(path) | Self::Folder(path) => Some(path),
        }
    }

    /// Writes `files`, each whole or not at all, and says where they are.
    pub(super) fn write(&self, files: &[Made<'_>], context: &Context) -> Result<(), CommandError> {
        match self {
            Self::Stdout => {
                for file in files {
                    let mut bytes = Vec::new();
                    (file.make)(&mut bytes)?;
                    context.print_with(|out| out.write_all(&bytes))?;
                }
            }
            Self::File(path) => {
                for file in files {
                    output::replace_with(path, |out| (file.make)(out))?;
                }
                context.note(&path.display().to_string());
            }
            Self::Folder(folder) => {
                for path in output::write_files(files, folder)? {
                    context.note(&path.display().to_string());
                }
            }
        }
        Ok(())
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}
