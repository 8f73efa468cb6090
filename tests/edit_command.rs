//! `track edit` with real editors: small scripts that save as editors do, fail as editors do, and are left alone.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests prepare and look at files behind the program's back")]
#![expect(clippy::unwrap_used, reason = "a failed preparation is a failed test")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PACT: &str = "format = 1\ntitle = \"A pact\"\nparties = [\"AZ\", \"TR\"]\n";
const NEW: &str = "format = 1\ntitle = \"The pact\"\nparties = [\"AZ\", \"TR\"]\n";

/// A ledger of one agreement, in a folder with a blank in its name.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: TempDir::new().unwrap() };
        fs::create_dir_all(desk.ledger().join("agreements")).unwrap();
        fs::write(desk.ledger().join("track.toml"), "format = 1\n").unwrap();
        fs::write(desk.file(), PACT).unwrap();
        desk
    }

    fn ledger(&self) -> PathBuf {
        self.dir.path().join("our desk")
    }

    fn file(&self) -> PathBuf {
        self.ledger().join("agreements/a-pact.toml")
    }

    fn draft(&self) -> PathBuf {
        self.ledger().join(".track/edit/a-pact.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// A script of that name that is given the draft as `$1`; the words to run it.
    fn editor(&self, name: &str, script: &str) -> String {
        let path = self.dir.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        format!("'{}'", path.display())
    }

    fn track(&self, words: &[&str], editor: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_track"));
        command.arg("--ledger").arg(self.ledger()).args(words);
        command.env_remove("VISUAL").env("EDITOR", editor).env("TRACK_TODAY", "2026-01-15");
        command.env("TRACK", env!("CARGO_BIN_EXE_track")).env("LEDGER", self.ledger()).env("NEW", NEW);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn edit(&self, editor: &str) -> Output {
        self.track(&["edit", "a-pact"], editor).output().unwrap()
    }

    /// Edits with a script and gives the exit status and what was said beside the data.
    fn edit_by(&self, script: &str) -> (i32, String) {
        said(&self.edit(&self.editor("ed", script)))
    }
}

fn said(output: &Output) -> (i32, String) {
    (output.status.code().unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

const SAVE: &str = r#"printf '%s' "$NEW" > "$1""#;

#[test]
fn an_editor_may_write_into_the_file_or_put_another_in_its_place() {
    for script in [SAVE, r#"printf '%s' "$NEW" > "$1~" && mv "$1~" "$1""#, r#"rm "$1"; printf '%s' "$NEW" > "$1""#] {
        let desk = Desk::new();
        assert_eq!(desk.edit_by(script), (0, String::new()), "{script}");
        assert_eq!(desk.text(), NEW);
        assert_eq!(fs::read_dir(desk.ledger().join(".track/edit")).unwrap().count(), 0, "{script}");
    }
}

#[test]
fn an_editor_may_lie_in_a_folder_with_blanks_and_take_arguments() {
    let desk = Desk::new();
    let editor = desk.editor("my editor", r#"test "$1 $2" = "-n " && printf '%s' "$NEW" > "$3""#);
    assert_eq!(said(&desk.edit(&format!("{editor} -n ''"))), (0, String::new()));
    assert_eq!(desk.text(), NEW);
}

#[test]
fn what_an_editor_prints_stands_beside_the_data() {
    let desk = Desk::new();
    let editor = desk.editor("ed", &format!("echo hello\n{SAVE}"));
    let output = desk.track(&["edit", "a-pact", "--json"], &editor).output().unwrap();
    assert_eq!(said(&output), (0, "hello\n".to_owned()));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("{\n  \"schema\": \"track.edit/1\""));
}

#[test]
fn the_copy_is_private() {
    let desk = Desk::new();
    let (exit, err) = desk.edit_by("echo x >> \"$1\"");
    assert_eq!(exit, 65, "{err}");
    for path in [desk.draft(), desk.draft().with_extension("base.toml")] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_editor_that_fails_changes_nothing_and_what_it_saved_is_kept() {
    let desk = Desk::new();
    let (exit, err) = desk.edit_by("exit 3");
    assert_eq!((exit, desk.text().as_str(), desk.draft().exists()), (74, PACT, false), "{err}");
    assert!(err.contains("failed (exit status: 3)") && err.contains("nothing was changed"), "{err}");
    let (exit, err) = desk.edit_by(&format!("{SAVE}; kill -9 $$"));
    assert_eq!((exit, desk.text().as_str()), (74, PACT), "{err}");
    assert!(err.contains("failed (signal: 9") && err.contains("is kept in"), "{err}");
    assert_eq!(fs::read_to_string(desk.draft()).unwrap(), NEW);
    let (exit, err) = desk.edit_by("exit 0");
    assert_eq!((exit, desk.text().as_str(), desk.draft().exists()), (0, NEW, false), "{err}");
}

#[test]
fn an_editor_that_is_not_there_or_not_named_leaves_nothing() {
    let desk = Desk::new();
    for (editor, status, words) in
        [("/no/such/editor", 74, "cannot be started"), ("", 2, "EDITOR=nano"), ("'open", 2, "is not a command")]
    {
        let (exit, err) = said(&desk.edit(editor));
        assert_eq!((exit, desk.text().as_str(), desk.draft().exists()), (status, PACT, false), "{err}");
        assert!(err.contains(words), "{err}");
    }
}

#[test]
fn an_editor_that_deletes_the_copy_or_leaves_no_text_changes_nothing() {
    for (script, exit, words) in [
        (r#"rm "$1""#, 66, "left nothing"),
        (r#": > "$1""#, 65, "bad-data"),
        (r#"printf 'a\377' > "$1""#, 65, "not UTF-8"),
        (r#"printf 'format = 1\000' > "$1""#, 65, "nul-byte"),
        (r#"rm "$1"; mkdir "$1""#, 65, "not a regular file"),
        (r#"rm "$1"; mkfifo "$1""#, 65, "not a regular file"),
        (r#"ln -sf /etc/passwd "$1""#, 65, "outside the ledger"),
        (r#"printf 'x = "' > "$1"; head -c 17000000 /dev/zero | tr '\0' a >> "$1""#, 65, "larger than 16 MiB"),
    ] {
        let desk = Desk::new();
        let (found, err) = desk.edit_by(script);
        assert_eq!((found, desk.text().as_str()), (exit, PACT), "{script}: {err}");
        assert!(err.contains(words), "{script}: {err}");
    }
}

#[test]
fn somebody_else_may_write_while_the_editor_is_open() {
    let desk = Desk::new();
    let add = r#""$TRACK" --ledger "$LEDGER" add a-pact AZ signature --on 2025-12-01 --lock-timeout 0 >&2 || exit 9"#;
    let (exit, err) = desk.edit_by(&format!("{add}\n{SAVE}"));
    assert_eq!(exit, 75, "{err}");
    let theirs = desk.text();
    assert!(theirs.starts_with(PACT) && theirs.contains("kind = \"signature\""), "{theirs}");
    assert_eq!(fs::read_to_string(desk.draft()).unwrap(), NEW);

    // the edit does not know the new act: nobody can be asked, so it is not gone on with
    let (exit, err) = desk.edit_by("exit 9");
    assert_eq!((exit, desk.text().as_str()), (75, theirs.as_str()), "{err}");
    assert!(err.contains("+kind = \"signature\""), "{err}");

    // with a yes it is, and the editor takes the act over
    let both = r#"sed -n '4,$p' "$LEDGER/agreements/a-pact.toml" >> "$1""#;
    let editor = desk.editor("ed", both);
    let output = desk.track(&["edit", "a-pact", "--yes"], &editor).output().unwrap();
    assert_eq!(said(&output).0, 0, "{}", said(&output).1);
    assert_eq!(desk.text(), theirs.replace("A pact", "The pact"));
}

#[test]
fn an_edit_outlives_the_process_that_opened_the_editor() {
    let desk = Desk::new();
    let editor = desk.editor("ed", &format!("{SAVE}\n: > \"$1.open\"\nsleep 60"));
    let mut child = desk.track(&["edit", "a-pact"], &editor).spawn().unwrap();
    let open = desk.draft().with_extension("toml.open");
    let begun = Instant::now();
    while !open.exists() {
        assert!(begun.elapsed() < Duration::from_secs(30), "the editor was not opened");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(desk.text(), PACT);
    let (exit, err) = desk.edit_by("exit 0");
    assert_eq!((exit, desk.text().as_str()), (0, NEW), "{err}");
    assert!(err.starts_with("an edit of `a-pact` is kept in "), "{err}");
}

#[test]
fn undo_takes_an_edit_back() {
    let desk = Desk::new();
    assert_eq!(desk.edit_by(SAVE).0, 0);
    let undo = desk.track(&["undo"], "").output().unwrap();
    assert_eq!((said(&undo).0, desk.text().as_str()), (0, PACT), "{}", said(&undo).1);
}

#[test]
fn without_a_place_for_the_copy_no_editor_is_opened() {
    let desk = Desk::new();
    let hidden = desk.ledger().join(".track");
    fs::write(&hidden, "").unwrap();
    let (exit, err) = desk.edit_by(SAVE);
    assert_eq!((exit, desk.text().as_str()), (65, PACT), "{err}");
    assert!(err.contains(".track/edit: not a folder of the ledger's own"), "{err}");

    fs::remove_file(&hidden).unwrap();
    std::os::unix::fs::symlink(desk.dir.path(), &hidden).unwrap();
    assert_eq!(desk.edit_by(SAVE).0, 65);

    fs::remove_file(&hidden).unwrap();
    fs::create_dir(&hidden).unwrap();
    fs::set_permissions(&hidden, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(hidden.join("probe"), "").is_ok() {
        return; // whoever may write everywhere cannot see it
    }
    let (exit, err) = desk.edit_by(SAVE);
    fs::set_permissions(&hidden, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!((exit, desk.text().as_str()), (77, PACT), "{err}");
}
