//! Laws of the layout: it changes no value, no order and no comment, it is stable, and the writers keep to it.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use ratification::date::{ActDate, parse_day};
use ratification::ledger::edit;
use ratification::ledger::fmt::{Refused, format};
use ratification::ledger::{Context, Settings, load_agreement};
use ratification::model::{Act, ActId, Agreement, Citation, Kind, Look, Names, Retraction};
use ratification::source::Source;

fn source(text: &str) -> Source {
    Source::new("agreements/it.toml", text)
}

fn formatted(text: &str) -> String {
    format(&source(text)).unwrap_or_else(|refused| panic!("{refused:?}: {text}"))
}

fn load(text: &str) -> Agreement {
    let id = "it".parse().expect("an id");
    let settings = Settings::default();
    let ctx = Context { names: Names::builtin(), procedures: &|_| None, settings: &settings };
    load_agreement(&id, &source(text), &ctx).agreement.expect("it loads")
}

/// One of these words.
fn any_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> + Clone {
    prop::sample::select(words)
}

/// Comments and empty lines between two lines; `#@` becomes a comment with a number of its own.
fn between() -> impl Strategy<Value = String> {
    let line = any_of(&["\n", "\n\n\n", "#@\n", "\t #@ [[act]] \n", "  \n", "#@\n\n#@\n"]);
    prop::collection::vec(line, 0..3).prop_map(|lines| lines.concat())
}

/// A line `key = value`, spaced as it comes.
fn pair(key: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = String> {
    let (blank, tail) = (any_of(&["", " ", "  ", "\t "]), any_of(&["", "", " ", "\t", "#@", " #@  ", "   #@"]));
    (blank.clone(), blank.clone(), blank, any_of(values), tail, between())
        .prop_map(move |(a, b, c, value, tail, rest)| format!("{a}{key}{b}={c}{value}{tail}\n{rest}"))
}

fn heading(names: &'static str, is_many: bool) -> impl Strategy<Value = String> {
    let (blank, tail) = (any_of(&["", " ", "\t"]), any_of(&["", "  ", " #@"]));
    (between(), blank.clone(), blank, tail, between()).prop_map(move |(above, a, b, tail, below)| {
        let (open, close) = if is_many { ("[[", "]]") } else { ("[", "]") };
        let names = names.replace('.', &format!("{b}.{a}"));
        format!("{above}{a}{open}{b}{names}{a}{close}{tail}\n{below}")
    })
}

const NOTES: &[&str] = &[
    "\"plain\"",
    "'C:\\x # no remark'",
    "\"\"\"\n  [[act]]\n\n\n# no remark   \nend\"\"\"",
    "'''\n\t= 1 '''",
    "\"\\u00e9, [ { # \\\"\"",
];
const LISTS: &[&str] = &[
    "[]",
    "[ \n ]",
    "['a','b' , \"c\"]",
    "[\n'a'\n,\n\n\n'b' ,]",
    "[ #@\n 'a', 'b', #@\n\n\n#@\n'c' #@\n , 'd'\n#@\n]",
    "[\"Yaşar Güler, Minister of National Defence\",\"Zakir Hasanov, Minister of Defence\",'somebody else again']",
    "[ '''\n]'''\n, #@\n\t]",
];
const RELATED: &[&str] = &[
    "[{kind='a',id=\"b\"}]",
    "[\n{ kind='a' , id=\"b\" } , #@\n {id='c',kind=\"d\"}]",
    "[{kind='a-long-kind-of-relation',id='a-long-id'},{kind='a-long-kind-of-relation',id='another-id'}]",
    "[{ kind = 'a',\n id = 'b', #@\n}]",
];

fn act() -> impl Strategy<Value = String> {
    let head = (
        heading("act", true),
        pair("party", &["\"AZ\"", "'TR'", "\"GE\""]),
        pair("kind", &["\"signature\"", "'declaration'"]),
        pair("date", &["2025-03-01", "\"2025-03\"", "2025-04-02"]),
    );
    let more = (
        prop::option::of(pair("note", NOTES)),
        prop::option::of(pair("persons", LISTS)),
        prop::option::of(pair("recorded", &["2025-05-01 07:32:00Z", "2025-05-01T07:32:00.5+02:00"])),
        prop::option::of((heading("act.source", true), pair("publisher", NOTES)).prop_map(|(a, b)| a + &b)),
        prop::option::of((heading("act.retracted", false), pair("reason", NOTES)).prop_map(|(a, b)| a + &b)),
    );
    (head, more).prop_map(|((a, b, c, d), (e, f, g, h, i))| {
        [Some(a), Some(b), Some(c), Some(d), e, f, g, h, i].into_iter().flatten().collect()
    })
}

/// A ledger's file as people leave it.
fn decorated() -> impl Strategy<Value = String> {
    let top = (
        between(),
        pair("format", &["1", "0x1"]),
        pair("title", &["\"T\"", "'T'"]),
        prop::option::of(pair("aliases", LISTS)),
        prop::option::of(pair("related", RELATED)),
    );
    let weights =
        (heading("weights.w", false), pair("total", &["100", "1_0.50", "nan"]), heading("weights.w.values", false))
            .prop_map(|(a, b, c)| a + &b + &c);
    let look = (heading("looked", true), pair("date", &["2025-06-01"])).prop_map(|(a, b)| a + &b);
    let blocks = prop::collection::vec(prop_oneof![5 => act(), 1 => look], 0..6);
    (top, prop::option::of(weights), blocks, (0..4_u8, any::<bool>(), any::<bool>())).prop_map(
        |((a, b, c, d, e), weights, blocks, (ends, mark, cut))| {
            let parts = [Some(a), Some(b), Some(c), d, e, weights].into_iter().flatten();
            numbered(parts.chain(blocks).collect(), ends, mark, cut)
        },
    )
}

/// Numbers the comments and sets the line ends: all of one kind, or (2) mixed.
fn numbered(text: String, ends: u8, mark: bool, cut: bool) -> String {
    let mut parts = text.split("#@");
    let mut out = if mark { "\u{feff}".to_owned() } else { String::new() };
    out.push_str(parts.next().unwrap_or(""));
    for (number, part) in parts.enumerate() {
        out.push_str(&format!("#{number:04}.{part}"));
    }
    if cut {
        out.truncate(out.trim_end().len());
    }
    match ends {
        0 => out.replace('\n', "\r\n"),
        1 => out.replacen('\n', "\r\n", 3),
        _ => out,
    }
}

/// The numbers of the comments, in their order.
fn remarks(text: &str) -> Vec<&str> {
    text.match_indices('#').filter_map(|(at, _)| text.get(at + 1..at + 6)).filter(|n| n.ends_with('.')).collect()
}

fn value(text: &str) -> String {
    // `nan` differs from itself, so that the values are compared as they print
    let table: toml::Table = toml::from_str(text.trim_start_matches('\u{feff}')).expect("it is TOML");
    format!("{table:?}")
}

fn new_act(party: &str) -> Act {
    let mut act = Act::new(Kind::Declaration, ActDate::on(parse_day("2025-11-30").expect("a day")));
    act.party = Some(party.parse().expect("a code"));
    act.persons = vec!["A person whose name and whose office take many columns".to_owned(); 3];
    act.sources = vec![Citation { publisher: Some("Wire".to_owned()), ..Citation::default() }; 2];
    act
}

/// What the writers make of a text.
fn written(text: &str) -> Vec<String> {
    let (source, agreement) = (source(text), load(text));
    let look = Look {
        party: None,
        step: None,
        where_: Some("register".to_owned()),
        date: parse_day("2025-12-01").expect("a day"),
        shelf_life_days: 10,
        recorded: None,
        by: None,
        note: None,
        span: 0..0,
    };
    let mut texts = vec![edit::add_look(&source, &agreement, &look)];
    for party in ["AZ", "TR", "AM"] {
        texts.push(edit::record(&source, &agreement, &new_act(party)).expect("no clash").0);
    }
    for act in &agreement.acts {
        let sources = new_act("AZ").sources;
        texts.push(edit::record(&source, &agreement, &Act { sources, ..act.clone() }).expect("no clash").0);
        if act.retracted.is_none() {
            let in_favour_of = Some(ActId("other".to_owned()));
            let retraction =
                Retraction { at: None, reason: "\"wrong\"".to_owned(), cause: None, in_favour_of, by: None };
            texts.push(edit::retract(&source, act, &retraction));
        }
    }
    texts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn only_the_layout_changes(text in decorated()) {
        let new = formatted(&text);
        prop_assert_eq!(value(&new), value(&text));
        prop_assert_eq!(remarks(&new), remarks(&text));
        prop_assert_eq!(&formatted(&new), &new);
        prop_assert!(new.ends_with('\n'));
        prop_assert_eq!(new.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
    }

    #[test]
    fn only_blanks_line_ends_and_commas_change(text in decorated()) {
        let bare = |text: &str| text.replace([' ', '\t', '\r', '\n', ','], "");
        prop_assert_eq!(bare(&formatted(&text)), bare(&text));
    }

    #[test]
    fn what_is_written_into_a_canonical_file_leaves_it_canonical(text in decorated()) {
        for text in written(&formatted(&text)) {
            prop_assert_eq!(formatted(&text), text);
        }
    }

    #[test]
    fn a_text_is_refused_or_keeps_all_it_says(
        text in decorated(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, any_of(&["[", "]", "{", "}", "\"", "'", "#", ",", "=", ".", "\r", "\n", " ", "a"])), 1..5),
    ) {
        let mut text = text;
        for (at, how, word) in changes {
            let at = text.floor_char_boundary(at.index(text.len().max(1)));
            match how {
                0 => text.insert_str(at, word),
                1 if at < text.len() => drop(text.remove(at)),
                _ => text.truncate(at),
            }
        }
        match format(&source(&text)) {
            Ok(new) => prop_assert_eq!(format(&source(&new)), Ok(new)),
            Err(refused) => prop_assert!(refused != Refused::NotKept, "{text:?}"),
        }
    }
}

#[test]
fn a_line_end_of_windows_in_a_value_is_not_that_of_the_file() {
    for new in written("format = 1\ntitle = '''T\r\n'''\n") {
        assert_eq!(new.matches('\r').count(), 1, "{new:?}");
    }
}

/// Runs `track` in a ledger and gives its exit status and what it said.
fn track(ledger: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_track"))
        .arg("--ledger")
        .arg(ledger)
        .args(arguments)
        .env_remove("TRACK_BY")
        .env("TRACK_TODAY", "2026-01-15")
        .env("TRACK_NOW", "2026-01-15T09:00:00Z")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

#[test]
fn what_the_commands_write_is_canonical() {
    let dir = tempfile::tempdir().expect("a folder");
    let ledger = dir.path().join("fresh");
    let mut new = vec!["new", "a-pact", "--title", "A \"pact\"", "--signed", "2025-03-01", "--when", "all parties"];
    for code in "AM AT AZ BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LT TR".split(' ') {
        new.extend(["--party", code]);
    }
    let vote = ["add", "a-pact", "AZ", "majlis-vote", "--on", "2025-12-16", "--outcome", "adopted", "--for", "105"];
    let person = "A person whose name and whose office take many columns";
    let commands = [
        vec!["init", ledger.to_str().expect("a name in UTF-8")],
        new,
        vote.to_vec(),
        [&vote[..], &["--publisher", "Report", "--verb", "ratified"]].concat(),
        [&vote[..], &["--source", "https://example.org/a", "--published", "2025-12-17"]].concat(),
        vec!["add", "a-pact", "TR,BE", "objection", "--on", "2025-12", "--person", person, "--person", person],
        vec!["add", "a-pact", "entry-into-force", "--on", "2026-01-01", "--id", "begun", "--note", "two\nlines"],
        vec!["looked", "a-pact", "TR", "--where", "tbmm.gov.tr"],
        vec!["looked", "a-pact", "--where", "the register", "--shelf-life", "7"],
        vec!["retract", "a-pact", "begun", "--reason", "too early", "--cause", "ours"],
    ];
    for command in commands {
        let (status, said) = track(&ledger, &command);
        assert_eq!(status, Some(0), "{command:?}: {said}");
        if command[0] != "init" {
            let (status, said) = track(&ledger, &["fmt", "--check"]);
            assert_eq!(status, Some(0), "after {command:?}: {said}");
        }
    }
}
