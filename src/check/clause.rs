//! The final clause: what is assumed, and what can never come about.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Sink, Subject};
use crate::clause::{Amount, Compare, Condition, Name, Term, parse_condition};
use crate::decimal::Decimal;
use crate::ledger::place;
use crate::model::{Basis, Code, Kind, Name as PartyName, Names, Phrase, Weight};
use crate::source::Span;

/// The members of the European Union, each of which may be a party beside it.
const EU_MEMBERS: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// No clause at all, or one that nobody has read.
pub(super) fn clause_assumed(subject: &Subject, sink: &mut Sink) {
    let agreement = subject.agreement;
    let title = place::key(subject.source, &(0..subject.source.text().len()), "title");
    let help = "read the final clause and write `[clause]`; \"in force\" cannot be said without it";
    match &agreement.clause {
        None if agreement.parties.is_some() => {
            sink.add(title, "there is no `[clause]`, so \"all parties\" is assumed", help);
        }
        None => sink.add(title, "there is no `[clause]`, so entry into force cannot be told", help),
        Some(clause) if clause.basis == Basis::Assumed => {
            sink.add(place::header(subject.source, &clause.span), "the clause is assumed: nobody has read it", help);
        }
        Some(_) => {}
    }
}

/// Completion at home is seen by nobody else; most texts speak of the note that tells of it.
pub(super) fn by_domestic_completion(subject: &Subject, sink: &mut Sink) {
    let counted = subject.clause.is_some_and(crate::clause::Clause::counts_completion);
    let phrases = phrases(subject);
    let Some(phrase) = phrases.iter().find(|phrase| phrase.text.contains("completion")).filter(|_| counted) else {
        return;
    };
    let message = "the clause counts what is finished at home, before anybody is told";
    let help = "does the text not rather speak of notes? then write `by notification`";
    sink.add(phrase.span.clone(), message, help);
}

/// The conditions as written.
fn phrases<'a>(subject: &'a Subject) -> Vec<&'a Phrase> {
    let clause = subject.agreement.clause.iter();
    clause.flat_map(|clause| clause.when.iter().chain(clause.routes.iter().map(|route| &route.when))).collect()
}

/// Every term of every condition, with its phrase.
fn terms<'a>(subject: &'a Subject) -> Vec<(&'a Phrase, Term)> {
    let read = phrases(subject).into_iter().filter_map(|phrase| Some((phrase, parse_condition(&phrase.text).ok()?)));
    read.flat_map(|(phrase, condition)| flat(condition).into_iter().map(move |term| (phrase, term))).collect()
}

fn flat(condition: Condition) -> Vec<Term> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.into_iter().flat_map(flat).collect(),
        Condition::Term(term) => vec![term],
    }
}

/// The place of some bytes of a phrase.
fn inside(phrase: &Phrase, at: Range<usize>) -> Span {
    match phrase.quote {
        Some(quote) => phrase.span.start + quote + at.start..phrase.span.start + quote + at.end,
        None => phrase.span.clone(),
    }
}

/// Conditions that nobody can ever meet.
pub(super) fn impossible_clause(subject: &Subject, sink: &mut Sink) {
    for (phrase, term) in terms(subject) {
        if let Some((span, message, help)) = impossible(subject, phrase, &term) {
            sink.add(span, message, help);
        }
    }
}

fn impossible(subject: &Subject, phrase: &Phrase, term: &Term) -> Option<(Span, String, &'static str)> {
    match term {
        Term::AllOf(group, _) => {
            let listed = subject.agreement.parties.as_ref()?;
            let outside = members(subject, group).into_iter().find(|code| !listed.contains(code))?;
            let message = format!("`{outside}` of `{group}` is not among the parties, so all of them never act");
            Some((inside(phrase, group.at.clone()), message, "correct the group, or the list of `parties`"))
        }
        Term::Amount(compare, Amount::Parties { count, group, .. }) => {
            let there = match group {
                Some(group) => members(subject, group).len(),
                None => subject.agreement.parties.as_ref()?.len(),
            };
            let need = usize::try_from(*count).ok()?.saturating_add(usize::from(*compare == Compare::MoreThan));
            let what =
                group.as_ref().map_or_else(|| "parties listed".to_owned(), |group| format!("members of `{group}`"));
            let message = format!("{need} parties are asked for, but there are only {there} {what}");
            (need > there).then(|| (phrase.span.clone(), message, "correct the number, or complete the list"))
        }
        Term::Amount(_, Amount::Weight { amount, percent: false, weight, .. }) => {
            let whole = whole(subject.agreement.weights.get(&weight.text)?);
            let message = format!("{amount} is asked for, but all of `{weight}` is only {whole}");
            let help = "correct the amount, or complete the values";
            (*amount > whole).then(|| (inside(phrase, weight.at.clone()), message, help))
        }
        _ => None,
    }
}

fn members(subject: &Subject, group: &Name) -> BTreeSet<Code> {
    let found = subject.agreement.groups.get(&group.text);
    found.iter().flat_map(|group| &group.members).map(|member| member.code).collect()
}

fn whole(weight: &Weight) -> Decimal {
    weight.total.unwrap_or_else(|| weight.values.values().copied().sum())
}

/// A weight whose values are more than its total, or lack a party that the clause asks for.
pub(super) fn weight_gap(subject: &Subject, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for (phrase, term) in terms(subject) {
        let Term::Amount(_, Amount::Weight { weight, within, .. }) = &term else { continue };
        let Some(found) = subject.agreement.weights.get(&weight.text).filter(|_| told.insert(weight.text.clone()))
        else {
            continue;
        };
        let counts = |code: &Code| counts(subject, code);
        let sum: Decimal = found.values.iter().filter(|(code, _)| counts(code)).map(|(_, value)| *value).sum();
        if let Some(total) = found.total.filter(|total| sum > *total) {
            let message = format!("the values of `{weight}` add up to {sum}, more than their total {total}");
            sink.add(inside(phrase, weight.at.clone()), message, "correct the total or the values");
        }
        let lacking = lacking(subject, found, within.as_ref());
        if !lacking.is_empty() {
            let message = format!("`{weight}` has no value for {}", lacking.join(", "));
            let help = "a missing value is unknown, not zero: the sum stays open until it is given";
            sink.add(inside(phrase, weight.at.clone()), message, help);
        }
    }
}

/// The parties that the weight must speak of and does not: a group, the closed list, else whoever consented.
fn lacking(subject: &Subject, weight: &Weight, within: Option<&Name>) -> Vec<String> {
    let agreement = subject.agreement;
    let consented =
        || super::acts::standing(subject).filter(|act| act.kind.is_consent() && act.counted && !act.expected);
    let wanted: BTreeSet<Code> = match (within, &agreement.parties) {
        (Some(group), _) => members(subject, group),
        (None, Some(listed)) => listed.iter().copied().collect(),
        (None, None) => consented().filter_map(|act| act.party).collect(),
    };
    let lacking = wanted.iter().filter(|code| counts(subject, code) && !weight.values.contains_key(code));
    lacking.map(|code| format!("`{code}`")).collect()
}

/// Whether a party's value counts: that of an organisation only where the clause says so.
fn counts(subject: &Subject, code: &Code) -> bool {
    let agreement = subject.agreement;
    let said = agreement.party.get(code).and_then(|entry| entry.organisation);
    let named = || Names::builtin().by_code(code).is_some_and(PartyName::is_organisation);
    agreement.clause.as_ref().is_some_and(|clause| clause.count_organisations) || !said.unwrap_or_else(named)
}

/// A route that asks for more than another one and gives no earlier day.
pub(super) fn dead_route(subject: &Subject, sink: &mut Sink) {
    let Some(clause) = &subject.agreement.clause else { return };
    let main = clause.when.iter().map(|when| (when, clause.then.as_ref()));
    let routes: Vec<_> = main.chain(clause.routes.iter().map(|route| (&route.when, route.then.as_ref()))).collect();
    for (at, (when, then)) in routes.iter().enumerate() {
        let text = |phrase: &Option<&Phrase>| phrase.map(|phrase| phrase.text.clone());
        let beaten = routes.iter().enumerate().any(|(other, (easier, sooner))| {
            other != at
                && text(sooner) == text(then)
                && (asks_more(when, easier) || other < at && when.text == easier.text)
        });
        if beaten {
            let message = "this route never comes first: another one asks for less and waits as long";
            sink.add(when.span.clone(), message, "correct the number or the delay, or take the route out");
        }
    }
}

/// Whether both ask for a bare number of parties, and the first for more.
fn asks_more(hard: &Phrase, easy: &Phrase) -> bool {
    let number = |phrase: &Phrase| match parse_condition(&phrase.text) {
        Ok(Condition::Term(Term::Amount(compare, Amount::Parties { count, group, each: None, by }))) => {
            Some((count.saturating_add(u32::from(compare == Compare::MoreThan)), group, by))
        }
        _ => None,
    };
    match (number(hard), number(easy)) {
        (Some((hard, in_hard, by_hard)), Some((easy, in_easy, by_easy))) => {
            hard > easy && in_hard == in_easy && by_hard == by_easy
        }
        _ => false,
    }
}

/// The European Union and its members side by side, where both count.
pub(super) fn counted_twice(subject: &Subject, sink: &mut Sink) {
    let agreement = subject.agreement;
    let Some(clause) = &agreement.clause else { return };
    let is_member = |code: &Code| EU_MEMBERS.contains(&code.as_str());
    let help = "most texts count either the organisation or its members; read who counts";
    let consented = |is: &dyn Fn(&Code) -> bool| {
        super::acts::standing(subject).any(|act| {
            act.kind.is_consent()
                && !act.expected
                && act.kind != Kind::DefinitiveSignature
                && act.counted
                && act.party.as_ref().is_some_and(is)
        })
    };
    if clause.count_organisations && consented(&|code| code.as_str() == "EU") && consented(&is_member) {
        let message = "`EU` and its members are both counted";
        sink.add(place::words(subject.source, &(0..subject.source.text().len()), "count_organisations"), message, help);
    }
    for (phrase, term) in terms(subject) {
        let Term::Amount(_, Amount::Weight { weight, .. }) = &term else { continue };
        let Some(found) = agreement.weights.get(&weight.text) else { continue };
        let has_eu = found.values.iter().any(|(code, value)| code.as_str() == "EU" && *value > Decimal::ZERO);
        if has_eu && clause.count_organisations && found.values.keys().any(is_member) {
            let message = format!("`{weight}` gives a value to `EU` and to its members");
            sink.add(inside(phrase, weight.at.clone()), message, help);
        }
    }
}
