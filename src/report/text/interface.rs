//! Headings, labels and notes of the HTML report, by the key the templates use. A template that asks for a key which
//! is not here fails to render, so nothing is silently left blank.

use std::collections::BTreeMap;

use super::Lang;

/// Key, Vietnamese, English.
pub(super) const PHRASES: &[(&str, &str, &str)] = &[(
    "title",
    "Báo cáo kiểm tra thông tin trên cổng thông tin điện tử của cơ quan nhà nước",
    "Audit of the information published on state agencies' web portals",
)];

/// The phrases in one language, for the templates.
pub(in crate::report) fn interface(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    PHRASES.iter().map(|(key, vi, en)| (*key, lang.of(vi, en))).collect()
}
