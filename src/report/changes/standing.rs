//! Where an agreement stands, as data that can be kept and held against a later one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::status::measured_of;
use super::sides::Side;
use crate::date::ActDate;
use crate::model::{About, Act, ActId, Agreement, AgreementId, Code, Kind, Outcome, Reading};
use crate::status::claims::visible;
use crate::status::{PartyStatus, Status};

/// The standing of every agreement.
pub type Book = BTreeMap<AgreementId, Standing>;

/// Where one agreement stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its name.
    pub title: String,
    /// Force.
    pub force: Side,
    /// Whether reports differ on it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub disputed: bool,
    /// How many have consented of how many, where the clause measures one thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// Who takes part.
    pub parties: BTreeMap<Code, PartyStanding>,
    /// The acts on record.
    pub acts: BTreeMap<ActId, ActStanding>,
    /// The acts that are only expected.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expected: BTreeMap<ActId, ActStanding>,
    /// The acts that must no longer be relied on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub retracted: BTreeSet<ActId>,
}

/// A number against its threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Count {
    /// How many there are.
    pub have: String,
    /// How many it takes.
    pub need: String,
    /// Of what.
    pub what: String,
}

/// Where a party stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartyStanding {
    /// At home; `None`: nothing is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domestic: Option<Side>,
    /// Abroad; `None`: nothing was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub international: Option<Side>,
    /// Force for it; `None`: as for the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub force: Option<Side>,
    /// The planes on which reports differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<String>,
}

/// What an act says, without its notes and sources: two acts that agree in all of this are one in the eyes of a reader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActStanding {
    /// When.
    pub date: ActDate,
    /// Whose; `None`: the agreement's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Code>,
    /// What kind of act.
    pub kind: Kind,
    /// The step of the party's procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Name of an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it takes effect, where different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<ActDate>,
    /// The reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// What became of it.
    #[serde(default = "done", skip_serializing_if = "is_done")]
    pub outcome: Outcome,
    /// What it is about.
    #[serde(default = "on_consent", skip_serializing_if = "is_on_consent")]
    pub about: About,
    /// Territory it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
}

const fn is_false(is: &bool) -> bool {
    !*is
}

const fn done() -> Outcome {
    Outcome::Done
}

fn is_done(outcome: &Outcome) -> bool {
    *outcome == Outcome::Done
}

const fn on_consent() -> About {
    About::Consent
}

fn is_on_consent(about: &About) -> bool {
    *about == About::Consent
}

/// Where an agreement stands, as its status says.
pub fn standing(agreement: &Agreement, status: &Status) -> Standing {
    let as_of = status.as_of;
    let by_then = |at: Option<_>| as_of.known_at.is_none_or(|limit| at.is_none_or(|at| at <= limit));
    let was_retracted = |act: &&Act| act.retracted.as_ref().is_some_and(|retraction| by_then(retraction.at));
    let is_expected = |act: &&Act| act.expected && by_then(act.recorded) && !was_retracted(act);
    let force = Side::force(status);
    Standing {
        title: agreement.label().to_owned(),
        disputed: status.disputed,
        count: measured_of(status).map(|m| Count { have: m.have, need: m.need, what: m.what }),
        parties: status.parties.iter().map(|party| (party.code, PartyStanding::of(party, status, &force))).collect(),
        acts: visible(agreement, as_of.day, as_of.known_at).into_iter().map(|at| entry(&agreement.acts[at])).collect(),
        expected: agreement.acts.iter().filter(is_expected).map(entry).collect(),
        retracted: agreement.acts.iter().filter(was_retracted).map(|act| act.id.clone()).collect(),
        force,
    }
}

fn entry(act: &Act) -> (ActId, ActStanding) {
    (act.id.clone(), ActStanding::of(act))
}

impl PartyStanding {
    fn of(party: &PartyStatus, status: &Status, whole: &Side) -> Self {
        let known = |side: Side| (!side.is("unknown") && !side.is("none") && !side.is("not-started")).then_some(side);
        let force = Side::party_force(party);
        let same_day = force.on == status.force.date || status.range.is_some();
        let follows = party.force.state == status.force.state && same_day && force.until == whole.until;
        let planes = [
            ("domestic", party.disputed.domestic || party.disputed.reports_differ),
            ("international", party.disputed.international),
        ];
        Self {
            domestic: known(Side::domestic(party)),
            international: known(Side::international(&party.international)),
            force: (!follows).then_some(force),
            disputed: planes.into_iter().filter(|(_, is)| *is).map(|(plane, _)| plane.to_owned()).collect(),
        }
    }
}

impl ActStanding {
    fn of(act: &Act) -> Self {
        Self {
            date: act.date,
            party: act.party,
            kind: act.kind,
            step: act.step.clone(),
            name: act.name.clone(),
            effective: act.effective,
            reading: act.reading,
            outcome: act.outcome,
            about: act.about,
            territory: act.territory.clone(),
        }
    }

    /// An act that says this and nothing more.
    pub(super) fn act(&self) -> Act {
        let mut act = Act::new(self.kind, self.date);
        (act.party, act.step, act.name) = (self.party, self.step.clone(), self.name.clone());
        (act.reading, act.outcome, act.about) = (self.reading, self.outcome, self.about);
        act
    }

    /// Whether two acts are the same undertaking, on whichever day: whose, what, about what.
    pub(super) fn is_same_deed(&self, other: &Self) -> bool {
        let deed = |act: &Self| (act.party, act.kind, act.about, act.reading);
        deed(self) == deed(other) && self.step == other.step && self.name == other.name
    }
}
