//! SharePoint-like portal: one form around the page, a large hidden state, web part boxes, titles that are no
//! headings, paging by postback that a plain client cannot follow.

use super::{
    Frame, Markup, Navigation, filler, footer,
    navigation::Anchor,
    pieces::{anchors, wrapped},
    put,
};
use crate::demo::{
    content::{Block, Cell, Content},
    prose::{SIMULATED, dmy},
    site::Site,
};

pub(super) struct Aspx;

fn menu(out: &mut String, list: &[Anchor]) {
    anchors(
        out,
        list,
        "<li class=\"static\"><a class=\"static menu-item\" href=\"",
        "\"><span class=\"additional-background\"><span class=\"menu-item-text\">",
        "</span></span></a></li>\n",
    );
}

fn part(out: &mut String, n: usize, title: &str) {
    put!(
        out,
        "<div class=\"ms-webpart-zone\"><div id=\"MSOZoneCell_WebPartWPQ{n}\" class=\"s4-wpcell-plain\"><div class=\"ms-webpart-chrome\"><div id=\"WebPartWPQ{n}\" class=\"ms-WPBody\"><div class=\"box-container\"><div class=\"box-tit\"><span>{title}</span></div><div class=\"box-content-01\">\n"
    );
}

const END: &str = "</div></div></div></div></div></div>\n";

impl Markup for Aspx {
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame {
        let name = &site.portal().name;
        let mut rng = site.rng("aspx");
        let mut frame = Frame::default();
        frame.head.push_str("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" lang=\"en-us\" dir=\"ltr\">\n<head><meta name=\"GENERATOR\" content=\"Microsoft SharePoint\" /><meta http-equiv=\"Content-type\" content=\"text/html; charset=utf-8\" /><meta http-equiv=\"X-UA-Compatible\" content=\"IE=10\" /><title>\n\t");
        let out = &mut frame.before;
        put!(
            out,
            "\n</title><link rel=\"canonical\" href=\"http://{}:443/Pages/default.aspx\" /><style type=\"text/css\">\n",
            site.portal().host
        );
        filler::css(out, "ms", 12_000, &mut rng);
        out.push_str("</style>\n<script type=\"text/javascript\">// <![CDATA[\nvar theForm = document.forms['aspnetForm'];\nfunction __doPostBack(eventTarget, eventArgument) { theForm.__EVENTTARGET.value = eventTarget; theForm.__EVENTARGUMENT.value = eventArgument; theForm.submit(); }\n");
        put!(
            out,
            "var _spPageContextInfo={{webServerRelativeUrl:\"\\u002f\",webAbsoluteUrl:\"http:\\u002f\\u002f{}\",siteAbsoluteUrl:\"http:\\u002f\\u002f{0}\",serverRequestPath:\"\\u002fPages\\u002fdefault.aspx\",layoutsUrl:\"_layouts\\u002f15\",webTitle:\"Trang chủ\",webTemplate:\"53\",pageListId:\"{{2c1a}}\",isAnonymousGuestUser:true,currentLanguage:1066,webLanguage:1066,alertsEnabled:false,siteClientTag:\"0$$15.0.4569.1000\",crossDomainPhotosEnabled:false,webUIVersion:15}};\n",
            site.portal().host
        );
        filler::js(out, "WPSC", 9_000, &mut rng);
        out.push_str("// ]]>\n</script>\n");
        for _ in 0..7 {
            out.push_str("<script src=\"/ScriptResource.axd?d=");
            filler::state(out, 160, &mut rng);
            out.push_str("&amp;t=ffffffffb53e74b8\" type=\"text/javascript\"></script>\n");
        }
        out.push_str("</head>\n<body><form name=\"aspnetForm\" method=\"post\" action=\"./default.aspx\" id=\"aspnetForm\">\n<div class=\"aspNetHidden\"><input type=\"hidden\" name=\"__EVENTTARGET\" id=\"__EVENTTARGET\" value=\"\" /><input type=\"hidden\" name=\"__EVENTARGUMENT\" id=\"__EVENTARGUMENT\" value=\"\" /><input type=\"hidden\" name=\"__VIEWSTATE\" id=\"__VIEWSTATE\" value=\"");
        filler::state(out, 15_000, &mut rng);
        put!(
            out,
            "\" /></div>\n<div id=\"ctl00_header\" class=\"header-top\"><div class=\"content-header-top\"><span class=\"slogan\">{SIMULATED}</span>"
        );
        for (text, href) in &nav.languages {
            put!(
                out,
                "<a class=\"flag\" href=\"{href}\"><img src=\"/_layouts/images/flag.png\" alt=\"{text}\" title=\"{text}\" /></a>"
            );
        }
        out.push_str("</div></div>\n<div id=\"content-banner\"><div class=\"banner\">");
        put!(out, "<p class=\"portal-name\">CỔNG THÔNG TIN ĐIỆN TỬ {}</p>", name.to_uppercase());
        if nav.search.is_some() {
            out.push_str("<div class=\"ms-srch-sb\"><input type=\"text\" name=\"ctl00$search$txtKeyword\" title=\"Tìm kiếm\" value=\"\" class=\"ms-textSmall\" placeholder=\"Nhập từ khóa\" /><a href=\"javascript:__doPostBack('ctl00$search$btn','')\" title=\"Tìm kiếm\" class=\"ms-srch-sb-searchLink\"><img src=\"/_layouts/images/search.png\" alt=\"Tìm kiếm\" /></a></div>");
        }
        out.push_str("</div></div>\n<div id=\"content-menu-top\"><div id=\"menu\"><div class=\"menu-container\"><ul class=\"topMenu root static\"><li><a href=\"/\"><span class=\"menu-item-text\">Trang chủ</span></a></li>\n");
        for (head, entries) in &nav.groups {
            put!(
                out,
                "<li class=\"static dynamic-children\"><span class=\"static dynamic-children menu-item\" tabindex=\"0\"><span class=\"menu-item-text\">{head}</span></span><ul class=\"dynamic\">\n"
            );
            menu(out, entries);
            out.push_str("</ul></li>\n");
        }
        out.push_str("</ul></div></div></div>\n<div id=\"s4-workspace\"><div class=\"left-200\">\n");
        if !nav.side.is_empty() {
            part(out, 2, "Chuyên mục");
            out.push_str("<ul class=\"category\">\n");
            menu(out, &nav.side);
            put!(out, "</ul>{END}");
        }
        part(out, 3, "Tin tiêu điểm");
        out.push_str("<ul class=\"category\">\n");
        for item in site.news.iter().skip(4).take(20) {
            put!(out, "<li><span class=\"vb-icon\">&nbsp;</span><a href=\"{}\">{}</a></li>\n", item.href, item.title);
        }
        put!(out, "</ul>{END}");
        if let Some((heading, list)) = &nav.related {
            part(out, 4, heading);
            out.push_str("<select id=\"ctl00_ddlLienKet\" onchange=\"setTimeout('__doPostBack(\\'ctl00$ddlLienKet\\',\\'\\')', 0)\"><option value=\"0\">--- Chọn ---</option>\n");
            anchors(out, list, "<option value=\"", "\">", "</option>\n");
            put!(out, "</select>{END}");
        }
        out.push_str("</div>\n<div class=\"right-790\"><span id=\"DeltaPlaceHolderMain\">\n");
        let out = &mut frame.after;
        out.push_str("</span></div><div class=\"ms-clear\"></div></div>\n<div id=\"footer\"><div class=\"footer-content\"><div class=\"footer-left\">\n");
        wrapped(out, footer(site), "", "<br />\n");
        out.push_str("</div></div></div>\n<script type=\"text/javascript\">//<![CDATA[\n");
        filler::js(out, "WebForm", 14_000, &mut rng);
        out.push_str("//]]>\n</script><input type=\"hidden\" name=\"__EVENTVALIDATION\" value=\"");
        filler::state(out, 4_000, &mut rng);
        out.push_str("\" /></form></body></html>\n");
        frame
    }

    fn title(&self, _site: &Site, content: &Content) -> String {
        content.title.clone()
    }

    fn open(&self, out: &mut String, _site: &Site, content: &Content) {
        if content.home {
            return;
        }
        out.push_str("<div class=\"box-map\"><ul><li><a href=\"/\">Trang chủ</a><span> » </span></li>");
        for (text, _) in &content.trail {
            put!(out, "<li><span>{text}</span><span> » </span></li>");
        }
        put!(
            out,
            "<li><span class=\"current\">{0}</span></li></ul></div>\n<div class=\"title-detail\">{0}</div>\n",
            content.title
        );
        if let Some(date) = content.posted {
            put!(
                out,
                "<div class=\"date-detail\">{}/{}/{} 9:{:02}:50 SA</div>\n",
                date.day(),
                date.month(),
                date.year(),
                date.day()
            );
        }
        if let Some(print) = &content.print {
            put!(
                out,
                "<div class=\"toolbar\"><a href=\"{print}\" target=\"_blank\"><img src=\"/_layouts/images/print.gif\" alt=\"In bài viết\" title=\"In bài viết\" /></a><a href=\"javascript:window.external.AddFavorite(location.href,document.title)\"><img src=\"/_layouts/images/save.gif\" alt=\"Lưu trang\" title=\"Lưu trang\" /></a></div>\n"
            );
        }
    }

    fn block(&self, out: &mut String, _site: &Site, block: &Block) {
        match block {
            Block::Heading(text) => put!(out, "<div class=\"tieude-muc\"><strong>{text}</strong></div>\n"),
            Block::Para(text) => put!(
                out,
                "<div class=\"ExternalClass7B2\"><p style=\"text-align&#58;justify;\"><span style=\"font-family&#58;&quot;times new roman&quot;;font-size&#58;13pt;\">{text}</span></p></div>\n"
            ),
            Block::Notice(text) => put!(out, "<span id=\"ctl00_lblThongBao\" class=\"lblThongBao\">{text}</span>\n"),
            Block::List { heading, items } => {
                let (text, href) = heading.as_ref().map_or(("", ""), |(t, h)| (t, h));
                put!(
                    out,
                    "<div class=\"box-news\"><div class=\"box-tit-news\"><a href=\"{href}\">{text}</a></div><ul class=\"listNews\">\n"
                );
                for item in items {
                    put!(
                        out,
                        "<li><div class=\"item\"><p class=\"title\"><a href=\"{}\">{}</a>",
                        item.href,
                        item.title
                    );
                    if let Some(date) = item.date {
                        put!(out, "<span class=\"time\"> ({})</span>", dmy(date));
                    }
                    put!(out, "</p><div class=\"des\"><p>{}</p></div></div></li>\n", item.summary);
                }
                out.push_str("</ul></div>\n");
            }
            Block::Documents { rows, columns, pages } => {
                out.push_str("<div id=\"tabVB_lv1\"><ul class=\"listLaw\">\n");
                for d in rows {
                    if *columns {
                        put!(
                            out,
                            "<li><div class=\"item\"><p class=\"title\"><a href=\"{}\">{} {}</a></p><div class=\"left\"><div class=\"des\"><p>{}</p></div></div><div class=\"right\"><p class=\"green\"><label>Ban hành:</label> {}</p><p class=\"green\"><label>Hiệu lực:</label> {}</p><p><label>Cơ quan ban hành:</label> {}</p></div>",
                            d.href,
                            d.kind,
                            d.number,
                            d.about,
                            dmy(d.issued),
                            dmy(d.effective),
                            d.authority
                        );
                    } else {
                        put!(
                            out,
                            "<li><div class=\"item\"><p class=\"title\"><a href=\"{}\">{}</a></p><p class=\"green\">{}</p>",
                            d.href,
                            d.title(),
                            dmy(d.issued)
                        );
                    }
                    if let Some(file) = &d.file {
                        put!(
                            out,
                            "<p class=\"download\"><a href=\"{file}\"><img src=\"/_layouts/images/pdf.gif\" alt=\"Tải về\" /> {}</a></p>",
                            file.rsplit('/').next().unwrap_or_default()
                        );
                    }
                    out.push_str("</div></li>\n");
                }
                out.push_str("</ul></div><div class=\"paging\">");
                for (text, _) in pages {
                    put!(out, "<a href=\"javascript:__doPostBack('ctl00$grvVanBan','Page${text}')\">{text}</a> ");
                }
                out.push_str("</div>\n");
            }
            Block::Fields(fields) => {
                out.push_str("<div class=\"vbProperties\"><table cellpadding=\"2\" cellspacing=\"2\" border=\"0\" style=\"width:100%\"><tbody>\n");
                for (name, value) in fields {
                    put!(out, "<tr><td class=\"label\">{name}</td><td>");
                    cell(out, value);
                    out.push_str("</td></tr>\n");
                }
                out.push_str("</tbody></table></div>\n");
            }
            Block::Table { caption, columns, rows } => {
                if !caption.is_empty() {
                    put!(out, "<div class=\"grid-title\">{caption}</div>\n");
                }
                out.push_str("<table class=\"grid\" cellspacing=\"0\" rules=\"all\" border=\"1\" id=\"ctl00_grvData\"><tr class=\"header\">");
                wrapped(out, columns, "<th>", "</th>");
                out.push_str("</tr>\n");
                for (i, row) in rows.iter().enumerate() {
                    put!(out, "<tr class=\"{}\">", if i % 2 == 0 { "row" } else { "alternate" });
                    for value in row {
                        out.push_str("<td class=\"cell\">");
                        cell(out, value);
                        out.push_str("</td>");
                    }
                    out.push_str("</tr>\n");
                }
                out.push_str("</table>\n");
            }
            Block::Tree { root, groups } => {
                put!(out, "<div class=\"orgchart\"><div class=\"org-node org-root\">{root}</div>\n");
                for (name, units) in groups {
                    put!(out, "<div class=\"org-level\"><div class=\"org-node\">{name}</div>");
                    wrapped(out, units, "<div class=\"org-leaf\">", "</div>");
                    out.push_str("</div>\n");
                }
                out.push_str("</div>\n");
            }
            Block::Picture { src, alt } => {
                if let Some(alt) = alt {
                    put!(
                        out,
                        "<div class=\"ms-rteImage\"><img src=\"/PublishingImages{src}\" alt=\"{alt}\" style=\"width:600px\" /></div>\n"
                    );
                } else {
                    put!(
                        out,
                        "<div class=\"ms-rteImage\"><img src=\"/PublishingImages{src}\" style=\"width:600px\" /></div>\n"
                    );
                }
            }
            Block::People(people) => {
                out.push_str("<table class=\"lanhdao\" cellspacing=\"0\" border=\"0\">\n");
                for one in people {
                    put!(
                        out,
                        "<tr><td class=\"anh\"><img src=\"/PublishingImages/ld.jpg\" style=\"width:110px;height:150px\" /></td><td class=\"ttin\"><span class=\"hoten\">Họ và tên: {}</span><br />Chức vụ: {}<br />Số điện thoại: {}<br />Thư điện tử: {}<br />{}</td></tr>\n",
                        one.name,
                        one.post,
                        one.phone,
                        one.email,
                        one.note
                    );
                }
                out.push_str("</table>\n");
            }
            Block::Form { title, fields, button, .. } => {
                put!(out, "<fieldset class=\"timkiem\"><legend>{title}</legend>\n");
                for field in fields {
                    put!(out, "<div class=\"dong\"><span class=\"nhan\">{}</span>", field.label);
                    match field.kind {
                        "textarea" => {
                            put!(out, "<textarea name=\"ctl00$m${}\" rows=\"4\" cols=\"50\"></textarea>", field.name);
                        }
                        "text" | "password" | "date" => {
                            put!(out, "<input name=\"ctl00$m${}\" type=\"{}\" />", field.name, field.kind);
                        }
                        choices => {
                            put!(out, "<select name=\"ctl00$m${}\">", field.name);
                            for (i, choice) in choices.split('|').enumerate() {
                                put!(out, "<option value=\"{i}\">{choice}</option>");
                            }
                            out.push_str("</select>");
                        }
                    }
                    out.push_str("</div>\n");
                }
                put!(
                    out,
                    "<input type=\"submit\" name=\"ctl00$m$btn\" value=\"{button}\" class=\"nut\" /></fieldset>\n"
                );
            }
            Block::Questions(questions) => {
                out.push_str("<div class=\"hoidap\">\n");
                for q in questions {
                    put!(
                        out,
                        "<div class=\"cauhoi\"><div class=\"noidung\"><strong>Câu hỏi:</strong> {}</div><div class=\"nguoi\">Người gửi: {} | Ngày gửi: {}</div>",
                        q.asked,
                        q.by,
                        dmy(q.on)
                    );
                    if let Some(state) = q.state {
                        put!(out, "<div class=\"trangthai\">Trạng thái: {state}</div>");
                    }
                    match &q.answer {
                        Some((text, date)) => put!(
                            out,
                            "<div class=\"traloi\"><strong>Trả lời:</strong> {text}<div class=\"nguoi\">Ngày trả lời: {}</div></div></div>\n",
                            dmy(*date)
                        ),
                        None => out.push_str("</div>\n"),
                    }
                }
                out.push_str("</div>\n");
            }
            Block::Links { heading, links } => {
                put!(out, "<div class=\"lienquan\"><span class=\"tit\">{heading}</span><ul>\n");
                anchors(out, links, "<li><a href=\"", "\">", "</a></li>\n");
                out.push_str("</ul></div>\n");
            }
            Block::Choice { heading, links } => {
                put!(
                    out,
                    "<div class=\"lienquan\"><span class=\"tit\">{heading}</span><select onchange=\"window.open(this.options[this.selectedIndex].getAttribute('data-url'))\"><option>--- Chọn ---</option>\n"
                );
                anchors(out, links, "<option data-url=\"", "\">", "</option>\n");
                out.push_str("</select></div>\n");
            }
        }
    }

    fn close(&self, out: &mut String, site: &Site, content: &Content) {
        if content.share {
            put!(
                out,
                "<div class=\"chiase\"><a href=\"https://www.facebook.com/sharer.php?u=http://{0}/\" target=\"_blank\"><img src=\"/_layouts/images/fb.png\" alt=\"Chia sẻ Facebook\" /></a> <a href=\"https://twitter.com/share?url=http://{0}/\" target=\"_blank\"><img src=\"/_layouts/images/tw.png\" alt=\"Chia sẻ Twitter\" /></a></div>\n",
                site.portal().host
            );
        }
    }
}

fn cell(out: &mut String, value: &Cell) {
    match value {
        Cell::Text(text) => out.push_str(text),
        Cell::Link { text, href } => put!(out, "<a href=\"{href}\" target=\"_blank\">{text}</a>"),
    }
}
