//! The parties of an agreement: whom a code may name, and a party's own steps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Context;
use super::reader::Reader;
use super::settings::code;
use super::shape::Shape;
use crate::diagnostic::Level;
use crate::model::{Agreement, Code, Kind, OwnStep, PartyEntry, Procedure, Requirement};
use crate::source::Span;

/// What acts are read against: the header of their agreement.
pub(super) struct Header<'a> {
    agreement: &'a Agreement,
    ctx: &'a Context<'a>,
    /// The closed list.
    parties: Option<BTreeSet<Code>>,
    /// The procedures that parties' own lists of steps make.
    own: BTreeMap<Code, Arc<Procedure>>,
}

impl<'a> Header<'a> {
    pub(super) fn new(agreement: &'a Agreement, ctx: &'a Context<'a>) -> Self {
        let listed = agreement.party.iter().filter(|(_, entry)| !entry.steps.is_empty());
        let own = listed.map(|(party, entry)| {
            let name = entry.name.as_deref().unwrap_or(party.as_str());
            (*party, Arc::new(Procedure::own(party, name, &entry.steps)))
        });
        let parties = agreement.parties.as_ref().map(|list| list.iter().copied().collect());
        Self { agreement, ctx, parties, own: own.collect() }
    }

    /// The procedure of a party under this agreement.
    pub(super) fn procedure(&self, party: &Code) -> Option<Arc<Procedure>> {
        self.own.get(party).cloned().or_else(|| {
            let entry = self.agreement.party.get(party);
            (self.ctx.procedures)(entry.and_then(|e| e.procedure.as_deref()).unwrap_or(party.as_str()))
        })
    }

    /// A party's code: known, and inside a closed list.
    pub(super) fn party(&self, reader: &Reader) -> Option<Code> {
        reader.takes("party", || Shape::Code);
        let text = reader.text("party")?;
        let span = reader.place("party");
        let found = code(reader, &text, &span)?;
        known_party(reader, self.ctx, &self.agreement.party, found, &span);
        if self.parties.as_ref().is_some_and(|list| !list.contains(&found)) {
            let message = format!("`{found}` is not among the parties of this agreement");
            let help = "add it to `parties`, or leave `parties` out if the list is open";
            reader.text.error("party-outside-list", &span, message, help);
        }
        Some(found)
    }
}

/// Reports a code that neither the table of names nor the agreement knows.
pub(super) fn known_party(
    reader: &Reader,
    ctx: &Context,
    named: &BTreeMap<Code, PartyEntry>,
    found: Code,
    span: &Span,
) {
    let here = named.get(&found).is_some_and(|entry| entry.name.is_some());
    if !here && ctx.names.by_code(&found).is_none() {
        let message = format!("no party is known under the code `{found}`");
        let help =
            format!("`track parties NAME` shows codes; a party of your own is named: [party.{found}] name = \"…\"");
        reader.text.error("unknown-party", span, message, help);
    }
}

/// As [`known_party`], for members of groups and values of weights: a code of one's own that nobody has named can never
/// act, so it changes no answer but a share's; it is told, and the file keeps its meaning.
pub(super) fn known_member(
    reader: &Reader,
    ctx: &Context,
    named: &BTreeMap<Code, PartyEntry>,
    found: Code,
    span: &Span,
) {
    if !found.is_own() {
        return known_party(reader, ctx, named, found, span);
    }
    let here = named.get(&found).is_some_and(|entry| entry.name.is_some());
    if !here && ctx.names.by_code(&found).is_none() {
        let message = format!("nobody is named under the code `{found}`");
        let help = format!("name it: [party.{found}] name = \"…\"");
        reader.text.report(Level::Warning, "unknown-party", span, message, help);
    }
}

/// The milestones that a step can stand for.
const MILESTONES: &[&str] = &["parliament_stage_done", "state_decision", "consent_expressed"];

/// Reads one `[[party.CODE.step]]`.
pub(super) fn own_step(reader: Reader) -> Option<OwnStep> {
    let key = reader.needed("key");
    let kind = reader.word("kind", Kind::ALL);
    reader.must("kind");
    if !reader.has("kind") {
        reader.text.error("missing-kind", &reader.span, "a step needs a `kind`", "for example `kind = \"vote\"`");
    }
    let requirement = reader.word("requirement", Requirement::ALL);
    let step = OwnStep {
        key: key.clone().unwrap_or_default(),
        kind: kind.unwrap_or(Kind::Vote),
        body: reader.text("body"),
        requirement: requirement.unwrap_or(Requirement::Required),
        milestone: reader.word("milestone", MILESTONES).map(str::to_owned),
    };
    reader.finish();
    (key.is_some() && kind.is_some()).then_some(step)
}
