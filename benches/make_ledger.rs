//! Writes a made-up ledger for measurement: `cargo run --release --example make_ledger -- DIR 1000 [--seed N]`.
//!
//! The same seed gives the same bytes. DIR must not be there yet.

#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "a program of its own")]

#[path = "made/mod.rs"]
mod made;

use std::env;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: make_ledger DIR COUNT [--seed N]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((folder, count, seed)) = asked(&arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match made::write(Path::new(folder), count, seed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(74)
        }
    }
}

fn asked(arguments: &[String]) -> Option<(&str, usize, u64)> {
    let (folder, count, seed) = match arguments {
        [folder, count] => (folder, count, made::SEED),
        [folder, count, flag, seed] if flag == "--seed" => (folder, count, seed.parse().ok()?),
        _ => return None,
    };
    Some((folder, count.parse().ok()?, seed))
}
