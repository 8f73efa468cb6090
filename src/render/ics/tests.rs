use proptest::prelude::*;

use super::*;
use crate::date::parse_day;
use crate::render::atom::atom;
use crate::report::calendar::midnight;

fn entry() -> Entry {
    let first = parse_day("2025-12-16").unwrap();
    Entry {
        id: "k3f9qa2m".to_owned(),
        first,
        last: first,
        title: "A vote".to_owned(),
        sentence: "A vote is expected; in the Milli Majlis, say.".to_owned(),
        details: vec!["one \\ line".to_owned(), "and another".to_owned()],
        links: vec!["javascript:alert(1)".to_owned(), "https://example.org/ə|x".to_owned()],
        agreement: "a".to_owned(),
        standing: Standing::Expected,
        changed: midnight(first),
        moves: 1,
    }
}

fn calendar(entries: Vec<Entry>) -> Calendar {
    let as_of = parse_day("2025-12-01").unwrap();
    Calendar { id: "agenda".to_owned(), title: "Agenda".to_owned(), as_of, entries }
}

/// The lines as a reader sees them: unfolded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// What a TEXT value says, read as RFC 5545 writes.
fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some(c)) => out.push(c),
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn a_day_is_a_whole_day_and_ends_before_the_next() {
    let lines = unfolded(&ics(&calendar(vec![entry()])));
    for wanted in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "DTSTART;VALUE=DATE:20251216",
        "DTEND;VALUE=DATE:20251217",
        "DTSTAMP:20251216T000000Z",
        "SEQUENCE:1",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "DESCRIPTION:A vote is expected\\; in the Milli Majlis\\, say.\\none \\\\ line\\nand another",
        "URL:https://example.org/%C9%99%7Cx",
        "END:VCALENDAR",
    ] {
        assert!(lines.iter().any(|line| line == wanted), "{wanted}: {lines:#?}");
    }
}

#[test]
fn the_last_day_that_can_be_written_has_no_day_after_it() {
    let mut last = entry();
    (last.first, last.last) = (crate::date::LAST_DAY, crate::date::LAST_DAY);
    let text = ics(&calendar(vec![last]));
    assert!(text.contains("DTSTART;VALUE=DATE:99991231\r\n") && !text.contains("DTEND"));
}

#[test]
fn a_calendar_and_a_feed_without_entries_are_whole() {
    let text = ics(&calendar(Vec::new()));
    assert!(text.contains("BEGIN:VTIMEZONE\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(atom(&calendar(Vec::new())).contains("<updated>2025-12-01T00:00:00Z</updated>"));
}

#[test]
fn an_id_stays_when_the_day_moves() {
    let mut moved = entry();
    moved.first = parse_day("2026-01-05").unwrap();
    assert_eq!(moved.uuid(), entry().uuid());
    moved.agreement = "b".to_owned();
    assert_ne!(moved.uuid(), entry().uuid());
}

#[test]
fn a_feed_holds_text_and_links_to_pages_only() {
    let mut hostile = entry();
    hostile.title = "<script>\u{ffff}\u{1b}[31m & co".to_owned();
    hostile.links.push("https://example.org/b".to_owned());
    let text = atom(&calendar(vec![hostile]));
    assert!(text.contains("<title>&lt;script&gt;\\u{ffff}\\u{1b}[31m &amp; co</title>"), "{text}");
    assert!(!text.contains("javascript"));
    assert_eq!(text.matches("rel=\"alternate\"").count(), 1);
    assert_eq!(text.matches("rel=\"via\"").count(), 1);
}

proptest! {
    #[test]
    fn what_is_folded_and_escaped_reads_as_it_was(title in any::<String>(), line in "[ -~ک\u{200c}\u{200d}\r\né𝄞]{0,200}") {
        let mut said = entry();
        said.title.clone_from(&title);
        said.sentence = line.clone();
        said.details.clear();
        let text = ics(&calendar(vec![said]));
        prop_assert_eq!(gate::sealed(&text), text.as_str(), "nothing is left for the last door");
        for raw in text.split_terminator("\r\n") {
            prop_assert!(!raw.contains(['\r', '\n']));
            prop_assert!(raw.len() <= WIDTH || raw.contains(['\u{200c}', '\u{200d}']), "{}", raw);
        }
        let lines = unfolded(&text);
        let value = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name)).map(unescaped);
        prop_assert_eq!(value("SUMMARY:"), Some(gate::terminal(&title).into_owned()));
        prop_assert_eq!(value("DESCRIPTION:"), Some(gate::terminal(&line).into_owned()));
    }

    #[test]
    fn a_feed_is_one_tree_whatever_is_said(title in any::<String>()) {
        let mut said = entry();
        said.title = title;
        let text = atom(&calendar(vec![said]));
        prop_assert_eq!(gate::sealed(&text), text.as_str());
        let is_shown = |c: char| !gate::is_hostile(c) || matches!(c, '\n' | '\u{200c}' | '\u{200d}');
        prop_assert!(text.chars().all(is_shown));
        prop_assert_eq!(text.matches("<entry>").count(), 1);
        prop_assert_eq!(text.matches('<').count(), text.matches('>').count());
    }
}
