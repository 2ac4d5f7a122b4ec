//! Behaviour of `registry`.
