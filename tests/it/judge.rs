//! Behaviour of `judge`.
