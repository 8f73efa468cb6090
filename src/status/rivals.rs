//! Claims that cannot both be true: about the same act of the same party, differing in day, outcome or reading.
//!
//! What repeats, corrects or follows another act is no rival of it, nor is what was done after something opened the
//! matter again. Which of the claims a world takes is decided in `claims`.

use std::collections::BTreeMap;

use crate::model::{About, Act, ActId, Agreement, Code, Kind, Outcome, Reading};

/// How far back a claim is held against earlier claims about the same thing; far above what any real record holds.
const REACH_BACK: usize = 32;

/// What rival claims differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Differ {
    /// The day.
    Date,
    /// What became of it.
    Outcome,
    /// The reading.
    Reading,
}

/// Claims about one act that cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rivals {
    /// The acts, by their place in the file.
    pub acts: Vec<usize>,
    /// Whose act it is; `None`: the agreement's.
    pub party: Option<Code>,
    /// What they differ in.
    pub differ: Vec<Differ>,
}

/// The rival claims among acts: about the same act of the same party, differing in date, outcome or reading, where
/// neither follows the other and nothing between them opened the matter again.
pub fn rivals(agreement: &Agreement, acts: &[usize]) -> Vec<Rivals> {
    if !has_repetition(agreement, acts) {
        return Vec::new();
    }
    let key = |at: usize| (agreement.acts[at].party, subject(agreement.acts[at].kind), agreement.acts[at].about);
    let mut sorted: Vec<usize> = acts.iter().copied().filter(|at| !is_repeatable(agreement.acts[*at].kind)).collect();
    let order = |at: usize| (key(at), agreement.acts[at].date, &agreement.acts[at].id, at);
    sorted.sort_unstable_by(|a, b| order(*a).cmp(&order(*b)));
    let mut scene = None;
    let mut found: Vec<Rivals> = Vec::new();
    for bucket in sorted.chunk_by(|a, b| key(*a) == key(*b)).filter(|bucket| bucket.len() > 1) {
        let scene = scene.get_or_insert_with(|| Scene::new(agreement, acts));
        found.extend(scene.sets(bucket));
    }
    found.sort_by_key(|set| set.acts[0]);
    found
}

/// Whether any two acts are of one party, kind and purpose: a cheap first look, for in most agreements none are.
fn has_repetition(agreement: &Agreement, acts: &[usize]) -> bool {
    let mark = |at: &usize| {
        let act = &agreement.acts[*at];
        let party = act.party.iter().flat_map(|code| code.as_str().bytes());
        let purpose = [subject(act.kind) as u8, act.about as u8];
        party.chain(purpose).fold(0_u64, |mark, byte| mark.wrapping_mul(257) ^ u64::from(byte))
    };
    let mut marks: Vec<u64> = acts.iter().map(mark).collect();
    marks.sort_unstable();
    marks.windows(2).any(|pair| pair[0] == pair[1])
}

/// Kinds that a party may do any number of times, so that two of them never contradict each other.
const fn is_repeatable(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Objection | Kind::Reservation | Kind::Declaration | Kind::TerritorialApplication | Kind::Extension
    )
}

/// The kind under which claims are compared: consent that is delivered is one act, whatever its mode is called.
const fn subject(kind: Kind) -> Kind {
    match kind {
        Kind::Ratification | Kind::Acceptance | Kind::Approval | Kind::Accession | Kind::FormalConfirmation => {
            Kind::Consent
        }
        other => other,
    }
}

/// What opens an act of a kind again, so that a second one is a sequence.
const fn reopened_by(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Withdrawal | Kind::Exclusion | Kind::NoIntention => &[
            Kind::NoticeWithdrawn,
            Kind::Signature,
            Kind::DefinitiveSignature,
            Kind::Consent,
            Kind::Succession,
            Kind::Notification,
        ],
        Kind::NoticeWithdrawn => &[Kind::Withdrawal],
        Kind::ProvisionalApplication => &[Kind::ProvisionalEnd],
        Kind::ProvisionalEnd => &[Kind::ProvisionalApplication],
        Kind::Suspension => &[Kind::Resumption],
        Kind::Resumption => &[Kind::Suspension],
        Kind::EntryIntoForce => &[Kind::Termination],
        Kind::Termination => &[Kind::EntryIntoForce, Kind::Extension, Kind::Resumption],
        _ => &[Kind::Withdrawal, Kind::Exclusion, Kind::NoIntention],
    }
}

/// What outcomes amount to; `None`: not known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Done,
    NotRequired,
    Undecided,
    Refused(Outcome),
}

/// What an outcome amounts to.
pub(super) const fn class(outcome: Outcome) -> Option<Class> {
    match outcome {
        Outcome::Adopted | Outcome::Done | Outcome::DeemedDone => Some(Class::Done),
        Outcome::NotRequired => Some(Class::NotRequired),
        Outcome::Tied | Outcome::NoQuorum => Some(Class::Undecided),
        Outcome::Unknown => None,
        Outcome::Rejected | Outcome::Lapsed | Outcome::Returned | Outcome::Annulled => Some(Class::Refused(outcome)),
    }
}

/// What opens a matter again: a refusal at home, or an act of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Opener {
    Refusal(About),
    Act(Kind),
}

/// The acts as they stand beside each other.
struct Scene<'a> {
    agreement: &'a Agreement,
    by_id: BTreeMap<&'a ActId, usize>,
    /// What opens a matter again, by the last day it can have been.
    openers: BTreeMap<(Option<Code>, Opener), Vec<usize>>,
}

impl<'a> Scene<'a> {
    fn new(agreement: &'a Agreement, acts: &[usize]) -> Self {
        let mut openers: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut by_id = BTreeMap::new();
        for at in acts {
            let act = &agreement.acts[*at];
            by_id.insert(&act.id, *at);
            match act.kind.is_domestic() {
                true if act.outcome.reopens() => {
                    openers.entry((act.party, Opener::Refusal(act.about))).or_default().push(*at);
                }
                true => {}
                false => openers.entry((act.party, Opener::Act(subject(act.kind)))).or_default().push(*at),
            }
        }
        openers.values_mut().for_each(|acts| acts.sort_by_key(|at| agreement.acts[*at].date.latest()));
        Self { agreement, by_id, openers }
    }

    fn act(&self, at: usize) -> &'a Act {
        &self.agreement.acts[at]
    }

    /// The sets of rivals among acts of one party and kind, in the order of their days.
    fn sets(&self, bucket: &[usize]) -> Vec<Rivals> {
        let mut root: Vec<usize> = (0..bucket.len()).collect();
        let mut differ: BTreeMap<usize, Vec<Differ>> = BTreeMap::new();
        for later in 1..bucket.len() {
            for earlier in later.saturating_sub(REACH_BACK)..later {
                let found = self.contradict(bucket[earlier], bucket[later]);
                if !found.is_empty() {
                    join(&mut root, earlier, later);
                    differ.entry(later).or_default().extend(found);
                }
            }
        }
        let mut sets: BTreeMap<usize, Rivals> = BTreeMap::new();
        for (at, act) in bucket.iter().enumerate() {
            let party = self.act(*act).party;
            let empty = || Rivals { acts: Vec::new(), party, differ: Vec::new() };
            let set = sets.entry(find(&mut root, at)).or_insert_with(empty);
            set.acts.push(*act);
            set.differ.extend(differ.remove(&at).unwrap_or_default());
        }
        sets.into_values().filter(|set| set.acts.len() > 1).map(in_order).collect()
    }

    /// What two claims, the earlier first, contradict each other in; nothing where both can be true.
    fn contradict(&self, earlier: usize, later: usize) -> Vec<Differ> {
        let (a, b) = (self.act(earlier), self.act(later));
        if !is_one_matter(a, b) {
            return Vec::new();
        }
        let found = differences(a, b);
        if found.is_empty() || is_sequence(a, b) || self.follows(earlier, later) || self.reopened(earlier, later) {
            return Vec::new();
        }
        found
    }

    /// Whether one says that it follows the other, or something that came after it.
    fn follows(&self, earlier: usize, later: usize) -> bool {
        let next = |at: &usize| self.by_id.get(self.act(*at).follows.as_ref()?).copied();
        let chain = |from: usize| std::iter::successors(next(&from), next).take(REACH_BACK);
        let after = |at: usize| self.act(at).date.earliest() >= self.act(earlier).date.latest();
        chain(later).any(|at| at == earlier || after(at) && at != later) || chain(earlier).any(|at| at == later)
    }

    /// Whether something between two acts opened the matter again.
    fn reopened(&self, earlier: usize, later: usize) -> bool {
        let (a, b) = (self.act(earlier), self.act(later));
        let opened = |opener: Opener| {
            self.openers.get(&(a.party, opener)).is_some_and(|acts| {
                let first = acts.partition_point(|at| self.act(*at).date.latest() < a.date.earliest());
                let between = |at: &usize| self.act(*at).date.earliest() <= b.date.latest();
                acts[first..].iter().any(|at| *at != earlier && *at != later && between(at))
            })
        };
        if a.kind.is_domestic() {
            return opened(Opener::Refusal(a.about));
        }
        reopened_by(a.kind).iter().any(|kind| opened(Opener::Act(*kind)))
    }
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

fn join(root: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(root, a), find(root, b));
    root[a.max(b)] = a.min(b);
}

fn in_order(mut set: Rivals) -> Rivals {
    set.acts.sort_unstable();
    set.differ.sort_unstable();
    set.differ.dedup();
    set
}

/// Whether two acts of one party and kind claim to be the same act: the same step, without one the same organ; the
/// same name, territory and scope; not two deliveries of one consent.
fn is_one_matter(a: &Act, b: &Act) -> bool {
    let same_place = match (&a.at, &b.at) {
        (Some(a), Some(b)) => a.trim().eq_ignore_ascii_case(b.trim()),
        _ => true,
    };
    let same = a.name == b.name && a.territory == b.territory && a.scope == b.scope && same_place;
    same && if a.kind.is_domestic() { is_one_step(a, b) } else { is_one_mode(a, b) }
}

fn is_one_step(a: &Act, b: &Act) -> bool {
    match (&a.step, &b.step, &a.body, &b.body) {
        (Some(a), Some(b), ..) => a == b,
        (.., Some(a), Some(b)) => same_words(a, b),
        (None, None, None, None) => true,
        _ => false,
    }
}

fn is_one_mode(a: &Act, b: &Act) -> bool {
    let unstated = a.kind == Kind::Consent || b.kind == Kind::Consent;
    a.kind == b.kind || unstated || a.step.is_some() && a.step == b.step
}

/// Whether two texts are the same word for word, whatever their case.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    a.trim() == b.trim() || a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// What two claims about one act differ in.
fn differences(a: &Act, b: &Act) -> Vec<Differ> {
    let by_outcome = class(a.outcome).zip(class(b.outcome)).is_some_and(|(a, b)| a != b);
    let not_required = a.outcome == Outcome::NotRequired && b.outcome == Outcome::NotRequired;
    [
        (Differ::Date, !not_required && differ_in_date(a, b)),
        (Differ::Outcome, by_outcome),
        (Differ::Reading, a.kind.needs_outcome() && reading(a) != reading(b)),
    ]
    .into_iter()
    .filter_map(|(what, differs)| differs.then_some(what))
    .collect()
}

/// Whether the days differ: of an entry into force the day of force, of what takes effect later either day.
fn differ_in_date(a: &Act, b: &Act) -> bool {
    let effects = a.effective.zip(b.effective).is_some_and(|(a, b)| !a.overlaps(&b));
    if a.kind == Kind::EntryIntoForce {
        return !a.effective.unwrap_or(a.date).overlaps(&b.effective.unwrap_or(b.date));
    }
    let moves_later = matches!(
        a.kind,
        Kind::Termination | Kind::Suspension | Kind::ProvisionalApplication | Kind::Withdrawal | Kind::Exclusion
    );
    !a.date.overlaps(&b.date) || moves_later && effects
}

/// The reading; all that decide are one.
fn reading(act: &Act) -> Option<Reading> {
    act.reading.filter(|reading| !reading.is_deciding())
}

/// Whether two claims, the earlier first, can be told apart as two acts in a row: different readings that need not be
/// of one day; a second attempt after the first failed; an end after the act.
fn is_sequence(earlier: &Act, later: &Act) -> bool {
    let one_day = earlier.date.exact().is_some() && earlier.date.exact() == later.date.exact();
    let apart = !earlier.date.overlaps(&later.date);
    let failed = matches!(class(earlier.outcome), Some(Class::Refused(_) | Class::Undecided));
    let ends = |act: &Act| matches!(act.outcome, Outcome::Annulled | Outcome::Lapsed | Outcome::Returned);
    let ended = ends(earlier) || ends(later);
    let two_readings = earlier.kind.needs_outcome() && reading(earlier) != reading(later);
    two_readings && !one_day || failed && apart || ended && !one_day
}

#[cfg(test)]
mod tests;
