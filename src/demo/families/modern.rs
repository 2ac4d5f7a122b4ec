//! Portal of the 2020s: HTML5 landmarks, cards, labelled controls, machine-readable dates, structured data.

use super::{
    Frame, Markup, Navigation, filler, footer,
    pieces::{anchors, cell, wrapped},
    put,
};
use crate::demo::{
    content::{Block, Content},
    prose::{SIMULATED, dmy},
    site::Site,
};

pub(super) struct Modern;

impl Markup for Modern {
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame {
        let portal = site.portal();
        let name = &portal.name;
        let mut rng = site.rng("modern");
        let mut frame = Frame::default();
        frame.head.push_str("<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
        let out = &mut frame.before;
        put!(
            out,
            "</title><meta name=\"DC.publisher\" content=\"{name}\"><meta property=\"og:site_name\" content=\"{name}\"><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml\"><script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"GovernmentOrganization\",\"name\":\"{name}\",\"url\":\"http://{}/\"}}</script><style>",
            portal.host
        );
        filler::css(out, "x", 28_000, &mut rng);
        put!(
            out,
            "</style></head><body><div role=\"note\" class=\"x-ribbon\">{SIMULATED}</div><header class=\"x-header\"><a class=\"x-brand\" href=\"/\" aria-label=\"Trang chủ {name}\"><svg width=\"48\" height=\"48\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" r=\"22\"/></svg><span>{name}</span></a>"
        );
        if let Some(search) = &nav.search {
            put!(
                out,
                "<form role=\"search\" action=\"{search}\"><label class=\"x-sr\" for=\"q\">Tìm kiếm trên Cổng</label><input id=\"q\" name=\"q\" type=\"search\"><button aria-label=\"Tìm kiếm\">Tìm</button></form>"
            );
        }
        out.push_str("<div class=\"x-langs\">");
        anchors(out, &nav.languages, "<a lang=\"en\" href=\"", "\">", "</a>");
        out.push_str("</div></header><nav aria-label=\"Chính\" class=\"x-nav\"><ul>");
        for (head, entries) in &nav.groups {
            put!(out, "<li><button type=\"button\" aria-expanded=\"false\">{head}</button><ul class=\"x-sub\">");
            anchors(out, entries, "<li><a href=\"", "\">", "</a></li>");
            out.push_str("</ul></li>");
        }
        out.push_str("</ul></nav><main id=\"main\" class=\"x-main\">");
        let out = &mut frame.after;
        out.push_str("</main><aside class=\"x-aside\">");
        if !nav.side.is_empty() {
            out.push_str("<section><h2>Truy cập nhanh</h2><ul class=\"x-quick\">");
            anchors(
                out,
                &nav.side,
                "<li><a class=\"x-tile\" href=\"",
                "\"><svg width=\"20\" height=\"20\" aria-hidden=\"true\"><path d=\"M2 2h16v16H2z\"/></svg><span>",
                "</span></a></li>",
            );
            out.push_str("</ul></section>");
        }
        out.push_str("<section><h2>Mới nhất</h2><ul class=\"x-latest\">");
        for item in site.news.iter().take(36) {
            put!(
                out,
                "<li><a href=\"{}\"><img src=\"/anh/nho/tin.webp\" srcset=\"/anh/nho/tin.webp 96w, /anh/vua/tin.webp 192w\" sizes=\"96px\" alt=\"\" width=\"96\" height=\"64\" loading=\"lazy\" decoding=\"async\">{}</a></li>",
                item.href,
                item.title
            );
        }
        out.push_str("</ul></section></aside>");
        if let Some((heading, list)) = &nav.related {
            put!(out, "<nav aria-label=\"{heading}\" class=\"x-related\"><h2>{heading}</h2><ul>");
            anchors(out, list, "<li><a rel=\"external\" href=\"", "\">", "</a></li>");
            out.push_str("</ul></nav>");
        }
        out.push_str("<footer class=\"x-footer\"><address>");
        wrapped(out, footer(site), "<p>", "</p>");
        out.push_str("</address></footer><script type=\"module\">");
        filler::js(out, "app", 24_000, &mut rng);
        out.push_str("</script></body></html>\n");
        frame
    }

    fn title(&self, site: &Site, content: &Content) -> String {
        if content.home { content.title.clone() } else { format!("{} | {}", content.title, site.portal().name) }
    }

    fn open(&self, out: &mut String, _site: &Site, content: &Content) {
        if content.home {
            put!(out, "<h1 class=\"x-sr\">{}</h1>", content.title);
            return;
        }
        out.push_str("<nav aria-label=\"Đường dẫn\"><ol class=\"x-trail\"><li><a href=\"/\">Trang chủ</a></li>");
        for (text, _) in &content.trail {
            put!(out, "<li>{text}</li>");
        }
        put!(out, "<li aria-current=\"page\">{0}</li></ol></nav><h1>{0}</h1>", content.title);
        if let Some(date) = content.posted {
            put!(
                out,
                "<p class=\"x-meta\"><time datetime=\"{date}\">ngày {} tháng {} năm {}</time></p>",
                date.day(),
                date.month(),
                date.year()
            );
        }
        if let Some(print) = &content.print {
            put!(
                out,
                "<p class=\"x-tools\"><button type=\"button\" onclick=\"window.print()\">In trang</button> <a href=\"{print}\" download>Lưu bài viết</a></p>"
            );
        }
    }

    fn block(&self, out: &mut String, _site: &Site, block: &Block) {
        match block {
            Block::Heading(text) => put!(out, "<h2>{text}</h2>"),
            Block::Para(text) => put!(out, "<p>{text}</p>"),
            Block::Notice(text) => put!(out, "<p class=\"x-none\" role=\"status\">{text}</p>"),
            Block::List { heading, items } => {
                out.push_str("<section class=\"x-cards\">");
                if let Some((text, href)) = heading {
                    put!(out, "<h2><a href=\"{href}\">{text}</a></h2>");
                }
                for item in items {
                    put!(out, "<article class=\"x-card\"><h3><a href=\"{}\">{}</a></h3>", item.href, item.title);
                    if let Some(date) = item.date {
                        put!(out, "<time datetime=\"{date}\">{}</time>", dmy(date));
                    }
                    put!(out, "<p>{}</p></article>", item.summary);
                }
                out.push_str("</section>");
            }
            Block::Documents { rows, columns, pages } => {
                out.push_str("<ul class=\"x-docs\">");
                for d in rows {
                    if *columns {
                        put!(
                            out,
                            "<li><article><h3><a href=\"{}\">{}</a></h3><p>{} {}</p><dl><div><dt>Ngày ban hành</dt><dd><time datetime=\"{}\">{}</time></dd></div><div><dt>Cơ quan ban hành</dt><dd>{}</dd></div></dl>",
                            d.href,
                            d.number,
                            d.kind,
                            d.about,
                            d.issued,
                            dmy(d.issued),
                            d.authority
                        );
                    } else {
                        put!(
                            out,
                            "<li><article><h3><a href=\"{}\">{}</a></h3><time datetime=\"{}\">{}</time>",
                            d.href,
                            d.title(),
                            d.issued,
                            dmy(d.issued)
                        );
                    }
                    if let Some(file) = &d.file {
                        put!(out, "<a class=\"x-dl\" href=\"{file}\" download>Tải xuống</a>");
                    }
                    out.push_str("</article></li>");
                }
                out.push_str("</ul><nav aria-label=\"Phân trang\"><ul class=\"x-pages\">");
                anchors(out, pages, "<li><a href=\"", "\">", "</a></li>");
                out.push_str("</ul></nav>");
            }
            Block::Fields(fields) => {
                out.push_str("<dl class=\"x-dl-list\">");
                for (name, value) in fields {
                    put!(out, "<div><dt>{name}</dt><dd>");
                    cell(out, value);
                    out.push_str("</dd></div>");
                }
                out.push_str("</dl>");
            }
            Block::Table { caption, columns, rows } => {
                out.push_str("<div class=\"x-table\" tabindex=\"0\"><table>");
                if !caption.is_empty() {
                    put!(out, "<caption>{caption}</caption>");
                }
                out.push_str("<thead><tr>");
                wrapped(out, columns, "<th scope=\"col\">", "</th>");
                out.push_str("</tr></thead><tbody>");
                for row in rows {
                    out.push_str("<tr>");
                    for (i, value) in row.iter().enumerate() {
                        let tag = if i == 1 { "th scope=\"row\"" } else { "td" };
                        put!(out, "<{tag}>");
                        cell(out, value);
                        put!(out, "</{}>", &tag[..2]);
                    }
                    out.push_str("</tr>");
                }
                out.push_str("</tbody></table></div>");
            }
            Block::Tree { root, groups } => {
                put!(out, "<figure class=\"x-org\"><figcaption>{root}</figcaption><ol>");
                for (name, units) in groups {
                    put!(out, "<li><details open><summary>{name}</summary><ul>");
                    wrapped(out, units, "<li>", "</li>");
                    out.push_str("</ul></details></li>");
                }
                out.push_str("</ol></figure>");
            }
            Block::Picture { src, alt } => {
                let alt = alt.as_deref().unwrap_or_default();
                put!(
                    out,
                    "<figure><img src=\"{src}\" alt=\"{alt}\" width=\"800\" height=\"480\" loading=\"lazy\"><figcaption>{alt}</figcaption></figure>"
                );
            }
            Block::People(people) => {
                out.push_str("<ul class=\"x-people\">");
                for one in people {
                    put!(
                        out,
                        "<li class=\"x-person\"><img src=\"/anh/ld.webp\" alt=\"Chân dung {0}\" width=\"160\" height=\"200\"><h2>{0}</h2><p>{1}</p><p><a href=\"tel:{2}\">{2}</a></p><p><a href=\"mailto:{3}\">{3}</a></p><p>{4}</p></li>",
                        one.name,
                        one.post,
                        one.phone,
                        one.email,
                        one.note
                    );
                }
                out.push_str("</ul>");
            }
            Block::Form { title, action, fields, button } => {
                put!(out, "<form class=\"x-form\" action=\"{action}\" aria-label=\"{title}\"><h2>{title}</h2>");
                for field in fields {
                    put!(out, "<p><label>{}<br>", field.label);
                    match field.kind {
                        "textarea" => put!(out, "<textarea name=\"{}\"></textarea>", field.name),
                        "text" | "password" | "date" => {
                            put!(out, "<input type=\"{}\" name=\"{}\">", field.kind, field.name);
                        }
                        choices => {
                            put!(out, "<select name=\"{}\">", field.name);
                            wrapped(out, choices.split('|'), "<option>", "</option>");
                            out.push_str("</select>");
                        }
                    }
                    out.push_str("</label></p>");
                }
                put!(out, "<button>{button}</button></form>");
            }
            Block::Questions(questions) => {
                out.push_str("<section class=\"x-faq\">");
                for q in questions {
                    put!(
                        out,
                        "<details><summary>{}</summary><p class=\"x-meta\">{} hỏi ngày {}</p>",
                        q.asked,
                        q.by,
                        dmy(q.on)
                    );
                    if let Some(state) = q.state {
                        put!(out, "<p class=\"x-state\" role=\"status\">{state}</p>");
                    }
                    match &q.answer {
                        Some((text, date)) => {
                            put!(out, "<blockquote><p>Trả lời ngày {}: {text}</p></blockquote></details>", dmy(*date));
                        }
                        None => out.push_str("</details>"),
                    }
                }
                out.push_str("</section>");
            }
            Block::Links { heading, links } => {
                out.push_str("<section class=\"x-links\">");
                if !heading.is_empty() {
                    put!(out, "<h2>{heading}</h2>");
                }
                out.push_str("<ul>");
                anchors(out, links, "<li><a href=\"", "\">", "</a></li>");
                out.push_str("</ul></section>");
            }
            Block::Choice { heading, links } => {
                put!(
                    out,
                    "<section class=\"x-links\"><h2>{heading}</h2><select aria-label=\"{heading}\" data-go><option value=\"\">Chọn</option>"
                );
                anchors(out, links, "<option value=\"", "\">", "</option>");
                out.push_str("</select></section>");
            }
        }
    }

    fn close(&self, out: &mut String, site: &Site, content: &Content) {
        if content.share {
            put!(
                out,
                "<div class=\"x-share\" aria-label=\"Chia sẻ bài viết\"><a href=\"https://www.facebook.com/sharer/sharer.php?u=http%3A%2F%2F{0}\" aria-label=\"Chia sẻ Facebook\"><svg width=\"20\" height=\"20\"></svg></a><a href=\"https://sp.zalo.me/share?u=http%3A%2F%2F{0}\" aria-label=\"Chia sẻ Zalo\"><svg width=\"20\" height=\"20\"></svg></a></div>",
                site.portal().host
            );
        }
    }
}
