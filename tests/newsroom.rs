//! The recipes of `docs/newsroom.md`, run as they stand there, each in a folder of its own with a copy of the sample ledger.
//!
//! `SNAPSHOTS=overwrite` writes what they print anew.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "lays out ledgers and runs the recipes")]

use std::fs;
use std::path::Path;
use std::process::Command;

const DOCUMENT: &str = "docs/newsroom.md";

/// What every recipe shows.
const SHOWS: &[(&str, &str)] = &[
    ("cms-hook", "J1"),
    ("story-gate", "J5"),
    ("morning-note", "J1"),
    ("correction-note", "J6"),
    ("sheet", "J13"),
    ("two-desks", "J12"),
    ("embargo", "J15"),
];

/// A recipe: its name, its script, what it prints.
struct Recipe<'a> {
    name: &'a str,
    script: &'a str,
    prints: &'a str,
}

fn recipes(text: &str) -> Vec<Recipe<'_>> {
    let each = text.split("```sh ").skip(1).map(|rest| {
        let (name, rest) = rest.split_once('\n').expect("a name");
        let (script, rest) = rest.split_once("```\n").expect("an end of the script");
        let (between, rest) = rest.split_once("```text\n").expect("what it prints");
        assert_eq!(between.trim(), "", "{name}: what it prints stands right behind");
        Recipe { name, script, prints: rest.split_once("```").expect("an end").0 }
    });
    each.collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("a file").path()) {
        let place = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &place);
        } else {
            fs::copy(&entry, &place).expect("a copy");
        }
    }
}

/// Runs a script with `sh -eu`; it must end well.
fn run(recipe: &Recipe) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    copy(Path::new("sample-data"), &dir.path().join("ledger"));
    let desk = dir.path().join("desk");
    fs::create_dir(&desk).expect("a folder");
    let own = Path::new(env!("CARGO_BIN_EXE_track")).parent().expect("a folder").display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-eu", "-c", recipe.script])
        .current_dir(&desk)
        .env_clear()
        .env("PATH", format!("{own}:{path}"))
        .env("HOME", dir.path())
        .env("TRACK_LEDGER", dir.path().join("ledger"))
        .env("TRACK_TODAY", "2026-01-15")
        .env("TRACK_NOW", "2026-01-15T09:00:00Z")
        .envs([("GIT_AUTHOR_NAME", "Desk"), ("GIT_AUTHOR_EMAIL", "desk@example.org")])
        .envs([("GIT_COMMITTER_NAME", "Desk"), ("GIT_COMMITTER_EMAIL", "desk@example.org")])
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("sh runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {}\n{err}", recipe.name, output.status);
    String::from_utf8(output.stdout).expect("outputs are UTF-8")
}

#[test]
fn every_recipe_prints_what_the_document_says() {
    let text = fs::read_to_string(DOCUMENT).expect("the document");
    let (mut anew, recipes) = (text.clone(), recipes(&text));
    for recipe in &recipes {
        let printed = run(recipe);
        if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
            let old = format!("{}```\n\n```text\n{}```", recipe.script, recipe.prints);
            anew = anew.replace(&old, &format!("{}```\n\n```text\n{printed}```", recipe.script));
        } else {
            assert_eq!(printed, recipe.prints, "{}", recipe.name);
        }
    }
    if anew != text {
        fs::write(DOCUMENT, anew).expect("it is written");
    }
    let names: Vec<&str> = recipes.iter().map(|recipe| recipe.name).collect();
    assert_eq!(names, SHOWS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}
