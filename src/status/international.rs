//! The international plane: how a party bound itself.

use super::Case;
use super::claims::Settled;
use super::force::{ForceState, PartyForceLine};
use crate::clause::Verdict;
use crate::date::Day;
use crate::model::words::words;
use crate::model::{Act, Code, Kind};

words! {
    /// How far a party has bound itself.
    InternationalState {
        /// Bound, and in force for it.
        Party = "party",
        /// Consent delivered, not yet in force for it.
        Contracting = "contracting",
        /// It was a party and no longer is.
        FormerParty = "former-party",
        /// It opted out where silence binds.
        Refused = "refused",
        /// It signed; also after its consent was taken back before force.
        Signatory = "signatory",
        /// Nothing done, on a source or a reading of the register.
        None = "none",
        /// Nothing recorded.
        Unknown = "unknown",
    }
}

/// A party's international status in one world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct International {
    /// The state.
    pub state: InternationalState,
    /// Since when.
    pub on: Option<Day>,
    /// The act it rests on.
    pub act: Option<usize>,
    /// The signature, simple or definitive.
    pub signed: Option<usize>,
    /// The consent, where one was delivered: for the verb.
    pub consent: Option<usize>,
    /// The notice of withdrawal, where one was given.
    pub notice: Option<usize>,
    /// When it leaves, where that is known.
    pub leaves_on: Option<Day>,
    /// Whether consent was taken back before force.
    pub taken_back: Option<usize>,
    /// Whether it notified that it does not intend to become a party.
    pub no_intention: Option<usize>,
    /// Initialled, and nothing more.
    pub initialled: Option<usize>,
}

/// The status of one party, given its force.
pub(super) fn international(
    case: &Case,
    acts: &[Settled],
    verdict: &Verdict,
    force: &PartyForceLine,
    party: &Code,
    day: Day,
) -> International {
    let own: Vec<&Settled> = acts.iter().filter(|s| case.agreement.acts[s.act].party == Some(*party)).collect();
    let last = |wanted: &dyn Fn(&Act) -> bool| {
        own.iter().filter(|s| wanted(&case.agreement.acts[s.act])).max_by_key(|s| (s.date, s.act)).copied()
    };
    let bound = verdict.party(*party);
    // where completion at home is consent, the act that delivered it is still what a party did
    let delivered = || last(&|act| act.kind.is_consent()).map(|s| s.act);
    let consent = bound.and_then(|b| b.consent.or_else(|| b.consent_on.and_then(|_| delivered())));
    let signed = last(&|act| matches!(act.kind, Kind::Signature | Kind::DefinitiveSignature));
    let withdrawn = last(&|act| matches!(act.kind, Kind::Withdrawal | Kind::Exclusion));
    let mut line = International {
        state: InternationalState::Unknown,
        on: None,
        act: None,
        signed: signed.map(|s| s.act),
        consent,
        notice: bound.and_then(|b| b.notice),
        leaves_on: force.until.filter(|until| *until > day),
        taken_back: None,
        no_intention: last(&|act| act.kind == Kind::NoIntention).map(|s| s.act),
        initialled: last(&|act| act.kind == Kind::Initialling).map(|s| s.act),
    };
    let objection = last(&|act| act.kind == Kind::Objection);
    let delivered = consent.zip(bound.and_then(|b| b.consent_on));
    let placed = |state, settled: Option<&Settled>| (state, settled.map(|s| s.date), settled.map(|s| s.act));
    (line.state, line.on, line.act) = match (force.state, delivered, signed) {
        (ForceState::InForce | ForceState::Suspended, ..) => (InternationalState::Party, force.date, consent),
        (ForceState::Ended, ..) if force.date.is_some() => {
            (InternationalState::FormerParty, force.until, withdrawn.map(|s| s.act))
        }
        _ if bound.is_some_and(|b| b.refused) => placed(InternationalState::Refused, objection),
        (_, Some((act, on)), _) => (InternationalState::Contracting, Some(on), Some(act)),
        (_, None, Some(_)) => placed(InternationalState::Signatory, signed),
        (_, None, None) => nothing(case, party, day),
    };
    if bound.is_some_and(|b| b.taken_back.is_some()) {
        line.taken_back = withdrawn.map(|s| s.act);
    }
    line
}

/// Nothing recorded: `none` where the register was read as a whole, or for this party, by that day.
fn nothing(case: &Case, party: &Code, day: Day) -> (InternationalState, Option<Day>, Option<usize>) {
    let read = case.agreement.looked.iter().filter(|look| look.date <= day);
    let read = read.filter(|look| look.step.is_none() && look.party.is_none_or(|p| p == *party));
    match read.map(|look| look.date).max() {
        Some(on) => (InternationalState::None, Some(on), None),
        None => (InternationalState::Unknown, None, None),
    }
}
