//! The smallest change of a text: one block put in at one place, every other byte as it was.

pub use super::record::{Clash, Recorded, record, record_all};
use super::weave::{Piece, Rank, weave};
use super::write::{self, Block};
use crate::model::{Act, Agreement, Basis, Code, Form, Look, Retraction};
use crate::source::Source;

/// Marks an act as one that must no longer be relied on.
pub fn retract(source: &Source, act: &Act, retraction: &Retraction) -> String {
    let text = source.text();
    weave(text, vec![Piece::behind(text, act.span.end, Rank::Part, write::retraction(retraction))])
}

/// Records that somebody looked and found nothing; at the end of the file, or behind the last look.
pub fn add_look(source: &Source, agreement: &Agreement, look: &Look) -> String {
    let (text, block) = (source.text(), write::look(look));
    let piece = match agreement.looked.iter().map(|look| look.span.end).max() {
        Some(behind) => Piece::behind(text, behind, Rank::Next, block),
        None => Piece::last(text, block),
    };
    weave(text, vec![piece])
}

/// `track.toml` of an empty ledger.
pub fn settings(name: &str) -> String {
    let mut block = Block::bare();
    block.raw("format", "1");
    block.text("name", Some(name));
    block.finish()
}

/// What a new agreement begins with.
#[derive(Debug, Clone, Default)]
pub struct NewAgreement {
    /// Its title.
    pub title: String,
    /// What it calls itself.
    pub form: Option<Form>,
    /// The closed list of parties; empty: an open list.
    pub parties: Vec<Code>,
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
    block.word("form", new.form);
    if !new.parties.is_empty() {
        let codes: Vec<String> = new.parties.iter().map(ToString::to_string).collect();
        block.texts("parties", &codes);
    }
    if new.when.is_some() || new.then.is_some() {
        let mut clause = Block::new("[clause]", "");
        clause.text("when", new.when.as_deref());
        clause.text("then", new.then.as_deref());
        clause.word("basis", Some(new.basis.unwrap_or(Basis::Text)));
        block.push(clause);
    }
    block.finish()
}
