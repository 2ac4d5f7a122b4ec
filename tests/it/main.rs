//! One integration binary; a module per surface.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its scene should fail")]

mod accuracy;
mod attachment;
mod audit;
#[cfg(feature = "browser")]
mod browser;
mod bundle;
mod census;
mod cli;
mod compare;
mod corpus;
mod crawl;
mod demo;
mod demo_scale;
mod demo_traps;
mod fetch;
mod fuzz;
mod hostile;
mod judge;
mod kill;
mod law;
mod page;
mod politeness;
mod probe;
mod registry;
mod rendering;
mod report;
mod resume;
mod review;
mod rules;
mod server;
mod show;
mod since;
mod snapshot;
mod tls;
mod trouble;
mod warc;
mod workbench;
