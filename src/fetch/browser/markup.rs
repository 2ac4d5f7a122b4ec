//! The markup of a page as it is now, read in a world that its scripts cannot reach.

use chromiumoxide::{
    Page,
    cdp::{browser_protocol::page::CreateIsolatedWorldParams, js_protocol::runtime::EvaluateParams},
};
use serde::Deserialize;

/// What is left of a page.
#[derive(Deserialize)]
pub(super) struct Left {
    /// The document element with all in it, at most as long as asked for.
    pub(super) markup: String,
    /// Whether there was more.
    pub(super) cut: bool,
}

/// The markup of the frame `main`, at most `most` characters. What is shown only without scripts is left out. Nothing if
/// the page does not give it.
pub(super) async fn markup(page: &Page, main: &str, most: usize) -> Option<Left> {
    let world = page.execute(CreateIsolatedWorldParams::new(main.to_owned())).await.ok()?.result;
    let script = format!(
        "(()=>{{for(const n of document.querySelectorAll('noscript'))n.remove();\
         const e=document.documentElement,m=e?e.outerHTML:'';\
         return{{markup:m.slice(0,{most}),cut:m.length>{most}}}}})()"
    );
    let mut params = EvaluateParams::new(script);
    params.context_id = Some(world.execution_context_id);
    params.return_by_value = Some(true);
    serde_json::from_value(page.execute(params).await.ok()?.result.result.value?).ok()
}
