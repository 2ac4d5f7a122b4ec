//! Component sites in words: kinds of bodies, what was met, how far a portal is integrated with them.

use super::Lang;
use crate::{
    crawl::NamedBy,
    judge::{Integration, SiteState},
    rules::{BodyKind, Grade},
};

/// Kind of body behind a component site.
pub(crate) fn body(kind: BodyKind, lang: Lang) -> &'static str {
    match kind {
        BodyKind::Department => lang.of("sở, ban, ngành", "department"),
        BodyKind::Unit => lang.of("đơn vị", "unit"),
        BodyKind::District => lang.of("cấp huyện", "district"),
        BodyKind::Commune => lang.of("cấp xã", "commune"),
    }
}

/// What was met at the address of a component site.
pub(crate) fn site_state(state: SiteState, lang: Lang) -> &'static str {
    match state {
        SiteState::Alive(_) => lang.of("hoạt động", "alive"),
        SiteState::Opaque => lang.of("trả lời, không đọc được", "answers, cannot be read"),
        SiteState::Moved => lang.of("đã chuyển", "moved"),
        SiteState::Copy => lang.of("trùng trang khác", "copy of another"),
        SiteState::Dead => lang.of("không còn", "dead"),
        SiteState::Unseen => lang.of("chưa xem được", "not seen"),
    }
}

/// What names a component site; `None` is a page of the portal.
pub(crate) fn named_by(by: Option<NamedBy>, lang: Lang) -> &'static str {
    match by {
        None => lang.of("trang của cổng", "page of the portal"),
        Some(NamedBy::Sitemap) => lang.of("sơ đồ trang dành cho máy (sitemap)", "sitemap"),
        Some(NamedBy::Certificate) => lang.of("chứng thư số của máy chủ", "certificate of a server"),
    }
}

/// How far a portal is integrated with its component sites.
pub(crate) fn integration(integration: Integration, lang: Lang) -> &'static str {
    match integration {
        Integration::Undecided => lang.of("chưa kết luận", "undecided"),
        Integration::NoSites => lang.of("không có trang thành phần", "no component sites"),
        Integration::Graded(Grade::Loose) => lang.of("rời rạc", "loose"),
        Integration::Graded(Grade::Partial) => lang.of("một phần", "partial"),
        Integration::Graded(Grade::Substantial) => lang.of("phần lớn", "substantial"),
        Integration::Graded(Grade::Full) => lang.of("đầy đủ", "full"),
    }
}
