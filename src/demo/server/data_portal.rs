//! A data portal of an agency's own, in the manner of CKAN: data sets with formats, licences, days of update, and
//! facets that can be combined without end.

use std::sync::LazyLock;

use hyper::StatusCode;
use jiff::{Span, civil::Date};

use super::respond::{HTML, Reply};
use crate::demo::{
    Hazards, PlanOptions, Rng,
    families::{put, theme},
    portal::PlannedPortal,
    prose::{self, SIMULATED},
};

const SETS: usize = 14;
/// The same system with the same theme for every agency.
static THEME: LazyLock<String> = LazyLock::new(|| theme("ckan", 52_000));

/// The answer for `path`.
pub(super) fn reply(portal: &PlannedPortal, options: &PlanOptions, path: &str) -> Reply {
    let today = options.today;
    let (bare, query) = path.split_once('?').unwrap_or((path, ""));
    if let Some(reply) = super::files::reply(bare) {
        return reply;
    }
    let sets: Vec<(String, String)> = (0..SETS)
        .map(|k| {
            let mut rng = Rng::nth(u64::from(portal.index), "dataset", k as u64);
            let title = format!("Số liệu về {} ({})", prose::topic(&mut rng), k + 1);
            (prose::slug(&title, true), title)
        })
        .collect();
    let main = match bare.trim_end_matches('/') {
        "/robots.txt" => {
            return Reply::ok(
                "text/plain",
                format!("# {SIMULATED}\nUser-agent: *\nDisallow: /user/\nDisallow: /api/\n"),
            );
        }
        "" => format!(
            "<div class=\"hero\"><h1>Cổng dữ liệu mở {}</h1><p>{SETS} bộ dữ liệu</p><a href=\"/dataset\">Tất cả bộ dữ liệu</a></div>{}",
            portal.name,
            list(&sets, options, query)
        ),
        "/dataset" => list(&sets, options, query),
        path => {
            if let Some((slug, title)) =
                path.strip_prefix("/dataset/").and_then(|slug| sets.iter().find(|(s, _)| s == slug))
            {
                dataset(portal, slug, title, today)
            } else {
                let page = frame(portal, "404 Not Found", "<h1>404 Not Found</h1><p>Không tìm thấy trang.</p>");
                return Reply::status(StatusCode::NOT_FOUND, page);
            }
        }
    };
    Reply::ok(HTML, frame(portal, "Bộ dữ liệu", &main))
}

fn list(sets: &[(String, String)], options: &PlanOptions, query: &str) -> String {
    let mut out = format!("<h2>Tìm thấy {} bộ dữ liệu</h2><ul class=\"dataset-list unstyled\">", sets.len());
    for (k, (slug, title)) in sets.iter().enumerate() {
        let day =
            prose::dmy(options.today.saturating_sub(Span::new().days(i64::try_from(k).unwrap_or_default() * 9 + 3)));
        put!(
            out,
            "<li class=\"dataset-item\"><div class=\"dataset-content\"><h2 class=\"dataset-heading\"><a href=\"/dataset/{slug}\">{title}</a></h2><div>Cập nhật: {day}</div></div><ul class=\"dataset-resources unstyled\"><li><a href=\"/dataset/{slug}\" class=\"badge\" data-format=\"csv\">CSV</a></li><li><a href=\"/dataset/{slug}\" class=\"badge\" data-format=\"json\">JSON</a></li></ul></li>\n"
        );
    }
    out.push_str(
        "</ul><section class=\"module module-narrow\"><h2 class=\"module-heading\">Bộ lọc</h2><ul class=\"facet\">",
    );
    let ends = query.is_empty() || options.hazards == Hazards::LeftOut;
    let joint = if ends { String::new() } else { format!("{}&amp;", query.replace('&', "&amp;")) };
    for facet in [
        "res_format=CSV",
        "res_format=JSON",
        "res_format=XLSX",
        "organization=so-tai-chinh",
        "groups=kinh-te",
        "tags=2026",
    ] {
        put!(out, "<li><a href=\"/dataset?{joint}{facet}\">{facet}</a></li>");
    }
    out.push_str("</ul></section>");
    out
}

fn dataset(portal: &PlannedPortal, slug: &str, title: &str, today: Date) -> String {
    let mut out = format!(
        "<article class=\"dataset\"><h1>{title}</h1><section id=\"dataset-resources\"><ul class=\"resource-list\">"
    );
    for format in ["csv", "json", "xlsx"] {
        put!(
            out,
            "<li class=\"resource-item\"><a class=\"heading\" href=\"/du-lieu/{slug}.{format}\">{slug}.{format}<span class=\"format-label\" data-format=\"{format}\">{}</span></a></li>",
            format.to_uppercase()
        );
    }
    put!(
        out,
        "</ul></section><table class=\"table table-striped dataset-table\"><tr><th>Cơ quan</th><td>{}</td></tr><tr><th>Giấy phép</th><td>Giấy phép dữ liệu mở</td></tr><tr><th>Cập nhật lần cuối</th><td>{}</td></tr><tr><th>API</th><td>/api/3/action/package_show?id={slug}</td></tr></table></article>",
        portal.name,
        prose::dmy(today.saturating_sub(Span::new().days(5)))
    );
    out
}

fn frame(portal: &PlannedPortal, title: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"generator\" content=\"ckan 2.10.4\"><title>{title} - Dữ liệu mở {0}</title>{2}</head><body data-site-root=\"http://dulieu.{1}/\"><div class=\"account-masthead\">{SIMULATED}</div><header class=\"masthead\"><a class=\"logo\" href=\"/\">Cổng dữ liệu mở {0}</a><nav><ul class=\"nav-pills\"><li><a href=\"/dataset\">Bộ dữ liệu</a></li><li><a href=\"http://{1}/\">Cổng Thông tin điện tử {0}</a></li></ul></nav></header><div class=\"main\"><div id=\"content\">{main}</div></div><footer class=\"site-footer\">{0} - {SIMULATED}</footer></body></html>\n",
        portal.name, portal.host, *THEME
    )
}
