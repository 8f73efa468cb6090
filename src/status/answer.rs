//! The answer about one agreement: every world evaluated once, and held against the others.

use std::collections::{BTreeMap, BTreeSet};

use super::blockers::{Blocker, blockers};
use super::claims::{Rivals, Settled, World, worlds};
use super::domestic::{Domestic, domestic};
use super::facts::participants;
use super::floors::Others;
use super::force::{Force, ForceState, PartyForceLine, is_incomplete, party_force};
use super::grade::{self, Grade};
use super::international::{International, InternationalState, international};
use super::outline::{Joint, differences, joint, whole};
use super::{AsOf, Case};
use crate::clause::{MissingAct, Node, Verdict};
use crate::date::Day;
use crate::model::{Basis, Code};

/// The status of one agreement, as of one day.
#[derive(Debug, Clone)]
pub struct Status {
    /// As of when.
    pub as_of: AsOf,
    /// Force, in the world that carries things least far.
    pub force: Force,
    /// The first and last day of force that the worlds give, where they differ.
    pub range: Option<(Option<Day>, Option<Day>)>,
    /// Whether rival claims give different answers about force.
    pub disputed: bool,
    /// Whether imprecise dates alone make the answer unknown.
    pub blurred: bool,
    /// The lowest grade among the facts that force rests on.
    pub grade: Grade,
    /// For a "no": the latest day on which a source or a look showed a needed act missing.
    pub checked_on: Option<Day>,
    /// Whether that look is within its shelf life as of the day.
    pub checked_fresh: bool,
    /// What is missing.
    pub blockers: Vec<Blocker>,
    /// The parties, by code.
    pub parties: Vec<PartyStatus>,
    /// The rival claims.
    pub rivals: Vec<Rivals>,
    /// Every world, the one that carries things furthest first.
    pub worlds: Vec<WorldAnswer>,
}

/// One party on three planes.
#[derive(Debug, Clone)]
pub struct PartyStatus {
    /// Who.
    pub code: Code,
    /// At home.
    pub domestic: Domestic,
    /// Abroad.
    pub international: International,
    /// Force for it.
    pub force: PartyForceLine,
    /// Which planes are disputed.
    pub disputed: Disputed,
    /// The lowest grade among the facts its line rests on.
    pub grade: Grade,
}

/// Which planes of a party are disputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Disputed {
    /// The domestic plane.
    pub domestic: bool,
    /// Some claim about a domestic act is disputed, also where the answer stands.
    pub reports_differ: bool,
    /// The international plane.
    pub international: bool,
    /// Force.
    pub force: bool,
}

/// A line about force, for combining.
pub type ForceLine = (ForceState, Option<Day>, Option<Day>);

/// The answer in one world.
#[derive(Debug, Clone)]
pub struct WorldAnswer {
    /// Which ends of claims and dates it fixes.
    pub world: World,
    /// Force of the agreement.
    pub force: Force,
    /// The clause's verdict.
    pub verdict: Verdict,
    /// The parties, by code.
    pub parties: Vec<(Code, Domestic, International, PartyForceLine)>,
}

impl Status {
    /// The world whose verdict is shown: the one that carries things least far.
    pub fn shown(&self) -> &WorldAnswer {
        self.worlds.last().expect("there is at least one world")
    }

    /// The verdict that is shown.
    pub fn verdict(&self) -> &Verdict {
        &self.shown().verdict
    }

    /// Whether the record lacks acts that there must have been: force was announced, and what is recorded does not meet
    /// the clause.
    pub fn is_record_short(&self) -> bool {
        is_incomplete(&self.force, self.verdict())
    }

    /// The line of a party.
    pub fn party(&self, code: &Code) -> Option<&PartyStatus> {
        self.parties.iter().find(|party| party.code == *code)
    }
}

impl WorldAnswer {
    /// Whether a party has signed and not consented.
    pub fn has_signed(&self, code: Code) -> bool {
        let line = self.parties.iter().find(|(known, ..)| *known == code);
        line.is_some_and(|(_, _, abroad, _)| abroad.state == InternationalState::Signatory)
    }
}

/// The status of one agreement.
pub fn assess(case: &Case, as_of: AsOf, others: &Others) -> Status {
    let found = worlds(case.agreement, as_of.day, as_of.known_at);
    let answers: Vec<WorldAnswer> =
        found.list.into_iter().map(|world| in_world(case, world, as_of.day, others)).collect();
    combine(case, as_of, answers, found.rivals)
}

/// The answer about an agreement by itself, in the world that carries things least far.
pub(super) fn alone(case: &Case, as_of: AsOf, others: &Others) -> WorldAnswer {
    let least = worlds(case.agreement, as_of.day, as_of.known_at).list.pop().expect("there is at least one world");
    in_world(case, least, as_of.day, others)
}

fn in_world(case: &Case, world: World, day: Day, others: &Others) -> WorldAnswer {
    let own = by_party(case, &world);
    let none = Vec::new();
    let acts_of = |code: &Code| own.get(code).unwrap_or(&none);
    let home = homes(case, &own, day);
    let (verdict, force) = whole(case, &world.acts, &home, others, day);
    let parties = home
        .into_iter()
        .map(|(code, domestic)| {
            let line = party_force(case, acts_of(&code), &force, &verdict, &code, day);
            let abroad = international(case, acts_of(&code), &verdict, &line, &code, day);
            (code, domestic, abroad, line)
        })
        .collect();
    WorldAnswer { world, force, verdict, parties }
}

/// How every party stands at home, by the acts of one world.
pub(super) fn homes(case: &Case, own: &BTreeMap<Code, Vec<Settled>>, day: Day) -> BTreeMap<Code, Domestic> {
    let none = Vec::new();
    let acts = |code: &Code| own.get(code).unwrap_or(&none);
    let home = |code: Code| (code, at_home(case, &code, acts(&code), day));
    participants(case.agreement).into_iter().map(home).collect()
}

/// The acts of each party together with those of the agreement itself, in the order of the world.
pub(super) fn by_party(case: &Case, world: &World) -> BTreeMap<Code, Vec<Settled>> {
    let party = |settled: &Settled| case.agreement.acts[settled.act].party;
    let mut own: BTreeMap<Code, Vec<Settled>> =
        participants(case.agreement).into_iter().map(|code| (code, Vec::new())).collect();
    for settled in &world.acts {
        match party(settled) {
            Some(code) => own.entry(code).or_default().push(*settled),
            None => own.values_mut().for_each(|acts| acts.push(*settled)),
        }
    }
    own
}

fn at_home(case: &Case, code: &Code, acts: &[Settled], day: Day) -> Domestic {
    let procedure = (case.procedures)(code);
    let variant = case.agreement.party.get(code).and_then(|entry| entry.variant.as_deref());
    domestic(code, procedure.as_deref(), variant, case.agreement, acts, day)
}

fn combine(case: &Case, as_of: AsOf, worlds: Vec<WorldAnswer>, rivals: Vec<Rivals>) -> Status {
    let least = worlds.last().expect("there is at least one world");
    let Joint { force, range, disputed, blurred } =
        joint(&worlds.iter().map(|answer| (&answer.world, &answer.force)).collect::<Vec<_>>());
    let looked = last_look(case, &least.verdict, as_of.day);
    let parties = parties(case, &worlds);
    let missing = if force.is_waited_for() { blockers(case, least, as_of) } else { Vec::new() };
    Status {
        as_of,
        grade: force_grade(case, least, &force, looked.is_some()),
        disputed,
        blurred,
        range,
        checked_on: looked.filter(|_| force.state == ForceState::NotInForce).map(|(on, _)| on),
        checked_fresh: looked.is_some_and(|(_, fresh)| fresh),
        blockers: missing,
        parties,
        rivals,
        force,
        worlds,
    }
}

fn parties(case: &Case, worlds: &[WorldAnswer]) -> Vec<PartyStatus> {
    let (furthest, least) = (worlds.first().expect("a world"), worlds.last().expect("a world"));
    let lines = furthest.parties.iter().zip(&least.parties).enumerate();
    lines
        .map(|(at, ((code, domestic, abroad, _), (.., line)))| PartyStatus {
            code: *code,
            domestic: domestic.clone(),
            international: abroad.clone(),
            force: line.clone(),
            disputed: disputed(worlds, at),
            grade: party_grade(case, domestic, abroad),
        })
        .collect()
}

fn disputed(worlds: &[WorldAnswer], at: usize) -> Disputed {
    if worlds.len() == 1 {
        return Disputed::default();
    }
    Disputed {
        domestic: by_claims(worlds, |w| w.parties[at].1.state),
        reports_differ: by_claims(worlds, |w| (w.parties[at].1.state, w.parties[at].1.on)),
        international: by_claims(worlds, |w| (w.parties[at].2.state, w.parties[at].2.on)),
        force: by_claims(worlds, |w| (w.parties[at].3.state, w.parties[at].3.date)),
    }
}

/// Whether a line differs between the ends of claims.
fn by_claims<T: PartialEq>(worlds: &[WorldAnswer], line: impl Fn(&WorldAnswer) -> T) -> bool {
    differences(&worlds.iter().map(|answer| (&answer.world, line(answer))).collect::<Vec<_>>()).0
}

/// The latest look by that day for anything that is needed, and whether it is still within its shelf life. A look at
/// the register as a whole is one for everybody.
fn last_look(case: &Case, verdict: &Verdict, day: Day) -> Option<(Day, bool)> {
    let needed = needed(verdict);
    let concerns = |code: Code| needed.is_empty() || needed.contains(&code);
    let looks = case.agreement.looked.iter().filter(|look| look.date <= day && look.party.is_none_or(concerns));
    looks
        .map(|look| (look.date, (day - look.date).num_days() <= i64::from(look.shelf_life_days)))
        .max_by_key(|(on, fresh)| (*on, *fresh))
}

/// Whoever must or could act, as far as they are known by name.
fn needed(verdict: &Verdict) -> BTreeSet<Code> {
    let codes = verdict.missing.acts.iter().flat_map(|act| match act {
        MissingAct::Each { codes, .. } => codes.as_slice(),
        MissingAct::AnyOf { candidates, .. } | MissingAct::Weight { candidates, .. } => candidates.as_slice(),
        MissingAct::Event { .. } | MissingAct::Agreement { .. } => &[],
    });
    codes.copied().collect()
}

fn party_grade(case: &Case, domestic: &Domestic, abroad: &International) -> Grade {
    let acts = domestic.rests_on.iter().copied().chain(abroad.act);
    acts.map(|act| grade::of_act(case.agreement, &case.agreement.acts[act])).min().unwrap_or(Grade::Unsourced)
}

/// The acts that the verdict counts.
fn used(tree: &Node) -> Vec<usize> {
    tree.walk().into_iter().flat_map(|node| node.used.iter().filter_map(|used| used.act)).collect()
}

/// The lowest grade among the facts that force rests on, the clause's basis among them.
fn force_grade(case: &Case, least: &WorldAnswer, force: &Force, looked: bool) -> Grade {
    let of = |act: usize| grade::of_act(case.agreement, &case.agreement.acts[act]);
    if let Some(official) = force.announced.filter(|a| a.official) {
        return force.rests_on.iter().map(|act| of(*act)).chain([of(official.act)]).min().unwrap_or(Grade::Unsourced);
    }
    let clause = match least.verdict.basis {
        Basis::Text => Grade::Official,
        Basis::Reported => {
            let own = case.agreement.clause.as_ref().map(|clause| clause.sources.as_slice()).unwrap_or_default();
            let sources = if own.is_empty() { &case.agreement.sources } else { own };
            grade::of_sources(sources).min(Grade::Corroborated)
        }
        Basis::Assumed => Grade::Unsourced,
    };
    let facts = if force.state == ForceState::NotInForce {
        if looked { Grade::Reported } else { Grade::Unsourced }
    } else {
        used(&least.verdict.tree).into_iter().map(of).min().unwrap_or(Grade::Official)
    };
    force.rests_on.iter().map(|act| of(*act)).chain([clause, facts]).min().unwrap_or(Grade::Unsourced)
}
