//! A ledger made of texts, for tests that ask the library and start no process.

#![allow(dead_code, clippy::disallowed_methods, reason = "each test takes what it needs; files are read")]

pub mod random;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use ratification::clause::{Clause, resolve};
use ratification::date::{Day, parse_day};
use ratification::diagnostic::Finding;
use ratification::ledger::{Context, Settings, cutting, load_agreement, load_procedure};
use ratification::model::{Agreement, AgreementId, Code, Found, Names, Procedure, procedure_texts};
use ratification::source::Source;
use ratification::status::{
    Answer, AsOf, Case, Others, Outline, Predicate, Status, Supposed, ask, assess, essence, other_days, outline,
    suppose,
};

/// Agreements by id, each with its clause.
pub struct Book {
    entries: BTreeMap<AgreementId, (Agreement, Clause)>,
    texts: BTreeMap<AgreementId, Source>,
}

/// A day.
pub fn day(text: &str) -> Day {
    parse_day(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A code.
pub fn code(text: &str) -> Code {
    text.parse().unwrap_or_else(|_| panic!("{text} is no code"))
}

impl Book {
    /// A book of one agreement, `it`.
    pub fn of(text: &str) -> Self {
        Self::new(&[("it", text)])
    }

    /// A book of some agreements, each its id and its text.
    pub fn new(texts: &[(&str, &str)]) -> Self {
        let (mut entries, mut sources) = (BTreeMap::new(), BTreeMap::new());
        for (id, text) in texts {
            let (id, entry) = entry(id, text);
            sources.insert(id.clone(), Source::new(id.to_string(), *text));
            entries.insert(id, entry);
        }
        Self { entries, texts: sources }
    }

    /// One file of a folder of agreements.
    pub fn file(folder: &Path, id: &str) -> Self {
        let path = folder.join("agreements").join(format!("{id}.toml"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self::new(&[(id, &text)])
    }

    /// Its only agreement, or the first by id.
    pub fn agreement(&self) -> &Agreement {
        &self.entries.values().next().expect("there is an agreement").0
    }

    /// The clause of the only agreement in words.
    pub fn words(&self) -> String {
        self.entries.values().next().expect("there is an agreement").1.words()
    }

    /// The same with acts that are only supposed.
    pub fn supposing(&self, supposed: &[Supposed]) -> Self {
        let changed = self.entries.iter().map(|(id, (a, c))| (id.clone(), (suppose(a, supposed), c.clone())));
        Self { entries: changed.collect(), texts: self.texts.clone() }
    }

    /// The status of the only agreement.
    pub fn on(&self, on: &str) -> Status {
        self.status(self.agreement().id.as_str(), on)
    }

    /// The status of one agreement as of a day, which is also today.
    pub fn status(&self, id: &str, on: &str) -> Status {
        self.at(id, AsOf { day: day(on), today: day(on), known_at: None })
    }

    /// The status of one agreement as of a day and as known at a moment.
    pub fn at(&self, id: &str, as_of: AsOf) -> Status {
        self.ask_about(id, as_of, assess)
    }

    /// The same with no more than outlines rest on.
    pub fn in_essence(&self) -> Self {
        let none = |_: &Code| None;
        let cut = |(id, (agreement, clause)): (&AgreementId, &(Agreement, Clause))| {
            let kept = essence(&Case { agreement, clause, procedures: &none, names: Names::builtin() });
            (id.to_string(), cutting(&self.texts[id], agreement, &kept).expect("acts stand in blocks"))
        };
        let texts: Vec<(String, String)> = self.entries.iter().map(cut).collect();
        Self::new(&texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect::<Vec<_>>())
    }

    /// The outline of an answer.
    pub fn outline(&self, id: &str, as_of: AsOf) -> Outline {
        self.ask_about(id, as_of, outline)
    }

    fn ask_about<T>(&self, id: &str, as_of: AsOf, ask: impl FnOnce(&Case, AsOf, &Others) -> T) -> T {
        let id: AgreementId = id.parse().expect("an id");
        let lookups: BTreeMap<&AgreementId, _> =
            self.entries.iter().map(|(id, (a, _))| (id, |code: &Code| procedure_of(a, code))).collect();
        let case = |(id, (agreement, clause))| {
            let procedures: &dyn Fn(&Code) -> Option<Arc<Procedure>> = &lookups[id];
            (AgreementId::clone(id), Case { agreement, clause, procedures, names: Names::builtin() })
        };
        let cases: BTreeMap<AgreementId, Case> =
            self.entries.iter().map(|(id, (agreement, clause))| case((id, (agreement, clause)))).collect();
        ask(&cases[&id], as_of, &other_days(&id, &cases, as_of))
    }

    /// The answer to a question about the only agreement.
    pub fn ask(&self, what: Predicate, on: &str) -> Answer {
        ask(&self.on(on), what, None)
    }
}

fn entry(id: &str, text: &str) -> (AgreementId, (Agreement, Clause)) {
    let id: AgreementId = id.parse().expect("an id");
    let settings = Settings::default();
    let context = Context { names: Names::builtin(), procedures: &procedure, settings: &settings };
    let loaded = load_agreement(&id, &Source::new(id.to_string(), text), &context);
    let errors: Vec<&Finding> = loaded.findings.iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.is_empty(), "{id}: {errors:?}");
    let agreement = loaded.agreement.expect("a text without errors is an agreement");
    let clause = resolve(&agreement, &named).unwrap_or_else(|fault| panic!("{id}: {fault:?}"));
    (id, (agreement, clause))
}

/// The procedure of a party: its own list of steps, the one that is named, or that of its code.
pub fn procedure_of(agreement: &Agreement, code: &Code) -> Option<Arc<Procedure>> {
    let entry = agreement.party.get(code);
    if let Some(entry) = entry.filter(|entry| !entry.steps.is_empty()) {
        return Some(Arc::new(Procedure::own(code, code.as_str(), &entry.steps)));
    }
    procedure(entry.and_then(|entry| entry.procedure.as_deref()).unwrap_or(code.as_str()))
}

thread_local! {
    static READ: RefCell<BTreeMap<String, Option<Arc<Procedure>>>> = RefCell::default();
}

/// The procedure that comes with the tool, read once.
fn procedure(code: &str) -> Option<Arc<Procedure>> {
    READ.with_borrow_mut(|read| read.entry(code.to_owned()).or_insert_with(|| builtin(code)).clone())
}

fn builtin(code: &str) -> Option<Arc<Procedure>> {
    let source = Source::new(code.to_owned(), procedure_texts::builtin(code)?);
    load_procedure(code, &source).0.map(Arc::new)
}

fn named(name: &str) -> Option<Code> {
    match Names::builtin().find(name) {
        Found::One(name) => Some(name.code),
        _ => None,
    }
}

/// Acts in lines: `AZ ratification 2025-03-01`, `- event 2025-03-01`, with further keys behind, `; ` between them.
pub fn acts(lines: &[&str]) -> String {
    lines.iter().map(|line| act(line)).collect()
}

fn act(line: &str) -> String {
    let mut words = line.splitn(4, ' ');
    let mut next = || words.next().unwrap_or_default();
    let (party, kind, date) = (next(), next(), next());
    let party = if party == "-" { String::new() } else { format!("party = \"{party}\"\n") };
    let more = next().replace("; ", "\n");
    format!("\n[[act]]\n{party}kind = \"{kind}\"\ndate = {date}\n{more}\n")
}

/// Whether a text says some words, outside quotation marks and as whole words.
pub fn says(text: &str, words: &str) -> bool {
    let mut plain = String::new();
    let mut quoted = false;
    for letter in text.chars() {
        quoted = (quoted || letter == '“') && letter != '”';
        plain.push(if quoted { ' ' } else { letter });
    }
    let plain = plain.to_lowercase();
    let words = words.to_lowercase();
    plain.match_indices(&words).any(|(at, found)| {
        let before = plain[..at].chars().next_back();
        let after = plain[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
