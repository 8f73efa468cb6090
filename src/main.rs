//! The binary `track`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ratification::run()
}
