//! The report of `track export`: the record for charts and sheets, one row an act or one row a party of an agreement.

use serde::Serialize;

use super::act::ActLine;
use super::act_table::{ActStatus, earliest, plane, status};
use super::name_of;
use super::progress::Measured;
use super::status::{PartyLine, measured_of, party};
use super::table::{Cell, Column, Table};
use crate::date::{Day, Precision, show};
use crate::model::{Agreement, AgreementId, Citation, Code, Names, Plane, words::words};
use crate::status::domestic::DomesticState;
use crate::status::grade::Grade;
use crate::status::{ForceState, InternationalState, Status};

words! {
    /// What one row is.
    Shape {
        /// One row an act.
        Long = "long",
        /// One row a party of an agreement.
        Wide = "wide",
    }
}

/// `track export --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ExportReport<'a> {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the rows are for.
    pub as_of: Day,
    /// What one row is.
    pub shape: Shape,
    /// The acts, by date; null in the wide shape.
    pub acts: Option<Vec<ActRow<'a>>>,
    /// The parties, by agreement and code; null in the long shape.
    pub parties: Option<Vec<PartyRow>>,
}

/// One act under the ledger's keys, and what it is part of.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ActRow<'a> {
    /// The act.
    #[serde(flatten)]
    pub act: ActLine<'a>,
    /// The agreement's id.
    pub agreement: &'a AgreementId,
    /// The agreement's title.
    pub title: &'a str,
    /// The sources of the whole record, on which an act abroad rests that names none of its own.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub record_source: &'a [Citation],
    /// The party's name.
    pub party_name: Option<String>,
    /// On which plane it stands.
    pub plane: Plane,
    /// How it stands in the record.
    pub status: ActStatus,
    /// The first day on which it can have been done; null where only the last one is known.
    pub date_earliest: Option<Day>,
    /// The last day on which it can have been done.
    pub date_latest: Day,
    /// How exactly the date is known.
    pub precision: Precision,
    /// The day the row is for.
    pub as_of: Day,
}

/// One party of one agreement.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct PartyRow {
    /// The agreement and the party, `ID/CODE`.
    pub id: String,
    /// The agreement's id.
    pub agreement: String,
    /// The agreement's title.
    pub title: String,
    /// The party's code.
    pub party: Code,
    /// The party's name.
    pub party_name: String,
    /// At home.
    pub domestic: DomesticState,
    /// Since when.
    pub domestic_on: Option<Day>,
    /// Abroad.
    pub international: InternationalState,
    /// Since when.
    pub international_on: Option<Day>,
    /// Force for this party.
    pub force: ForceState,
    /// The party's first day of force.
    pub force_date: Option<Day>,
    /// First day on which it was no longer in force for it.
    pub force_until: Option<Day>,
    /// When it leaves.
    pub leaves_on: Option<Day>,
    /// The next step at home, by name.
    pub next_step: Option<String>,
    /// Whether reports differ on a plane of this party.
    pub disputed: bool,
    /// The lowest grade among the facts.
    pub grade: Grade,
    /// Force of the agreement.
    pub agreement_force: ForceState,
    /// The agreement's first day of force.
    pub agreement_force_date: Option<Day>,
    /// How many there are, where the clause measures one thing.
    pub have: Option<String>,
    /// How many it takes.
    pub need: Option<String>,
    /// The day the row is for.
    pub as_of: Day,
}

/// A row for each act, in their order.
pub fn act_rows<'a>(acts: Vec<(&'a Agreement, ActLine<'a>)>, names: &Names, as_of: Day) -> Vec<ActRow<'a>> {
    acts.into_iter().map(|(agreement, act)| act_row(agreement, act, names, as_of)).collect()
}

/// One row of the long shape.
fn act_row<'a>(agreement: &'a Agreement, act: ActLine<'a>, names: &Names, as_of: Day) -> ActRow<'a> {
    let rests_on_the_record = act.sources.is_empty() && !act.kind.is_domestic();
    ActRow {
        agreement: &agreement.id,
        title: &agreement.title,
        record_source: if rests_on_the_record { &agreement.sources } else { &[] },
        party_name: act.party.map(|code| name_of(agreement, names, &code)),
        plane: plane(&act),
        status: status(&act),
        date_earliest: earliest(&act),
        date_latest: act.date.latest(),
        precision: act.date.precision(),
        as_of,
        act,
    }
}

/// The rows of the wide shape for one agreement, by code.
pub fn party_rows(agreement: &Agreement, status: &Status, names: &Names) -> Vec<PartyRow> {
    let measured = measured_of(status);
    let lines = status.parties.iter().map(|one| party(agreement, one, names));
    lines.map(|line| party_row(agreement, status, measured.as_ref(), line)).collect()
}

fn party_row(agreement: &Agreement, status: &Status, measured: Option<&Measured>, line: PartyLine) -> PartyRow {
    PartyRow {
        id: format!("{}/{}", agreement.id, line.code),
        agreement: agreement.id.to_string(),
        title: agreement.title.clone(),
        party: line.code,
        party_name: line.name,
        domestic: line.domestic,
        domestic_on: line.domestic_on,
        international: line.international,
        international_on: line.international_on,
        force: line.force.state,
        force_date: line.force.date,
        force_until: line.force.until,
        leaves_on: line.leaves_on,
        next_step: line.next_step,
        disputed: !line.disputed.is_empty(),
        grade: line.grade,
        agreement_force: status.force.state,
        agreement_force_date: status.force.date,
        have: measured.map(|measured| measured.have.clone()),
        need: measured.map(|measured| measured.need.clone()),
        as_of: status.as_of.day,
    }
}

/// The wide shape as a table.
pub fn wide_table(rows: &[PartyRow]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("id", "ID"),
        Column::keep("agreement", "AGREEMENT"),
        Column::words("title", "TITLE"),
        Column::keep("party", "PARTY"),
        Column::words("party-name", "PARTY NAME"),
        Column::keep("domestic", "DOMESTIC"),
        Column::keep("domestic-on", "SINCE"),
        Column::keep("international", "INTERNATIONAL"),
        Column::keep("international-on", "SINCE"),
        Column::keep("force", "FORCE"),
        Column::keep("force-date", "SINCE"),
        Column::keep("force-until", "UNTIL"),
        Column::keep("leaves-on", "LEAVES"),
        Column::keep("next-step", "NEXT STEP"),
        Column::keep("disputed", "DISPUTED"),
        Column::keep("grade", "GRADE"),
        Column::keep("agreement-force", "AGREEMENT IN FORCE"),
        Column::keep("agreement-force-date", "SINCE"),
        Column::number("have", "HAVE"),
        Column::number("need", "NEED"),
        Column::keep("as-of", "AS OF"),
    ]);
    for row in rows {
        table.row(cells(row));
    }
    table
}

fn cells(row: &PartyRow) -> Vec<Cell> {
    let day = |day: Option<Day>| Cell::from(day.map(show).unwrap_or_default());
    let text = |text: &Option<String>| Cell::from(text.as_deref().unwrap_or_default());
    vec![
        row.id.as_str().into(),
        row.agreement.as_str().into(),
        row.title.as_str().into(),
        row.party.as_str().into(),
        row.party_name.as_str().into(),
        row.domestic.as_str().into(),
        day(row.domestic_on),
        row.international.as_str().into(),
        day(row.international_on),
        row.force.as_str().into(),
        day(row.force_date),
        day(row.force_until),
        day(row.leaves_on),
        text(&row.next_step),
        row.disputed.to_string().into(),
        row.grade.as_str().into(),
        row.agreement_force.as_str().into(),
        day(row.agreement_force_date),
        text(&row.have),
        text(&row.need),
        show(row.as_of).into(),
    ]
}
