//! The procedures that come with the tool: every one loads without a finding.

use ratification::ledger::load_procedure;
use ratification::model::procedure_texts;
use ratification::source::Source;

#[test]
fn all_ninety_two_load_without_a_finding() {
    let mut count = 0;
    for code in procedure_texts::codes() {
        let text = procedure_texts::builtin(code).expect("a code of the list has a text");
        let (procedure, findings) = load_procedure(code, &Source::new(format!("data/procedures/{code}.toml"), text));
        assert!(findings.is_empty(), "{code}: {findings:#?}");
        let procedure = procedure.expect("a sound text gives a procedure");
        assert_eq!(procedure.code, code);
        assert!(procedure.steps.len() > 1 && !procedure.name.is_empty(), "{code}");
        assert!(procedure.milestones.consent_expressed.is_some(), "{code}: how is consent expressed?");
        for step in &procedure.steps {
            assert!(!step.label.is_empty() && !step.body.is_empty(), "{code}: {}", step.key);
        }
        count += 1;
    }
    assert_eq!(count, 92);
}
