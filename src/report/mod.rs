//! Reports: one file a question, plain data and its neutral table.
//!
//! A report is what the JSON is. It holds no colour, no width and no file; texts of people pass the gate in `render`.

pub mod act;
pub mod act_table;
pub mod act_words;
pub mod agenda;
pub mod avoid;
pub mod became;
pub mod brief;
pub mod calendar;
pub mod changes;
pub mod check;
mod condition;
pub mod corrections;
pub mod detail;
pub mod explain;
pub mod explain_json;
pub mod export;
pub mod filter;
pub mod fold;
pub mod guesses;
pub mod help;
pub mod ledger_schema;
pub mod lint;
pub mod log;
pub mod movement;
pub mod order;
pub mod overview;
pub mod page;
pub mod phrase;
pub mod procedure;
pub mod procedure_page;
pub mod progress;
pub mod prose;
mod reasons;
pub mod schema;
pub mod sentence;
pub mod show;
pub mod show_page;
pub mod status;
pub mod table;
pub mod what_if;
mod worlds;

use crate::model::{Agreement, Code, Names};

/// The name of a party: as the agreement says, else as the table of names does, else its code.
pub fn name_of(agreement: &Agreement, names: &Names, code: &Code) -> String {
    let own = agreement.party.get(code).and_then(|entry| entry.name.clone());
    own.or_else(|| names.by_code(code).map(|name| name.english.to_string())).unwrap_or_else(|| code.to_string())
}
