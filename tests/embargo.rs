//! What is under embargo is in no answer until its moment has passed: every asking command, in every format, says byte
//! for byte what it would say if the act were not recorded.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers behind the program's back")]

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::CommandFactory;
use ratification::cli::Cli;
use tempfile::TempDir;

/// Commands that keep the record and see it, or that never read an agreement.
const OTHERS: &[&str] = &[
    "init",
    "new",
    "add",
    "import",
    "looked",
    "retract",
    "edit",
    "undo",
    "postpone",
    "cancel",
    "notify",
    "fmt",
    "show",
    "check",
    "procedures",
    "parties",
    "where",
    "schema",
    "completions",
    "man",
    "help",
];

/// How each command that answers is asked, and whether its answer would tell of the act. A new command needs a line here.
const ASKED: &[(&str, &[&str], bool)] = &[
    ("status", &[], true),
    ("status", &["a"], true),
    ("status", &["a", "--as-of", "2027-01-01"], true),
    ("status", &["b"], true),
    ("explain", &["a", "--all", "--party", "TR"], true),
    ("explain", &["b"], true),
    ("log", &[], true),
    ("log", &["a", "--party", "TR"], true),
    ("log", &["--known-at", "2026-01-16"], true),
    ("log", &["--retracted"], true),
    ("export", &[], true),
    ("export", &["--wide"], true),
    ("changes", &["--since", "2026-01-01"], true),
    ("agenda", &["--days", "3000"], false),
    ("is", &["in-force", "a", "-v"], true),
    ("is", &["consented", "a", "--party", "TR", "-v"], true),
    ("brief", &["a"], true),
    ("brief", &["a", "--line"], true),
    ("brief", &["a", "--timeline"], true),
    ("brief", &["b", "--timeline"], false),
    ("lint", &["tests/testdata/lint/embargo.txt"], true),
    ("what-if", &["a", "TR=2026-03-01"], true),
    ("what-if", &["b", "AZ=2026-03-01"], true),
];

const CLAUSE: &str = "format = 1\ntitle = \"Treaty A\"\nparties = [\"AZ\", \"TR\"]\n[clause]\nwhen = \"all parties\"\n";
const KNOWN: &str = "[[act]]\nid = \"known\"\nparty = \"AZ\"\nkind = \"ratification\"\ndelivery = \"exchange\"\n\
    date = 2026-01-02\nrecorded = 2026-01-02T12:00:00Z\n\n  [[act.source]]\n  publisher = \"Desk\"\n\n";
/// The act that is not to be shown: everything in it bears the mark.
const SECRET: &str = "[[act]]\nid = \"SECRET1\"\nparty = \"TR\"\nkind = \"ratification\"\ndelivery = \"exchange\"\n\
    date = 2026-01-05\nbody = \"SECRET2\"\nplace = \"SECRET3\"\nnote = \"SECRET4\"\nrecorded = 2026-01-14T12:00:00Z\n\
    by = \"SECRET5\"\nembargo = 2026-01-15T18:00:00+04:00\n\n  [[act.source]]\n  publisher = \"SECRET6\"\n  verb = \"SECRET7\"\n\n";
const RETRACTED: &str = "[[act]]\nid = \"SECRET8\"\nparty = \"AZ\"\nkind = \"declaration\"\ndate = 2026-01-06\n\
    recorded = 2026-01-06T12:00:00Z\nembargo = 2026-01-15T14:00:00Z\n\n  [act.retracted]\n  at = 2026-01-07T10:00:00Z\n  reason = \"SECRET9\"\n\n";
const WAITING: &str = "format = 1\ntitle = \"Treaty B\"\nparties = [\"AZ\", \"TR\"]\n[clause]\nwhen = \"1 party\"\n\
    not_before = \"agreement a\"\n[[act]]\nparty = \"TR\"\nkind = \"ratification\"\ndelivery = \"exchange\"\ndate = 2026-01-03\n";

/// A ledger of two agreements, the second waiting for the first.
fn ledger(acts: &[&str]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::create_dir(dir.path().join("agreements")).expect("a folder");
    fs::write(dir.path().join("track.toml"), "format = 1\n").expect("it is written");
    fs::write(dir.path().join("agreements/a.toml"), format!("{CLAUSE}\n{}", acts.concat())).expect("it is written");
    fs::write(dir.path().join("agreements/b.toml"), WAITING).expect("it is written");
    dir
}

struct Said {
    out: String,
    err: String,
    status: Option<i32>,
}

fn track(ledger: &Path, now: &str, arguments: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_track"))
        .args(arguments)
        .env_clear()
        .env("TRACK_LEDGER", ledger)
        .env("TRACK_TODAY", "2026-01-15")
        .env("TRACK_NOW", now)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("outputs are UTF-8");
    Said { out: text(output.stdout), err: text(output.stderr), status: output.status.code() }
}

const BEFORE: &str = "2026-01-15T13:59:59Z";
const AFTER: &str = "2026-01-15T14:00:00Z";

/// Every way in which a command can be asked to write.
fn formats(name: &str) -> Vec<Vec<String>> {
    let program = Cli::command();
    let command = program.find_subcommand(name).expect("it is a command");
    let mut formats = vec![Vec::new()];
    for argument in command.get_arguments() {
        match argument.get_long() {
            Some("format") => formats.extend(
                argument
                    .get_possible_values()
                    .iter()
                    .map(|value| vec!["--format".to_owned(), value.get_name().to_owned()]),
            ),
            Some(flag @ ("json" | "plain" | "null")) => formats.push(vec![format!("--{flag}")]),
            _ => {}
        }
    }
    formats
}

#[test]
fn story_j15_an_act_under_embargo_is_in_no_answer_of_any_command_in_any_format() {
    let (without, with) = (ledger(&[KNOWN]), ledger(&[KNOWN, SECRET, RETRACTED]));
    let mut walked = 0;
    for (name, asked, tells) in ASKED {
        for format in formats(name) {
            let mut arguments = vec![*name];
            arguments.extend(*asked);
            arguments.extend(format.iter().map(String::as_str));
            let (bare, held) = (track(without.path(), BEFORE, &arguments), track(with.path(), BEFORE, &arguments));
            if held.status == Some(2) && held.err.contains("cannot be used with") {
                continue;
            }
            walked += 1;
            assert_eq!((&held.out, held.status), (&bare.out, bare.status), "{arguments:?}");
            assert!(!held.out.contains("SECRET") && !held.err.contains("SECRET"), "{arguments:?}: {}", held.err);
            arguments.push("--include-embargoed");
            let shown = track(with.path(), BEFORE, &arguments);
            let whole = format.is_empty() || format == ["--json"];
            assert!(
                !(*tells && whole) || shown.out != bare.out || shown.status != bare.status,
                "{arguments:?} shows nothing"
            );
            let passed = track(with.path(), AFTER, &arguments[..arguments.len() - 1]);
            assert_eq!((&passed.out, passed.status), (&shown.out, shown.status), "{arguments:?}");
            assert!(!passed.err.contains("embargo"), "{arguments:?}: {}", passed.err);
        }
    }
    assert!(walked > 100, "{walked}");
}

#[test]
fn every_command_answers_or_keeps_the_record() {
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        let asked = ASKED.iter().any(|(known, ..)| *known == name);
        assert!(
            asked != OTHERS.contains(&name),
            "`{name}`: say in this file how it is asked, or that it keeps the record"
        );
    }
}

#[test]
fn one_line_says_that_something_is_left_out_and_none_to_a_script() {
    let dir = ledger(&[KNOWN, SECRET, RETRACTED]);
    let said = track(dir.path(), BEFORE, &["status", "a"]);
    let line = "note: 2 acts are under embargo until 2026-01-15 14:00 UTC at the latest: left out; \
        --include-embargoed shows them\n";
    assert_eq!(said.err, line);
    for script in
        [&["status", "a", "--json"][..], &["log", "--format", "csv"], &["log", "-0"], &["is", "in-force", "a"]]
    {
        assert_eq!(track(dir.path(), BEFORE, script).err, "", "{script:?}");
    }
    let shown = track(dir.path(), BEFORE, &["status", "a", "--include-embargoed"]);
    assert_eq!(
        shown.err,
        "note: 2 acts under embargo until 2026-01-15 14:00 UTC at the latest are shown: not for publication before then\n"
    );
    let one = ledger(&[KNOWN, SECRET]);
    let said = track(one.path(), BEFORE, &["status", "b"]);
    let line = "note: 1 act is under embargo until 2026-01-15 14:00 UTC: left out; --include-embargoed shows it\n";
    assert_eq!(said.err, line, "what the clause waits for counts, too");
}

#[test]
fn the_record_shows_it_and_marks_it() {
    let dir = ledger(&[KNOWN, SECRET]);
    let said = track(dir.path(), BEFORE, &["show", "a"]);
    assert!(
        said.out.contains("SECRET1") && said.out.contains("under embargo until 2026-01-15 14:00 UTC"),
        "{}",
        said.out
    );
    assert_eq!(said.err, "");
    let said = track(dir.path(), BEFORE, &["check", "--only", "under-embargo"]);
    assert!(said.out.contains("under embargo until 2026-01-15 14:00 UTC; answers leave it out"), "{}", said.out);
    let said = track(dir.path(), AFTER, &["show", "a"]);
    assert!(said.out.contains("was under embargo until 2026-01-15 14:00 UTC"), "{}", said.out);
}

#[test]
fn a_writer_does_not_tell_what_its_act_changes() {
    let dir = ledger(&[KNOWN]);
    let add = ["add", "a", "TR", "ratification", "--on", "2026-01-05", "--delivery", "exchange"];
    let held: Vec<&str> = add.iter().copied().chain(["--embargo", "2026-01-15T18:00:00+04:00"]).collect();
    let said = track(dir.path(), BEFORE, &held);
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(said.out.contains("under embargo until 2026-01-15 14:00 UTC; answers leave it out"), "{}", said.out);
    assert!(said.out.contains("agreement: not in force, needs TR"), "{}", said.out);
    assert!(!said.out.contains("→") && !said.out.contains("next:"), "{}", said.out);
    let row = "{\"agreement\":\"a\",\"party\":\"TR\",\"kind\":\"declaration\",\"date\":\"2026-01-06\",\
        \"embargo\":\"2026-01-16T00:00:00Z\"}";
    fs::write(dir.path().join("rows.jsonl"), row).expect("it is written");
    let rows = dir.path().join("rows.jsonl").display().to_string();
    let said = track(dir.path(), BEFORE, &["add", "--from", &rows]);
    assert!(said.out.contains("1 act under embargo"), "{}{}", said.out, said.err);
    assert!(
        fs::read_to_string(dir.path().join("agreements/a.toml"))
            .expect("a text")
            .contains("embargo = 2026-01-15T14:00:00Z")
    );
}

#[test]
fn what_names_an_act_under_embargo_names_it_no_longer() {
    let old = "[[act]]\nid = \"old\"\nparty = \"TR\"\nkind = \"declaration\"\ndate = 2026-01-03\n\n  [act.retracted]\n  \
        at = 2026-01-14T12:00:00Z\n  reason = \"TELLTALE\"\n  in_favour_of = \"SECRET1\"\n\n";
    let later =
        "[[act]]\nid = \"later\"\nparty = \"TR\"\nkind = \"declaration\"\ndate = 2026-01-07\nfollows = \"SECRET1\"\n\n";
    let dir = ledger(&[KNOWN, SECRET, old, later]);
    for arguments in [&["log", "--json"][..], &["log", "--retracted"], &["log", "--retracted", "--json"]] {
        let said = track(dir.path(), BEFORE, arguments);
        assert_eq!(said.status, Some(0), "{}", said.err);
        assert!(!said.out.contains("SECRET") && !said.out.contains("TELLTALE"), "{arguments:?}: {}", said.out);
        assert!(said.out.contains("the reason is under embargo"), "{arguments:?}: {}", said.out);
        let said = track(dir.path(), AFTER, arguments);
        assert!(said.out.contains("SECRET1") && said.out.contains("TELLTALE"), "{arguments:?}: {}", said.out);
    }
}
