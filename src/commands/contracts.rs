//! The table of JSON contracts: which report is written under which name, and by which command.

use serde_json::Value;

use super::batch::told;
use super::edit::judged;
use super::{expectation, fmt, import, init, looked, new, notify, parties, recorded, retract, undo, r#where};
use crate::render::json::ErrorDocument;
use crate::report::agenda::AgendaReport;
use crate::report::brief::BriefReport;
use crate::report::changes::ChangesReport;
use crate::report::check::{CheckReport, ChecksReport};
use crate::report::corrections::CorrectionsReport;
use crate::report::explain_json::ExplainReport;
use crate::report::export::ExportReport;
use crate::report::ledger_schema;
use crate::report::lint::LintReport;
use crate::report::log::LogReport;
use crate::report::procedure::{ProcedureReport, ProceduresReport};
use crate::report::schema::{SchemasReport, of};
use crate::report::show::ShowReport;
use crate::report::status::StatusReport;
use crate::report::what_if::WhatIfReport;

/// One report, or one kind of file of a ledger.
pub(super) struct Contract {
    /// Its name: of a report the value of its `schema`.
    pub(super) name: &'static str,
    /// The command that writes it, or the files.
    pub(super) of: &'static str,
    /// What it says, in a line.
    pub(super) about: &'static str,
    /// Makes its JSON Schema.
    pub(super) schema: fn(&str) -> Value,
}

const fn contract(name: &'static str, of: &'static str, about: &'static str, schema: fn(&str) -> Value) -> Contract {
    Contract { name, of, about, schema }
}

/// Every contract: the files of a ledger, then the reports by name. A command that learns `--json` needs a line here.
pub(super) const CONTRACTS: &[Contract] = &[
    contract("agreement", "agreements/ID.toml", "the file of an agreement", ledger_schema::agreement),
    contract("procedure", "procedures/CODE.toml", "the file of a procedure", ledger_schema::procedure),
    contract("settings", "track.toml", "the settings of a ledger", ledger_schema::settings),
    contract("track.add/1", "track add --json", "what was recorded and what it changed", of::<recorded::Report>),
    contract("track.add-batch/1", "track add --from FILE --json", "the same of a file of acts", of::<told::Report>),
    contract("track.agenda/1", "track agenda --json", "what has a day in the days to come", of::<AgendaReport>),
    contract("track.brief/1", "track brief --json", "the sentences that are safe to write", of::<BriefReport>),
    contract("track.cancel/1", "track cancel --json", "what was called off", of::<expectation::Report>),
    contract(
        "track.change/1",
        "track notify --state FILE CMD",
        "one change, on the input of the command",
        of::<notify::Told>,
    ),
    contract("track.changes/1", "track changes --json", "what became different", of::<ChangesReport>),
    contract("track.check/1", "track check --json", "what is wrong or doubtful in a ledger", of::<CheckReport>),
    contract("track.checks/1", "track check --list --json", "the table of checks", of::<ChecksReport>),
    contract("track.corrections/1", "track log --retracted --json", "what was corrected", of::<CorrectionsReport>),
    contract("track.edit/1", "track edit --json", "what became of an edit", of::<judged::Report>),
    contract("track.error/1", "any command with --json", "why it failed, on standard error", of::<ErrorDocument>),
    contract("track.explain/1", "track explain --json", "why an agreement stands as it does", of::<ExplainReport>),
    contract("track.export/1", "track export --json", "acts or parties as rows", of::<ExportReport>),
    contract("track.fmt/1", "track fmt --json", "which files were laid out anew", of::<fmt::Report>),
    contract("track.import/1", "track import --json", "what came from another record", of::<import::Report>),
    contract("track.init/1", "track init --json", "the ledger that was made", of::<init::Report>),
    contract("track.lint/1", "track lint --json", "what a story claims, held against the ledger", of::<LintReport>),
    contract("track.log/1", "track log --json", "acts by date", of::<LogReport>),
    contract("track.looked/1", "track looked --json", "the look that was recorded", of::<looked::Report>),
    contract("track.new/1", "track new --json", "the agreement that was made", of::<new::Report>),
    contract("track.parties/1", "track parties --json", "names and codes", of::<parties::Report>),
    contract("track.postpone/1", "track postpone --json", "what was put off", of::<expectation::Report>),
    contract("track.procedure/1", "track procedures PARTY --json", "how one party approves", of::<ProcedureReport>),
    contract("track.procedures/1", "track procedures --json", "the procedures that are known", of::<ProceduresReport>),
    contract("track.retract/1", "track retract --json", "what became of the act", of::<retract::Report>),
    contract("track.schemas/1", "track schema --json", "every schema", of::<SchemasReport>),
    contract("track.show/1", "track show --json", "one agreement's record under its keys", of::<ShowReport>),
    contract("track.status/1", "track status --json", "where agreements stand", of::<StatusReport>),
    contract("track.undo/1", "track undo --json", "what was taken back", of::<undo::Report>),
    contract("track.what-if/1", "track what-if --json", "what would change", of::<WhatIfReport>),
    contract("track.where/1", "track where --json", "which ledger is used", of::<r#where::Report>),
];
