//! Somebody at a terminal, and an editor that does as it is told.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use tempfile::TempDir;

use crate::cli::Cli;
use crate::commands;
use crate::commands::refusal::Telling;
use crate::context::{Captured, Context, Ended};
use crate::date::parse_day;
use crate::model::AgreementId;
use crate::store::Store;

const PACT: &str = "format = 1\ntitle = \"A pact\"\nparties = [\"AZ\", \"TR\"]\n";
const VOTES: &str = r#"
[[act]]
id = "early"
party = "AZ"
kind = "vote"
date = 2025-12-16
outcome = "adopted"

[[act]]
id = "late"
party = "TR"
kind = "vote"
date = 2025-12-17
outcome = "adopted"
"#;
const BROKEN: &str = "format = 1\ntitle = \n";

/// A ledger of one agreement.
struct Desk {
    dir: TempDir,
    store: Store,
}

/// What a run said and where it ended.
struct Ran {
    exit: u8,
    out: String,
    err: String,
}

fn id() -> AgreementId {
    "a-pact".parse().unwrap()
}

fn renamed(title: &str) -> String {
    format!("{}{VOTES}", PACT.replace("A pact", title))
}

impl Desk {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let store = Store::init(dir.path(), "format = 1\n").unwrap();
        store.create(&id(), &format!("{PACT}{VOTES}"), Duration::from_secs(5)).unwrap();
        Self { dir, store }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("agreements/a-pact.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn draft(&self) -> Option<String> {
        self.store.draft(&id()).unwrap().map(|draft| draft.text().to_owned())
    }

    /// Runs `track edit`: each time it is opened, the editor saves the next of the texts; `None`: there is no terminal.
    fn edit(&self, flags: &[&str], answers: Option<&str>, texts: &[&str]) -> Ran {
        let mut texts: Vec<String> = texts.iter().rev().map(|text| (*text).to_owned()).collect();
        self.edit_with(flags, answers, move |path| fs::write(path, texts.pop().expect("opened once more")).unwrap())
    }

    fn edit_with(&self, flags: &[&str], answers: Option<&str>, mut save: impl FnMut(&PathBuf) + 'static) -> Ran {
        let (ctx, said) = Context::for_test(parse_day("2026-01-15").unwrap());
        let ctx = ctx.with_variable("EDITOR", "ed").with_editor(move |words, path| {
            assert_eq!(words, ["ed"]);
            save(&path.to_owned());
            Ok(Ended::Well)
        });
        self.run(
            flags,
            match answers {
                Some(lines) => ctx.with_answers(lines),
                None => ctx,
            },
            &said,
        )
    }

    fn run(&self, flags: &[&str], mut ctx: Context, said: &Captured) -> Ran {
        let dir = self.dir.path().to_str().unwrap();
        let words = ["track", "--ledger", dir, "edit", "a-pact"].into_iter().chain(flags.iter().copied());
        let exit = commands::run(Cli::try_parse_from(words).unwrap(), Telling::Words, &mut ctx).number();
        Ran { exit, out: said.out(), err: said.err() }
    }
}

#[test]
fn a_sound_edit_takes_the_place_of_the_old_text() {
    let desk = Desk::new();
    let new = renamed("The pact");
    let ran = desk.edit(&[], None, &[&new]);
    assert_eq!((ran.exit, desk.text(), desk.draft()), (0, new, None), "{}", ran.err);
    for words in ["-title = \"A pact\"\n+title = \"The pact\"\n", "recorded  a-pact\n", "  agreement: not in force"] {
        assert!(ran.out.contains(words), "{}", ran.out);
    }
}

#[test]
fn nothing_is_said_of_doubts_that_were_there_before() {
    let desk = Desk::new();
    let ran = desk.edit(&[], None, &[&renamed("The pact")]);
    assert!(!ran.out.contains("warning"), "{}", ran.out);
    let more = format!("{}\n[[act]]\nparty = \"TR\"\nkind = \"signature\"\ndate = 2030-01-01\n", renamed("The pact"));
    let ran = desk.edit(&[], None, &[&more]);
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.out.contains("  warning: agreements/a-pact.toml:"), "{}", ran.out);
}

#[test]
fn an_unchanged_text_is_not_written_again() {
    let desk = Desk::new();
    let before = fs::metadata(desk.file()).unwrap().modified().unwrap();
    let ran = desk.edit(&[], None, &[&desk.text()]);
    assert_eq!((ran.exit, ran.out.as_str(), desk.draft()), (0, "unchanged  a-pact\n", None), "{}", ran.err);
    assert_eq!(fs::metadata(desk.file()).unwrap().modified().unwrap(), before);
}

#[test]
fn errors_are_shown_and_the_editor_is_opened_again() {
    let desk = Desk::new();
    let ran = desk.edit(&[], Some("\n"), &[BROKEN, &renamed("The pact")]);
    assert_eq!((ran.exit, desk.text()), (0, renamed("The pact")), "{}", ran.err);
    assert!(ran.err.replace('\\', "/").contains("edit/a-pact.toml:2:"), "{}", ran.err);
    assert!(ran.err.contains("Open the editor again? [Y/n] "), "{}", ran.err);
}

#[test]
fn whoever_gives_up_keeps_the_edit() {
    for (answers, told) in [(Some("n\n"), 1), (Some(""), 1), (None, 1)] {
        let desk = Desk::new();
        let ran = desk.edit(&[], answers, &[BROKEN]);
        assert_eq!((ran.exit, desk.text(), desk.draft().as_deref()), (65, renamed("A pact"), Some(BROKEN)));
        assert_eq!(ran.err.matches("[bad-data]").count(), told + usize::from(answers.is_some()), "{}", ran.err);
        assert_eq!(ran.err.matches("1 error\n").count(), 1, "{}", ran.err);
        assert!(ran.err.contains("`track edit a-pact --discard` drops it"), "{}", ran.err);
    }
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    let desk = Desk::new();
    let ran = desk.edit_with(&[], None, |path| fs::write(path, b"format = 1\n\xff").unwrap());
    assert_eq!((ran.exit, desk.text()), (65, renamed("A pact")));
    assert!(ran.err.contains("a-pact.toml:2: a byte that is not UTF-8"), "{}", ran.err);
    let ran = desk.edit(&[], Some("y\n"), &[&renamed("The pact")]);
    assert_eq!((ran.exit, desk.text()), (0, renamed("The pact")), "{}", ran.err);
    let ran = desk.edit(&[], None, &["format = 1\0"]);
    assert!(ran.exit == 65 && ran.err.contains("[nul-byte]"), "{}", ran.err);
}

#[test]
fn acts_go_only_with_a_yes() {
    let less = format!("{PACT}{}", VOTES.split_once("\n\n").unwrap().0);
    let gone = "1 act is gone: late; `track retract` keeps the record";
    for (flags, answers, exit) in
        [(&[][..], None, 65), (&[], Some("\nn\n"), 65), (&[], Some("y\n"), 0), (&["--yes"], None, 0)]
    {
        let desk = Desk::new();
        let ran = desk.edit(flags, answers, &[&less]);
        assert_eq!(ran.exit, exit, "{}", ran.err);
        assert!(format!("{}{}", ran.out, ran.err).contains(gone), "{}", ran.err);
        assert_eq!(desk.text() == less, exit == 0);
        assert_eq!(desk.draft().is_some(), exit != 0);
    }
}

#[test]
fn a_broken_file_can_be_mended() {
    let desk = Desk::new();
    fs::write(desk.file(), BROKEN).unwrap();
    let ran = desk.edit(&[], None, &[&renamed("The pact")]);
    assert_eq!((ran.exit, desk.text()), (0, renamed("The pact")), "{}", ran.err);
    assert!(ran.out.contains("agreement: not in force"), "{}", ran.out);
}

#[test]
fn a_change_made_meanwhile_stands_and_the_edit_is_kept() {
    let desk = Desk::new();
    let file = desk.file();
    let (theirs, ours) = (renamed("Their pact"), renamed("Our pact"));
    let text = (theirs.clone(), ours.clone());
    let ran = desk.edit_with(&[], None, move |path| {
        fs::write(&file, &text.0).unwrap();
        fs::write(path, &text.1).unwrap();
    });
    assert_eq!((ran.exit, desk.text(), desk.draft()), (75, theirs.clone(), Some(ours.clone())), "{}", ran.err);
    assert!(ran.err.contains("changed by somebody else meanwhile"), "{}", ran.err);

    let ran = desk.edit(&[], None, &[]);
    assert_eq!((ran.exit, desk.text(), desk.draft()), (75, theirs.clone(), Some(ours.clone())), "{}", ran.err);
    assert!(ran.err.contains("-title = \"A pact\"\n+title = \"Their pact\"\n"), "{}", ran.err);
    let ran = desk.edit(&[], Some("n\n"), &[]);
    assert_eq!((ran.exit, desk.text(), desk.draft()), (73, theirs, Some(ours.clone())), "{}", ran.err);
    let ran = desk.edit(&[], Some("\n"), &[&ours]);
    assert_eq!((ran.exit, desk.text(), desk.draft()), (0, ours, None), "{}", ran.err);
}

#[test]
fn a_kept_edit_is_gone_on_with_or_dropped() {
    let desk = Desk::new();
    let open = |path: &PathBuf| assert!(fs::read_to_string(path).unwrap() == BROKEN);
    desk.edit(&[], None, &[BROKEN]);
    let ran = desk.edit_with(&[], None, open);
    assert!(ran.exit == 65 && ran.err.starts_with("an edit of `a-pact` is kept in "), "{}", ran.err);
    let ran = desk.edit(&["--discard", "--dry-run"], None, &[]);
    assert_eq!((ran.exit, desk.draft().as_deref()), (0, Some(BROKEN)));
    let ran = desk.edit(&["--discard"], None, &[]);
    assert_eq!((ran.exit, desk.draft()), (0, None));
    assert!(ran.out.contains("-title = \"A pact\"\n") && ran.out.ends_with("discarded  a-pact\n"), "{}", ran.out);
    assert_eq!(desk.edit(&["--discard"], None, &[]).exit, 66);
}

#[test]
fn an_edit_saved_without_its_base_is_shown_before_it_goes_on() {
    let desk = Desk::new();
    let ours = renamed("Our pact");
    desk.edit(&[], None, &[BROKEN]);
    fs::write(desk.store.draft_path(&id()), &ours).unwrap();
    fs::remove_file(desk.store.draft_path(&id()).with_extension("base.toml")).unwrap();
    let ran = desk.edit(&[], None, &[]);
    assert!(ran.exit == 75 && ran.err.contains("what it was begun from is not known"), "{}", ran.err);
    let ran = desk.edit(&["--yes"], None, &[&ours]);
    assert_eq!((ran.exit, desk.text()), (0, ours), "{}", ran.err);
}

#[test]
fn a_dry_run_keeps_the_edit_and_the_next_run_records_it() {
    let desk = Desk::new();
    let new = renamed("The pact");
    let ran = desk.edit(&["--dry-run"], None, &[&new]);
    assert_eq!((ran.exit, desk.text(), desk.draft()), (0, renamed("A pact"), Some(new.clone())));
    assert!(ran.out.starts_with("--- a/agreements/a-pact.toml\n"), "{}", ran.out);
    let ran = desk.edit(&["--json"], None, &[&new]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["schema"], &report["result"]), (&"track.edit/1".into(), &"recorded".into()));
    assert_eq!((desk.text(), desk.draft()), (new, None));
}

#[test]
fn a_text_that_was_recorded_is_no_edit_any_more() {
    let desk = Desk::new();
    desk.edit(&[], None, &[BROKEN]);
    fs::write(desk.store.draft_path(&id()), desk.text()).unwrap();
    let ran = desk.edit(&[], None, &[&renamed("The pact")]);
    assert_eq!((ran.exit, ran.err.as_str(), desk.text()), (0, "", renamed("The pact")));
}

#[test]
fn what_an_editor_saves_behind_our_back_is_kept() {
    let desk = Desk::new();
    desk.store.make_draft(&id(), "one").unwrap();
    fs::write(desk.store.draft_path(&id()), "three").unwrap();
    assert!(!desk.store.remove_draft(&id(), Some("two")).unwrap());
    assert_eq!(desk.draft().as_deref(), Some("three"));
    assert_eq!(desk.store.draft_base(&id()).unwrap().unwrap().text(), "two");
    assert!(desk.store.make_draft(&id(), "four").is_err());
    assert_eq!(desk.draft().as_deref(), Some("three"));
    assert!(desk.store.remove_draft(&id(), Some("three")).unwrap());
    assert_eq!(fs::read_dir(desk.dir.path().join(".track/edit")).unwrap().count(), 0);
}

#[test]
fn without_an_editor_nothing_is_left() {
    let desk = Desk::new();
    let (ctx, said) = Context::for_test(parse_day("2026-01-15").unwrap());
    let ran = desk.run(&[], ctx, &said);
    assert!(ran.exit == 2 && ran.err.contains("EDITOR=nano"), "{}", ran.err);
    let (ctx, said) = Context::for_test(parse_day("2026-01-15").unwrap());
    let ran = desk.run(&[], ctx.with_answers(""), &said);
    assert!(ran.exit == 74 && ran.err.contains("cannot be started"), "{}", ran.err);
    assert!(ran.err.contains("nothing was changed") && desk.draft().is_none(), "{}", ran.err);
}
