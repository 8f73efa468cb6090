//! Asking and telling: points 45 to 47, 49 to 51.

use std::path::Path;

use ratification::context::{Context, Ended};
use ratification::render::diff::unified;

use super::commands::{READERS, WRITERS, ready};
use super::desk::{ADD, Desk, FILE, PACT, Said, TODAY, world};

/// The world with an editor that puts other words in the place of some.
fn editing(context: Context, from: &'static str, to: &'static str) -> Context {
    context.with_editor(move |_, path| {
        let text = std::fs::read_to_string(path)?;
        std::fs::write(path, text.replace(from, to))?;
        Ok(Ended::Well)
    })
}

#[test]
fn point_45_nobody_is_asked_where_nobody_sits_or_may_be_asked() {
    let edit = |flags: &[&str], answers: Option<&str>| {
        let desk = Desk::sample();
        let (context, captured) = world();
        let context = editing(context, "[[act]]", "[[act.gone]]").with_variable("EDITOR", "ed");
        let context = if let Some(lines) = answers { context.with_answers(lines) } else { context };
        desk.ask_in(context, &captured, &[&["edit", PACT], flags].concat())
    };
    let asks = |said: &Said| said.err.contains("[Y/n]") || said.err.contains("[y/N]");
    assert!(asks(&edit(&[], Some("n\n"))), "somebody at a terminal is asked");
    for said in [edit(&[], None), edit(&["--no-input"], Some("y\ny\n"))] {
        assert!(!asks(&said) && said.status == Some(65), "{said:?}");
    }
    let removing = |flags: &[&str], lines: Option<&str>| {
        let desk = Desk::sample();
        assert_eq!(desk.ask(ADD).status, Some(0));
        let (context, captured) = world();
        let without = |_: &[String], path: &Path| {
            let text = std::fs::read_to_string(path)?;
            let at = text.rfind("[[act]]").unwrap_or(text.len());
            std::fs::write(path, &text[..at])?;
            Ok(Ended::Well)
        };
        let context = context.with_editor(without).with_variable("EDITOR", "ed");
        let context = if let Some(lines) = lines { context.with_answers(lines) } else { context };
        desk.ask_in(context, &captured, &[&["edit", PACT], flags].concat())
    };
    for said in [removing(&[], None), removing(&["--no-input"], Some("y\n"))] {
        assert!(!asks(&said) && said.status == Some(65) && said.err.contains("--yes"), "{said:?}");
    }
    assert_eq!(removing(&["--yes", "--no-input"], None).status, Some(0));
    assert!(asks(&removing(&[], Some("y\n"))));
}

#[test]
fn point_46_a_dry_run_shows_the_very_change_and_makes_none() {
    for writer in WRITERS.iter().filter(|writer| cfg!(unix) || writer[0] != "edit") {
        let desk = Desk::sample();
        let words = ready(&desk, writer);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let before = desk.texts();
        let dry = desk.run(&[&words[..], &["--dry-run"]].concat());
        assert_eq!(dry.status, Some(0), "{words:?}: {dry:?}");
        assert!(desk.texts() == before, "{words:?}");
        let wet = desk.run(if words[0] == "edit" { &["edit", PACT, "--discard"] } else { &words });
        assert_eq!(wet.status, Some(0), "{words:?}: {wet:?}");
        if words[0] == "edit" {
            assert_eq!(desk.run(&words).status, Some(0));
        }
        let after = desk.texts();
        let mut diff = String::new();
        for (path, new) in &after {
            let old = before.get(path);
            let inside = path.strip_prefix(desk.path()).expect("a file of the ledger");
            let inside = inside.strip_prefix("new-ledger").unwrap_or(inside).to_str().expect("a plain name");
            let inside = &inside.replace(std::path::MAIN_SEPARATOR, "/");
            let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).expect("a text");
            if old != Some(new) && path.is_file() {
                diff.push_str(&unified(inside, old.map(text).as_deref(), Some(&text(new)), false));
            }
        }
        assert!(!diff.is_empty() && dry.out == diff, "{words:?}\nshown:\n{}\nmade:\n{diff}", dry.out);
    }
}

#[test]
fn point_46_a_dry_run_refuses_what_the_run_would_refuse() {
    let desk = Desk::sample();
    for words in [
        &["init"][..],
        &["new", PACT, "--title", "x"],
        &["add", PACT, "AZ", "ratification", "--on", "2025-12-16"],
        &["add", PACT, "GE", "signature", "--on", "2025-12-16"],
        &["looked", "nothing", "--where", "x"],
        &["retract", PACT, "nothing", "--reason", "r"],
        &["edit", "nothing"],
        &["fmt", "nothing"],
        &["undo", "--yes"],
    ] {
        let said = desk.run(words);
        assert_ne!(said.status, Some(0), "{words:?}");
        assert_eq!(desk.run(&[words, &["--dry-run"]].concat()).status, said.status, "{words:?}");
    }
}

#[test]
fn point_47_nothing_is_erased_and_a_retraction_needs_a_reason() {
    let desk = Desk::sample();
    let act = desk.first_act();
    let bare = desk.ask(&["retract", PACT, &act]);
    assert_eq!(bare.status, Some(2));
    assert!(bare.err.contains("--reason"), "{}", bare.err);
    let old = desk.read(FILE);
    assert_eq!(desk.ask(&["retract", PACT, &act, "--reason", "not so"]).status, Some(0));
    let new = desk.read(FILE);
    let mut lines = new.lines();
    assert!(old.lines().all(|line| lines.any(|kept| kept == line)), "every line of the record stands");
    assert!(desk.ask(&["log", PACT, "--retracted"]).out.contains("not so"));
    assert_eq!(desk.ask(&["undo"]).status, Some(0));
    assert_eq!(desk.read(FILE), old, "what is undone can be brought again");
    assert_eq!(desk.ask(&["undo"]).status, Some(0));
    assert_eq!(desk.read(FILE), new);
    let (context, captured) = world();
    let no = desk.ask_in(context.with_answers("n\n"), &captured, &["undo"]);
    assert_eq!(no.status, Some(1));
    assert_eq!(desk.read(FILE), new, "a no at the terminal takes nothing back");
}

#[test]
fn point_49_quiet_success_says_nothing_and_verbose_says_why() {
    for writer in WRITERS.iter().filter(|writer| cfg!(unix) || writer[0] != "edit") {
        let desk = Desk::sample();
        let words = ready(&desk, writer);
        let words: Vec<&str> = words.iter().map(String::as_str).chain(["--quiet"]).collect();
        let said = desk.run(&words);
        assert_eq!(said, Said { status: Some(0), out: String::new(), err: String::new() }, "{words:?}");
    }
    let desk = Desk::sample();
    let refused = desk.ask(&["new", PACT, "--title", "x", "-q"]);
    assert!(refused.status == Some(73) && !refused.err.is_empty(), "quiet hides no refusal");
    let is = ["is", "in-force", PACT];
    assert!(desk.ask(&is).out.is_empty());
    let why = desk.ask(&[&is[..], &["-v"]].concat());
    assert!(why.status == Some(1) && why.out.starts_with("no: "), "{why:?}");
    assert_eq!(desk.ask(&["check", "-q"]), Said { status: Some(0), out: String::new(), err: String::new() });
    desk.write(FILE, "title = \"x\n");
    assert_eq!(desk.ask(&["check", "-q"]), Said { status: Some(1), out: String::new(), err: String::new() });
    for reader in READERS {
        let said = Desk::sample().ask(reader);
        let labels = ["INFO", "WARN", "DEBUG", TODAY];
        assert!(labels.iter().all(|label| !said.err.contains(label)), "{reader:?}: {}", said.err);
    }
}

#[test]
fn point_50_the_editor_is_visual_then_editor_with_its_words_and_an_edit_is_never_lost() {
    let words = |variables: &[(&str, &str)]| {
        let mut context = world().0;
        for (name, value) in variables {
            context = context.with_variable(name, *value);
        }
        context.editor().expect("an editor")
    };
    assert_eq!(words(&[("VISUAL", "code --wait"), ("EDITOR", "ed")]), ["code", "--wait"]);
    assert_eq!(words(&[("EDITOR", "\"/opt/my ed/ed\" -n ''")]), ["/opt/my ed/ed", "-n", ""]);
    let desk = Desk::sample();
    let old = desk.read(FILE);
    let edit = |from, to, answers: &str| {
        let (context, captured) = world();
        let context = editing(context, from, to).with_variable("EDITOR", "ed");
        let context = if answers.is_empty() { context } else { context.with_answers(answers) };
        desk.ask_in(context, &captured, &["edit", PACT])
    };
    let same = edit("x", "x", "");
    assert!(same.status == Some(0) && same.out.contains("unchanged") && desk.read(FILE) == old, "{same:?}");
    let bad = edit("kind = ", "kin = ", "");
    assert!(bad.status == Some(65) && bad.err.contains("the edit is kept") && desk.read(FILE) == old, "{bad:?}");
    let again = edit("kin = ", "kind = ", "");
    assert_eq!(again.status, Some(0), "{again:?}");
    let asked = edit("kind = ", "kin = ", "y\nn\n").err;
    assert_eq!(asked.matches("Open the editor again?").count(), 2, "{asked}");
}

#[test]
fn point_51_a_batch_comes_through_the_input_and_is_recorded_whole_or_not_at_all() {
    let desk = Desk::sample();
    let before = desk.texts();
    let row = |n: u32, day: &str| {
        let act = format!("\"kind\":\"event\",\"name\":\"e{n}\",\"date\":\"{day}\"");
        format!("{{\"agreement\":\"{PACT}\",{act}}}\n")
    };
    let day = |n, bad| if n == bad { "2025-13-01" } else { "2025-12-01" };
    let rows = |bad: u32| (1..=100).map(|n| row(n, day(n, bad))).collect::<String>();
    let said = desk.run_with(&["add", "--from", "-"], &rows(57));
    assert_eq!(said.status, Some(2), "{said:?}");
    assert!(said.err.starts_with("-:57: "), "{}", said.err);
    assert!(desk.texts() == before);
    let said = desk.run_with(&["add", "--from", "-"], &rows(0));
    assert_eq!(said.status, Some(0), "{said:?}");
    assert!(said.out.contains("100 recorded"), "{}", said.out);
}
