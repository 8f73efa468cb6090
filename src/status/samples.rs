//! Agreements, acts and procedures made by hand, for the tests of these rooms.

use std::collections::BTreeMap;

use crate::date::{ActDate, Day, parse_day};
use crate::model::{
    About, Act, ActId, Agreement, Between, Binding, Body, Citation, Code, Kind, Milestones, Outcome, Procedure,
    Reading, Requirement, SourceKind, Step,
};

pub(super) fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// An act with nothing but its party (empty: none), kind and date.
pub(super) fn act(party: &str, kind: Kind, date: &str) -> Act {
    Act {
        id: ActId(format!("{party}-{kind}-{date}")),
        id_given: true,
        party: (!party.is_empty()).then(|| code(party)),
        outcome: if kind.needs_outcome() { Outcome::Adopted } else { Outcome::Done },
        ..Act::new(kind, date.parse().unwrap())
    }
}

/// Short ways to say more of an act.
pub(super) trait Said: Sized {
    fn with(self, change: impl FnOnce(&mut Act)) -> Act;

    fn id(self, id: &str) -> Act {
        self.with(|act| act.id = ActId(id.to_owned()))
    }

    fn step(self, key: &str) -> Act {
        self.with(|act| act.step = Some(key.to_owned()))
    }

    fn body(self, body: &str) -> Act {
        self.with(|act| act.body = Some(body.to_owned()))
    }

    fn outcome(self, outcome: Outcome) -> Act {
        self.with(|act| act.outcome = outcome)
    }

    fn reading(self, reading: Reading) -> Act {
        self.with(|act| act.reading = Some(reading))
    }

    fn about(self, about: About) -> Act {
        self.with(|act| act.about = about)
    }

    fn follows(self, id: &str) -> Act {
        self.with(|act| act.follows = Some(ActId(id.to_owned())))
    }

    fn at(self, place: &str) -> Act {
        self.with(|act| act.at = Some(place.to_owned()))
    }

    fn effective(self, date: &str) -> Act {
        let date: ActDate = date.parse().unwrap();
        self.with(|act| act.effective = Some(date))
    }

    fn source(self, kind: SourceKind, publisher: &str) -> Act {
        let source = Citation { kind: Some(kind), publisher: Some(publisher.to_owned()), ..Citation::default() };
        self.with(|act| act.sources.push(source))
    }
}

impl Said for Act {
    fn with(mut self, change: impl FnOnce(&mut Act)) -> Act {
        change(&mut self);
        self
    }
}

pub(super) fn agreement(acts: Vec<Act>) -> Agreement {
    Agreement {
        id: "sample".parse().unwrap(),
        title: "A sample".to_owned(),
        short_title: None,
        aliases: Vec::new(),
        form: None,
        between: Between::States,
        binding: Binding::Yes,
        parties: None,
        opened: None,
        closes: None,
        depositary: Vec::new(),
        registered: None,
        text: None,
        applies_from: None,
        tags: Vec::new(),
        related: Vec::new(),
        note: None,
        sources: Vec::new(),
        clause: None,
        term: None,
        groups: BTreeMap::new(),
        weights: BTreeMap::new(),
        party: BTreeMap::new(),
        acts,
        looked: Vec::new(),
    }
}

/// A step from one line: `KEY KIND BODY`, with `?` behind the key where conditional, `~` where optional, `@variant`,
/// `&group` of parallel bodies, `+` where it comes after consent. `delivery` stands for the kind that is never stored.
pub(super) fn step(line: &str) -> Step {
    let words: Vec<&str> = line.split(' ').collect();
    let (key, marks) = words[0].split_at(words[0].find(|c| "?~@&+".contains(c)).unwrap_or(words[0].len()));
    let mark =
        |sign: char| marks.split_once(sign).map(|(_, rest)| rest.split(['?', '~', '@', '&', '+']).next().unwrap());
    let kind = Kind::parse(words[1]);
    Step {
        key: key.to_owned(),
        kind,
        label: key.replace('-', " "),
        body: words[2].to_owned(),
        body_key: Some(words[2].to_owned()),
        domestic: kind.is_some_and(Kind::is_domestic),
        legal_basis: None,
        majority: None,
        requirement: match (marks.contains('?'), marks.contains('~')) {
            (true, _) => Requirement::Conditional,
            (_, true) => Requirement::Optional,
            _ => Requirement::Required,
        },
        condition: None,
        effect: None,
        variant: mark('@').map(str::to_owned),
        all_of: mark('&').map(str::to_owned),
        clock: None,
        after_consent: marks.contains('+'),
        note: None,
        confidence: None,
    }
}

/// Milestones in the order parliament, decision; `-`: none.
pub(super) fn milestones(parliament: &str, decision: &str) -> Milestones {
    let key = |text: &str| (text != "-").then(|| text.to_owned());
    Milestones {
        parliament_stage_done: key(parliament),
        state_decision: key(decision),
        consent_expressed: key("delivery"),
    }
}

pub(super) fn procedure(code: &str, lines: &str, parliament: &str, decision: &str) -> Procedure {
    let steps: Vec<Step> = lines.lines().map(str::trim).filter(|l| !l.is_empty()).map(step).collect();
    let body = |step: &Step| Body {
        key: step.body.clone(),
        name: step.body.clone(),
        native: Some(format!("{} (own)", step.body)),
        role: None,
        seats: Some(125),
        seats_year: None,
    };
    Procedure {
        code: code.to_owned(),
        name: code.to_owned(),
        pattern: None,
        evidence: None,
        confidence: None,
        compiled: None,
        valid_from: None,
        valid_to: None,
        bodies: steps.iter().map(body).collect(),
        legal_basis: Vec::new(),
        official_gazette: Vec::new(),
        follow: Vec::new(),
        steps,
        milestones: milestones(parliament, decision),
        variants: Vec::new(),
        exceptions: Vec::new(),
        notes: Vec::new(),
        sources: Vec::new(),
    }
}

/// The law itself ratifies.
pub(super) fn az() -> Procedure {
    let steps = "submission government-submission cabinet
        committee committee committee
        majlis-vote vote majlis
        court-review~ court-review court
        president-signs-law head-of-state-signature president
        publication publication cabinet
        instrument instrument-signed president
        delivery deposit-or-notification ministry";
    procedure("AZ", steps, "majlis-vote", "president-signs-law")
}

/// The law only permits; a later act ratifies.
pub(super) fn tr() -> Procedure {
    let steps = "transmission government-submission president
        submission government-submission speaker
        committee committee foreign-affairs
        tbmm-vote vote tbmm
        promulgation promulgation president
        publication-law publication gazette
        presidential-ratification head-of-state-signature president
        publication-decision publication gazette
        instrument instrument-signed president
        delivery deposit-or-notification ministry
        entry-into-force-decision?+ publication gazette";
    procedure("TR", steps, "tbmm-vote", "presidential-ratification")
}

/// Two chambers, and a court that can annul.
pub(super) fn de() -> Procedure {
    let steps = "submission government-submission government
        first-reading committee committee
        bundestag-vote vote bundestag
        bundesrat-vote vote bundesrat
        court-review~ court-review court
        promulgation promulgation president
        publication publication government
        instrument instrument-signed president
        delivery deposit-or-notification office
        entry-notice+ publication office";
    procedure("DE", steps, "bundesrat-vote", "instrument")
}

/// Two variants: silence, or a law.
pub(super) fn nl() -> Procedure {
    let steps = "state-council court-review council
        tacit-approval?@tacit objection-period house
        lower-vote?@express vote house
        upper-vote?@express vote senate
        caribbean? objection-period caribbean
        royal-assent?@express head-of-state-signature king
        instrument instrument-signed king
        delivery deposit-or-notification ministry
        publication+ publication ministry";
    let mut nl = procedure("NL", steps, "tacit-approval", "instrument");
    nl.variants = vec![
        ("tacit".to_owned(), milestones("tacit-approval", "instrument")),
        ("express".to_owned(), milestones("upper-vote", "instrument")),
    ];
    nl
}

/// Parallel parliaments, in any order.
pub(super) fn be() -> Procedure {
    let steps = "state-council court-review council
        federal-vote&all vote chamber
        walloon-vote&all vote wallonia
        flemish-vote&all vote flanders
        instrument instrument-signed king
        delivery deposit-or-notification ministry";
    procedure("BE", steps, "flemish-vote", "instrument")
}
