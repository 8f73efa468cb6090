//! How well a fact is supported: official, corroborated, reported, unsourced.
//!
//! Who may say a fact officially depends on the fact. An answer has the lowest grade among the facts it rests on.

use std::collections::BTreeMap;

use crate::model::words::words;
use crate::model::{Act, Agreement, Citation, Delivery, Kind, Outcome, SourceKind};

words! {
    /// How well a fact is supported, the lowest first.
    Grade {
        /// Nobody says so.
        Unsourced = "unsourced",
        /// One voice says so.
        Reported = "reported",
        /// Two independent publishers say so.
        Corroborated = "corroborated",
        /// The one who may say so says so.
        Official = "official",
    }
}

/// The grade of one act.
pub fn of_act(agreement: &Agreement, act: &Act) -> Grade {
    let sources = sources_of(agreement, act);
    let official = sources.iter().any(|source| is_official(agreement, act, source));
    if official { Grade::Official } else { of_sources(sources) }
}

/// Who says so: an act abroad, or of the agreement itself, that names no source of its own rests on those of the whole
/// record, which is how a register is kept.
pub fn sources_of<'a>(agreement: &'a Agreement, act: &'a Act) -> &'a [Citation] {
    if act.sources.is_empty() && !act.kind.is_domestic() { &agreement.sources } else { &act.sources }
}

/// Whether a source is the one who may say an act officially, and in its own words.
pub fn is_official(agreement: &Agreement, act: &Act, source: &Citation) -> bool {
    source.kind.is_some_and(|kind| officials(agreement, act).contains(&kind)) && speaks_itself(source)
}

/// The lowest grade among acts, by their place in the file; unsourced of none.
pub fn lowest(agreement: &Agreement, acts: &[usize]) -> Grade {
    let grades = acts.iter().map(|act| of_act(agreement, &agreement.acts[*act]));
    grades.min().unwrap_or(Grade::Unsourced)
}

/// The grade that sources give by the number of independent voices; never official by itself.
pub fn of_sources(sources: &[Citation]) -> Grade {
    match voices(sources) {
        0 => Grade::Unsourced,
        1 => Grade::Reported,
        _ => Grade::Corroborated,
    }
}

/// How many independent voices speak. Sources of one publisher, or that carry one agency's text, are one voice, and so
/// is that agency; those that name nobody are together one at most.
pub fn voices(sources: &[Citation]) -> usize {
    let mut voice_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut root: Vec<usize> = (0..sources.len()).collect();
    for (at, source) in sources.iter().enumerate() {
        for name in names(source) {
            let known = *voice_of.entry(name).or_insert(at);
            let (a, b) = (find(&root, known), find(&root, at));
            root[a.max(b)] = a.min(b);
        }
    }
    (0..root.len()).filter(|at| root[*at] == *at).count()
}

fn find(root: &[usize], mut at: usize) -> usize {
    while root[at] != at {
        at = root[at];
    }
    at
}

/// Who speaks in a source: its publisher, else the host of its address, and the agency whose text it carries.
fn names(source: &Citation) -> Vec<String> {
    let publisher = source.publisher.clone().or_else(|| source.url.as_deref().map(host));
    let mut names: Vec<String> = [publisher, source.origin.clone()].into_iter().flatten().map(|n| plain(&n)).collect();
    names.retain(|name| !name.is_empty());
    if names.is_empty() {
        names.push(String::new());
    }
    names
}

/// Whether a source speaks for itself and does not carry another's text.
pub(super) fn speaks_itself(source: &Citation) -> bool {
    let Some(origin) = &source.origin else { return true };
    source.publisher.as_deref().is_some_and(|publisher| plain(publisher) == plain(origin))
}

fn plain(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The host of an address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// The kinds of publishers who may say an act officially.
fn officials(agreement: &Agreement, act: &Act) -> &'static [SourceKind] {
    use SourceKind::{Court, Depositary, Gazette, Government, Ministry};
    if act.kind.is_domestic() {
        return match act.outcome {
            Outcome::Annulled => &[Court, Gazette],
            _ => officials_at_home(act.kind),
        };
    }
    match act.kind {
        Kind::Signature | Kind::DefinitiveSignature | Kind::Initialling | Kind::Adoption => &[Ministry, Depositary],
        Kind::Event => &[Depositary, Ministry, Government, Gazette],
        _ if is_deposited(agreement, act) => &[Depositary],
        Kind::EntryIntoForce | Kind::Termination | Kind::Extension => &[Ministry, Gazette, Government, Depositary],
        _ => &[Ministry, Depositary],
    }
}

/// For a vote the chamber's record; for a law the gazette, the presidency or the government's legal register.
const fn officials_at_home(kind: Kind) -> &'static [SourceKind] {
    use SourceKind::{Court, Gazette, Government, Ministry, Parliament, Presidency};
    match kind {
        Kind::Vote | Kind::ConsentVote | Kind::Committee | Kind::LayingPeriod | Kind::ObjectionPeriod => &[Parliament],
        Kind::GovernmentSubmission => &[Parliament, Government, Ministry, Presidency],
        Kind::CourtReview => &[Court, Gazette],
        Kind::Referendum => &[Gazette, Government],
        Kind::CouncilDecision => &[Government, Gazette],
        Kind::InstrumentSigned => &[Presidency, Ministry, Gazette, Government],
        _ => &[Gazette, Presidency, Government],
    }
}

/// Whether the depositary keeps the record of an act: a deposit, and everything done to a treaty that has a depositary,
/// or more than two parties, except what is exchanged.
fn is_deposited(agreement: &Agreement, act: &Act) -> bool {
    let multilateral = agreement.parties.as_ref().is_none_or(|parties| parties.len() > 2);
    match act.delivery {
        Some(Delivery::Deposit) => true,
        Some(Delivery::Exchange) => false,
        _ => multilateral || !agreement.depositary.is_empty(),
    }
}

#[cfg(test)]
mod tests;
