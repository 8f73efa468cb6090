//! The files of a ledger: points 52 to 56.

use super::commands::READERS;
use super::desk::{ADD, Desk, FILE, PACT};

/// The lines of a text that another has not, in runs: one run is one hunk.
fn hunks(old: &str, new: &str) -> (usize, usize) {
    let diff = similar::TextDiff::from_lines(old, new);
    let removed = diff.iter_all_changes().filter(|change| change.tag() == similar::ChangeTag::Delete).count();
    (diff.unified_diff().context_radius(0).iter_hunks().count(), removed)
}

#[test]
fn point_52_a_record_is_one_hunk_and_what_a_hand_wrote_stands() {
    let desk = Desk::sample();
    let mut old = desk.read(FILE).replacen("\ntitle = ", "\n# by hand\n\n\ntitle   =  ", 1);
    old = old.replace("form = \"memorandum\"", "form = 'memorandum'   # quoted otherwise");
    desk.write(FILE, &old);
    for writer in [ADD, &["looked", PACT, "--where", "the gazette"]] {
        let before = desk.read(FILE);
        assert_eq!(desk.ask(writer).status, Some(0), "{writer:?}");
        let after = desk.read(FILE);
        assert_eq!(hunks(&before, &after), (1, 0), "{writer:?}: lines added in one place, none removed");
    }
    let act = desk.first_act();
    let before = desk.read(FILE);
    assert_eq!(desk.ask(&["retract", PACT, &act, "--reason", "r"]).status, Some(0));
    assert_eq!(hunks(&before, &desk.read(FILE)), (1, 0));
}

#[test]
fn point_53_byte_order_mark_and_line_ends_are_read_and_kept() {
    for (mark, end) in [("", "\r\n"), ("\u{feff}", "\n"), ("\u{feff}", "\r\n")] {
        let desk = Desk::sample();
        let usual = desk.ask(&["show", PACT]);
        let text = format!("{mark}{}", desk.read(FILE).replace('\n', end));
        desk.write(FILE, &text);
        assert_eq!(desk.ask(&["show", PACT]), usual);
        assert_eq!(desk.ask(ADD).status, Some(0));
        let new = desk.read(FILE);
        let (lines, ends) = (new.matches('\n').count(), new.matches("\r\n").count());
        assert!(new.starts_with(mark) && new.matches('\u{feff}').count() == mark.chars().count());
        assert_eq!(ends, if end == "\n" { 0 } else { lines }, "one kind of line end");
    }
    let desk = Desk::sample();
    desk.write("agreements/bare.toml", "format = 1\ntitle = \"x\"");
    assert_eq!(desk.ask(&["looked", "bare", "--where", "the gazette"]).status, Some(0));
    assert!(desk.read("agreements/bare.toml").ends_with('\n'));
    desk.write(FILE, desk.read(FILE).trim_end());
    assert_eq!(desk.ask(&["fmt", PACT]).status, Some(0));
    assert!(desk.read(FILE).ends_with('\n'));
}

#[test]
fn point_54_what_is_written_is_toml_1_0_and_what_is_newer_is_told() {
    let desk = Desk::sample();
    let note = "a\u{1b}\u{7f}\t\"quoted\" \\ back\u{e9}";
    assert_eq!(desk.ask(&[ADD, &["--note", note]].concat()).status, Some(0));
    assert_eq!(desk.ask(&["looked", PACT, "--where", note]).status, Some(0));
    let written = desk.read(FILE);
    assert!(!written.contains("\\e") && !written.contains("\\x"), "{written}");
    let codes = |desk: &Desk| desk.json(&["check", PACT, "--json"]).to_string();
    assert!(!codes(&desk).contains("\"toml-1-1\""));
    for new in ["title = \"a\\e\"", "related = [{ kind = \"x\",\n id = \"y\" }]"] {
        let key = new.split(' ').next().unwrap_or_default();
        let desk =
            Desk::with("newer", &format!("format = 1\n{}{new}\n", if key == "title" { "" } else { "title = \"x\"\n" }));
        let found = desk.json(&["check", "newer", "--json"]).to_string();
        assert!(found.contains("new in TOML 1.1"), "{new}: {found}");
    }
}

#[test]
fn point_55_a_newer_format_is_refused_untouched_and_its_number_is_named() {
    let text = "format = 2\ntitle = \"from ahead\"\nshape = { of = \"things\" }\n";
    let desk = Desk::with("ahead", text);
    let before = desk.texts();
    for words in [
        &["show", "ahead"][..],
        &["add", "ahead", "AZ", "signature", "--on", "2026-01-01"],
        &["fmt", "ahead"],
        &["status"],
    ] {
        let said = desk.ask(words);
        assert_eq!(said.status, Some(65), "{words:?}: {said:?}");
        assert!(said.err.contains("format 2") && said.err.contains("format 1"), "{words:?}: {}", said.err);
        assert!(desk.texts() == before, "{words:?}");
    }
    let settings = Desk::sample();
    settings.write("track.toml", "format = 2\n");
    for reader in READERS.iter().filter(|reader| matches!(reader[0], "status" | "log" | "is" | "check")) {
        let said = settings.ask(reader);
        assert!(said.status == Some(65) && said.err.contains("format 2"), "{reader:?}: {said:?}");
    }
}

#[cfg(unix)]
#[test]
fn point_56_mode_and_links_are_kept_and_the_mask_is_respected() {
    use std::fs::{Permissions, metadata, rename, set_permissions, symlink_metadata};
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let desk = Desk::sample();
    let (file, real) = (desk.path().join(FILE), desk.path().join("agreements/real.txt"));
    let mode = |path: &std::path::Path| metadata(path).expect("it is there").permissions().mode() & 0o777;
    set_permissions(&file, Permissions::from_mode(0o640)).expect("the mode can be set");
    assert_eq!(desk.run(ADD).status, Some(0));
    assert_eq!(mode(&file), 0o640);
    rename(&file, &real).expect("a file can be moved");
    symlink("real.txt", &file).expect("a link can be made");
    assert_eq!(desk.run(&["looked", PACT, "--where", "the gazette"]).status, Some(0));
    assert!(symlink_metadata(&file).expect("it is there").is_symlink(), "the link stays");
    assert!(std::fs::read_to_string(&real).expect("a text").contains("the gazette"));
    let line = format!("umask 027; '{}' new masked --title x", env!("CARGO_BIN_EXE_track"));
    let shell = std::process::Command::new("sh").args(["-c", &line]).current_dir(desk.path()).output();
    assert!(shell.expect("a shell starts").status.success());
    assert_eq!(mode(&desk.path().join("agreements/masked.toml")), 0o640);
}
