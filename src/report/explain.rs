//! Why: the verdict as a tree that a lawyer can follow and an editor can read.
//!
//! Computes nothing: it puts into words what the evaluator found. A branch holds words and what they mean, no lines
//! and no width; `render` draws it.

use super::table::Tone;
use super::{condition, reasons, worlds};
use crate::date::show;
use crate::model::{Agreement, Basis, Code, Names};
use crate::status::Status;

/// A line with what hangs below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch {
    /// What it says.
    pub text: String,
    /// What that means to the reader.
    pub tone: Tone,
    /// Facts about it, one a line.
    pub notes: Vec<Note>,
    /// What it consists of.
    pub parts: Vec<Self>,
}

/// A fact below a branch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// How far it is moved in.
    pub depth: usize,
    /// What it says.
    pub text: String,
    /// What that means to the reader.
    pub tone: Tone,
}

/// What is shown of one agreement.
#[derive(Debug, Default)]
pub struct Explained {
    /// Its name and the day of the answer.
    pub head: String,
    /// The state, in words that stand alone.
    pub state: String,
    /// What the state means to its reader.
    pub tone: Tone,
    /// Labelled lines.
    pub lines: Vec<(&'static str, String)>,
    /// The reasons, each a tree.
    pub branches: Vec<Branch>,
}

/// What is to be explained, and how fully.
pub struct Explaining<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// Its status.
    pub status: &'a Status,
    /// Its clause in canonical words.
    pub words: &'a str,
    /// The table of names.
    pub names: &'a Names,
    /// The parties whose own day is asked for.
    pub asked: &'a [Code],
    /// Whether lists are told in full.
    pub all: bool,
    /// The acts from this place on are supposed.
    pub supposed_from: usize,
}

impl Branch {
    /// A branch with nothing below it yet.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same with a meaning.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, ..Self::default() }
    }

    /// With these facts below it.
    #[must_use]
    pub fn noting<T: Into<String>>(mut self, notes: impl IntoIterator<Item = T>) -> Self {
        self.notes.extend(notes.into_iter().map(|text| Note { text: text.into(), ..Note::default() }));
        self
    }
}

impl Explaining<'_> {
    /// A party by code and name.
    pub(super) fn party(&self, code: Code) -> String {
        let name = super::name_of(self.agreement, self.names, &code);
        if name == code.as_str() { name } else { format!("{code}  {name}") }
    }

    /// The kind of an act, marked where it is only supposed; completion at home where there is no act.
    pub(super) fn kind(&self, act: Option<usize>) -> String {
        let Some(at) = act else { return "completion at home".to_owned() };
        let kind = self.agreement.acts[at].kind;
        if at >= self.supposed_from { format!("{kind} (SUPPOSED)") } else { kind.to_string() }
    }

    /// The first codes, and how many more there are.
    pub(super) fn codes(&self, codes: &[Code]) -> String {
        const SHOWN: usize = 12;
        let shown = if self.all { codes.len() } else { SHOWN };
        let names: Vec<&str> = codes.iter().take(shown).map(Code::as_str).collect();
        let rest = codes.len().saturating_sub(shown);
        if rest == 0 { names.join(", ") } else { format!("{} and {rest} more", names.join(", ")) }
    }
}

/// The whole explanation.
pub fn explain(of: &Explaining) -> Explained {
    let day = show(of.status.as_of.day);
    let projected = if of.status.as_of.is_projected() { ", on present facts" } else { "" };
    let known = of.status.as_of.known_at.map(|at| format!(", as known at {}", at.format("%Y-%m-%d %H:%M UTC")));
    let mut branches = vec![condition::tree(of)];
    branches.extend(reasons::date(of));
    branches.extend(reasons::announced(of));
    branches.extend(reasons::missing(of));
    branches.extend(reasons::term(of));
    branches.extend(of.asked.iter().map(|code| reasons::party(of, *code)));
    branches.extend(worlds::worlds(of));
    Explained {
        head: format!("{}  (as of {day}{projected}{})", of.agreement.label(), known.unwrap_or_default()),
        state: super::detail::state(of.status),
        tone: super::status::tone_of(of.status),
        lines: lines(of),
        branches,
    }
}

/// The clause in words, and how it is known.
fn lines(of: &Explaining) -> Vec<(&'static str, String)> {
    let clause = of.agreement.clause.as_ref();
    let words = if of.words.is_empty() { "not known" } else { of.words };
    let mut lines = vec![("clause", words.to_owned())];
    lines.extend(clause.and_then(|clause| clause.article.clone()).map(|article| ("article", article)));
    lines.push(("basis", basis(of.status.verdict().basis, of.words.is_empty()).to_owned()));
    lines.extend(clause.and_then(|clause| clause.note.clone()).map(|note| ("note", note)));
    lines.push(("grade", format!("{} (the lowest among the facts this rests on)", of.status.grade)));
    lines
}

/// How the clause is known, and what follows from that.
fn basis(basis: Basis, is_unknown: bool) -> &'static str {
    match basis {
        _ if is_unknown => "no clause is recorded, and the list of parties is open: nothing can be computed",
        Basis::Text => "read in the text",
        Basis::Reported => "reported; the text has not been read, so that force is never concluded from it",
        Basis::Assumed => "assumed; no clause is recorded, so that force is never concluded from it",
    }
}
