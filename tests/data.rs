//! The tables that come with the tool: whole, loadable, and about parties that have a name.

use std::collections::BTreeSet;
use std::path::Path;

use ratification::ledger::load_procedure;
use ratification::model::{Code, Names, Procedure, procedure_texts};
use ratification::source::Source;

fn load(code: &str) -> Procedure {
    let text = procedure_texts::builtin(code).expect("it is in the list");
    let (procedure, findings) = load_procedure(code, &Source::new(format!("{code}.toml"), text));
    assert!(findings.is_empty(), "{code}: {findings:?}");
    procedure.expect("a text without findings is a procedure")
}

fn procedures() -> impl Iterator<Item = Procedure> {
    procedure_texts::codes().map(load)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "lists the folder that the texts are compiled in from")]
fn the_list_of_procedures_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/procedures");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned());
    let found: BTreeSet<String> = names.collect();
    let listed: Vec<String> = procedure_texts::codes().map(|code| format!("{code}.toml")).collect();
    assert!(listed.is_sorted());
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), found);
}

#[test]
fn a_procedure_is_of_a_party_that_has_a_name() {
    for procedure in procedures() {
        let code: Code = procedure.code.parse().expect("its code has the shape of one");
        assert!(Names::builtin().by_code(&code).is_some(), "{code}");
    }
    assert!(procedure_texts::builtin("ZZ").is_none());
}

#[test]
fn a_step_has_its_own_key_a_body_and_a_label() {
    for procedure in procedures() {
        let code = &procedure.code;
        let keys: BTreeSet<&str> = procedure.steps.iter().map(|step| step.key.as_str()).collect();
        assert_eq!(keys.len(), procedure.steps.len(), "{code}");
        assert_eq!(procedure.steps.iter().filter(|step| step.kind.is_none()).count(), 1, "{code}");
        for step in &procedure.steps {
            assert!(procedure.body_of(step).is_some() && !step.label.is_empty(), "{code} {}", step.key);
        }
    }
}

#[test]
fn every_milestone_leads_to_delivery() {
    for procedure in procedures() {
        let roads = procedure.variants.iter().map(|(name, _)| Some(name.as_str())).chain([None]);
        for variant in roads {
            let said = procedure.milestones(variant);
            let consent = said.consent_expressed.as_ref().and_then(|key| procedure.step(key));
            assert!(consent.is_some_and(|step| step.kind.is_none()), "{} {variant:?}", procedure.code);
            let on_road = |key: &String| {
                let step = procedure.step(key).expect("a milestone is a step");
                variant.is_none() || step.variant.is_none() || step.variant.as_deref() == variant
            };
            assert!(said.state_decision.iter().all(on_road), "{} {variant:?}", procedure.code);
        }
    }
}

#[test]
fn parallel_bodies_stand_side_by_side() {
    let group = |code: &str| -> Vec<String> {
        load(code).steps.into_iter().filter(|step| step.all_of.is_some()).map(|step| step.key).collect()
    };
    assert_eq!(group("BE").len(), 7);
    assert_eq!(group("EU"), ["member-states"]);
}
