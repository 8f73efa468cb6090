//! The ledgers that measurements are made on: the same on every machine, without an error, of the shape that is claimed.

#[path = "../benches/made/mod.rs"]
mod made;
mod support;

use std::path::Path;

use ratification::context::Context;
use ratification::error::Exit;
use ratification::ledger::fmt::format;
use ratification::run_in;
use ratification::source::Source;
use support::day;

/// What the program says of a ledger.
fn told(ledger: &Path, words: &[&str]) -> (Exit, String) {
    let (mut ctx, said) = Context::for_test(day("2026-01-15"));
    let folder = ledger.to_str().expect("a path of plain letters");
    let exit = run_in(&[&["track", "--ledger", folder], words].concat(), &mut ctx);
    (exit, said.out())
}

/// A short name for bytes: FNV-1a.
fn digest(texts: impl Iterator<Item = String>) -> u64 {
    let bytes = texts.flat_map(String::into_bytes);
    bytes.fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Whoever changes the generator changes what all figures were measured on; then `benches/instructions.tsv` is written anew.
#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed| digest(made::ledger(200, seed).flat_map(|agreement| [agreement.id, agreement.text]));
    assert_eq!(bytes(made::SEED), bytes(made::SEED));
    assert_ne!(bytes(made::SEED), bytes(made::SEED + 1));
    assert_eq!(format!("{:016x}", bytes(made::SEED)), "61a9a2a786c54f93");
}

#[test]
fn a_larger_ledger_begins_as_a_smaller_one() {
    let small: Vec<_> = made::ledger(50, 7).collect();
    let large: Vec<_> = made::ledger(80, 7).take(50).collect();
    assert_eq!(small, large);
}

#[test]
fn most_agreements_are_bilateral_and_a_few_have_very_many_parties() {
    let acts = |text: &str| text.matches("\n[[act]]\n").count();
    let all: Vec<_> = made::ledger(4000, made::SEED).collect();
    let bilateral = all.iter().filter(|it| it.text.contains("title = \"Agreement")).count();
    assert!((3300..3500).contains(&bilateral), "{bilateral}");
    let most = all.iter().map(|it| acts(&it.text)).max();
    assert!(most.is_some_and(|most| most > 500), "{most:?}");
    for word in
        ["[act.retracted]", "\"withdrawal\"", "[[looked]]", "each with at least", "weights", "not_before", "expected"]
    {
        assert!(all.iter().any(|it| it.text.contains(word)), "{word}");
    }
}

#[test]
fn every_file_is_laid_out_as_the_program_would() {
    for agreement in made::ledger(300, 3) {
        let source = Source::new(format!("agreements/{}.toml", agreement.id), agreement.text.clone());
        assert_eq!(format(&source).expect("a text of the format"), agreement.text, "{}", agreement.id);
    }
}

#[test]
fn the_ledger_has_no_error_and_an_answer_for_everything() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ledger = folder.path().join("ledger");
    made::write(&ledger, 200, made::SEED).expect("a new folder can be written");
    let (exit, _) = told(&ledger, &["check"]);
    assert_eq!(exit, Exit::Done);
    let (exit, lines) = told(&ledger, &["status", "--plain", "--columns", "id,force"]);
    assert_eq!((exit, lines.lines().count()), (Exit::Done, 200));
    for word in ["\tin-force", "\tnot-in-force", "\tconditions-met"] {
        assert!(lines.lines().any(|line| line.ends_with(word)), "{word}");
    }
}
