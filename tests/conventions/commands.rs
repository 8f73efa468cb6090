//! Every command with arguments that it takes: what reads, and what writes. A new command gets a line here.

use clap::CommandFactory;
use ratification::cli::Cli;

use super::desk::{ADD, Desk, FILE, PACT};
use super::leaves::leaves;

/// Reading commands that answer about the sample ledger with 0.
pub const READERS: &[&[&str]] = &[
    &["status"],
    &["status", PACT],
    &["show", PACT],
    &["explain", PACT],
    &["log"],
    &["log", "--retracted"],
    &["is", "signed", PACT],
    &["brief", PACT],
    &["changes", "--since", "2025-12-01"],
    &["agenda"],
    &["export"],
    &["export", "--wide"],
    &["schema"],
    &["schema", "track.status/1"],
    &["what-if", PACT, "TR=2026-02-01"],
    &["check"],
    &["procedures"],
    &["procedures", "TR"],
    &["parties"],
    &["where"],
    &["completions", "bash"],
    &["man"],
    &["help"],
    &["help", "formats"],
];

/// Writing commands that change the sample ledger once it is `ready` for them.
pub const WRITERS: &[&[&str]] = &[
    &["init", "new-ledger"],
    &["new", "new-pact", "--title", "Pact", "--party", "AZ", "--party", "TR"],
    ADD,
    &["postpone", PACT, "TR", "tbmm-vote", "--to", "2026-03-02"],
    &["cancel", PACT, "TR", "tbmm-vote"],
    IMPORT,
    &["import", "csv", "table.csv", "--map", "map.toml"],
    &["import", "json", "acts.ndjson"],
    &["looked", PACT, "TR", "tbmm-vote", "--where", "the gazette"],
    &["retract", PACT, ACT, "--reason", "first reading only"],
    &["edit", PACT],
    &["fmt"],
    &["undo", "--yes"],
];

/// A table of the register, about an agreement of the sample ledger.
const IMPORT: &[&str] = &["import", "untc", "table.csv", "--into", "cptpp-2018"];

/// What the columns of that table mean.
const MAP: &str = "party = \"Participant\"\nagreement = { id = \"cptpp-2018\" }\n\
    act = [{ kind = \"signature\", date = \"Signature\", format = \"D Mon YYYY\" }]\n";

/// An act of another ledger.
const ACTS: &str = "{\"agreement\":\"cptpp-2018\",\"id\":\"aaaaaaaa\",\"party\":\"CR\",\"kind\":\"signature\",\"date\":\"2018-03-08\"}\n";

/// Commands with a file of their own beside the ledger: a state that is kept, a story that is read.
const BESIDE: &[&str] = &["notify", "lint"];

/// Stands for the id of an act that is on record.
const ACT: &str = "ACT";

/// A writer with what it needs: a last write to undo, a layout that is not the usual one, the id of an act.
pub fn ready(desk: &Desk, writer: &[&str]) -> Vec<String> {
    match writer[0] {
        "undo" => drop(desk.ask(ADD)),
        "postpone" | "cancel" => drop(desk.ask(&["add", PACT, "TR", "tbmm-vote", "--on", "2026-02-10", "--expected"])),
        "import" => {
            desk.write("table.csv", "Participant,Signature\nCosta Rica,8 Mar 2018\n");
            desk.write("map.toml", MAP);
            desk.write("acts.ndjson", ACTS);
        }
        "fmt" => desk.write(FILE, &desk.read(FILE).replace("form = ", "form   =   ")),
        _ => {}
    }
    let act = || desk.first_act();
    writer.iter().map(|word| if *word == ACT { act() } else { (*word).to_owned() }).collect()
}

/// The whole command line, as it is built.
pub fn program() -> clap::Command {
    let mut program = Cli::command();
    program.build();
    program
}

/// The commands that take a long option of that name.
pub fn with_option(long: &str) -> Vec<String> {
    let takes = |command: &clap::Command| command.get_arguments().any(|argument| argument.get_long() == Some(long));
    leaves(&program()).iter().filter(|(_, command)| takes(command)).map(|(words, _)| words.join(" ")).collect()
}

#[test]
fn every_command_is_a_reader_or_a_writer_here() {
    for (words, command) in leaves(&program()) {
        let name = words.join(" ");
        if BESIDE.contains(&words[0]) {
            continue;
        }
        let stands_in = |table: &[&[&str]]| table.iter().any(|line| line.starts_with(&words));
        assert!(stands_in(READERS) != stands_in(WRITERS), "`{name}`: in one of the two tables of commands.rs");
        let writes = command.get_arguments().any(|argument| argument.get_long() == Some("dry-run"));
        assert_eq!(writes, stands_in(WRITERS), "`{name}`: a writer has --dry-run, and nothing else has it");
    }
}
