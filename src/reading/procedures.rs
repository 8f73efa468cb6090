//! How the parties of an agreement approve it: the ledger's own procedures before those that come with the tool.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Reading;
use crate::diagnostic::Finding;
use crate::ledger;
use crate::model::{Agreement, Code, Procedure, procedure_texts};
use crate::source::Source;

impl Reading {
    /// The procedure of a party under an agreement: its own list of steps, the one that is named, or that of its code.
    pub fn procedure_of(&self, agreement: &Agreement, code: &Code) -> Option<Arc<Procedure>> {
        let entry = agreement.party.get(code);
        if let Some(entry) = entry.filter(|entry| !entry.steps.is_empty()) {
            let name = entry.name.clone().unwrap_or_else(|| code.to_string());
            return Some(Arc::new(Procedure::own(code, &name, &entry.steps)));
        }
        let named = entry.and_then(|entry| entry.procedure.as_deref());
        self.procedure(named.unwrap_or(code.as_str()))
    }

    /// A procedure by its code: the ledger's own before the built-in one; read once.
    pub fn procedure(&self, code: &str) -> Option<Arc<Procedure>> {
        if let Some(known) = self.procedures.borrow().get(code) {
            return known.clone();
        }
        let read = self.read_procedure(code);
        self.procedures.borrow_mut().insert(code.to_owned(), read.clone());
        read
    }

    fn read_procedure(&self, code: &str) -> Option<Arc<Procedure>> {
        Code::has_shape(code).then_some(())?;
        let name = format!("procedures/{code}.toml");
        let own = self.read_optional(&name).unwrap_or_else(|error| {
            let finding = Finding::error("unreadable", &name, error.to_string()).help(error.help());
            self.broken.borrow_mut().insert(code.to_owned(), vec![finding]);
            None
        });
        let Some(source) = own else {
            let builtin = Source::new(format!("data/procedures/{code}.toml"), procedure_texts::builtin(code)?);
            return ledger::load_procedure(code, &builtin).0.map(Arc::new);
        };
        let (procedure, findings) = ledger::load_procedure(code, &source);
        if findings.iter().any(Finding::is_error) {
            self.keep(&source);
            self.broken.borrow_mut().insert(code.to_owned(), findings);
        }
        procedure.map(Arc::new)
    }

    /// The errors of the ledger's own procedures that an agreement's parties follow.
    pub(super) fn broken_procedures(&self, agreement: &Agreement) -> Vec<Finding> {
        if !self.has_own_procedures {
            return Vec::new();
        }
        let acting = agreement.acts.iter().filter_map(|act| act.party);
        let parties: BTreeSet<Code> = agreement.parties.iter().flatten().copied().chain(acting).collect();
        for code in &parties {
            self.procedure_of(agreement, code);
        }
        let broken = self.broken.borrow();
        let named = |code: &Code| agreement.party.get(code).and_then(|entry| entry.procedure.clone());
        let codes = parties.iter().map(|code| named(code).unwrap_or_else(|| code.to_string()));
        codes.filter_map(|code| broken.get(&code)).flatten().cloned().collect()
    }
}
