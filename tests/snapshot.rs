//! The snapshot in the user's cache folder: whatever becomes of it, the answer is that of the files, and nothing is said.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests change files behind the program's back")]
#![expect(clippy::unwrap_used, reason = "a failed preparation is a failed test")]

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

use ratification::context::Context;
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::run_in;
use tempfile::TempDir;

/// Enough agreements that a snapshot is made.
const MANY: usize = 520;

/// A ledger of many agreements, and a cache folder.
struct Desk {
    dir: TempDir,
}

impl Desk {
    /// A ledger that nobody has changed for so long that a snapshot of it can be trusted.
    fn settled() -> Self {
        let desk = Self { dir: TempDir::new().unwrap() };
        fs::create_dir_all(desk.path("l/agreements")).unwrap();
        fs::write(desk.path("l/track.toml"), "format = 1\n").unwrap();
        for at in 0..MANY {
            desk.write(at, &text(at, "signature"));
        }
        thread::sleep(Duration::from_millis(2_100));
        desk
    }

    /// The same after a first question, which made the snapshot.
    fn with_snapshot() -> Self {
        let desk = Self::settled();
        desk.answer();
        assert!(fs::metadata(desk.snapshot()).unwrap().len() > 50_000, "there is a snapshot");
        desk
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(inside)
    }

    fn file(&self, at: usize) -> PathBuf {
        self.path(&format!("l/agreements/a-{at:04}.toml"))
    }

    fn write(&self, at: usize, text: &str) {
        fs::write(self.file(at), text).unwrap();
    }

    fn snapshot(&self) -> PathBuf {
        let mut files = fs::read_dir(self.path("cache/snapshots")).unwrap().map(|entry| entry.unwrap().path());
        let first = files.next().expect("a snapshot");
        assert_eq!(files.next(), None, "nothing else is left behind");
        first
    }

    fn ask(&self, threads: usize, words: &[&str]) -> String {
        let (context, said) = Context::for_test(parse_day("2025-06-01").unwrap());
        let mut context = context.with_cache(self.path("cache"), threads);
        let root = self.path("l");
        let ledger = ["track", "--ledger", root.to_str().unwrap(), "status", "--plain"];
        let exit = run_in(&[ledger.as_slice(), words].concat(), &mut context);
        assert_eq!((exit, said.err().as_str()), (Exit::Done, ""), "{words:?}");
        said.out()
    }

    /// The answer, which is that of the files, whatever is kept and however many threads read.
    fn answer(&self) -> String {
        let answer = self.ask(1, &[]);
        assert!(answer == self.ask(1, &["--no-cache"]), "the answer is that of the files");
        assert!(answer == self.ask(2, &[]), "and that of two threads");
        answer
    }
}

/// One party has consented, the other has done what is said; with words that no outline needs.
fn text(at: usize, kind: &str) -> String {
    format!(
        "format = 1\ntitle = \"Agreement {at}\"\nparties = [\"AZ\", \"TR\"]\n\n[clause]\nwhen = \"all parties\"\nbasis = \"text\"\n\n[[act]]\nparty = \"AZ\"\nkind = \"ratification\"\ndate = 2025-01-02\n\n  [[act.source]]\n  publisher = \"Depositary\"\n  quote = \"so it is\"\n\n[[act]]\nparty = \"TR\"\nkind = \"vote\"\ndate = 2025-01-02\noutcome = \"adopted\"\n\n[[act]]\nparty = \"TR\"\nkind = \"{kind}\"\ndate = 2025-01-02\n"
    )
}

/// Seven letters less or more make another length; these two are as long.
const SIGNED: &str = "signature";
const JOINED: &str = "accession";

#[test]
fn what_is_kept_gives_the_same_answer_and_is_read_by_its_owner_alone() {
    let desk = Desk::with_snapshot();
    assert_eq!(desk.answer().lines().count(), MANY);
    let about = fs::metadata(desk.snapshot()).unwrap();
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
    let kept = fs::read(desk.snapshot()).unwrap();
    let holds = |words: &str| kept.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(holds("Agreement 519") && !holds("so it is") && !holds("vote"), "no more is kept than outlines rest on");
    assert!(!desk.path("l/.track").exists(), "nothing is written into the ledger");
}

#[test]
fn an_edit_of_the_same_size_is_seen() {
    let desk = Desk::with_snapshot();
    let before = desk.answer();
    assert_eq!(SIGNED.len(), JOINED.len());
    desk.write(7, &text(7, JOINED));
    assert_ne!(desk.answer(), before);
}

#[test]
fn an_edit_whose_time_is_set_back_is_seen() {
    let desk = Desk::with_snapshot();
    let before = desk.answer();
    let time = fs::metadata(desk.file(7)).unwrap().modified().unwrap();
    desk.write(7, &text(7, JOINED));
    File::options().write(true).open(desk.file(7)).unwrap().set_modified(time).unwrap();
    assert_ne!(desk.answer(), before);
}

#[test]
fn another_file_under_the_same_name_is_seen() {
    let desk = Desk::with_snapshot();
    let before = desk.answer();
    let time = fs::metadata(desk.file(7)).unwrap().modified().unwrap();
    let other = desk.path("l/other");
    fs::write(&other, text(7, JOINED)).unwrap();
    File::options().write(true).open(&other).unwrap().set_modified(time).unwrap();
    fs::rename(other, desk.file(7)).unwrap();
    assert_ne!(desk.answer(), before);
}

#[test]
fn a_file_that_was_changed_just_now_is_not_kept() {
    let desk = Desk::settled();
    desk.write(7, &text(7, JOINED));
    desk.answer();
    let kept = fs::read(desk.snapshot()).unwrap();
    let holds = |words: &str| kept.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(holds("Agreement 8\"") && !holds("Agreement 7\""));
    desk.write(7, &text(7, SIGNED));
    desk.answer();
}

#[test]
fn a_snapshot_of_another_version_or_that_is_torn_or_damaged_is_as_none() {
    let desk = Desk::with_snapshot();
    let before = desk.answer();
    let place = desk.snapshot();
    let whole = fs::read(&place).unwrap();
    let damage = |bytes: &[u8]| {
        fs::write(&place, bytes).unwrap();
        assert!(desk.ask(1, &[]) == before);
    };
    damage(&[b"track snapshot 0\n".as_slice(), &whole[17..]].concat());
    damage(b"");
    for part in 1..6 {
        damage(&whole[..whole.len() * part / 6]);
        let mut flipped = whole.clone();
        flipped[whole.len() * part / 6] ^= 1;
        damage(&flipped);
        let mut shifted = whole.clone();
        shifted.remove(whole.len() * part / 6);
        damage(&shifted);
    }
}

#[test]
fn where_nothing_can_be_kept_the_answer_is_the_same() {
    let desk = Desk::settled();
    fs::write(desk.path("cache"), "no folder").unwrap();
    assert_eq!(desk.answer().lines().count(), MANY);
    fs::remove_file(desk.path("cache")).unwrap();
    fs::create_dir_all(desk.path("cache/snapshots")).unwrap();
    desk.answer();
    let place = desk.snapshot();
    fs::remove_file(&place).unwrap();
    fs::create_dir(&place).unwrap();
    desk.ask(1, &[]);
}

#[test]
fn of_two_at_once_neither_harms_the_other() {
    let desk = Desk::settled();
    let wanted = desk.ask(1, &["--no-cache"]);
    for _ in 0..3 {
        let _ = fs::remove_dir_all(desk.path("cache"));
        thread::scope(|scope| {
            let both = [0, 1].map(|_| scope.spawn(|| desk.ask(2, &[])));
            both.into_iter().for_each(|one| assert!(one.join().unwrap() == wanted));
        });
        desk.snapshot();
        assert!(desk.answer() == wanted);
    }
}

#[test]
fn files_that_come_and_go_are_seen_and_many_changes_make_a_new_snapshot() {
    let desk = Desk::with_snapshot();
    fs::remove_file(desk.file(7)).unwrap();
    fs::rename(desk.file(8), desk.path("l/agreements/b.toml")).unwrap();
    desk.write(MANY + 1, &text(MANY + 1, JOINED));
    let answer = desk.answer();
    assert_eq!(answer.lines().count(), MANY);
    assert!(!answer.contains("a-0007\t") && answer.contains("\nb\t") && answer.contains("Agreement 521"));
    let kept = fs::read(desk.snapshot()).unwrap();
    (20..60).for_each(|at| desk.write(at, &text(at, JOINED)));
    desk.answer();
    thread::sleep(Duration::from_millis(2_100));
    desk.answer();
    assert_ne!(fs::read(desk.snapshot()).unwrap(), kept);
}

#[test]
fn what_loading_rests_on_beside_the_files_is_part_of_it() {
    let desk = Desk::with_snapshot();
    let before = desk.answer();
    let kept = fs::read(desk.snapshot()).unwrap();
    fs::write(desk.path("l/names.toml"), "format = 1\n\n[X-FOO]\nname = \"Foo\"\n").unwrap();
    desk.answer();
    assert_ne!(fs::read(desk.snapshot()).unwrap(), kept);
    fs::remove_file(desk.path("l/names.toml")).unwrap();
    fs::write(desk.path("l/track.toml"), "format = 1\nname = \"Desk\"\n").unwrap();
    assert_eq!(desk.answer(), before);
    let hour = SystemTime::now() - Duration::from_secs(3_600);
    File::options().write(true).open(desk.file(9)).unwrap().set_modified(hour).unwrap();
    assert_eq!(desk.answer(), before);
}
