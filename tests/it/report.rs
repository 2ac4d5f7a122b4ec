//! Behaviour of `report`: what every format must say, must hide, and must never do.

mod command;
mod csv;
mod html;
mod json;
mod model;
mod sample;

pub(crate) use sample::copied_run;
