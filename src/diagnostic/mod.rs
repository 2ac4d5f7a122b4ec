//! A mistake in a user's file: a code, a sentence, a place, and what to do.
