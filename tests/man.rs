//! The manual pages that are kept in `docs/man/` are those of the program, and `groff` has nothing to say against them.
//! `SNAPSHOTS=overwrite` writes them anew.

#![expect(clippy::disallowed_methods, reason = "reads the pages")]
#![expect(clippy::print_stderr, reason = "what could not be looked at is said")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const KEPT: &str = "docs/man";

fn pages(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("listed").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    entries.map(|path| (name(&path), fs::read_to_string(&path).expect("a page"))).collect()
}

/// The pages as the program writes them now.
fn written() -> BTreeMap<String, String> {
    let dir = tempfile::TempDir::new().expect("a folder");
    let made = dir.path().join("man/man1");
    let track = Command::new(env!("CARGO_BIN_EXE_track")).args(["man", "--dir"]).arg(&made).status();
    assert!(track.expect("the program starts").success());
    pages(&made)
}

#[test]
fn point_59_the_kept_pages_are_those_of_the_program() {
    let written = written();
    if std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        let _ = fs::remove_dir_all(KEPT);
        fs::create_dir_all(KEPT).expect("the folder can be made");
        for (name, text) in &written {
            fs::write(Path::new(KEPT).join(name), text).expect("a page can be written");
        }
        return;
    }
    let kept = pages(Path::new(KEPT));
    for (name, text) in &written {
        assert!(kept.get(name) == Some(text), "{KEPT}/{name} is not current: run with SNAPSHOTS=overwrite");
    }
    assert_eq!(kept.len(), written.len(), "{KEPT} has a page of no command: run with SNAPSHOTS=overwrite");
}

#[test]
fn every_page_has_its_sections_and_no_day() {
    for (name, text) in written() {
        let sections: &[&str] = match name.as_str() {
            "track.1" => &["NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"],
            _ => &["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES", "SEE ALSO"],
        };
        for section in sections {
            assert!(
                text.contains(&format!(".SH \"{section}\"\n")) || text.contains(&format!(".SH {section}\n")),
                "{name}: {section}"
            );
        }
        let head = text.lines().next().unwrap_or_default();
        assert!(head.starts_with(".TH \"TRACK") && head.contains(" 1 \"\" "), "{name}: {head}");
        let examples = text.split(".SH \"EXAMPLES\"").nth(1).unwrap_or_default();
        assert!(examples.lines().any(|line| line.starts_with("  track ")), "{name} has no example");
    }
}

#[test]
fn the_program_prints_the_page_that_it_writes() {
    for (asked, name) in [(vec!["man"], "track.1"), (vec!["man", "what-if"], "track-what-if.1")] {
        let printed =
            Command::new(env!("CARGO_BIN_EXE_track")).args(asked).output().expect("the program starts").stdout;
        assert_eq!(String::from_utf8_lossy(&printed), written()[name]);
    }
}

#[test]
fn groff_warns_of_nothing() {
    let dir = tempfile::TempDir::new().expect("a folder");
    for (name, text) in written() {
        let path = dir.path().join(&name);
        fs::write(&path, text).expect("a page can be written");
        let Ok(said) = Command::new("groff").args(["-man", "-Tutf8", "-ww", "-z"]).arg(&path).output() else {
            eprintln!("NOT RUN: groff is not here");
            return;
        };
        assert!(said.status.success() && said.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&said.stderr));
    }
}
