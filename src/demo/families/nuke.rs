//! NukeViet-like portal: Bootstrap panels, a generator tag with its attributes the other way round, module paths.

use super::{
    Frame, Markup, Navigation, filler, footer,
    pieces::{anchors, cell, cells, wrapped},
    put,
};
use crate::demo::{
    content::{Block, Content},
    node::Node,
    prose::{SIMULATED, dmy},
    site::Site,
};

pub(super) struct Nuke;

impl Markup for Nuke {
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame {
        let name = &site.portal().name;
        let mut rng = site.rng("nuke");
        let mut frame = Frame::default();
        frame.head.push_str("<!DOCTYPE html>\n\t<html lang=\"vi\" xmlns=\"http://www.w3.org/1999/xhtml\" prefix=\"og: http://ogp.me/ns#\">\n\t<head>\n<title>");
        let out = &mut frame.before;
        put!(
            out,
            "</title>\n<meta name=\"author\" content=\"{name}\">\n<meta name=\"robots\" content=\"index, archive, follow, noodp\">\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta content=\"NukeViet v4.5\" name=\"generator\">\n<meta property=\"og:site_name\" content=\"{name}\">\n<link rel=\"alternate\" href=\"/rss.xml\" title=\"Tin tức\" type=\"application/rss+xml\">\n"
        );
        filler::assets(
            out,
            "/themes/default",
            &[
                "bootstrap.min",
                "font-awesome.min",
                "style",
                "style.responsive",
                "news",
                "laws",
                "page",
                "users",
                "custom",
            ],
        );
        out.push_str("<style type=\"text/css\">\n");
        filler::css(out, "nv", 19_000, &mut rng);
        out.push_str("</style>\n</head>\n<body>\n<noscript><div class=\"alert alert-danger\">Trình duyệt của bạn đã tắt chức năng hỗ trợ JavaScript.</div></noscript>\n<div id=\"mobilePage\"></div>\n<header class=\"first-child\"><div class=\"section-header-bar\"><div class=\"wraper\"><nav class=\"header-nav\"><div class=\"header-nav-inner\">");
        put!(out, "<div class=\"contactDefault\">{SIMULATED}</div><div class=\"social-icons\">");
        for (text, href) in &nav.languages {
            put!(out, "<a href=\"{href}\" class=\"nv-lang\" title=\"{text}\">{text}</a> ");
        }
        put!(
            out,
            "</div><div class=\"personalArea\"><a href=\"{}\" rel=\"nofollow\">Đăng nhập</a></div></div></nav></div></div>\n",
            site.href(Node::Login)
        );
        put!(
            out,
            "<div class=\"section-header\"><div class=\"logo\"><a title=\"{name}\" href=\"/\"><img src=\"/anh/logo.png\" alt=\"{name}\"></a><span class=\"site_name\">{name}</span><span class=\"site_description\">Trang thông tin điện tử</span></div></div></header>\n<nav class=\"second-nav\" id=\"menusite\"><div class=\"bg clearfix\"><div class=\"menuctn\"><ul id=\"menu-site-default\" class=\"nav navbar-nav\"><li><a class=\"home\" title=\"Trang nhất\" href=\"/\"><em class=\"fa fa-lg fa-home\">&nbsp;</em></a></li>\n"
        );
        for (head, entries) in &nav.groups {
            put!(
                out,
                "<li class=\"dropdown\" rol=\"presentation\"><a class=\"dropdown-toggle\" href=\"#\" role=\"button\" aria-expanded=\"false\" title=\"{head}\">{head}<strong class=\"caret\">&nbsp;</strong></a><ul class=\"dropdown-menu\">\n"
            );
            for (text, href) in entries {
                put!(out, "<li><a href=\"{href}\" title=\"{text}\">{text}</a></li>\n");
            }
            out.push_str("</ul></li>\n");
        }
        out.push_str("</ul></div>");
        if let Some(search) = &nav.search {
            put!(
                out,
                "<div class=\"headerSearch\"><form action=\"{search}\" method=\"get\"><div class=\"input-group\"><input type=\"text\" class=\"form-control\" name=\"q\" maxlength=\"60\" placeholder=\"Tìm kiếm...\"><span class=\"input-group-btn\"><button type=\"submit\" class=\"btn btn-info\"><em class=\"fa fa-search fa-lg\"></em></button></span></div></form></div>"
            );
        }
        out.push_str(
            "</div></nav>\n<section><div class=\"wraper\"><div class=\"row\"><div class=\"col-sm-16 col-md-18\">\n",
        );
        let out = &mut frame.after;
        out.push_str("</div><div class=\"col-sm-8 col-md-6\">\n");
        if !nav.side.is_empty() {
            out.push_str("<div class=\"panel panel-primary\"><div class=\"panel-heading\">Danh mục</div><div class=\"panel-body\"><ul class=\"block_vertical\">\n");
            for (text, href) in &nav.side {
                put!(out, "<li><a title=\"{text}\" href=\"{href}\">{text}</a></li>\n");
            }
            out.push_str("</ul></div></div>\n");
        }
        out.push_str("<div class=\"panel panel-primary\"><div class=\"panel-heading\">Tin xem nhiều</div><div class=\"panel-body\"><ul class=\"block_groups\">\n");
        for item in site.news.iter().skip(11).take(26) {
            put!(
                out,
                "<li class=\"clearfix\"><a href=\"{0}\" title=\"{1}\"><img src=\"/anh/tin.jpg\" alt=\"{1}\" width=\"70\" class=\"img-thumbnail pull-left\"></a><a class=\"show\" href=\"{0}\" data-content=\"{2}\" data-img=\"/assets/news/tin.jpg\" data-rel=\"block_news_tooltip\">{1}</a></li>\n",
                item.href,
                item.title,
                item.summary
            );
        }
        out.push_str("</ul></div></div>\n");
        if let Some((heading, list)) = &nav.related {
            put!(
                out,
                "<div class=\"panel panel-primary\"><div class=\"panel-heading\">{heading}</div><div class=\"panel-body\"><ul class=\"weblinks\">\n"
            );
            anchors(out, list, "<li><a href=\"", "\" target=\"_blank\">", "</a></li>\n");
            out.push_str("</ul></div></div>\n");
        }
        put!(
            out,
            "<div class=\"panel panel-primary\"><div class=\"panel-heading\">Thống kê</div><div class=\"panel-body\"><ul class=\"counter\"><li>Đang truy cập <span>{}</span></li><li>Hôm nay <span>{}</span></li></ul></div></div></div></div></div></section>\n<footer id=\"footer\"><div class=\"wraper\"><div class=\"panel-body\">\n",
            rng.between(4, 99),
            rng.between(200, 9_000)
        );
        wrapped(out, footer(site), "<div class=\"footerline\">", "</div>\n");
        put!(
            out,
            "<div class=\"theme-change\"><a href=\"/?nvvithemever=m&amp;nv_redirect=00\" rel=\"nofollow\" title=\"Click để chuyển sang giao diện Mobile\"><em class=\"fa fa-mobile\"></em></a></div></div></div></footer>\n<div id=\"timeoutsess\" class=\"chromeframe\">Bạn đã không sử dụng Site, bấm vào đây để duy trì trạng thái đăng nhập.</div>\n<script>\n"
        );
        filler::js(out, "nv", 21_000, &mut rng);
        out.push_str("</script>\n</body></html>\n");
        frame
    }

    fn title(&self, site: &Site, content: &Content) -> String {
        if content.home { site.portal().name.clone() } else { format!("{} - {}", content.title, site.portal().name) }
    }

    fn open(&self, out: &mut String, _site: &Site, content: &Content) {
        if content.home {
            return;
        }
        out.push_str("<nav class=\"third-nav\"><ol class=\"breadcrumbs list-none\" itemscope itemtype=\"https://schema.org/BreadcrumbList\"><li><a href=\"/\" title=\"Trang nhất\"><span>Trang nhất</span></a></li>");
        for (text, href) in &content.trail {
            put!(out, "<li><a href=\"{href}\" title=\"{text}\"><span class=\"txt\">{text}</span></a></li>");
        }
        put!(
            out,
            "<li><span class=\"txt\">{0}</span></li></ol></nav>\n<div class=\"news_column panel panel-default\"><div class=\"panel-body\"><h1 class=\"title margin-bottom-lg\">{0}</h1>\n",
            content.title
        );
        if let Some(date) = content.posted {
            put!(
                out,
                "<div class=\"row margin-bottom-lg\"><div class=\"col-md-12\"><span class=\"h5\">{} - {} 14:40</span></div><div class=\"col-md-12\"><ul class=\"list-inline text-right\">",
                weekday(date),
                dmy(date)
            );
            if let Some(print) = &content.print {
                put!(
                    out,
                    "<li><a class=\"dimgray\" title=\"In ra\" href=\"javascript:void(0);\" onclick=\"nv_open_browse('{print}','',840,500);return!1\"><em class=\"fa fa-print fa-lg\">&nbsp;</em></a></li><li><a class=\"dimgray\" title=\"Lưu bài viết này\" href=\"{print}\"><em class=\"fa fa-save fa-lg\">&nbsp;</em></a></li>"
                );
            }
            out.push_str("</ul></div></div>\n");
        }
    }

    fn block(&self, out: &mut String, _site: &Site, block: &Block) {
        match block {
            Block::Heading(text) => put!(out, "<h2 class=\"h3\">{text}</h2>\n"),
            Block::Para(text) => put!(out, "<div class=\"bodytext margin-bottom-lg\"><p>{text}</p></div>\n"),
            Block::Notice(text) => put!(out, "<div class=\"alert alert-info\">{text}</div>\n"),
            Block::List { heading, items } => {
                if let Some((text, href)) = heading {
                    put!(
                        out,
                        "<div class=\"news_column\"><div class=\"row clearfix\"><div class=\"col-md-24\"><ul class=\"list-inline sub-list-icon\"><li><h4><a title=\"{text}\" href=\"{href}\"><span>{text}</span></a></h4></li></ul></div></div></div>\n"
                    );
                }
                for item in items {
                    put!(
                        out,
                        "<div class=\"panel panel-default clearfix\"><div class=\"panel-body featured\"><a href=\"{0}\" title=\"{1}\"><img alt=\"{1}\" src=\"/anh/tin.jpg\" width=\"183\" class=\"img-thumbnail pull-left imghome\"></a><h3><a href=\"{0}\" title=\"{1}\">{1}</a></h3>",
                        item.href,
                        item.title
                    );
                    if let Some(date) = item.date {
                        put!(
                            out,
                            "<div class=\"text-muted\"><ul class=\"list-unstyled list-inline\"><li><em class=\"fa fa-clock-o\">&nbsp;</em> {}</li></ul></div>",
                            dmy(date)
                        );
                    }
                    put!(out, "<p>{}</p></div></div>\n", item.summary);
                }
            }
            Block::Documents { rows, columns, pages } => {
                out.push_str("<div class=\"flex-table-laws\"><div class=\"table-rows table-head\"><div class=\"c-code\">Số/Kí hiệu</div>");
                if *columns {
                    out.push_str("<div class=\"c-time\">Ngày ban hành</div><div class=\"c-intro\">Trích yếu</div><div class=\"c-agency\">Cơ quan</div>");
                }
                out.push_str("<div class=\"c-file\">Tải về</div></div>\n");
                for d in rows {
                    if *columns {
                        put!(
                            out,
                            "<div class=\"table-rows\"><div class=\"c-code\"><div class=\"label-name\">Số/Kí hiệu</div><a href=\"{0}\" title=\"{1}\">{1}</a></div><div class=\"c-time\"><div class=\"label-name\">Ngày ban hành</div>{2}</div><div class=\"c-intro\"><div class=\"label-name\">Trích yếu</div>{3} {4}</div><div class=\"c-agency\">{5}</div>",
                            d.href,
                            d.number,
                            dmy(d.issued),
                            d.kind,
                            d.about,
                            d.authority
                        );
                    } else {
                        put!(
                            out,
                            "<div class=\"table-rows\"><div class=\"c-code\"><a href=\"{}\">{}</a> <span class=\"text-muted\">{}</span></div>",
                            d.href,
                            d.title(),
                            dmy(d.issued)
                        );
                    }
                    out.push_str("<div class=\"c-file\">");
                    if let Some(file) = &d.file {
                        put!(out, "<a href=\"{file}\" title=\"Tải về\"><em class=\"fa fa-download\"></em></a>");
                    }
                    out.push_str("</div></div>\n");
                }
                out.push_str("</div>\n<div class=\"text-center\"><ul class=\"pagination\">");
                anchors(out, pages, "<li><a href=\"", "\">", "</a></li>");
                out.push_str("</ul></div>\n");
            }
            Block::Fields(fields) => {
                out.push_str("<ul class=\"list-group laws-detail\">\n");
                for (name, value) in fields {
                    put!(
                        out,
                        "<li class=\"list-group-item\"><div class=\"row\"><div class=\"col-xs-8 text-right\">{name}</div><div class=\"col-xs-16\">"
                    );
                    cell(out, value);
                    out.push_str("</div></div></li>\n");
                }
                out.push_str("</ul>\n");
            }
            Block::Table { caption, columns, rows } => {
                out.push_str(
                    "<div class=\"table-responsive\"><table class=\"table table-striped table-bordered table-hover\">",
                );
                if !caption.is_empty() {
                    put!(out, "<caption>{caption}</caption>");
                }
                out.push_str("<thead><tr>");
                wrapped(out, columns, "<th class=\"text-center\">", "</th>");
                out.push_str("</tr></thead>\n<tbody>");
                for row in rows {
                    out.push_str("<tr>");
                    cells(out, row, "<td>", "</td>");
                    out.push_str("</tr>\n");
                }
                out.push_str("</tbody></table></div>\n");
            }
            Block::Tree { root, groups } => {
                put!(out, "<div class=\"organs\"><div class=\"organ-head\"><h2>{root}</h2></div>\n");
                for (name, units) in groups {
                    put!(out, "<div class=\"organ\"><h3>{name}</h3><ol>");
                    wrapped(out, units, "<li><p>", "</p></li>");
                    out.push_str("</ol></div>\n");
                }
                out.push_str("</div>\n");
            }
            Block::Picture { src, alt } => {
                put!(
                    out,
                    "<div class=\"image-center\"><img alt=\"{}\" height=\"400\" src=\"/uploads{src}\" width=\"600\"></div>\n",
                    alt.as_deref().unwrap_or_default()
                );
            }
            Block::People(people) => {
                out.push_str("<div class=\"row organs-person\">\n");
                for one in people {
                    put!(
                        out,
                        "<div class=\"col-md-12\"><div class=\"thumbnail\"><img src=\"/uploads/ld.jpg\" width=\"150\" height=\"180\" alt=\"{0}\"><div class=\"caption\"><h3>{0}</h3><ul><li>Chức vụ: {1}</li><li>Điện thoại: {2}</li><li>Email: {3}</li><li>{4}</li></ul></div></div></div>\n",
                        one.name,
                        one.post,
                        one.phone,
                        one.email,
                        one.note
                    );
                }
                out.push_str("</div>\n");
            }
            Block::Form { title, action, fields, button } => {
                put!(
                    out,
                    "<div class=\"panel panel-default\"><div class=\"panel-heading\">{title}</div><div class=\"panel-body\"><form class=\"form-horizontal\" action=\"{action}\" method=\"post\">\n"
                );
                for field in fields {
                    put!(
                        out,
                        "<div class=\"form-group\"><label class=\"col-sm-6 control-label\">{}:</label><div class=\"col-sm-18\">",
                        field.label
                    );
                    match field.kind {
                        "textarea" => put!(out, "<textarea class=\"form-control\" name=\"{}\"></textarea>", field.name),
                        "text" | "password" | "date" => {
                            put!(out, "<input type=\"{}\" class=\"form-control\" name=\"{}\">", field.kind, field.name);
                        }
                        choices => {
                            for choice in choices.split('|') {
                                put!(
                                    out,
                                    "<label class=\"radio-inline\"><input type=\"radio\" name=\"{}\"> {choice}</label>",
                                    field.name
                                );
                            }
                        }
                    }
                    out.push_str("</div></div>\n");
                }
                put!(
                    out,
                    "<div class=\"text-center\"><input type=\"submit\" class=\"btn btn-primary\" value=\"{button}\"></div></form></div></div>\n"
                );
            }
            Block::Questions(questions) => {
                out.push_str("<div class=\"panel-group faq\">\n");
                for q in questions {
                    put!(
                        out,
                        "<div class=\"panel panel-default\"><div class=\"panel-heading\"><h4 class=\"panel-title\">{}</h4><small>{}, {}</small></div>",
                        q.asked,
                        q.by,
                        dmy(q.on)
                    );
                    if let Some(state) = q.state {
                        put!(out, "<span class=\"label label-info\">{state}</span>");
                    }
                    match &q.answer {
                        Some((text, date)) => put!(
                            out,
                            "<div class=\"panel-collapse collapse\"><div class=\"panel-body\"><strong>Trả lời ({})</strong><p>{text}</p></div></div></div>\n",
                            dmy(*date)
                        ),
                        None => out.push_str("</div>\n"),
                    }
                }
                out.push_str("</div>\n");
            }
            Block::Links { heading, links } => {
                put!(
                    out,
                    "<div class=\"related\"><p class=\"h3\"><strong>{heading}</strong></p><ul class=\"related list-items\">\n"
                );
                for (text, href) in links {
                    put!(
                        out,
                        "<li><em class=\"fa fa-angle-right\">&nbsp;</em><a href=\"{href}\" title=\"{text}\">{text}</a></li>\n"
                    );
                }
                out.push_str("</ul></div>\n");
            }
            Block::Choice { heading, links } => {
                put!(
                    out,
                    "<p class=\"h3\"><strong>{heading}</strong></p><select class=\"form-control\" onchange=\"nv_link(this)\"><option value=\"\">Chọn trang</option>\n"
                );
                anchors(out, links, "<option value=\"", "\">", "</option>\n");
                out.push_str("</select>\n");
            }
        }
    }

    fn close(&self, out: &mut String, _site: &Site, content: &Content) {
        if content.share {
            out.push_str("<div class=\"socialicon\"><div class=\"fb-like\" data-layout=\"button_count\" data-share=\"true\"></div><a href=\"https://www.facebook.com/sharer/sharer.php\" class=\"twitter-share-button\">Chia sẻ bài viết</a><div class=\"zalo-share-button\" data-layout=\"1\">Chia sẻ Zalo</div></div>\n");
        }
        if !content.home {
            out.push_str("</div></div>\n");
        }
    }
}

fn weekday(date: jiff::civil::Date) -> &'static str {
    ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"]
        [date.weekday().to_monday_zero_offset() as usize]
}
