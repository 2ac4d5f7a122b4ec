//! The binary: dispatches to the library and nothing else.

fn main() {}
