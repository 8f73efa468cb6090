//! What may be written, from what was computed: each row of the table in `docs/status.md` is one key of the phrases.
//!
//! Nothing is decided here. The word for a consent is the verb of its recorded kind and no other; a step at home is told
//! by its effect; a day that is not known is told as what is known of it.

use std::sync::Arc;

use super::phrase::{Phrases, Place};
use crate::date::Day;
use crate::model::{Agreement, Code, Names, Procedure};
use crate::status::claims::{Differ, End, Rivals};
use crate::status::domestic::DomesticState;
use crate::status::grade::{Grade, lowest};
use crate::status::{ForceState, InternationalState, PartyStatus, Status, WorldAnswer};

mod abroad;
mod few;
mod force;
mod home;

pub(super) use home::effect_of;

/// What the sentences are made from.
pub struct Telling<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its status.
    pub status: &'a Status,
    /// The table of names.
    pub names: &'a Names,
    /// The texts.
    pub phrases: &'a Phrases,
    /// The procedure of a party, where there is one: for the effect of its steps.
    pub procedures: &'a dyn Fn(&Code) -> Option<Arc<Procedure>>,
}

/// One statement that is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The key of its text: a row of the table.
    pub key: &'static str,
    /// The words, without capital and full stop.
    pub text: String,
    /// The acts it rests on, by their place in the file; none for what is absent.
    pub rests_on: Vec<usize>,
    /// The party it is about; `None`: the agreement, or several.
    pub party: Option<Code>,
}

/// How many parties are told one by one.
const FEW: usize = 4;

/// How many exceptions a line tells beside the state of the whole.
const LINE: usize = 3;

/// How many exceptions a paragraph tells.
const PARAGRAPH: usize = 12;

impl Telling<'_> {
    /// The name of a party: as the agreement says, else as sentences carry it, else as the table of names does.
    pub fn name(&self, code: &Code) -> String {
        let own = self.agreement.party.get(code).and_then(|entry| entry.name.clone());
        let told = || self.phrases.get(&format!("name.{code}")).map(str::to_owned);
        own.or_else(told).unwrap_or_else(|| super::name_of(self.agreement, self.names, code))
    }

    /// The world that parties are told of: the claims that carry things furthest (that reports differ is said beside
    /// it), and of days that are not known the end that carries things least far.
    fn world(&self) -> &WorldAnswer {
        let told = self.status.worlds.iter().rfind(|answer| answer.world.claims == End::Furthest);
        told.unwrap_or_else(|| self.status.shown())
    }

    /// The parties as that world has them.
    pub fn parties(&self) -> Vec<PartyStatus> {
        let world = self.world();
        self.status.parties.iter().map(|party| in_world(world, party)).collect()
    }

    /// The parliament of a party, in words.
    fn parliament(&self, code: &Code) -> String {
        let own = self.phrases.get(&format!("parliament.{code}")).map(str::to_owned);
        own.unwrap_or_else(|| self.phrases.fill("parliament", &[("party", self.name(code).into())]))
    }

    /// The day of an act, as far as it is known.
    fn when(&self, act: usize) -> Place {
        self.agreement.acts[act].date.into()
    }

    /// A sentence about one party.
    fn of(&self, key: &'static str, code: &Code, rests_on: Vec<usize>, more: &[(&str, Place)]) -> Sentence {
        let mut places =
            vec![("party", Place::from(self.name(code))), ("parliament", Place::from(self.parliament(code)))];
        places.extend(more.iter().cloned());
        Sentence { key, text: self.phrases.fill(key, &places), rests_on, party: Some(*code) }
    }

    /// A sentence about the agreement.
    fn whole(&self, key: &'static str, rests_on: Vec<usize>, places: &[(&str, Place)]) -> Sentence {
        Sentence { key, text: self.phrases.fill(key, places), rests_on, party: None }
    }

    /// Puts words round a sentence.
    fn round(&self, sentence: &mut Sentence, key: &str, places: &[(&str, Place)]) {
        let mut all = vec![("text", Place::from(sentence.text.as_str()))];
        all.extend(places.iter().cloned());
        sentence.text = self.phrases.fill(key, &all);
    }

    /// Adds that reports differ, and on what, where the sentence rests on one of the rivals.
    fn differing(&self, sentence: &mut Sentence) {
        let concerns = |rivals: &&Rivals| rivals.acts.iter().any(|act| sentence.rests_on.contains(act));
        let Some(rivals) = self.status.rivals.iter().rfind(concerns) else { return };
        let first =
            rivals.acts.iter().any(|act| self.agreement.acts[*act].reading == Some(crate::model::Reading::First));
        let key = match rivals.differ.as_slice() {
            differ if differ.contains(&Differ::Outcome) => "reports-differ-outcome",
            differ if differ.contains(&Differ::Reading) && first => "reports-differ-reading",
            [Differ::Date] => "reports-differ-date",
            _ => "reports-differ",
        };
        self.round(sentence, key, &[]);
    }

    /// The latest look, by the day and as known at the moment asked for, that found nothing of a party.
    fn looked(&self, code: &Code) -> Option<Day> {
        let as_of = self.status.as_of;
        let known = |look: &&crate::model::Look| {
            as_of.known_at.is_none_or(|limit| look.recorded.is_none_or(|at| at <= limit)) && look.date <= as_of.day
        };
        let looks = self.agreement.looked.iter().filter(known);
        looks.filter(|look| look.party.is_none_or(|party| party == *code)).map(|look| look.date).max()
    }

    /// How well a sentence is supported.
    pub fn grade(&self, sentence: &Sentence) -> Grade {
        let about_force = sentence.party.is_none() && force::KEYS.contains(&sentence.key);
        if about_force { self.status.grade } else { lowest(self.agreement, &sentence.rests_on) }
    }
}

/// A party as one world has it.
fn in_world(world: &WorldAnswer, party: &PartyStatus) -> PartyStatus {
    let mut told = party.clone();
    if let Some((_, domestic, abroad, _)) = world.parties.iter().find(|(code, ..)| *code == party.code) {
        (told.domestic, told.international) = (domestic.clone(), abroad.clone());
    }
    told
}

/// The strongest line that is safe: what each of a few parties did, then whether it is in force.
pub fn line(telling: &Telling) -> String {
    let told = sentences_of_line(telling);
    let texts: Vec<&str> = told.iter().map(|sentence| sentence.text.as_str()).collect();
    telling.phrases.sentence(&texts.join("; "))
}

/// The sentences of the line.
pub fn sentences_of_line(telling: &Telling) -> Vec<Sentence> {
    let force = force::of_force(telling);
    let notable = || few::notable(telling).into_iter().take(LINE);
    let (entered, few) = (telling.status.force.state.is_entered(), telling.status.parties.len() <= FEW);
    match telling.status.force.state {
        ForceState::Ended => std::iter::once(force).chain(notable()).collect(),
        _ if entered => std::iter::once(force).chain(notable()).collect(),
        _ if few => few::one_by_one(telling, false).into_iter().chain([force]).collect(),
        _ => notable().chain([force]).collect(),
    }
}

/// The sentences of the paragraph: all that the line tells, the signatures, and how the clause is known.
pub fn sentences(telling: &Telling) -> Vec<Sentence> {
    let state = telling.status.force.state;
    let told_whole = state.is_entered() || state == ForceState::Ended;
    let mut told = Vec::new();
    if told_whole {
        told.push(force::of_force(telling));
    }
    if telling.status.parties.len() <= FEW && !told_whole {
        told.extend(few::one_by_one(telling, true));
    } else {
        told.extend(few::limited(telling, PARAGRAPH));
        told.extend(if told_whole { Vec::new() } else { few::on_the_way(telling) });
    }
    if !told_whole {
        told.push(force::of_force(telling));
    }
    told.extend(force::beside(telling));
    told
}

/// Whether the agreement is in force, in the words that are safe.
pub fn of_force(telling: &Telling) -> String {
    force::of_force(telling).text
}

/// What one party did, in the words that are safe: its international act where there is one beyond signature, else
/// its road at home, else its signature.
pub fn of_party(telling: &Telling, party: &PartyStatus) -> String {
    party_sentence(telling, &in_world(telling.world(), party)).text
}

/// What one party did at home, in the words that are safe.
pub fn at_home(telling: &Telling, party: &PartyStatus) -> Sentence {
    home::of(telling, party)
}

/// What one party did abroad, in the words that are safe.
pub fn abroad(telling: &Telling, party: &PartyStatus) -> Sentence {
    abroad::of(telling, party)
}

/// The acts that the answer about force rests on.
pub fn force_rests_on(telling: &Telling) -> Vec<usize> {
    force::acts(telling)
}

/// The sentence of one party by itself.
pub fn party_sentence(telling: &Telling, party: &PartyStatus) -> Sentence {
    let silent_at_home = party.domestic.state == DomesticState::Unknown;
    let line = &party.international;
    let done_abroad = line.taken_back.is_some() || line.no_intention.is_some();
    match line.state {
        InternationalState::Unknown | InternationalState::None | InternationalState::Signatory if !done_abroad => {
            let signed = line.signed.is_some() || line.initialled.is_some();
            if silent_at_home && signed { abroad::of(telling, party) } else { home::of(telling, party) }
        }
        _ => abroad::of(telling, party),
    }
}

/// Every key of a sentence; each has its words to avoid.
pub fn keys() -> Vec<&'static str> {
    [home::KEYS, abroad::KEYS, force::KEYS].concat()
}
