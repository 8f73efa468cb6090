//! One change, one run of the command, whatever happens in between.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::Value;
use tempfile::TempDir;

use crate::context::{Context, Ended, Program, Ran, Talk};
use crate::date::parse_day;

const TEXT: &str = "format = 1\ntitle = \"A pact\"\nparties = [\"AZ\", \"TR\", \"GE\"]\n";

/// What the command was given, run by run: its words and its input.
type Given = Rc<RefCell<Vec<(Vec<String>, Value)>>>;

/// How the command of a run ends, by the number of the run.
type Ends = fn(usize) -> io::Result<Ended>;

struct Desk {
    dir: TempDir,
    given: Given,
}

impl Desk {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        fs::create_dir_all(dir.path().join("agreements")).unwrap();
        fs::write(dir.path().join("track.toml"), "format = 1\n").unwrap();
        let desk = Self { dir, given: Given::default() };
        fs::write(desk.file(), TEXT).unwrap();
        assert_eq!(desk.notify(&[], well), (0, String::new()));
        desk
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("agreements/it.toml")
    }

    fn state(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    fn signed(&self, code: &str) {
        let text = fs::read_to_string(self.file()).unwrap();
        let act = format!("[[act]]\nparty = \"{code}\"\nkind = \"signature\"\ndate = 2025-12-16\n");
        fs::write(self.file(), format!("{text}\n{act}")).unwrap();
    }

    /// Runs `track notify` with a command that ends so; the exit status and the data.
    fn notify(&self, more: &[&str], ends: Ends) -> (u8, String) {
        let (ctx, said) = Context::for_test(parse_day("2026-01-15").unwrap());
        let given = Rc::clone(&self.given);
        let mut ctx = ctx
            .with_current_dir(self.dir.path())
            .with_variable("TRACK_LEDGER", self.dir.path())
            .with_programs(move |program: &Program| {
                let Talk::Given(input) = program.talk else { panic!("it is given something") };
                let words = program.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
                given.borrow_mut().push((words, serde_json::from_slice(input).unwrap()));
                let run = given.borrow().len();
                ends(run).map(Ran::silent)
            });
        let mut arguments = vec!["track", "notify", "--state", "state"];
        arguments.extend(more);
        if !more.contains(&"--json") && !more.contains(&"--dry-run") {
            arguments.extend(["post", "--to", "a channel; rm -rf $HOME"]);
        }
        let exit = crate::run_in(&arguments, &mut ctx);
        (exit.number(), said.out())
    }

    /// What each run was about, and whether it was given again.
    fn told(&self) -> Vec<(String, bool)> {
        let given = self.given.borrow();
        let one = |(_, told): &(Vec<String>, Value)| {
            assert_eq!(told["schema"], "track.change/1");
            (told["party"].as_str().unwrap().to_owned(), told["again"].as_bool().unwrap())
        };
        given.iter().map(one).collect()
    }
}

fn well(_: usize) -> io::Result<Ended> {
    Ok(Ended::Well)
}

fn badly(_: usize) -> io::Result<Ended> {
    Ok(Ended::Badly("exit status: 1".to_owned()))
}

fn told(list: &[(&str, bool)]) -> Vec<(String, bool)> {
    list.iter().map(|(code, again)| ((*code).to_owned(), *again)).collect()
}

#[test]
fn each_change_is_given_once_as_a_document_and_never_as_a_word() {
    let desk = Desk::new();
    assert_eq!(desk.told(), []);
    desk.signed("AZ");
    desk.signed("TR");
    assert_eq!(desk.notify(&[], well), (0, String::new()));
    assert_eq!(desk.told(), told(&[("AZ", false), ("TR", false)]));
    assert_eq!(desk.notify(&[], well).0, 0);
    assert_eq!(desk.told().len(), 2);
    let given = desk.given.borrow();
    assert_eq!(given[0].0, ["post", "--to", "a channel; rm -rf $HOME"]);
    assert_eq!(given[0].1["sentence"], "A pact: Azerbaijan signed it on 16 December 2025.");
}

#[test]
fn a_command_that_fails_stops_the_run_and_the_next_one_goes_on_there() {
    let desk = Desk::new();
    ["AZ", "GE", "TR"].iter().for_each(|code| desk.signed(code));
    let second_fails: Ends = |run| if run == 2 { badly(run) } else { well(run) };
    assert_eq!(desk.notify(&[], second_fails).0, 74);
    assert_eq!(desk.told(), told(&[("AZ", false), ("GE", false)]));
    assert_eq!(desk.notify(&[], well).0, 0);
    assert_eq!(desk.told()[2..], told(&[("GE", true), ("TR", false)]));
    assert_eq!(desk.notify(&[], well).0, 0);
    assert_eq!(desk.told().len(), 4);
}

#[test]
fn what_did_not_start_was_not_begun() {
    let desk = Desk::new();
    desk.signed("AZ");
    assert_eq!(desk.notify(&[], |_| Err(io::ErrorKind::NotFound.into())).0, 74);
    desk.notify(&[], well);
    assert_eq!(desk.told()[1..], told(&[("AZ", false)]));
}

/// The process dies after the command and before the state: the state on disk is the one written before the command.
#[test]
fn a_death_between_command_and_state_gives_the_change_again_or_skips_it() {
    for (flags, after) in [(&[][..], &[("AZ", true), ("TR", false)][..]), (&["--at-most-once"], &[("TR", false)])] {
        let desk = Desk::new();
        ["AZ", "TR"].iter().for_each(|code| desk.signed(code));
        let states: Rc<RefCell<Vec<String>>> = Rc::default();
        let (place, kept) = (desk.state(), Rc::clone(&states));
        thread_local!(static KEEP: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) });
        KEEP.set(Some(Box::new(move || kept.borrow_mut().push(fs::read_to_string(&place).unwrap()))));
        let during: Ends = |run| {
            KEEP.with_borrow(|keep| keep.as_ref().unwrap()());
            well(run)
        };
        desk.notify(&[], during);
        let seen = desk.told().len();
        fs::write(desk.state(), &states.borrow()[0]).unwrap();
        assert_eq!(desk.notify(flags, well).0, 0);
        assert_eq!(desk.told()[seen..], told(after));
        desk.notify(flags, well);
        assert_eq!(desk.told().len(), seen + after.len(), "and then nothing");
    }
}

#[test]
fn what_waits_is_told_as_it_was_and_what_came_meanwhile_after_it() {
    let desk = Desk::new();
    desk.signed("AZ");
    assert_eq!(desk.notify(&[], badly).0, 74);
    fs::write(desk.file(), TEXT).unwrap();
    desk.notify(&[], well);
    let given = desk.given.borrow();
    let sentences: Vec<&str> = given.iter().map(|(_, told)| told["sentence"].as_str().unwrap()).collect();
    assert_eq!(
        sentences[1..],
        [
            "A pact: Azerbaijan signed it on 16 December 2025.",
            "A pact: Neither signature nor consent of Azerbaijan is on record any more."
        ]
    );
}

#[test]
fn without_a_command_the_changes_are_printed_once_and_a_dry_run_keeps_nothing() {
    let desk = Desk::new();
    desk.signed("AZ");
    let dry = desk.notify(&["--dry-run"], well);
    assert!(dry.1.contains("Azerbaijan signed it"), "{}", dry.1);
    let count = |text: &str| serde_json::from_str::<Value>(text).unwrap()["changes"].as_array().unwrap().len();
    assert_eq!(count(&desk.notify(&["--json"], well).1), 1);
    assert_eq!(count(&desk.notify(&["--json"], well).1), 0);
    assert_eq!(desk.told(), []);
}

#[test]
fn a_damaged_state_is_refused_and_nothing_is_run() {
    let desk = Desk::new();
    desk.signed("AZ");
    let good = fs::read_to_string(desk.state()).unwrap();
    for bad in [&good[..good.len() / 2], &good.replace("notify/1", "cursor/1"), &good.replace("A pact", "A fact")] {
        fs::write(desk.state(), bad).unwrap();
        assert_eq!(desk.notify(&[], well).0, 65);
        assert_eq!(fs::read_to_string(desk.state()).unwrap(), *bad);
    }
    assert_eq!(desk.told(), []);
    let (exit, _) = desk.notify(&["--party", "AZ"], well);
    assert_eq!(exit, 65, "damaged stands before another question");
}
