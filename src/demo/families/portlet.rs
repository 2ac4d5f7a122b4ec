//! Liferay-like portal: portlets in portlets, mandatory entries as bare image banners, addresses without đ, the wrong
//! `lang`, alternates for languages that do not exist.

mod blocks;

use super::{
    Frame, Markup, Navigation, filler, footer,
    pieces::{anchors, wrapped},
    put,
};
use crate::demo::{
    content::{Block, Content},
    node::Node,
    prose::{SIMULATED, dmy},
    site::Site,
};

pub(super) struct Portlet;

fn open(out: &mut String, id: &str) {
    put!(
        out,
        "<div class=\"portlet-boundary portlet-static\" id=\"p_p_id_{id}_\"><span id=\"p_{id}\"></span><section class=\"portlet\" id=\"portlet_{id}\"><div class=\"portlet-content\"><div class=\"portlet-content-container\"><div class=\"portlet-body\">\n"
    );
}

const END: &str = "</div></div></div></section></div>\n";

impl Markup for Portlet {
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame {
        let portal = site.portal();
        let name = &portal.name;
        let site_address = format!("http://{}", portal.host);
        let mut rng = site.rng("portlet");
        let mut frame = Frame::default();
        frame.head.push_str(
            "<!DOCTYPE html>\n\n\n\n<html class=\"aui ltr\" dir=\"ltr\" lang=\"en-US\">\n\n<head>\n\t<title>",
        );
        let out = &mut frame.before;
        out.push_str("</title>\n\n\t<meta content=\"initial-scale=1.0, width=device-width\" name=\"viewport\" />\n<meta content=\"text/html; charset=UTF-8\" http-equiv=\"content-type\" />\n");
        for code in ["zh-CN", "es-ES", "ja-JP", "nl-NL", "fi-FI", "fr-FR", "en-US", "pt-BR", "de-DE"] {
            put!(
                out,
                "<link data-senna-track=\"temporary\" href=\"http&#x3a;&#x2f;&#x2f;{}&#x2f;{}\" hreflang=\"{code}\" rel=\"alternate\" />\n",
                portal.host,
                &code[..2]
            );
        }
        out.push_str("<style type=\"text/css\" data-senna-track=\"temporary\">\n");
        filler::css(out, "aui", 15_000, &mut rng);
        out.push_str("</style>\n<script type=\"text/javascript\">\n// <![CDATA[\nvar Liferay = Liferay || {};\nLiferay.authToken = 'Xk2p01';\n");
        filler::js(out, "AUI", 15_000, &mut rng);
        out.push_str("// ]]>\n</script>\n</head>\n\n<body class=\" controls-visible yui3-skin-sam guest-site signed-out public-page site\">\n<a href=\"#main-content\" id=\"skip-to-content\">Skip to Content</a>\n<div class=\"container-fluid\" id=\"wrapper\"><header id=\"banner\" role=\"banner\"><div id=\"heading\"><h1 class=\"site-title\">");
        put!(
            out,
            "<a class=\"logo custom-logo\" href=\"/\" title=\"Go to {name}\"><img alt=\"{name}\" height=\"98\" src=\"/image/layout_set_logo?img_id=10402\" width=\"1100\" /></a></h1></div><div class=\"ribbon\">{SIMULATED}</div>\n<div class=\"language-wrapper\">"
        );
        for (text, href) in &nav.languages {
            let code = if text == "English" { "en" } else { "other" };
            put!(out, "<a href=\"{href}\"><i class=\"icon-flag-custom icon-flag-{code}\"></i></a>");
        }
        out.push_str("</div>");
        if let Some(search) = &nav.search {
            put!(
                out,
                "<form action=\"{search}\" class=\"header-menu-search-wrapper\" method=\"get\" name=\"fm\"><input class=\"header-menu-search-box\" name=\"q\" placeholder=\"Tìm kiếm\" type=\"text\" /><input class=\"icon-search\" type=\"image\" src=\"/html/themes/icon.png\" /></form>"
            );
        }
        out.push_str("<nav class=\"sort-pages modify-pages\" id=\"navigation\" role=\"navigation\"><ul aria-label=\"Site Pages\" role=\"menubar\"><li role=\"presentation\"><a href=\"/\" role=\"menuitem\"><span>Trang chủ</span></a></li>\n");
        for (head, entries) in &nav.groups {
            put!(
                out,
                "<li class=\"lfr-nav-item\" role=\"presentation\"><a aria-haspopup=\"true\" role=\"menuitem\"><span>{head}</span></a><ul class=\"child-menu\" role=\"menu\">\n"
            );
            for (text, href) in entries {
                put!(
                    out,
                    "<li role=\"presentation\"><a href=\"{}{href}\" role=\"menuitem\">{text}</a></li>\n",
                    if href.starts_with('/') { site_address.as_str() } else { "" }
                );
            }
            out.push_str("</ul></li>\n");
        }
        out.push_str("</ul></nav></header>\n<div id=\"content\"><div class=\"columns-2\" id=\"main-content\" role=\"main\"><div class=\"portlet-layout row-fluid\"><div class=\"portlet-column portlet-column-first span9\" id=\"column-1\"><div class=\"portlet-dropzone portlet-column-content\" id=\"layout-column_column-1\">\n");
        open(out, "101_INSTANCE_main");
        let out = &mut frame.after;
        put!(
            out,
            "{END}</div></div><div class=\"portlet-column portlet-column-last span3\" id=\"column-2\"><div class=\"portlet-dropzone\" id=\"layout-column_column-2\">\n"
        );
        open(out, "banner_WAR_portlet");
        for (i, (image, href)) in nav.banners.iter().enumerate() {
            put!(
                out,
                "<div class=\"banner-item\"><a href=\"{href}\" onclick=\"clickBanner({})\"><img src=\"/documents/10182/0/{image}\" style=\"width: 240px;\" /></a></div>\n",
                90 + i
            );
        }
        out.push_str(END);
        if !nav.side.is_empty() {
            open(out, "menu_WAR_portlet");
            out.push_str("<ul class=\"layouts level-1\">\n");
            for (text, href) in &nav.side {
                // A style sheet writes these in capitals; the source is lower case.
                put!(out, "<li class=\"open\"><a href=\"{href}\">{}</a></li>\n", text.to_lowercase());
            }
            put!(out, "</ul>{END}");
        }
        open(out, "101_INSTANCE_hot");
        for item in site.news.iter().skip(7).take(30) {
            put!(
                out,
                "<div class=\"asset-abstract\"><h3 class=\"asset-title\"><a href=\"{}\"><img alt=\"\" src=\"/html/icons/web_content.png\" /> {}</a></h3></div>\n",
                item.href,
                item.title
            );
        }
        out.push_str(END);
        if let Some((heading, list)) = &nav.related {
            open(out, "lienket_WAR_portlet");
            put!(
                out,
                "<div class=\"lien-ket\"><div class=\"tieu-de\">{heading}</div><select class=\"form-control\" data-role=\"weblink\"><option>-- {heading} --</option>\n"
            );
            anchors(out, list, "<option data-url=\"", "\">", "</option>\n");
            put!(out, "</select></div>{END}");
        }
        out.push_str(
            "</div></div></div></div></div>\n<footer id=\"footer\" role=\"contentinfo\"><div class=\"footer-inner\">\n",
        );
        wrapped(out, footer(site), "<div>", "</div>\n");
        put!(
            out,
            "<a href=\"{}?p_l_id=10182\" rel=\"nofollow\">Sign In</a></div></footer></div>\n<script type=\"text/javascript\">\n// <![CDATA[\n",
            site.href(Node::Login)
        );
        for (i, id) in
            ["101_INSTANCE_main", "banner_WAR_portlet", "menu_WAR_portlet", "101_INSTANCE_hot", "lienket_WAR_portlet"]
                .into_iter()
                .enumerate()
        {
            put!(
                out,
                "Liferay.Portlet.onLoad({{canEditTitle:false,columnPos:{i},isStatic:'end',namespacedId:'p_p_id_{id}_',portletId:'{id}',refreshURL:'\\x2fc\\x2fportal\\x2frender_portlet\\x3fp_l_id\\x3d10182\\x26p_p_id\\x3d{id}\\x26p_p_lifecycle\\x3d0\\x26p_t_lifecycle\\x3d0\\x26p_p_state\\x3dnormal\\x26p_p_mode\\x3dview\\x26p_p_col_id\\x3dcolumn-2\\x26p_p_col_pos\\x3d{i}\\x26p_p_col_count\\x3d5\\x26p_p_isolated\\x3d1'}});\n"
            );
        }
        filler::js(out, "Liferay_Portlet", 16_000, &mut rng);
        out.push_str("// ]]>\n</script>\n</body>\n\n</html>\n");
        frame
    }

    fn title(&self, site: &Site, content: &Content) -> String {
        format!("{} - {}", if content.home { "Trang chủ" } else { &content.title }, site.portal().name)
    }

    fn open(&self, out: &mut String, _site: &Site, content: &Content) {
        if content.home {
            return;
        }
        out.push_str("<nav id=\"breadcrumbs\"><ul aria-label=\"Breadcrumb\" class=\"breadcrumb breadcrumb-horizontal\"><li class=\"first\"><a href=\"/\">Trang chủ</a><span class=\"divider\">/</span></li>");
        anchors(out, &content.trail, "<li><a href=\"", "\">", "</a><span class=\"divider\">/</span></li>");
        put!(out, "<li class=\"active last breadcrumb-truncate\"><span>{}</span></li></ul></nav>\n", content.title);
        if let Some(date) = content.posted {
            put!(
                out,
                "<div class=\"view-content\"><div class=\"title-view\">{}</div><div class=\"date-view\">Đăng lúc: {} | 09:{:02} AM</div>",
                content.title,
                dmy(date),
                date.day()
            );
            if let Some(print) = &content.print {
                put!(
                    out,
                    "<div class=\"print-view\"><a href=\"{print}\">In bài viết</a> | <a href=\"mailto:?subject=Bài viết\">Gửi mail</a> | <a href=\"#\" onclick=\"saveAs()\">Lưu bài viết</a></div>"
                );
            }
            out.push_str("</div>\n");
        } else {
            put!(out, "<h1 class=\"portlet-title\"><span class=\"portlet-title-text\">{}</span></h1>\n", content.title);
        }
    }

    fn block(&self, out: &mut String, _site: &Site, block: &Block) {
        blocks::block(out, block);
    }

    fn close(&self, out: &mut String, site: &Site, content: &Content) {
        if content.share {
            put!(
                out,
                "<div class=\"taglib-social-bookmarks\"><ul class=\"unstyled\"><li><a href=\"http://www.facebook.com/sharer.php?u=http://{0}/web/guest\" title=\"Facebook\">Facebook</a></li><li><a href=\"http://twitter.com/share?url=http://{0}/web/guest\" title=\"Twitter\">Twitter</a></li></ul></div>\n",
                site.portal().host
            );
        }
    }
}
