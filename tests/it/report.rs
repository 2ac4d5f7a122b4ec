//! Behaviour of `report`.
