//! A table of anybody's, by a mapping that says what its columns mean.

mod date;
mod map;

use std::collections::BTreeMap;

use map::{ActPart, FromKey, KindPart, WeightPart};
pub use map::{Mapping, TEMPLATE};

use super::untc::party;
use super::{Header, Imported, Incoming, IncomingAct, Row, Table};
use crate::decimal::Decimal;
use crate::diagnostic::Finding;
use crate::ledger::is_web_address;
use crate::model::{Act, AgreementId, Citation, Code, Kind, Names, Outcome, Weight};

/// What a table says by its mapping: its acts, and every row or cell that is none.
pub fn read(table: &Table, mapping: &Mapping, names: &Names) -> Imported {
    let columns = match Columns::of(table, mapping) {
        Ok(columns) => columns,
        Err(fault) => return Imported { refused: vec![*fault], rows: table.rows.len(), ..Imported::default() },
    };
    let mut taken =
        Taken { table, mapping, names, columns, shares: BTreeMap::new(), order: Vec::new(), refused: Vec::new() };
    table.rows.iter().for_each(|row| taken.take(row));
    taken.finish()
}

/// The places of the columns that the mapping names.
struct Columns(BTreeMap<String, usize>);

impl Columns {
    fn of(table: &Table, mapping: &Mapping) -> Result<Self, Box<Finding>> {
        let mut named: Vec<&String> = vec![&mapping.party];
        named.extend(mapping.agreement_column.iter().chain(&mapping.title_column));
        for act in &mapping.act {
            named.push(&act.date);
            named.extend(act.from.values());
            if let KindPart::Column { column, .. } = &act.kind {
                named.push(column);
            }
        }
        named.extend(mapping.weight.iter().map(|weight| &weight.column));
        let mut places = BTreeMap::new();
        for name in named {
            let mut found = table.heading.iter().enumerate().filter(|(_, known)| *known == name).map(|(at, _)| at);
            let (first, second) = (found.next(), found.next());
            let Some(at) = first else {
                let there = table.heading.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let fault = table.fault(1, "missing-column", format!("the table has no column `{name}`"));
                return Err(Box::new(fault.help(format!("its columns: {there}"))));
            };
            if second.is_some() {
                let fault = table.fault(1, "said-twice", format!("the table has two columns `{name}`"));
                return Err(Box::new(fault.help("rename one of them in the table")));
            }
            places.insert(name.clone(), at);
        }
        Ok(Self(places))
    }
}

/// What was taken of one agreement.
#[derive(Default)]
struct Share {
    title: Option<String>,
    acts: Vec<IncomingAct>,
    /// The line on which each party stands.
    seen: BTreeMap<Code, usize>,
    weights: Vec<BTreeMap<Code, Decimal>>,
}

struct Taken<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    names: &'a Names,
    columns: Columns,
    shares: BTreeMap<AgreementId, Share>,
    order: Vec<AgreementId>,
    refused: Vec<Finding>,
}

impl Taken<'_> {
    /// The cell of a column; none where it says nothing.
    fn cell<'r>(&self, row: &'r Row, column: &str) -> Option<&'r str> {
        let cell = row.cells.get(*self.columns.0.get(column)?)?.as_str();
        let says = !cell.is_empty() && !self.mapping.nothing.iter().any(|nothing| nothing == cell);
        says.then_some(cell)
    }

    fn refuse(&mut self, line: usize, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let fault = self.table.fault(line, code, message).help(help);
        self.refused.push(fault);
    }

    fn take(&mut self, row: &Row) {
        let Some(id) = self.agreement(row) else { return };
        let Some(written) = self.cell(row, &self.mapping.party) else {
            return self.refuse(
                row.line,
                "missing-party",
                format!("`{}` is empty", self.mapping.party),
                "say whose row it is",
            );
        };
        let code = match party::party(written, self.names) {
            Ok(code) => code,
            Err(fault) => return self.refuse(row.line, fault.code, fault.message, fault.help),
        };
        let title = self.mapping.title_column.as_ref().and_then(|column| self.cell(row, column)).map(str::to_owned);
        if !self.shares.contains_key(&id) {
            self.order.push(id.clone());
        }
        let weights = self.mapping.weight.len();
        let share = self
            .shares
            .entry(id.clone())
            .or_insert_with(|| Share { weights: vec![BTreeMap::new(); weights], ..Share::default() });
        share.title = share.title.take().or(title);
        let first = *share.seen.entry(code).or_insert(row.line);
        if first != row.line && !self.mapping.repeats {
            let message = format!("`{written}` stands in line {first} already");
            return self.refuse(
                row.line,
                "said-twice",
                message,
                "take one of the two out, or say `repeats = true` in the mapping",
            );
        }
        let mapping = self.mapping;
        for part in &mapping.act {
            if let Some(act) = self.act(row, part, code)
                && let Some(share) = self.shares.get_mut(&id)
            {
                share.acts.push(IncomingAct { act, file: self.table.name.clone(), line: row.line });
            }
        }
        for (at, part) in mapping.weight.iter().enumerate() {
            if let Some(value) = self.figure(row, part)
                && let Some(share) = self.shares.get_mut(&id)
            {
                share.weights[at].insert(code, value);
            }
        }
    }

    fn agreement(&mut self, row: &Row) -> Option<AgreementId> {
        if let Some(part) = &self.mapping.agreement {
            return Some(part.id.clone());
        }
        let column = self.mapping.agreement_column.as_ref()?;
        let written = self.cell(row, column).unwrap_or_default().to_owned();
        written
            .parse()
            .map_err(|error: crate::model::IdError| {
                self.refuse(row.line, "malformed-id", error.to_string(), "the column names agreements by their ids");
            })
            .ok()
    }

    /// The act of a row; none where the cell of its day is empty, or refused.
    fn act(&mut self, row: &Row, part: &ActPart, party: Code) -> Option<Act> {
        let written = self.cell(row, &part.date)?;
        let date = match part.format.read(written) {
            Ok(date) => date,
            Err(why) => {
                self.refuse(
                    row.line,
                    "malformed-date",
                    format!("`{}`: {why}", part.date),
                    "correct the cell, or the `format` of the mapping",
                );
                return None;
            }
        };
        if let Some(fault) = party::after_its_end(party, date.earliest(), self.names) {
            self.refuse(row.line, fault.code, fault.message, fault.help);
            return None;
        }
        let kind = self.kind(row, part)?;
        let outcome = part.outcome.unwrap_or(if kind.needs_outcome() { Outcome::Unknown } else { Outcome::Done });
        let mut act = Act {
            party: Some(party),
            delivery: part.delivery.filter(|_| kind.is_consent()),
            reading: part.reading,
            outcome,
            ..Act::new(kind, date)
        };
        let mut source = self.source();
        for (key, column) in &part.from {
            let Some(said) = self.cell(row, column).map(str::to_owned) else { continue };
            match key {
                FromKey::Effective | FromKey::Sent => match part.format.read(&said) {
                    Ok(date) if *key == FromKey::Sent => act.sent = Some(date),
                    Ok(date) => act.effective = Some(date),
                    Err(why) => {
                        self.refuse(row.line, "malformed-date", format!("`{column}`: {why}"), "correct the cell");
                        return None;
                    }
                },
                FromKey::Name => act.name = Some(said),
                FromKey::Body => act.body = Some(said),
                FromKey::Place => act.place = Some(said),
                FromKey::Territory => act.territory = Some(said),
                FromKey::Scope => act.scope = Some(said),
                FromKey::Note => act.note = Some(said),
                FromKey::Url if !is_web_address(&said) => {
                    self.refuse(
                        row.line,
                        "url-scheme",
                        format!("`{column}` is no address: only http and https are"),
                        "correct the cell",
                    );
                    return None;
                }
                FromKey::Url => source.url = Some(said),
                FromKey::Quote => source.quote = Some(said),
            }
        }
        if source != Citation::default() {
            act.sources.push(source);
        }
        Some(act)
    }

    fn kind(&mut self, row: &Row, part: &ActPart) -> Option<Kind> {
        let (column, words) = match &part.kind {
            KindPart::One(kind) => return Some(*kind),
            KindPart::Column { column, words } => (column, words),
        };
        let said = self.cell(row, column).unwrap_or_default().to_owned();
        let found = words.get(&said).map(|word| word.0);
        if found.is_none() {
            let known: Vec<String> = words.keys().map(|word| format!("`{word}`")).collect();
            let message = format!("`{column}` says `{said}`, and the mapping does not say what that means");
            self.refuse(
                row.line,
                "unknown-word",
                message,
                format!("it knows {}; add the word to `words`", known.join(", ")),
            );
        }
        found
    }

    fn figure(&mut self, row: &Row, part: &WeightPart) -> Option<Decimal> {
        let said = self.cell(row, &part.column)?.to_owned();
        let plain = if part.thousands.is_empty() { said.clone() } else { said.replace(&part.thousands, "") };
        plain
            .parse()
            .map_err(|_| {
                let message = format!("`{}` is `{said}`, and must be a number", part.column);
                self.refuse(
                    row.line,
                    "malformed-number",
                    message,
                    "write plain digits, or say what parts thousands: `thousands = \",\"`",
                );
            })
            .ok()
    }

    fn source(&self) -> Citation {
        let part = &self.mapping.source;
        Citation {
            url: part.url.clone(),
            publisher: part.publisher.clone(),
            title: part.title.clone(),
            kind: part.kind,
            published: part.published,
            read_on: part.read_on,
            ..Citation::default()
        }
    }

    fn finish(mut self) -> Imported {
        let order = std::mem::take(&mut self.order);
        let incoming = order.into_iter().filter_map(|id| {
            let share = self.shares.remove(&id)?;
            Some(Incoming { header: self.header(share.title, share.weights), id, acts: share.acts })
        });
        let incoming = incoming.collect();
        Imported { incoming, refused: self.refused, rows: self.table.rows.len(), ..Imported::default() }
    }

    fn header(&self, title: Option<String>, weights: Vec<BTreeMap<Code, Decimal>>) -> Header {
        let parts = self.mapping.weight.iter().zip(weights);
        let weight = |(part, values): (&WeightPart, _)| {
            let (unit, source) = (part.unit.clone(), part.source.clone());
            (part.name.clone(), Weight { unit, total: part.total, source, values })
        };
        let weights = parts.map(weight).collect();
        match &self.mapping.agreement {
            None => Header { title, weights, ..Header::default() },
            Some(part) => Header {
                title: part.title.clone(),
                aliases: part.aliases.clone(),
                depositary: part.depositary.clone(),
                opened: part.opened,
                weights,
                ..Header::default()
            },
        }
    }
}

#[cfg(test)]
mod tests;
