//! The agenda: each thing that has a day, in the words that are safe, within the days that are asked for.
#![expect(clippy::disallowed_methods, reason = "tests lay out ledgers")]

use std::fs;

use ratification::context::Context;
use ratification::date::parse_day;
use ratification::error::Exit;
use ratification::run_in;
use tempfile::TempDir;

/// What `track agenda` says of one agreement on 15 January 2026.
fn agenda(text: &str, arguments: &[&str]) -> String {
    let dir = TempDir::new().expect("a folder can be made");
    fs::create_dir(dir.path().join("agreements")).expect("a folder");
    fs::write(dir.path().join("track.toml"), "format = 1\n").expect("a file");
    let text = format!("format = 1\ntitle = \"The Pact\"\n{text}");
    fs::write(dir.path().join("agreements/pact.toml"), text).expect("a file");
    let (mut ctx, said) = Context::for_test(parse_day("2026-01-15").expect("a day"));
    let folder = dir.path().to_str().expect("a path in UTF-8");
    let all: Vec<&str> = ["track", "--ledger", folder, "agenda"].iter().chain(arguments).copied().collect();
    let exit = run_in(&all, &mut ctx);
    assert_eq!(exit, Exit::Done, "{}", said.err());
    said.out()
}

/// The first lines of the agenda hold this; asked for fewer days, nothing is said.
fn check(text: &str, days: u32, wanted: &str) {
    let said = agenda(text, &["--days", &days.to_string()]);
    assert!(said.contains(wanted), "{said}");
    if days > 0 {
        let before = agenda(text, &["--days", &(days - 1).to_string()]);
        assert!(!before.contains(wanted), "{before}");
    }
}

const CLAUSE: &str =
    "parties = [\"AZ\", \"TR\"]\n[clause]\nwhen = \"all parties by notification\"\nthen = \"30 days\"\n";

fn note(party: &str, date: &str) -> String {
    format!("[[act]]\nparty = \"{party}\"\nkind = \"notification\"\ndelivery = \"notification\"\ndate = {date}\n")
}

#[test]
fn force_is_due_on_a_day_and_never_told_as_come() {
    let text = format!("{CLAUSE}{}{}", note("AZ", "2025-12-01"), note("TR", "2025-12-31"));
    check(&text, 15, "The Pact is due to enter into force on Friday 30 January 2026.");
    let all = agenda(&text, &["--days", "400", "--plain"]);
    assert_eq!(all.lines().count(), 1, "the parties of its own day are in its entry: {all}");
    let reported = format!("{}basis = \"reported\"\n{}{}", CLAUSE, note("AZ", "2025-12-01"), note("TR", "2025-12-31"));
    assert_eq!(agenda(&reported, &["--days", "400"]), "", "what is reported is no day to plan by");
}

#[test]
fn what_is_expected_is_called_as_people_call_it() {
    let text = format!("{CLAUSE}[[act]]\nparty = \"TR\"\nkind = \"committee\"\nexpected = true\ndate = 2026-01-20\n");
    let said = agenda(&text, &[]);
    assert!(said.contains("A committee stage by Türkiye is expected on Tuesday 20 January 2026."), "{said}");
}

#[test]
fn a_day_that_is_not_known_is_told_as_a_range() {
    let text = format!("{CLAUSE}{}{}", note("AZ", "2025-12-01"), note("TR", "\"2025-12-31/2026-01-04\""));
    let said = "The Pact is due to enter into force between Friday 30 January 2026 and Tuesday 3 February 2026.";
    check(&text, 15, said);
    assert!(agenda(&text, &["--days", "15"]).contains("  Fri 2026-01-30 to Tue 2026-02-03  in 15 days  pact\n"));
    assert!(agenda(&text, &["--days", "15", "--format", "ics"]).contains("DTEND;VALUE=DATE:20260204\r\n"));
}

#[test]
fn parties_that_come_on_one_day_are_one_entry() {
    let clause = "[clause]\nwhen = \"2 parties by ratification\"\nthen = \"30 days\"\nlater = \"30 days\"\n";
    let ratified = |party: &str, date: &str| note(party, date).replace("notification", "ratification");
    let delivered = |text: String| text.replace("delivery = \"ratification\"", "delivery = \"deposit\"");
    let mut text = clause.to_owned();
    for (party, date) in [("AZ", "2025-01-01"), ("TR", "2025-01-01"), ("FR", "2026-01-01"), ("DE", "2026-01-01")] {
        text.push_str(&delivered(ratified(party, date)));
    }
    check(&text, 16, "The Pact is due to enter into force for Germany and France on Saturday 31 January 2026.");
    for party in ["IT", "ES", "PT"] {
        text.push_str(&delivered(ratified(party, "2026-01-01")));
    }
    check(&text, 16, "The Pact is due to enter into force for 5 parties on Saturday 31 January 2026.");
    assert!(agenda(&text, &["--days", "20", "--plain", "--party", "France"]).contains("DE ES FR IT PT"));
    assert_eq!(agenda(&text, &["--days", "20", "--plain", "--party", "Japan"]), "");
}

const IN_FORCE: &str = "[[act]]\nparty = \"AZ\"\nkind = \"notification\"\ndelivery = \"notification\"\ndate = 2021-01-01\n\
    [[act]]\nparty = \"TR\"\nkind = \"notification\"\ndelivery = \"notification\"\ndate = 2021-01-01\n";

#[test]
fn a_notice_takes_effect_and_until_then_they_remain_parties() {
    let notice = "[[act]]\nparty = \"TR\"\nkind = \"withdrawal\"\ndate = 2025-12-01\neffective = 2026-02-01\n";
    let text = format!("{CLAUSE}{IN_FORCE}{notice}");
    check(&text, 17, "Türkiye gave notice and remains a party to The Pact until Sunday 1 February 2026.");
}

#[test]
fn a_term_ends_or_goes_on_unless_notice_is_given() {
    let ends = format!("{CLAUSE}[term]\nlasts = \"5 years\"\n{IN_FORCE}");
    check(
        &ends,
        16,
        "The Pact is due to end: Saturday 31 January 2026 is the first day on which it is no longer in force",
    );
    let renews = format!("{CLAUSE}[term]\nlasts = \"5 years\"\nrenews = \"1 year\"\nnotice = \"10 days\"\n{IN_FORCE}");
    check(&renews, 16, "Without notice, The Pact goes on by itself for a new period from Saturday 31 January 2026.");
    check(
        &renews,
        6,
        "Wednesday 21 January 2026 is the last day to give notice; without notice The Pact goes on by itself.",
    );
}

#[test]
fn it_closes_and_provisional_application_ends() {
    check("closes = 2026-01-20\n", 5, "The Pact closes for signature on Tuesday 20 January 2026.");
    let applied =
        "[[act]]\nparty = \"TR\"\nkind = \"provisional-application\"\ndate = 2025-06-01\nuntil = 2026-01-25\n";
    let text = format!("{CLAUSE}{applied}");
    check(&text, 10, "Provisional application of The Pact by Türkiye is due to end on Sunday 25 January 2026.");
}

#[test]
fn a_look_grows_old_unless_an_act_came_after_it() {
    let look = "[[looked]]\nparty = \"TR\"\nwhere = \"the gazette\"\ndate = 2026-01-01\n";
    check(
        &format!("{CLAUSE}{look}"),
        16,
        "Look again: the look of 1 January 2026 for acts of Türkiye may be relied on until",
    );
    let later = format!("{CLAUSE}{}{look}", note("TR", "2026-01-05"));
    assert_eq!(agenda(&later, &["--days", "60"]), "");
}

#[test]
fn point_44_the_same_ledger_gives_the_same_bytes_on_any_day_of_asking() {
    let text =
        "closes = 2026-01-20\n[[act]]\nparty = \"TR\"\nkind = \"signature\"\ndate = 2026-01-19\nexpected = true\n";
    for format in ["ics", "atom"] {
        let on = |day: &str| agenda(text, &["--format", format, "--as-of", day]);
        assert_eq!(on("2026-01-15"), on("2026-01-16"));
        assert_eq!(on("2026-01-15"), on("2026-01-15"));
    }
}
