//! Behaviour of `report`: what every format must say, must hide, and must never do.

mod command;
mod csv;
mod data;
mod document;
mod html;
mod json;
mod model;
mod sample;
#[cfg(feature = "xlsx")]
mod workbook;

pub(crate) use sample::{copied_run, copy, report_of};
