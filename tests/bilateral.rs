//! Small agreements, told as texts: notes, organisations, withdrawals, terms, amendments, claims, packages.

mod support;

use ratification::clause::EndReason;
use ratification::model::{Code, Names};
use ratification::report::phrase::Phrases;
use ratification::report::sentence::{Telling, line};
use ratification::status::domestic::DomesticState;
use ratification::status::{Answer, ForceState, InternationalState, Predicate, Status, ask};
use support::{Book, acts, code, day, procedure_of};

/// An agreement between two, with this behind its header.
fn two(rest: &str, lines: &[&str]) -> Book {
    between("\"AZ\", \"TR\"", rest, lines)
}

fn between(parties: &str, rest: &str, lines: &[&str]) -> Book {
    Book::of(&format!("format = 1\ntitle = \"T\"\nbinding = \"yes\"\nparties = [{parties}]\n{rest}\n{}", acts(lines)))
}

/// An agreement that anybody may join.
fn open(rest: &str, lines: &[&str]) -> Book {
    Book::of(&format!("format = 1\ntitle = \"T\"\nbinding = \"yes\"\n{rest}\n{}", acts(lines)))
}

fn state(book: &Book, on: &str) -> (ForceState, Option<String>) {
    let status = book.on(on);
    (status.force.state, status.force.date.map(|day| day.to_string()))
}

fn since(state: ForceState, on: &str) -> (ForceState, Option<String>) {
    (state, Some(on.to_owned()))
}

fn abroad(status: &Status, party: &str) -> InternationalState {
    status.party(&code(party)).expect("a party of it").international.state
}

fn safe(book: &Book, on: &str) -> String {
    let (status, phrases) = (book.on(on), Phrases::english());
    let (agreement, names) = (book.agreement(), Names::builtin());
    let procedures = |code: &Code| procedure_of(agreement, code);
    let telling = Telling { agreement, status: &status, names, phrases: &phrases, procedures: &procedures };
    line(&telling)
}

const NOTES: [&str; 2] =
    ["AZ notification 2025-03-05 sent = 2025-03-03", "TR notification 2025-03-12 sent = 2025-03-09"];

#[test]
fn notes_count_from_their_receipt_or_from_their_sending_as_the_clause_says() {
    let clause = |counts: &str| format!("[clause]\nwhen = \"all parties by notification\"\ncounts = \"{counts}\"");
    let received = two(&clause("received"), &NOTES);
    assert_eq!(state(&received, "2025-04-01"), since(ForceState::InForce, "2025-03-12"));
    assert_eq!(received.on("2025-03-11").force.state, ForceState::NotInForce);
    let sent = two(&clause("sent"), &NOTES);
    assert_eq!(state(&sent, "2025-04-01"), since(ForceState::InForce, "2025-03-09"));
}

#[test]
fn a_note_whose_sending_is_not_known_leaves_conditions_met_on_a_day_that_is_not_known() {
    let clause = "[clause]\nwhen = \"all parties by notification\"\ncounts = \"sent\"";
    let book = two(clause, &[NOTES[0], "TR notification 2025-03-12"]);
    let status = book.on("2025-04-01");
    assert_eq!((status.force.state, status.force.date), (ForceState::ConditionsMet, None));
    assert_eq!(status.verdict().trigger_latest, Some(day("2025-03-12")));
    assert_eq!(ask(&status, Predicate::InForce, None), Answer::Unknown);
}

#[test]
fn under_a_reported_clause_notes_give_conditions_met_with_their_day() {
    let clause = "[clause]\nwhen = \"all parties by notification\"\nbasis = \"reported\"";
    let book = two(clause, &NOTES);
    let status = book.on("2025-04-01");
    assert_eq!((status.force.state, status.force.met_on), (ForceState::ConditionsMet, Some(day("2025-03-12"))));
    assert_eq!(ask(&status, Predicate::InForce, None), Answer::Unknown);
    assert_eq!(book.ask(Predicate::InForce, "2025-03-11"), Answer::No);
    assert!(
        safe(&book, "2025-04-01")
            .ends_with("its conditions were reported as met on 12 March 2025; its entry into force is not confirmed."),
        "{}",
        safe(&book, "2025-04-01")
    );
    let text = two("[clause]\nwhen = \"all parties by notification\"", &NOTES);
    assert_eq!(text.ask(Predicate::InForce, "2025-04-01"), Answer::Yes);
    assert_eq!(text.ask(Predicate::InForce, "2025-03-11"), Answer::No);
}

#[test]
fn an_organisation_and_a_state_are_both_needed() {
    let of = |lines: &[&str]| between("\"EU\", \"AM\"", "[clause]\nwhen = \"all parties\"", lines);
    let (union, state_) = ("EU approval 2025-01-10", "AM ratification 2025-02-10");
    for (only, left) in [(union, "AM"), (state_, "EU")] {
        let status = of(&[only]).on("2025-12-31");
        assert_eq!(status.force.state, ForceState::NotInForce, "{only}");
        assert_eq!(status.blockers[0].lack.codes, [code(left)]);
        assert_eq!(status.blockers[0].lack.brief, left);
    }
    assert_eq!(state(&of(&[union, state_]), "2025-12-31"), since(ForceState::InForce, "2025-02-10"));
}

#[test]
fn hungary_is_a_party_to_the_rome_statute_until_the_day_of_effect() {
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let book = Book::file(&sample, "rome-statute-1998");
    let eve = book.on("2026-06-01");
    let line = eve.party(&code("HU")).unwrap();
    assert_eq!(line.international.state, InternationalState::Party);
    assert_eq!(line.international.leaves_on, Some(day("2026-06-02")));
    assert_eq!(ask(&eve, Predicate::Party, Some(&code("HU"))), Answer::Yes);
    let gone = book.on("2026-06-02");
    let line = gone.party(&code("HU")).unwrap();
    assert_eq!(
        (line.international.state, line.international.on),
        (InternationalState::FormerParty, Some(day("2026-06-02")))
    );
    assert_eq!(line.force.date, Some(day("2002-07-01")), "the first day of force is kept");
    assert_eq!(gone.force.state, ForceState::InForce);
    let before = book.on("2025-06-01").party(&code("HU")).unwrap().international.leaves_on;
    assert_eq!(before, None, "nobody had given notice");
}

#[test]
fn a_ten_year_treaty_extended_once_ends_on_its_day() {
    let term = "[clause]\nwhen = \"all parties\"\n[term]\nlasts = \"10 years\"";
    let consents = ["AZ ratification 2011-02-05", "TR ratification 2011-02-05"];
    let once = [consents[0], consents[1], "- extension 2021-02-03 until = 2026-02-05"];
    assert_eq!(state(&two(term, &once), "2026-02-04"), since(ForceState::InForce, "2011-02-05"));
    let ended = two(term, &once).on("2026-02-05");
    assert_eq!((ended.force.state, ended.force.until), (ForceState::Ended, Some(day("2026-02-05"))));
    assert_eq!(ended.verdict().ends.why, Some(EndReason::Expiry));
    assert_eq!(abroad(&ended, "AZ"), InternationalState::FormerParty);
    assert_eq!(two(term, &consents).on("2021-02-05").force.state, ForceState::Ended);
}

#[test]
fn the_term_runs_from_the_announced_day() {
    let text = format!(
        "[term]\nlasts = \"1 year\"\n{}{}",
        acts(&["AZ ratification 2020-01-01", "TR ratification 2020-02-01", "- entry-into-force 2020-05-01"]),
        "\n[[act.source]]\npublisher = \"MFA\"\nkind = \"ministry\"\n"
    );
    let book = two(&text, &[]);
    assert_eq!(state(&book, "2021-04-30"), since(ForceState::InForce, "2020-05-01"));
    assert_eq!(book.on("2021-05-01").force.until, Some(day("2021-05-01")));
}

const MEMBERS: &str = "[groups]\nmembers = [\"AZ\", \"TR\", \"AM\"]";

#[test]
fn an_amendment_binds_all_members_or_those_who_accept_only() {
    let lines = ["AZ acceptance 2025-01-01", "TR acceptance 2025-02-01"];
    let all = open(&format!("[clause]\nwhen = \"2/3 of members\"\nbinds = \"all of members\"\n{MEMBERS}"), &lines);
    let status = all.on("2025-12-31");
    let from = |status: &Status, party: &str| status.party(&code(party)).and_then(|party| party.force.date);
    let in_verdict = status.verdict().party(code("AM")).and_then(|party| party.bound_from);
    assert_eq!((from(&status, "AZ"), in_verdict), (Some(day("2025-02-01")), Some(day("2025-02-01"))));
    let some = open(&format!("[clause]\nwhen = \"2/3 of members\"\n{MEMBERS}"), &lines).on("2025-12-31");
    assert_eq!((from(&some, "TR"), from(&some, "AM")), (Some(day("2025-02-01")), None));
}

#[test]
fn an_amendment_by_silence_binds_all_but_those_who_opted_out() {
    let clause = format!("[clause]\ndeemed = {{ on = 2025-01-01, unless = \"more than 1/3 of members\" }}\n{MEMBERS}");
    let list = |lines: &[&str]| between("\"AZ\", \"TR\", \"AM\"", &clause, lines);
    let one = list(&["AM objection 2024-12-01"]).on("2025-06-01");
    assert_eq!((one.force.state, one.force.date), (ForceState::InForce, Some(day("2025-01-01"))));
    assert_eq!(abroad(&one, "AM"), InternationalState::Refused);
    assert_eq!(abroad(&one, "TR"), InternationalState::Party);
    let two = list(&["AM objection 2024-12-01", "TR objection 2024-12-02"]).on("2025-06-01");
    assert_eq!(two.force.state, ForceState::NotInForce);
}

/// An announcement for 1 June by such a source.
fn announced(kind: &str) -> String {
    format!(
        "\n[[act]]\nkind = \"entry-into-force\"\ndate = 2025-06-01\n[[act.source]]\npublisher = \"P\"\nkind = \"{kind}\"\n"
    )
}

#[test]
fn a_ministry_announces_and_the_press_only_claims() {
    let consents = acts(&["AZ ratification 2025-03-01", "TR ratification 2025-05-01"]);
    let of = |kind: &str| two(&format!("[clause]\nwhen = \"all parties\"\n{consents}{}", announced(kind)), &[]);
    let ministry = of("ministry").on("2025-12-31");
    assert_eq!((ministry.force.date, ministry.disputed), (Some(day("2025-06-01")), false));
    assert_eq!(ministry.verdict().force.day(), Some(day("2025-05-01")), "the difference is told");
    let press = of("press").on("2025-12-31");
    assert_eq!((press.force.date, press.disputed), (Some(day("2025-05-01")), true));
}

#[test]
fn the_press_never_turns_not_met_into_met() {
    let one = acts(&["AZ ratification 2025-03-01"]);
    let book = two(&format!("[clause]\nwhen = \"all parties\"\n{one}{}", announced("press")), &[]);
    let status = book.on("2025-12-31");
    assert_eq!((status.force.state, status.disputed), (ForceState::NotInForce, true));
    assert_eq!(ask(&status, Predicate::InForce, None), Answer::Disputed);
    let silent = open(&format!("{one}{}", announced("press")), &[]).on("2025-12-31");
    assert_eq!((silent.force.state, silent.disputed), (ForceState::Unknown, false), "one report differs from none");
}

#[test]
fn two_consents_without_a_clause_meet_conditions_and_no_more() {
    let consents = ["AZ ratification 2025-03-01", "TR ratification 2025-05-01"];
    let assumed = two("", &consents).on("2025-12-31");
    assert_eq!((assumed.force.state, assumed.force.met_on), (ForceState::ConditionsMet, Some(day("2025-05-01"))));
    let written = two("[clause]\nwhen = \"all parties\"", &consents);
    assert_eq!(state(&written, "2025-12-31"), since(ForceState::InForce, "2025-05-01"));
}

#[test]
fn a_rejected_vote_blocks() {
    let steps = "[clause]\nwhen = \"all parties by domestic completion\"\n\
                 [party.AZ]\n[[party.AZ.step]]\nkey = \"vote\"\nkind = \"vote\"\nbody = \"Parliament\"\n\
                 [party.TR]\n[[party.TR.step]]\nkey = \"vote\"\nkind = \"vote\"\nbody = \"Parliament\"\n";
    let vote =
        |party: &str, on: &str, outcome: &str| format!("{party} vote {on} step = \"vote\"; outcome = \"{outcome}\"");
    let of = |second: &str| {
        let lines = [vote("AZ", "2025-03-01", "adopted"), vote("TR", "2025-05-01", second)];
        two(steps, &lines.each_ref().map(String::as_str))
    };
    assert_eq!(state(&of("adopted"), "2025-12-31"), since(ForceState::InForce, "2025-05-01"));
    let rejected = of("rejected").on("2025-12-31");
    assert_eq!(rejected.force.state, ForceState::NotInForce);
    assert_eq!(rejected.party(&code("TR")).unwrap().domestic.state, DomesticState::Rejected);
    assert_eq!(rejected.blockers[0].lack.codes, [code("TR")]);
}

/// Two agreements between the same two, with clauses of their own.
fn pair(first: (&str, &[&str]), second: (&str, &[&str])) -> Book {
    let text = |(rest, lines): (&str, &[&str])| {
        format!("format = 1\ntitle = \"T\"\nbinding = \"yes\"\nparties = [\"AZ\", \"TR\"]\n{rest}\n{}", acts(lines))
    };
    Book::new(&[("a", &text(first)), ("b", &text(second))])
}

#[test]
fn a_package_enters_into_force_on_the_latest_of_its_days() {
    let clause = |other: &str| format!("[clause]\nwhen = \"all parties\"\nnot_before = \"agreement {other}\"");
    let (early, late) = (
        ["AZ ratification 2025-01-01", "TR ratification 2025-02-01"],
        ["AZ ratification 2025-03-01", "TR ratification 2025-04-01"],
    );
    let (on_b, on_a) = (clause("b"), clause("a"));
    let both = pair((&on_b, &early), (&on_a, &late));
    for id in ["a", "b"] {
        assert_eq!(both.status(id, "2025-12-31").force.date, Some(day("2025-04-01")), "{id}");
        assert_eq!(both.status(id, "2025-03-31").force.state, ForceState::NotInForce, "{id}");
    }
    let half = pair((&on_b, &early), (&on_a, &late[..1]));
    assert_eq!(half.status("a", "2025-12-31").force.state, ForceState::NotInForce);
    assert_eq!(half.status("a", "2025-12-31").blockers[0].lack.brief, "agreement b");
}

#[test]
fn an_agreement_ends_with_the_one_it_depends_on() {
    let consents: [&str; 2] = ["AZ ratification 2020-01-01", "TR ratification 2020-02-01"];
    let with = "[clause]\nwhen = \"all parties\"\n[term]\nends_with = \"b\"";
    let lasting = "[clause]\nwhen = \"all parties\"\n[term]\nlasts = \"5 years\"";
    let book = pair((with, &consents), (lasting, &consents));
    assert_eq!(book.status("a", "2025-01-31").force.state, ForceState::InForce);
    let ended = book.status("a", "2025-02-01");
    assert_eq!((ended.force.state, ended.force.until), (ForceState::Ended, Some(day("2025-02-01"))));
    assert_eq!(ended.verdict().ends.why, Some(EndReason::WithAnother));
    let each_other = pair((with, &consents), (&with.replace("\"b\"", "\"a\""), &consents));
    assert_eq!(each_other.status("a", "2025-02-01").force.state, ForceState::InForce, "a circle ends nothing");
}

#[test]
fn consent_taken_back_before_force_leaves_a_signatory() {
    let lines = [
        "AZ signature 2025-01-01",
        "AZ ratification 2025-02-01",
        "AZ withdrawal 2025-03-01",
        "TR ratification 2025-04-01",
    ];
    let status = two("[clause]\nwhen = \"all parties\"", &lines).on("2025-12-31");
    assert_eq!((status.force.state, abroad(&status, "AZ")), (ForceState::NotInForce, InternationalState::Signatory));
    assert_eq!(status.party(&code("AZ")).unwrap().international.taken_back, Some(2));
}

#[test]
fn provisional_application_runs_until_it_ends_or_force_begins() {
    let lines = [
        "AZ signature 2025-01-01",
        "TR signature 2025-01-01",
        "AZ provisional-application 2025-01-01 scope = \"part\"; until = 2025-06-30",
        "TR provisional-application 2025-01-01 scope = \"part\"; until = 2025-06-30",
        "AZ ratification 2025-02-01",
    ];
    let clause = "[clause]\nwhen = \"all parties\"\nthen = \"30 days\"";
    let book = two(clause, &lines);
    assert_eq!(book.on("2025-06-30").force.state, ForceState::Provisional);
    assert_eq!(book.on("2025-06-30").force.since, Some(day("2025-01-01")));
    assert_eq!(book.on("2025-07-01").force.state, ForceState::NotInForce);
    let more = [&lines[..], &["TR ratification 2025-06-01"]].concat();
    let due = two(clause, &more).on("2025-06-15");
    assert_eq!((due.force.state, due.force.date), (ForceState::Provisional, Some(day("2025-07-01"))));
    assert_eq!(ask(&due, Predicate::Dated, None), Answer::Yes);
    assert_eq!(ask(&due, Predicate::InForce, None), Answer::No);
    assert_eq!(two(clause, &more).on("2025-07-01").force.state, ForceState::InForce);
}

#[test]
fn provisional_application_that_was_taken_up_again_is_told_from_its_second_day() {
    let lines = [
        "AZ provisional-application 2020-01-01",
        "AZ provisional-end 2021-01-01",
        "AZ provisional-application 2022-01-01",
    ];
    let status = two("[clause]\nwhen = \"all parties\"", &lines).on("2025-12-31");
    assert_eq!((status.force.state, status.force.since), (ForceState::Provisional, Some(day("2022-01-01"))));
    assert_eq!(status.force.rests_on, vec![2]);
}

#[test]
fn one_of_two_suspends_the_agreement_one_of_three_only_for_itself() {
    let lines = ["AZ ratification 2020-01-01", "TR ratification 2020-01-01", "AZ suspension 2023-02-28"];
    let clause = "[clause]\nwhen = \"all parties\"";
    let of_two = two(clause, &lines);
    assert_eq!(of_two.on("2023-02-27").force.state, ForceState::InForce);
    assert_eq!(of_two.on("2023-03-01").force.since, Some(day("2023-02-28")));
    assert_eq!(of_two.on("2023-02-28").force.state, ForceState::Suspended);
    assert_eq!(abroad(&of_two.on("2023-02-28"), "AZ"), InternationalState::Party);
    assert!(
        safe(&of_two, "2023-03-01").contains("28 February 2023, Azerbaijan says"),
        "{}",
        safe(&of_two, "2023-03-01")
    );
    let third = [&lines[..], &["AM ratification 2020-01-01"]].concat();
    let of_three = between("\"AZ\", \"TR\", \"AM\"", clause, &third).on("2023-03-01");
    assert_eq!(of_three.force.state, ForceState::InForce);
    assert_eq!(of_three.party(&code("AZ")).unwrap().force.state, ForceState::Suspended);
    assert_eq!(of_three.party(&code("TR")).unwrap().force.state, ForceState::InForce);
    let again = [&lines[..], &["AZ resumption 2024-01-01"]].concat();
    assert_eq!(two(clause, &again).on("2024-01-01").force.state, ForceState::InForce);
}

#[test]
fn consent_delivered_under_a_clause_about_completion_at_home_is_consent() {
    let clause = "[clause]\nwhen = \"all parties by domestic completion\"\nbasis = \"reported\"";
    let status = two(clause, &["AZ signature 2025-01-01", "AZ notification 2025-02-01"]).on("2025-12-31");
    assert_eq!(abroad(&status, "AZ"), InternationalState::Contracting);
    assert_eq!(status.party(&code("AZ")).unwrap().international.consent, Some(1));
    assert_eq!(abroad(&status, "TR"), InternationalState::Unknown);
}
