//! Checks: likelihood and good practice in one agreement, as findings.
//!
//! What keeps a file from having one meaning is found while loading; here stands what an editor should look at. Each
//! check is a row of [`table::CHECKS`] and a function; it knows the agreement, its status and the names in the ledger,
//! and asks no clock.

mod acts;
mod clause;
pub mod files;
mod look_alike;
mod parties;
mod policy;
mod remnant;
mod sources;
mod steps;
pub mod table;
mod text;
mod toml;
mod votes;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::clause::Clause;
use crate::date::Day;
use crate::diagnostic::{Finding, Level};
use crate::model::{Agreement, AgreementId, Code, Procedure};
use crate::source::{Source, Span};
use crate::status::Status;

pub use policy::{Policy, PolicyError, of_policy};
pub use table::{CHECKS, Check, Run, all};

/// What a check looks at: one agreement that loaded.
pub struct Subject<'a> {
    /// Its text.
    pub source: &'a Source,
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its clause; `None` where it has a fault.
    pub clause: Option<&'a Clause>,
    /// Its status today; `None` where it, or what its clause waits for, has errors.
    pub status: Option<&'a Status>,
    /// The procedure of a party under this agreement.
    pub procedures: &'a dyn Fn(&Code) -> Option<Arc<Procedure>>,
    /// The agreements of the ledger.
    pub ids: &'a BTreeSet<AgreementId>,
    /// Today.
    pub today: Day,
}

/// How many findings of one check are kept, so that a hostile file costs no more than it can teach.
const MOST: usize = 1_000;

/// Takes the findings of one check.
pub struct Sink<'a> {
    check: &'static Check,
    source: &'a Source,
    findings: Vec<Finding>,
}

impl Sink<'_> {
    /// Adds a finding at a place, with its cure; of those beyond the most that are kept, only that there are more.
    pub fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        if self.findings.len() > MOST {
            return;
        }
        if self.findings.len() == MOST {
            let message = format!("more than {MOST} findings `{}`: the first are shown", self.check.code);
            let note = Finding::new(Level::Note, "too-many-findings", self.source.name(), message);
            return self.findings.push(note.help("correct these first, then look again"));
        }
        let finding = Finding::new(self.check.level, self.check.code, self.source.name(), message);
        self.findings.push(finding.at(self.source, span).help(help));
    }
}

/// Everything that the checks of one text find, whether it loads or not.
pub fn of_text(source: &Source) -> Vec<Finding> {
    run(source, CHECKS, |check, sink| {
        if let Run::Text(look) = check.run {
            look(source, sink);
        }
    })
}

/// Everything that the checks of one agreement find, beside those of its text.
pub fn of_agreement(subject: &Subject) -> Vec<Finding> {
    run(subject.source, CHECKS, |check, sink| match (check.run, subject.status) {
        (Run::Agreement(look), _) => look(subject, sink),
        (Run::Status(look), Some(status)) => look(subject, status, sink),
        _ => {}
    })
}

fn run(source: &Source, checks: &'static [Check], look: impl Fn(&'static Check, &mut Sink)) -> Vec<Finding> {
    let mut found: Vec<Finding> = checks
        .iter()
        .flat_map(|check| {
            let mut sink = Sink { check, source, findings: Vec::new() };
            look(check, &mut sink);
            sink.findings
        })
        .collect();
    Finding::sort(&mut found);
    found
}
