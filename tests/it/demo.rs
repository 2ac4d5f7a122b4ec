//! Behaviour of `demo`.
