//! Transitions of states: at home, abroad, and of force; and whether reports differ.
//!
//! What follows for a party from the force of the whole is told once, with the whole. What follows for several parties
//! alike is told once, with all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::What;
use super::acts::Moved;
use super::sides::Side;
use super::standing::{PartyStanding, Standing};
use super::transition::Transition;
use crate::date::ActDate;
use crate::model::{ActId, Code};
use crate::status::domestic::DomesticState;
use crate::status::{ForceState, InternationalState};

/// One party before and after.
struct Pair<'a> {
    code: Code,
    before: &'a PartyStanding,
    after: &'a PartyStanding,
    /// Force for it before and after, its own or that of the whole; `None`: it took no part.
    force: (Option<&'a Side>, Option<&'a Side>),
    /// Whether it followed the whole before and does so now.
    follows: (bool, bool),
}

/// What is being compared.
struct Compared<'a> {
    before: &'a Standing,
    after: &'a Standing,
    moved: &'a [Moved<'a>],
    /// The acts that the clause counts now.
    counted: &'a BTreeSet<ActId>,
}

/// The transitions of states between two standings.
pub(super) fn planes(
    before: &Standing,
    after: &Standing,
    moved: &[Moved],
    counted: &BTreeSet<ActId>,
) -> Vec<Transition> {
    let compared = Compared { before, after, moved, counted };
    let nobody = PartyStanding::default();
    let codes: BTreeSet<Code> = before.parties.keys().chain(after.parties.keys()).copied().collect();
    let pairs: Vec<Pair> = codes.into_iter().map(|code| compared.pair(code, &nobody)).collect();
    let mut told = Vec::new();
    let mut groups: BTreeMap<(&Side, &Side), Vec<Code>> = BTreeMap::new();
    for pair in &pairs {
        let abroad = compared.abroad(pair);
        told.extend(compared.at_home(pair, abroad.is_some()));
        if let Some(sides) = compared.own_force(pair, abroad.as_ref()) {
            groups.entry(sides).or_default().push(pair.code);
        }
        told.extend(abroad);
        let by_then = told.len();
        told.extend(compared.differing(pair, &told[..by_then]));
    }
    told.extend(groups.into_iter().map(|((before, after), codes)| compared.for_parties(before, after, codes)));
    told.extend(compared.whole());
    told
}

impl<'a> Compared<'a> {
    fn pair(&self, code: Code, nobody: &'a PartyStanding) -> Pair<'a> {
        let (before, after) = (self.before.parties.get(&code), self.after.parties.get(&code));
        let force =
            |party: Option<&'a PartyStanding>, whole: &'a Side| party.map(|p| p.force.as_ref().unwrap_or(whole));
        let follows = |party: Option<&PartyStanding>| party.is_some_and(|party| party.force.is_none());
        Pair {
            code,
            before: before.unwrap_or(nobody),
            after: after.unwrap_or(nobody),
            force: (force(before, &self.before.force), force(after, &self.after.force)),
            follows: (follows(before), follows(after)),
        }
    }

    /// Whether force of the whole moved.
    fn whole_moved(&self) -> bool {
        self.before.force != self.after.force
    }

    /// How a party bound itself, unless that follows from force.
    fn abroad(&self, pair: &Pair) -> Option<Transition> {
        let (before, after) = (&pair.before.international, &pair.after.international);
        if before == after {
            return None;
        }
        let acts: Vec<&Moved> = self.moved.iter().filter(|moved| moved.is_abroad(&pair.code)).collect();
        let is = |side: &Option<Side>, state: InternationalState| side.as_ref().is_some_and(|side| side.is(state));
        let became_party = is(after, InternationalState::Party) && pair.entered();
        let followed = self.whole_moved() && pair.follows == (true, true);
        if acts.is_empty() && (became_party || followed) {
            return None;
        }
        Some(of_party(What::International, pair.code, before, after).carried_by(acts.into_iter()))
    }

    /// How far a party is at home, unless only its consent abroad implies that. A further step under way is no
    /// transition: it is told as an act.
    fn at_home(&self, pair: &Pair, moved_abroad: bool) -> Option<Transition> {
        let (before, after) = (&pair.before.domestic, &pair.after.domestic);
        let state = |side: &Option<Side>| side.as_ref().map(|side| side.state.clone());
        let still = state(before) == state(after);
        let under_way = after.as_ref().is_some_and(|side| side.is(DomesticState::UnderWay));
        if before == after || (still && under_way) {
            return None;
        }
        let acts: Vec<&Moved> = self.moved.iter().filter(|moved| moved.is_at_home(&pair.code)).collect();
        if acts.is_empty() && moved_abroad {
            return None;
        }
        Some(of_party(What::Domestic, pair.code, before, after).carried_by(acts.into_iter()))
    }

    /// Force for a party where it does not simply follow the whole, and its own change abroad does not say it.
    fn own_force(&self, pair: &Pair<'a>, abroad: Option<&Transition>) -> Option<(&'a Side, &'a Side)> {
        let (before, after) = (pair.force.0.unwrap_or(&self.before.force), pair.force.1?);
        let silent = |side: &Side| side.is(ForceState::NotInForce) || side.is(ForceState::Unknown);
        let new_and_silent = pair.force.0.is_none() && silent(after);
        let with_whole = pair.follows.1 && (before == &self.before.force || pair.force.0.is_none());
        if before == after || with_whole || new_and_silent || (silent(before) && silent(after)) {
            return None;
        }
        let said_abroad = abroad.and_then(|transition| transition.after.as_ref()).is_some_and(|side| {
            let entered = side.is(InternationalState::Party) && after.is(ForceState::InForce);
            entered || (side.is(InternationalState::FormerParty) && after.is(ForceState::Ended))
        });
        (!said_abroad).then_some((before, after))
    }

    fn for_parties(&self, before: &Side, after: &Side, codes: Vec<Code>) -> Transition {
        let moves = |moved: &Moved, code: &Code| moved.is_abroad(code) || moved.is_of_force(code);
        let acts = self.moved.iter().filter(|moved| codes.iter().any(|code| moves(moved, code)));
        let transition = Transition {
            date: after.until.filter(|_| after.is(ForceState::Ended)).or(after.on).map(ActDate::on),
            before: Some(before.clone()),
            after: Some(after.clone()),
            ..Transition::new(What::PartyForce)
        }
        .carried_by(acts);
        Transition { parties: codes, ..transition }
    }

    /// Whether reports begin or cease to differ on a party, where no change of that plane says so.
    fn differing(&self, pair: &Pair, told: &[Transition]) -> Vec<Transition> {
        let planes = [("domestic", What::Domestic), ("international", What::International)];
        let said = |what: What| told.iter().any(|t| t.what == what && t.parties == [pair.code]);
        let differ = |party: &PartyStanding, plane: &str| party.disputed.iter().any(|name| name == plane);
        let changed = planes
            .into_iter()
            .filter(|(plane, what)| differ(pair.before, plane) != differ(pair.after, plane) && !said(*what));
        let tell = |(plane, what): (&str, What)| {
            let at_home = what == What::Domestic;
            let acts = self
                .moved
                .iter()
                .filter(|moved| if at_home { moved.is_at_home(&pair.code) } else { moved.is_abroad(&pair.code) });
            let side = |differs: bool| Some(Side::of(if differs { "differ" } else { "agree" }, None));
            let place = |party: &PartyStanding| {
                let side = if at_home { &party.domestic } else { &party.international };
                side.as_ref().and_then(|side| side.on).map(ActDate::on)
            };
            Transition {
                plane: Some(what),
                parties: vec![pair.code],
                date: place(pair.after),
                before: side(differ(pair.before, plane)),
                after: side(differ(pair.after, plane)),
                ..Transition::new(What::ReportsDiffer)
            }
            .carried_by(acts)
        };
        changed.map(tell).collect()
    }

    /// Force of the agreement; or only that reports begin or cease to differ on it.
    fn whole(&self) -> Option<Transition> {
        let (before, after) = (&self.before.force, &self.after.force);
        let acts = || self.moved.iter().filter(|moved| moved.moves_force(self.counted));
        if before != after {
            let ended = after.is(ForceState::Ended);
            let transition = Transition {
                date: after.until.filter(|_| ended).or(after.on).map(ActDate::on),
                before: Some(before.clone()),
                after: Some(after.clone()),
                ..Transition::new(What::Force)
            };
            return Some(transition.carried_by(acts()));
        }
        if self.before.disputed == self.after.disputed {
            return None;
        }
        let side = |differs: bool| Some(Side::of(if differs { "differ" } else { "agree" }, None));
        let (before, after) = (side(self.before.disputed), side(self.after.disputed));
        let plane = Some(What::Force);
        Some(Transition { plane, before, after, ..Transition::new(What::ReportsDiffer) }.carried_by(acts()))
    }
}

impl Pair<'_> {
    /// Whether it entered into force for the party.
    fn entered(&self) -> bool {
        let is_in = |side: Option<&Side>| side.is_some_and(|side| side.is(ForceState::InForce));
        is_in(self.force.1) && !is_in(self.force.0)
    }
}

fn of_party(what: What, code: Code, before: &Option<Side>, after: &Option<Side>) -> Transition {
    Transition {
        parties: vec![code],
        date: after.as_ref().or(before.as_ref()).and_then(|side| side.on).map(ActDate::on),
        before: before.clone(),
        after: after.clone(),
        ..Transition::new(what)
    }
}
