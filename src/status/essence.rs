//! What the outline of an answer rests on, and no more: so little that it can be kept for a whole ledger.

use std::collections::BTreeSet;

use super::Case;
use super::outline::rests_on_home;
use crate::model::{Act, Agreement, Citation, Code, Kind, Look};

/// The agreement without what its outline does not rest on: acts at home and expected ones, sources, figures, notes.
/// The outline is the same, as of every day and as known at every moment.
pub fn essence(case: &Case) -> Agreement {
    let agreement = case.agreement;
    if rests_on_home(case) {
        return agreement.clone();
    }
    let mut kept = without_acts(agreement);
    let mut told: BTreeSet<Code> =
        agreement.acts.iter().filter(|act| is_abroad(act)).filter_map(|act| act.party).collect();
    // who acted only at home takes part, too: one act says so
    let mut stays = |act: &&Act| is_abroad(act) || takes_part(act) && act.party.is_some_and(|party| told.insert(party));
    let acts: Vec<&Act> = agreement.acts.iter().filter(|act| !act.expected).filter(&mut stays).collect();
    kept.acts = acts.into_iter().map(bare).collect();
    kept
}

fn is_abroad(act: &Act) -> bool {
    !act.kind.is_domestic() && !act.expected
}

fn takes_part(act: &Act) -> bool {
    act.retracted.is_none() && !act.expected
}

fn without_acts(agreement: &Agreement) -> Agreement {
    let announced = agreement.acts.iter().any(|act| act.kind == Kind::EntryIntoForce && act.sources.is_empty());
    let look = |look: &Look| Look { where_: None, by: None, note: None, ..look.clone() };
    Agreement {
        id: agreement.id.clone(),
        title: agreement.title.clone(),
        short_title: agreement.short_title.clone(),
        aliases: Vec::new(),
        form: agreement.form,
        between: agreement.between,
        binding: agreement.binding,
        parties: agreement.parties.clone(),
        opened: agreement.opened,
        closes: agreement.closes,
        depositary: agreement.depositary.clone(),
        registered: None,
        text: None,
        applies_from: agreement.applies_from,
        tags: agreement.tags.clone(),
        related: Vec::new(),
        note: None,
        sources: if announced { bare_sources(&agreement.sources) } else { Vec::new() },
        clause: agreement.clause.clone(),
        term: agreement.term.clone(),
        groups: agreement.groups.clone(),
        weights: agreement.weights.clone(),
        party: agreement.party.clone(),
        acts: Vec::new(),
        looked: agreement.looked.iter().map(look).collect(),
    }
}

/// The act without what says nothing about force.
fn bare(act: &Act) -> Act {
    let announces = act.kind == Kind::EntryIntoForce;
    Act {
        votes: None,
        persons: Vec::new(),
        place: None,
        note: None,
        by: None,
        reason: None,
        condition: None,
        excluded: None,
        body: None,
        sources: if announces { bare_sources(&act.sources) } else { Vec::new() },
        ..act.clone()
    }
}

/// Who says so, without the words.
fn bare_sources(sources: &[Citation]) -> Vec<Citation> {
    sources.iter().map(|source| Citation { quote: None, note: None, ..source.clone() }).collect()
}
