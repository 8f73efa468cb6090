//! The words that would say too much, each with the reason and the topic of `track help` that explains it.
//!
//! Two origins: the row of the table that a sentence stands for, and what else the record shows (a first reading, a
//! law signed at home, a source's own word). Nothing is decided here; the texts are data.

use serde::Serialize;

use super::brief::what;
use super::phrase::Place;
use super::sentence::{Sentence, Telling};
use crate::model::{Act, Between, Binding, Citation, Kind};
use crate::status::domestic::DomesticState;
use crate::status::{ForceState, InternationalState, PartyStatus};

/// Words to avoid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Avoid {
    /// The words.
    pub words: Vec<String>,
    /// Why.
    pub why: String,
    /// The topic of `track help` that explains it.
    pub topic: String,
}

/// How many words of sources are held up.
const WORDS_OF_SOURCES: usize = 6;

/// The words to avoid in a brief of these sentences, by topic.
pub fn avoid(telling: &Telling, sentences: &[Sentence]) -> Vec<Avoid> {
    let mut found = Vec::new();
    for sentence in sentences {
        add(telling, &mut found, sentence.key);
    }
    for row in by_record(telling) {
        add(telling, &mut found, row);
    }
    found.extend(days_of_reports(telling, sentences));
    found.extend(words_of_sources(telling));
    found.sort_by_key(|item| (number(&item.topic), item.topic.clone()));
    found
}

/// E1 to E13 by their number, then the other topics.
fn number(topic: &str) -> u32 {
    topic.strip_prefix('E').and_then(|number| number.parse().ok()).unwrap_or(u32::MAX)
}

/// The words of a row: `TOPIC words; words | TOPIC words`.
pub fn of_row<'p>(telling: &Telling<'p>, row: &str) -> Vec<(&'p str, Vec<&'p str>)> {
    let Some(text) = telling.phrases.get(&format!("avoid.{row}")) else { return Vec::new() };
    let parts = text.split(" | ").filter_map(|part| part.split_once(' '));
    parts.map(|(topic, words)| (topic, words.split("; ").collect())).collect()
}

/// Adds the words of a row to those of its topics.
fn add(telling: &Telling, found: &mut Vec<Avoid>, row: &str) {
    for (topic, words) in of_row(telling, row) {
        let why = telling.phrases.plain(&format!("why-{topic}"));
        let at = found.iter().position(|item| item.topic == topic).unwrap_or_else(|| {
            found.push(Avoid { words: Vec::new(), why, topic: topic.to_owned() });
            found.len() - 1
        });
        for word in words {
            if !found[at].words.iter().any(|known| known == word) {
                found[at].words.push(word.to_owned());
            }
        }
    }
}

/// The rows that the record calls for, beside those of its sentences.
fn by_record(telling: &Telling) -> Vec<&'static str> {
    let (agreement, status) = (telling.agreement, telling.status);
    let entered = status.force.state.is_entered();
    let seen: Vec<&Act> = seen(telling).into_iter().map(|at| &agreement.acts[at]).collect();
    let any = |wanted: &dyn Fn(&Act) -> bool| seen.iter().any(|act| wanted(act));
    let told = telling.parties();
    let parties = |wanted: &dyn Fn(&PartyStatus) -> bool| told.iter().any(wanted);
    let early = |act: &Act| act.kind.needs_outcome() && act.reading.is_some_and(|reading| !reading.is_deciding());
    let weak = |act: &Act| matches!(act.kind, Kind::Acceptance | Kind::Approval);
    let at_home = |act: &Act| {
        matches!(act.kind, Kind::HeadOfStateSignature | Kind::Promulgation | Kind::Publication) && act.outcome.is_done()
    };
    let finished = |party: &PartyStatus| {
        let home = matches!(party.domestic.state, DomesticState::Complete | DomesticState::ParliamentApproved);
        home || party.international.state == InternationalState::Contracting
    };
    let differs =
        |party: &PartyStatus| party.force.state != status.force.state || party.force.date != status.force.date;
    [
        ("record-E3", any(&early)),
        ("record-E4", any(&weak)),
        ("record-E5", !entered && status.force.state != ForceState::Ended && parties(&finished)),
        ("record-E6", !entered && any(&at_home)),
        ("record-E7", parties(&undelivered)),
        ("record-E9", entered && parties(&differs)),
        ("record-E13", agreement.between == Between::Ministries),
        ("record-binding", agreement.binding != Binding::Yes),
    ]
    .into_iter()
    .filter_map(|(row, applies)| applies.then_some(row))
    .collect()
}

/// Whether a party has come far at home and delivered nothing.
fn undelivered(party: &PartyStatus) -> bool {
    let far = matches!(party.domestic.state, DomesticState::Complete | DomesticState::ParliamentApproved);
    far && party.international.consent.is_none()
}

/// The acts that are seen.
fn seen(telling: &Telling) -> Vec<usize> {
    let as_of = telling.status.as_of;
    crate::status::claims::visible(telling.agreement, as_of.day, as_of.known_at)
}

/// The day of a report is not that of the act: for the acts that the sentences rest on.
fn days_of_reports(telling: &Telling, sentences: &[Sentence]) -> Option<Avoid> {
    let acts = &telling.agreement.acts;
    let told = sentences.iter().flat_map(|sentence| &sentence.rests_on).map(|at| &acts[*at]);
    let is_day_of_an_act = |day| acts.iter().any(|act| !act.expected && act.date.exact() == Some(day));
    let later = told.filter_map(|act| Some((act, act.sources.iter().find_map(|source| published_later(act, source))?)));
    let (act, day) = later.into_iter().find(|(_, day)| !is_day_of_an_act(*day))?;
    let places = [("what", Place::from(what(telling, act))), ("date", act.date.into())];
    Some(Avoid {
        words: vec![telling.phrases.fill("label-on", &[("date", day.into())])],
        why: telling.phrases.fill("why-E10", &places),
        topic: "E10".to_owned(),
    })
}

fn published_later(act: &Act, source: &Citation) -> Option<crate::date::Day> {
    source.published.and_then(|date| date.exact()).filter(|day| *day > act.date.latest())
}

/// The words that sources used for another act than the one it was.
fn words_of_sources(telling: &Telling) -> Vec<Avoid> {
    let mut found: Vec<Avoid> = Vec::new();
    for act in seen(telling).into_iter().map(|at| &telling.agreement.acts[at]) {
        for source in
            act.sources.iter().filter(|source| source.verb.as_deref().is_some_and(|v| is_foreign(act.kind, v)))
        {
            let Some(verb) = &source.verb else { continue };
            let who = source.publisher.clone().or_else(|| source.url.clone()).unwrap_or_else(|| "–".to_owned());
            let places = [("who", Place::from(who)), ("what", what(telling, act).into()), ("date", act.date.into())];
            let why = telling.phrases.fill("why-E11", &places);
            if found.len() < WORDS_OF_SOURCES && !found.iter().any(|item| item.words[0] == *verb) {
                found.push(Avoid { words: vec![verb.clone()], why, topic: "E11".to_owned() });
            }
        }
    }
    found
}

/// What a word of a source says was done, in the languages that come with the tool: the beginning of a word, and the
/// kinds that it is right for.
const STEMS: &[(&str, &[Kind])] = &[
    ("sign", &[Kind::Signature, Kind::DefinitiveSignature, Kind::HeadOfStateSignature, Kind::InstrumentSigned]),
    ("imzala", &[Kind::Signature, Kind::DefinitiveSignature, Kind::HeadOfStateSignature, Kind::InstrumentSigned]),
    ("ratif", &[Kind::Ratification]),
    ("onayla", &[Kind::Ratification]),
    ("join", &[Kind::Accession]),
    ("acced", &[Kind::Accession]),
    ("deposit", &[Kind::Ratification, Kind::Acceptance, Kind::Approval, Kind::Accession, Kind::Consent]),
    ("force", &[Kind::EntryIntoForce]),
    ("yürürlü", &[Kind::EntryIntoForce]),
    ("qüvvə", &[Kind::EntryIntoForce]),
];

fn is_foreign(kind: Kind, verb: &str) -> bool {
    let verb = verb.to_lowercase();
    STEMS.iter().any(|(stem, kinds)| {
        let said = verb.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(stem));
        said && !kinds.contains(&kind)
    })
}
