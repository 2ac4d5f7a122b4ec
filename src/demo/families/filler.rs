//! The weight real pages carry besides words: style sheets and scripts in the page itself.

use super::super::Rng;
use super::put;

const PROPERTIES: &[&str] = &[
    "margin:0 auto",
    "padding:4px 10px 6px",
    "float:left",
    "display:inline-block",
    "font-size:13px",
    "line-height:1.45",
    "color:#0b4a8f",
    "background:#f4f6f9 url(/anh/nen.png) repeat-x 0 0",
    "border-bottom:1px solid #d7dde6",
    "text-decoration:none",
    "position:relative",
    "overflow:hidden",
    "width:100%",
    "max-width:1170px",
    "font-weight:700",
    "transition:all .2s ease-in-out",
    "box-shadow:0 1px 3px rgba(0,0,0,.12)",
    "text-transform:none",
];
const PARTS: &[&str] = &[
    "item", "title", "inner", "left", "right", "box", "more", "thumb", "date", "lead", "row", "list", "icon", "head",
    "foot", "tab", "slide", "caption", "meta", "wrap",
];

/// About `bytes` of style rules for classes that begin with `prefix`.
pub(super) fn css(out: &mut String, prefix: &str, bytes: usize, rng: &mut Rng) {
    let end = out.len() + bytes;
    while out.len() < end {
        let (a, b) = (rng.pick(PARTS), rng.pick(PARTS));
        put!(out, ".{prefix}-{a} .{prefix}-{b}:not(.{prefix}-off){{");
        for _ in 0..rng.between(2, 6) {
            out.push_str(rng.pick(PROPERTIES));
            out.push(';');
        }
        out.push_str("}\n");
    }
}

/// About `bytes` of script in the manner of portals of the 2010s.
pub(super) fn js(out: &mut String, prefix: &str, bytes: usize, rng: &mut Rng) {
    let end = out.len() + bytes;
    let mut n = 0;
    while out.len() < end {
        let (a, b) = (rng.pick(PARTS), rng.pick(PARTS));
        n += 1;
        put!(
            out,
            "function {prefix}_{a}_{n}(e){{var el=document.getElementById('{prefix}-{b}-'+e);if(!el){{return false;}}\
             el.className=el.className.replace(/\\bopen\\b/g,'');window.setTimeout(function(){{el.style.height='{}px';\
             }},{});return el.getAttribute('data-{a}')||'{b}';}}\n",
            rng.between(10, 900),
            rng.between(10, 3_000)
        );
    }
}

/// About `bytes` of base64, as hidden state fields carry.
pub(super) fn state(out: &mut String, bytes: usize, rng: &mut Rng) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for _ in 0..bytes / 10 {
        let mut bits = rng.next();
        for _ in 0..10 {
            out.push(char::from(LETTERS[(bits & 63) as usize]));
            bits >>= 6;
        }
    }
    out.push_str("==");
}
