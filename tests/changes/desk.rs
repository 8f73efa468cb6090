//! A ledger in a folder of its own, and `track` run on it in this process.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ratification::context::Context;
use ratification::date::parse_day;
use serde_json::Value;
use tempfile::TempDir;

/// A desk on one day.
pub struct Desk {
    dir: Rc<TempDir>,
    day: String,
    input: String,
}

/// What was said, and how it ended.
pub struct Said {
    pub out: String,
    pub err: String,
    pub status: u8,
}

impl Desk {
    /// A ledger of some agreements, on 15 January 2026.
    pub fn new(agreements: &[(&str, &str)]) -> Self {
        let dir = TempDir::new().expect("a folder");
        fs::create_dir_all(dir.path().join("ledger/agreements")).expect("a folder");
        fs::write(dir.path().join("ledger/track.toml"), "format = 1\n").expect("written");
        let desk = Self { dir: Rc::new(dir), day: "2026-01-15".to_owned(), input: String::new() };
        agreements.iter().for_each(|(id, text)| desk.write(id, text));
        desk
    }

    /// The same desk on another day.
    pub fn on(&self, day: &str) -> Self {
        Self { dir: Rc::clone(&self.dir), day: day.to_owned(), input: String::new() }
    }

    /// The same desk with a text at its input.
    pub fn given(&self, input: &str) -> Self {
        Self { dir: Rc::clone(&self.dir), day: self.day.clone(), input: input.to_owned() }
    }

    /// A path in the folder beside the ledger.
    pub fn place(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The ledger's folder.
    pub fn ledger(&self) -> PathBuf {
        self.place("ledger")
    }

    /// The file of an agreement.
    pub fn file(&self, id: &str) -> PathBuf {
        self.ledger().join("agreements").join(format!("{id}.toml"))
    }

    /// Writes an agreement behind the program's back.
    pub fn write(&self, id: &str, text: &str) {
        fs::write(self.file(id), text).expect("written");
    }

    /// Adds an act behind the program's back.
    pub fn add(&self, id: &str, act: &str) {
        let text = fs::read_to_string(self.file(id)).expect("a text");
        self.write(id, &format!("{text}\n[[act]]\n{act}"));
    }

    /// A world in the folder beside the ledger.
    pub fn context(&self) -> (Context, ratification::context::Captured) {
        let (ctx, said) = Context::for_test(parse_day(&self.day).expect("a day"));
        let ctx = ctx.with_current_dir(self.dir.path()).with_variable("TRACK_LEDGER", self.ledger());
        (ctx.with_input(self.input.clone()), said)
    }

    /// Runs `track`.
    pub fn track(&self, words: &[&str]) -> Said {
        let (mut ctx, said) = self.context();
        let arguments: Vec<&str> = ["track"].iter().chain(words).copied().collect();
        let exit = ratification::run_in(&arguments, &mut ctx);
        Said { out: said.out(), err: said.err(), status: exit.number() }
    }

    /// What became different since a cursor, which goes on.
    pub fn changes(&self, cursor: &str) -> Vec<Value> {
        let said = self.track(&["changes", "--since", cursor, "--next", cursor, "--json"]);
        assert_eq!(said.status, 0, "{}", said.err);
        changes_of(&said.out)
    }
}

/// The changes of a report.
pub fn changes_of(text: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(text).expect("a document");
    assert_eq!(report["schema"], "track.changes/1");
    report["changes"].as_array().expect("a list").clone()
}

/// The text of a file.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}
