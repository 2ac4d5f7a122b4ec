//! Editions in other languages: what the head announces, and what a visitor can choose.
//!
//! Some content systems print every installed language into the head although no translation exists; only a choice
//! that can be seen is an edition.

use super::head::Head;
use super::{Edition, LabelSource, Link, Region};

/// Labels of language choices, normalised.
const LABELS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "english",
            "en",
            "eng",
            "tiếng anh",
            "english version",
            "en us",
            "en gb",
            "anh",
            "in english",
            "tieng anh",
            "english site",
        ],
    ),
    ("vi", &["tiếng việt", "vi", "vn", "vie", "vietnamese", "việt nam", "vi vn", "vietnam", "tieng viet", "việt"]),
    ("zh", &["中文", "chinese", "tiếng trung", "cn", "zh", "tiếng trung quốc", "简体中文"]),
    ("ja", &["日本語", "japanese", "tiếng nhật", "jp", "ja"]),
    ("ko", &["한국어", "korean", "tiếng hàn", "kr", "ko"]),
    ("fr", &["français", "french", "tiếng pháp", "fr"]),
    ("ru", &["русский", "russian", "tiếng nga", "ru"]),
    ("lo", &["lao", "tiếng lào", "ພາສາລາວ"]),
    ("km", &["khmer", "tiếng khmer", "ភាសាខ្មែរ"]),
];
/// File names of flags.
const FLAGS: &[(&str, &[&str])] = &[
    ("en", &["en", "eng", "english", "uk", "gb", "us", "usa", "anh"]),
    ("vi", &["vi", "vn", "vietnam", "viet", "vie"]),
    ("zh", &["cn", "zh", "china"]),
    ("ja", &["jp", "japan"]),
    ("lo", &["lao", "la"]),
];

/// Editions, each language once; a visible choice replaces an announcement.
pub(super) fn collect(head: &Head, links: &[Link], controls: &[Link]) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for link in links.iter().chain(controls) {
        if let Some(language) = language_of(link)
            && (link.target.is_some()
                || link.script.is_some()
                || matches!(link.at.region, Region::Header | Region::Menu))
            && !editions.iter().any(|known| known.language == language)
        {
            editions.push(Edition {
                language: language.to_owned(),
                target: link.target.clone(),
                visible: true,
                leads: link.target.is_some() || link.script.is_some(),
            });
        }
    }
    for (code, target) in &head.alternates {
        let language = code.split(['-', '_']).next().unwrap_or_default();
        if !language.is_empty() && language != "x" && !editions.iter().any(|known| known.language == language) {
            editions.push(Edition {
                language: language.to_owned(),
                target: target.clone(),
                visible: false,
                leads: true,
            });
        }
    }
    editions
}

fn language_of(link: &Link) -> Option<&'static str> {
    const LONGEST: usize = 40;
    /// Characters of the longest name of a language and the signs around it.
    const LONGEST_NAME: usize = 20;
    if link.label.len() > LONGEST {
        return None;
    }
    let named = matches!(link.source, LabelSource::Text | LabelSource::Attribute);
    if named && link.label.chars().count() <= LONGEST_NAME {
        let normal = crate::text::normalise(&link.label);
        // Two letters in running text are no choice of language.
        if !(normal.len() <= 3 && link.at.region == Region::Main && link.target.is_none())
            && let Some((code, _)) = LABELS.iter().find(|(_, labels)| labels.contains(&normal.as_str()))
        {
            return Some(code);
        }
    }
    if link.image_only {
        let words: Vec<&str> = link.slug.split(' ').collect();
        let named = words.iter().any(|word| matches!(*word, "flag" | "flags" | "co" | "lang" | "language"));
        let flagged = named || (words.len() <= 2 && matches!(link.at.region, Region::Header | Region::Menu));
        let by_flag = FLAGS.iter().find(|(_, names)| flagged && words.iter().any(|word| names.contains(word)));
        if let Some((code, _)) = by_flag {
            return Some(code);
        }
    }
    // A sign without words whose address names a language, as `/web/lo` behind a flag drawn by a style sheet.
    let wordless = matches!(link.source, LabelSource::Address | LabelSource::FileName | LabelSource::None);
    let mut segments =
        link.target.as_ref().filter(|_| wordless && link.at.region == Region::Header)?.path_segments()?;
    let last = segments.next_back().filter(|last| !last.is_empty()).or_else(|| segments.next_back())?;
    LABELS.iter().map(|(code, _)| *code).find(|code| last.eq_ignore_ascii_case(code))
}
