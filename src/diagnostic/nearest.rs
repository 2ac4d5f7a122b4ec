//! "Did you mean": the known name that is closest to a misspelt one.

use crate::text::{Bilingual, both};

/// The name in `known` closest to `given`, if it is close enough to be a slip of the pen. Ties go to the first.
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let given = given.to_lowercase().replace('_', "-");
    let mut best: Option<(&str, f64)> = None;
    for name in known {
        let likeness = strsim::jaro_winkler(&given, &name.to_lowercase());
        // One or two slips always count; longer detours only when the names still look alike as a whole.
        let length = given.chars().count();
        let slips = if length < 3 { 0 } else { length.div_ceil(3) };
        let close =
            strsim::damerau_levenshtein(&given, &name.to_lowercase()) <= slips || (likeness > 0.87 && length > 3);
        if close && best.is_none_or(|(_, score)| likeness > score) {
            best = Some((name, likeness));
        }
    }
    best.map(|(name, _)| name)
}

/// ``did you mean `name`?``, or an empty text when nothing is close.
pub fn did_you_mean<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Bilingual {
    nearest(given, known).map(|name| both!("có phải ý bạn là `{name}`?", "did you mean `{name}`?")).unwrap_or_default()
}

/// Which of the names that are there may be a slip for one that is missing; empty when none is close.
pub fn misspelt<'k>(missing: &str, there: impl IntoIterator<Item = &'k str>) -> Bilingual {
    nearest(missing, there)
        .map(|name| both!("đổi tên cột `{name}` thành `{missing}`?", "rename the column `{name}` to `{missing}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_stays_silent_about_strangers() {
        let known = ["weight", "where-any", "tiers", "observe"];
        assert_eq!(nearest("weigth", known), Some("weight"));
        assert_eq!(nearest("where_any", known), Some("where-any"));
        assert_eq!(nearest("Tier", known), Some("tiers"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("E", ["A", "B"]), None);
    }
}
