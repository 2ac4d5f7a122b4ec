//! Portal of the 2000s: nested layout tables, `<font>`, labels in capitals, one title for every page, addresses that
//! are numbers in a query, a session id on links.

use super::{
    Frame, Markup, Navigation, filler, footer,
    pieces::{anchors, cell, cells, wrapped},
    put,
};
use crate::demo::{
    content::{Block, Content},
    prose::{SIMULATED, dmy},
    site::Site,
};

pub(super) struct Tables;

/// `href` with a session id, where the portal sends one; the id hangs on the address, as it would on a visit.
fn with_session(site: &Site, href: &str) -> String {
    if !site.sessions() || !href.starts_with("/index.php") {
        return href.to_owned();
    }
    let id = href.bytes().fold(0xcbf2_9ce4_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    format!("{href}&sid={id:08x}{:08x}", id.rotate_left(11) ^ 0x5bd1_e995)
}

impl Markup for Tables {
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame {
        let name = &site.portal().name;
        let mut rng = site.rng("tables");
        let mut frame = Frame::default();
        frame.head.push_str("<HTML>\n<HEAD>\n<TITLE>");
        let out = &mut frame.before;
        out.push_str("</TITLE>\n");
        if !site.legacy_charset() {
            out.push_str("<META http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n");
        }
        out.push_str("<STYLE>\n");
        filler::css(out, "t", 9_000, &mut rng);
        out.push_str("</STYLE>\n<SCRIPT language=\"JavaScript\">\n<!--\n");
        filler::js(out, "mm", 22_000, &mut rng);
        out.push_str("//-->\n</SCRIPT>\n</HEAD>\n<BODY bgcolor=\"#ffffff\" topmargin=\"0\" leftmargin=\"0\" link=\"#003399\">\n<center>\n<TABLE width=\"980\" border=\"0\" cellspacing=\"0\" cellpadding=\"0\">\n<TR><TD colspan=\"3\" height=\"110\" background=\"/anh/banner.jpg\">");
        put!(
            out,
            "<font face=\"Arial\" size=\"5\" color=\"#cc0000\"><b>CỔNG THÔNG TIN ĐIỆN TỬ {}</b></font><br><font size=\"2\" color=\"#ff0000\">{SIMULATED}</font></TD></TR>\n<TR><TD colspan=\"3\" bgcolor=\"#003399\"><a href=\"/\"><font color=\"#ffffff\" size=\"2\"><b>TRANG CHỦ</b></font></a>",
            name.to_uppercase()
        );
        anchors(
            out,
            &nav.languages,
            "&nbsp;|&nbsp;<a href=\"",
            "\"><font color=\"#ffffff\" size=\"2\">",
            "</font></a>",
        );
        if let Some(search) = &nav.search {
            put!(
                out,
                "<form action=\"/index.php\" method=\"get\" name=\"frmSearch\"><input type=\"hidden\" name=\"option\" value=\"{}\"><input type=\"text\" name=\"q\" size=\"20\" title=\"Tìm kiếm\"><input type=\"submit\" value=\"Tìm\"></form>",
                search.rsplit('=').next().unwrap_or_default()
            );
        }
        out.push_str("</TD></TR>\n<TR><TD width=\"190\" valign=\"top\" bgcolor=\"#eef3fa\">\n");
        for (head, entries) in &nav.groups {
            put!(
                out,
                "<TABLE width=\"100%\" border=\"0\" cellspacing=\"1\" cellpadding=\"3\"><TR><TD bgcolor=\"#3366cc\"><font color=\"#ffffff\" size=\"2\"><b>{}</b></font></TD></TR>\n",
                head.to_uppercase()
            );
            for (text, href) in entries {
                put!(
                    out,
                    "<TR><TD><img src=\"/anh/bullet.gif\" width=\"8\" height=\"8\" border=\"0\">&nbsp;<a href=\"{}\" onmouseover=\"MM_swapImage('m','','/anh/muc_over.gif',1)\" onmouseout=\"MM_swapImgRestore()\"><font face=\"Arial\" size=\"2\"><b>{}</b></font></a></TD></TR>\n",
                    with_session(site, href),
                    text.to_uppercase()
                );
            }
            out.push_str("</TABLE>\n");
        }
        out.push_str("</TD><TD width=\"600\" valign=\"top\">\n");
        let out = &mut frame.after;
        out.push_str("</TD><TD width=\"190\" valign=\"top\" bgcolor=\"#eef3fa\">\n<TABLE width=\"100%\" cellpadding=\"3\" border=\"0\">\n");
        for (text, href) in &nav.side {
            put!(
                out,
                "<TR><TD bgcolor=\"#ffffcc\"><a href=\"{}\"><font size=\"2\"><b>{}</b></font></a></TD></TR>\n",
                with_session(site, href),
                text.to_uppercase()
            );
        }
        out.push_str("</TABLE><marquee direction=\"up\" scrollamount=\"2\" height=\"300\">\n");
        for item in site.news.iter().skip(5).take(34) {
            put!(
                out,
                "<p><a href=\"{}\"><font size=\"2\">{}</font></a></p>\n",
                with_session(site, &item.href),
                item.title
            );
        }
        out.push_str("</marquee>\n");
        if let Some((heading, list)) = &nav.related {
            put!(
                out,
                "<font size=\"2\"><b>{}</b></font><br><select onchange=\"window.open(this.value)\"><option value=\"\">--- Chọn ---</option>\n",
                heading.to_uppercase()
            );
            anchors(out, list, "<option value=\"", "\">", "</option>\n");
            out.push_str("</select>\n");
        }
        put!(
            out,
            "<p><font size=\"1\">Số lượt truy cập: {}</font></p></TD></TR>\n<TR><TD colspan=\"3\" bgcolor=\"#003399\" align=\"center\"><font color=\"#ffffff\" size=\"2\">\n",
            rng.between(100_000, 9_000_000)
        );
        wrapped(out, footer(site), "", "<br>\n");
        out.push_str("</font></TD></TR></TABLE></center>\n<SCRIPT language=\"JavaScript\">\n<!--\n");
        filler::js(out, "mmend", 18_000, &mut rng);
        out.push_str("//-->\n</SCRIPT>\n</BODY>\n</HTML>\n");
        frame
    }

    fn title(&self, site: &Site, _content: &Content) -> String {
        format!(".:: CỔNG THÔNG TIN ĐIỆN TỬ {} ::.", site.portal().name.to_uppercase())
    }

    fn open(&self, out: &mut String, _site: &Site, content: &Content) {
        if content.home {
            return;
        }
        if content.posted.is_none() {
            put!(
                out,
                "<TABLE width=\"100%\" border=\"0\" cellpadding=\"4\"><TR><TD bgcolor=\"#3366cc\"><font face=\"Arial\" color=\"#ffffff\" size=\"3\"><b>{}</b></font></TD></TR></TABLE>\n",
                content.title.to_uppercase()
            );
        } else {
            put!(out, "<p><font face=\"Arial\" size=\"4\" color=\"#003399\"><b>{}</b></font>", content.title);
            if let Some(date) = content.posted {
                put!(
                    out,
                    "<br><font size=\"1\" color=\"#666666\">Cập nhật : {:02}-{:02}-{} - 09:10</font>",
                    date.day(),
                    date.month(),
                    date.year()
                );
            }
            out.push_str("</p>\n");
        }
        if let Some(print) = &content.print {
            put!(
                out,
                "<a href=\"{print}\" target=\"_blank\"><img src=\"/anh/printer.gif\" border=\"0\" alt=\"Bản in\"></a> <a href=\"javascript:window.external.addFavorite(location.href)\"><font size=\"1\">Lưu trang</font></a>\n"
            );
        }
    }

    fn block(&self, out: &mut String, site: &Site, block: &Block) {
        match block {
            Block::Heading(text) => put!(
                out,
                "<p><font face=\"Arial\" size=\"3\" color=\"#cc0000\"><b>{}</b></font></p>\n",
                text.to_uppercase()
            ),
            Block::Para(text) => {
                put!(out, "<p align=\"justify\"><font face=\"Times New Roman\" size=\"3\">{text}</font></p>\n");
            }
            Block::Notice(text) => put!(out, "<p align=\"center\"><font size=\"2\"><i>{text}</i></font></p>\n"),
            Block::List { heading, items } => {
                out.push_str("<TABLE width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"4\">\n");
                if let Some((text, href)) = heading {
                    put!(
                        out,
                        "<TR><TD colspan=\"2\" bgcolor=\"#cfdcf0\"><a href=\"{}\"><font size=\"2\"><b>{}</b></font></a></TD></TR>\n",
                        with_session(site, href),
                        text.to_uppercase()
                    );
                }
                for item in items {
                    put!(
                        out,
                        "<TR><TD width=\"12\" valign=\"top\"><img src=\"/anh/bullet.gif\" width=\"8\" height=\"8\" border=\"0\"></TD><TD><a href=\"{}\"><font face=\"Arial\" size=\"2\"><b>{}</b></font></a>",
                        with_session(site, &item.href),
                        item.title
                    );
                    if let Some(date) = item.date {
                        put!(out, "&nbsp;<font size=\"1\" color=\"#666666\">({})</font>", dmy(date));
                    }
                    put!(out, "<br><font size=\"2\">{}</font></TD></TR>\n", item.summary);
                }
                out.push_str("</TABLE>\n");
            }
            Block::Documents { rows, columns, pages } => {
                out.push_str("<TABLE width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"3\" bordercolor=\"#99aacc\"><TR bgcolor=\"#cfdcf0\">");
                let heads: &[&str] = if *columns {
                    &[
                        "SỐ KÝ HIỆU",
                        "LOẠI VĂN BẢN",
                        "TRÍCH YẾU",
                        "CƠ QUAN BAN HÀNH",
                        "NGÀY BAN HÀNH",
                        "NGÀY HIỆU LỰC",
                        "TẢI VỀ",
                    ]
                } else {
                    &["TÊN", "NGÀY ĐĂNG", "TẢI VỀ"]
                };
                wrapped(out, heads, "<TD align=\"center\"><font size=\"2\"><b>", "</b></font></TD>");
                out.push_str("</TR>\n");
                for d in rows {
                    let href = with_session(site, &d.href);
                    if *columns {
                        put!(
                            out,
                            "<TR><TD><a href=\"{href}\"><font size=\"2\">{}</font></a></TD><TD><font size=\"2\">{}</font></TD><TD><font size=\"2\">{}</font></TD><TD><font size=\"2\">{}</font></TD><TD><font size=\"2\">{}</font></TD><TD><font size=\"2\">{}</font></TD><TD>",
                            d.number,
                            d.kind,
                            d.about,
                            d.authority,
                            dmy(d.issued),
                            dmy(d.effective)
                        );
                    } else {
                        put!(
                            out,
                            "<TR><TD><a href=\"{href}\"><font size=\"2\">{}</font></a></TD><TD><font size=\"2\">{}</font></TD><TD>",
                            d.title(),
                            dmy(d.issued)
                        );
                    }
                    if let Some(file) = &d.file {
                        put!(out, "<a href=\"{file}\"><img src=\"/anh/down.gif\" border=\"0\" alt=\"Tải về\"></a>");
                    }
                    out.push_str("&nbsp;</TD></TR>\n");
                }
                out.push_str("</TABLE><p align=\"right\"><font size=\"2\">Trang: ");
                for (text, href) in pages {
                    put!(out, "<a href=\"{}\">[{text}]</a> ", with_session(site, href));
                }
                out.push_str("</font></p>\n");
            }
            Block::Fields(fields) => {
                out.push_str("<TABLE border=\"0\" cellpadding=\"3\">\n");
                for (name, value) in fields {
                    put!(out, "<TR><TD width=\"140\"><font size=\"2\"><b>{name}:</b></font></TD><TD><font size=\"2\">");
                    cell(out, value);
                    out.push_str("</font></TD></TR>\n");
                }
                out.push_str("</TABLE>\n");
            }
            Block::Table { caption, columns, rows } => {
                if !caption.is_empty() {
                    put!(out, "<p align=\"center\"><font size=\"2\"><b>{}</b></font></p>\n", caption.to_uppercase());
                }
                out.push_str(
                    "<TABLE width=\"100%\" border=\"1\" cellspacing=\"0\" cellpadding=\"3\"><TR bgcolor=\"#cfdcf0\">",
                );
                for column in columns {
                    put!(out, "<TD align=\"center\"><font size=\"2\"><b>{}</b></font></TD>", column.to_uppercase());
                }
                out.push_str("</TR>\n");
                for row in rows {
                    out.push_str("<TR>");
                    cells(out, row, "<TD><font size=\"2\">", "</font></TD>");
                    out.push_str("</TR>\n");
                }
                out.push_str("</TABLE>\n");
            }
            Block::Tree { root, groups } => {
                put!(
                    out,
                    "<TABLE align=\"center\" border=\"0\" cellspacing=\"8\"><TR><TD colspan=\"2\" align=\"center\" bgcolor=\"#ffcc66\"><b>{}</b></TD></TR><TR>\n",
                    root.to_uppercase()
                );
                for (name, units) in groups {
                    put!(
                        out,
                        "<TD valign=\"top\"><TABLE border=\"1\" cellpadding=\"4\"><TR><TD bgcolor=\"#ffffcc\"><b>{name}</b></TD></TR>"
                    );
                    wrapped(out, units, "<TR><TD><font size=\"2\">", "</font></TD></TR>");
                    out.push_str("</TABLE></TD>\n");
                }
                out.push_str("</TR></TABLE>\n");
            }
            Block::Picture { src, alt } => {
                if let Some(alt) = alt {
                    put!(out, "<p align=\"center\"><img src=\"{src}\" border=\"0\" width=\"450\" alt=\"{alt}\"></p>\n");
                } else {
                    put!(out, "<p align=\"center\"><img src=\"{src}\" border=\"0\" width=\"450\"></p>\n");
                }
            }
            Block::People(people) => {
                out.push_str("<TABLE width=\"100%\" cellpadding=\"6\">\n");
                for one in people {
                    put!(
                        out,
                        "<TR><TD width=\"120\"><img src=\"/anh/ld.jpg\" width=\"100\" height=\"130\"></TD><TD><b>{}</b><br><font size=\"2\">{}<br>ĐT: {}<br>Email: {}<br>{}</font></TD></TR>\n",
                        one.name,
                        one.post,
                        one.phone,
                        one.email,
                        one.note
                    );
                }
                out.push_str("</TABLE>\n");
            }
            Block::Form { title, action, fields, button } => {
                put!(
                    out,
                    "<form action=\"{action}\" method=\"post\"><TABLE border=\"0\" bgcolor=\"#f5f5f5\" cellpadding=\"3\"><TR><TD colspan=\"2\"><b>{title}</b></TD></TR>\n"
                );
                for field in fields {
                    put!(out, "<TR><TD><font size=\"2\">{}</font></TD><TD>", field.label);
                    match field.kind {
                        "textarea" => put!(out, "<textarea name=\"{}\" rows=\"5\" cols=\"40\"></textarea>", field.name),
                        "text" | "password" | "date" => {
                            put!(out, "<input type=\"{}\" name=\"{}\" size=\"30\">", field.kind, field.name);
                        }
                        choices => {
                            put!(out, "<select name=\"{}\">", field.name);
                            wrapped(out, choices.split('|'), "<option>", "");
                            out.push_str("</select>");
                        }
                    }
                    out.push_str("</TD></TR>\n");
                }
                put!(out, "<TR><TD></TD><TD><input type=\"submit\" value=\"{button}\"></TD></TR></TABLE></form>\n");
            }
            Block::Questions(questions) => {
                for q in questions {
                    put!(
                        out,
                        "<p><font size=\"2\"><b>HỎI:</b> {}<br><i>{} ({})</i></font></p>",
                        q.asked,
                        q.by,
                        dmy(q.on)
                    );
                    if let Some(state) = q.state {
                        put!(out, "<p><font size=\"2\" color=\"#cc0000\">[{state}]</font></p>");
                    }
                    match &q.answer {
                        Some((text, date)) => put!(
                            out,
                            "<p><font size=\"2\" color=\"#003399\"><b>TRẢ LỜI:</b> {text} ({})</font></p><hr>\n",
                            dmy(*date)
                        ),
                        None => out.push_str("<hr>\n"),
                    }
                }
            }
            Block::Links { heading, links } => {
                put!(out, "<p><font size=\"2\"><b>{}</b></font></p>\n", heading.to_uppercase());
                for (text, href) in links {
                    put!(
                        out,
                        "<img src=\"/anh/bullet.gif\" width=\"8\" height=\"8\">&nbsp;<a href=\"{}\"><font size=\"2\">{text}</font></a><br>\n",
                        with_session(site, href)
                    );
                }
            }
            Block::Choice { heading, links } => {
                put!(
                    out,
                    "<p><font size=\"2\"><b>{}</b></font><br><select onchange=\"window.open(this.value)\"><option value=\"\">--- Chọn ---\n",
                    heading.to_uppercase()
                );
                anchors(out, links, "<option value=\"", "\">", "\n");
                out.push_str("</select></p>\n");
            }
        }
    }

    fn close(&self, out: &mut String, site: &Site, content: &Content) {
        if content.share {
            put!(
                out,
                "<p align=\"right\"><a href=\"http://www.facebook.com/sharer.php?u=http://{0}/\"><img src=\"/anh/fb.gif\" border=\"0\" alt=\"Chia sẻ Facebook\"></a> <a href=\"http://linkhay.com/submit?link_url=http://{0}/\"><img src=\"/anh/lh.gif\" border=\"0\"></a></p>\n",
                site.portal().host
            );
        }
    }
}
