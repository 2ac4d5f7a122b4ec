//! Words for kinds of agencies and for the figures of the survey.

use super::Lang;
use crate::{registry::Tier, score::Metric};

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

/// A figure of the survey, as it is named in a table that shows `metrics`: the commune level is said to be part of the
/// district level only beside it.
pub(in crate::report) fn metric_among(wanted: Metric, metrics: &[Metric], lang: Lang) -> &'static str {
    if wanted == Metric::CommuneLevel && !metrics.contains(&Metric::DistrictLevel) {
        return lang.of("Cổng triển khai đến cấp xã", "Deployed to commune level");
    }
    metric(wanted, lang)
}

/// A figure of the survey.
pub(in crate::report) fn metric(metric: Metric, lang: Lang) -> &'static str {
    match metric {
        Metric::FullInformation => lang.of("Cổng cung cấp đầy đủ thông tin", "Portals giving full information"),
        Metric::DataPortal => lang.of("Có cổng dữ liệu riêng", "With a data portal of their own"),
        Metric::ComponentSites => lang.of("Trang, cổng thành phần", "Component sites"),
        Metric::DistrictLevel => lang.of("Cổng triển khai đến cấp huyện", "Deployed to district level"),
        Metric::CommuneLevel => lang.of("Trong đó triển khai đến cấp xã", "Of these, deployed to commune level"),
        Metric::Integrated => lang
            .of("Kết nối, tích hợp đầy đủ với trang thành phần", "Connected and integrated with their component sites"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commune_level_is_part_of_the_district_level_only_where_that_is_shown() {
        let both = [Metric::DistrictLevel, Metric::CommuneLevel];
        assert_eq!(metric_among(Metric::CommuneLevel, &both, Lang::En), "Of these, deployed to commune level");
        assert_eq!(metric_among(Metric::CommuneLevel, &both[1..], Lang::En), "Deployed to commune level");
    }
}
