//! Behaviour of `page`.
