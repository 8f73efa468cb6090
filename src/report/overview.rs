//! The overview of `track status`: one row an agreement, in the columns that are asked for.

use std::borrow::Cow;

use super::movement::day_or_dash;
use super::progress::{Measured, only_measure, progress};
use super::status::{AgreementLine, in_words, meaning};
use super::table::{Cell, Column, Table, Tone};
use crate::date::{Day, show};
use crate::model::words::words;
use crate::model::{Agreement, Code, Form};
use crate::status::{ForceState, Lack, Outline};

words! {
    /// A column of the overview.
    Aspect {
        /// The agreement's id.
        Id = "id",
        /// Its title.
        Title = "title",
        /// The state of force.
        Force = "force",
        /// How many have consented of how many.
        HaveNeed = "have-need",
        /// Who or what is missing.
        Missing = "missing",
        /// The first day of force.
        ForceDate = "force-date",
        /// The number that holds it up, with a bar on a terminal.
        Progress = "progress",
        /// What is expected next, or the open step.
        Next = "next",
        /// Days since the last act.
        Waiting = "waiting",
        /// The day of the last act.
        Last = "last",
        /// The day of the last look that found nothing.
        Checked = "checked",
        /// What it calls itself.
        Form = "form",
        /// How many parties have a line.
        Parties = "parties",
        /// The lowest grade among the facts that force rests on.
        Grade = "grade",
        /// Where reports differ.
        Disputed = "disputed",
        /// Tags of the desk.
        Tags = "tags",
    }
}

impl Aspect {
    /// What is shown unless somebody asks for other columns: a contract with scripts.
    pub const USUAL: &'static [Self] =
        &[Self::Id, Self::Title, Self::Force, Self::HaveNeed, Self::Missing, Self::ForceDate];

    const fn column(self) -> Column {
        let name = self.as_str();
        match self {
            Self::Id => Column::keep(name, "AGREEMENT"),
            Self::Title => Column::words(name, "TITLE"),
            Self::Force => Column::keep(name, "FORCE"),
            Self::HaveNeed => Column::number(name, "HAVE"),
            Self::Missing => Column::words(name, "MISSING"),
            Self::ForceDate => Column::keep(name, "ENTRY"),
            Self::Progress => Column::keep(name, "PROGRESS"),
            Self::Next => Column::words(name, "NEXT"),
            Self::Waiting => Column::number(name, "DAYS"),
            Self::Last => Column::keep(name, "LAST ACT"),
            Self::Checked => Column::keep(name, "LOOKED"),
            Self::Form => Column::keep(name, "FORM"),
            Self::Parties => Column::number(name, "PARTIES"),
            Self::Grade => Column::keep(name, "GRADE"),
            Self::Disputed => Column::words(name, "REPORTS DIFFER"),
            Self::Tags => Column::words(name, "TAGS"),
        }
    }

    /// Whether the outline of an answer is enough to fill it.
    pub const fn is_outlined(self) -> bool {
        matches!(
            self,
            Self::Id
                | Self::Title
                | Self::Force
                | Self::HaveNeed
                | Self::Missing
                | Self::ForceDate
                | Self::Progress
                | Self::Form
                | Self::Tags
        )
    }

    /// The same text for people and for scripts, but for a day that is not known.
    fn cell(self, line: &AgreementLine, machine: bool) -> Cell {
        match self {
            Self::Next => line.next.as_ref().map_or_else(String::new, |next| next.words()).into(),
            Self::Waiting => line
                .days_since
                .map_or_else(|| if machine { "-" } else { "" }.to_owned(), |days| days.to_string())
                .into(),
            Self::Last => day(line.last_on, machine),
            Self::Checked => day(line.looked_on, machine),
            Self::Parties => line.parties.len().to_string().into(),
            Self::Grade => line.force.grade.as_str().into(),
            Self::Disputed => Cell::toned(disputed(line).join(if machine { "," } else { ", " }), Tone::Attention),
            outlined => outlined.outlined_cell(&Outlined::of(line), machine),
        }
    }

    /// As [`Self::cell`], of what the outline gives; empty for a column that needs more.
    fn outlined_cell(self, of: &Outlined, machine: bool) -> Cell {
        match self {
            Self::Id => of.id.into(),
            Self::Title if machine => of.title.into(),
            Self::Title => of.short_title.unwrap_or(of.title).into(),
            Self::Force if machine => of.state.as_str().into(),
            Self::Force => Cell::toned(in_words(of.state, of.disputed), meaning(of.state, of.disputed)),
            Self::HaveNeed => of.consent.as_ref().map_or_else(String::new, |m| format!("{}/{}", m.have, m.need)).into(),
            Self::Missing if machine => codes(&of.missing).into(),
            Self::Missing => missing(&of.missing).into(),
            Self::ForceDate => day(of.date, machine),
            Self::Progress => of.progress.as_ref().map_or_else(Cell::default, |progress| bar(progress)),
            Self::Form => of.form.map(|form| form.to_string()).unwrap_or_default().into(),
            Self::Tags => of.tags.join(if machine { "," } else { ", " }).into(),
            _ => Cell::default(),
        }
    }
}

/// What the outline of an answer shows in the overview.
struct Outlined<'a> {
    id: &'a str,
    title: &'a str,
    short_title: Option<&'a str>,
    form: Option<Form>,
    tags: &'a [String],
    state: ForceState,
    date: Option<Day>,
    disputed: bool,
    consent: Option<Cow<'a, Measured>>,
    progress: Option<Cow<'a, Measured>>,
    missing: Vec<&'a Lack>,
}

impl<'a> Outlined<'a> {
    fn of(line: &'a AgreementLine) -> Self {
        Self {
            id: &line.id,
            title: &line.title,
            short_title: line.short_title.as_deref(),
            form: line.form,
            tags: &line.tags,
            state: line.force.state,
            date: line.force.date,
            disputed: line.force.disputed,
            consent: line.consent.as_ref().map(Cow::Borrowed),
            progress: line.progress.as_ref().map(Cow::Borrowed),
            missing: line.blockers.iter().map(|blocker| &blocker.lack).collect(),
        }
    }

    fn of_outline(agreement: &'a Agreement, outline: &'a Outline) -> Self {
        let tree = &outline.verdict.tree;
        let short = outline.is_record_short();
        Self {
            id: agreement.id.as_str(),
            title: &agreement.title,
            short_title: agreement.short_title.as_deref(),
            form: agreement.form,
            tags: &agreement.tags,
            state: outline.force.state,
            date: outline.force.date,
            disputed: outline.disputed,
            consent: only_measure(tree).filter(|_| !short).map(Cow::Owned),
            progress: progress(tree).filter(|_| !short).map(Cow::Owned),
            missing: outline.missing.iter().collect(),
        }
    }
}

/// The overview: one row an agreement; for machines codes in full and `-` for no day.
pub fn overview(columns: &[Aspect], rows: Vec<Vec<Cell>>) -> Table {
    Table { columns: columns.iter().map(|aspect| aspect.column()).collect(), rows }
}

/// The row of an agreement.
pub fn row(line: &AgreementLine, columns: &[Aspect], machine: bool) -> Vec<Cell> {
    columns.iter().map(|aspect| aspect.cell(line, machine)).collect()
}

/// The row of an agreement from the outline of its answer, for columns that need no more.
pub fn outlined_row(agreement: &Agreement, outline: &Outline, columns: &[Aspect], machine: bool) -> Vec<Cell> {
    let of = Outlined::of_outline(agreement, outline);
    columns.iter().map(|aspect| aspect.outlined_cell(&of, machine)).collect()
}

fn day(day: Option<Day>, machine: bool) -> Cell {
    if machine { day_or_dash(day) } else { day.map(show).unwrap_or_default() }.into()
}

fn bar(measured: &Measured) -> Cell {
    let tone = if measured.enough { Tone::Good } else { Tone::Plain };
    Cell::toned(measured.words(), tone).bar(measured.tenths())
}

/// Who must or could act, every one of them, with commas.
fn codes(missing: &[&Lack]) -> String {
    let codes: Vec<&str> = missing.iter().flat_map(|lack| &lack.codes).map(Code::as_str).collect();
    codes.join(",")
}

fn missing(missing: &[&Lack]) -> String {
    let parts: Vec<&str> = missing.iter().map(|lack| lack.brief.as_str()).collect();
    parts.join("; ")
}

/// The planes on which reports differ: `force`, `AZ:domestic`.
pub(super) fn disputed(line: &AgreementLine) -> Vec<String> {
    let force = line.force.disputed.then(|| "force".to_owned());
    let planes = line.parties.iter().flat_map(|party| party.disputed.iter().map(|p| format!("{}:{p}", party.code)));
    force.into_iter().chain(planes).collect()
}
