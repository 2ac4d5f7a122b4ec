//! d42 audits the web portals of Vietnamese state agencies for what Decree 42/2022/NĐ-CP, and the law that
//! followed it, obliges them to publish.
//!
//! One sentence holds the program together. [`registry`] says which portals to visit; [`crawl`] picks the next
//! address and waits its turn; [`fetch`] asks for it once, or has a browser read it that asks for nothing but through
//! the crawl; [`snapshot`] keeps the exact bytes; [`page`] turns bytes
//! into text, headings, links, tables and dates, and [`attachment`] the bytes of files behind links; [`rules`] says what each required information category looks like;
//! [`judge`] holds pages against rules and gives every requirement an outcome with evidence; [`score`] weighs the
//! outcomes; [`report`] writes them down. [`review`] lets people have the last word before anything is weighed, and
//! [`accuracy`] measures how far the program's own word can be trusted; [`politeness`] says how the visited hosts were
//! treated; [`bundle`] packs what was found on one portal with its evidence, to be checked by others;
//! [`show`] opens the archived pages behind it; [`comparison`] tells what changed from one run to the next.
//!
//! The line is cut at `snapshot`. Left of it live the network, time and concurrency. Right of it everything is a
//! pure function of snapshot, rules and settings: the same bytes on every run and every machine.
//!
//! Beside the stages stand three small foundations without knowledge of any stage: [`text`] (Vietnamese text),
//! [`diagnostic`] (a mistake in a user's file, with its place), and [`clock`] (the only source of time). [`demo`] is
//! the simulated government web; [`audit`] joins the two halves: it lets the judge steer the crawl; [`workbench`] tries rules on
//! pages written by hand before they judge anybody; [`cli`] and [`commands`] turn a command line into the stages above.

pub mod accuracy;
pub mod attachment;
pub mod audit;
pub mod availability;
pub mod bundle;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod comparison;
pub mod crawl;
pub mod demo;
pub mod diagnostic;
pub mod fetch;
pub mod inputs;
pub mod judge;
pub mod page;
pub mod politeness;
pub mod registry;
pub mod report;
pub mod review;
pub mod rules;
pub mod score;
pub mod show;
pub mod snapshot;
pub mod text;
pub mod workbench;
