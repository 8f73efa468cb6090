//! The corpus that fuzzing left, and what it once found: every target holds for every kept file.
//!
//! `scripts/fuzz` looks for more; `docs/reliability.md` says how.

#![expect(clippy::disallowed_methods, reason = "reads the corpus")]

use std::path::{Path, PathBuf};

#[path = "fuzz/src/targets.rs"]
mod targets;

fn kept(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new("tests/fuzz").join(folder).join(target);
    let Ok(files) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("the folder can be listed").path()).collect();
    files.sort();
    files
}

fn hold(name: &str) {
    let (_, target) = targets::TARGETS.iter().find(|(known, _)| *known == name).expect("a target of that name");
    let corpus = kept("corpus", name);
    assert!(!corpus.is_empty(), "`{name}` has a corpus");
    for file in corpus.into_iter().chain(kept("found", name)) {
        let bytes = std::fs::read(&file).expect("the file can be read");
        let held = std::panic::catch_unwind(|| target(&bytes));
        assert!(held.is_ok(), "{}", file.display());
    }
}

macro_rules! targets {
    ($($name:ident)+) => {
        $(#[test]
        fn $name() {
            hold(stringify!($name));
        })+

        #[test]
        fn every_target_is_replayed() {
            let replayed = [$(stringify!($name)),+];
            assert!(targets::TARGETS.iter().all(|(name, _)| replayed.contains(name)));
        }
    };
}

targets! { clause edit layout ledger round_trip }
