//! Which agreements are wanted: filters as data. Each takes or leaves an agreement by itself, so their order makes no
//! difference to what is left, and none adds any.

use super::movement::moved_on;
use super::overview::disputed;
use super::status::AgreementLine;
use crate::date::{Day, show};
use crate::model::{Agreement, Code, Form, fold};
use crate::status::{AsOf, ForceState};

/// One thing that an agreement must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// This party stands in it: listed, or it acted.
    Party(Code),
    /// It stands in one of these ways.
    State(Vec<Stand>),
    /// It bears this tag.
    Tag(String),
    /// It calls itself one of these.
    Form(Vec<Form>),
    /// This party is among those who must or could act.
    WaitingOn(Code),
    /// Something was done or recorded on this day or later.
    Since(Day),
    /// Its title, another name, its id or a tag holds all these words.
    Search(String),
}

/// A state of force, or that reports differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// This state.
    Force(ForceState),
    /// Reports differ on force or on a party.
    Disputed,
}

/// An agreement as the filters see it.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// What the ledger holds.
    pub agreement: &'a Agreement,
    /// Where it stands.
    pub line: &'a AgreementLine,
    /// As of when.
    pub as_of: AsOf,
}

/// The filter that left nothing, and how many it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emptied<'f> {
    /// The filter.
    pub by: &'f Filter,
    /// How many agreements those before it had left.
    pub of: usize,
}

impl Stand {
    /// The word for reports that differ, beside the states of force.
    const DISPUTED: &'static str = "disputed";

    /// Every word.
    pub fn words() -> Vec<&'static str> {
        ForceState::ALL.iter().map(|state| state.as_str()).chain([Self::DISPUTED]).collect()
    }

    /// The value of a word; `None` for any other spelling.
    pub fn parse(word: &str) -> Option<Self> {
        if word == Self::DISPUTED { Some(Self::Disputed) } else { ForceState::parse(word).map(Self::Force) }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Force(state) => state.as_str(),
            Self::Disputed => Self::DISPUTED,
        }
    }

    fn is_of(self, line: &AgreementLine) -> bool {
        match self {
            Self::Force(state) => line.force.state == state,
            Self::Disputed => !disputed(line).is_empty(),
        }
    }
}

impl Filter {
    /// Whether an agreement is what it asks for.
    pub fn takes(&self, it: Candidate) -> bool {
        match self {
            Self::Party(code) => it.line.parties.iter().any(|party| party.code == *code),
            Self::State(stands) => stands.iter().any(|stand| stand.is_of(it.line)),
            Self::Tag(tag) => it.agreement.bears(tag),
            Self::Form(forms) => it.agreement.form.is_some_and(|form| forms.contains(&form)),
            Self::WaitingOn(code) => it.line.blockers.iter().any(|blocker| blocker.lack.codes.contains(code)),
            Self::Since(day) => moved_on(it.agreement, it.as_of).is_some_and(|moved| moved >= *day),
            Self::Search(text) => holds(it.agreement, text),
        }
    }

    /// The filter as it was asked for.
    pub fn words(&self) -> String {
        let list = |words: Vec<&str>| words.join(",");
        match self {
            Self::Party(code) => format!("--party {code}"),
            Self::State(stands) => format!("--state {}", list(stands.iter().map(|stand| stand.as_str()).collect())),
            Self::Tag(tag) => format!("--tag {tag}"),
            Self::Form(forms) => format!("--form {}", list(forms.iter().map(|form| form.as_str()).collect())),
            Self::WaitingOn(code) => format!("--waiting-on {code}"),
            Self::Since(day) => format!("--since {}", show(*day)),
            Self::Search(text) => format!("--search {text}"),
        }
    }
}

/// Whether every word of the text stands in what an agreement is known by, case and accents aside.
fn holds(agreement: &Agreement, text: &str) -> bool {
    let names = [agreement.id.as_str(), &agreement.title].into_iter().chain(agreement.short_title.as_deref());
    let others = agreement.aliases.iter().chain(&agreement.tags).map(String::as_str);
    let known = names.chain(others).map(fold).collect::<Vec<_>>().join("\n");
    fold(text).split(' ').all(|word| known.contains(word))
}

/// The first filter that does not take an agreement; `None`: all do.
pub fn left_by(filters: &[Filter], it: Candidate) -> Option<usize> {
    filters.iter().position(|filter| !filter.takes(it))
}

/// The filter that left nothing of something, from how many each was the first to leave out.
pub fn emptied<'f>(filters: &'f [Filter], left_out: &[usize], all: usize) -> Option<Emptied<'f>> {
    let mut of = all;
    for (by, gone) in filters.iter().zip(left_out) {
        if of > 0 && of == *gone {
            return Some(Emptied { by, of });
        }
        of -= gone;
    }
    None
}
