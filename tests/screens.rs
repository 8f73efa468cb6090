//! What somebody at a terminal sees: straight lines at every width, pages, links that are whole, and no delay.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers and looks at the time")]
#![expect(clippy::unwrap_used, reason = "a failed preparation is a failed test")]

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use ratification::context::{Captured, Context, Ended, Ran, Screen, Talk};
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::render::gate;
use ratification::run_in;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

#[path = "support/hostile.rs"]
mod hostile;

fn at(width: usize) -> (Context, Captured) {
    let (context, said) = Context::for_test(parse_day("2026-01-15").unwrap());
    let screen = Screen::Terminal(Some(width));
    (context.with_screens(screen, screen), said)
}

fn ask(context: &mut Context, ledger: &Path, words: &[&str]) -> Exit {
    let ledger = ledger.to_str().unwrap();
    let asked: Vec<&str> = ["track", "--ledger", ledger].iter().chain(words).copied().collect();
    run_in(&asked, context)
}

fn seen(width: usize, words: &[&str]) -> String {
    let (mut context, said) = at(width);
    ask(&mut context, Path::new("sample-data"), words);
    anstream::adapter::strip_str(&said.out()).to_string()
}

#[test]
fn nothing_is_wider_than_the_screen() {
    let every = "id,title,force,have-need,missing,force-date,progress,next,waiting,last,checked,form,parties,grade,\
        disputed,tags";
    let asked: [&[&str]; 13] = [
        &["status"],
        &["status", "--columns", every],
        &["status", "--columns", "id,progress,next"],
        &["status", "az-tr-memorandum-2025", "cptpp-2018", "ctbt-1996"],
        &["status", "paris-agreement-2015", "rome-statute-1998", "kigali-amendment-2016"],
        &["status", "rome-statute-1998", "--all-parties"],
        &["log", "--since", "2025-01-01"],
        &["is", "in-force", "az-tr-memorandum-2025", "-v"],
        &["brief", "az-tr-memorandum-2025"],
        &["changes", "--since", "2025-01-01", "az-tr-memorandum-2025"],
        &["agenda", "--days", "30"],
        &["explain", "az-tr-memorandum-2025"],
        &["check", "az-tr-memorandum-2025", "am-az-peace-2025"],
    ];
    for width in [60, 80, 100, 200] {
        for words in asked {
            let shown = seen(width, words);
            let wide: Vec<&str> = shown.lines().filter(|line| line.width() > width).collect();
            assert!(wide.is_empty(), "{width} {words:?}: {wide:#?}");
            assert!(shown.lines().all(|line| line == line.trim_end()), "{width} {words:?}");
        }
    }
}

#[test]
fn a_wide_screen_gives_each_agreement_one_line() {
    assert_eq!(seen(200, &["status"]).lines().count(), 2 + 2 + 15);
}

#[test]
fn what_the_record_lacks_is_no_number_of_a_treaty_in_force() {
    let overview = seen(200, &["status", "nato-sweden-2022", "--columns", "id,force,have-need,progress"]);
    let full = seen(200, &["status", "nato-sweden-2022"]);
    assert!(!overview.contains("1/30"), "{overview}");
    assert!(full.contains("  record    1 of 30 parties; the entry into force was announced\n"), "{full}");
    let numbers = |id| seen(200, &["status", id]).lines().find(|line| line.starts_with("  ha")).unwrap().to_owned();
    assert_eq!(numbers("rome-statute-1998"), "  had       66 of 60 parties on 2002-04-11, when it was met");
    assert_eq!(numbers("ctbt-1996"), "  have      35 of 44 parties of annex-2");
}

#[test]
fn a_day_beside_a_state_is_the_day_of_that_state() {
    let suspended = seen(200, &["status", "new-start-2010"]);
    assert!(suspended.contains("  SUSPENDED since 2023-02-28; it entered into force on 2011-02-05\n"), "{suspended}");
    assert!(!suspended.contains("suspended 2011-02-05"), "{suspended}");
    let provisional = seen(200, &["status", "ceta-2016"]);
    assert!(provisional.contains("  APPLIED PROVISIONALLY since 2017-09-21; not in force\n"), "{provisional}");
    let party = seen(200, &["status", "kigali-amendment-2016"]);
    assert!(party.contains("  154 alike · party (the first 2019-01-01, the last 2024-01-01) · in force"), "{party}");
}

#[test]
fn what_lies_ahead_of_today_is_due_and_not_done() {
    let ended = seen(80, &["status", "new-start-2010", "--as-of", "2026-03-01"]);
    assert!(ended.contains("  DUE to end on 2026-02-05\n"), "{ended}");
    assert!(!ended.contains("ENDED"), "{ended}");
}

#[test]
fn many_parties_are_folded_and_none_is_lost() {
    let folded = seen(80, &["status", "rome-statute-1998"]);
    let whole = seen(200, &["status", "rome-statute-1998", "--all-parties"]);
    assert!(folded.lines().count() < 40, "{folded}");
    assert_eq!(whole.lines().filter(|line| line.contains("nothing recorded")).count(), 156);
    for line in whole.lines().filter(|line| line.contains("nothing recorded")) {
        let code = line.split(' ').next().unwrap();
        let told = folded.split(char::is_whitespace).any(|word| word == code);
        assert!(told, "{code} is lost in\n{folded}");
    }
}

#[test]
fn story_j11_the_count_is_told_in_words_with_its_bar() {
    let shown = seen(80, &["status", "--columns", "id,progress", "--search", "rome"]);
    assert!(shown.contains("rome-statute-1998  ██████████ 66/60"), "{shown}");
    let shown = seen(80, &["status", "--columns", "id,progress", "--search", "kyiv"]);
    assert!(shown.contains("░░░░░░░░░░ 1/16"), "{shown}");
}

#[test]
fn point_48_an_overview_longer_than_the_screen_is_paged_and_data_never_are() {
    let paged = |words: &[&str]| {
        let (context, said) = at(80);
        let pages = Rc::new(RefCell::new(String::new()));
        let kept = pages.clone();
        let mut context = context.with_answers("").with_lines(10).with_programs(move |program| {
            let Talk::Shown(text) = program.talk else { return Err(std::io::ErrorKind::NotFound.into()) };
            kept.borrow_mut().push_str(&String::from_utf8_lossy(text));
            Ok(Ran::silent(Ended::Well))
        });
        assert_eq!(ask(&mut context, Path::new("sample-data"), words), Exit::Done);
        let pages = pages.borrow().lines().count();
        (pages > 0, said.out().is_empty())
    };
    for words in [&["status"][..], &["status", "ctbt-1996"], &["show", "ctbt-1996"], &["log"]] {
        assert_eq!(paged(words), (true, true), "{words:?}");
    }
    for more in [&["--json"][..], &["--plain"], &["-0"], &["--format", "csv"], &["--format", "md"], &["--no-pager"]] {
        for command in ["status", "log"] {
            let words: Vec<&str> = [command].iter().chain(more).copied().collect();
            assert_eq!(paged(&words), (false, false), "{words:?}");
        }
    }
}

/// Takes every whole link out and gives what is left, and where the links led.
fn without_links(text: &str) -> (String, Vec<String>) {
    let (mut out, mut links) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("\u{1b}]8;;") {
        let (address, behind) = link.split_once("\u{1b}\\").unwrap();
        let (words, behind) = behind.split_once("\u{1b}]8;;\u{1b}\\").unwrap();
        out.extend([before, words]);
        links.push(address.to_owned());
        rest = behind;
    }
    (out + rest, links)
}

#[test]
fn no_text_of_a_ledger_forges_a_link() {
    let (_dir, root) = hostile::ledger();
    let mut found = 0;
    let asked: [&[&str]; 8] = [
        &["status"],
        &["status", "a", "b", "--all-parties"],
        &["status", "--columns", "id,title,next,disputed,tags"],
        &["show", "a"],
        &["log"],
        &["log", "--retracted"],
        &["explain", "a", "--all"],
        &["brief", "a"],
    ];
    for words in asked {
        for width in [60, 200] {
            let (context, said) = at(width);
            let mut context = context.with_variable("FORCE_HYPERLINK", "1");
            ask(&mut context, &root, words);
            let (text, links) = without_links(&hostile::without_colours(&said.out()));
            let text = text.replace(['\u{2068}', '\u{2069}'], "");
            assert_eq!(hostile::hostile(&text), None, "{words:?}: {text:?}");
            assert!(links.iter().all(|link| gate::url(link).is_some()), "{words:?}: {links:?}");
            assert!(!links.iter().any(|link| link.contains("e.invalid")), "{words:?}: {links:?}");
            found += links.len();
        }
    }
    let (context, said) = at(80);
    let mut context = context.with_variable("FORCE_HYPERLINK", "1");
    ask(&mut context, Path::new("sample-data"), &["show", "new-start-2010"]);
    let (_, links) = without_links(&hostile::without_colours(&said.out()));
    assert!(links.contains(&"https://tass.com/world/2081999".to_owned()), "{links:?} {found}");
}

#[test]
fn thousands_of_agreements_are_listed_without_delay() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("agreements")).unwrap();
    fs::write(dir.path().join("track.toml"), "format = 1\n").unwrap();
    for n in 0..3_000 {
        let text = format!(
            "format = 1\ntitle = \"Agreement {n}\"\nparties = [\"AZ\", \"TR\"]\n\n[clause]\nwhen = \"all parties\"\n\n\
             [[act]]\nparty = \"AZ\"\nkind = \"signature\"\ndate = 2025-01-{:02}\n",
            n % 28 + 1
        );
        fs::write(dir.path().join(format!("agreements/a-{n}.toml")), text).unwrap();
    }
    let begun = Instant::now();
    let (mut context, said) = at(120);
    let words = ["status", "--sort", "-waiting,title", "--waiting-on", "TR", "--no-pager"];
    assert_eq!(ask(&mut context, dir.path(), &words), Exit::Done);
    assert_eq!(said.out().lines().filter(|line| line.contains("Agreement")).count(), 3_000);
    assert!(begun.elapsed() < Duration::from_secs(300), "{:?}", begun.elapsed());
}
