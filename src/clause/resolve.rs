//! From the clause as written to rules: every group, weight and party is found, or the words that name it are a
//! fault.

use super::cursor::NameToCode;
use super::fault::ClauseFault;
use super::kinds::KindSet;
use super::parse::{parse_binds, parse_condition_with};
use super::parse_delay::{parse_delay, parse_duration, parse_floor};
use super::resolve_term::Resolver;
use super::rule::{Among, Clause, Count, DeemedRule, Leaf, Need, Roll, Route, Rule, TermRule, Test};
use super::syntax::{Delay, Duration, FloorRef};
use crate::date::Day;
use crate::model::{
    Agreement, Basis, ClauseText, Code, Counting, Deemed, EndOfMonth, Floor, LaterFrom, Phrase, RouteText, Term,
};

/// A fault with the phrase it stands in; `None`: the `[clause]` table as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseFault {
    /// The phrase; its place in the file is known to who loaded it.
    pub phrase: Option<Phrase>,
    /// What is wrong with it.
    pub fault: ClauseFault,
}

/// Finds everything that the clause and the term of an agreement name. `name_to_code` takes a name or a code and
/// gives the code of a known party.
///
/// Without `[clause]` a closed list means `all parties`, assumed; an open list leaves the clause unknown.
///
/// # Errors
/// Every fault, at most one for each phrase or name.
pub fn resolve(agreement: &Agreement, name_to_code: &dyn Fn(&str) -> Option<Code>) -> Result<Clause, Vec<PhraseFault>> {
    let mut faults = Vec::new();
    let mut resolver = Resolver::new(agreement, name_to_code);
    let mut clause = agreement.clause.as_ref().map_or_else(
        || without_clause(agreement.parties.is_some()),
        |text| Builder { names: name_to_code, resolver: &mut resolver, faults: &mut faults }.clause(text),
    );
    if let Some(term) = &agreement.term {
        clause.term = Builder { names: name_to_code, resolver: &mut resolver, faults: &mut faults }.term(term);
    }
    clause.listed = agreement.parties.clone().map(|mut listed| {
        listed.sort();
        listed.dedup();
        listed
    });
    (clause.rolls, clause.weights) = resolver.finish();
    if faults.is_empty() { Ok(clause) } else { Err(faults) }
}

fn without_clause(is_closed: bool) -> Clause {
    let all = Count { among: Among::Listed, need: Need::Every, by: KindSet::CONSENT, each: None };
    let rule = Rule::Leaf(Leaf { text: "all parties".to_owned(), test: Test::Count(all) });
    let route = Route { rule: Some(rule), then: Delay::default(), on: None };
    Clause { basis: Basis::Assumed, routes: if is_closed { vec![route] } else { Vec::new() }, ..empty() }
}

fn empty() -> Clause {
    Clause {
        basis: Basis::Text,
        routes: Vec::new(),
        deemed: None,
        floors: Vec::new(),
        later: None,
        later_from: LaterFrom::Trigger,
        counts: Counting::Received,
        binds: None,
        count_organisations: false,
        end_of_month: EndOfMonth::Clip,
        listed: None,
        rolls: Vec::new(),
        weights: Vec::new(),
        term: TermRule::default(),
    }
}

struct Builder<'a, 'b> {
    names: NameToCode<'a>,
    resolver: &'b mut Resolver<'a>,
    faults: &'b mut Vec<PhraseFault>,
}

impl Builder<'_, '_> {
    fn clause(&mut self, text: &ClauseText) -> Clause {
        let then = text.then.as_ref().and_then(|phrase| self.delay(phrase)).unwrap_or_default();
        let later = text.later.as_ref().and_then(|phrase| self.delay(phrase));
        let binds = text.binds.as_ref().and_then(|phrase| self.binds(phrase));
        let clause = Clause {
            basis: text.basis,
            routes: self.routes(text, &then),
            deemed: text.deemed.as_ref().map(|deemed| self.deemed(deemed, then, text.on)),
            floors: text.not_before.iter().filter_map(|floor| self.floor(floor)).collect(),
            later,
            later_from: text.later_from,
            counts: text.counts,
            binds,
            count_organisations: text.count_organisations,
            end_of_month: text.end_of_month,
            ..empty()
        };
        if !clause.is_known() && self.faults.is_empty() {
            let fault = ClauseFault::new("clause-without-when", 0..0, "`[clause]` says neither `when` nor `on`")
                .help("write the condition, or `when = \"residual\"` where the text was read and is silent");
            self.faults.push(PhraseFault { phrase: None, fault });
        }
        clause
    }

    fn routes(&mut self, text: &ClauseText, then: &Delay) -> Vec<Route> {
        let mut routes = Vec::new();
        if let Some(when) = &text.when {
            let rule = self.rule(when, None);
            routes.extend(rule.map(|rule| Route { rule: Some(rule), then: then.clone(), on: text.on }));
        } else if text.on.is_some() && text.deemed.is_none() {
            routes.push(Route { rule: None, then: then.clone(), on: text.on });
        }
        routes.extend(text.routes.iter().filter_map(|route| self.route(route)));
        routes
    }

    fn route(&mut self, text: &RouteText) -> Option<Route> {
        let then = text.then.as_ref().and_then(|phrase| self.delay(phrase)).unwrap_or_default();
        let rule = self.rule(&text.when, None)?;
        Some(Route { rule: Some(rule), then, on: None })
    }

    fn deemed(&mut self, text: &Deemed, then: Delay, fixed: Option<Day>) -> DeemedRule {
        let objections = Some(KindSet::OBJECTION);
        let unless = text.unless.as_ref().and_then(|phrase| self.rule(phrase, objections));
        DeemedRule { on: text.on, unless, then, fixed }
    }

    fn floor(&mut self, floor: &Floor) -> Option<FloorRef> {
        match floor {
            Floor::Day(day) => Some(FloorRef::Day(*day)),
            Floor::Words(phrase) => {
                let names = self.names;
                self.keep(phrase, parse_floor(&phrase.text, names))
            }
        }
    }

    fn binds(&mut self, phrase: &Phrase) -> Option<Roll> {
        let name = self.keep(phrase, parse_binds(&phrase.text, self.names))??;
        let found = self.resolver.roll(&name);
        self.keep(phrase, found).map(|at| self.resolver.roll_at(at))
    }

    fn term(&mut self, text: &Term) -> TermRule {
        let mut duration = |phrase: &Option<Phrase>| {
            let phrase = phrase.as_ref()?;
            self.keep(phrase, parse_duration(&phrase.text))
        };
        let (lasts, renews) = (duration(&text.lasts), duration(&text.renews));
        if let (Some(phrase), Some(Duration::Until(_))) = (&text.renews, &renews) {
            let fault = ClauseFault::new("clause-syntax", 0..phrase.text.len(), "a term renews itself for a time")
                .help("write for example `5 years`, or `indefinite`");
            self.faults.push(PhraseFault { phrase: Some(phrase.clone()), fault });
        }
        let mut delay = |phrase: &Option<Phrase>| self.delay(phrase.as_ref()?);
        let (notice, leave) = (delay(&text.notice), delay(&text.leave));
        TermRule { lasts, renews, notice, leave, ends_with: text.ends_with.clone() }
    }

    fn delay(&mut self, phrase: &Phrase) -> Option<Delay> {
        self.keep(phrase, parse_delay(&phrase.text))
    }

    /// The rule of a condition; `only`: the acts it counts, where the phrase may not say so.
    fn rule(&mut self, phrase: &Phrase, only: Option<KindSet>) -> Option<Rule> {
        let condition = self.keep(phrase, parse_condition_with(&phrase.text, self.names))?;
        let (rule, faults) = self.resolver.rule(&condition, only);
        for fault in faults {
            self.faults.push(PhraseFault { phrase: Some(phrase.clone()), fault });
        }
        rule
    }

    fn keep<T>(&mut self, phrase: &Phrase, read: Result<T, ClauseFault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                self.faults.push(PhraseFault { phrase: Some(phrase.clone()), fault });
                None
            }
        }
    }
}
