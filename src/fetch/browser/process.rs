//! One process of Chromium from its start to its end. It ends when it is dropped, and also when this program is killed:
//! a small shell stands between the two, holds the limits of memory, and ends the browser when its input closes.

use std::{
    io,
    path::Path,
    process::Stdio,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use chromiumoxide::{Browser, handler::HandlerConfig};
use futures_util::StreamExt as _;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    net::TcpListener,
    process::{Child, ChildStderr, ChildStdin, Command},
    sync::watch,
    task::JoinHandle,
    time::timeout,
};

use super::{BrowserError, ChromiumOptions};

/// Longest time until the browser says where it can be driven.
const START: Duration = Duration::from_secs(30);
/// Longest time for an answer to one command.
const COMMAND: Duration = Duration::from_secs(20);

/// Limits the browser, starts it, waits for the end of its own input, and leaves nothing behind.
const WATCH: &str = "ulimit -d \"$1\"; profile=$2; shift 2; \"$@\" & child=$!; read -r _; \
    kill -9 $child; wait $child; rm -rf \"$profile\"; kill -9 0";

/// No window, no account, no services of its own, one process for all frames of a page, addresses as they are written.
const SWITCHES: [&str; 22] = [
    "--headless",
    "--remote-debugging-port=0",
    "--window-size=1280,1024",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-quic",
    "--disable-site-isolation-trials",
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,HttpsFirstModeV2,IsolateOrigins,\
     site-per-process,Translate,OptimizationHints,MediaRouter",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--block-new-web-contents",
    "--password-store=basic",
    "--proxy-bypass-list=<-loopback>",
];

/// A running browser.
#[derive(Debug)]
pub(super) struct Process {
    browser: Browser,
    version: String,
    pages: AtomicU32,
    gone: watch::Receiver<bool>,
    child: Child,
    /// Its end is the end of the browser.
    _input: Option<ChildStdin>,
    tasks: [JoinHandle<()>; 3],
    _profile: TempDir,
}

impl Drop for Process {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Process {
    /// Starts one.
    pub(super) async fn start(options: &ChromiumOptions) -> Result<Self, BrowserError> {
        let program = || options.program.display().to_string();
        let failed = |problem: io::Error| BrowserError::Start { program: program(), problem };
        let silent = |problem: String| BrowserError::Silent { program: program(), problem };
        let profile = TempDir::with_prefix("d42-browser-").map_err(failed)?;
        let (nobody, proxy) = nobody().await.map_err(failed)?;
        let mut child = command(options, profile.path(), proxy).spawn().map_err(failed)?;
        let input = child.stdin.take();
        let errors = child.stderr.take().ok_or_else(|| silent("it has no standard error".to_owned()))?;
        let mut lines = BufReader::new(errors).lines();
        let address = match timeout(START, address(&mut lines)).await {
            Ok(Ok(address)) => address,
            Ok(Err(last)) => return Err(silent(last)),
            Err(_) => return Err(silent(format!("not a word within {} s", START.as_secs()))),
        };
        // Nobody reads it, but a full pipe would stop the browser.
        let drain = tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let config = HandlerConfig {
            ignore_https_errors: false,
            viewport: None,
            request_timeout: COMMAND,
            cache_enabled: false,
            ..HandlerConfig::default()
        };
        let (browser, mut handler) =
            Browser::connect_with_config(address, config).await.map_err(|error| silent(error.to_string()))?;
        let (tell, gone) = watch::channel(false);
        let handle = tokio::spawn(async move {
            // The first error is the end of the connection.
            while let Some(Ok(())) = handler.next().await {}
            let _ = tell.send(true);
        });
        let version = browser.version().await.map_err(|error| silent(error.to_string()))?.product;
        Ok(Self {
            browser,
            version,
            pages: AtomicU32::new(0),
            gone,
            child,
            _input: input,
            tasks: [nobody, drain, handle],
            _profile: profile,
        })
    }

    /// As it calls itself.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// Its number in the system, while it runs.
    pub(super) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// The way to drive it.
    pub(super) fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Counts one page more, of `most`; says no when it has had them all, or has ended.
    pub(super) fn takes_one_more(&self, most: u32) -> bool {
        !*self.gone.borrow() && self.pages.fetch_add(1, Ordering::Relaxed) < most.max(1)
    }

    /// Returns when the browser has ended.
    pub(super) async fn gone(&self) {
        let mut gone = self.gone.clone();
        // A sender that is gone has nothing more to say either.
        let _ = gone.wait_for(|gone| *gone).await;
    }
}

/// A proxy that takes connections and answers nothing: the end of every way out of the browser.
async fn nobody() -> io::Result<(JoinHandle<()>, String)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("--proxy-server=http://{}", listener.local_addr()?);
    let task = tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            drop(connection);
        }
    });
    Ok((task, address))
}

fn command(options: &ChromiumOptions, profile: &Path, proxy: String) -> Command {
    let mut command = shell(options, profile);
    command.args(SWITCHES);
    command.arg(format!("--user-data-dir={}", profile.display()));
    command.arg(format!("--user-agent={}", options.user_agent));
    // Names that are not asked for at the proxy have no address.
    command.args([proxy, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1".to_owned()]);
    command.arg(format!("--js-flags=--max-old-space-size={}", (options.limits.memory >> 20) / 2));
    if is_root() {
        // It refuses to run as root with it.
        command.arg("--no-sandbox");
    }
    command.arg("about:blank").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// The program behind its guard. In a process group of its own: Ctrl-C is for this program, which ends the browser itself.
#[cfg(unix)]
fn shell(options: &ChromiumOptions, profile: &Path) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", WATCH, "sh"]).arg((options.limits.memory >> 10).to_string());
    command.arg(profile).arg(&options.program).process_group(0);
    command
}

#[cfg(not(unix))]
fn shell(options: &ChromiumOptions, _profile: &Path) -> Command {
    let mut command = Command::new(&options.program);
    command.kill_on_drop(true);
    command
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

/// Where the browser can be driven, or the last it said.
async fn address(lines: &mut Lines<BufReader<ChildStderr>>) -> Result<String, String> {
    let mut last = "it ended without a word".to_owned();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(address) = line.strip_prefix("DevTools listening on ") {
            return Ok(address.trim().to_owned());
        }
        if !line.trim().is_empty() {
            last = line;
        }
    }
    Err(last)
}
