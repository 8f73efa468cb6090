//! The parties: a few one by one, of many those that differ from the whole.

use super::super::phrase::Place;
use super::{Sentence, Telling, abroad, force, home, party_sentence};
use crate::model::{Code, Kind};
use crate::status::domestic::DomesticState;
use crate::status::{ForceState, InternationalState, PartyStatus};

/// Where a party stands, for telling it together with others.
enum Standing {
    /// It signed or initialled, and nothing further is told of it.
    Signed(&'static str, usize),
    /// Nothing is recorded.
    Silent,
    /// More than that.
    Own,
}

/// What each of a few parties did; with `signatures` also those that came before a step at home.
pub(super) fn one_by_one(telling: &Telling, signatures: bool) -> Vec<Sentence> {
    let parties = &telling.parties();
    let somebody_moved = parties.iter().any(|party| party.domestic.state != DomesticState::Unknown);
    let mut told = Vec::new();
    if signatures {
        told.extend(together(telling, parties.iter().filter_map(signature)));
    }
    let mut groups: Vec<(Code, &'static str, usize)> = Vec::new();
    for party in parties {
        match standing(party) {
            Standing::Signed(..) if signatures => told.push(home::silent(telling, party, true)),
            Standing::Signed(key, act) if !somebody_moved => groups.push((party.code, key, act)),
            Standing::Signed(..) | Standing::Silent => told.push(home::silent(telling, party, false)),
            Standing::Own if signatures => told.extend(in_full(telling, party)),
            Standing::Own => told.push(party_sentence(telling, party)),
        }
        told.extend(home::leaving(telling, party));
    }
    told.extend(together(telling, groups.into_iter()));
    merged(telling, told)
}

/// The sentence of a party, and before it parliament's approval where its procedures are complete.
fn in_full(telling: &Telling, party: &PartyStatus) -> Vec<Sentence> {
    let complete = party.domestic.state == DomesticState::Complete && party.international.consent.is_none();
    let approval = home::approval(telling, party).filter(|_| complete);
    approval.into_iter().chain([party_sentence(telling, party)]).collect()
}

/// Of many parties to what is not in force, the few of whom steps at home are recorded and no consent.
pub(super) fn on_the_way(telling: &Telling) -> Vec<Sentence> {
    let moved = |party: &&PartyStatus| {
        let halted = exceptional(party.domestic.state) || party.domestic.state == DomesticState::Unknown;
        !halted && party.international.consent.is_none() && party.international.taken_back.is_none()
    };
    let parties = telling.parties();
    let moved: Vec<&PartyStatus> = parties.iter().filter(moved).collect();
    let few = if moved.len() <= super::FEW { moved.as_slice() } else { &[] };
    few.iter().flat_map(|party| in_full(telling, party)).collect()
}

const fn exceptional(state: DomesticState) -> bool {
    matches!(state, DomesticState::Rejected | DomesticState::Annulled | DomesticState::Lapsed)
}

fn standing(party: &PartyStatus) -> Standing {
    let line = &party.international;
    let open =
        matches!(line.state, InternationalState::Unknown | InternationalState::None | InternationalState::Signatory);
    let done_abroad = line.taken_back.is_some() || line.no_intention.is_some();
    if !open || done_abroad || party.domestic.state != DomesticState::Unknown {
        return Standing::Own;
    }
    match (line.signed, line.initialled) {
        (Some(act), _) => Standing::Signed("signatory", act),
        (_, Some(act)) => Standing::Signed("initialled", act),
        _ => Standing::Silent,
    }
}

/// The signature of a party that has not consented, or that its text was initialled for it.
fn signature(party: &PartyStatus) -> Option<(Code, &'static str, usize)> {
    let line = &party.international;
    let later = matches!(
        line.state,
        InternationalState::Contracting | InternationalState::Party | InternationalState::FormerParty
    ) || line.taken_back.is_some();
    match (line.signed, line.initialled) {
        _ if later => None,
        (Some(act), _) => Some((party.code, "signatory", act)),
        (_, Some(act)) => Some((party.code, "initialled", act)),
        _ => None,
    }
}

/// One sentence for those who did the same on the same day.
fn together(telling: &Telling, acts: impl Iterator<Item = (Code, &'static str, usize)>) -> Vec<Sentence> {
    let mut groups: Vec<(&'static str, Vec<(Code, usize)>)> = Vec::new();
    for (code, key, act) in acts {
        let date = telling.agreement.acts[act].date;
        let same = |group: &&mut (&str, Vec<(Code, usize)>)| {
            group.0 == key && telling.agreement.acts[group.1[0].1].date == date
        };
        match groups.iter_mut().find(same) {
            Some((_, members)) => members.push((code, act)),
            None => groups.push((key, vec![(code, act)])),
        }
    }
    groups.into_iter().map(|(key, members)| shared(telling, key, &members)).collect()
}

fn shared(telling: &Telling, key: &'static str, members: &[(Code, usize)]) -> Sentence {
    let names: Vec<String> = members.iter().map(|(code, _)| telling.name(code)).collect();
    let rests_on: Vec<usize> = members.iter().map(|(_, act)| *act).collect();
    let places = [("party", Place::from(telling.phrases.list(&names))), ("date", telling.when(rests_on[0]))];
    let mut sentence = telling.whole(key, rests_on, &places);
    if let [(code, _)] = members {
        sentence.party = Some(*code);
    }
    telling.differing(&mut sentence);
    sentence
}

/// Those of whom nothing is recorded, in one sentence.
fn merged(telling: &Telling, told: Vec<Sentence>) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    for key in ["domestic-unknown", "domestic-unknown-signed"] {
        let plain = |s: &&Sentence| s.key == key && s.party.is_some_and(|code| s.text == bare(telling, key, &code));
        let silent: Vec<Code> = told.iter().filter(plain).filter_map(|sentence| sentence.party).collect();
        if silent.len() > 1 {
            let names: Vec<String> = silent.iter().map(|code| telling.name(code)).collect();
            let rest = told.iter().filter(|s| !plain(s)).cloned();
            let places = [("party", Place::from(telling.phrases.choice(&names)))];
            out.extend(rest);
            out.push(telling.whole(key, Vec::new(), &places));
            return out;
        }
    }
    told
}

fn bare(telling: &Telling, key: &'static str, code: &Code) -> String {
    telling.of(key, code, Vec::new(), &[]).text
}

/// The parties of whom something is to be said beside the state of the whole.
pub(super) fn notable(telling: &Telling) -> Vec<Sentence> {
    telling.parties().iter().flat_map(|party| exceptions(telling, party)).collect()
}

/// The same, at most so many, and how many are left out.
pub(super) fn limited(telling: &Telling, most: usize) -> Vec<Sentence> {
    let mut told = notable(telling);
    let more = told.len().saturating_sub(most);
    told.truncate(most);
    if more > 0 {
        told.push(telling.whole("more", Vec::new(), &[("count", more.to_string().into())]));
    }
    told
}

fn exceptions(telling: &Telling, party: &PartyStatus) -> Vec<Sentence> {
    let mut told = Vec::new();
    let whole = &telling.status.force;
    let line = &party.international;
    let left_by_itself = line.state == InternationalState::FormerParty && line.on != whole.until;
    let gave_notice = line.state == InternationalState::Party && line.notice.is_some();
    let beside = line.taken_back.is_some() || line.no_intention.is_some();
    if left_by_itself || gave_notice || beside || line.state == InternationalState::Refused {
        told.push(abroad::of(telling, party));
    }
    if party.force.state == ForceState::Suspended && whole.state == ForceState::InForce {
        told.extend(last_act(telling, &party.code, Kind::Suspension).map(|act| force::of_suspension(telling, act)));
    }
    if party.force.state == ForceState::Provisional && whole.state != ForceState::Provisional {
        told.extend(
            last_act(telling, &party.code, Kind::ProvisionalApplication)
                .map(|act| telling.of("party-provisional", &party.code, vec![act], &[("date", telling.when(act))])),
        );
    }
    if exceptional(party.domestic.state) && whole.state != ForceState::Ended {
        told.push(home::of(telling, party));
    }
    told.extend(home::leaving(telling, party));
    told
}

/// The last act of a kind by a party, in the world that is shown.
fn last_act(telling: &Telling, code: &Code, kind: Kind) -> Option<usize> {
    let acts = telling.status.shown().world.acts.iter().map(|settled| settled.act);
    acts.rev().find(|act| {
        let act = &telling.agreement.acts[*act];
        act.party == Some(*code) && act.kind == kind
    })
}
