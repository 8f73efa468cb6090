//! What a record from outside says, before anybody holds it against the ledger.

use crate::date::ActDate;
use crate::diagnostic::Finding;
use crate::model::{Act, AgreementId, Citation, Code, Weight};

/// What some texts say, and what in them is refused.
#[derive(Debug, Default)]
pub struct Imported {
    /// What they say, one for each agreement, in the order in which those came.
    pub incoming: Vec<Incoming>,
    /// Rows, or cells of them, that are no acts: each with its file, line, cause and cure.
    pub refused: Vec<Finding>,
    /// What stands beside it and was not read; it keeps nothing from being recorded.
    pub left_out: Vec<Finding>,
    /// How many rows were read, blank ones and headings left out.
    pub rows: usize,
}

impl Imported {
    /// Takes in what another text says; what is about one agreement stays together, under the first header.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.refused.extend(other.refused);
        self.left_out.extend(other.left_out);
        for one in other.incoming {
            match self.incoming.iter_mut().find(|known| known.id == one.id) {
                Some(known) => known.acts.extend(one.acts),
                None => self.incoming.push(one),
            }
        }
    }
}

/// What they say of one agreement.
#[derive(Debug)]
pub struct Incoming {
    /// The id it has, or is given where it is new.
    pub id: AgreementId,
    /// What a new record is given.
    pub header: Header,
    /// The acts, in the order of the texts.
    pub acts: Vec<IncomingAct>,
}

/// What stands at the head of a new record.
#[derive(Debug, Default)]
pub struct Header {
    /// Its title; `None`: the text has none, so that the agreement must be on record already.
    pub title: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// The closed list of parties; `None`: an open one.
    pub parties: Option<Vec<Code>>,
    /// Its depositaries.
    pub depositary: Vec<String>,
    /// When it was opened for signature.
    pub opened: Option<ActDate>,
    /// Where the record as a whole comes from.
    pub sources: Vec<Citation>,
    /// Weights of its parties, by name.
    pub weights: Vec<(String, Weight)>,
}

/// An act with the place it was read from.
#[derive(Debug)]
pub struct IncomingAct {
    /// The act; `recorded` and `by` are filled by whoever records it.
    pub act: Act,
    /// The text it stands in, by name.
    pub file: String,
    /// Its line, from one.
    pub line: usize,
}
