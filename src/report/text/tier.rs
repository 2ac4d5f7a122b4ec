//! Words for kinds of agencies and for the figures of the survey.

use super::Lang;
use crate::registry::Tier;

/// Kind of agency; `None` is a saved page of unknown kind.
pub(crate) fn tier(tier: Option<Tier>, lang: Lang) -> &'static str {
    match tier {
        Some(Tier::Ministry) => lang.of("Bộ", "Ministry"),
        Some(Tier::MinisterialAgency) => lang.of("Cơ quan ngang bộ", "Ministerial-level agency"),
        Some(Tier::GovernmentAgency) => lang.of("Cơ quan thuộc Chính phủ", "Agency under the Government"),
        Some(Tier::Bureau) => lang.of("Cục và tương đương", "Bureau"),
        Some(Tier::Province) => lang.of("Tỉnh, thành phố", "Province or city"),
        Some(Tier::Department) => lang.of("Sở và tương đương", "Provincial department"),
        Some(Tier::Commune) => lang.of("Xã, phường, đặc khu", "Commune"),
        None => lang.of("Chưa phân loại", "Unclassified"),
    }
}

/// Column of the survey, by the name it has in `SurveyRow::tier`; `None` for a name the survey does not use.
pub(in crate::report) fn survey_tier(tier: &str, lang: Lang) -> Option<&'static str> {
    match tier {
        "ministry" => Some(lang.of("Bộ, cơ quan ngang bộ", "Ministries and ministerial-level agencies")),
        "agency" => Some(lang.of("Cơ quan thuộc Chính phủ", "Agencies under the Government")),
        "province" => Some(lang.of("Tỉnh, thành phố", "Provinces and cities")),
        "other" => Some(lang.of("Loại khác, chưa rõ", "Other or unknown kind")),
        "all" => Some(lang.of("Tất cả", "All")),
        _ => None,
    }
}

/// As [`survey_tier`], in one word.
pub(in crate::report) fn survey_tier_short(tier: &str, lang: Lang) -> Option<&'static str> {
    match tier {
        "ministry" => Some(lang.of("Bộ", "Min.")),
        "agency" => Some(lang.of("Cơ quan", "Ag.")),
        "province" => Some(lang.of("Tỉnh", "Prov.")),
        "other" => Some(lang.of("Khác", "Other")),
        "all" => Some(lang.of("Tất cả", "All")),
        _ => None,
    }
}

/// What has to stand under every table of the cohort of 2024.
pub(in crate::report) fn eighteen(lang: Lang) -> &'static str {
    lang.of(
        "Cuộc khảo sát tháng 11/2024 không nêu danh sách 18 bộ, cơ quan ngang bộ; danh sách dùng ở đây là một giả định.",
        "The survey of November 2024 does not list its 18 ministries and ministerial-level agencies; the set used here is \
         an assumption.",
    )
}
