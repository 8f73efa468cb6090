//! Every example of `docs/clauses.md` is a clause that loads, resolves and is evaluated.

mod support;

use std::path::Path;

use support::Book;

/// The fenced blocks of TOML.
fn examples() -> Vec<String> {
    #[expect(clippy::disallowed_methods, reason = "reads the document")]
    let text = std::fs::read_to_string(Path::new("docs/clauses.md")).expect("the document is there");
    text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

#[test]
fn every_documented_clause_loads_and_is_evaluated() {
    let examples = examples();
    assert!(examples.len() >= 25, "the document shows the language: {}", examples.len());
    for example in examples {
        let header = if example.starts_with("format") { "" } else { "format = 1\ntitle = \"example\"\n" };
        let book = Book::of(&format!("{header}{example}"));
        let status = book.status("it", "2026-01-15");
        assert!(!status.verdict().tree.text.is_empty(), "{example}");
    }
}
