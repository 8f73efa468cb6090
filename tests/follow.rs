//! `track log --follow`: what anybody records while somebody follows, with rounds instead of seconds.

#![expect(clippy::disallowed_methods, reason = "tests change files behind the program's back")]
#![expect(clippy::unwrap_used, reason = "a failed preparation is a failed test")]

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ratification::context::{Captured, Context};
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::run_in;
use tempfile::TempDir;

const PACT: &str = "format = 1\ntitle = \"A pact\"\ntags = [\"Defence\"]\nparties = [\"AZ\", \"TR\"]\n";

fn act(party: &str, on: &str, rest: &str) -> String {
    format!("\n[[act]]\nparty = \"{party}\"\nkind = \"vote\"\ndate = {on}\noutcome = \"adopted\"\n{rest}")
}

/// A change that somebody makes to the ledger.
type Edit = Box<dyn FnOnce(&Path)>;

struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: TempDir::new().unwrap() };
        fs::create_dir_all(desk.root().join("agreements")).unwrap();
        fs::write(desk.root().join("track.toml"), "format = 1\n").unwrap();
        desk.write("a", &(PACT.to_owned() + &act("AZ", "2025-12-16", "")));
        desk
    }

    fn root(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    fn write(&self, id: &str, text: &str) {
        write(&self.root(), id, text);
    }

    /// Follows while one change of the ledger after the other is made.
    fn follow(&self, words: &[&str], changes: Vec<Edit>) -> (Exit, Captured) {
        let (context, said) = Context::for_test(parse_day("2026-01-15").unwrap());
        let changes = Rc::new(RefCell::new(changes.into_iter()));
        let root = self.root();
        let mut context = context.with_wait(move || match changes.borrow_mut().next() {
            Some(change) => {
                change(&root);
                true
            }
            None => false,
        });
        let root = self.root();
        let ledger = ["--ledger", root.to_str().unwrap()];
        let asked: Vec<&str> =
            ["track"].iter().chain(&ledger).chain(&["log", "--follow"]).chain(words).copied().collect();
        (run_in(&asked, &mut context), said)
    }
}

fn write(root: &Path, id: &str, text: &str) {
    fs::write(root.join(format!("agreements/{id}.toml")), text).unwrap();
}

fn change(change: impl FnOnce(&Path) + 'static) -> Edit {
    Box::new(change)
}

/// Another act in the file of `a`.
fn grows(text: String) -> Edit {
    change(move |root| {
        let path = root.join("agreements/a.toml");
        let before = fs::read_to_string(&path).unwrap();
        fs::write(path, before + &text).unwrap();
    })
}

#[test]
fn what_is_recorded_is_told_once_and_what_was_there_is_not() {
    let desk = Desk::new();
    let recorded = "recorded = 2026-01-15T10:00:00Z\nby = \"Ayla\"\n";
    let (exit, said) = desk.follow(
        &[],
        vec![
            change(|_| {}),
            grows(act("TR", "2026-01-14", recorded)),
            change(|_| {}),
            change(|root| write(root, "b", &(PACT.replace("A pact", "B") + &act("TR", "2026-01-02", "")))),
        ],
    );
    assert_eq!(exit, Exit::Done);
    let out = said.out();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].starts_with("2026-01-15 10:00 UTC  a  Türkiye: vote on 14 January 2026, adopted"), "{out}");
    assert!(lines[1].starts_with("b  Türkiye: vote on 2 January 2026"), "{out}");
    assert_eq!(said.err(), "following the ledger; Ctrl-C ends\n");
}

#[test]
fn a_retraction_is_told_too() {
    let desk = Desk::new();
    let (_, said) = desk.follow(
        &[],
        vec![grows("\n  [act.retracted]\n  at = 2026-01-15T11:00:00Z\n  reason = \"first reading only\"\n".to_owned())],
    );
    assert!(said.out().contains("retracted: Azerbaijan: vote on 16 December 2025"), "{} {}", said.out(), said.err());
    assert!(said.out().contains("first reading only"), "{}", said.out());
}

#[test]
fn a_broken_file_is_said_once_and_following_goes_on() {
    let desk = Desk::new();
    let whole = PACT.to_owned() + &act("AZ", "2025-12-16", "") + &act("TR", "2026-01-03", "");
    let (exit, said) = desk.follow(
        &[],
        vec![
            change(|root| write(root, "a", "format = 1\ntitle = \n")),
            change(|_| {}),
            change(|root| write(root, "b", "nonsense")),
            change(move |root| write(root, "a", &whole)),
            change(|root| write(root, "b", &(PACT.to_owned() + &act("TR", "2026-01-02", "")))),
        ],
    );
    assert_eq!(exit, Exit::Done);
    assert_eq!(said.err().matches("error: agreement `a` has errors").count(), 1, "{}", said.err());
    assert_eq!(said.err().matches("following goes on").count(), 2, "{}", said.err());
    let out = said.out();
    assert_eq!(out.lines().count(), 1, "what was mended is no news, what is new in it is: {out}");
    assert!(out.contains("vote on 3 January 2026"), "{out}");
}

#[test]
fn filters_hold_while_following() {
    let desk = Desk::new();
    let both = || vec![grows(act("TR", "2026-01-14", "by = \"Ayla\"\n") + &act("AZ", "2026-01-13", ""))];
    let out = |words: &[&str]| desk.follow(words, both()).1.out();
    assert_eq!(out(&["--party", "Türkiye", "--plain"]).lines().count(), 1);
    fs::remove_file(desk.root().join("agreements/a.toml")).unwrap();
    desk.write("a", PACT);
    assert_eq!(out(&["--tag", "defence", "--by", "AYLA", "--format", "ndjson"]).lines().count(), 1);
    desk.write("a", PACT);
    assert_eq!(out(&["--tag", "trade"]), "");
    desk.write("a", PACT);
    assert_eq!(out(&["--outcome", "rejected"]), "");
}

#[test]
fn an_act_is_told_when_its_embargo_ends_although_no_text_changed() {
    let desk = Desk::new();
    let embargo = |until: &str| format!("embargo = 2026-01-15T{until}Z\n");
    desk.write("b", &(PACT.to_owned() + &act("TR", "2026-01-02", &embargo("12:00:02"))));
    let told = |rounds: usize| {
        let (exit, said) = desk.follow(&[], (0..rounds).map(|_| change(|_| {})).collect());
        assert_eq!(exit, Exit::Done);
        said.out()
    };
    assert_eq!(told(1), "", "noon and a second");
    for rounds in [2, 5] {
        let out = told(rounds);
        assert_eq!(out.lines().count(), 1, "once: {out}");
        assert!(out.starts_with("b  Türkiye: vote on 2 January 2026"), "{out}");
    }
    let both = act("AZ", "2026-01-03", &embargo("12:00:04")) + &act("TR", "2026-01-02", &embargo("12:00:02"));
    desk.write("b", &(PACT.to_owned() + &both));
    assert_eq!((told(3).lines().count(), told(4).lines().count()), (1, 2), "one after the other");
}

#[test]
fn what_was_recorded_since_a_moment_comes_first() {
    let desk = Desk::new();
    desk.write("a", &(PACT.to_owned() + &act("AZ", "2025-12-16", "recorded = 2026-01-14T08:00:00Z\n")));
    let out = |since: &str| desk.follow(&["--recorded-since", since], Vec::new()).1.out().lines().count();
    assert_eq!((out("yesterday"), out("2026-01-14T08:00:01Z"), out("2026-01-15")), (1, 0, 0));
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let desk = Desk::new();
    for (words, exit) in [
        (&["--json"][..], Exit::Usage),
        (&["--format", "csv"], Exit::Usage),
        (&["--retracted"], Exit::Usage),
        (&["nothing-of-that-name"], Exit::NotFound),
        (&["--party", "Atlantis"], Exit::NotFound),
    ] {
        let (found, said) = desk.follow(words, Vec::new());
        assert_eq!((found, said.out().as_str()), (exit, ""), "{words:?}: {}", said.err());
    }
}
