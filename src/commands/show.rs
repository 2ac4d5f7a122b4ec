//! `d42 show`: the report of a run and the archived pages behind it, in a browser on this machine. Asks nobody for anything.

use std::{path::PathBuf, time::Duration};

use super::{
    CommandError, drive, output,
    report::{making, of_portals},
};
use crate::{
    cli::{Context, Exit},
    report::Lang,
    show::{Library, serve},
    snapshot::{CaptureId, SavedRun},
};

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 show runs/2026-11-23-2024
  d42 show runs/2026-11-23-2024 bo-y-te/000042
  d42 show runs/2026-11-23-2024 --port 8042 --for 600

Serves the report on 127.0.0.1 until Ctrl-C; each capture named in it leads to the archived page, with the place marked that \
was found. With a capture, only the report of its portal is made. Scripts, forms and links of archived pages are taken out, \
pictures and styles are not loaded: nothing leaves this machine.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// The capture to begin with, as reports name it: PORTAL/NUMBER
    #[arg(value_name = "CAPTURE")]
    capture: Option<String>,

    /// Port to listen on [default: any that is free]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Stop after this many seconds instead of at Ctrl-C
    #[arg(long = "for", value_name = "SECONDS")]
    seconds: Option<u64>,
}

/// Runs `show`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let _lock = output::claim(&args.run, None, context)?;
    let run = SavedRun::open_still(&args.run)?;
    let capture = args.capture.as_ref().map(|id| CaptureId(id.clone()));
    let portal = capture.as_ref().and_then(|capture| Some(capture.0.split_once('/')?.0));
    let (report, _) = of_portals(&run, portal, None, context)?;
    let library = Library::new(&args.run, &report, context.lang).map_err(making)?;
    let path = match &capture {
        None => "/".to_owned(),
        Some(capture) => library.address(capture)?.ok_or_else(|| {
            let (vi, en) =
                (format!("đợt kiểm tra không có bản ghi {capture}"), format!("the run has no capture {capture}"));
            CommandError::new(Exit::Usage, vi, en).help(
                "báo cáo nêu bản ghi của từng bằng chứng, dạng `CỔNG/SỐ`: bo-y-te/000042",
                "reports name the capture of each evidence as `PORTAL/NUMBER`: bo-y-te/000042",
            )
        })?,
    };
    drive::runtime()?.block_on(async {
        let serving = serve(library, args.port).await.map_err(|error| {
            let vi = format!("không mở được {}: {}", error.address, super::vietnamese::of_io(&error.source));
            CommandError::new(Exit::Io, vi, error.to_string())
                .help("chọn cổng khác bằng `--port`", "choose another port with `--port`")
        })?;
        context.print(&format!("http://{}{path}\n", serving.address()))?;
        context.flush()?;
        context.note(match context.lang {
            Lang::Vi => "mở địa chỉ trên bằng trình duyệt; Ctrl-C để dừng",
            Lang::En => "open the address in a browser; Ctrl-C to stop",
        });
        let over = async {
            match args.seconds {
                Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = serving.run() => {}
            () = over => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        Ok(Exit::Done)
    })
}
