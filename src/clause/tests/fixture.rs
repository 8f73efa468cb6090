//! A small agreement with its facts, written in one breath.

use std::collections::BTreeMap;

use super::super::{
    Clause, Completion, FactAct, Facts, ForceDay, OtherForce, Participant, PhraseFault, Verdict, evaluate, resolve,
};
use crate::date::{Day, parse_day, show};
use crate::model::{
    Agreement, Basis, Between, Binding, ClauseText, Code, Counting, Deemed, EndOfMonth, Floor, Group, Kind, LaterFrom,
    Member, Phrase, RouteText, Term, Weight,
};

pub(super) fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(super) fn codes(text: &str) -> Vec<Code> {
    text.split_whitespace().map(code).collect()
}

pub(super) fn phrase(text: &str) -> Phrase {
    Phrase { text: text.to_owned(), span: 0..text.len() + 2, quote: Some(1) }
}

/// Nobody has a name here except Türkiye, the United States of America and those whose code is asked.
pub(super) fn names(name: &str) -> Option<Code> {
    match name {
        "Türkiye" => Some(code("TR")),
        "United States of America" | "United States" => Some(code("US")),
        "CUBA" => Some(code("CU")),
        "AZ" | "TR" | "US" | "RU" | "GB" | "EU" => Some(code(name)),
        _ => None,
    }
}

#[derive(Clone)]
pub(super) struct Case {
    pub(super) agreement: Agreement,
    pub(super) facts: Facts,
}

/// An open agreement under a condition, asked about on the last day of 2030.
pub(super) fn when(condition: &str) -> Case {
    let mut agreement = blank();
    agreement.clause = Some(ClauseText { when: Some(phrase(condition)), ..clause() });
    Case { agreement, facts: Facts::new(day("2030-12-31"), true) }
}

/// An agreement without `[clause]`.
pub(super) fn silent() -> Case {
    Case { agreement: blank(), facts: Facts::new(day("2030-12-31"), true) }
}

fn clause() -> ClauseText {
    ClauseText {
        when: None,
        then: None,
        on: None,
        not_before: Vec::new(),
        later: None,
        later_from: LaterFrom::Trigger,
        counts: Counting::Received,
        binds: None,
        deemed: None,
        count_organisations: false,
        end_of_month: EndOfMonth::Clip,
        basis: Basis::Text,
        article: None,
        note: None,
        routes: Vec::new(),
        sources: Vec::new(),
        span: 0..0,
    }
}

fn blank() -> Agreement {
    Agreement {
        id: "a".parse().unwrap(),
        title: "A treaty".to_owned(),
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
        acts: Vec::new(),
        looked: Vec::new(),
    }
}

impl Case {
    pub(super) fn text(&mut self) -> &mut ClauseText {
        self.agreement.clause.as_mut().unwrap()
    }

    pub(super) fn clause(mut self, change: impl FnOnce(&mut ClauseText)) -> Self {
        change(self.text());
        self
    }

    pub(super) fn then(self, delay: &str) -> Self {
        self.clause(|text| text.then = Some(phrase(delay)))
    }

    pub(super) fn later(self, delay: &str) -> Self {
        self.clause(|text| text.later = Some(phrase(delay)))
    }

    pub(super) fn on(self, date: &str) -> Self {
        self.clause(|text| text.on = Some(day(date)))
    }

    pub(super) fn not_before(self, floor: &str) -> Self {
        self.clause(|text| text.not_before.push(Floor::Words(phrase(floor))))
    }

    pub(super) fn route(self, when: &str, then: &str) -> Self {
        self.clause(|text| text.routes.push(RouteText { when: phrase(when), then: Some(phrase(then)) }))
    }

    pub(super) fn binds(self, whom: &str) -> Self {
        self.clause(|text| text.binds = Some(phrase(whom)))
    }

    /// Tacit acceptance instead of a condition.
    pub(super) fn deemed(self, on: &str, unless: &str) -> Self {
        self.clause(|text| {
            text.when = None;
            text.deemed = Some(Deemed { on: day(on), unless: Some(phrase(unless)) });
        })
    }

    pub(super) fn term(mut self, change: impl FnOnce(&mut Term)) -> Self {
        change(self.agreement.term.get_or_insert_default());
        self
    }

    /// Closes the list: each of them takes part from the beginning.
    pub(super) fn closed(mut self, parties: &str) -> Self {
        self.agreement.parties = Some(codes(parties));
        self.facts.open = false;
        codes(parties).into_iter().for_each(|code| {
            self.participant(code);
        });
        self
    }

    pub(super) fn group(mut self, name: &str, members: &str) -> Self {
        let member = |code| Member { code, from: None, until: None };
        let members = codes(members).into_iter().map(member).collect();
        self.agreement.groups.insert(name.to_owned(), Group { members, dated: false });
        self
    }

    /// A member with a period: `..` for an end that is open.
    pub(super) fn member(mut self, group: &str, member: &str, from: &str, until: &str) -> Self {
        let end = |text: &str| (text != "..").then(|| day(text));
        let group = self.agreement.groups.entry(group.to_owned());
        let group = group.or_insert(Group { members: Vec::new(), dated: true });
        group.members.push(Member { code: code(member), from: end(from), until: end(until) });
        group.dated = true;
        self
    }

    /// Values as `AZ=1.5 TR=2`.
    pub(super) fn weight(mut self, name: &str, total: Option<&str>, values: &str) -> Self {
        let pairs = values.split_whitespace().filter_map(|pair| pair.split_once('='));
        let values = pairs.map(|(who, value)| (code(who), value.parse().unwrap())).collect();
        let total = total.map(|total| total.parse().unwrap());
        self.agreement.weights.insert(name.to_owned(), Weight { unit: None, total, source: None, values });
        self
    }

    pub(super) fn participant(&mut self, code: Code) -> &mut Participant {
        let people = &mut self.facts.participants;
        let at = people.binary_search_by(|p| p.code.cmp(&code)).unwrap_or_else(|at| {
            people.insert(at, Participant::new(code));
            at
        });
        &mut people[at]
    }

    pub(super) fn organisation(mut self, party: &str) -> Self {
        self.participant(code(party)).organisation = true;
        self
    }

    pub(super) fn ceased(mut self, party: &str, on: &str) -> Self {
        self.participant(code(party)).ceased = Some(day(on));
        self
    }

    pub(super) fn completed(mut self, party: &str, completion: Completion) -> Self {
        self.participant(code(party)).complete_on = completion;
        self
    }

    pub(super) fn act(self, party: &str, kind: &str, date: &str) -> Self {
        self.act_with(party, kind, date, |_| ())
    }

    pub(super) fn act_with(mut self, party: &str, kind: &str, date: &str, change: impl FnOnce(&mut FactAct)) -> Self {
        let index = self.facts.participants.iter().map(|p| p.acts.len()).sum();
        let mut act = FactAct::new(index, Kind::parse(kind).unwrap(), day(date));
        change(&mut act);
        self.participant(code(party)).acts.push(act);
        self
    }

    /// Ratifications as `AZ 2020-01-01 TR 2020-02-01`.
    pub(super) fn ratified(self, acts: &str) -> Self {
        let words: Vec<&str> = acts.split_whitespace().collect();
        words.chunks(2).fold(self, |case, pair| case.act(pair[0], "ratification", pair[1]))
    }

    pub(super) fn event(mut self, name: &str, date: &str) -> Self {
        self.facts.events.insert(name.to_owned(), day(date));
        self
    }

    pub(super) fn other(mut self, id: &str, force: OtherForce) -> Self {
        self.facts.agreements.insert(id.parse().unwrap(), force);
        self
    }

    pub(super) fn asked_on(mut self, date: &str) -> Self {
        self.facts.as_of = day(date);
        for participant in &mut self.facts.participants {
            participant.acts.retain(|act| act.date <= day(date));
        }
        self
    }

    pub(super) fn resolved(&self) -> Result<Clause, Vec<PhraseFault>> {
        resolve(&self.agreement, &names)
    }

    pub(super) fn verdict(&self) -> Verdict {
        evaluate(&self.resolved().unwrap(), &self.facts)
    }

    /// The day of force, or `not met`, or `unknown`.
    pub(super) fn force(&self) -> String {
        match self.verdict().force {
            ForceDay::Known(on) => show(on),
            ForceDay::NotMet => "not met".to_owned(),
            ForceDay::Unknown { .. } => "unknown".to_owned(),
        }
    }

    /// When a party is bound, as `from` or `from/until`; `-` where it is not.
    pub(super) fn bound(&self, party: &str) -> String {
        let verdict = self.verdict();
        let Some(party) = verdict.party(code(party)) else { return "nobody".to_owned() };
        match (party.bound_from, party.bound_until) {
            (None, _) => "-".to_owned(),
            (Some(from), None) if party.end_unknown => format!("{}/?", show(from)),
            (Some(from), None) => show(from),
            (Some(from), Some(until)) => format!("{}/{}", show(from), show(until)),
        }
    }
}
