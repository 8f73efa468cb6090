//! Languages and letters: points 40 to 42.

use unicode_width::UnicodeWidthStr as _;

use super::commands::READERS;
use super::desk::{Desk, said, world};
use ratification::context::Screen;

#[test]
fn point_40_no_language_of_the_machine_reaches_an_answer() {
    let desk = Desk::sample();
    let of = |words: &[&str], locale: Option<&str>| {
        let mut command = desk.command(words);
        for name in ["LC_ALL", "LANG", "LC_NUMERIC", "LC_COLLATE"] {
            command.envs(locale.map(|locale| (name, locale)));
        }
        said(command.output().expect("the program starts"))
    };
    let folded = [&["parties", "TÜRKIYE"][..], &["parties", "türkiye"], &["parties", "ICELAND"]];
    for words in READERS.iter().chain(&folded) {
        let usual = of(words, None);
        for locale in ["C", "tr_TR.UTF-8"] {
            assert_eq!(of(words, Some(locale)), usual, "{words:?} {locale}");
        }
    }
    assert!(of(&["parties", "ICELAND"], Some("tr_TR.UTF-8")).out.contains("Iceland"));
}

#[cfg(unix)]
#[test]
fn point_41_an_argument_that_is_no_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::sample();
    let no_text = OsStr::from_bytes(b"a\xff\xfe");
    // what somebody types, a completion takes as it comes
    for reader in READERS.iter().filter(|reader| reader[0] != "completions") {
        let said = said(desk.command(reader).arg(no_text).output().expect("the program starts"));
        assert!(matches!(said.status, Some(2 | 66)) && said.out.is_empty(), "{reader:?}: {said:?}");
    }
    let mut command = desk.command(&["status", "--ledger"]);
    assert_eq!(said(command.arg(no_text).output().expect("the program starts")).status, Some(66));
    assert_eq!(
        said(desk.command(&["status"]).env("TRACK_TODAY", no_text).output().expect("it starts")).status,
        Some(2)
    );
}

#[cfg(target_os = "linux")]
#[test]
fn point_41_a_file_name_that_is_no_text_is_told_and_harms_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::sample();
    let name = desk.path().join("agreements").join(OsStr::from_bytes(b"a\xff.toml"));
    std::fs::write(name, "format = 1\ntitle = \"x\"\n").expect("a file can be written");
    for reader in READERS {
        let said = desk.run(reader);
        assert!(matches!(said.status, Some(0 | 1 | 65)) && !said.err.contains("panicked"), "{reader:?}: {said:?}");
    }
    let told = desk.run(&["check"]);
    assert!(format!("{}{}", told.out, told.err).contains("agreements/a"), "{told:?}");
}

#[test]
fn point_42_columns_stand_under_each_other_in_every_script() {
    let desk = Desk::empty();
    for (id, title) in [("a", "Türkiye"), ("b", "Հայաստան"), ("c", "日本国"), ("d", "e\u{301}tat"), ("e", "👩‍👩‍👧 x")]
    {
        desk.write(&format!("agreements/{id}.toml"), &format!("format = 1\ntitle = \"{title}\"\n"));
    }
    let place = |text: &str, word: &str| -> Vec<usize> {
        text.lines().filter_map(|line| line.find(word).map(|at| line[..at].width())).collect()
    };
    let piped = desk.ask(&["status", "--columns", "title,id,force"]).out;
    let (context, captured) = world();
    let context = context.with_screens(Screen::Terminal(Some(120)), Screen::Pipe).with_variable("NO_COLOR", "1");
    let shown = desk.ask_in(context, &captured, &["status", "--columns", "title,id,force"]).out;
    for text in [piped, shown] {
        let places = place(&text, "unknown");
        assert!(places.len() == 5 && places.iter().all(|at| *at == places[0]), "{places:?}\n{text}");
    }
}

#[test]
fn point_42_a_name_is_found_however_its_letters_are_composed() {
    let desk = Desk::sample();
    let composed = desk.ask(&["parties", "Türkiye"]);
    assert!(composed.out.contains("TR"), "{}", composed.out);
    assert_eq!(desk.ask(&["parties", "Tu\u{308}rkiye"]).out, composed.out);
}

#[test]
fn point_40_a_tag_is_read_alike_by_every_command_that_takes_one() {
    let desk = Desk::sample();
    for command in super::commands::with_option("tag") {
        let asked = |tag: &str| desk.run(&[&command, "--tag", tag, "--format", "csv"]).out;
        assert_eq!(asked("DEFENCE"), asked("defence"), "{command}");
        assert_ne!(asked("defence"), asked("no-such-tag"), "{command}: the tag takes no part");
    }
}
