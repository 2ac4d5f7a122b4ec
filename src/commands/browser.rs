//! `--browser`: makes a browser ready for the pages that need one, or says how to get one.

use super::CommandError;
use crate::{
    audit::BrowserChoice,
    cli::{Context, Exit},
    crawl::Browser,
    report::Lang,
};

/// A browser as `choice` has it. Must be called where the crawl will run.
pub(super) async fn ready(choice: &BrowserChoice, contact: &str, context: &Context) -> Result<Browser, CommandError> {
    match choice {
        BrowserChoice::Never => Ok(Browser::Never),
        BrowserChoice::Archived => Ok(Browser::Missing),
        BrowserChoice::Auto => match installed(contact).await {
            Ok(Some(browser)) => Ok(browser),
            Ok(None) => {
                context.note(match context.lang {
                    Lang::Vi => {
                        "không có Chromium: trang chỉ hiện ra khi chạy mã lệnh sẽ là cant-tell (needs-rendering); cài bằng \
                         `apt install chromium`, hoặc chỉ ra bằng `--browser PATH`; bỏ nhắc này bằng `--browser never`"
                    }
                    Lang::En => {
                        "there is no Chromium: pages that only scripts can build will be cant-tell (needs-rendering); \
                         install it with `apt install chromium`, or name it with `--browser PATH`; `--browser never` \
                         leaves out this hint"
                    }
                });
                Ok(Browser::Missing)
            }
            Err(problem) => {
                context.note(&match context.lang {
                    Lang::Vi => {
                        format!("không dùng được Chromium, đợt kiểm tra không chạy mã lệnh của trang: {problem}")
                    }
                    Lang::En => format!("Chromium cannot be used, and no scripts of pages are run: {problem}"),
                });
                Ok(Browser::Missing)
            }
        },
        BrowserChoice::Program(path) => start(path.clone(), contact).await.map_err(|problem| {
            CommandError::new(
                Exit::Usage,
                format!("`--browser`: không chạy được: {problem}"),
                format!("`--browser`: {problem}"),
            )
            .help(
                "cho đường dẫn đến Chromium hoặc Chrome, hoặc `--browser auto`, `--browser never`",
                "give the path of Chromium or Chrome, or `--browser auto`, `--browser never`",
            )
        }),
    }
}

#[cfg(feature = "browser")]
async fn installed(contact: &str) -> Result<Option<Browser>, String> {
    match crate::fetch::find() {
        Some(program) => start(program, contact).await.map(Some),
        None => Ok(None),
    }
}

#[cfg(feature = "browser")]
async fn start(program: std::path::PathBuf, contact: &str) -> Result<Browser, String> {
    use crate::fetch::{Chromium, ChromiumOptions, Contact};
    let contact = Contact::parse(contact).map_err(|error| error.to_string())?;
    let options = ChromiumOptions::new(program, contact.user_agent());
    let chromium = Chromium::start(options).await.map_err(|error| error.to_string())?;
    Ok(Browser::Ready(std::sync::Arc::new(chromium)))
}

#[cfg(not(feature = "browser"))]
#[expect(clippy::unused_async, reason = "the same shape as with a browser")]
async fn installed(_contact: &str) -> Result<Option<Browser>, String> {
    Err("this program was built without support for browsers (cargo feature `browser`)".to_owned())
}

#[cfg(not(feature = "browser"))]
async fn start(_program: std::path::PathBuf, contact: &str) -> Result<Browser, String> {
    installed(contact).await.map(|_| Browser::Missing)
}
