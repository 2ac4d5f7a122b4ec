//! Behaviour of `snapshot`.
