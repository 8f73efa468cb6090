//! Random small ledgers: no brief and no line of `status` says a word that the computed state forbids.
//!
//! The oracle reads the acts and the state, not the texts: it knows nothing of how sentences are made.

mod support;

use proptest::prelude::*;
use ratification::model::{Agreement, Code, Kind, Names};
use ratification::report::avoid::of_row;
use ratification::report::brief::brief;
use ratification::report::phrase::{LANGUAGES, Phrases};
use ratification::report::sentence::Telling;
use ratification::status::claims::visible;
use ratification::status::{AsOf, ForceState, InternationalState, Status};
use support::random::ledger;
use support::{Book, day, procedure_of, says};

/// What must not be said at all, whatever the state.
const NEVER: &[&str] =
    &["joined", "is bound", "member", "took effect", "now law", "treaty", "has left", "is dead", "void"];

/// The words that a state allows only under a condition.
fn forbidden(agreement: &Agreement, status: &Status) -> Vec<&'static str> {
    let seen = visible(agreement, status.as_of.day, None);
    let has = |wanted: &[Kind]| seen.iter().any(|at| wanted.contains(&agreement.acts[*at].kind));
    let every = |state: &[ForceState]| status.worlds.iter().all(|world| state.contains(&world.force.state));
    let party = status.parties.iter().any(|party| party.international.state == InternationalState::Party);
    let mut words = NEVER.to_vec();
    let mut unless = |allowed: bool, word: &'static str| words.extend((!allowed).then_some(word));
    unless(has(&[Kind::Ratification]), "ratified");
    unless(has(&[Kind::Acceptance]), "accepted");
    unless(has(&[Kind::Accession]), "acceded");
    unless(has(&[Kind::Approval]), "gave its approval");
    unless(has(&[Kind::Signature, Kind::DefinitiveSignature]), "signed it");
    unless(has(&[Kind::Withdrawal]), "withdrew");
    unless(has(&[Kind::Vote, Kind::ConsentVote]), "parliament approved it");
    unless(has(&[Kind::HeadOfStateSignature, Kind::Promulgation]), "signed the law");
    unless(every(&[ForceState::InForce, ForceState::Suspended]), "in force since");
    unless(every(&[ForceState::Ended]), "it ended");
    unless(status.force.state == ForceState::NotInForce && status.checked_fresh, "is not in force");
    unless(party, "has been a party");
    words
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_unsafe_is_ever_said(text in ledger(), month in 1_u32..13, ahead in any::<bool>()) {
        let book = Book::of(&text);
        let on = day(&format!("2025-{month:02}-15"));
        let today = if ahead { day("2025-01-31") } else { on };
        let status = book.at("it", AsOf { day: on, today, known_at: None });
        let agreement = book.agreement();
        let procedures = |code: &Code| procedure_of(agreement, code);
        for (language, ..) in LANGUAGES {
            let phrases = Phrases::builtin(language).unwrap();
            let names = Names::builtin();
            let telling = Telling { agreement, status: &status, names, phrases: &phrases, procedures: &procedures };
            let report = brief(&telling, language);
            for text in report.sentences.iter().map(|told| &told.text).chain([&report.line]) {
                prop_assert!(!["  ", "{", " .", " ;", "domestic-", "act-"].iter().any(|gap| text.contains(gap)), "{text}");
            }
            for told in &report.sentences {
                for word in of_row(&telling, told.key).into_iter().flat_map(|(_, words)| words) {
                    prop_assert!(!says(&told.text, word), "{language}: `{word}` in: {}", told.text);
                }
            }
            if *language == "en" {
                for word in forbidden(agreement, &status) {
                    for text in [&report.line, &report.paragraph()] {
                        prop_assert!(!says(text, word), "`{word}` in: {text}");
                    }
                }
            }
        }
    }
}
