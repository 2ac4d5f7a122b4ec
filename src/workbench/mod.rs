//! The bench on which rules are tried before they judge anybody: fixture pages, mutants of them, and the effect of a
//! change of rules on stored runs.
//!
//! A [`Fixture`] is a page written by hand that says by its name what a rule must make of it. [`Shelf`] reads a folder
//! of them; [`Stage`] shows one to a rule on a tiny portal, by the same way a real page takes (`page::read`,
//! `judge.observe`, `judge.conclude`); [`try_rules`] does so with all of them, [`mutate_rules`] with pages
//! damaged on purpose. [`effect`] compares two judgements of the same runs. [`Sheet`] writes results down for continuous
//! integration. Everything here is pure: only commands print.

mod effect;
mod fixture;
mod front;
mod mutant;
mod mutate;
mod sheet;
mod shelf;
mod stage;
mod suite;

pub use effect::{Change, Effect, Said, Side, effect};
pub use fixture::{Expected, Fixture, Kind, Level, MenuLabel};
pub use mutant::{Demand, Mutation};
pub use mutate::{MutantTrial, MutationRun, mutate_rules};
pub use sheet::{Case, Problem, Sheet};
pub use shelf::{Shelf, ShelfError};
pub use stage::Stage;
pub use suite::{Exemption, Match, TestRun, Trial, Uncovered, Verdict, try_rules};
