//! The binary: dispatches to the library and nothing else.

use std::process::ExitCode;

use d42::cli::{Output, keep_few, run};

fn main() -> ExitCode {
    keep_few();
    run(std::env::args_os(), Output::standard()).into()
}
