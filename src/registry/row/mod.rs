//! One line of a registry to a [`Portal`](super::Portal). Every cell is checked, even when another is wrong.

mod address;
mod identity;
mod manners;
mod read;

pub(super) use read::Row;
