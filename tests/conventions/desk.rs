//! A ledger of its own in a sealed world, and what a command says there.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ratification::context::{Captured, Context};
use ratification::date::parse_day;
use ratification::run_in;
use serde_json::Value;
use tempfile::TempDir;

/// The agreements of the sample ledger that are copied: two bilateral, a declaration, a union, one with a reversal.
pub const SAMPLES: &[&str] =
    &["am-az-peace-2025", PACT, "cptpp-2018", "new-start-2010", "shusha-declaration-2021", "unified-patent-court-2013"];
/// The day on which everything here takes place.
pub const TODAY: &str = "2026-01-15";
/// An agreement of the sample ledger.
pub const PACT: &str = "az-tr-memorandum-2025";
/// Its file.
pub const FILE: &str = "agreements/az-tr-memorandum-2025.toml";
/// An act that can be recorded there.
pub const ADD: &[&str] = &["add", PACT, "TR", "tbmm-vote", "--on", "2026-01-14", "--outcome", "adopted"];

/// An editor that adds a line.
const EDITOR: &str = "sh -c 'echo \"# by hand\" >> \"$1\"' sh";

/// A ledger in a folder of its own.
pub struct Desk {
    folder: TempDir,
}

/// What a command said.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// Its exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    /// Data.
    pub out: String,
    /// Talk.
    pub err: String,
}

/// What stands in a folder: bytes, and when each file was last changed.
pub type Tree = BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)>;

impl Desk {
    /// An empty folder, no ledger.
    pub fn bare() -> Self {
        Self { folder: TempDir::new().expect("a folder can be made") }
    }

    /// A copy of some of the sample ledger.
    pub fn sample() -> Self {
        let desk = Self::bare();
        fs::create_dir(desk.path().join("agreements")).expect("a folder can be made");
        let names = SAMPLES.iter().map(|id| format!("agreements/{id}.toml")).chain(["track.toml".to_owned()]);
        for name in names {
            fs::copy(Path::new("sample-data").join(&name), desk.path().join(name)).expect("a file can be copied");
        }
        desk
    }

    /// The sample ledger with one agreement more, of this text.
    pub fn with(id: &str, text: &str) -> Self {
        let desk = Self::sample();
        desk.write(&format!("agreements/{id}.toml"), text);
        desk
    }

    /// A ledger without agreements.
    pub fn empty() -> Self {
        let desk = Self::bare();
        assert_eq!(desk.run(&["init"]).status, Some(0));
        desk
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("a file of the ledger can be read")
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("a file of the ledger can be written");
    }

    /// The program in a sealed environment, on this ledger.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.unsealed(arguments);
        command.env_clear().envs([("TRACK_TODAY", TODAY), ("TRACK_NOW", "2026-01-15T09:00:00Z")]);
        command.env("EDITOR", EDITOR);
        command
    }

    /// The same in the environment of the tests.
    pub fn unsealed(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_track"));
        command.current_dir(self.path()).arg("--ledger").arg(self.path()).args(arguments).stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments).output().expect("the program starts"))
    }

    /// Runs the program with a text at its input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.command(arguments);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("the program starts");
        child.stdin.take().expect("an input").write_all(input.as_bytes()).expect("the input is taken");
        said(child.wait_with_output().expect("the program ends"))
    }

    /// Asks in this process.
    pub fn ask(&self, arguments: &[&str]) -> Said {
        let (context, captured) = Context::for_test(parse_day(TODAY).expect("a day"));
        self.ask_in(context, &captured, arguments)
    }

    /// Asks in this process, in a world that was changed.
    pub fn ask_in(&self, mut context: Context, captured: &Captured, arguments: &[&str]) -> Said {
        let ledger = self.path().to_str().expect("a folder for tests has a plain name");
        let words: Vec<&str> = ["track", "--ledger", ledger].iter().chain(arguments).copied().collect();
        let exit = run_in(&words, &mut context);
        Said { status: Some(exit.number().into()), out: captured.out(), err: captured.err() }
    }

    /// The same as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let said = self.ask(arguments);
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{said:?}"))
    }

    /// The id of the first act of the pact.
    pub fn first_act(&self) -> String {
        self.json(&["show", PACT, "--json"])["acts"][0]["id"].as_str().expect("an id").to_owned()
    }

    /// What stands in the folder.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        gather(self.path(), &mut tree);
        tree
    }

    /// The bytes that stand in it, without what only the program keeps for itself.
    pub fn texts(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let own = |path: &PathBuf| path.components().any(|part| part.as_os_str() == ".track");
        self.tree().into_iter().filter(|(path, _)| !own(path)).map(|(path, (bytes, _))| (path, bytes)).collect()
    }
}

/// The world of a test, and what was said there.
pub fn world() -> (Context, Captured) {
    Context::for_test(parse_day(TODAY).expect("a day"))
}

pub fn said(output: Output) -> Said {
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Said { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn gather(folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("a folder can be listed").map(|entry| entry.expect("listed")) {
        let (path, about) = (entry.path(), entry.metadata().expect("it can be looked at"));
        if about.is_dir() {
            gather(&path, tree);
        }
        let bytes = if about.is_file() { fs::read(&path).expect("a file can be read") } else { Vec::new() };
        tree.insert(path, (bytes, about.modified().expect("a time of change")));
    }
}

impl Desk {
    /// Holds the lock of the ledger, as another writer does, until it is dropped.
    pub fn hold(&self) -> fs::File {
        fs::create_dir_all(self.path().join(".track")).expect("a folder can be made");
        let file = fs::File::create(self.path().join(".track/lock")).expect("a file can be made");
        file.lock().expect("the lock is free");
        file
    }
}
