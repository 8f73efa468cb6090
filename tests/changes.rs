//! `track changes`: what became different, in one process.

#![expect(clippy::disallowed_methods, reason = "lays out ledgers and reads what was written")]

#[path = "changes/desk.rs"]
mod desk;
#[path = "changes/laws.rs"]
mod laws;

use std::fs;

use desk::Desk;
use serde_json::Value;

const TWO: &str = "format = 1\ntitle = \"A pact\"\nparties = [\"AZ\", \"TR\"]\n\
    [clause]\nwhen = \"all parties by ratification\"\nthen = \"same day\"\nbasis = \"text\"\n";

/// The kinds of the changes, in their order.
fn kinds(changes: &[Value]) -> Vec<&str> {
    changes.iter().map(|change| change["what"].as_str().expect("a word")).collect()
}

fn sentences(changes: &[Value]) -> Vec<&str> {
    changes.iter().map(|change| change["sentence"].as_str().expect("a text")).collect()
}

#[test]
fn a_cursor_tells_each_change_once_and_begins_with_nothing() {
    let desk = Desk::new(&[("it", TWO)]);
    let begun = desk.track(&["changes", "--next", "cursor"]);
    assert_eq!((begun.status, begun.out.as_str()), (0, ""));
    assert!(begun.err.contains("begins here"), "{}", begun.err);
    desk.add("it", "party = \"AZ\"\nkind = \"vote\"\noutcome = \"adopted\"\ndate = 2025-12-16\n");
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["domestic"]);
    assert_eq!(sentences(&told), ["A pact: Azerbaijan’s parliament approved it on 16 December 2025."]);
    assert_eq!(told[0]["before"], Value::Null);
    assert_eq!(
        (&told[0]["after"]["state"], &told[0]["after"]["on"]),
        (&"parliament-approved".into(), &"2025-12-16".into())
    );
    assert!(desk.changes("cursor").is_empty());
}

#[test]
fn point_23_nothing_is_success_and_exit_code_makes_a_difference_visible() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    let asked = ["changes", "--since", "cursor", "--exit-code"];
    let silent = desk.track(&asked);
    assert_eq!((silent.status, silent.out.as_str()), (0, ""));
    desk.add("it", "party = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    assert_eq!(desk.track(&asked).status, 1);
    assert_eq!(desk.track(&["changes", "--since", "cursor"]).status, 0);
}

#[test]
fn layout_comments_order_notes_and_sources_are_no_change() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.add("it", "party = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    desk.add("it", "party = \"TR\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    desk.track(&["changes", "--next", "cursor"]);
    let head = TWO.replace("format = 1\n", "# new\nformat   =  1\nnote = 'of the desk'\n");
    let source = "[[act.source]]\npublisher = \"Gazette\"\n";
    let text = format!(
        "{head}\n[[act]]\nkind = 'signature'\ndate = 2025-12-16\nparty = 'TR'\nnote = \"in Istanbul\"\n{source}\n\
        [[act]]\n# first\nparty = 'AZ'\nkind = 'signature'\ndate = 2025-12-16\n\
        [[looked]]\nparty = \"TR\"\ndate = 2026-01-10\n"
    );
    desk.write("it", &text);
    assert_eq!(desk.changes("cursor"), Vec::<Value>::new());
}

#[test]
fn an_act_that_explains_a_state_is_not_told_again_and_one_that_moves_none_is_told_by_itself() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    let ratified = "party = \"AZ\"\nkind = \"ratification\"\ndelivery = \"deposit\"\ndate = 2025-12-16\n";
    desk.add("it", ratified);
    desk.add("it", "party = \"AZ\"\nkind = \"reservation\"\ndate = 2025-12-16\n");
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["international", "act-recorded"]);
    assert_eq!(
        sentences(&told),
        [
            "A pact: Azerbaijan ratified it on 16 December 2025 (1 of 2 parties).",
            "A pact: Azerbaijan: reservation on 16 December 2025."
        ]
    );
    assert_eq!(told[0]["count"]["have"], "1");
}

#[test]
fn what_enters_into_force_for_many_is_one_change_and_time_alone_brings_it() {
    let codes = ["AZ", "TR", "GE", "KZ", "UZ", "KG"];
    let clause = TWO.replace("[\"AZ\", \"TR\"]", &format!("{codes:?}")).replace("same day", "30 days");
    let desk = Desk::new(&[("it", &clause)]);
    for code in codes {
        desk.add(
            "it",
            &format!("party = \"{code}\"\nkind = \"ratification\"\ndelivery = \"deposit\"\ndate = 2026-01-10\n"),
        );
    }
    desk.track(&["changes", "--next", "cursor"]);
    let later = desk.on("2026-03-01");
    let told = later.changes("cursor");
    assert_eq!(kinds(&told), ["force"]);
    assert_eq!((&told[0]["before"]["state"], &told[0]["after"]["state"]), (&"dated".into(), &"in-force".into()));
    assert_eq!(told[0]["acts"], serde_json::json!([]));
    assert!(sentences(&told)[0].contains("in force since 9 February 2026, for 6 parties"), "{told:?}");
}

#[test]
fn a_retraction_is_a_correction() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.add("it", "id = \"vote\"\nparty = \"AZ\"\nkind = \"vote\"\noutcome = \"adopted\"\ndate = 2025-12-16\n");
    desk.add("it", "id = \"note\"\nparty = \"TR\"\nkind = \"declaration\"\ndate = 2025-12-16\n");
    desk.track(&["changes", "--next", "cursor"]);
    for id in ["vote", "note"] {
        let done = desk.track(&["retract", "it", id, "--reason", "first reading, not adoption"]);
        assert_eq!(done.status, 0, "{}", done.err);
    }
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["domestic", "act-retracted"]);
    assert!(
        told.iter().all(|change| change["correction"] == true
            && change["sentence"].as_str().is_some_and(|s| s.contains("orrection:")))
    );
    assert_eq!(told[0]["sentence"], "A pact: Correction: no step at home by Azerbaijan is on record any more.");
}

#[test]
fn what_is_expected_never_reads_as_done() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    let vote = |day: &str| {
        format!("id = \"v\"\nparty = \"TR\"\nkind = \"vote\"\noutcome = \"unknown\"\nexpected = true\ndate = {day}\n")
    };
    let write = |day: &str| desk.write("it", &format!("{TWO}\n[[act]]\n{}", vote(day)));
    write("2026-02-03");
    assert_eq!(
        sentences(&desk.changes("cursor")),
        ["A pact: Expected: Türkiye: vote in parliament on 3 February 2026."]
    );
    write("2026-02-10");
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["act-postponed"]);
    assert_eq!(
        sentences(&told),
        ["A pact: Expected on 10 February 2026 and no longer on 3 February 2026: Türkiye: vote in parliament."]
    );
    desk.write("it", TWO);
    assert_eq!(kinds(&desk.changes("cursor")), ["act-cancelled"]);
    write("2026-02-10");
    desk.changes("cursor");
    desk.write(
        "it",
        &format!("{TWO}\n[[act]]\nparty = \"TR\"\nkind = \"vote\"\noutcome = \"adopted\"\ndate = 2026-01-14\n"),
    );
    assert_eq!(kinds(&desk.changes("cursor")), ["domestic"], "an expected act that was done is told as done");
}

#[test]
fn two_chambers_that_vote_on_one_day_are_told_apart_and_a_day_after_what_it_is_about_by_a_comma() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    for body in ["State Duma", "Federation Council"] {
        desk.add(
            "it",
            &format!(
                "party = \"AZ\"\nkind = \"vote\"\nabout = \"suspend\"\nbody = \"{body}\"\noutcome = \"adopted\"\n\
                 date = 2025-12-16\n"
            ),
        );
    }
    desk.add("it", "party = \"AZ\"\nkind = \"head-of-state-signature\"\nabout = \"suspend\"\ndate = 2025-12-20\n");
    let mut told = sentences(&desk.changes("cursor")).iter().map(ToString::to_string).collect::<Vec<_>>();
    told.sort();
    assert_eq!(
        told,
        [
            "A pact: Azerbaijan: signature by the head of State, on suspending it, on 20 December 2025.",
            "A pact: Azerbaijan: vote in parliament (Federation Council), on suspending it, adopted on 16 December 2025.",
            "A pact: Azerbaijan: vote in parliament (State Duma), on suspending it, adopted on 16 December 2025.",
        ]
    );
}

#[test]
fn reports_begin_and_cease_to_differ() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.add("it", "id = \"one\"\nparty = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    desk.track(&["changes", "--next", "cursor"]);
    desk.add("it", "id = \"two\"\nparty = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-18\n");
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["reports-differ"]);
    assert_eq!((&told[0]["plane"], &told[0]["acts"]), (&"international".into(), &serde_json::json!(["two"])));
    desk.track(&["retract", "it", "two", "--reason", "a slip"]);
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["reports-differ"]);
    assert_eq!((&told[0]["after"]["state"], &told[0]["correction"]), (&"agree".into(), &true.into()));
}

#[test]
fn agreements_come_and_go() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    desk.write("other", &TWO.replace("A pact", "Another"));
    fs::remove_file(desk.file("it")).expect("it can be removed");
    // none of its agreements is left: that looks like another ledger
    assert_eq!(desk.track(&["changes", "--since", "cursor"]).status, 65);
    desk.write("it", TWO);
    let told = desk.changes("cursor");
    assert_eq!(kinds(&told), ["agreement-added"]);
    assert_eq!(
        sentences(&told)[0],
        "Another: Now in the ledger. No step by Azerbaijan or Türkiye is recorded; there is no record that it is in force."
    );
    fs::remove_file(desk.file("it")).expect("it can be removed");
    let told = desk.changes("cursor");
    assert_eq!((kinds(&told), sentences(&told)[0]), (vec!["agreement-gone"], "A pact: No longer in the ledger."));
}

#[test]
fn older_acts_that_a_pull_brings_are_told_with_a_cursor_and_missed_with_a_day() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    desk.add("it", "party = \"AZ\"\nkind = \"signature\"\ndate = 2020-01-01\nrecorded = 2020-01-02T00:00:00Z\n");
    assert_eq!(desk.track(&["changes", "--since", "2025-12-31"]).out, "");
    assert_eq!(kinds(&desk.changes("cursor")), ["international"]);
}

#[test]
fn a_day_answers_as_it_was_known_at_its_end() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.add("it", "party = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-01\nrecorded = 2025-12-16T10:00:00Z\n");
    let said = |since: &str| desk.track(&["changes", "--since", since, "-0"]).out;
    assert_eq!(said("2025-12-15").split('\0').count(), 2);
    assert_eq!(said("2025-12-16"), "");
    assert_eq!(said("2025-12-16T09:59:59Z"), said("2025-12-15"));
    assert_eq!(said("2025-12-16T14:00:00+04:00"), "");
    let ahead = desk.track(&["changes", "--since", "2026-02-01"]);
    assert_eq!(ahead.status, 2, "{}", ahead.err);
}

#[test]
fn a_filter_asks_for_a_party_or_some_agreements_and_a_cursor_keeps_to_it() {
    let desk = Desk::new(&[("it", TWO), ("other", TWO)]);
    desk.track(&["changes", "--next", "az", "--party", "Azerbaijan"]);
    desk.track(&["changes", "--next", "one", "it"]);
    for id in ["it", "other"] {
        desk.add(id, "party = \"TR\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    }
    desk.add("other", "party = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    let count = |asked: &[&str]| {
        let said = desk.track(asked);
        assert_eq!(said.status, 0, "{}", said.err);
        said.out.split_terminator('\0').count()
    };
    assert_eq!(count(&["changes", "--since", "az", "--party", "AZ", "-0"]), 1);
    assert_eq!(count(&["changes", "--since", "one", "it", "-0"]), 1);
    let other = desk.track(&["changes", "--since", "az"]);
    assert_eq!(other.status, 2);
    assert!(other.err.contains("was begun for all agreements and AZ"), "{}", other.err);
}

#[test]
fn a_damaged_or_foreign_cursor_is_refused_and_nothing_is_told() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    let good = fs::read_to_string(desk.place("cursor")).expect("a cursor");
    desk.add("it", "party = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    let newer = good.replace("track.cursor/1", "track.cursor/2");
    let state = good.replace("track.cursor/1", "track.notify/1");
    let spoilt = good.replace("A pact", "A fact");
    for bad in ["", "{}", "[[act]]", &good[..good.len() / 2], &newer, &state, &spoilt] {
        fs::write(desk.place("cursor"), bad).expect("written");
        let said = desk.track(&["changes", "--since", "cursor", "--next", "cursor"]);
        assert_eq!((said.status, said.out.as_str()), (65, ""), "{bad}: {}", said.err);
        assert_eq!(fs::read_to_string(desk.place("cursor")).expect("a file"), bad);
    }
    let piped = desk.given(&good).track(&["changes", "--since", "-", "-0"]);
    assert_eq!((piped.status, piped.out.split_terminator('\0').count()), (0, 1), "{}", piped.err);
}

#[test]
fn a_refused_answer_moves_no_cursor_and_a_first_cursor_replaces_none() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.track(&["changes", "--next", "cursor"]);
    let before = fs::read(desk.place("cursor")).expect("a cursor");
    assert_eq!(desk.track(&["changes", "--next", "cursor"]).status, 73);
    desk.write("it", "format = 1\n");
    assert_eq!(desk.track(&["changes", "--since", "cursor", "--next", "cursor"]).status, 65);
    assert_eq!(fs::read(desk.place("cursor")).expect("a cursor"), before);
}

#[test]
fn without_a_beginning_it_is_said_how_to_begin() {
    let desk = Desk::new(&[("it", TWO)]);
    for asked in [&["changes"][..], &["changes", "--since", "nowhere"], &["changes", "--since", "16/12/2025"]] {
        let said = desk.track(asked);
        assert_eq!((said.status, said.out.as_str()), (2, ""));
        assert!(said.err.contains("track changes --next FILE"), "{}", said.err);
    }
}

#[test]
fn every_format_carries_the_id_of_the_change() {
    let desk = Desk::new(&[("it", TWO)]);
    desk.add("it", "party = \"AZ\"\nkind = \"signature\"\ndate = 2025-12-16\n");
    let id = desk.track(&["changes", "--since", "2025-12-01", "-0"]).out.trim_end_matches('\0').to_owned();
    assert_eq!(id.len(), 8);
    for format in ["text", "json", "csv", "tsv", "ndjson", "md", "html"] {
        let said = desk.track(&["changes", "--since", "2025-12-01", "--format", format]);
        assert!(said.out.contains(&id), "{format}: {}", said.out);
    }
    for (format, begins) in [("ics", "BEGIN:VCALENDAR"), ("atom", "<?xml")] {
        let said = desk.track(&["changes", "--since", "2025-12-01", "--format", format]);
        assert!(said.out.starts_with(begins) && said.out.contains("Azerbaijan signed it"), "{}", said.out);
    }
}
