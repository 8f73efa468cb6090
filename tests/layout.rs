//! The canonical layout: what `track fmt` makes of a text, and that the tool itself writes no other.

#![expect(clippy::disallowed_methods, reason = "reads the sample ledger")]

use std::fs;
use std::path::Path;

use ratification::ledger::fmt::{Refused, format};
use ratification::model::procedure_texts;
use ratification::source::Source;

fn formatted(text: &str) -> String {
    format(&Source::new("agreements/it.toml", text)).unwrap_or_else(|refused| panic!("{refused:?}: {text}"))
}

#[test]
fn every_file_of_the_sample_ledger_is_canonical() {
    let mut files = vec![Path::new("sample-data/track.toml").to_owned()];
    let folder = fs::read_dir("sample-data/agreements").expect("the sample ledger is there");
    files.extend(folder.map(|entry| entry.expect("a file").path()));
    for path in files {
        let text = fs::read_to_string(&path).expect("a sample is text");
        if std::env::var_os("SNAPSHOTS").is_some() { fs::write(&path, formatted(&text)).unwrap(); continue; }
        assert_eq!(formatted(&text), text, "{}", path.display());
    }
}
