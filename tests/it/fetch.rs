//! Behaviour of `fetch`.
