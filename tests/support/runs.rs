//! Every command that writes JSON, asked about the samples so that it has something to say.

#![allow(dead_code, clippy::disallowed_methods, reason = "each test takes what it needs; ledgers are laid out")]

use std::fs;
use std::path::Path;

use ratification::context::{Captured, Context, Ended, Screen};
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::run_in;
use tempfile::TempDir;

/// One command: its arguments without `--json`, and what was written before it.
pub struct Run {
    pub asked: &'static [&'static str],
    pub before: &'static [&'static str],
}

const fn run(asked: &'static [&'static str]) -> Run {
    Run { asked, before: &[] }
}

const VOTE: &[&str] = &[
    "add",
    "az-tr-memorandum-2025",
    "TR",
    "committee",
    "--on",
    "2026-01-10",
    "--publisher",
    "AA",
    "--by-whom",
    "desk",
];
const RETRACT: &[&str] =
    &["retract", "az-tr-memorandum-2025", "uu2fxp2y", "--reason", "first reading", "--cause", "source"];

const EXPECTED: &[&str] =
    &["add", "az-tr-memorandum-2025", "TR", "tbmm-vote", "--expected", "--on", "2026-02-10", "--publisher", "AA"];

/// Several of each, so that a report shows all its parts.
pub const RUNS: &[Run] = &[
    run(&["new", "a-b-2026", "--title", "A pact", "--party", "AZ", "--party", "TR", "--signed", "2026-01-02"]),
    run(VOTE),
    Run { asked: VOTE, before: VOTE },
    run(&["add", "--from", "acts.jsonl"]),
    run(&["import", "untc", "table.csv", "--into", "a-b-2020", "--title", "A pact", "--skip-refused"]),
    run(&["import", "csv", "table.csv", "--map", "map.toml", "--skip-refused"]),
    run(&["import", "json", "acts.jsonl"]),
    run(&["looked", "az-tr-memorandum-2025", "TR", "committee", "--where", "the register"]),
    run(RETRACT),
    Run { asked: RETRACT, before: RETRACT },
    run(&["edit", "az-tr-memorandum-2025", "--yes"]),
    Run { asked: &["undo", "--yes"], before: VOTE },
    run(&["fmt"]),
    run(&["fmt", "--check"]),
    run(&["init", "fresh"]),
    Run { asked: &["postpone", "az-tr-memorandum-2025", "TR", "tbmm-vote", "--to", "2026-03-02"], before: EXPECTED },
    Run { asked: &["cancel", "az-tr-memorandum-2025", "TR", "tbmm-vote"], before: EXPECTED },
    Run { asked: &["agenda", "--days", "60"], before: EXPECTED },
    run(&["agenda", "--days", "3000"]),
    run(&["changes", "--since", "2025-12-01"]),
    Run { asked: &["changes", "--since", "2025-12-01"], before: RETRACT },
    run(&["lint", "story.txt"]),
    Run { asked: &["notify", "--state", "state"], before: &["notify", "--state", "state"] },
    run(&["status"]),
    run(&["status", "az-tr-memorandum-2025", "--as-of", "2027-01-01"]),
    run(&["show", "az-tr-memorandum-2025"]),
    Run { asked: &["show", "az-tr-memorandum-2025"], before: RETRACT },
    run(&["show", "paris-agreement-2015"]),
    run(&["show", "new-start-2010"]),
    run(&["show", "unified-patent-court-2013"]),
    run(&["explain", "az-tr-memorandum-2025", "--all"]),
    run(&["explain", "paris-agreement-2015", "--as-of", "2016-10-05"]),
    run(&["explain", "ctbt-1996"]),
    run(&["explain", "kigali-amendment-2016"]),
    run(&["explain", "unified-patent-court-2013"]),
    run(&["log"]),
    run(&["log", "--retracted"]),
    Run { asked: &["log", "--retracted"], before: RETRACT },
    run(&["export"]),
    run(&["export", "--wide"]),
    run(&["brief", "az-tr-memorandum-2025"]),
    run(&["brief", "new-start-2010", "--lang", "tr"]),
    run(&["what-if", "az-tr-memorandum-2025", "TR=2026-02-01", "--all-lines"]),
    run(&["what-if", "ctbt-1996", "US=2026-02-01"]),
    run(&["check"]),
    run(&["check", "--policy", "two-source"]),
    run(&["check", "--list"]),
    run(&["procedures"]),
    run(&["procedures", "TR"]),
    run(&["procedures", "FR"]),
    run(&["procedures", "US"]),
    run(&["parties"]),
    run(&["where"]),
    run(&["schema"]),
];

const ACTS: &str = r#"{"agreement": "az-tr-memorandum-2025", "party": "TR", "kind": "committee", "date": "2026-01-10"}
{"agreement": "paris-agreement-2015", "party": "AZ", "kind": "declaration", "date": "2026-01-11"}
"#;

const TABLE: &str = "Participant,Signature,\"Ratification, Accession(a)\"\n\
    Azerbaijan,2 Jan 2020,5 May 2021\nTürkiye,31 Apr 2020,\n";

const MAP: &str = "party = \"Participant\"\nagreement = { id = \"a-b-2020\", title = \"A pact\" }\n\
    act = [{ kind = \"signature\", date = \"Signature\", format = \"D Mon YYYY\" }]\n";

const STORY: &str = "Azerbaijan ratified the Azerbaijan–Türkiye mutual defence memorandum on Tuesday.\n";

/// A copy of the samples.
pub fn samples() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    fs::create_dir(dir.path().join("agreements")).expect("a folder");
    for entry in fs::read_dir(from.join("agreements")).expect("the samples are there") {
        let path = entry.expect("a file").path();
        fs::copy(&path, dir.path().join("agreements").join(path.file_name().expect("a name"))).expect("copied");
    }
    fs::copy(from.join("track.toml"), dir.path().join("track.toml")).expect("copied");
    fs::write(dir.path().join("acts.jsonl"), ACTS).expect("written");
    fs::write(dir.path().join("table.csv"), TABLE).expect("written");
    fs::write(dir.path().join("map.toml"), MAP).expect("written");
    fs::write(dir.path().join("story.txt"), STORY).expect("written");
    dir
}

/// What a command says about a ledger, and how it ends.
pub fn asked(ledger: &Path, arguments: &[&str], screen: Screen) -> (Exit, Captured) {
    let (ctx, said) = Context::for_test(parse_day("2026-01-15").expect("a day"));
    let note = |words: &[String], path: &Path| {
        assert_eq!(words, ["ed"]);
        let text = fs::read_to_string(path)?;
        fs::write(path, text + "\n[[act]]\nparty = \"TR\"\nkind = \"committee\"\ndate = 2026-01-10\n")?;
        Ok(Ended::Well)
    };
    let mut ctx = ctx
        .with_variable("TRACK_LEDGER", ledger)
        .with_variable("EDITOR", "ed")
        .with_current_dir(ledger)
        .with_editor(note)
        .with_screens(screen, screen);
    let arguments: Vec<String> = ["track"].iter().chain(arguments).map(|text| placed(text, ledger)).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    (run_in(&arguments, &mut ctx), said)
}

fn placed(text: &str, ledger: &Path) -> String {
    if ["acts.jsonl", "table.csv", "map.toml", "story.txt", "fresh", "state"].contains(&text) {
        ledger.join(text).display().to_string()
    } else {
        text.to_owned()
    }
}

impl Run {
    /// What the command says of a fresh copy of the samples, with more arguments.
    pub fn with(&self, more: &[&str], screen: Screen) -> String {
        let dir = samples();
        if !self.before.is_empty() {
            let (exit, said) = asked(dir.path(), self.before, Screen::Pipe);
            assert_eq!(exit, Exit::Done, "{:?}: {}", self.before, said.err());
        }
        let (exit, said) = asked(dir.path(), &[self.asked, more].concat(), screen);
        assert!(matches!(exit, Exit::Done | Exit::No), "{:?}: {}", self.asked, said.err());
        let path = dir.path().display().to_string();
        said.out().replace(&path.replace('\\', "\\\\"), "LEDGER").replace(&path, "LEDGER")
    }
}
