//! What a process costs before it has read anything: the program beside the smallest one there is.

use std::process::{Command, Stdio};

/// `track --version`.
#[divan::bench]
fn version() {
    run(env!("CARGO_BIN_EXE_track"), &["--version"]);
}

/// `track status` of a ledger that is not there: the command line is read, the ledger looked for.
#[divan::bench]
fn a_question_to_no_ledger() {
    run(env!("CARGO_BIN_EXE_track"), &["--ledger", "/nowhere", "status"]);
}

/// The smallest program, for comparison.
#[cfg(unix)]
#[divan::bench]
fn the_program_true() {
    run("true", &[]);
}

fn run(program: &str, words: &[&str]) {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("it runs");
}
