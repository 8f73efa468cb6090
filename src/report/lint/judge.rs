//! A claim held against what was computed: the rules are those of `docs/status.md`, the words those of the brief.

use super::claim::Claim;
use crate::model::words::words;
use crate::model::{About, Code, Kind};
use crate::report::sentence::{Telling, effect_of, of_force, of_party};
use crate::status::domestic::DomesticState;
use crate::status::{Answer, ForceState, InternationalState, PartyStatus, Predicate, ask};

words! {
    /// What becomes of a claim.
    Verdict {
        /// Nothing is to be said against it.
        Fine = "fine",
        /// The ledger cannot show it.
        NotShown = "not-shown",
        /// The ledger says otherwise.
        Contradicted = "contradicted",
    }
}

/// A verdict, and the topic of `track help` that explains it.
pub(super) type Judged = (Verdict, &'static str);

const FINE: Judged = (Verdict::Fine, "");

const fn no(topic: &'static str) -> Judged {
    (Verdict::Contradicted, topic)
}

const fn open(topic: &'static str) -> Judged {
    (Verdict::NotShown, topic)
}

/// What becomes of a claim about these parties; about none, it is of the agreement or of all its parties.
pub(super) fn judge(telling: &Telling, claim: Claim, parties: &[Code]) -> (Judged, Option<Code>) {
    let told = telling.parties();
    if claim.is_of_force() {
        let one = parties.first().copied();
        return (of_the_force(telling, claim, one), one);
    }
    let listed = telling.agreement.parties.as_deref().unwrap_or_default();
    let asked = if parties.is_empty() { listed } else { parties };
    let lines = asked.iter().filter_map(|code| told.iter().find(|party| party.code == *code));
    let judged = lines.map(|party| (of_a_party(telling, claim, party), Some(party.code)));
    judged.max_by_key(|((verdict, _), _)| *verdict).unwrap_or((FINE, None))
}

/// What may be written instead.
pub(super) fn instead(telling: &Telling, code: Option<Code>) -> String {
    let told = telling.parties();
    let party = code.and_then(|code| told.iter().find(|party| party.code == code));
    telling.phrases.sentence(&party.map_or_else(|| of_force(telling), |party| of_party(telling, party)))
}

fn of_the_force(telling: &Telling, claim: Claim, code: Option<Code>) -> Judged {
    let status = telling.status;
    let states: Vec<ForceState> = status
        .worlds
        .iter()
        .map(|world| {
            let line = world.parties.iter().find(|(other, ..)| Some(*other) == code);
            line.map_or(world.force.state, |(.., force)| force.state)
        })
        .collect();
    let holds = |state: &ForceState| match claim {
        Claim::Ended => *state == ForceState::Ended,
        Claim::Entered => state.is_entered() || *state == ForceState::Ended,
        _ => *state == ForceState::InForce,
    };
    let disputed = status.disputed && code.is_none() && ask(status, Predicate::InForce, None) == Answer::Disputed;
    match states.iter().filter(|state| holds(state)).count() {
        all if all == states.len() => FINE,
        0 if !disputed => against(telling, claim, code, states[states.len() - 1]),
        _ => open("claims"),
    }
}

/// Why it is not in force, did not enter into force, or did not end.
fn against(telling: &Telling, claim: Claim, code: Option<Code>, state: ForceState) -> Judged {
    match state {
        ForceState::Unknown => open("silence"),
        _ if claim == Claim::Ended => no("E12"),
        ForceState::Ended | ForceState::Suspended => no("E12"),
        ForceState::NotApplicable => no("E13"),
        ForceState::Provisional => no("E8"),
        ForceState::ConditionsMet => open("E5"),
        _ if code.is_some() && telling.status.force.state.is_entered() => no("E9"),
        ForceState::NotInForce if !telling.status.checked_fresh => open("silence"),
        _ => no("E5"),
    }
}

fn of_a_party(telling: &Telling, claim: Claim, party: &PartyStatus) -> Judged {
    if party.disputed.international {
        return open("claims");
    }
    match claim {
        Claim::Ratified => consent(telling, party, Kind::Ratification),
        Claim::Acceded => consent(telling, party, Kind::Accession),
        Claim::Joined => member(telling, party, true),
        Claim::Party => member(telling, party, false),
        Claim::Signed => signed(party),
        Claim::Withdrew => left(telling, party),
        _ => approved(telling, party),
    }
}

/// Whether a party gave this consent and no other.
fn consent(telling: &Telling, party: &PartyStatus, wanted: Kind) -> Judged {
    let line = &party.international;
    match line.consent.map(|act| telling.agreement.acts[act].kind) {
        Some(kind) if kind == wanted => FINE,
        Some(Kind::Consent) => open("E4"),
        Some(_) => no("E4"),
        None if line.state == InternationalState::Party => open("E7"),
        None => at_home(telling, party),
    }
}

/// A claim of consent where none is recorded, by how far the party has come at home.
fn at_home(telling: &Telling, party: &PartyStatus) -> Judged {
    let acts = &telling.agreement.acts;
    let by_own_law = party.domestic.done.iter().any(|(_, act, _)| {
        effect_of(telling, &party.code, &acts[*act]).is_some_and(|effect| effect == "ratifies-treaty")
    });
    match party.domestic.state {
        DomesticState::Unknown | DomesticState::NotRequired => open("silence"),
        _ if by_own_law => open("E7"),
        DomesticState::Rejected | DomesticState::Annulled | DomesticState::Lapsed => no("refusal"),
        _ => no("E2"),
    }
}

fn member(telling: &Telling, party: &PartyStatus, once: bool) -> Judged {
    match party.international.state {
        InternationalState::Party => FINE,
        InternationalState::FormerParty | InternationalState::Contracting if once => FINE,
        InternationalState::FormerParty | InternationalState::Refused => no("E12"),
        InternationalState::Contracting if party.force.state == ForceState::Unknown => open("silence"),
        InternationalState::Contracting if party.force.state == ForceState::ConditionsMet => open("E5"),
        InternationalState::Contracting => no("E5"),
        InternationalState::Signatory | InternationalState::None => no("E1"),
        InternationalState::Unknown => at_home(telling, party),
    }
}

fn signed(party: &PartyStatus) -> Judged {
    let line = &party.international;
    match line.state {
        _ if line.signed.is_some() => FINE,
        _ if line.initialled.is_some() => no("E1"),
        InternationalState::None => no("E1"),
        InternationalState::Unknown => open("silence"),
        // who consented without a signature on record may well have signed
        _ => FINE,
    }
}

fn left(telling: &Telling, party: &PartyStatus) -> Judged {
    let line = &party.international;
    match line.state {
        InternationalState::FormerParty => {
            let withdrew = line.act.is_some_and(|act| telling.agreement.acts[act].kind == Kind::Withdrawal);
            if withdrew { FINE } else { open("E12") }
        }
        InternationalState::Unknown if party.domestic.other_roads.iter().all(|road| road.about != About::Leave) => {
            open("silence")
        }
        _ => no("E12"),
    }
}

fn approved(telling: &Telling, party: &PartyStatus) -> Judged {
    match ask(telling.status, Predicate::ParliamentApproved, Some(&party.code)) {
        Answer::Yes => FINE,
        _ if party.international.consent.is_some() => FINE,
        Answer::Disputed => open("claims"),
        Answer::Unknown => open("silence"),
        Answer::No => match party.domestic.state {
            DomesticState::Rejected | DomesticState::Annulled | DomesticState::Lapsed => no("refusal"),
            _ => no("E3"),
        },
    }
}
