//! Every example of every document is run: what a reader can paste must work.
//!
//! Examples are the fenced `sh` and `console` blocks of documents, and the lines that begin with `  track ` in topics
//! and in the help of commands. Each runs on a copy of `sample-data`, in the order of its document, with today fixed. No
//! command may end with 2 or 101, and another failure only where [`LISTED`] says so.
//!
//! A block of another language (`text`, `toml`, ...) is not run. An example that needs something is listed in [`LISTED`]
//! with what it needs; an entry that is not needed is an error, too.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "reads the documents and lays out ledgers")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory;
use ratification::cli::Cli;
use ratification::report::help::TOPICS;

/// What an example needs.
enum Needs {
    /// A program that is not run here; the example names it.
    Program(&'static str),
    /// Something that is done before it.
    Before(&'static str),
    /// It ends with this status, and is meant to.
    Exit(i32),
}
use Needs::{Before, Exit, Program};

/// Two acts in a file, as `add --from` takes them.
const ACTS_JSONL: &str = r#"echo '{"party":"AZ","kind":"declaration","date":"2025-12-20","agreement":"az-tr-memorandum-2025"}' > acts.jsonl"#;
const ACTS_CSV: &str =
    "printf 'agreement,party,what,date\\naz-tr-memorandum-2025,AZ,publication,2025-12-27\\n' > acts.csv";
const REVISIONS: &str = "git init -q && git add -A && git -c user.name=a -c user.email=a commit -qm a && \
    git -c user.name=a -c user.email=a commit -qm b --allow-empty && git update-ref ORIG_HEAD HEAD~1";
const EXPECTED: &str = "track add az-tr-memorandum-2025 TR tbmm-vote --expected --on 2026-02-03";
const STORY: &str = "echo 'A story about nothing.' | tee story.md > story.txt";
const SECOND_LEDGER: &str = "mkdir other && cp track.toml other/ && cp -r agreements other/";

/// A table of the register and its index.
const REGISTER: &str = "printf 'Participant,Signature\\nAzerbaijan,12 Jun 1992\\n' > 27-7.csv && cp 27-7.csv 27-7-d.csv && \
    mkdir -p tables && cp 27-7.csv tables/ && printf 'chapter_no,treaty_no,treaty_name,url\\n27,7,A convention,\\n' > index.csv";

/// A page as a browser saved it.
const PAGE: &str = "mkdir -p saved && printf '<!-- https://treaties.un.org/a?mtdsg_no=IV-99&chapter=4&clang=_en -->\\n\
    <table><tr><td id=a_tcTreaty>A convention</td></tr></table><table><tr><th>Participant<th>Signature</tr>\
    <tr><td>Albania<td>22 Apr 2016</tr></table>' > saved/a.html";

/// Two ledgers, and the acts of one of them.
const TWO_DESKS: &str = "mkdir -p baku istanbul && cp -r track.toml agreements baku/ && cp track.toml istanbul/ && \
    track export --format ndjson > acts.ndjson";

/// A table of anybody's with its mapping.
const PARIS: &str = "printf 'Name,Signature\\nAlbania,2016-04-22\\n' > paris-agreement.csv && \
    printf 'party = \"Name\"\\nagreement = { id = \"paris-agreement-2015\" }\\n\
    act = [{ kind = \"signature\", date = \"Signature\", format = \"YYYY-MM-DD\" }]\\n' > paris.toml";

/// Where an example stands, how its first line begins, what it needs.
const LISTED: &[(&str, &str, Needs)] = &[
    ("README.md", "cargo run", Program("cargo")),
    ("CONTRIBUTING.md", "cargo test", Program("cargo")),
    ("docs/batch.md", "track add --from acts.csv", Before(ACTS_CSV)),
    ("docs/batch.md", "track add --from acts.csv", Before(ACTS_JSONL)),
    ("docs/batch.md", "track add --from acts.csv", Before(SECOND_LEDGER)),
    ("docs/changes.md", "track changes --since 2025-12-16", Before(REVISIONS)),
    ("track changes --help", "track changes --since HEAD~1", Before(REVISIONS)),
    ("docs/import.md", "track import untc", Before(REGISTER)),
    ("track import --help", "track import untc", Before(REGISTER)),
    ("docs/import.md", "track import untc", Before(PARIS)),
    ("docs/import.md", "track import csv --init", Before("rm -f paris.toml")),
    ("track import untc --help", "track import untc saved", Before(PAGE)),
    ("track import json --help", "track import json acts.ndjson", Before("track export --format ndjson > acts.ndjson")),
    ("track import json --help", "track --ledger baku", Before(TWO_DESKS)),
    ("docs/import.md", "track import json", Before(TWO_DESKS)),
    ("track import csv --help", "track import csv paris-agreement.csv", Before(PARIS)),
    ("track import untc --help", "track import untc", Before(REGISTER)),
    ("docs/lint.md", "track lint story.md", Before(STORY)),
    ("track lint --help", "track lint story.md", Before(STORY)),
    ("track lint --help", "track lint -", Before(STORY)),
    ("track postpone --help", "track postpone", Before(EXPECTED)),
    ("track cancel --help", "track cancel", Before(EXPECTED)),
    ("track schema --help", "track schema agreement", Before("mkdir schema")),
    ("track add --help", "track add --from acts.jsonl", Before(ACTS_JSONL)),
    ("track edit --help", "EDITOR=\"code --wait\"", Program("code")),
    ("track undo --help", "track undo", Before("track add az-tr-memorandum-2025 AZ publication --on 2025-12-27")),
];

/// Programs that examples may use beside the shell's own words; another one makes the example a listed one.
const PROGRAMS: &[&str] = &["jq"];

/// One example: where it stands and what it says.
#[derive(Debug)]
struct Example {
    place: String,
    text: String,
}

impl Example {
    fn first(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }

    fn needs(&self) -> impl Iterator<Item = &'static Needs> + '_ {
        let fits = |place: &str, begin: &str| self.place == place && self.text.starts_with(begin);
        LISTED.iter().filter(move |(place, begin, _)| fits(place, begin)).map(|(.., needs)| needs)
    }
}

/// The documents: those at the top, and every one in the folders that hold documents.
fn documents() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        [".", "docs", "data", "sample-data"].iter().flat_map(|folder| listed(folder, "md")).collect();
    found.sort();
    found
}

fn listed(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("listed").path());
    let fits = entries.filter(|path| path.extension().is_some_and(|e| e == ending));
    fits.map(|path| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)).collect()
}

/// The `sh` and `console` blocks of a document; of a transcript the lines that are typed.
fn blocks(path: &Path) -> Vec<Example> {
    let text = fs::read_to_string(path).expect("a document");
    let mut examples = Vec::new();
    let mut open: Option<(bool, Vec<&str>)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some("sh")) => open = Some((false, Vec::new())),
            (None, Some("console")) => open = Some((true, Vec::new())),
            (None, Some(_)) => open = Some((true, Vec::new())),
            (None, None) => {}
            (Some((_, lines)), Some("")) => {
                let text = lines.join("\n");
                if !text.is_empty() {
                    examples.push(Example { place: path.display().to_string(), text });
                }
                open = None;
            }
            (Some((typed, lines)), _) if *typed => lines.extend(line.strip_prefix("$ ")),
            (Some((_, lines)), _) => lines.push(line),
        }
    }
    examples
}

/// The examples of a topic or a help: a line `  track ...`, with the lines that continue it.
fn lines(place: &str, text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().filter(|line| line.starts_with("  ")) {
        let line = line.trim_start();
        let begins = line.starts_with("track ") || line.contains(" track ") && line.starts_with("EDITOR=");
        match examples.last_mut().filter(|_| goes_on) {
            Some(last) => last.text.push_str(&format!("\n{line}")),
            None if begins => examples.push(Example { place: place.to_owned(), text: line.to_owned() }),
            None if line.starts_with("case $status") => {
                examples.last_mut().expect("before").text.push_str(&format!("\n{line}"))
            }
            None => continue,
        }
        goes_on = line.ends_with('\\');
    }
    examples
}

/// Every document with its examples, in their order.
fn all() -> Vec<Vec<Example>> {
    let mut found: Vec<Vec<Example>> = documents().iter().map(|path| blocks(path)).collect();
    found.extend(TOPICS.iter().map(|(name, text)| lines(&format!("data/help/{name}.txt"), text)));
    let help = |program: &clap::Command| program.get_long_about().map(ToString::to_string).unwrap_or_default();
    let program = Cli::command();
    found.push(lines("track --help", &help(&program)));
    for command in program.get_subcommands() {
        found.push(lines(&format!("track {} --help", command.get_name()), &help(command)));
        for below in command.get_subcommands() {
            let name = format!("track {} {} --help", command.get_name(), below.get_name());
            found.push(lines(&name, &help(below)));
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("listed").path()) {
        let place = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() { copy(&entry, &place) } else { fs::copy(&entry, &place).map(drop).expect("a copy") }
    }
}

/// Folders of a home in which shells are used.
const SHELLS: &[&str] =
    &[".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions", ".config/elvish"];

/// A folder in which examples run, and a `track` that notes how it ended.
struct Stage {
    dir: tempfile::TempDir,
}

impl Stage {
    fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::TempDir::new().expect("a folder");
        copy(Path::new("sample-data"), &dir.path().join("ledger"));
        fs::create_dir_all(dir.path().join("bin")).expect("a folder");
        for folder in SHELLS {
            fs::create_dir_all(dir.path().join("home").join(folder)).expect("a folder");
        }
        let note = "#!/bin/sh\n\"$TRACK\" \"$@\"\nstatus=$?\necho \"$status $*\" >> \"$NOTES\"\nexit $status\n";
        let track = dir.path().join("bin/track");
        fs::write(&track, note).expect("written");
        fs::set_permissions(&track, fs::Permissions::from_mode(0o755)).expect("it can be run");
        Self { dir }
    }

    /// Runs a text and gives how each `track` in it ended, and what was said beside the data.
    fn run(&self, text: &str) -> (Vec<(i32, String)>, String) {
        let at = |name: &str| self.dir.path().join(name);
        let _ = fs::remove_file(at("notes"));
        let path = format!("{}:{}", at("bin").display(), std::env::var("PATH").unwrap_or_default());
        let said = Command::new("bash")
            .args(["-c", text])
            .current_dir(at("ledger"))
            .envs([("PATH", path.as_str()), ("TRACK", env!("CARGO_BIN_EXE_track")), ("EDITOR", "true"), ("VISUAL", "")])
            .envs([("TRACK_TODAY", "2026-01-15"), ("TRACK_NOW", "2026-01-15T09:00:00Z"), ("NO_COLOR", "1")])
            .envs([
                ("HOME", at("home")),
                ("NOTES", at("notes")),
                ("PROFILE", at("home/profile")),
                ("TRACK_LEDGER", PathBuf::new()),
            ])
            .stdin(std::process::Stdio::null())
            .output()
            .expect("bash starts");
        let notes = fs::read_to_string(at("notes")).unwrap_or_default();
        let ended = notes.lines().filter_map(|line| line.split_once(' '));
        let ended = ended.filter_map(|(status, words)| Some((status.parse().ok()?, words.to_owned()))).collect();
        (ended, String::from_utf8_lossy(&said.stderr).into_owned())
    }
}

/// What is wrong with an example, after it was run where it can be.
fn faults<'n>(stage: &Stage, example: &Example, needed: impl Iterator<Item = &'n Needs>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut meant = None;
    for needs in needed {
        match needs {
            Program(name) => {
                let names_it = example.text.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == *name);
                return if names_it { wrong } else { vec![format!("does not need `{name}`: take it off the list")] };
            }
            Before(text) => drop(stage.run(text)),
            Exit(status) => meant = Some(*status),
        }
    }
    if PROGRAMS.iter().any(|program| example.text.contains(program) && !is_here(program)) {
        return wrong;
    }
    let (ended, said) = stage.run(&example.text);
    if ended.is_empty() {
        wrong.push(format!("runs no `track`: list it in tests/examples.rs with what it needs ({said})"));
    }
    if meant.is_some_and(|status| ended.iter().all(|(got, _)| *got != status)) {
        wrong.push(format!("does not end with {meant:?}: take it off the list"));
    }
    // `is` and `check` answer by their status, so that a yes and a no are no failures
    let answers = |words: &str| words.split(' ').any(|word| matches!(word, "is" | "check"));
    for (status, words) in ended {
        let is_fine = status == 0 || Some(status) == meant || (matches!(status, 1 | 3) && answers(&words));
        if !is_fine {
            wrong.push(format!("`track {words}` ends with {status}: {said}"));
        }
    }
    wrong
}

fn is_here(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

#[test]
fn point_59_every_example_of_every_document_is_run() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for examples in all().into_iter().filter(|examples| !examples.is_empty()) {
        let stage = Stage::new();
        for example in &examples {
            count += 1;
            let faults = faults(&stage, example, example.needs());
            wrong.extend(faults.iter().map(|fault| format!("{}: `{}` {fault}", example.place, example.first())));
        }
    }
    assert!(count > 60, "only {count} examples were found");
    let help = "correct the example, or list it in LISTED of tests/examples.rs with what it needs";
    assert!(wrong.is_empty(), "{}\n{help}", wrong.join("\n"));
}

#[test]
fn what_is_wrong_with_an_example_is_told_and_so_is_a_needless_entry() {
    let stage = Stage::new();
    let told = |text: &str, needs: &[Needs]| {
        faults(&stage, &Example { place: "here".to_owned(), text: text.to_owned() }, needs.iter()).join("; ")
    };
    assert_eq!(told("track where", &[]), "");
    assert_eq!(told("track show nothing", &[Exit(66)]), "");
    assert_eq!(told("cp a b", &[Program("cp")]), "");
    assert_eq!(told("cat made | track add --from -", &[Before(ACTS_JSONL), Before("mv acts.jsonl made")]), "");
    assert!(told("track show nothing", &[]).contains("ends with 66"));
    assert!(told("track --no-such-flag", &[]).contains("ends with 2"));
    assert!(told("echo no", &[]).contains("runs no `track`"));
    assert!(told("track where", &[Exit(66)]).contains("take it off the list"));
    assert!(told("track where", &[Program("cargo")]).contains("take it off the list"));
}

#[test]
fn every_listed_example_is_there() {
    let examples: Vec<Example> = all().into_iter().flatten().collect();
    for (place, begin, _) in LISTED {
        let is_there = examples.iter().any(|example| example.place == *place && example.text.starts_with(begin));
        assert!(is_there, "{place} has no example `{begin}`: take it off the list");
    }
}

/// Words between backticks that begin with `track`: the command must be there.
#[test]
fn every_command_that_a_document_names_is_there() {
    let program = Cli::command();
    let topics = TOPICS.iter().map(|(name, text)| (format!("data/help/{name}.txt"), (*text).to_owned()));
    let read = |path: &PathBuf| (path.display().to_string(), fs::read_to_string(path).expect("a document"));
    for (place, text) in documents().iter().map(read).chain(topics) {
        for words in text.split('`').filter_map(|words| words.strip_prefix("track ")) {
            let name = words.split_whitespace().next().unwrap_or_default();
            let is_name = name.starts_with(|c: char| c.is_ascii_lowercase());
            assert!(!is_name || program.find_subcommand(name).is_some(), "{place}: there is no `track {name}`");
        }
    }
}
