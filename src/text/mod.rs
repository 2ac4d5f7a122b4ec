//! Vietnamese text: normal forms, tone marks, unaccented forms, syllable boundaries.
//!
//! Every phrase of a rule and every label of a page goes through [`normalise`] before they are compared, so that
//! Unicode form, case, tone-mark placement and punctuation never decide a match; what remains is a string of whole
//! syllables separated by single spaces. Addresses and file names, which carry no marks, go through [`slug_words`]
//! and meet the [`strip_marks`] or [`drops_dstroke`] form of a label. Knows nothing of pages or rules.
//!
//! What the program itself says stands in a [`Bilingual`], so that no message exists in one language only.

mod bilingual;
mod form;
mod lower;
mod marks;
mod normal;
mod slug;

pub(crate) use bilingual::both;
pub use bilingual::{Bilingual, Lang};
pub use form::{collapse, collapse_into, nfc};
pub(crate) use form::{stands_apart, visible};
pub(crate) use lower::{Small, each_small, lower};
pub use marks::{drops_dstroke, has_marks, strip_marks};
pub use normal::{normalise, spellings};
pub use slug::slug_words;
