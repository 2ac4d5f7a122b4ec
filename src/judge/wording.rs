//! How a phrase of a rule stands in a short text of a page: inside it, at its beginning, or as nearly all of it.

use crate::{rules::Phrases, text};

/// Most syllables that a button says beside the phrase; a longer text is a title that happens to contain it.
const BESIDE_BUTTON: usize = 3;
/// The same for the label of a link that does not begin with the phrase.
const BESIDE_LABEL: usize = 4;

/// Whether `text` contains one of the phrases (in normal form) as whole syllables.
pub(crate) fn contains_any(text: &str, phrases: &Phrases) -> bool {
    says(text, phrases, |_, _| true)
}

/// Whether a button or icon with this label does what one of the phrases says.
pub(crate) fn is_button(label: &str, phrases: &Phrases) -> bool {
    says(label, phrases, |norm, phrase| syllables(norm) <= syllables(phrase) + BESIDE_BUTTON)
}

/// Whether a link with this label is called by one of the phrases, and not merely mentions it.
pub(crate) fn is_labelled(label: &str, phrases: &Phrases) -> bool {
    says(label, phrases, |norm, phrase| {
        begins_with(norm, phrase) || syllables(norm) <= syllables(phrase) + BESIDE_LABEL
    })
}

/// Whether an entry begins with one of the phrases, numbering aside.
pub(crate) fn begins_with_any(entry: &str, phrases: &Phrases) -> bool {
    let bare = entry.trim_start_matches(|c: char| !c.is_alphabetic());
    let norm = text::normalise(bare);
    phrases.iter().any(|phrase| begins_with(&norm, phrase))
}

/// Whether `norm` (normalised) contains `phrase` as whole syllables.
pub(crate) fn contains_syllables(norm: &str, phrase: &str) -> bool {
    let bytes = norm.as_bytes();
    !phrase.is_empty()
        && norm.match_indices(phrase).any(|(start, found)| {
            let end = start + found.len();
            (start == 0 || bytes[start - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ')
        })
}

/// Whether `text` contains one of the phrases and `fits` holds for the two in normal form.
fn says(text: &str, phrases: &Phrases, fits: impl Fn(&str, &str) -> bool) -> bool {
    if text.is_empty() {
        return false;
    }
    let norm = text::normalise(text);
    let marked = text::has_marks(&norm);
    phrases.iter().any(|phrase| {
        let said = |phrase: &str| contains_syllables(&norm, phrase) && fits(&norm, phrase);
        said(phrase) || (!marked && said(&text::strip_marks(phrase)))
    })
}

fn syllables(norm: &str) -> usize {
    norm.split(' ').count()
}

fn begins_with(norm: &str, phrase: &str) -> bool {
    norm.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(of: &[&str]) -> Phrases {
        of.iter().map(|phrase| text::normalise(phrase)).collect()
    }

    #[test]
    fn a_news_title_that_mentions_sharing_is_no_share_button() {
        let share = phrases(&["Chia sẻ"]);
        assert!(is_button("Chia sẻ", &share));
        assert!(is_button("Chia sẻ lên Facebook", &share));
        assert!(!is_button("Nền tảng tích hợp chia sẻ dữ liệu quốc gia", &share));
    }

    #[test]
    fn a_link_is_labelled_by_how_it_begins_or_by_nearly_all_it_says() {
        let petitions = phrases(&["Phản ánh, kiến nghị"]);
        assert!(is_labelled("Tiếp nhận phản ánh, kiến nghị", &petitions));
        assert!(is_labelled("Phản ánh, kiến nghị về quy định hành chính của tổ chức, cá nhân", &petitions));
        assert!(!is_labelled("Giám đốc Sở trả lời phản ánh, kiến nghị của cử tri tại kỳ họp", &petitions));
        assert!(is_labelled("cong dv cong quoc gia", &phrases(&["DV công"])));
    }

    #[test]
    fn an_entry_begins_with_a_phrase_behind_its_number_and_as_a_whole() {
        let units = phrases(&["Vụ", "Thanh tra"]);
        assert!(begins_with_any("1. Vụ Pháp chế", &units));
        assert!(begins_with_any("THANH TRA", &units));
        assert!(!begins_with_any("Vụn", &units));
    }
}
