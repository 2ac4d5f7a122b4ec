//! The binary: dispatches to the library and nothing else.

use std::process::ExitCode;

use d42::cli::{Output, run};

fn main() -> ExitCode {
    run(std::env::args_os(), Output::standard()).into()
}
