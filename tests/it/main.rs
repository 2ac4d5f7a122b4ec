//! One integration binary; a module per surface.

mod cli;
mod crawl;
mod demo;
mod fetch;
mod judge;
mod page;
mod registry;
mod report;
mod resume;
mod rules;
mod server;
mod snapshot;
