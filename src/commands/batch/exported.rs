//! What `track export` writes, taken back: its own columns are known, and a row of an act on record is held against it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::rows::{Row, bad};
use crate::date::{Day, LAST_DAY};
use crate::error::Failure;
use crate::model::{Act, Agreement, Names};
use crate::render::gate;
use crate::report::act_table::script_table;
use crate::report::log::{Order, Wanted, log};
use crate::report::table::Cell;
use crate::status::AsOf;

/// The column that no ledger has and every export, as a table and as JSON lines.
const MARK: [&str; 2] = ["as-of", "as_of"];

/// What an export works out or says of the agreement; passed over.
const DERIVED: &[&str] = &[
    "as-of",
    "as_of",
    "date-earliest",
    "date-latest",
    "date_earliest",
    "date_latest",
    "grade",
    "party-name",
    "party_name",
    "plane",
    "precision",
    "rival-of",
    "source-count",
    "standing",
    "status",
    "title",
];

/// What a table says in words for readers; a new row cannot be made of it.
const IN_WORDS: &[&str] = &["sources", "retracted", "votes"];

/// Columns of the table under the ledger's names.
const RENAMED: &[(&str, &str)] = &[
    ("votes-for", "votes.for"),
    ("votes-against", "votes.against"),
    ("votes-abstain", "votes.abstain"),
    ("publishers", "source.publisher"),
    ("url", "source.url"),
];

fn is_exported(row: &Row) -> bool {
    row.said.iter().any(|(key, _)| MARK.contains(&key.as_str()))
}

/// The row under the ledger's keys, if an export wrote it.
pub(super) fn under_keys(row: &Row) -> Option<Vec<(String, Value)>> {
    let is_left = |key: &str, value: &Value| DERIVED.contains(&key) || IN_WORDS.contains(&key) && value.is_null();
    let renamed =
        |key: &str| RENAMED.iter().find(|(column, _)| *column == key).map_or(key, |(_, name)| *name).to_owned();
    is_exported(row).then(|| {
        let kept = row.said.iter().filter(|(key, value)| !is_left(key, value));
        kept.map(|(key, value)| (renamed(key), value.clone())).collect()
    })
}

/// What an export says of the acts of an agreement, by id: each act with its cells by column.
#[derive(Default)]
pub(super) struct Exported(BTreeMap<String, (Act, Cells)>);

type Cells = BTreeMap<&'static str, String>;

impl Exported {
    pub(super) fn of(agreement: &Agreement, names: &Names, today: Day) -> Self {
        let as_of = AsOf { day: LAST_DAY, today, known_at: None };
        let lines = log(&[agreement], &Wanted::default(), Order::Date, as_of);
        let table = script_table(&lines, names, today);
        let columns: Vec<&'static str> = table.columns.iter().map(|column| column.name).collect();
        let texts = |row: Vec<Cell>| row.into_iter().map(|cell| cell.text);
        let cells = table.rows.into_iter().map(|row| columns.iter().copied().zip(texts(row)).collect::<Cells>());
        let mut by_id: BTreeMap<String, Cells> = lines.iter().map(|(_, act)| act.id.to_string()).zip(cells).collect();
        let acts = agreement.acts.iter().filter_map(|act| Some((act, by_id.remove(&act.id.0)?)));
        let given = |act: &Act| Act { id_given: true, ..act.clone() };
        Self(acts.map(|(act, cells)| (act.id.to_string(), (given(act), cells))).collect())
    }

    /// The act on record that a row is, if it says the id of one.
    ///
    /// # Errors
    /// The row says something else of that act.
    pub(super) fn act(&self, row: &Row) -> Result<Option<Act>, Failure> {
        let Some((id, (act, cells))) = id(row).and_then(|id| self.0.get_key_value(id)) else { return Ok(None) };
        match row.said.iter().find(|(key, value)| !says(cells, key, value)) {
            None => Ok(Some(act.clone())),
            Some((key, _)) => Err(bad("id-taken", format!("the act `{id}` is on record with another `{key}`")).help(
                "empty its cell `id` to record another act; to correct one, `track retract` it and add the right one",
            )),
        }
    }
}

/// The agreement that a row of an exported table names, if the row is one and has an id.
pub(super) fn agreement(row: &Row) -> Option<String> {
    let is_table = row.said.iter().any(|(key, _)| key == MARK[0]);
    id(row).filter(|_| is_table)?;
    text(row, "agreement").map(str::to_owned)
}

fn id(row: &Row) -> Option<&str> {
    text(row, "id")
}

fn text<'r>(row: &'r Row, wanted: &str) -> Option<&'r str> {
    row.said.iter().find(|(key, _)| key == wanted).and_then(|(_, value)| value.as_str())
}

/// Whether a cell says what is on record. A sheet may have laid out blanks anew, and writes TRUE for true.
fn says(cells: &Cells, key: &str, value: &Value) -> bool {
    let said = value.as_str().unwrap_or_default();
    let Some(held) = cells.get(key) else { return value.is_null() };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match key {
        "retracted" => said.is_empty() == held.is_empty(),
        "expected" => said.eq_ignore_ascii_case(held),
        _ => DERIVED.contains(&key) || words(said) == words(held) || words(said) == words(&gate::csv_cell(held)),
    }
}
