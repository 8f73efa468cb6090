//! `track changes` and `track notify` as processes: revisions of a repository, two runs at once, a run that is killed.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "lays out ledgers and starts processes")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const TEXT: &str = "format = 1\ntitle = \"A pact\"\nparties = [\"AZ\", \"TR\", \"GE\", \"KZ\"]\n";

/// A ledger in a folder of a repository, if there is git.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: TempDir::new().expect("a folder") };
        fs::create_dir_all(desk.ledger().join("agreements")).expect("a folder");
        fs::write(desk.ledger().join("track.toml"), "format = 1\n").expect("written");
        desk.write("it", TEXT);
        desk
    }

    fn ledger(&self) -> std::path::PathBuf {
        self.dir.path().join("news desk/ledger")
    }

    fn write(&self, id: &str, text: &str) {
        fs::write(self.ledger().join(format!("agreements/{id}.toml")), text).expect("written");
    }

    fn signed(&self, codes: &[&str]) {
        let act = |code: &&str| format!("\n[[act]]\nparty = \"{code}\"\nkind = \"signature\"\ndate = 2020-01-02\n");
        let acts: String = codes.iter().map(act).collect();
        self.write("it", &format!("{TEXT}{acts}"));
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_track"));
        command.args(words).current_dir(self.dir.path()).env("TRACK_LEDGER", self.ledger());
        command.env("TRACK_TODAY", "2026-01-15").env("GIT_CEILING_DIRECTORIES", "/").stdin(Stdio::null());
        command
    }

    fn track(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("it runs")
    }

    fn git(&self, words: &[&str]) -> bool {
        let who = ["-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.args(who).args(words).current_dir(self.dir.path().join("news desk"));
        git.env("GIT_COMMITTER_DATE", "2026-01-10T12:00:00+0400").env("GIT_AUTHOR_DATE", "2026-01-10T12:00:00+0400");
        git.output().is_ok_and(|output| output.status.success())
    }

    /// Makes the repository and its first commit; whether that could be done.
    fn committed(&self) -> bool {
        self.git(&["init", "-q"]) && self.git(&["add", "."]) && self.git(&["commit", "-qm", "one"])
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_revision_tells_what_a_pull_brought_whatever_its_dates() {
    let desk = Desk::new();
    if !desk.committed() {
        return;
    }
    desk.signed(&["AZ"]);
    for revision in ["HEAD", "@", "HEAD^{commit}", "master@{0}"].iter().take(3) {
        let said = desk.track(&["changes", "--since", revision]);
        assert_eq!(said.status.code(), Some(0), "{revision}: {}", text(&said.stderr));
        assert!(text(&said.stdout).contains("since 2026-01-10") && text(&said.stdout).contains("Azerbaijan signed it"));
    }
    assert!(desk.git(&["add", "."]) && desk.git(&["commit", "-qm", "two"]) && desk.git(&["tag", "-a", "v", "-m", "v"]));
    let said = |words: &[&str]| text(&desk.track(words).stdout);
    assert!(said(&["changes", "--since", "HEAD~1"]).contains("Azerbaijan signed it"));
    assert_eq!(said(&["changes", "--since", "v"]), "");
    desk.write("other", &TEXT.replace("A pact", "Another"));
    assert!(said(&["changes", "--since", "HEAD~1", "other", "--json"]).contains("agreement-added"));
    assert!(said(&["changes", "--since", "HEAD~1", "--party", "AZ", "--format", "csv"]).lines().count() == 3);
}

#[test]
fn what_names_no_revision_is_no_option_and_no_command() {
    let desk = Desk::new();
    let refused = |since: &str, why: &str| {
        let said = desk.track(&["changes", "--since", since]);
        assert_eq!((said.status.code(), said.stdout.len()), (Some(2), 0), "{since}: {}", text(&said.stderr));
        assert!(text(&said.stderr).contains(why), "{since}: {}", text(&said.stderr));
    };
    refused("HEAD", "git: not a git repository");
    if !desk.committed() {
        return;
    }
    for hostile in
        ["--batch-check", "-h", "--output=x", "none", "HEAD:", "HEAD\nHEAD", "$(touch x)", "", "HEAD^{tree}", " "]
    {
        refused(hostile, "git: it knows no such revision");
    }
    assert!(!desk.dir.path().join("x").exists());
    let without = desk.command(&["changes", "--since", "HEAD"]).env("PATH", "/nowhere").output().expect("it runs");
    assert_eq!(without.status.code(), Some(2));
    assert!(text(&without.stderr).contains("git: it cannot be started"), "{}", text(&without.stderr));
}

#[test]
fn a_revision_is_read_with_its_own_files_or_refused_whole() {
    let desk = Desk::new();
    desk.write("it", "format = 1\n");
    if !desk.committed() {
        return;
    }
    desk.write("it", TEXT);
    let said = desk.track(&["changes", "--since", "HEAD"]);
    assert_eq!((said.status.code(), said.stdout.len()), (Some(65), 0), "{}", text(&said.stderr));
    fs::remove_file(desk.ledger().join("track.toml")).expect("removed");
    assert!(desk.git(&["add", "."]) && desk.git(&["commit", "-qm", "two"]));
    fs::write(desk.ledger().join("track.toml"), "format = 1\n").expect("written");
    assert_eq!(desk.track(&["changes", "--since", "HEAD"]).status.code(), Some(66));
}

/// A repository may hold settings that run something; none of them is asked.
#[test]
fn no_setting_of_the_repository_runs_anything() {
    let desk = Desk::new();
    if !desk.committed() {
        return;
    }
    for key in ["core.fsmonitor", "core.pager", "alias.cat-file", "diff.external", "gpg.program", "core.sshCommand"] {
        assert!(desk.git(&["config", key, "touch struck"]));
    }
    assert_eq!(desk.track(&["changes", "--since", "HEAD"]).status.code(), Some(0));
    let struck = |dir: &Path| dir.join("struck").exists();
    assert!(!struck(desk.dir.path()) && !struck(&desk.ledger()) && !struck(&desk.dir.path().join("news desk")));
}

/// The lines that the commands of some runs have written.
fn lines(desk: &Desk) -> Vec<String> {
    let text = fs::read_to_string(desk.dir.path().join("log")).unwrap_or_default();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A command that keeps what it was told, one line a run, and takes its time.
const KEEP: &str =
    r#"tr -d '\n' | sed 's/.*"again": *\([a-z]*\).*"party": *"\([A-Z]*\)".*/\2 \1/' >> log; echo >> log; sleep "$0""#;

#[test]
fn two_at_a_time_tell_each_change_once() {
    let desk = Desk::new();
    assert!(desk.track(&["notify", "--state", "state"]).status.success());
    desk.signed(&["AZ", "TR", "GE", "KZ"]);
    let run =
        || desk.command(&["notify", "--state", "state", "--", "sh", "-c", KEEP, "0.05"]).spawn().expect("it starts");
    let mut runs = [run(), run(), run()];
    assert!(runs.iter_mut().all(|run| run.wait().expect("it ends").success()));
    assert_eq!(lines(&desk), ["AZ false", "GE false", "KZ false", "TR false"]);
    desk.signed(&["AZ", "TR", "GE"]);
    let mut first = desk.command(&["notify", "--state", "state", "sh", "-c", KEEP, "2"]).spawn().expect("it starts");
    wait_for(|| lines(&desk).len() == 5);
    let busy = desk.track(&["notify", "--state", "state", "--lock-timeout", "0", "true"]);
    assert_eq!(busy.status.code(), Some(75), "{}", text(&busy.stderr));
    assert!(first.wait().expect("it ends").success());
}

#[test]
fn a_run_that_is_killed_gives_its_change_again_and_the_next_run_is_not_kept_out() {
    let desk = Desk::new();
    assert!(desk.track(&["notify", "--state", "state"]).status.success());
    desk.signed(&["AZ", "TR"]);
    let mut run = desk.command(&["notify", "--state", "state", "sh", "-c", KEEP, "1"]).spawn().expect("it starts");
    wait_for(|| lines(&desk).len() == 1);
    run.kill().expect("it is killed");
    run.wait().expect("it ends");
    let next = desk.track(&["notify", "--state", "state", "--lock-timeout", "5", "sh", "-c", KEEP, "0"]);
    assert!(next.status.success(), "{}", text(&next.stderr));
    assert_eq!(lines(&desk), ["AZ false", "AZ true", "TR false"]);
    assert!(desk.track(&["notify", "--state", "state", "sh", "-c", KEEP, "0"]).status.success());
    assert_eq!(lines(&desk).len(), 3);
}

#[test]
fn what_the_command_says_is_talk_and_our_data_stay_apart() {
    let desk = Desk::new();
    assert!(desk.track(&["notify", "--state", "state"]).status.success());
    desk.signed(&["AZ"]);
    let said = desk.track(&["notify", "--state", "state", "sh", "-c", "echo out; echo err >&2"]);
    assert_eq!((said.status.code(), said.stdout.len()), (Some(0), 0));
    assert_eq!(text(&said.stderr), "out\nerr\n");
}

/// A reader who leaves has not been told.
#[test]
fn a_reader_who_leaves_moves_no_cursor() {
    let desk = Desk::new();
    assert!(desk.track(&["changes", "--next", "cursor"]).status.success());
    desk.signed(&["AZ"]);
    let before = fs::read(desk.dir.path().join("cursor")).expect("a cursor");
    let mut run = desk.command(&["changes", "--since", "cursor", "--next", "cursor"]);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = run.stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(74), "{}", text(&output.stderr));
    assert_eq!(fs::read(desk.dir.path().join("cursor")).expect("a cursor"), before);
}

fn wait_for(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}
