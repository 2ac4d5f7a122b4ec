//! Vietnamese text: normal forms, tone marks, unaccented forms, syllable boundaries.
