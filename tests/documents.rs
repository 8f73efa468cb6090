//! The documents say what the program does: `docs/checks.md` is the table of checks, `docs/format.md` has every word.
//! `SNAPSHOTS=overwrite` writes the table anew.

#![expect(clippy::disallowed_methods, reason = "reads the documents")]

use std::fs;

use ratification::check;
use ratification::model::{About, Basis, Between, Binding, Cause, Delivery, Form, Kind, Outcome, Reading, SourceKind};

const BEGIN: &str = "<!-- checks -->\n";
const END: &str = "<!-- end -->";

fn table() -> String {
    let row = |c: &&check::Check| format!("| `{}` | {} | {} |\n", c.code, c.level, c.title);
    let rows: String = check::all().iter().map(row).collect();
    format!("\n| code | level | what it looks for |\n| --- | --- | --- |\n{rows}\n")
}

#[test]
fn the_table_of_checks_is_that_of_the_program() {
    let path = "docs/checks.md";
    let text = fs::read_to_string(path).expect("the document is there");
    let (head, rest) = text.split_once(BEGIN).expect("a place for the table");
    let (_, tail) = rest.split_once(END).expect("its end");
    let wanted = format!("{head}{BEGIN}{}{END}{tail}", table());
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        fs::write(path, &wanted).expect("the document can be written");
    } else {
        assert_eq!(text, wanted, "run with SNAPSHOTS=overwrite");
    }
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
