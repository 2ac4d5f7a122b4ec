//! What keeps a plain reader from the content: scripts, tests for robots, firewalls, borders, log-in walls, "not found"
//! in words.

use serde::{Deserialize, Serialize};

use super::cues::{Cue, Cues};
use super::head::Head;
use super::sketch::Sketch;
use super::{DatedItem, Link, Region};

/// Something on the page that keeps a plain reader from its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obstacle {
    /// The content is put in by a script: hardly any text, no usable links, scripts or a "loading" text.
    Shell,
    /// A page that sets a cookie by script and reloads, or another test for robots.
    Challenge,
    /// A test that only a person passes.
    Captcha,
    /// A web-firewall or "access denied" page.
    Blocked,
    /// A page that says that visitors from elsewhere are not let in.
    GeoBlocked,
    /// A log-in form instead of content.
    LogIn,
    /// "Not found" in words although the status is 200.
    SoftNotFound,
    /// The same page as at an address of the host that cannot exist (never set by reading one page alone).
    LikeAbsent,
}

/// What is known of a page when its obstacle is looked for.
pub(super) struct Seen<'p> {
    pub(super) head: &'p Head,
    pub(super) links: &'p [Link],
    pub(super) items: &'p [DatedItem],
    /// Words of running text in the main region.
    pub(super) words: u32,
}

/// The obstacle, if any.
pub(super) fn of(sketch: &Sketch<'_>, cues: &Cues, seen: &Seen<'_>) -> Option<Obstacle> {
    let words = sketch.els.first().map_or(0, |el| el.words.1);
    let followable = seen.links.iter().filter(|link| link.target.is_some()).take(30).count();
    let says = |cue: Cue| cues.of(cue).next().is_some();
    let title = Cues::find(&seen.head.title);
    let titled = |cue: Cue| title.of(cue).next().is_some();
    let script =
        |needles: &[&str]| sketch.scripts.iter().any(|text| needles.iter().any(|needle| text.contains(needle)));
    if words < 150 && followable < 5 {
        let sets_cookie = script(&["document.cookie"])
            && script(&["location.reload", "location.href", "location=", "location.replace", "location ="]);
        let known = script(&[
            "_cf_chl_opt",
            "cf_chl",
            "__ddg",
            "slowAES",
            "D1N=",
            "challenge-platform",
            "awsWafCookie",
            "_Incapsula_",
            "TSPD",
        ]);
        let asks_a_person =
            script(&["grecaptcha", "g-recaptcha", "hcaptcha.com", "recaptcha/api.js"]) || says(Cue::Captcha);
        if asks_a_person || titled(Cue::Captcha) {
            return Some(Obstacle::Captcha);
        }
        if titled(Cue::Elsewhere) || says(Cue::Elsewhere) {
            return Some(Obstacle::GeoBlocked);
        }
        if titled(Cue::Challenge) || says(Cue::Challenge) || known || (sets_cookie && words < 40 && followable < 3) {
            return Some(Obstacle::Challenge);
        }
        if titled(Cue::Blocked) || says(Cue::Blocked) {
            return Some(Obstacle::Blocked);
        }
    }
    let thin = seen.words < 120 && seen.items.len() < 3;
    if thin && (titled(Cue::Missing) || says_missing(sketch, cues)) {
        return Some(Obstacle::SoftNotFound);
    }
    let passwords = sketch.fields.iter().any(|field| {
        sketch.attr(*field, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
            && sketch.el(*field).region == Region::Main
    });
    if passwords
        && seen.words < 60
        && seen.items.is_empty()
        && (titled(Cue::LogIn) || (says(Cue::LogIn) && followable < 12))
    {
        return Some(Obstacle::LogIn);
    }
    let loading = cues.of(Cue::Loading).any(|found| {
        let run = sketch.run_at(found.start);
        sketch.line(run).len() < 120 && sketch.el(sketch.runs[run].el).region == Region::Main
    });
    let scripted = sketch.scripts.iter().any(|text| !text.trim().is_empty()) || !sketch.script_files.is_empty();
    let bare = words < 40 && followable < 4;
    if (bare && (scripted || loading))
        || (loading && seen.words < 50 && seen.items.is_empty() && main_links(seen.links) < 5)
    {
        return Some(Obstacle::Shell);
    }
    None
}

fn main_links(links: &[Link]) -> usize {
    links.iter().filter(|link| link.at.region == Region::Main && link.target.is_some()).take(5).count()
}

/// "Not found" in a short line of the main region, not in a link.
fn says_missing(sketch: &Sketch<'_>, cues: &Cues) -> bool {
    cues.of(Cue::Missing).any(|found| {
        let run = sketch.run_at(found.start);
        let el = sketch.runs[run].el;
        sketch.line(run).len() < 200
            && matches!(sketch.el(el).region, Region::Main | Region::Breadcrumb)
            && sketch.el(el).tag != super::tag::Tag::A
    })
}
