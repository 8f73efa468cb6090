//! The outline of an answer: force, what the clause measures and what is missing, without where each party stands.
//!
//! Much of a record says nothing about force: what organs did at home, unless the clause counts completion there. The
//! outline leaves that out, so that thousands of agreements can be told in one line each. What it says, the whole
//! answer says too.

use std::collections::BTreeMap;

use super::answer::{by_party, homes};
use super::claims::{Settled, World, known, worlds_of};
use super::domestic::Domestic;
use super::facts::facts;
use super::floors::Others;
use super::force::{Force, ForceState, force, is_incomplete, party_force};
use super::international::{InternationalState, international};
use super::lack::{Lack, lacks};
use super::{AsOf, Case};
use crate::clause::{Verdict, evaluate};
use crate::date::Day;
use crate::model::{Act, Code, Kind};

/// Force of one agreement, and what is missing, as of one day.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Force, in the world that carries things least far.
    pub force: Force,
    /// Whether rival claims give different answers about force.
    pub disputed: bool,
    /// The clause's verdict in the world that is shown.
    pub verdict: Verdict,
    /// What is missing.
    pub missing: Vec<Lack>,
}

impl Outline {
    /// Whether the record lacks acts that there must have been; see [`super::Status::is_record_short`].
    pub fn is_record_short(&self) -> bool {
        is_incomplete(&self.force, &self.verdict)
    }
}

/// The outline of one agreement.
pub fn outline(case: &Case, as_of: AsOf, others: &Others) -> Outline {
    let at_home = rests_on_home(case);
    let mut acts = known(case.agreement, as_of.known_at);
    acts.retain(|act| at_home || !case.agreement.acts[*act].kind.is_domestic());
    let worlds = worlds_of(case.agreement, &acts, as_of.day).list;
    let answers: Vec<(World, Verdict, Force)> =
        worlds.into_iter().map(|world| in_world(case, world, at_home, as_of.day, others)).collect();
    let Joint { force, disputed, .. } =
        joint(&answers.iter().map(|(world, _, force)| (world, force)).collect::<Vec<_>>());
    let Some((world, verdict, least)) = answers.into_iter().last() else { unreachable!("there is at least one world") };
    let missing = if force.is_waited_for() {
        lacks(case.agreement, &verdict, &|code| has_signed(case, &world, &least, &verdict, code, as_of.day))
    } else {
        Vec::new()
    };
    Outline { force, disputed, verdict, missing }
}

/// Whether force may rest on what was done at home: the clause counts completion, or somebody left (and it matters
/// whether that took back a consent), or an act abroad follows another, perhaps through one at home.
pub(super) fn rests_on_home(case: &Case) -> bool {
    let concerns = |act: &Act| {
        matches!(act.kind, Kind::Withdrawal | Kind::Exclusion | Kind::NoticeWithdrawn)
            || act.follows.is_some() && !act.kind.is_domestic()
    };
    case.clause.counts_completion() || case.agreement.acts.iter().any(concerns)
}

fn in_world(case: &Case, world: World, at_home: bool, day: Day, others: &Others) -> (World, Verdict, Force) {
    let home = if at_home { homes(case, &by_party(case, &world), day) } else { BTreeMap::new() };
    let (verdict, force) = whole(case, &world.acts, &home, others, day);
    (world, verdict, force)
}

/// What the clause gives of the acts of one world, and force.
pub(super) fn whole(
    case: &Case,
    acts: &[Settled],
    home: &BTreeMap<Code, Domestic>,
    others: &Others,
    day: Day,
) -> (Verdict, Force) {
    let verdict = evaluate(case.clause, &facts(case, acts, home, others, day));
    let force = force(case, acts, &verdict, day);
    (verdict, force)
}

/// Whether a party has signed and not consented.
fn has_signed(case: &Case, world: &World, force: &Force, verdict: &Verdict, code: Code, day: Day) -> bool {
    let concerns = |settled: &&Settled| case.agreement.acts[settled.act].party.is_none_or(|party| party == code);
    let own: Vec<Settled> = world.acts.iter().filter(concerns).copied().collect();
    let line = party_force(case, &own, force, verdict, &code, day);
    international(case, &own, verdict, &line, &code, day).state == InternationalState::Signatory
}

/// Force as all worlds together give it.
pub(super) struct Joint {
    /// Force in the world that carries things least far, unknown where imprecise dates alone make it differ.
    pub(super) force: Force,
    /// The first and last day of force that the worlds give, where they differ.
    pub(super) range: Option<(Option<Day>, Option<Day>)>,
    /// Whether rival claims give different answers.
    pub(super) disputed: bool,
    /// Whether imprecise dates alone do.
    pub(super) blurred: bool,
}

/// Joins what the worlds give, the one that carries things furthest first.
pub(super) fn joint(worlds: &[(&World, &Force)]) -> Joint {
    let mut force = worlds.last().expect("there is at least one world").1.clone();
    let lines: Vec<_> = worlds.iter().map(|(world, f)| (*world, (f.state, f.date, f.until))).collect();
    let (by_claims, by_dates) = differences(&lines);
    let range = worlds.iter().any(|(_, other)| other.date != force.date).then(|| days(worlds));
    let states_differ = worlds.iter().any(|(_, other)| other.state != force.state);
    let blurred = by_dates && states_differ && !by_claims;
    if blurred {
        force.state = ForceState::Unknown;
    }
    if range.is_some() {
        force.date = None;
    }
    Joint { disputed: by_claims || force.contradicted, force, range, blurred }
}

/// Whether lines differ between the ends of claims, and between the ends of dates.
pub(super) fn differences<T: PartialEq>(lines: &[(&World, T)]) -> (bool, bool) {
    let differ = |same: &dyn Fn(&World, &World) -> bool| {
        lines.iter().any(|(a, one)| lines.iter().any(|(b, other)| same(a, b) && one != other))
    };
    (differ(&|a, b| a.dates == b.dates), differ(&|a, b| a.claims == b.claims))
}

/// The first and the last day of force over all worlds; `None` where a world has none.
fn days(worlds: &[(&World, &Force)]) -> (Option<Day>, Option<Day>) {
    let first = worlds.iter().filter_map(|(_, force)| force.date).min();
    let last = worlds.iter().map(|(_, force)| force.date).collect::<Option<Vec<Day>>>();
    (first, last.and_then(|days| days.into_iter().max()))
}
