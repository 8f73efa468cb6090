//! Party by party: from the day of its consent to the day it is bound, and to the day it is no longer.
//!
//! Periods may repeat: a party that left and came back keeps its history.

use super::delay::{explain, run};
use super::force::Way;
use super::kinds::{COMPLETION, SIGNATURE, Slot};
use super::party_force::{PartyForce, Period};
use super::rule::{Roll, Spell};
use super::standing::{counting_days, leavings};
use super::tally::Fit;
use super::term::effect_of_notice;
use super::verdict::ForceDay;
use super::world::{Person, World};
use crate::date::{Day, show};
use crate::model::{Kind, LaterFrom};

/// What the agreement as a whole came to.
pub(super) struct Whole<'w, 'a> {
    pub(super) world: &'w World<'a>,
    pub(super) ways: &'w [Way<'a>],
    pub(super) trigger: Option<Day>,
    pub(super) force: &'w ForceDay,
    /// Whether silence made it accepted.
    pub(super) is_deemed: bool,
}

/// Something that happened to a party's membership.
#[derive(Debug, Clone, Copy)]
struct Turn {
    day: Day,
    act: Option<usize>,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// It consented; with the day of force announced for it, if any.
    Consents { announced: Option<Day> },
    /// It is bound with the group, whatever it did; from a day, if membership has one.
    Belongs { from: Option<Day> },
    /// It leaves; `effect` is `None` where that day is not known. Until `counts_until` its act counts in conditions.
    Leaves { effect: Option<Day>, counts_until: Day },
}

/// Everybody who acts or is bound without acting, sorted by code.
pub(super) fn parties(whole: &Whole<'_, '_>) -> Vec<PartyForce> {
    let world = whole.world;
    let mut people: Vec<PartyForce> =
        (0..world.people.len()).filter(|at| is_shown(whole, *at)).map(|at| party(whole, at)).collect();
    people.extend(members_elsewhere(whole));
    people.sort_by_key(|party| party.code);
    people
}

/// Who is merely a member of a group is no party.
fn is_shown(whole: &Whole<'_, '_>, at: usize) -> bool {
    let person = &whole.world.people[at];
    let listed = whole.world.clause.listed.as_ref();
    let is_listed = listed.is_some_and(|listed| listed.binary_search(&person.code).is_ok());
    person.participant.is_some() || is_listed || whole.binds(person) || whole.is_deemed
}

/// Members of the bound group who appear nowhere else.
fn members_elsewhere(whole: &Whole<'_, '_>) -> Vec<PartyForce> {
    let world = whole.world;
    let Some(roll) = &world.clause.binds else { return Vec::new() };
    let unknown = roll.members.iter().filter(|(code, _)| world.place(*code).is_none());
    unknown
        .map(|(code, spells)| {
            let turns = belonging(spells);
            walk(whole, PartyForce::new(*code), &turns)
        })
        .collect()
}

fn party(whole: &Whole<'_, '_>, at: usize) -> PartyForce {
    let person = &whole.world.people[at];
    let mut party = PartyForce::new(person.code);
    let mut turns = consents(whole, at, person);
    party.refused = whole.is_deemed && has_objected(whole, person) && turns.is_empty();
    if let Some(roll) = &whole.world.clause.binds {
        return member(whole, party, person, turns, roll);
    }
    if whole.is_deemed && !party.refused && turns.is_empty() {
        turns.extend(whole.world.clause.deemed.as_ref().map(|deemed| Turn {
            day: deemed.on,
            act: None,
            what: What::Consents { announced: None },
        }));
    }
    walk(whole, party, &with_departures(whole, person, turns))
}

/// One party under a clause that binds a group: its membership binds it, and its own consent is kept beside that.
fn member(
    whole: &Whole<'_, '_>,
    mut party: PartyForce,
    person: &Person<'_>,
    own: Vec<Turn>,
    roll: &Roll,
) -> PartyForce {
    let consented = walk(whole, party.clone(), &with_departures(whole, person, own));
    if !party.refused {
        let belongs = with_departures(whole, person, belonging(roll.spells(person.code)));
        party = walk(whole, party, &belongs);
    }
    (party.consent, party.consent_on) = (consented.consent, consented.consent_on);
    party.taken_back = consented.taken_back.filter(|_| party.periods.is_empty());
    party
}

fn with_departures(whole: &Whole<'_, '_>, person: &Person<'_>, mut turns: Vec<Turn>) -> Vec<Turn> {
    turns.extend(departures(whole, person));
    turns.sort_by_key(|turn| (turn.day, matches!(turn.what, What::Leaves { .. }), turn.act));
    turns
}

fn has_objected(whole: &Whole<'_, '_>, person: &Person<'_>) -> bool {
    let Some(deemed) = &whole.world.clause.deemed else { return false };
    let acts = person.participant.map_or(&[][..], |participant| &participant.acts);
    acts.iter().any(|act| act.kind == Kind::Objection && act.date <= deemed.on)
}

/// The consents of a party, oldest first: any kind of consent, and signature or completion where the clause takes
/// them for consent.
fn consents(whole: &Whole<'_, '_>, at: usize, person: &Person<'_>) -> Vec<Turn> {
    let Some(participant) = person.participant else { return Vec::new() };
    let signature_binds = whole.is_consent(SIGNATURE, at);
    let counts = whole.world.clause.counts;
    let acts = participant.acts.iter().filter(|act| {
        !act.ad_referendum && (act.kind.is_consent() || (act.kind == Kind::Signature && signature_binds))
    });
    let mut turns: Vec<Turn> = acts
        .map(|act| Turn {
            day: counting_days(act, counts).0,
            act: Some(act.index),
            what: What::Consents { announced: act.effective },
        })
        .collect();
    if whole.is_consent(COMPLETION, at) {
        let completed = person.standings.iter().filter(|standing| standing.slot == COMPLETION);
        turns.extend(completed.filter_map(|standing| {
            Some(Turn { day: standing.certain?, act: None, what: What::Consents { announced: None } })
        }));
    }
    turns.sort_by_key(|turn| (turn.day, turn.act));
    turns
}

fn belonging(spells: &[Spell]) -> Vec<Turn> {
    let mut turns = Vec::new();
    for spell in spells {
        let day = spell.from.unwrap_or(crate::date::FIRST_DAY);
        turns.push(Turn { day, act: None, what: What::Belongs { from: spell.from } });
        let leaves =
            |until| Turn { day: until, act: None, what: What::Leaves { effect: Some(until), counts_until: until } };
        turns.extend(spell.until.map(leaves));
    }
    turns
}

fn departures(whole: &Whole<'_, '_>, person: &Person<'_>) -> Vec<Turn> {
    let Some(participant) = person.participant else { return Vec::new() };
    let left = leavings(participant).into_iter().map(|leaving| {
        let act = leaving.act;
        let effect = if act.kind == Kind::Exclusion { Some(act.takes_effect()) } else { whole.end_of(&act) };
        Turn { day: act.date, act: Some(act.index), what: What::Leaves { effect, counts_until: act.takes_effect() } }
    });
    let ceased = participant.ceased.map(|day| Turn {
        day,
        act: None,
        what: What::Leaves { effect: Some(day), counts_until: day },
    });
    left.chain(ceased).collect()
}

/// A membership while its turns are read.
#[derive(Debug, Clone, Copy)]
struct Open {
    since: Turn,
    announced: Option<Day>,
    leaves: Option<Leave>,
}

/// The end of a membership.
#[derive(Debug, Clone, Copy)]
struct Leave {
    act: Option<usize>,
    effect: Option<Day>,
    counts_until: Day,
}

impl Leave {
    /// Of two ends the earlier is the end.
    fn or(self, other: Self) -> Self {
        let is_earlier = other.effect.is_some_and(|day| self.effect.is_none_or(|own| day < own));
        if is_earlier { other } else { self }
    }
}

fn walk(whole: &Whole<'_, '_>, mut party: PartyForce, turns: &[Turn]) -> PartyForce {
    let mut open: Option<Open> = None;
    for turn in turns {
        match turn.what {
            What::Consents { announced } => match &mut open {
                Some(current) if current.leaves.is_none() => current.announced = current.announced.or(announced),
                _ => close(whole, &mut party, open.replace(Open { since: *turn, announced, leaves: None })),
            },
            What::Belongs { from } => {
                close(whole, &mut party, open.replace(Open { since: *turn, announced: from, leaves: None }));
            }
            What::Leaves { effect, counts_until } => {
                let leave = Leave { act: turn.act, effect, counts_until };
                if let Some(current) = &mut open {
                    current.leaves = Some(current.leaves.map_or(leave, |first| first.or(leave)));
                }
            }
        }
    }
    close(whole, &mut party, open);
    party
}

/// Writes a membership down; the last one written is the one that the party shows.
fn close(whole: &Whole<'_, '_>, party: &mut PartyForce, open: Option<Open>) {
    let Some(open) = open else { return };
    let bound = whole.bound_from(&open);
    let leaving = open.leaves.map(|leave| (leave.act, whole.effect(&open, bound, leave)));
    party.consent = open.since.act;
    party.consent_on = (!matches!(open.since.what, What::Belongs { .. })).then_some(open.since.day);
    party.notice = leaving.and_then(|(act, _)| act);
    (party.bound_from, party.bound_until) = (bound, leaving.and_then(|(_, effect)| effect));
    party.end_unknown = leaving.is_some_and(|(_, effect)| effect.is_none());
    party.taken_back = None;
    party.arithmetic = bound.map_or_else(Vec::new, |bound| whole.arithmetic(&open, bound));
    let never = |until: Day| bound.is_none_or(|bound| until <= bound);
    if let Some(until) = party.bound_until.filter(|until| never(*until)) {
        (party.consent, party.consent_on, party.taken_back) = (None, None, Some(until));
        (party.bound_from, party.bound_until) = (None, None);
        party.arithmetic = Vec::new();
    } else if let Some(from) = bound {
        party.periods.push(Period {
            from,
            until: party.bound_until,
            end_unknown: party.end_unknown,
            consent: party.consent,
            notice: party.notice,
        });
    }
}

impl Whole<'_, '_> {
    fn binds(&self, person: &Person<'_>) -> bool {
        self.world.clause.binds.as_ref().is_some_and(|roll| !roll.spells(person.code).is_empty())
    }

    /// Whether a signature, or completion at home, is consent for this party: some condition counts it.
    fn is_consent(&self, slot: Slot, at: usize) -> bool {
        let tallies = self.ways.iter().filter_map(|way| way.swept.as_ref()).flat_map(|(_, swept)| &swept.tallies);
        tallies.into_iter().any(|tally| tally.leaf.by().has(slot) && tally.fit[at] != Fit::Outside)
    }

    /// When a notice takes effect, as far as term and act say.
    fn end_of(&self, act: &super::facts::FactAct) -> Option<Day> {
        act.effective.or_else(|| effect_of_notice(self.world.clause, self.world.facts, self.force.day(), act.date))
    }

    /// When a membership ends. Consent that does not bind yet is simply taken back, unless the trigger relied on it.
    fn effect(&self, open: &Open, bound: Option<Day>, leave: Leave) -> Option<Day> {
        let was_relied_on =
            self.trigger.is_some_and(|trigger| open.since.day <= trigger && trigger < leave.counts_until);
        let is_bound = bound.is_some_and(|bound| bound <= leave.counts_until);
        if is_bound || was_relied_on || matches!(open.since.what, What::Belongs { .. }) {
            return leave.effect;
        }
        Some(leave.counts_until)
    }

    /// The day on which a consent binds: never before the agreement itself.
    fn bound_from(&self, open: &Open) -> Option<Day> {
        let force = self.force.day()?;
        if let What::Belongs { from } = open.since.what {
            return Some(from.map_or(force, |from| from.max(force)));
        }
        let own = open.announced.unwrap_or_else(|| self.own_day(open.since.day, force));
        Some(own.max(force))
    }

    /// The day that follows from a consent under the rule for later parties.
    fn own_day(&self, consent: Day, force: Day) -> Day {
        if !self.comes_later(consent, force) {
            return force;
        }
        let clause = self.world.clause;
        clause.later.as_ref().map_or(consent, |later| run(later, consent, clause.end_of_month))
    }

    fn comes_later(&self, consent: Day, force: Day) -> bool {
        match self.world.clause.later_from {
            LaterFrom::Trigger => self.trigger.is_none_or(|trigger| consent > trigger),
            LaterFrom::Force => consent >= force,
        }
    }

    fn arithmetic(&self, open: &Open, bound: Day) -> Vec<String> {
        let clause = self.world.clause;
        let Some(force) = self.force.day() else { return Vec::new() };
        let consent = open.since.day;
        if matches!(open.since.what, What::Belongs { .. }) {
            return Vec::new();
        }
        let mut lines = Vec::new();
        match (&clause.later, open.announced) {
            (_, Some(announced)) => lines.push(format!("{}, announced for this party", show(announced))),
            (Some(later), None) if self.comes_later(consent, force) => {
                lines.push(explain(later, consent, clause.end_of_month));
            }
            (None, None) if bound == consent && consent > force => {
                lines.push(format!("{}, the day of its consent", show(consent)));
            }
            _ => return lines,
        }
        let own = open.announced.unwrap_or_else(|| self.own_day(consent, force));
        if own < force {
            lines.push(format!("{}, not before the agreement itself", show(force)));
        }
        lines
    }
}
