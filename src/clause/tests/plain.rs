//! A second, plain reading of the rules: every day, everybody, every act. Slow, and easy to check by eye.

use super::super::syntax::{Amount, By, ByKind, Compare, Condition, Name, Term};
use super::super::{FactAct, Facts, Participant};
use super::fixture::code;
use super::laws::{PEOPLE, nth};
use crate::date::Day;
use crate::model::{Agreement, Code, Kind};

/// The rules read plainly: every day, everybody, every act.
pub(super) struct Plain<'a> {
    pub(super) agreement: &'a Agreement,
    pub(super) facts: &'a Facts,
    /// Whether what is not known is taken to help.
    pub(super) hopeful: bool,
}

impl Plain<'_> {
    pub(super) fn trigger(&self, condition: &Condition) -> Option<Day> {
        (0..=60).map(nth).find(|day| self.holds(condition, *day))
    }

    fn holds(&self, condition: &Condition, day: Day) -> bool {
        match condition {
            Condition::And(parts) => parts.iter().all(|part| self.holds(part, day)),
            Condition::Or(parts) => parts.iter().any(|part| self.holds(part, day)),
            Condition::Term(term) => self.term(term, day),
        }
    }

    fn term(&self, term: &Term, day: Day) -> bool {
        let everybody = || PEOPLE.iter().map(|person| code(person));
        match term {
            Term::AllParties(by) => everybody().all(|who| self.counts(who, by, day)),
            Term::Residual => everybody().all(|who| self.counts(who, &By::default(), day)),
            Term::AllOf(group, by) => {
                let members = self.members(group, day);
                !members.is_empty() && members.iter().all(|who| self.counts(*who, by, day))
            }
            Term::AnyOf(group, by) => self.members(group, day).iter().any(|who| self.counts(*who, by, day)),
            Term::Party(party, by) => self.counts(party.code, by, day),
            Term::Event(event) => self.facts.events.get(&event.text).is_some_and(|on| *on <= day),
            Term::Amount(compare, amount) => self.amount(*compare == Compare::MoreThan, amount, day),
        }
    }

    fn amount(&self, more: bool, amount: &Amount, day: Day) -> bool {
        let enough = |have: u64, need: u64| if more { have > need } else { have >= need };
        match amount {
            Amount::Parties { count, group, each, by } => {
                let pool = group.as_ref().map_or_else(|| self.states(), |group| self.members(group, day));
                let large = |who: &Code| each.is_none() || self.value(*who).map_or(self.hopeful, |value| value >= 2050);
                let have = pool.iter().filter(|who| large(who) && self.counts(**who, by, day)).count();
                enough(have as u64, u64::from(*count))
            }
            Amount::Share { share, group, as_of, by } => {
                let members = self.members(group, as_of.unwrap_or(day));
                let have = members.iter().filter(|who| self.counts(**who, by, day)).count() as u64;
                let (part, whole) = (u64::from(share.part), u64::from(share.whole));
                !members.is_empty() && enough(have * whole, part * members.len() as u64)
            }
            Amount::Weight { amount, percent, within, by, .. } => {
                let pool = within.as_ref().map_or_else(|| self.states(), |group| self.members(group, day));
                let pool: Vec<Code> = pool.into_iter().filter(|who| *who != code("EE")).collect();
                let counting: Vec<Code> = pool.iter().copied().filter(|who| self.counts(*who, by, day)).collect();
                let is_open = counting.iter().any(|who| self.value(*who).is_none());
                let sum = |people: &[Code]| people.iter().filter_map(|who| self.value(*who)).sum::<u64>();
                let whole = if within.is_some() { sum(&pool) } else { 10_000 };
                let hundredths: u64 = (amount.to_string().replace(".5", "").parse::<u64>().unwrap()) * 100
                    + if amount.to_string().contains(".5") { 50 } else { 0 };
                let reached = if *percent {
                    enough(sum(&counting) * 10_000, hundredths * whole)
                } else {
                    enough(sum(&counting), hundredths)
                };
                (self.hopeful && is_open) || (sum(&counting) > 0 && reached)
            }
        }
    }

    /// In hundredths.
    fn value(&self, who: Code) -> Option<u64> {
        let value = self.agreement.weights["ghg"].values.get(&who)?.to_string();
        let (whole, part) = value.split_once('.').unwrap_or((&value, ""));
        Some(whole.parse::<u64>().unwrap() * 100 + format!("{part:0<2}").parse::<u64>().unwrap())
    }

    fn states(&self) -> Vec<Code> {
        PEOPLE.iter().map(|person| code(person)).filter(|who| *who != code("EE")).collect()
    }

    fn members(&self, group: &Name, day: Day) -> Vec<Code> {
        let group = &self.agreement.groups[&group.text];
        group.members.iter().filter(|member| member.is_in(day)).map(|member| member.code).collect()
    }

    fn counts(&self, who: Code, by: &By, day: Day) -> bool {
        let participant = self.facts.participants.iter().find(|p| p.code == who).unwrap();
        if participant.ceased.is_some_and(|ceased| ceased <= day) {
            return false;
        }
        let asked = |kind: Kind| match by.0.as_slice() {
            [] => kind.is_consent(),
            kinds => kinds.contains(&ByKind::Act(kind)),
        };
        participant
            .acts
            .iter()
            .any(|act| asked(act.kind) && act.date <= day && !self.is_taken_back(participant, act, day))
    }

    fn is_taken_back(&self, participant: &Participant, act: &FactAct, day: Day) -> bool {
        let takes_back =
            |taking: &&FactAct| taking.kind == Kind::Withdrawal && act.date <= taking.date && taking.date <= day;
        participant
            .acts
            .iter()
            .filter(takes_back)
            .any(|taking| act.kind != Kind::Signature || !self.took_consent(participant, taking))
    }

    /// Whether a withdrawal took back a consent, so that the signature stays.
    fn took_consent(&self, participant: &Participant, taking: &FactAct) -> bool {
        let is_withdrawal = |act: &&FactAct| act.kind == Kind::Withdrawal;
        let rank = |act: &FactAct| (act.date, act.index);
        let before = participant.acts.iter().filter(is_withdrawal).filter(|w| rank(w) < rank(taking));
        let before = before.map(|w| w.date).max();
        participant.acts.iter().any(|act| {
            act.kind.is_consent() && act.date <= taking.date && before.is_none_or(|before| act.date > before)
        })
    }
}
