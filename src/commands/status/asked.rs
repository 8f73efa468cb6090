//! The agreements that are asked about, each told and dropped: a row of the overview, or in full.

use std::cmp::Ordering;

use super::filters::{self, FilterArguments};
use super::{Arguments, NEWCOMER};
use crate::cli::Format;
use crate::commands::selected::each;
use crate::commands::{print, print_json, print_table};
use crate::context::Context;
use crate::date::show;
use crate::error::Failure;
use crate::model::{Agreement, Code};
use crate::reading::{Entry, Reading};
use crate::render::text::Terminal;
use crate::render::{self, plain};
use crate::report::detail::detail;
use crate::report::filter::{Candidate, Filter, emptied, left_by};
use crate::report::order::{By, order};
use crate::report::overview::{Aspect, outlined_row, overview, row};
use crate::report::phrase::Phrases;
use crate::report::sentence::{self, Telling};
use crate::report::status::{AgreementLine, StatusReport, line};
use crate::report::table::Cell;
use crate::status::grade::Grade;
use crate::status::{AsOf, Status};

/// What is asked.
pub(super) struct Asked<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) columns: &'a [Aspect],
    pub(super) by: &'a [By],
    pub(super) min_grade: Option<Grade>,
    pub(super) as_of: AsOf,
    pub(super) format: Format,
    /// How a person reads the answer.
    pub(super) terminal: Terminal,
}

/// What the ledger said.
pub(super) struct Found {
    pub(super) rows: Vec<Row>,
    /// The refusal of what was left out, if anything was.
    pub(super) left_out: Option<Failure>,
    /// Why nothing is shown, where nothing is.
    pub(super) note: String,
}

/// One agreement, in as much as is to be written of it.
pub(super) struct Row {
    told: Told,
    line: Option<Box<AgreementLine>>,
    /// Whether its grade is below what is asked for.
    pub(super) is_below: bool,
}

enum Told {
    Cells(Vec<Cell>),
    /// All of it: a line for scripts, or many for people.
    Text(String),
    Nothing,
}

/// Either a row, or the place of the filter that left the agreement out.
type Sifted = Result<Row, usize>;

impl Asked<'_> {
    /// Asks every agreement.
    ///
    /// # Errors
    /// An unknown word in a filter (2), an unknown party (66), errors in files (65).
    pub(super) fn ask(&self, reading: &Reading) -> Result<Found, Failure> {
        if self.arguments.ids.is_empty() && reading.ids()?.is_empty() {
            return Ok(Found { rows: Vec::new(), left_out: None, note: NEWCOMER.to_owned() });
        }
        let keep_going = self.arguments.scope.keep_going;
        let filters = self.filters(reading)?;
        let phrases = reading.english();
        let sift = |reading: &Reading, entry: Entry| self.sift(reading, &entry, &filters, &phrases);
        let (sifted, left_out) = match self.is_outlined(&filters) && self.arguments.ids.is_empty() {
            true => reading.each_essence(keep_going, sift)?,
            false => each(&self.arguments.ids, reading, keep_going, sift)?,
        };
        let (all, mut gone) = (sifted.len(), vec![0; filters.len()]);
        let mut rows = Vec::with_capacity(all);
        for one in sifted {
            match one {
                Ok(row) => rows.push(row),
                Err(by) => gone[by] += 1,
            }
        }
        let note = match emptied(&filters, &gone, all) {
            Some(emptied) => filters::emptied(emptied, &tags(reading, emptied.by)?),
            None => String::new(),
        };
        if !self.by.is_empty() {
            rows.sort_by(|a, b| match (&a.line, &b.line) {
                (Some(a), Some(b)) => order(self.by, a, b),
                _ => Ordering::Equal,
            });
        }
        Ok(Found { rows, left_out, note })
    }

    /// The filters; a party that only an agreement names is looked for in all of them.
    fn filters(&self, reading: &Reading) -> Result<Vec<Filter>, Failure> {
        let of = |filters: &FilterArguments, known: &[&Agreement]| filters.filters(reading.names(), known, self.as_of);
        let arguments = &self.arguments.filters;
        of(arguments, &[]).or_else(|unknown| {
            if !arguments.names_parties() {
                return Err(unknown);
            }
            let named = |_: &Reading, entry: Entry| Ok(Some(entry.agreement).filter(|it| !it.party.is_empty()));
            let (known, _) = each(&self.arguments.ids, reading, self.arguments.scope.keep_going, named)?;
            of(arguments, &known.iter().flatten().collect::<Vec<_>>())
        })
    }

    fn sift(&self, reading: &Reading, entry: &Entry, filters: &[Filter], phrases: &Phrases) -> Result<Sifted, Failure> {
        let agreement = &entry.agreement;
        if self.is_outlined(filters) {
            let outline = reading.outline_of(entry, self.as_of)?;
            let cells = outlined_row(agreement, &outline, self.columns, self.is_for_machines());
            return Ok(Ok(Row { told: self.told(cells), line: None, is_below: false }));
        }
        let status = reading.status_of(entry, self.as_of)?;
        // a table has no sentences, and thousands of them take their time
        let safe = if self.format == Format::Json || self.is_in_full() {
            safe(reading, entry, &status, phrases)
        } else {
            String::new()
        };
        let line = line(agreement, &status, reading.names(), safe);
        if let Some(by) = left_by(filters, Candidate { agreement, line: &line, as_of: self.as_of }) {
            return Ok(Err(by));
        }
        let told = match self.format {
            Format::Json => Told::Nothing,
            _ if self.is_in_full() => Told::Text(self.in_full(reading, entry, &status, &line)),
            _ => self.told(row(&line, self.columns, self.is_for_machines())),
        };
        let is_kept = self.format == Format::Json || !self.by.is_empty();
        let is_below = self.min_grade.is_some_and(|least| status.grade < least);
        Ok(Ok(Row { told, line: is_kept.then(|| Box::new(line)), is_below }))
    }

    /// Whether the outline of each answer is enough.
    fn is_outlined(&self, filters: &[Filter]) -> bool {
        let columns = self.columns.iter().all(|aspect| aspect.is_outlined());
        let is_table = self.format != Format::Json && !self.is_in_full();
        columns && is_table && filters.is_empty() && self.by.is_empty() && self.min_grade.is_none()
    }

    /// Whether each is told on many lines: those that a person named.
    fn is_in_full(&self) -> bool {
        self.format == Format::Text && !self.arguments.ids.is_empty()
    }

    fn in_full(&self, reading: &Reading, entry: &Entry, status: &Status, line: &AgreementLine) -> String {
        let (all_parties, words) = (self.arguments.all_parties, entry.clause.words());
        let report = detail(&entry.agreement, status, line, &words, reading.names(), all_parties);
        render::detail::detail(&report, &self.terminal)
    }

    fn is_for_machines(&self) -> bool {
        self.format != Format::Text
    }

    fn told(&self, cells: Vec<Cell>) -> Told {
        if self.format == Format::Plain { Told::Text(plain::line(&cells)) } else { Told::Cells(cells) }
    }

    /// Writes what was found.
    ///
    /// # Errors
    /// The output takes no more.
    pub(super) fn write(&self, ctx: &mut Context, rows: Vec<Row>) -> Result<(), Failure> {
        if self.format == Format::Json {
            let agreements = rows.into_iter().filter_map(|row| row.line).map(|line| *line).collect();
            let (as_of, projected) = (self.as_of.day, self.as_of.is_projected());
            return print_json(ctx, &StatusReport { schema: "track.status/1", as_of, projected, agreements });
        }
        let is_table = self.format == Format::Text && !self.is_in_full();
        if is_table && rows.is_empty() {
            return Ok(());
        }
        if is_table {
            let projected = if self.as_of.is_projected() { ", on present facts" } else { "" };
            print(ctx, &format!("as of {}{projected}\n\n", show(self.as_of.day)))?;
        }
        let (mut cells, mut texts) = (Vec::new(), Vec::new());
        for row in rows {
            match row.told {
                Told::Cells(row) => cells.push(row),
                Told::Text(text) => texts.push(text),
                Told::Nothing => {}
            }
        }
        match self.format {
            Format::Plain => {
                ctx.forget_withheld();
                texts.iter().try_for_each(|text| print(ctx, text))
            }
            _ if self.is_in_full() => print(ctx, &texts.join("\n")),
            format => print_table(ctx, &overview(self.columns, cells), format),
        }
    }
}

/// The sentence that is safe to write of one agreement.
fn safe(reading: &Reading, entry: &Entry, status: &Status, phrases: &Phrases) -> String {
    let (agreement, names) = (&entry.agreement, reading.names());
    let procedures = |code: &Code| reading.procedure_of(agreement, code);
    sentence::line(&Telling { agreement, status, names, phrases, procedures: &procedures })
}

/// The tags of the ledger, each once, where a tag is what left nothing.
fn tags(reading: &Reading, by: &Filter) -> Result<Vec<String>, Failure> {
    if !matches!(by, Filter::Tag(_)) {
        return Ok(Vec::new());
    }
    let (agreements, _) = reading.each(true, |_, entry| Ok(entry.agreement.tags))?;
    let mut tags: Vec<String> = agreements.into_iter().flatten().collect();
    tags.sort_unstable();
    tags.dedup();
    Ok(tags)
}
