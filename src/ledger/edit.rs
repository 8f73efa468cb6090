//! The smallest change of a text: one block put in at one place, every other byte as it was.

use super::block::Block;
use super::brackets;
pub use super::record::{Clash, Recorded, record, record_all};
use super::weave::{Piece, Rank, weave};
use super::write;
use crate::date::ActDate;
use crate::model::{Act, Agreement, Basis, Citation, Code, Form, Look, Retraction, Weight};
use crate::source::Source;

/// Marks an act as one that must no longer be relied on.
pub fn retract(source: &Source, act: &Act, retraction: &Retraction) -> String {
    let text = source.text();
    let in_line = || write::retraction_in_line(retraction);
    let piece = brackets::pair(source, &act.span, in_line)
        .unwrap_or_else(|| Piece::behind(text, act.span.end, Rank::Part, write::retraction(retraction)));
    weave(text, vec![piece])
}

/// Adds a weight at the end.
pub fn add_weight(source: &Source, name: &str, weight: &Weight) -> String {
    weave(source.text(), vec![Piece::last(source.text(), write::weight(name, weight).lines())])
}

/// Records that somebody looked and found nothing; at the end of the file, or behind the last look.
pub fn add_look(source: &Source, agreement: &Agreement, look: &Look) -> String {
    let text = source.text();
    let last = agreement.looked.iter().map(|look| &look.span).max_by_key(|span| span.end);
    let in_brackets = match last {
        Some(last) => brackets::item(source, last, Rank::Next, || write::look_in_line(look)),
        None => {
            brackets::empty_list(source, "looked").map(|at| Piece::words(at, Rank::Next, write::look_in_line(look)))
        }
    };
    let piece = in_brackets.unwrap_or_else(|| match last {
        Some(last) => Piece::behind(text, last.end, Rank::Next, write::look(look)),
        None => Piece::last(text, write::look(look)),
    });
    weave(text, vec![piece])
}

/// `track.toml` of an empty ledger.
pub fn settings(name: &str) -> String {
    let mut block = Block::bare();
    block.raw("format", "1");
    block.text("name", Some(name));
    block.lines()
}

/// What a new agreement begins with.
#[derive(Debug, Clone, Default)]
pub struct NewAgreement {
    /// Its title.
    pub title: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// What it calls itself.
    pub form: Option<Form>,
    /// The closed list of parties; empty: an open list.
    pub parties: Vec<Code>,
    /// When it was opened for signature.
    pub opened: Option<ActDate>,
    /// Its depositaries.
    pub depositary: Vec<String>,
    /// Where the record as a whole comes from.
    pub sources: Vec<Citation>,
    /// Weights of its parties, by name.
    pub weights: Vec<(String, Weight)>,
    /// The clause's condition.
    pub when: Option<String>,
    /// The clause's delay.
    pub then: Option<String>,
    /// How the clause is known.
    pub basis: Option<Basis>,
}

/// The text of a new agreement, without acts.
pub fn new_agreement(new: &NewAgreement) -> String {
    let mut block = Block::bare();
    block.raw("format", "1");
    block.text("title", Some(&new.title));
    block.texts("aliases", &new.aliases);
    block.word("form", new.form);
    if !new.parties.is_empty() {
        let codes: Vec<String> = new.parties.iter().map(ToString::to_string).collect();
        block.texts("parties", &codes);
    }
    block.date("opened", new.opened);
    block.texts("depositary", &new.depositary);
    for source in &new.sources {
        block.part(write::record_source(source));
    }
    if new.when.is_some() || new.then.is_some() {
        let mut clause = Block::new("[clause]", 0);
        clause.text("when", new.when.as_deref());
        clause.text("then", new.then.as_deref());
        clause.word("basis", Some(new.basis.unwrap_or(Basis::Text)));
        block.part(clause);
    }
    for (name, weight) in &new.weights {
        block.part(write::weight(name, weight));
    }
    block.lines()
}
