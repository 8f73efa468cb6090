//! What one party did at home, in the words that are safe.

use super::super::phrase::Place;
use super::{Sentence, Telling};
use crate::date::Day;
use crate::model::{About, Act, Code, Outcome};
use crate::status::domestic::{DomesticState, OtherRoad};
use crate::status::{InternationalState, PartyStatus};
use chrono::Datelike;

/// The keys of these sentences.
pub(super) const KEYS: &[&str] = &[
    "domestic-unknown",
    "domestic-unknown-signed",
    "domestic-not-started",
    "domestic-not-required",
    "domestic-under-way",
    "domestic-returned",
    "domestic-no-decision",
    "domestic-vote-unknown",
    "domestic-chamber",
    "domestic-first-reading",
    "domestic-parliament-approved",
    "domestic-complete",
    "domestic-rejected",
    "domestic-stopped",
    "domestic-annulled",
    "domestic-lapsed",
    "leave-road",
    "leave-road-returned",
    "leave-road-begun",
];

/// The effect of a head of State's assent to a law.
const ASSENTS: &str = "assents-to-law";

/// The effect of a step that its State's own law calls ratification.
const RATIFIES: &str = "ratifies-treaty";

/// What one party did at home.
pub(super) fn of(telling: &Telling, party: &PartyStatus) -> Sentence {
    let line = &party.domestic;
    let key = match line.state {
        DomesticState::Unknown => return silent(telling, party, false),
        DomesticState::UnderWay => return under_way(telling, party),
        DomesticState::ParliamentApproved => match approval(telling, party) {
            Some(sentence) => return sentence,
            None => "domestic-parliament-approved",
        },
        DomesticState::NotStarted => "domestic-not-started",
        DomesticState::NotRequired => "domestic-not-required",
        DomesticState::Complete => "domestic-complete",
        DomesticState::Rejected => stopped_by(telling, &line.rests_on),
        DomesticState::Annulled => "domestic-annulled",
        DomesticState::Lapsed => "domestic-lapsed",
    };
    let date = decisive(telling, &line.rests_on, line.on);
    let mut sentence = telling.of(key, &party.code, line.rests_on.clone(), &[("date", date)]);
    telling.differing(&mut sentence);
    sentence
}

/// Parliament's approval and what counts after it; also where the procedures are complete.
pub(super) fn approval(telling: &Telling, party: &PartyStatus) -> Option<Sentence> {
    let (since, acts) = party.domestic.approved.clone()?;
    let date = decisive(telling, &acts, Some(since));
    let mut sentence = telling.of("domestic-parliament-approved", &party.code, acts, &[("date", date)]);
    telling.differing(&mut sentence);
    afterwards(telling, party, since, &mut sentence);
    if party.domestic.conditional_approval.is_some() {
        telling.round(&mut sentence, "conditional", &[]);
    }
    Some(sentence)
}

/// Nothing is recorded, and when somebody looked, unless the answer about the whole says so.
pub(super) fn silent(telling: &Telling, party: &PartyStatus, after_signature: bool) -> Sentence {
    let key = if after_signature { "domestic-unknown-signed" } else { "domestic-unknown" };
    let mut sentence = telling.of(key, &party.code, Vec::new(), &[]);
    let looked = telling.looked(&party.code).filter(|on| Some(*on) != telling.status.checked_on);
    super::force::checked(telling, &mut sentence, looked);
    sentence
}

/// Somebody voted it down, or another organ refused it.
fn stopped_by(telling: &Telling, rests_on: &[usize]) -> &'static str {
    let voted = rests_on.iter().all(|act| telling.agreement.acts[*act].kind.needs_outcome());
    if voted { "domestic-rejected" } else { "domestic-stopped" }
}

/// The day of the last of some acts, as far as it is known.
fn decisive(telling: &Telling, acts: &[usize], on: Option<Day>) -> Place {
    let last = acts.iter().map(|act| &telling.agreement.acts[*act].date).max_by_key(|date| date.latest());
    last.map_or_else(|| on.map_or_else(|| "".into(), Place::from), |date| (*date).into())
}

/// One of two chambers, an earlier reading, a vote without decision, a step before the vote.
fn under_way(telling: &Telling, party: &PartyStatus) -> Sentence {
    let Some((at, _)) = party.domestic.last else {
        return silent(telling, party, false);
    };
    let act = &telling.agreement.acts[at];
    let key = match act.outcome {
        Outcome::Returned | Outcome::Rejected | Outcome::Annulled | Outcome::Lapsed => "domestic-returned",
        Outcome::Tied | Outcome::NoQuorum => "domestic-no-decision",
        Outcome::Unknown if act.kind.needs_outcome() => "domestic-vote-unknown",
        _ => return begun(telling, party, at),
    };
    let mut sentence = telling.of(key, &party.code, vec![at], &[("date", telling.when(at))]);
    telling.differing(&mut sentence);
    sentence
}

fn begun(telling: &Telling, party: &PartyStatus, last: usize) -> Sentence {
    let acts = &telling.agreement.acts;
    let votes = || party.domestic.done.iter().map(|(_, act, _)| *act).filter(|act| acts[*act].kind.needs_outcome());
    let early = acts[last].reading.filter(|reading| !reading.is_deciding());
    let (key, at) = match (early, votes().max_by_key(|act| acts[*act].date.latest())) {
        (Some(_), _) if acts[last].kind.needs_outcome() => ("domestic-first-reading", last),
        (_, Some(vote)) => ("domestic-chamber", vote),
        _ => ("domestic-under-way", last),
    };
    let reading = early.map(|reading| telling.phrases.plain(&format!("reading-{reading}"))).unwrap_or_default();
    let step = telling.phrases.plain(&format!("act-{}", acts[at].kind));
    let places = [("date", telling.when(at)), ("reading", reading.into()), ("step", step.into())];
    let mut sentence = telling.of(key, &party.code, vec![at], &places);
    telling.differing(&mut sentence);
    sentence
}

/// The acts that count after parliament's approval, by their effect: assent to the law, then the State's own word.
fn afterwards(telling: &Telling, party: &PartyStatus, since: Day, sentence: &mut Sentence) {
    let mut told = since;
    for (effect, key) in [(ASSENTS, "then-assents"), (RATIFIES, "then-ratifies")] {
        let Some((at, day)) = with_effect(telling, &party.code, effect, since) else { continue };
        let date = telling.agreement.acts[at].date;
        let known = date.exact().is_some() && told.year() == day.year();
        let place = if known { Place::SameYear(day) } else { date.into() };
        let organ = organ(telling, &party.code, at);
        telling.round(sentence, key, &[("organ", organ.into()), ("date", place)]);
        sentence.rests_on.push(at);
        told = day;
    }
}

/// The last act of a party at home with an effect, from a day on.
fn with_effect(telling: &Telling, code: &Code, effect: &str, since: Day) -> Option<(usize, Day)> {
    let acts = telling.world().world.acts.iter().filter(|settled| settled.date >= since);
    let counts = |act: &Act| {
        act.party == Some(*code)
            && act.kind.is_domestic()
            && act.about == About::Consent
            && act.outcome.is_done()
            && effect_of(telling, code, act).as_deref() == Some(effect)
    };
    acts.filter(|settled| counts(&telling.agreement.acts[settled.act])).map(|s| (s.act, s.date)).next_back()
}

/// The effect of an act: its own, else that of its step.
pub(in crate::report) fn effect_of(telling: &Telling, code: &Code, act: &Act) -> Option<String> {
    let by_step = || {
        let procedure = (telling.procedures)(code)?;
        procedure.step(act.step.as_deref()?)?.effect.clone()
    };
    act.effect.clone().or_else(by_step)
}

/// Who did it, in words.
fn organ(telling: &Telling, code: &Code, at: usize) -> String {
    let act = &telling.agreement.acts[at];
    let by_step = || {
        let procedure = (telling.procedures)(code)?;
        let step = procedure.step(act.step.as_deref()?)?;
        Some(procedure.body_of(step).map_or_else(|| step.body.clone(), |body| body.name.clone()))
    };
    let name = act.body.clone().or_else(by_step);
    let told = name.and_then(|name| telling.phrases.get(&format!("organ.{name}")).map(str::to_owned));
    told.unwrap_or_else(|| telling.phrases.plain("organ"))
}

/// The road about leaving, where it is not over and the party remains one.
pub(super) fn leaving(telling: &Telling, party: &PartyStatus) -> Option<Sentence> {
    let road = party.domestic.other_roads.iter().find(|road| road.about == About::Leave)?;
    let stays = party.international.state == InternationalState::Party && party.international.notice.is_none();
    if !stays || matches!(road.state, DomesticState::Rejected | DomesticState::Lapsed | DomesticState::Annulled) {
        return None;
    }
    Some(leave_road(telling, &party.code, road))
}

fn leave_road(telling: &Telling, code: &Code, road: &OtherRoad) -> Sentence {
    let acts = &telling.agreement.acts;
    let worlds = telling.world().world.acts.as_slice();
    let about_leaving =
        |at: usize| acts[at].party == Some(*code) && acts[at].kind.is_domestic() && acts[at].about == About::Leave;
    let find = |wanted: &dyn Fn(&Act) -> bool| {
        worlds.iter().map(|s| s.act).rfind(|at| about_leaving(*at) && wanted(&acts[*at]))
    };
    let decides = |act: &Act| act.reading.is_none_or(|reading| reading.is_deciding());
    let vote = find(&|act| act.kind.needs_outcome() && act.outcome.is_done() && decides(act));
    let back = find(&|act| act.outcome == Outcome::Returned && !act.kind.needs_outcome());
    let first_back = worlds.iter().map(|s| s.act).find(|at| {
        about_leaving(*at)
            && acts[*at].outcome == Outcome::Returned
            && vote.is_some_and(|v| acts[v].date < acts[*at].date)
    });
    match (vote, first_back.or(back), road.state) {
        (Some(vote), _, DomesticState::ParliamentApproved) => {
            telling.of("leave-road", code, vec![vote], &[("date", telling.when(vote))])
        }
        (Some(vote), Some(back), _) => {
            let places = [("vote", telling.when(vote)), ("date", telling.when(back))];
            telling.of("leave-road-returned", code, vec![vote, back], &places)
        }
        _ => telling.of("leave-road-begun", code, vec![road.last.0], &[]),
    }
}
