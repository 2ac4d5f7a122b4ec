//! Which answer an address gets: pages, files, feeds, and every trouble a portal can be in.

use std::{borrow::Cow, time::Duration};

use http_body_util::{Either, Full};
use hyper::{HeaderMap, Response, StatusCode, body::Bytes, header, http::response::Builder};
use jiff::civil::Date;

use super::{
    Shared, Target, data_portal, files,
    marks::{Marks, is_known},
    offshoot,
    stall::Stalled,
};
use crate::demo::{
    component::Life,
    content::{Block, Content},
    families,
    node::Node,
    portal::{Family, PlannedPortal, Trouble},
    prose::SIMULATED,
    site::Site,
};

/// An answer before it is put on the wire.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    pub(super) location: Option<String>,
    pub(super) cookie: Option<String>,
    pub(super) delay: Duration,
    /// So many bytes of the body are sent, and nothing more.
    pub(super) stalls: Option<usize>,
    /// The connection ends with this answer.
    pub(super) closes: bool,
    /// Of whether it has changed.
    pub(super) marks: Marks,
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";

impl Reply {
    /// 200 with `body`.
    pub(super) fn ok(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: StatusCode::OK,
            kind,
            body: body.into(),
            location: None,
            cookie: None,
            delay: Duration::ZERO,
            stalls: None,
            closes: false,
            marks: Marks::None,
        }
    }

    /// A page with another status.
    pub(super) fn status(status: StatusCode, body: impl Into<Vec<u8>>) -> Self {
        Self { status, ..Self::ok(HTML, body) }
    }

    /// A redirect.
    pub(super) fn redirect(status: StatusCode, location: String) -> Self {
        let body = format!(
            "<html><head><title>Moved</title></head><body>{SIMULATED} <a href=\"{location}\">here</a></body></html>"
        );
        Self { status, location: Some(location), ..Self::ok(HTML, body) }
    }

    /// 429 with a second to wait.
    pub(super) fn limited() -> Self {
        Self::status(StatusCode::TOO_MANY_REQUESTS, format!("<html><body>{SIMULATED}: quá nhiều yêu cầu</body></html>"))
    }

    /// As it is sent to who asked with the headers `asked`, by a server whose content is that of `today`.
    pub(super) fn into_response(self, asked: &HeaderMap, today: Date) -> Response<Either<Full<Bytes>, Stalled>> {
        let (tag, date) = (self.marks.tag(&self.body), self.marks.date(today));
        let mut response = Response::builder();
        for (name, mark) in [(header::ETAG, &tag), (header::LAST_MODIFIED, &date)] {
            if let Some(mark) = mark {
                response = response.header(name, mark);
            }
        }
        let reply = if is_known(asked, tag.as_deref(), date.as_deref()) {
            Self { status: StatusCode::NOT_MODIFIED, body: Vec::new(), ..self }
        } else {
            response = response.header(header::CONTENT_TYPE, self.kind);
            self
        };
        reply.send(response)
    }

    fn send(self, response: Builder) -> Response<Either<Full<Bytes>, Stalled>> {
        let mut response = response.status(self.status);
        if let Some(location) = &self.location {
            response = response.header(header::LOCATION, location);
        }
        if let Some(cookie) = &self.cookie {
            response = response.header(header::SET_COOKIE, cookie);
        }
        if self.closes {
            response = response.header(header::CONNECTION, "close");
        }
        if self.status == StatusCode::TOO_MANY_REQUESTS {
            response = response.header(header::RETRY_AFTER, "1");
        }
        let whole = Bytes::from(self.body);
        let body = match self.stalls {
            Some(sent) => Either::Right(Stalled::after(sent, &whole)),
            None => Either::Left(Full::new(whole)),
        };
        response.body(body).expect("status and headers are made of valid parts")
    }
}

/// The answer of `host` to a request for `path` (with its query).
pub(super) fn reply(shared: &Shared, host: &str, path: &str, cookie: Option<&str>) -> Reply {
    let target = shared.targets.get(host);
    let reply = content(shared, target, path, cookie);
    Reply { marks: Marks::of(shared, target, &reply), ..reply }
}

fn content(shared: &Shared, target: Option<&Target>, path: &str, cookie: Option<&str>) -> Reply {
    match target {
        Some(&Target::Portal(index)) => portal(shared, index, path, cookie, false),
        Some(&Target::Www(index)) => portal(shared, index, path, cookie, true),
        Some(&Target::Data(index)) => data_portal::reply(&shared.plan.portals[index], &shared.plan.options, path),
        Some(&Target::Component(index, at)) => {
            let component = &shared.plan.portals[index].components[at];
            if component.life == Life::Moved {
                let to = &shared.plan.portals[index].components[0].host;
                return Reply::redirect(StatusCode::MOVED_PERMANENTLY, format!("http://{to}/"));
            }
            // Small sites on shared hosting keep no connection; thousands of idle ones would weigh on both sides.
            let reply = offshoot::reply(shared.site(index), component, path);
            Reply { closes: reply.kind == HTML, ..reply }
        }
        None => Reply::status(
            StatusCode::MISDIRECTED_REQUEST,
            format!("<html><body>{SIMULATED}: unknown host</body></html>"),
        ),
    }
}

/// Whether the portal answers under `www.` only.
fn moved_to_www(portal: &PlannedPortal) -> bool {
    portal.number.is_multiple_of(5) && portal.trouble.is_none() && portal.family != Family::Portlet
}

fn portal(shared: &Shared, index: usize, path: &str, cookie: Option<&str>, www: bool) -> Reply {
    let plan = &shared.plan.portals[index];
    match plan.trouble {
        Some(Trouble::Blocked) => return Reply::status(StatusCode::FORBIDDEN, blocked()),
        Some(Trouble::Challenge) if !cookie.is_some_and(|cookie| cookie.contains("D1N=")) => {
            return Reply::ok(HTML, challenge(index));
        }
        Some(Trouble::Shell) if path == families::SHELL_SCRIPT => {
            return Reply::ok("text/javascript; charset=utf-8", families::shell_script());
        }
        Some(Trouble::Shell) if path.starts_with(families::SHELL_CONTENT) => {
            let asked = &path[families::SHELL_CONTENT.len()..];
            let asked = percent_encoding::percent_decode_str(asked).decode_utf8_lossy().into_owned();
            return page(shared.site(index), &asked);
        }
        Some(Trouble::Shell) if !path.starts_with("/robots.txt") && !path.starts_with("/sitemap") => {
            return Reply::ok(HTML, families::shell_page(shared.site(index)));
        }
        Some(Trouble::RedirectsAway) => {
            let away = shared.plan.portals.iter().find(|p| !p.hidden() && p.id != plan.id);
            let to = away.map_or("https://chinhphu.vn/".to_owned(), |p| format!("http://{}/", p.host));
            return Reply::redirect(StatusCode::FOUND, to);
        }
        Some(Trouble::Loops) => {
            let next = match path {
                "/" => "/vi",
                "/vi" => "/trang-chu",
                _ => "/",
            };
            return Reply::redirect(StatusCode::FOUND, next.to_owned());
        }
        _ => {}
    }
    let site = shared.site(index);
    if plan.trouble == Some(Trouble::Stalls) {
        return stalling(site, path);
    }
    let mut reply = if moved_to_www(plan) {
        match (www, path) {
            (false, _) => Reply::redirect(StatusCode::MOVED_PERMANENTLY, format!("http://www.{}{path}", plan.host)),
            (true, "/") if plan.number.is_multiple_of(10) => {
                Reply::redirect(StatusCode::FOUND, "/trang-chu-cong".to_owned())
            }
            (true, "/trang-chu-cong") => page(site, "/"),
            (true, _) => page(site, path),
        }
    } else {
        page(site, path)
    };
    if plan.family == Family::Nuke && cookie.is_none() {
        reply.cookie = Some(format!("nv4_sess={:016x}; path=/; HttpOnly", site.seed));
    }
    if plan.trouble == Some(Trouble::Slow) {
        reply.delay = Duration::from_millis(150);
    }
    reply
}

/// A machine in front that answers for small files, and one behind it that does not: of the start page the beginning
/// arrives, of others the headers.
fn stalling(site: &Site, path: &str) -> Reply {
    match path {
        "/robots.txt" | "/sitemap.xml" => Reply::status(StatusCode::NOT_FOUND, blank("404 Not Found")),
        "/" => Reply { stalls: Some(1_200), ..Reply::ok(HTML, site.render(Node::Home)) },
        _ => Reply { stalls: Some(0), ..Reply::ok(HTML, missing(site)) },
    }
}

fn page(site: &Site, path: &str) -> Reply {
    let portal = site.portal();
    let bare = path.split('?').next().unwrap_or(path);
    match bare {
        "/robots.txt" => return robots(site),
        "/sitemap.xml" if !portal.number.is_multiple_of(4) => return Reply::ok(XML, sitemap(site)),
        "/rss.xml" => return Reply::ok("application/rss+xml; charset=utf-8", rss(site)),
        _ => {}
    }
    if let Some(reply) = files::reply(bare) {
        return reply;
    }
    if let Some(to) = site.step(path) {
        return Reply::redirect(StatusCode::FOUND, to);
    }
    let (status, html) = match site.find(path) {
        Some(Node::Login) if portal.family == Family::Mega => (StatusCode::UNAUTHORIZED, site.render(Node::Login)),
        Some(node) => (StatusCode::OK, site.render(node)),
        None if portal.family == Family::Nuke => return Reply::redirect(StatusCode::MOVED_PERMANENTLY, "/".to_owned()),
        None => {
            let soft = portal.trouble == Some(Trouble::SoftNotFound);
            (if soft { StatusCode::OK } else { StatusCode::NOT_FOUND }, missing(site))
        }
    };
    if !site.legacy_charset() {
        return Reply::status(status, html);
    }
    let kind = if portal.trouble == Some(Trouble::WrongCharset) { HTML } else { "text/html" };
    Reply { status, ..Reply::ok(kind, files::windows_1258(&html)) }
}

fn missing(site: &Site) -> String {
    let content = Content {
        title: "Trạng thái".to_owned(),
        blocks: vec![
            Block::Heading("Không tìm thấy".to_owned()),
            Block::Para("Trang bạn tìm không tồn tại hoặc đã bị gỡ bỏ (404).".to_owned()),
        ],
        ..Content::default()
    };
    families::page(site, &content)
}

fn blank(title: &str) -> String {
    format!("<html><head><title>{title}</title></head><body>{SIMULATED}</body></html>")
}

fn robots(site: &Site) -> Reply {
    let portal = site.portal();
    if portal.number.is_multiple_of(7) {
        return Reply::status(StatusCode::NOT_FOUND, missing(site));
    }
    let delay = if portal.number.is_multiple_of(9) { "Crawl-delay: 1\n" } else { "" };
    let sitemap = if portal.number.is_multiple_of(4) {
        Cow::Borrowed("")
    } else {
        Cow::Owned(format!("Sitemap: http://{}/sitemap.xml\n", portal.host))
    };
    let login = site.href(Node::Login);
    let body = format!(
        "# {SIMULATED}\nUser-agent: *\n{delay}Disallow: /quan-tri/\nDisallow: /administrator/\nDisallow: /_layouts/15/Authenticate.aspx\nDisallow: {login}\n{sitemap}"
    );
    Reply::ok("text/plain; charset=utf-8", body)
}

fn sitemap(site: &Site) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- {SIMULATED} -->\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for node in site.nodes() {
        if matches!(node, Node::Print(_) | Node::Login | Node::Search) {
            continue;
        }
        let href = site.href(node).replace('&', "&amp;");
        families::put!(out, "<url><loc>http://{}{href}</loc></url>\n", site.portal().host);
    }
    out.push_str("</urlset>\n");
    out
}

fn rss(site: &Site) -> String {
    let portal = site.portal();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>{}</title><link>http://{}/</link><description>{SIMULATED}</description>\n",
        portal.name, portal.host
    );
    for item in site.news.iter().take(15) {
        let href = item.href.replace('&', "&amp;");
        families::put!(out, "<item><title>{}</title><link>http://{}{href}</link></item>\n", item.title, portal.host);
    }
    out.push_str("</channel></rss>\n");
    out
}

fn blocked() -> String {
    format!(
        "<html><head><title>403 Forbidden</title></head><body><h1>Truy cập bị từ chối</h1><p>Yêu cầu của bạn đã bị tường lửa \
         chặn. Mã sự kiện: 18273645</p><p>{SIMULATED}</p></body></html>"
    )
}

fn challenge(index: usize) -> String {
    format!(
        "<html><body><!-- {SIMULATED} --><script>document.cookie=\"D1N={:032x}\"+\"; expires=Fri, 31-Dec-2038 23:55:55 GMT; \
         path=/\";window.location.reload(true);</script></body></html>",
        (index as u128 + 1) * 0x1234_5678_9abc_def0_1357_9bdf
    )
}
