//! The recipes of `docs/newsroom.md`, run as they stand there, each in a folder of its own with a copy of the sample ledger.
//!
//! `SNAPSHOTS=overwrite` writes what they print anew.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "lays out ledgers and runs the recipes")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const DOCUMENT: &str = "docs/newsroom.md";

/// What every recipe shows.
const SHOWS: &[(&str, &str)] = &[
    ("cms-hook", "J1"),
    ("story-gate", "J5"),
    ("channel", "J4"),
    ("channel-cursor", "J4"),
    ("week-ahead", "J8"),
    ("morning-note", "J8"),
    ("correction-note", "J6"),
    ("chart", "J10"),
    ("sheet", "J13"),
    ("round-trip", "J13"),
    ("two-desks", "J12"),
    ("embargo", "J15"),
];

/// The stories of a newsroom.
const STORIES: usize = 17;

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

/// Whether the machine has what the recipe calls beside `track`, git and POSIX.
fn can_run(recipe: &Recipe) -> bool {
    !recipe.script.contains("jq ") || Command::new("jq").arg("--version").output().is_ok()
}

/// Runs a script with `sh -eu` in the folder `desk`; it must end well.
fn run(recipe: &Recipe, dir: &TempDir) -> String {
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
        .envs([("GIT_AUTHOR_DATE", "2026-01-15T08:00:00Z"), ("GIT_COMMITTER_DATE", "2026-01-15T08:00:00Z")])
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
    for recipe in recipes.iter().filter(|recipe| can_run(recipe)) {
        let printed = run(recipe, &TempDir::new().expect("a folder"));
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

#[test]
fn story_j12_two_clones_record_push_and_pull_without_a_conflict() {
    let text = fs::read_to_string(DOCUMENT).expect("the document");
    let recipes = recipes(&text);
    let recipe = recipes.iter().find(|recipe| recipe.name == "two-desks").expect("the recipe");
    let dir = TempDir::new().expect("a folder");
    let told = run(recipe, &dir);
    assert!(told.contains("Türkiye’s parliament approved it") && !told.contains("Azerbaijan: publication"), "{told}");
    let file = |desk: &str| {
        let file = dir.path().join("desk").join(desk).join("agreements/az-tr-memorandum-2025.toml");
        fs::read_to_string(file).expect("the agreement")
    };
    let both = file("baku");
    assert_eq!(both, file("ankara"));
    assert!(["step = \"publication\"", "step = \"tbmm-vote\""].iter().all(|act| both.contains(act)), "{both}");
    assert!(!both.contains("<<<<<<<"), "{both}");
}

/// Every test and transcript that bears the number of a story.
fn shown(number: usize) -> Vec<String> {
    let mut shown = Vec::new();
    for entry in fs::read_dir("tests").expect("the tests").map(|entry| entry.expect("a file").path()) {
        let is_test = entry.extension().is_some_and(|end| end == "rs");
        if is_test && fs::read_to_string(&entry).expect("a test").contains(&format!("fn story_j{number}_")) {
            shown.push(format!("`{}`", entry.display()));
        }
    }
    let transcript = format!("story-j{number}.md");
    if Path::new("tests/transcripts").join(&transcript).exists() {
        shown.push(format!("`{transcript}`"));
    }
    shown
}

#[test]
fn every_story_is_shown_and_the_table_says_where() {
    let text = fs::read_to_string(DOCUMENT).expect("the document");
    for number in 1..=STORIES {
        let begin = format!("| J{number} ");
        let row = text.lines().find(|line| line.starts_with(&begin)).expect("a row of each story");
        let shown = shown(number);
        assert!(!shown.is_empty(), "J{number} is shown nowhere");
        for place in shown {
            assert!(row.contains(&place), "{place} is not in the row: {row}");
        }
        for (recipe, _) in SHOWS.iter().filter(|(_, story)| *story == format!("J{number}")) {
            assert!(row.contains(&format!("`{recipe}`")), "{recipe} is not in the row: {row}");
        }
    }
}
