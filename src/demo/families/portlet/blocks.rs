//! Blocks inside a portlet: articles pasted from a word processor, lists of assets, tables with borders of their own.

use super::super::{
    pieces::{anchors, cell, cells, wrapped},
    put,
};
use crate::demo::{content::Block, prose::dmy};

/// One block.
pub(super) fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(text) => put!(out, "<h4 class=\"journal-heading\">{text}</h4>\n"),
        Block::Para(text) => put!(
            out,
            "<div class=\"journal-content-article\"><p class=\"MsoNormal\" style=\"text-align: justify;\"><span style=\"font-size: 14px;\">{text}</span></p></div>\n"
        ),
        Block::Notice(text) => put!(out, "<div class=\"alert alert-info portlet-msg\">{text}</div>\n"),
        Block::List { heading, items } => {
            if let Some((text, href)) = heading {
                put!(
                    out,
                    "<div class=\"dng-portlet-header\"><a class=\"dng-portlet-title\" href=\"{href}\"><h4>{text}</h4></a></div>\n"
                );
            }
            out.push_str("<div class=\"asset-list\">\n");
            for item in items {
                put!(
                    out,
                    "<div class=\"asset-abstract default-asset-publisher\"><h3 class=\"asset-title\"><a href=\"{}\">{}</a></h3><div class=\"asset-content\"><div class=\"asset-summary\">{}</div></div>",
                    item.href,
                    item.title,
                    item.summary
                );
                if let Some(date) = item.date {
                    put!(
                        out,
                        "<div class=\"asset-metadata\"><span class=\"metadata-entry metadata-publish-date\">{} | 02:15 PM</span></div>",
                        dmy(date)
                    );
                }
                out.push_str("</div>\n");
            }
            out.push_str("</div>\n");
        }
        Block::Documents { rows, columns, pages } => {
            out.push_str("<div class=\"lfr-search-container\"><table class=\"table table-bordered taglib-search-iterator\"><thead class=\"table-columns\"><tr>");
            let heads: &[&str] = if *columns {
                &[
                    "STT",
                    "Số ký hiệu",
                    "Loại văn bản",
                    "Trích yếu",
                    "Cơ quan ban hành",
                    "Ngày ban hành",
                    "Ngày hiệu lực",
                    "File",
                ]
            } else {
                &["STT", "Tên", "Ngày", "File"]
            };
            wrapped(out, heads, "<th class=\"table-header\">", "</th>");
            out.push_str("</tr></thead><tbody class=\"table-data\">\n");
            for (i, d) in rows.iter().enumerate() {
                if *columns {
                    put!(
                        out,
                        "<tr><td class=\"table-cell\">{}</td><td class=\"table-cell\"><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>",
                        i + 1,
                        d.href,
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
                        "<tr><td class=\"table-cell\">{}</td><td class=\"table-cell\"><a href=\"{}\">{}</a></td><td>{}</td><td>",
                        i + 1,
                        d.href,
                        d.title(),
                        dmy(d.issued)
                    );
                }
                if let Some(file) = &d.file {
                    put!(
                        out,
                        "<a href=\"/documents/10182{file}\"><img src=\"/html/icons/pdf.png\" alt=\"Tải về\" /></a>"
                    );
                }
                out.push_str("</td></tr>\n");
            }
            out.push_str("</tbody></table><div class=\"taglib-page-iterator\"><ul class=\"pagination\">");
            anchors(out, pages, "<li><a href=\"", "\">", "</a></li>");
            out.push_str("</ul></div></div>\n");
        }
        Block::Fields(fields) => {
            out.push_str("<div class=\"thong-tin\">\n");
            for (name, value) in fields {
                put!(
                    out,
                    "<div class=\"control-group\"><label class=\"control-label\">{name}:</label> <span class=\"value\">"
                );
                cell(out, value);
                out.push_str("</span></div>\n");
            }
            out.push_str("</div>\n");
        }
        Block::Table { caption, columns, rows } => {
            if !caption.is_empty() {
                put!(out, "<p style=\"text-align: center;\"><strong>{caption}</strong></p>\n");
            }
            out.push_str("<table border=\"1\" cellpadding=\"0\" cellspacing=\"0\" class=\"MsoNormalTable\" style=\"border-collapse: collapse;\"><tbody><tr>");
            wrapped(
                out,
                columns,
                "<td style=\"border: solid 1.0pt;\"><p class=\"MsoNormal\"><strong>",
                "</strong></p></td>",
            );
            out.push_str("</tr>\n");
            for row in rows {
                out.push_str("<tr>");
                cells(out, row, "<td style=\"border: solid 1.0pt;\"><p class=\"MsoNormal\">", "</p></td>");
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody></table>\n");
        }
        Block::Tree { root, groups } => {
            put!(out, "<div class=\"so-do\"><p><strong>{root}</strong></p>\n");
            for (name, units) in groups {
                put!(out, "<p><em>{name}</em></p>");
                wrapped(out, units, "<p>- ", "</p>");
            }
            out.push_str("</div>\n");
        }
        Block::Picture { src, alt } => {
            if let Some(alt) = alt {
                put!(
                    out,
                    "<p><img alt=\"{alt}\" src=\"/documents/10182/0{src}?t=1493\" style=\"width: 640px;\" /></p>\n"
                );
            } else {
                put!(out, "<p><img src=\"/documents/10182/0{src}?t=1493\" style=\"width: 640px;\" /></p>\n");
            }
        }
        Block::People(people) => {
            out.push_str("<table class=\"danh-sach\" style=\"width: 100%;\"><tbody>\n");
            for one in people {
                put!(
                    out,
                    "<tr><td rowspan=\"2\"><img src=\"/documents/10182/0/ld.jpg\" style=\"width: 120px; height: 160px;\" /></td><td><strong>{}: {}</strong></td></tr><tr><td>Điện thoại: {}; Email: {}<br />{}</td></tr>\n",
                    one.post,
                    one.name,
                    one.phone,
                    one.email,
                    one.note
                );
            }
            out.push_str("</tbody></table>\n");
        }
        Block::Form { title, action, fields, button } => {
            put!(
                out,
                "<form action=\"{action}?p_auth=Xk2p01\" class=\"form aui-form\" method=\"post\"><fieldset class=\"fieldset\"><legend class=\"fieldset-legend\"><span class=\"legend\">{title}</span></legend>\n"
            );
            for field in fields {
                put!(
                    out,
                    "<div class=\"control-group input-text-wrapper\"><label class=\"control-label\" for=\"_{0}\">{1}</label>",
                    field.name,
                    field.label
                );
                match field.kind {
                    "textarea" => {
                        put!(out, "<textarea class=\"field\" id=\"_{0}\" name=\"_{0}\"></textarea>", field.name);
                    }
                    "text" | "password" | "date" => put!(
                        out,
                        "<input class=\"field\" id=\"_{0}\" name=\"_{0}\" type=\"{1}\" />",
                        field.name,
                        field.kind
                    ),
                    choices => {
                        put!(out, "<select class=\"aui-field-select\" id=\"_{0}\" name=\"_{0}\">", field.name);
                        wrapped(out, choices.split('|'), "<option>", "</option>");
                        out.push_str("</select>");
                    }
                }
                out.push_str("</div>\n");
            }
            put!(out, "</fieldset><button class=\"btn btn-primary\" type=\"submit\">{button}</button></form>\n");
        }
        Block::Questions(questions) => {
            out.push_str("<div class=\"hoi-dap\">\n");
            for q in questions {
                put!(
                    out,
                    "<div class=\"hoi-dap-item\"><div class=\"hoi\">Hỏi: {}</div><div class=\"thong-tin-hoi\">{} ({})</div>",
                    q.asked,
                    q.by,
                    dmy(q.on)
                );
                if let Some(state) = q.state {
                    put!(out, "<div class=\"tinh-trang\">{state}</div>");
                }
                match &q.answer {
                    Some((text, date)) => {
                        put!(out, "<div class=\"dap\">Trả lời: {text} <em>({})</em></div></div>\n", dmy(*date));
                    }
                    None => out.push_str("</div>\n"),
                }
            }
            out.push_str("</div>\n");
        }
        Block::Links { heading, links } => {
            put!(
                out,
                "<div class=\"asset-links\"><h2 class=\"asset-links-title\">{heading}</h2><ul class=\"asset-links-list\">\n"
            );
            for (text, href) in links {
                let base = if href.starts_with("/tep/") { "/documents/10182" } else { "" };
                put!(out, "<li class=\"asset-links-list-item\"><a href=\"{base}{href}\">{text}</a></li>\n");
            }
            out.push_str("</ul></div>\n");
        }
        Block::Choice { heading, links } => {
            put!(
                out,
                "<div class=\"chon\"><label>{heading}</label><select data-role=\"weblink\"><option>-- Chọn --</option>\n"
            );
            anchors(out, links, "<option data-url=\"", "\">", "</option>\n");
            out.push_str("</select></div>\n");
        }
    }
}
