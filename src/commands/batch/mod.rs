//! `track add --from FILE`: records the acts of a file, all of them or none.

mod exported;
mod row;
mod rows;
mod table;
pub(super) mod told;

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::add::Arguments;
use super::described::acts;
use super::input::input;
use super::write::change_all;
use crate::context::Context;
use crate::date::Day;
use crate::diagnostic::Finding;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::{self, Clash};
use crate::model::{Act, AgreementId};
use crate::reading::{Entry, Reading};
use crate::render::gate;
use crate::report::prose::count;
use crate::source::Source;
use exported::Exported;
use row::facts;
pub(crate) use rows::RowFormat;
use rows::{Row, Rows, rows};

/// The most refusals that are shown.
const SHOWN: usize = 50;

/// After so many refusals no further row is looked at.
const ENOUGH: usize = 1_000;

/// A row that cannot be recorded.
#[derive(Debug)]
struct Fault {
    line: usize,
    failure: Failure,
}

/// What is to be recorded in one agreement.
struct Share {
    id: AgreementId,
    acts: Vec<Act>,
    /// The line of each act.
    lines: Vec<usize>,
}

pub(super) fn run(arguments: &Arguments, from: &Path, reading: &Reading, ctx: &mut Context) -> Outcome {
    let json = arguments.writing.json;
    let source = input(from, ctx, "the acts")?;
    let Rows { heading, rows, mut faults } = rows(&source, arguments.from_format);
    if let Some(wrong) = heading.and_then(|heading| facts(&heading).err()) {
        return refused(ctx, json, &source, 0, wrong);
    }
    let today = ctx.today(None)?;
    let mut batch = Batch::new(reading, today, named(arguments, reading)?);
    let read = rows.len() + faults.len();
    for row in &rows {
        if faults.len() > ENOUGH {
            break;
        }
        faults.extend(batch.take(row).err().into_iter().flatten());
    }
    let (recorded, by) = (ctx.now()?, ctx.by(arguments.writing.by_whom.as_deref())?);
    for act in batch.shares.iter_mut().flat_map(|share| &mut share.acts) {
        (act.recorded, act.by) = (Some(recorded), by.clone());
    }
    faults.extend(batch.clashes()?);
    if !faults.is_empty() {
        return refused(ctx, json, &source, read, faults);
    }
    let shares = batch.shares;
    let ids: Vec<AgreementId> = shares.iter().map(|share| share.id.clone()).collect();
    let mut results = vec![Vec::new(); shares.len()];
    let written = change_all(reading, &ids, &arguments.writing, &mut |at, source, entry| {
        let recorded = edit::record_all(source, &entry.agreement, &shares[at].acts);
        let (text, told) = recorded.map_err(|clashes| super::add::taken(&clashes))?;
        results[at] = told;
        Ok(text)
    })?;
    told::tell(
        ctx,
        reading,
        &arguments.writing,
        &told::Batch { from: &source, shares: &shares, results: &results, written: &written, today },
    )
}

/// The agreement that the command names for all rows.
fn named(arguments: &Arguments, reading: &Reading) -> Result<Option<AgreementId>, Failure> {
    arguments.agreement.as_deref().map(|text| reading.id(text)).transpose()
}

/// The rows that were taken so far.
struct Batch<'r> {
    reading: &'r Reading,
    today: Day,
    named: Option<AgreementId>,
    /// The agreements that rows name, with their place among the shares; `None` for one that is refused.
    entries: BTreeMap<AgreementId, Option<(usize, Entry)>>,
    shares: Vec<Share>,
    /// What an export says of the agreements, where rows of one are held against it.
    exported: BTreeMap<AgreementId, Exported>,
}

impl<'r> Batch<'r> {
    fn new(reading: &'r Reading, today: Day, named: Option<AgreementId>) -> Self {
        Self { reading, today, named, entries: BTreeMap::new(), shares: Vec::new(), exported: BTreeMap::new() }
    }

    /// Takes a row: its acts join the share of their agreement.
    fn take(&mut self, row: &Row) -> Result<(), Vec<Fault>> {
        let fault = |failure| vec![Fault { line: row.line, failure }];
        if self.known(row).map_err(fault)? {
            return Ok(());
        }
        let (agreement, facts) = facts(row)?;
        let id = self.id(agreement).map_err(fault)?;
        let (reading, today) = (self.reading, self.today);
        let Some((at, entry)) = self.entry(id).map_err(fault)? else { return Ok(()) };
        let (at, found) = (*at, acts(&facts, reading, &entry.agreement, today).map_err(fault)?);
        let share = &mut self.shares[at];
        share.lines.extend(found.iter().map(|_| row.line));
        share.acts.extend(found);
        Ok(())
    }

    /// Takes a row of an exported table that is an act on record. The table does not say all of the act, so it is the
    /// act of the record that joins the share.
    fn known(&mut self, row: &Row) -> Result<bool, Failure> {
        let Some(agreement) = exported::agreement(row) else { return Ok(false) };
        let id = self.id(Some(agreement))?;
        let (names, today) = (self.reading.names(), self.today);
        let is_new = !self.exported.contains_key(&id);
        // the agreement was refused at an earlier row
        let Some((at, entry)) = self.entry(id.clone())? else { return Ok(true) };
        let (at, made) = (*at, is_new.then(|| Exported::of(&entry.agreement, names, today)));
        let exported = self.exported.entry(id).or_insert_with(|| made.unwrap_or_default());
        let Some(act) = exported.act(row)? else { return Ok(false) };
        let share = &mut self.shares[at];
        share.lines.push(row.line);
        share.acts.push(act);
        Ok(true)
    }

    /// The agreement of a row: as it says, else as the command says; both must agree.
    fn id(&self, said: Option<String>) -> Result<AgreementId, Failure> {
        let said = said.map(|text| self.reading.id(&text)).transpose()?;
        match (said, &self.named) {
            (Some(said), Some(named)) if said != *named => Err(rows::bad(
                "agreement-differs",
                format!("the row is about `{said}`, and the command about `{named}`"),
            )
            .help("leave the agreement out of the command, or out of the row")),
            (Some(id), _) => Ok(id),
            (None, Some(id)) => Ok(id.clone()),
            (None, None) => Err(rows::bad("missing-key", "`agreement` is missing")
                .help("say it in each row, or once for all: track add AGREEMENT --from FILE")),
        }
    }

    /// The agreement, read once; one that is refused is refused once.
    fn entry(&mut self, id: AgreementId) -> Result<Option<&(usize, Entry)>, Failure> {
        let slot = match self.entries.entry(id) {
            Slot::Occupied(slot) => slot.into_mut(),
            Slot::Vacant(slot) => match self.reading.entry(slot.key()) {
                Ok(entry) => {
                    self.shares.push(Share { id: slot.key().clone(), acts: Vec::new(), lines: Vec::new() });
                    slot.insert(Some((self.shares.len() - 1, entry)))
                }
                Err(failure) => {
                    slot.insert(None);
                    return Err(failure);
                }
            },
        };
        Ok(slot.as_ref())
    }

    /// The rows that give an id which stands on another act.
    fn clashes(&self) -> Result<Vec<Fault>, Failure> {
        let mut faults = Vec::new();
        for share in self.shares.iter().filter(|share| share.acts.iter().any(|act| act.id_given)) {
            let (source, loaded) = self.reading.load(&share.id)?;
            let entry = self.reading.sound(&share.id, loaded)?;
            let clashes = edit::record_all(&source, &entry.agreement, &share.acts).err();
            let fault = |clash: Clash| Fault { line: share.lines[clash.at], failure: super::add::taken(&[clash]) };
            faults.extend(clashes.into_iter().flatten().map(fault));
        }
        Ok(faults)
    }
}

/// Says which rows cannot be recorded, the first first, and records nothing.
fn refused(ctx: &mut Context, json: bool, source: &Source, rows: usize, mut faults: Vec<Fault>) -> Outcome {
    faults.sort_by_key(|fault| fault.line);
    let shown = &faults[..faults.len().min(SHOWN)];
    if !json {
        ctx.err(&shown.iter().map(|fault| fault.words(source)).collect::<String>());
    }
    let lines: BTreeSet<usize> = faults.iter().map(|fault| fault.line).collect();
    let message = match rows {
        0 => "the heading is not understood, so nothing was recorded".to_owned(),
        _ if faults.len() > ENOUGH => format!("more than {ENOUGH} rows cannot be recorded, so nothing was"),
        _ => format!("{} of {} cannot be recorded, so nothing was", lines.len(), count(rows, "row", "rows")),
    };
    let exit = faults.first().map_or(Exit::Data, |fault| fault.failure.exit);
    let mut failure = Failure::new(exit, "refused-rows", message);
    if json {
        failure.findings = shown.iter().map(|fault| fault.finding(source)).collect();
    }
    let hidden = faults.len().saturating_sub(SHOWN);
    Err(if hidden == 0 { failure } else { failure.help(format!("{hidden} more are not shown")) })
}

impl Fault {
    /// One line with its place, then the cures.
    fn words(&self, source: &Source) -> String {
        let Self { line, failure } = self;
        let place = format!("{}:{line}: {} [{}]", source.name(), failure.message, failure.code);
        let helps = failure.help.iter().map(|help| format!("  help: {}\n", gate::terminal(help)));
        format!("{}\n{}", gate::terminal(&place), helps.collect::<String>())
    }

    /// The same as data.
    fn finding(&self, source: &Source) -> Finding {
        let help = (!self.failure.help.is_empty()).then(|| self.failure.help.join("; "));
        let finding = Finding::error(self.failure.code, source.name(), &self.failure.message);
        Finding { line: self.line, help, ..finding }
    }
}
