//! Single acts and pairs of them: who says so, whether the days can be, whether two can be told apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::{Sink, Subject};
use crate::date::{ActDate, Day, show};
use crate::ledger::{ident, place};
use crate::model::{Act, Code, Kind};

/// Days that stand in databases where nobody knew the day.
const STAND_INS: [(i32, u32, u32); 5] = [(1, 1, 1), (1800, 1, 1), (1900, 1, 1), (1970, 1, 1), (9999, 12, 31)];
/// From how many acts on the first of January on the day itself is doubted.
const NEW_YEARS: usize = 3;

/// Up to how many acts without a source are told one by one.
const SINGLY: usize = 3;

/// The acts that are still relied on.
pub(super) fn standing<'a>(subject: &'a Subject) -> impl Iterator<Item = &'a Act> {
    subject.agreement.acts.iter().filter(|act| act.retracted.is_none())
}

/// Who did it, for a message.
pub(super) fn who(act: &Act) -> String {
    act.party.map_or_else(|| "the agreement".to_owned(), |code| format!("`{code}`"))
}

/// An act without a source, where no source speaks for the whole record.
pub(super) fn no_source(subject: &Subject, sink: &mut Sink) {
    if !subject.agreement.sources.is_empty() {
        return;
    }
    let bare: Vec<&Act> = standing(subject).filter(|act| act.sources.is_empty() && !act.expected).collect();
    let shown = if bare.len() > SINGLY { 1 } else { bare.len() };
    for act in &bare[..shown] {
        let more = if shown < bare.len() { format!(", nor {} more acts", bare.len() - 1) } else { String::new() };
        let message = format!("no source tells of this `{}` of {}{more}", act.kind, act.date);
        let help = "add `[[act.source]]`, or one `[[source]]` at the top that speaks for the whole record";
        sink.add(place::header(subject.source, &act.span), message, help);
    }
}

/// Whoever signed, ratifies; accession is for those who did not sign.
pub(super) fn accession_after_signature(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject).filter(|act| act.kind == Kind::Accession && !act.expected) {
        let earlier = |other: &&Act| {
            other.kind == Kind::Signature
                && !other.expected
                && other.party == act.party
                && other.date.latest() <= act.date.earliest()
        };
        if let Some(signed) = standing(subject).find(earlier) {
            let message = format!("{} signed on {}; who signed ratifies, and does not accede", who(act), signed.date);
            let help = "look the word up in the depositary's notification; keep it if it says accession";
            sink.add(place::key(subject.source, &act.span, "kind"), message, help);
        }
    }
}

/// An effect before its act. Successions reach back by nature, and an announcement may come late.
pub(super) fn effective_before_act(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject) {
        let may_reach_back = act.kind == Kind::Succession || act.party.is_none();
        let Some(effective) = act.effective.filter(|day| !may_reach_back && day.latest() < act.date.earliest()) else {
            continue;
        };
        let message = format!("takes effect on {effective}, before it was done on {}", act.date);
        let help = "are `date` and `effective` mixed up? a retroactive effect is kept as it stands";
        sink.add(place::key(subject.source, &act.span, "effective"), message, help);
    }
}

/// What is dated ahead has not happened.
pub(super) fn date_ahead(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject).filter(|act| !act.expected && act.date.earliest() > subject.today) {
        let message = format!("dated {}, which is after today ({})", act.date, show(subject.today));
        let help = "what is only expected says `expected = true`; a day of effect belongs in `effective`";
        sink.add(place::key(subject.source, &act.span, "date"), message, help);
    }
}

/// Days that databases use where nobody knew.
pub(super) fn stand_in_date(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject) {
        for (key, date) in [("date", Some(act.date)), ("effective", act.effective)] {
            if let Some(day) = date.and_then(|date| date.exact()).filter(is_stand_in) {
                let message = format!("{} is a day that databases put where none is known", show(day));
                let help = "write what is known: \"1970\", \"../1970-06-30\"; or leave `effective` out";
                sink.add(place::key(subject.source, &act.span, key), message, help);
            }
        }
    }
    let new_years: Vec<&Act> = standing(subject).filter(|act| is_new_year(act)).collect();
    if let Some(first) = new_years.first().filter(|_| new_years.len() >= NEW_YEARS) {
        let message = format!("{} acts are dated 1 January, when hardly any office is open", new_years.len());
        let help = "if only the year is known, write it alone: \"1998\"";
        sink.add(place::key(subject.source, &first.span, "date"), message, help);
    }
}

fn is_stand_in(day: &Day) -> bool {
    STAND_INS.contains(&(day.year(), day.month(), day.day()))
}

fn is_new_year(act: &Act) -> bool {
    let day = act.date.exact();
    let is_new_year = day.is_some_and(|day| (day.month(), day.day()) == (1, 1) && !is_stand_in(&day));
    is_new_year && !act.expected && act.kind != Kind::Succession
}

/// A consent dated on the day of the party's own vote or signature at home: is it not that step?
pub(super) fn consent_at_home(subject: &Subject, sink: &mut Sink) {
    let decides = |kind: Kind| kind.needs_outcome() || matches!(kind, Kind::HeadOfStateSignature | Kind::Promulgation);
    let at_home: BTreeMap<(Option<Code>, Day), &Act> = standing(subject)
        .filter(|act| decides(act.kind) && !act.expected)
        .filter_map(|act| Some(((act.party, act.date.exact()?), act)))
        .collect();
    for act in standing(subject).filter(|act| act.kind.needs_delivery() && !act.expected) {
        let told = act.delivery.is_some() || act.at.is_some();
        let step = act.date.exact().filter(|_| !told).and_then(|day| at_home.get(&(act.party, day)));
        if let Some(step) = step {
            let message =
                format!("{} did this on the day of its `{}` at home; was it delivered that day?", who(act), step.kind);
            let help = "a step at home binds nobody: retract this, or say `delivery` and `at`";
            sink.add(place::key(subject.source, &act.span, "date"), message, help);
        }
    }
}

/// A ratification without a signature, where the signatures of most others are on record.
pub(super) fn no_signature(subject: &Subject, sink: &mut Sink) {
    let signs = |act: &&Act| matches!(act.kind, Kind::Signature | Kind::DefinitiveSignature) && !act.expected;
    let signed: BTreeSet<Code> = standing(subject).filter(signs).filter_map(|act| act.party).collect();
    let ratified: Vec<&Act> = standing(subject)
        .filter(|act| act.kind == Kind::Ratification && !act.expected && act.party.is_some())
        .collect();
    let (with, without): (Vec<&Act>, Vec<&Act>) =
        ratified.into_iter().partition(|act| act.party.is_some_and(|party| signed.contains(&party)));
    // what became of the signature of a State that is no more is told by its successor
    let still_there = |act: &&&Act| !act.party.is_some_and(|party| party.is_former());
    for act in without.iter().filter(|_| with.len() > without.len()).filter(still_there) {
        let message =
            format!("no signature by {} is recorded; who did not sign accedes, and does not ratify", who(act));
        let help = "add the signature, or look the word up in the depositary's notification";
        sink.add(place::key(subject.source, &act.span, "kind"), message, help);
    }
}

/// What is not to be published yet.
pub(super) fn under_embargo(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject) {
        if let Some(until) = act.embargo.filter(|until| until.date_naive() >= subject.today) {
            let message = format!("under embargo until {}; answers leave it out", until.format("%Y-%m-%d %H:%M UTC"));
            let help = "whoever can read this file, or its history in git, sees it: keep it out of a shared repository";
            sink.add(place::key(subject.source, &act.span, "embargo"), message, help);
        }
    }
}

/// Two acts that nothing tells apart: the same content, or two votes of one body on one question on one day.
pub(super) fn twin_acts(subject: &Subject, sink: &mut Sink) {
    type Key<'a> = (Option<String>, Option<&'a str>, Kind, Option<&'a str>, ActDate);
    let mut seen: BTreeMap<Key, Vec<&Act>> = BTreeMap::new();
    for act in standing(subject).filter(|act| !act.expected) {
        let key = (act.party.map(|p| p.to_string()), act.step.as_deref(), act.kind, act.body.as_deref(), act.date);
        let alike = seen.entry(key).or_default();
        if let Some(twin) = alike.iter().take(NEW_YEARS).find(|other| are_twins(other, act)) {
            let message = format!("nothing tells this `{}` of {} from the act `{}`", act.kind, act.date, twin.id);
            let help = "take one out, or say what differs: `reading`, `name`, `about` or `follows`";
            sink.add(place::header(subject.source, &act.span), message, help);
        }
        alike.push(act);
    }
}

fn are_twins(a: &Act, b: &Act) -> bool {
    let follows = a.follows.as_ref() == Some(&b.id) || b.follows.as_ref() == Some(&a.id);
    let same_question = (a.about, a.reading, &a.name, a.outcome) == (b.about, b.reading, &b.name, b.outcome);
    ident::same_content(a, b) || a.kind.needs_outcome() && same_question && !follows
}
