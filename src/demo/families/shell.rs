//! A portal built by script: the server sends the same empty element and the scripts for every address; they ask for
//! what belongs there and put it in.

use super::{filler, put};
use crate::demo::{prose::SIMULATED, site::Site};

/// Where the script lies.
pub(crate) const SCRIPT: &str = "/static/js/main.8f2c1d.js";
/// Where it asks for the page at an address, which follows.
pub(crate) const CONTENT: &str = "/api/trang?duong-dan=";

/// The script.
pub(crate) fn script() -> String {
    format!(
        "/* {SIMULATED} */fetch('{CONTENT}'+encodeURIComponent(location.pathname+location.search)).then(r=>r.text()).then(t=>{{\
         const d=new DOMParser().parseFromString(t,'text/html');document.title=d.title;\
         document.body.innerHTML=d.body.innerHTML}})"
    )
}

/// The one page.
pub(crate) fn page(site: &Site) -> String {
    let mut rng = site.rng("shell");
    let mut out = String::with_capacity(72_000);
    out.push_str("<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Đang tải...</title><style>");
    filler::css(&mut out, "app", 14_000, &mut rng);
    put!(
        out,
        "</style></head><body data-page-id=\"{}\"><!-- {SIMULATED} --><noscript>{SIMULATED}. Trang cần JavaScript.</noscript>\
         <div id=\"root\"><div class=\"spinner\">Đang tải dữ liệu...</div></div><script>window.__ENV__={{\"sim\":\"{SIMULATED}\"}};\n",
        site.portal().index
    );
    filler::js(&mut out, "chunk", 56_000, &mut rng);
    put!(out, "</script><script src=\"{SCRIPT}\" defer></script></body></html>\n");
    out
}
