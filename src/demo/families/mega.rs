//! Server-rendered portal with deep menus: the whole menu stands in the page twice, for wide and for narrow screens.

use super::{
    Frame, Markup, Navigation, filler, footer,
    navigation::Anchor,
    pieces::{anchors, cell, cells, wrapped},
    put,
};
use crate::demo::{
    content::{Block, Content},
    node::Node,
    prose::{self, SIMULATED, dmy},
    site::Site,
};

pub(super) struct Mega;

fn links(out: &mut String, list: &[Anchor], class: &str) {
    for (text, href) in list {
        put!(
            out,
            "<li class=\"{class}\"><a href=\"{href}\" target=\"_self\" title=\"{text}\"><span>{text}</span></a></li>\n"
        );
    }
}

impl Markup for Mega {
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame {
        let name = &site.portal().name;
        let mut rng = site.rng("mega");
        let mut frame = Frame::default();
        frame.head.push_str(
            "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width, initial-scale=1\">\n<title>",
        );
        let out = &mut frame.before;
        put!(out, "</title>\n<meta name=\"description\" content=\"Cổng thông tin điện tử {name}\">\n");
        out.push_str("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml\">\n");
        filler::assets(
            out,
            "/static/gov",
            &["reset", "grid", "menu", "slick", "fancybox", "theme", "responsive", "print"],
        );
        filler::tracker(out, "G-GOVMAU0001");
        out.push_str("<style>\n");
        filler::css(out, "gov", 25_000, &mut rng);
        out.push_str("</style>\n<script>\n");
        filler::js(out, "gov", 11_000, &mut rng);
        out.push_str(
            "</script>\n</head>\n<body class=\"gov-body\">\n<div class=\"gov-top\"><div class=\"gov-container\">",
        );
        put!(
            out,
            "<a class=\"gov-logo\" href=\"/\"><img src=\"/anh/logo.png\" alt=\"Quốc huy\"></a><div class=\"gov-brand\"><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p class=\"gov-name\">Cổng Thông tin điện tử {name}</p></div>"
        );
        put!(out, "<p class=\"gov-warning\">{SIMULATED}</p><ul class=\"gov-lang\">");
        links(out, &nav.languages, "gov-lang-item");
        out.push_str("</ul>");
        if let Some(search) = &nav.search {
            put!(
                out,
                "<form class=\"gov-search\" action=\"{search}\" method=\"get\" role=\"search\"><input type=\"search\" name=\"q\" placeholder=\"Tìm kiếm...\"><button type=\"submit\">Tìm kiếm</button></form>"
            );
        }
        out.push_str("</div></div>\n<div class=\"gov-nav\" id=\"mainmenu\"><ul class=\"gov-nav-list\"><li class=\"gov-nav-item\"><a href=\"/\">Trang chủ</a></li>\n");
        for (head, entries) in &nav.groups {
            put!(
                out,
                "<li class=\"gov-nav-item gov-has-sub\"><a href=\"javascript:void(0)\" class=\"gov-nav-link\">{head}<i class=\"gov-caret\"></i></a>\n<div class=\"gov-mega\"><div class=\"gov-mega-inner\"><ul class=\"gov-mega-col\">\n"
            );
            links(out, entries, "gov-mega-item");
            out.push_str("</ul></div></div></li>\n");
        }
        out.push_str("</ul></div>\n<div class=\"gov-mobile\" id=\"mobilemenu\"><button class=\"gov-burger\" onclick=\"gov_open(1)\">Menu</button><ul class=\"gov-mobile-list\">\n");
        for (head, entries) in &nav.groups {
            put!(
                out,
                "<li class=\"gov-mobile-item\"><span class=\"gov-mobile-head\">{head}</span><ul class=\"gov-mobile-sub\">\n"
            );
            links(out, entries, "gov-mobile-link");
            out.push_str("</ul></li>\n");
        }
        out.push_str("</ul></div>\n<div class=\"gov-page\"><div class=\"gov-container\"><div class=\"gov-columns\"><div class=\"gov-content\" id=\"content\">\n");
        let out = &mut frame.after;
        out.push_str("</div>\n<div class=\"gov-aside\">\n");
        if !nav.side.is_empty() {
            out.push_str("<div class=\"gov-widget\"><div class=\"gov-widget-title\">Chuyên mục</div><ul>\n");
            links(out, &nav.side, "gov-widget-item");
            out.push_str("</ul></div>\n");
        }
        out.push_str("<div class=\"gov-widget\"><div class=\"gov-widget-title\">Đọc nhiều</div><ul>\n");
        for item in site.news.iter().skip(9).take(30) {
            put!(
                out,
                "<li class=\"gov-widget-item\"><a href=\"{}\"><img class=\"gov-lazy\" src=\"/anh/trong.gif\" data-src=\"/anh/nho/tin.jpg\" onerror=\"this.src='/anh/khong-co-anh.png'\" alt=\"\" width=\"90\" height=\"60\"><span>{}</span></a></li>\n",
                item.href,
                item.title
            );
        }
        out.push_str("</ul></div>\n");
        if let Some((heading, list)) = &nav.related {
            put!(
                out,
                "<div class=\"gov-widget\"><div class=\"gov-widget-title\">{heading}</div><select class=\"gov-weblink\" onchange=\"window.open(this.value)\"><option value=\"\">-- Chọn liên kết --</option>\n"
            );
            anchors(out, list, "<option value=\"", "\">", "</option>\n");
            out.push_str("</select><ul>\n");
            links(out, &list[..list.len().min(6)], "gov-widget-item");
            out.push_str("</ul></div>\n");
        }
        put!(
            out,
            "<div class=\"gov-widget\"><div class=\"gov-widget-title\">Thống kê truy cập</div><p>Đang truy cập: {}</p></div></div></div></div></div>\n<div class=\"gov-footer\"><div class=\"gov-container\">\n",
            rng.between(10, 200)
        );
        wrapped(out, footer(site), "<p>", "</p>\n");
        put!(out, "<p><a href=\"{}\">Đăng nhập</a></p></div></div>\n<script>\n", site.href(Node::Login));
        filler::js(out, "govend", 7_000, &mut rng);
        out.push_str("</script>\n</body>\n</html>\n");
        frame
    }

    fn title(&self, site: &Site, content: &Content) -> String {
        format!("{} - {}", content.title, site.portal().name)
    }

    fn open(&self, out: &mut String, site: &Site, content: &Content) {
        if content.home {
            put!(out, "<h1 class=\"gov-hidden\">Cổng Thông tin điện tử {}</h1>\n", site.portal().name);
            return;
        }
        out.push_str("<div class=\"gov-breadcrumb\"><a href=\"/\">Trang chủ</a>");
        anchors(out, &content.trail, " / <a href=\"", "\">", "</a>");
        put!(out, "</div>\n<h1 class=\"gov-page-title\">{}</h1>\n", content.title);
        if let Some(date) = content.posted {
            put!(out, "<div class=\"gov-posted\"><span class=\"gov-date\">{} 08:{:02}</span>", dmy(date), date.day());
            if let Some(print) = &content.print {
                put!(
                    out,
                    "<a class=\"gov-print\" href=\"{print}\" title=\"In bài viết\">In bài viết</a> <a class=\"gov-save\" href=\"#\" onclick=\"gov_save()\">Lưu bài viết</a>"
                );
            }
            out.push_str("</div>\n");
        }
    }

    fn block(&self, out: &mut String, _site: &Site, block: &Block) {
        match block {
            Block::Heading(text) => put!(out, "<h2 class=\"gov-h\">{text}</h2>\n"),
            Block::Para(text) => put!(out, "<p class=\"gov-text\">{text}</p>\n"),
            Block::Notice(text) => put!(out, "<div class=\"gov-empty\">{text}</div>\n"),
            Block::List { heading, items } => {
                out.push_str("<div class=\"gov-list\">");
                if let Some((text, href)) = heading {
                    put!(out, "<h2 class=\"gov-list-title\"><a href=\"{href}\">{text}</a></h2>\n");
                }
                for item in items {
                    put!(
                        out,
                        "<div class=\"gov-news\"><a class=\"gov-news-thumb\" href=\"{0}\"><img src=\"/anh/tin.jpg\" alt=\"\"></a><h3 class=\"gov-news-title\"><a href=\"{0}\">{1}</a></h3>",
                        item.href,
                        item.title
                    );
                    if let Some(date) = item.date {
                        put!(out, "<span class=\"gov-date\">{}</span>", dmy(date));
                    }
                    put!(out, "<p class=\"gov-lead\">{}</p></div>\n", item.summary);
                }
                out.push_str("</div>\n");
            }
            Block::Documents { rows, columns, pages } => {
                if *columns {
                    out.push_str("<table class=\"gov-docs\"><thead><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Loại văn bản</th><th>Trích yếu</th><th>Cơ quan ban hành</th><th>Tệp</th></tr></thead><tbody>\n");
                    for d in rows {
                        put!(
                            out,
                            "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>",
                            d.href,
                            d.number,
                            dmy(d.issued),
                            d.kind,
                            d.about,
                            d.authority
                        );
                        if let Some(file) = &d.file {
                            put!(out, "<a class=\"gov-file\" href=\"{file}\">Tải về</a>");
                        }
                        out.push_str("</td></tr>\n");
                    }
                    out.push_str("</tbody></table>\n");
                } else {
                    for d in rows {
                        put!(
                            out,
                            "<div class=\"gov-doc\"><a href=\"{}\">{}</a> <em>({})</em>",
                            d.href,
                            d.title(),
                            dmy(d.issued)
                        );
                        if let Some(file) = &d.file {
                            put!(out, " <a class=\"gov-file\" href=\"{file}\">Tải về</a>");
                        }
                        out.push_str("</div>\n");
                    }
                }
                out.push_str("<div class=\"gov-pager\">");
                anchors(out, pages, "<a href=\"", "\">", "</a> ");
                out.push_str("</div>\n");
            }
            Block::Fields(fields) => {
                out.push_str("<dl class=\"gov-fields\">\n");
                for (name, value) in fields {
                    put!(out, "<dt>{name}</dt><dd>");
                    cell(out, value);
                    out.push_str("</dd>\n");
                }
                out.push_str("</dl>\n");
            }
            Block::Table { caption, columns, rows } => {
                out.push_str("<div class=\"gov-scroll\"><table class=\"gov-table\">");
                if !caption.is_empty() {
                    put!(out, "<caption>{caption}</caption>");
                }
                out.push_str("<thead><tr>");
                wrapped(out, columns, "<th scope=\"col\">", "</th>");
                out.push_str("</tr></thead><tbody>\n");
                for row in rows {
                    out.push_str("<tr>");
                    cells(out, row, "<td>", "</td>");
                    out.push_str("</tr>\n");
                }
                out.push_str("</tbody></table></div>\n");
            }
            Block::Tree { root, groups } => {
                put!(out, "<ul class=\"gov-tree\"><li><strong>{root}</strong><ul>\n");
                for (name, units) in groups {
                    put!(out, "<li><strong>{name}</strong><ul>");
                    wrapped(out, units, "<li>", "</li>");
                    out.push_str("</ul></li>\n");
                }
                out.push_str("</ul></li></ul>\n");
            }
            Block::Picture { src, alt } => {
                put!(
                    out,
                    "<p class=\"gov-figure\"><img src=\"{src}\" alt=\"{}\" width=\"640\"></p>\n",
                    alt.as_deref().unwrap_or("")
                );
            }
            Block::People(people) => {
                for one in people {
                    put!(
                        out,
                        "<div class=\"gov-person\"><img src=\"/anh/chan-dung.jpg\" alt=\"\" width=\"120\" height=\"160\"><div class=\"gov-person-info\"><h3>{}</h3><p>{}</p><p>Điện thoại: {}</p><p>Email: {}</p><p>{}</p></div></div>\n",
                        one.name,
                        one.post,
                        one.phone,
                        one.email,
                        one.note
                    );
                }
            }
            Block::Form { title, action, fields, button } => {
                put!(
                    out,
                    "<form class=\"gov-form\" action=\"{action}\" method=\"get\"><div class=\"gov-form-title\">{title}</div>\n"
                );
                for field in fields {
                    put!(out, "<div class=\"gov-form-row\"><label for=\"f-{0}\">{1}</label>", field.name, field.label);
                    match field.kind {
                        "textarea" => {
                            put!(out, "<textarea id=\"f-{0}\" name=\"{0}\" rows=\"5\"></textarea>", field.name);
                        }
                        "text" | "password" | "date" => {
                            put!(out, "<input id=\"f-{0}\" name=\"{0}\" type=\"{1}\">", field.name, field.kind);
                        }
                        choices => {
                            put!(out, "<select id=\"f-{0}\" name=\"{0}\">", field.name);
                            wrapped(out, choices.split('|'), "<option>", "</option>");
                            out.push_str("</select>");
                        }
                    }
                    out.push_str("</div>\n");
                }
                put!(out, "<button class=\"gov-btn\" type=\"submit\">{button}</button></form>\n");
            }
            Block::Questions(questions) => {
                for q in questions {
                    put!(
                        out,
                        "<div class=\"gov-qa\"><p class=\"gov-q\"><b>Hỏi:</b> {}</p><p class=\"gov-by\">{} - {}</p>",
                        q.asked,
                        q.by,
                        dmy(q.on)
                    );
                    if let Some(state) = q.state {
                        put!(out, "<span class=\"gov-badge\">{state}</span>");
                    }
                    match &q.answer {
                        Some((text, date)) => put!(
                            out,
                            "<p class=\"gov-a\"><b>Trả lời:</b> {text}</p><p class=\"gov-by\">Ngày trả lời: {}</p></div>\n",
                            dmy(*date)
                        ),
                        None => out.push_str("</div>\n"),
                    }
                }
            }
            Block::Links { heading, links: list } => {
                if !heading.is_empty() {
                    put!(out, "<h3 class=\"gov-h3\">{heading}</h3>\n");
                }
                out.push_str("<ul class=\"gov-links\">\n");
                links(out, list, "gov-links-item");
                out.push_str("</ul>\n");
            }
            Block::Choice { heading, links: list } => {
                put!(
                    out,
                    "<h3 class=\"gov-h3\">{heading}</h3><select class=\"gov-weblink\" onchange=\"window.open(this.value)\"><option value=\"\">-- Chọn --</option>\n"
                );
                anchors(out, list, "<option value=\"", "\">", "</option>\n");
                out.push_str("</select>\n");
            }
        }
    }

    fn close(&self, out: &mut String, site: &Site, content: &Content) {
        if content.share {
            let host = &site.portal().host;
            let words = prose::slug(&content.title, true);
            put!(
                out,
                "<div class=\"gov-share\"><span>Chia sẻ:</span> <a href=\"https://www.facebook.com/sharer/sharer.php?u=http://{host}/{words}\" title=\"Chia sẻ Facebook\">Facebook</a> <a href=\"https://zalo.me/share?u=http://{host}/{words}\" title=\"Chia sẻ Zalo\">Zalo</a></div>\n"
            );
        }
    }
}
