//! Behaviour of `report`: what every format must say, must hide, and must never do.

mod csv;
mod html;
mod json;
mod model;
