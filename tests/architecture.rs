//! The order of floors: every `use crate::` must point down. The table here is the one in `ARCHITECTURE.md`.

#![expect(clippy::disallowed_methods, reason = "reads the source files")]

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up; rooms on one line stand on the same floor and do not use each other.
const FLOORS: &[&[&str]] = &[
    &["source", "date", "decimal"],
    &["diagnostic"],
    &["model"],
    &["clause"],
    &["ledger"],
    &["status"],
    &["check", "import"],
    &["report"],
    &["render", "store"],
    &["context"],
    &["error"],
    &["reading"],
    &["commands", "cli"],
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the folder is there").map(|e| e.expect("it can be listed").path());
    let (dirs, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let rust = files.into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.chain(dirs.iter().flat_map(|dir| sources(dir))).collect()
}

/// The room a file belongs to: the first part of its path under `src`.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("a file under src");
    let first = inside.components().next().expect("a part").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a text uses: every `crate::ROOM`, in code and in `use` lists.
fn used(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or("").split(',').map(str::trim).map(str::to_owned).collect(),
            None => vec![rest.to_owned()],
        })
        .map(|path| path.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn every_import_points_down() {
    let mut upward = Vec::new();
    for path in sources(Path::new("src")) {
        let here = room(&path);
        if matches!(here.as_str(), "main" | "lib") {
            continue;
        }
        let level = floor(&here).unwrap_or_else(|| panic!("`{here}` stands on no floor: add it to the table"));
        let text = fs::read_to_string(&path).expect("a source file is readable");
        for other in used(&text).into_iter().filter(|other| *other != here) {
            match floor(&other) {
                Some(below) if below < level => {}
                Some(_) if matches!((here.as_str(), other.as_str()), ("cli", "commands") | ("commands", "cli")) => {}
                Some(_) => upward.push(format!("{}: {here} uses {other}", path.display())),
                None => {}
            }
        }
    }
    assert!(upward.is_empty(), "imports that point up:\n{}", upward.join("\n"));
}

#[test]
fn only_store_touches_files_and_only_context_asks_clock_and_terminal() {
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).expect("a source file is readable");
        let lifts = text.contains("clippy::disallowed_methods") || text.contains("clippy::disallowed_types");
        assert!(
            !lifts || matches!(room(&path).as_str(), "store" | "context" | "main") || text.contains("#[cfg(test)]"),
            "{} lifts the wall",
            path.display()
        );
    }
}
