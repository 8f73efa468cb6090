//! The overview of `track status`: one row an agreement, in the columns that are asked for.

use super::movement::day_or_dash;
use super::progress::Measured;
use super::status::{AgreementLine, StatusReport, state_words, tone};
use super::table::{Cell, Column, Table, Tone};
use crate::date::show;
use crate::model::Code;
use crate::model::words::words;

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

    /// The same text for people and for scripts, but for a day that is not known.
    fn cell(self, line: &AgreementLine, machine: bool) -> Cell {
        let day = |day| if machine { day_or_dash(day) } else { day.map(show).unwrap_or_default() };
        match self {
            Self::Id => line.id.as_str().into(),
            Self::Title if machine => line.title.as_str().into(),
            Self::Title => line.short_title.as_deref().unwrap_or(&line.title).into(),
            Self::Force if machine => line.force.state.as_str().into(),
            Self::Force => Cell::toned(state_words(&line.force), tone(&line.force)),
            Self::HaveNeed => {
                line.consent.as_ref().map_or_else(String::new, |m| format!("{}/{}", m.have, m.need)).into()
            }
            Self::Missing if machine => codes(line).into(),
            Self::Missing => missing(line).into(),
            Self::ForceDate => day(line.force.date).into(),
            Self::Progress => line.progress.as_ref().map_or_else(Cell::default, bar),
            Self::Next => line.next.as_ref().map_or_else(String::new, |next| next.words()).into(),
            Self::Waiting => line
                .days_since
                .map_or_else(|| if machine { "-" } else { "" }.to_owned(), |days| days.to_string())
                .into(),
            Self::Last => day(line.last_on).into(),
            Self::Checked => day(line.looked_on).into(),
            Self::Form => line.form.map(|form| form.to_string()).unwrap_or_default().into(),
            Self::Parties => line.parties.len().to_string().into(),
            Self::Grade => line.force.grade.as_str().into(),
            Self::Disputed => Cell::toned(disputed(line).join(if machine { "," } else { ", " }), Tone::Attention),
            Self::Tags => line.tags.join(if machine { "," } else { ", " }).into(),
        }
    }
}

/// The overview: one row an agreement; for machines codes in full and `-` for no day.
pub fn overview(report: &StatusReport, columns: &[Aspect], machine: bool) -> Table {
    let row = |line: &AgreementLine| columns.iter().map(|aspect| aspect.cell(line, machine)).collect();
    Table {
        columns: columns.iter().map(|aspect| aspect.column()).collect(),
        rows: report.agreements.iter().map(row).collect(),
    }
}

fn bar(measured: &Measured) -> Cell {
    let tone = if measured.enough { Tone::Good } else { Tone::Plain };
    Cell::toned(measured.words(), tone).bar(measured.tenths())
}

/// Who must or could act, every one of them, with commas.
fn codes(line: &AgreementLine) -> String {
    let codes: Vec<&str> = line.blockers.iter().flat_map(|blocker| &blocker.codes).map(Code::as_str).collect();
    codes.join(",")
}

fn missing(line: &AgreementLine) -> String {
    let parts: Vec<&str> = line.blockers.iter().map(|blocker| blocker.brief.as_str()).collect();
    parts.join("; ")
}

/// The planes on which reports differ: `force`, `AZ:domestic`.
pub(super) fn disputed(line: &AgreementLine) -> Vec<String> {
    let force = line.force.disputed.then(|| "force".to_owned());
    let planes = line.parties.iter().flat_map(|party| party.disputed.iter().map(|p| format!("{}:{p}", party.code)));
    force.into_iter().chain(planes).collect()
}
