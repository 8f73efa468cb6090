//! What may be written, from what was computed: each row of the table in `docs/status.md` is one key of the phrases.
//!
//! Nothing is decided here. The word for a consent is the verb of its recorded kind and no other.

use super::name_of;
use super::phrase::Phrases;
use crate::date::Day;
use crate::model::{Agreement, Basis, Kind, Names, Reading};
use crate::status::claims::{Differ, Rivals};
use crate::status::domestic::DomesticState;
use crate::status::{ForceState, International, InternationalState, PartyStatus, Status};

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
}

/// How many parties are told one by one.
const FEW: usize = 4;

/// The strongest line that is safe: what each of a few parties did, then whether it is in force.
pub fn line(telling: &Telling) -> String {
    let mut parts: Vec<String> = match telling.status.parties.len() {
        0..=FEW if !telling.status.force.state.is_entered() => {
            telling.status.parties.iter().map(|party| of_party(telling, party)).collect()
        }
        _ => Vec::new(),
    };
    parts.push(of_force(telling));
    capitalised(&parts.join("; "))
}

/// The first letter large, and a full stop.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Whether the agreement is in force, in the words that are safe.
pub fn of_force(telling: &Telling) -> String {
    let (status, phrases) = (telling.status, telling.phrases);
    let force = &status.force;
    let dated = |key: &str, day: Option<Day>| {
        let date = day.map(|day| phrases.date(day)).unwrap_or_default();
        phrases.fill(key, &[("date", &date)])
    };
    if status.disputed {
        return phrases.fill("disputed", &[]);
    }
    match force.state {
        ForceState::NotApplicable if force.date.is_some() => dated("not-applicable", force.date),
        ForceState::NotApplicable => phrases.fill("not-applicable-undated", &[]),
        ForceState::Ended => dated("ended", force.until),
        ForceState::Suspended => suspended(telling),
        ForceState::InForce => in_force(telling),
        ForceState::Provisional => provisional(telling),
        ForceState::Dated if status.as_of.is_projected() => dated("projected", force.date),
        ForceState::Dated => dated("dated", force.date),
        ForceState::ConditionsMet if force.met_on.is_some() => match status.verdict().basis {
            Basis::Reported => dated("conditions-met", force.met_on),
            Basis::Text | Basis::Assumed => dated("conditions-met-text", force.met_on),
        },
        ForceState::ConditionsMet => phrases.fill("conditions-met-undated", &[]),
        ForceState::NotInForce => not_in_force(telling),
        ForceState::Unknown => phrases.fill("unknown", &[]),
    }
}

fn not_in_force(telling: &Telling) -> String {
    let (status, phrases) = (telling.status, telling.phrases);
    let key = if status.checked_fresh { "not-in-force" } else { "not-in-force-stale" };
    checked(telling, phrases.fill(key, &[]), status.checked_on)
}

/// Adds the day of the last look, where there was one.
fn checked(telling: &Telling, text: String, on: Option<Day>) -> String {
    match on {
        Some(day) => telling.phrases.fill("last-checked", &[("text", &text), ("date", &telling.phrases.date(day))]),
        None => text,
    }
}

fn in_force(telling: &Telling) -> String {
    let (status, phrases) = (telling.status, telling.phrases);
    let bound: Vec<String> = status
        .parties
        .iter()
        .filter(|party| party.force.state == ForceState::InForce)
        .map(|party| name_of(telling.agreement, telling.names, &party.code))
        .collect();
    let whom = if (1..=FEW).contains(&bound.len()) {
        phrases.fill("in-force-between", &[("parties", &phrases.list(&bound))])
    } else {
        phrases.fill("in-force-parties", &[("count", &bound.len().to_string())])
    };
    let since = status.force.date.map_or_else(|| range(telling), |day| phrases.date(day));
    phrases.fill("in-force", &[("date", &since), ("whom", &whom)])
}

/// A day that is known only as a range.
fn range(telling: &Telling) -> String {
    let day = |day: Option<Day>| day.map(|day| telling.phrases.date(day)).unwrap_or_default();
    let (first, last) = telling.status.range.unwrap_or_default();
    telling.phrases.fill("between", &[("first", &day(first)), ("last", &day(last))])
}

fn provisional(telling: &Telling) -> String {
    let acts = telling.status.shown().world.acts.iter();
    let begun = acts.filter(|s| telling.agreement.acts[s.act].kind == Kind::ProvisionalApplication);
    let first = begun.min_by_key(|s| s.effective.unwrap_or(s.date));
    let part = first.is_some_and(|s| telling.agreement.acts[s.act].scope.is_some());
    let date = first.map(|s| telling.phrases.date(s.effective.unwrap_or(s.date))).unwrap_or_default();
    telling.phrases.fill(if part { "provisional-part" } else { "provisional" }, &[("date", &date)])
}

fn suspended(telling: &Telling) -> String {
    let act = telling.status.force.rests_on.last().map(|at| &telling.agreement.acts[*at]);
    let date = act.map(|act| telling.phrases.date(act.effective.unwrap_or(act.date).latest())).unwrap_or_default();
    match act.and_then(|act| act.party) {
        Some(code) => {
            let party = name_of(telling.agreement, telling.names, &code);
            telling.phrases.fill("suspended-by", &[("date", &date), ("party", &party)])
        }
        None => telling.phrases.fill("suspended", &[("date", &date)]),
    }
}

/// What one party did, in the words that are safe: its international act where there is one beyond signature, else
/// its road at home, else its signature.
pub fn of_party(telling: &Telling, party: &PartyStatus) -> String {
    match party.international.state {
        InternationalState::Unknown | InternationalState::None | InternationalState::Signatory
            if party.international.taken_back.is_none() =>
        {
            at_home(telling, party)
        }
        _ => abroad(telling, party),
    }
}

/// What one party did abroad.
pub fn abroad(telling: &Telling, party: &PartyStatus) -> String {
    let (phrases, line) = (telling.phrases, &party.international);
    let name = name_of(telling.agreement, telling.names, &party.code);
    let date = |day: Option<Day>| day.map(|day| phrases.date(day)).unwrap_or_default();
    let of_act = |act: usize| phrases.date(telling.agreement.acts[act].date.latest());
    match line.state {
        InternationalState::Party => staying(telling, line, &name, date(line.on)),
        InternationalState::Contracting => {
            let consent = line.act.map_or("consent-consent".to_owned(), |act| verb(telling.agreement.acts[act].kind));
            let consent = phrases.fill(&consent, &[]);
            phrases.fill("contracting", &[("party", &name), ("consent", &consent), ("date", &date(line.on))])
        }
        InternationalState::FormerParty => {
            let withdrew = line.act.is_some_and(|act| telling.agreement.acts[act].kind == Kind::Withdrawal);
            let key = if withdrew { "former-party-withdrew" } else { "former-party" };
            phrases.fill(key, &[("party", &name), ("date", &date(line.on))])
        }
        InternationalState::Refused => phrases.fill("refused", &[("party", &name)]),
        _ => match (line.taken_back, line.no_intention, line.signed, line.initialled) {
            (Some(act), _, None, _) => phrases.fill("taken-back-unsigned", &[("party", &name), ("date", &of_act(act))]),
            (Some(act), ..) => phrases.fill("taken-back", &[("party", &name), ("date", &of_act(act))]),
            (_, Some(act), ..) => phrases.fill("no-intention", &[("party", &name), ("date", &of_act(act))]),
            (.., Some(act), _) => phrases.fill("signatory", &[("party", &name), ("date", &of_act(act))]),
            (.., Some(act)) => phrases.fill("initialled", &[("party", &name), ("date", &of_act(act))]),
            _ => phrases.fill("domestic-unknown", &[("party", &name)]),
        },
    }
}

/// A party that stays one, also where it gave notice.
fn staying(telling: &Telling, line: &International, name: &str, since: String) -> String {
    let phrases = telling.phrases;
    let Some(notice) = line.notice else {
        return phrases.fill("party", &[("party", name), ("date", &since)]);
    };
    let notice = phrases.date(telling.agreement.acts[notice].date.latest());
    match line.leaves_on {
        Some(day) => {
            phrases.fill("notice-given", &[("party", name), ("notice", &notice), ("date", &phrases.date(day))])
        }
        None => phrases.fill("notice-open", &[("party", name), ("notice", &notice)]),
    }
}

/// The key of the verb of a consent: of its kind and no other.
fn verb(kind: Kind) -> String {
    format!("consent-{kind}")
}

/// What one party did at home.
pub fn at_home(telling: &Telling, party: &PartyStatus) -> String {
    let (phrases, line) = (telling.phrases, &party.domestic);
    let name = name_of(telling.agreement, telling.names, &party.code);
    let genitive = genitive(&name);
    let date = line.on.map(|day| phrases.date(day)).unwrap_or_default();
    let fill = |key: &str| phrases.fill(key, &[("party", &name), ("partys", &genitive), ("date", &date)]);
    let text = match line.state {
        DomesticState::Unknown if party.international.state == InternationalState::None => fill("domestic-unknown"),
        DomesticState::Unknown => fill("domestic-unknown"),
        DomesticState::NotStarted => fill("domestic-not-started"),
        DomesticState::NotRequired => fill("domestic-not-required"),
        DomesticState::UnderWay => under_way(telling, party, &name, &genitive),
        DomesticState::ParliamentApproved => fill("domestic-parliament-approved"),
        DomesticState::Complete => fill("domestic-complete"),
        DomesticState::Rejected => fill("domestic-rejected"),
        DomesticState::Annulled => fill("domestic-annulled"),
        DomesticState::Lapsed => fill("domestic-lapsed"),
    };
    differing(telling, party, text)
}

/// One of two chambers, an earlier reading, or a step before the vote.
fn under_way(telling: &Telling, party: &PartyStatus, name: &str, genitive: &str) -> String {
    let phrases = telling.phrases;
    let Some((act, day)) = party.domestic.last else {
        return phrases.fill("domestic-unknown", &[("party", name)]);
    };
    let (act, date) = (&telling.agreement.acts[act], phrases.date(day));
    let early = act.reading.filter(|reading| !reading.is_deciding());
    match (act.kind, early) {
        (Kind::Vote | Kind::ConsentVote, Some(reading)) => phrases
            .fill("domestic-first-reading", &[("partys", genitive), ("reading", reading.as_str()), ("date", &date)]),
        (Kind::Vote | Kind::ConsentVote, None) if act.outcome.is_done() => {
            phrases.fill("domestic-chamber", &[("partys", genitive), ("date", &date)])
        }
        _ => {
            let step = act.step.clone().unwrap_or_else(|| act.kind.to_string()).replace('-', " ");
            phrases.fill("domestic-under-way", &[("party", name), ("step", &step), ("date", &date)])
        }
    }
}

/// Adds that reports differ, and on what.
fn differing(telling: &Telling, party: &PartyStatus, text: String) -> String {
    let of_home = |rivals: &&Rivals| {
        let home = rivals.acts.iter().any(|act| telling.agreement.acts[*act].kind.is_domestic());
        home && rivals.party == Some(party.code)
    };
    let Some(rivals) = telling.status.rivals.iter().rfind(of_home) else { return text };
    let first = rivals.acts.iter().any(|act| telling.agreement.acts[*act].reading == Some(Reading::First));
    let key = match rivals.differ.as_slice() {
        differ if differ.contains(&Differ::Reading) && first => "reports-differ-reading",
        [Differ::Date] => "reports-differ-date",
        _ => "reports-differ",
    };
    telling.phrases.fill(key, &[("text", &text)])
}

/// The genitive of an English name.
fn genitive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}\u{2019}") } else { format!("{name}\u{2019}s") }
}
