//! Addresses without end, and many addresses of one thing: what is left out, and how much of one kind is visited.
//!
//! | question | answered in |
//! |---|---|
//! | does the address alone say that it is never worth a visit | `traps/address.rs` |
//! | which addresses are of one kind, and what share of the budget is theirs | `traps/template.rs` |
//! | does a page say anything that was not said before | `traps/novelty.rs` |
//! | which part of the query changes nothing on the page | `traps/variants.rs` |
//! | what follows from all that for the next address | `traps/watch.rs` |

mod address;
mod novelty;
mod template;
mod variants;
mod watch;

pub(super) use address::is_page;
pub use address::{Trap, trap};
pub(super) use template::Kind;
pub use template::Template;
pub(super) use watch::{Claim, Watch};
