//! From the terms of a condition to tests: names become places, kinds become sets.

use super::cursor::NameToCode;
use super::fault::{ClauseFault, nearest};
use super::kinds::{COMPLETION, KindSet};
use super::rule::{Among, Count, Leaf, Need, Roll, Rule, Sum, Test};
use super::syntax::{Amount, By, ByKind, Compare, Condition, Name, NamedCode, Term};
use crate::model::{Agreement, Code, Kind, Weight};

/// Looks names up in one agreement and remembers what it found.
pub(super) struct Resolver<'a> {
    agreement: &'a Agreement,
    names: NameToCode<'a>,
    rolls: Vec<Roll>,
    weights: Vec<(String, Weight)>,
    faults: Vec<ClauseFault>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(agreement: &'a Agreement, names: NameToCode<'a>) -> Self {
        Self { agreement, names, rolls: Vec::new(), weights: Vec::new(), faults: Vec::new() }
    }

    /// The groups and weights that were named.
    pub(super) fn finish(self) -> (Vec<Roll>, Vec<(String, Weight)>) {
        (self.rolls, self.weights)
    }

    pub(super) fn roll_at(&self, at: usize) -> Roll {
        self.rolls[at].clone()
    }

    /// The rule of a condition, and what is wrong with its names; no rule where something is.
    pub(super) fn rule(&mut self, condition: &Condition, only: Option<KindSet>) -> (Option<Rule>, Vec<ClauseFault>) {
        let rule = self.condition(condition, only);
        (rule, std::mem::take(&mut self.faults))
    }

    fn condition(&mut self, condition: &Condition, only: Option<KindSet>) -> Option<Rule> {
        match condition {
            Condition::And(parts) => self.parts(parts, only).map(Rule::All),
            Condition::Or(parts) => self.parts(parts, only).map(Rule::Any),
            Condition::Term(term) => {
                let test = self.term(term, only);
                test.map(|test| Rule::Leaf(Leaf { text: term.to_string(), test }))
            }
        }
    }

    /// Looks at every part, so that every fault is found.
    fn parts(&mut self, parts: &[Condition], only: Option<KindSet>) -> Option<Vec<Rule>> {
        let rules: Vec<Option<Rule>> = parts.iter().map(|part| self.condition(part, only)).collect();
        rules.into_iter().collect()
    }

    fn term(&mut self, term: &Term, only: Option<KindSet>) -> Option<Test> {
        let count =
            |among, need, by: &By| Test::Count(Count { among, need, by: only.unwrap_or(kinds(by)), each: None });
        match term {
            Term::AllParties(by) => Some(count(Among::Listed, Need::Every, by)),
            Term::AllOf(group, by) => self.found_roll(group).map(|at| count(Among::Roll(at), Need::Every, by)),
            Term::AnyOf(group, by) => self.found_roll(group).map(|at| count(Among::Roll(at), Need::AtLeast(1), by)),
            Term::Party(party, by) => self.party(party).map(|code| count(Among::Party(code), Need::Every, by)),
            Term::Residual => Some(count(Among::Negotiating, Need::Every, &By::default())),
            Term::Event(name) => Some(Test::Event(name.text.clone())),
            Term::Amount(compare, amount) => self.amount(*compare == Compare::MoreThan, amount, only),
        }
    }

    fn amount(&mut self, more_than: bool, amount: &Amount, only: Option<KindSet>) -> Option<Test> {
        match amount {
            Amount::Parties { count, group, each, by } => {
                let among = match group {
                    Some(group) => self.found_roll(group).map(Among::Roll),
                    None => Some(Among::Anyone),
                };
                let each = match each {
                    Some((least, weight)) => self.found_weight(weight).map(|at| Some((*least, at))),
                    None => Some(None),
                };
                let need = Need::AtLeast(count.saturating_add(u32::from(more_than)));
                Some(Test::Count(Count { among: among?, need, by: only.unwrap_or(kinds(by)), each: each? }))
            }
            Amount::Share { share, group, as_of, by } => {
                let roll = self.found_roll(group)?;
                let among = as_of.map_or(Among::Roll(roll), |day| Among::Frozen(roll, day));
                let need = Need::Share { share: *share, more_than };
                Some(Test::Count(Count { among, need, by: only.unwrap_or(kinds(by)), each: None }))
            }
            Amount::Weight { amount, percent, weight, within, by } => {
                let weight = self.found_weight(weight);
                let within = match within {
                    Some(group) => self.found_roll(group).map(Some),
                    None => Some(None),
                };
                let (weight, within) = (weight?, within?);
                let by = only.unwrap_or(kinds(by));
                Some(Test::Sum(Sum { amount: *amount, percent: *percent, more_than, weight, within, by }))
            }
        }
    }

    /// The place of a group among those that were named.
    pub(super) fn roll(&mut self, name: &Name) -> Result<usize, ClauseFault> {
        if let Some(at) = self.rolls.iter().position(|roll| roll.name == name.text) {
            return Ok(at);
        }
        let group = self.agreement.groups.get(&name.text).ok_or_else(|| self.no_group(name))?;
        if group.members.is_empty() {
            let message = format!("group `{name}` has no members");
            return Err(
                ClauseFault::new("empty-group", name.at.clone(), message).help("list its members in `[groups]`")
            );
        }
        self.rolls.push(Roll::new(&name.text, group));
        Ok(self.rolls.len() - 1)
    }

    fn found_roll(&mut self, name: &Name) -> Option<usize> {
        self.roll(name).map_err(|fault| self.faults.push(fault)).ok()
    }

    fn no_group(&self, name: &Name) -> ClauseFault {
        let fault = ClauseFault::new("unknown-group", name.at.clone(), format!("no group `{name}`"));
        if self.agreement.weights.contains_key(&name.text) {
            return fault.help(format!("`{name}` is a weight; write an amount or per cent `of {name}`"));
        }
        if let Some(kind) = kind_of_consent(&name.text) {
            return fault.help(format!("how a party acts follows `by`: `by {kind}`"));
        }
        fault.help(near_or_add(&name.text, self.agreement.groups.keys(), "groups"))
    }

    fn found_weight(&mut self, name: &Name) -> Option<usize> {
        if let Some(at) = self.weights.iter().position(|(known, _)| *known == name.text) {
            return Some(at);
        }
        if let Some(weight) = self.agreement.weights.get(&name.text) {
            self.weights.push((name.text.clone(), weight.clone()));
            return Some(self.weights.len() - 1);
        }
        self.faults.push(self.no_weight(name));
        None
    }

    fn no_weight(&self, name: &Name) -> ClauseFault {
        let fault = ClauseFault::new("unknown-weight", name.at.clone(), format!("no weight `{name}`"));
        if self.agreement.groups.contains_key(&name.text) {
            let help = format!(
                "`{name}` is a group; write a number of `parties of {name}`, or a share such as `2/3 of {name}`"
            );
            return fault.help(help);
        }
        fault.help(near_or_add(&name.text, self.agreement.weights.keys(), "weights"))
    }

    fn party(&mut self, party: &NamedCode) -> Option<Code> {
        if self.is_known(party.code) {
            return Some(party.code);
        }
        let fault = match &self.agreement.parties {
            Some(listed) => not_listed(party, listed),
            None => ClauseFault::new("unknown-party", party.at.clone(), format!("no party `{}` is known", party.code))
                .help(format!("name it in `[party.{}]`, or correct the code", party.code)),
        };
        let meant = (self.names)(party.code.as_str()).filter(|meant| *meant != party.code);
        self.faults.push(fault.help_if(meant.map(|meant| format!("write `{meant}`"))));
        None
    }

    /// In a closed list only who is on it; else who appears in the agreement or in the table of names.
    fn is_known(&self, code: Code) -> bool {
        let agreement = self.agreement;
        if let Some(listed) = &agreement.parties {
            return listed.contains(&code);
        }
        let named = || agreement.party.contains_key(&code) || (self.names)(code.as_str()) == Some(code);
        let acts = || agreement.acts.iter().any(|act| act.party == Some(code));
        let grouped = || agreement.groups.values().any(|group| group.members.iter().any(|m| m.code == code));
        let weighed = || agreement.weights.values().any(|weight| weight.values.contains_key(&code));
        named() || acts() || grouped() || weighed()
    }
}

fn not_listed(party: &NamedCode, listed: &[Code]) -> ClauseFault {
    const SHOWN: usize = 12;
    let message = format!("`{}` is not among the parties of this agreement", party.code);
    let shown: Vec<&str> = listed.iter().take(SHOWN).map(Code::as_str).collect();
    let more = if listed.len() > SHOWN { " and others" } else { "" };
    ClauseFault::new("party-not-listed", party.at.clone(), message)
        .help(format!("`parties` lists {}{more}", shown.join(", ")))
}

fn kinds(by: &By) -> KindSet {
    if by.0.is_empty() {
        return KindSet::CONSENT;
    }
    by.0.iter().fold(KindSet::NONE, |set, kind| match kind {
        ByKind::Act(kind) => set.with(*kind),
        ByKind::DomesticCompletion => set.with_slot(COMPLETION),
    })
}

fn kind_of_consent(name: &str) -> Option<Kind> {
    let is_counted = |kind: &Kind| kind.is_consent() || *kind == Kind::Signature;
    Kind::parse(name).or_else(|| Kind::parse(name.strip_suffix('s')?)).filter(is_counted)
}

fn near_or_add<'k>(name: &str, known: impl Iterator<Item = &'k String> + Clone, table: &str) -> String {
    if let Some(near) = nearest(name, known.clone().map(String::as_str)) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    match (known.is_empty(), table) {
        (false, _) => format!("`[{table}]` has {}", known.join(", ")),
        (true, "groups") => format!("list its members: `[groups]`, `{name} = [\"…\"]`"),
        (true, _) => format!("give its figures: `[{table}.{name}.values]`"),
    }
}
