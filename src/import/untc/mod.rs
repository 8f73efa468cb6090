//! The participant tables of the UN Treaty Collection: a row a participant, days with letters in the other columns.
//!
//! The table shows where each participant stands, not what it did over time: who left and came back is shown as new.
//! So its acts are claims beside what a desk has on record, and never a correction of that.

mod cell;
mod index;
mod legend;
mod page;
pub(super) mod party;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub(super) use cell::month;
pub use index::{Index, Treaty};
use legend::{Legend, Sense};
pub use page::{Page, declared, is_page, page};

use super::{Header, Imported, Incoming, IncomingAct, Row, Table};
use crate::date::Day;
use crate::diagnostic::Finding;
use crate::model::{Act, AgreementId, Citation, Code, Delivery, Kind, Names, SourceKind};

/// With whom its treaties are deposited.
const DEPOSITARY: &str = "Secretary-General of the United Nations";

/// Who publishes the register.
const PUBLISHER: &str = "United Nations Treaty Collection";

/// A table and what is known of it.
pub struct Reading<'a> {
    /// The table.
    pub table: &'a Table,
    /// The id that its agreement has or is given.
    pub id: AgreementId,
    /// Its treaty, where the index or somebody else says which it is.
    pub treaty: Option<&'a Treaty>,
    /// The day on which the register was read.
    pub read_on: Option<Day>,
    /// The names of parties.
    pub names: &'a Names,
}

/// What a table says: its acts, and every row or cell that is none.
pub fn read(reading: &Reading) -> Imported {
    let table = reading.table;
    let Some(who) = table.column("Participant") else {
        let message = format!("there is no column `Participant`, so {} rows were not read", table.rows.len());
        let fault = table.fault(1, "missing-column", message);
        let help = "a participant table of the register begins with that column";
        return Imported { refused: vec![fault.help(help)], rows: table.rows.len(), ..Imported::default() };
    };
    let columns: Vec<(usize, Legend)> = table
        .heading
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != who)
        .map(|(at, text)| (at, Legend::of(text)))
        .collect();
    let mut found = Found { reading, columns, seen: HashMap::new(), acts: Vec::new(), refused: Vec::new() };
    table.rows.iter().for_each(|row| found.take(row, who));
    let incoming = Incoming { id: reading.id.clone(), header: header(reading), acts: found.acts };
    Imported { incoming: vec![incoming], refused: found.refused, rows: table.rows.len(), ..Imported::default() }
}

fn header(reading: &Reading) -> Header {
    let Some(treaty) = reading.treaty else { return Header::default() };
    // the register lists a few treaties that lie elsewhere, and says so in their titles
    let elsewhere = treaty.name.contains("deposited");
    Header {
        title: Some(treaty.title.clone()),
        aliases: treaty.number.iter().map(|number| format!("UNTC {number}")).collect(),
        depositary: if elsewhere { Vec::new() } else { vec![DEPOSITARY.to_owned()] },
        ..Header::default()
    }
}

/// What was found so far.
struct Found<'a> {
    reading: &'a Reading<'a>,
    columns: Vec<(usize, Legend)>,
    /// The line on which each party stands.
    seen: HashMap<Code, usize>,
    acts: Vec<IncomingAct>,
    refused: Vec<Finding>,
}

impl Found<'_> {
    fn take(&mut self, row: &Row, who: usize) {
        let table = self.reading.table;
        let party = match party::party(&row.cells[who], self.reading.names) {
            Ok(party) => party,
            Err(fault) => return self.refused.push(table.fault(row.line, fault.code, fault.message).help(fault.help)),
        };
        let first = *self.seen.entry(party).or_insert(row.line);
        if first != row.line {
            let message = format!("`{}` stands in line {first} already", shown(&row.cells[who]));
            let help = "one row is left out by hand: the table cannot say which of the two is right";
            return self.refused.push(table.fault(row.line, "said-twice", message).help(help));
        }
        if row.cells.iter().enumerate().all(|(at, cell)| at == who || cell.is_empty()) {
            let message = format!("`{}` has no day in any column", shown(&row.cells[who]));
            let help = "nothing is known of it from this table; the register's page may tell more";
            return self.refused.push(table.fault(row.line, "no-day", message).help(help));
        }
        let columns = std::mem::take(&mut self.columns);
        let filled = || columns.iter().filter(|(at, _)| !row.cells[*at].is_empty());
        for (at, legend) in filled().filter(|(_, legend)| legend.has_acts()) {
            self.cell(row, &row.cells[*at], legend, party);
        }
        let without: Vec<&str> =
            filled().filter(|(_, legend)| !legend.has_acts()).map(|(at, _)| table.heading[*at].as_str()).collect();
        if !without.is_empty() {
            let none = legend::no_act(&without);
            self.refused.push(table.fault(row.line, none.code, none.message).help(none.help));
        }
        self.columns = columns;
    }

    fn cell(&mut self, row: &Row, cell: &str, legend: &Legend, party: Code) {
        let table = self.reading.table;
        let acts = match cell::acts(cell) {
            Ok(acts) => acts,
            Err(fault) => {
                return self.refused.push(table.fault(row.line, "malformed-date", fault.message).help(fault.help));
            }
        };
        for act in acts {
            if act.bracketed {
                let message =
                    format!("`{}` stands in brackets: the register's notes tell what became of it", shown(cell));
                let help = "record the act and its withdrawal by hand";
                self.refused.push(table.fault(row.line, "in-brackets", message).help(help));
                continue;
            }
            if let Some(fault) = party::after_its_end(party, act.on, self.reading.names) {
                self.refused.push(table.fault(row.line, fault.code, fault.message).help(fault.help));
                continue;
            }
            match legend.sense(act.letter.as_deref()) {
                Ok(sense) => self.acts.push(self.act(sense, party, act.on, row.line)),
                Err(none) => self.refused.push(table.fault(row.line, none.code, none.message).help(none.help)),
            }
        }
    }

    fn act(&self, sense: Sense, party: Code, on: Day, line: usize) -> IncomingAct {
        // of a consent whose mode is not stated it is not known either how it was given
        let deposited = sense.kind.is_consent() && !matches!(sense.kind, Kind::DefinitiveSignature | Kind::Consent);
        let act = Act {
            party: Some(party),
            delivery: deposited.then_some(Delivery::Deposit),
            ad_referendum: sense.ad_referendum,
            how: sense.how.map(str::to_owned),
            scope: sense.scope,
            note: sense.note,
            sources: vec![self.source()],
            ..Act::new(sense.kind, on.into())
        };
        IncomingAct { act, file: self.reading.table.name.clone(), line }
    }

    fn source(&self) -> Citation {
        Citation {
            url: self.reading.treaty.and_then(|treaty| treaty.url.clone()),
            publisher: Some(PUBLISHER.to_owned()),
            kind: Some(SourceKind::Depositary),
            read_on: self.reading.read_on.map(Into::into),
            ..Citation::default()
        }
    }
}

/// A text of anybody's as a message shows it: in one line, and not all of a long one.
fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let short: String = text.chars().take(LONGEST).collect();
    let short = short.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().nth(LONGEST).is_some() { format!("{short}…") } else { short }
}
