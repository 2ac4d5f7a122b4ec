//! Behaviour of `resume`.
