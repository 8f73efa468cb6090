//! The documents say what the program does: `docs/checks.md` is the table of checks, `docs/errors.md` that of refusals,
//! `docs/format.md` has every word. `SNAPSHOTS=overwrite` writes the tables anew.

#![expect(clippy::disallowed_methods, reason = "reads the documents")]

use std::fs;
use std::path::{Path, PathBuf};

use ratification::check;
use ratification::error::Exit;
use ratification::error::codes::{CODES, Code};
use ratification::model::{About, Basis, Between, Binding, Cause, Delivery, Form, Kind, Outcome, Reading, SourceKind};

const END: &str = "<!-- end -->";

/// Holds the table of a document, between its mark and the end, to that of the program.
fn held(path: &str, mark: &str, table: &str) {
    let text = fs::read_to_string(path).expect("the document is there");
    let (head, rest) = text.split_once(mark).expect("a place for the table");
    let (_, tail) = rest.split_once(END).expect("its end");
    let wanted = format!("{head}{mark}{table}{END}{tail}");
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        fs::write(path, &wanted).expect("the document can be written");
    } else {
        assert_eq!(text, wanted, "run with SNAPSHOTS=overwrite");
    }
}

#[test]
fn the_table_of_checks_is_that_of_the_program() {
    let row = |c: &&check::Check| format!("| `{}` | {} | {} |\n", c.code, c.level, c.title);
    let rows: String = check::all().iter().map(row).collect();
    let table = format!("\n| code | level | what it looks for |\n| --- | --- | --- |\n{rows}\n");
    held("docs/checks.md", "<!-- checks -->\n", &table);
}

#[test]
fn the_table_of_refusals_is_that_of_the_program() {
    let number = |exit: &Exit| exit.number().to_string();
    let row = |c: &Code| {
        let exits = c.exits.iter().map(number).collect::<Vec<_>>().join(", ");
        format!("| `{}` | {exits} | {} |\n", c.code, c.what)
    };
    let rows: String = CODES.iter().map(row).collect();
    let table = format!("\n| code | exit status | what happened |\n| --- | --- | --- |\n{rows}\n");
    held("docs/errors.md", "<!-- codes -->\n", &table);
    assert!(CODES.is_sorted_by_key(|code| code.code), "sorted");
}

/// The texts of the source that make refusals: each code in them stands in the table, and each of the table in them.
#[test]
fn every_code_of_a_refusal_stands_in_the_table() {
    let source = |path: &Path| fs::read_to_string(path).expect("a source file is readable");
    let files = rust_files(Path::new("src"));
    let text: String = files.iter().filter(|path| !path.ends_with("error/codes.rs")).map(|path| source(path)).collect();
    for making in ["Failure::new(", "Failure::usage(", "Failure::not_found(", "Self::usage(", "bad("] {
        for rest in text.split(making).skip(1) {
            let before = |sign: char| rest.find(sign).unwrap_or(rest.len());
            let Some(code) = rest[..before(';').min(120)].split('"').nth(1).filter(|code| is_code(code)) else {
                continue;
            };
            assert!(CODES.iter().any(|known| known.code == code), "`{code}` is not in src/error/codes.rs");
        }
    }
    for code in CODES {
        assert!(text.contains(&format!("\"{}\"", code.code)), "no refusal bears `{}`", code.code);
    }
}

fn is_code(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_lowercase()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the folder is there").map(|e| e.expect("it can be listed").path());
    let (dirs, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(dirs.iter().flat_map(|dir| rust_files(dir))).collect()
}

#[test]
fn the_format_names_every_word() {
    let text = fs::read_to_string("docs/format.md").expect("the document is there");
    let words = |all: &[&dyn std::fmt::Display]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    macro_rules! all {
        ($($set:ident)+) => { [$(words(&$set::ALL.iter().map(|w| w as &dyn std::fmt::Display).collect::<Vec<_>>()),)+].concat() };
    }
    for word in all!(About Basis Between Binding Cause Delivery Form Kind Outcome Reading SourceKind) {
        assert!(text.contains(&format!("`{word}`")), "`{word}` is not in docs/format.md");
    }
}
