//! The thirteen errors of the press: `track` does not make them, and `track brief` warns of each.

mod support;

use ratification::model::{Code, Names};
use ratification::report::brief::{BriefReport, brief};
use ratification::report::phrase::Phrases;
use ratification::report::sentence::Telling;
use ratification::status::domestic::DomesticState;
use ratification::status::{ForceState, InternationalState, PartyStatus, Status};
use support::{Book, acts, code, procedure_of, says};

/// The status and the English brief of an agreement with this behind its header.
fn told(header: &str, lines: &[&str], on: &str) -> (Status, BriefReport) {
    let binding = if header.contains("binding") { "" } else { "binding = \"yes\"\n" };
    let book = Book::of(&format!("format = 1\ntitle = \"T\"\n{binding}{header}\n{}", acts(lines)));
    let (status, agreement) = (book.on(on), book.agreement());
    let procedures = |code: &Code| procedure_of(agreement, code);
    let (names, phrases) = (Names::builtin(), Phrases::english());
    let report =
        brief(&Telling { agreement, status: &status, names, phrases: &phrases, procedures: &procedures }, "en");
    (status, report)
}

const TWO: &str = "parties = [\"AZ\", \"TR\"]\n[clause]\nwhen = \"all parties\"";
const VOTE: &str = "AZ vote 2025-12-16 step = \"majlis-vote\"; outcome = \"adopted\"";
const LAW: &str = "AZ head-of-state-signature 2025-12-25 step = \"president-signs-law\"";
const SIGNED: [&str; 2] = ["AZ signature 2025-07-22", "TR signature 2025-07-22"];
const BOTH: [&str; 2] = ["AZ ratification 2024-02-01", "TR ratification 2024-03-01"];

/// The words that the brief warns of under a topic.
fn warned<'r>(report: &'r BriefReport, topic: &str) -> Vec<&'r str> {
    let items = report.avoid.iter().filter(|item| item.topic == topic);
    items.flat_map(|item| &item.words).map(String::as_str).collect()
}

/// The brief warns of these words, and says none of them itself.
fn warns(report: &BriefReport, topic: &str, words: &[&str]) {
    let known = warned(report, topic);
    for word in words {
        assert!(known.contains(word), "no warning of `{word}` under {topic}: {:?}", report.avoid);
    }
}

fn silent_on(report: &BriefReport, words: &[&str]) {
    for word in words {
        assert!(!says(&report.line, word), "`{word}` in: {}", report.line);
        assert!(!says(&report.paragraph(), word), "`{word}` in: {}", report.paragraph());
    }
}

fn of<'s>(status: &'s Status, party: &str) -> &'s PartyStatus {
    status.party(&code(party)).expect("a party of it")
}

#[test]
fn e1_signed_is_not_bound() {
    let (status, report) = told(TWO, &SIGNED, "2025-12-31");
    assert_eq!(of(&status, "AZ").international.state, InternationalState::Signatory);
    assert_eq!(status.force.state, ForceState::NotInForce);
    assert_eq!(
        report.line,
        "Azerbaijan and Türkiye signed it on 22 July 2025; there is no record that it is in force."
    );
    warns(&report, "E1", &["joined", "is a party", "is bound"]);
    silent_on(&report, &["joined", "party", "bound"]);
}

#[test]
fn e2_a_vote_in_parliament_is_not_ratification() {
    let (status, report) = told(TWO, &[VOTE, LAW], "2025-12-31");
    assert_eq!(of(&status, "AZ").domestic.state, DomesticState::ParliamentApproved);
    assert_eq!(of(&status, "AZ").international.state, InternationalState::Unknown);
    assert!(report.line.starts_with(
        "Azerbaijan’s parliament approved it on 16 December 2025 and the President signed the law on 25 December; "
    ));
    warns(&report, "E2", &["ratified", "joined", "is bound"]);
    silent_on(&report, &["ratified", "ratification", "joined"]);
}

#[test]
fn e2_what_a_states_own_law_calls_ratification_is_quoted_as_its_word() {
    let (_, report) = told(
        TWO,
        &[
            "TR vote 2024-01-23 step = \"tbmm-vote\"; outcome = \"adopted\"",
            "TR head-of-state-signature 2024-02-25 step = \"presidential-ratification\"",
        ],
        "2024-06-01",
    );
    assert!(report.paragraph().contains(
        "Türkiye’s parliament approved it on 23 January 2024 and the President took the step on 25 February that the \
         State’s own law calls “ratification”"
    ));
    silent_on(&report, &["ratified", "ratification"]);
}

#[test]
fn e3_a_first_reading_is_not_adoption() {
    let first = format!("{VOTE}; reading = \"first\"");
    let (status, report) = told(TWO, &[&first], "2025-12-31");
    assert_eq!(of(&status, "AZ").domestic.state, DomesticState::UnderWay);
    assert!(report.line.contains("approved it at first reading on 16 December 2025"));
    warns(&report, "E3", &["passed", "adopted"]);
    silent_on(&report, &["passed", "adopted"]);
}

#[test]
fn e4_acceptance_and_approval_are_not_weaker() {
    let (status, report) = told(TWO, &["AZ acceptance 2025-03-01", "TR ratification 2025-04-01"], "2025-12-31");
    assert_eq!(status.force.state, ForceState::InForce);
    assert_eq!(of(&status, "AZ").international.state, of(&status, "TR").international.state);
    warns(&report, "E4", &["merely accepted", "only approved", "ratified"]);
    let (_, open) = told(TWO, &["AZ acceptance 2025-03-01"], "2025-12-31");
    assert!(open.line.contains("Azerbaijan accepted it on 1 March 2025"));
    silent_on(&open, &["ratified", "merely", "only"]);
}

#[test]
fn e5_one_partys_completion_is_not_entry_into_force() {
    let (status, report) = told(TWO, &["AZ ratification 2025-03-01"], "2025-12-31");
    assert_eq!(status.force.state, ForceState::NotInForce);
    assert!(report.line.contains("Azerbaijan ratified it on 1 March 2025; no step by Türkiye is recorded"));
    warns(&report, "E5", &["takes effect", "in force", "is now law"]);
    silent_on(&report, &["takes effect", "entered into force"]);
}

#[test]
fn e6_the_law_in_force_is_not_the_treaty_in_force() {
    let lines = [VOTE, LAW, "AZ publication 2025-12-27 step = \"publication\"; effective = 2025-12-28"];
    let (status, report) = told(TWO, &lines, "2025-12-31");
    assert_eq!((status.force.state, status.force.date), (ForceState::NotInForce, None));
    warns(&report, "E6", &["took effect", "entered into force"]);
    silent_on(&report, &["took effect", "entered into force"]);
}

#[test]
fn e7_ratified_at_home_is_not_deposited() {
    let lines = [VOTE, LAW, "AZ instrument-signed 2025-12-28 step = \"instrument\""];
    let (status, report) = told(TWO, &lines, "2025-12-31");
    assert_eq!(of(&status, "AZ").international.consent, None);
    warns(&report, "E7", &["deposited", "exchanged the instruments"]);
    silent_on(&report, &["deposited", "exchanged", "ratified"]);
}

#[test]
fn e8_applied_provisionally_is_not_in_force() {
    let part = "AZ provisional-application 2025-03-01 scope = \"trade\"";
    let (status, report) = told(TWO, &[part], "2025-12-31");
    assert_eq!(status.force.state, ForceState::Provisional);
    assert!(report.line.contains("applied provisionally since 1 March 2025, in part"));
    warns(&report, "E8", &["in force", "ratified"]);
    silent_on(&report, &["in force", "ratified"]);
}

#[test]
fn e9_in_force_is_not_in_force_for_everybody() {
    let clause = "[clause]\nwhen = \"2 parties\"\nlater = \"30 days\"";
    let (status, report) = told(clause, &[BOTH[0], BOTH[1], "GE signature 2024-01-01"], "2025-12-31");
    assert_eq!(status.force.state, ForceState::InForce);
    assert_eq!(of(&status, "GE").force.state, ForceState::NotInForce);
    assert_eq!(report.line, "It has been in force since 1 March 2024, between Azerbaijan and Türkiye.");
    warns(&report, "E9", &["in force for all"]);
}

#[test]
fn e10_the_day_of_the_report_is_not_the_day_of_the_act() {
    let vote = format!("{VOTE}; source = [{{ publisher = \"Daily\", published = 2025-12-18 }}]");
    let (status, report) = told(TWO, &[&vote], "2025-12-31");
    assert_eq!(of(&status, "AZ").domestic.on.map(|day| day.to_string()).as_deref(), Some("2025-12-16"));
    warns(&report, "E10", &["on 18 December 2025"]);
    silent_on(&report, &["18 December"]);
}

#[test]
fn e11_sign_in_a_headline_may_be_a_later_step() {
    let vote = format!("{VOTE}; source = [{{ publisher = \"AzerNews\", verb = \"sign\" }}]");
    let (status, report) = told(TWO, &[&vote], "2025-12-31");
    assert_eq!(of(&status, "AZ").international.signed, None);
    warns(&report, "E11", &["sign"]);
    assert!(report.avoid.iter().any(|item| item.topic == "E11" && item.why.contains("AzerNews")));
    silent_on(&report, &["sign", "signed"]);
}

#[test]
fn e12_ended_suspended_and_left_are_not_in_force() {
    let (status, report) = told(TWO, &[BOTH[0], BOTH[1], "- termination 2025-03-01"], "2025-12-31");
    assert_eq!(status.force.state, ForceState::Ended);
    warns(&report, "E12", &["withdrew", "is in force"]);
    silent_on(&report, &["withdrew", "in force"]);
    let (status, report) = told(TWO, &[BOTH[0], BOTH[1], "- suspension 2025-03-01"], "2025-12-31");
    assert_eq!(status.force.state, ForceState::Suspended);
    warns(&report, "E12", &["is in force"]);
    silent_on(&report, &["in force"]);
    let leave = "parties = [\"AZ\", \"TR\"]\n[clause]\nwhen = \"all parties\"\n[term]\nleave = \"1 year\"";
    let (status, report) = told(leave, &[BOTH[0], BOTH[1], "AZ withdrawal 2025-03-01"], "2025-12-31");
    assert_eq!(of(&status, "AZ").international.state, InternationalState::Party);
    assert!(report.line.contains("gave notice of leaving on 1 March 2025 and remains a party until 1 March 2026"));
    warns(&report, "E12", &["has left", "withdrew"]);
    silent_on(&report, &["has left", "withdrew"]);
}

#[test]
fn e13_a_memorandum_between_ministries_is_not_by_itself_a_treaty_between_states() {
    let header = format!("form = \"memorandum\"\nbetween = \"ministries\"\nbinding = \"unknown\"\n{TWO}");
    let (_, report) = told(&header, &SIGNED, "2025-12-31");
    warns(&report, "E13", &["treaty between States", "binding"]);
    silent_on(&report, &["treaty", "States", "binding", "pact"]);
}
