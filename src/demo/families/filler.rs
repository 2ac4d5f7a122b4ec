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

/// The style sheet and the script of a theme that stands in every page of a system rented by many: `bytes` in all.
pub(crate) fn theme(prefix: &str, bytes: usize) -> String {
    let mut rng = Rng::keyed(0, prefix);
    let mut out = String::with_capacity(bytes + 2_000);
    out.push_str("<style>\n");
    css(&mut out, prefix, bytes / 2, &mut rng);
    out.push_str("</style>\n<script>\n");
    js(&mut out, prefix, bytes / 2, &mut rng);
    out.push_str("</script>\n");
    out
}

/// Links to style sheets and scripts of a theme below `root`, one of each per name.
pub(super) fn assets(out: &mut String, root: &str, names: &[&str]) {
    for name in names {
        put!(out, "<link rel=\"stylesheet\" type=\"text/css\" href=\"{root}/css/{name}.css?v=20260311\">\n");
    }
    for name in names {
        put!(out, "<script type=\"text/javascript\" src=\"{root}/js/{name}.js?v=20260311\" defer></script>\n");
    }
}

/// The counting script that most portals carry, under the number `id`.
pub(super) fn tracker(out: &mut String, id: &str) {
    put!(
        out,
        "<script async src=\"https://www.googletagmanager.com/gtag/js?id={id}\"></script>\n<script>window.dataLayer=window.dataLayer||[];\
         function gtag(){{dataLayer.push(arguments);}}gtag('js',new Date());gtag('config','{id}',{{'anonymize_ip':true}});</script>\n"
    );
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
