//! `track check`: the findings as data.

use serde::Serialize;

use super::table::{Align, Cell, Column, Table, Tone};
use crate::check::Check;
use crate::date::Day;
use crate::diagnostic::{Finding, Level};

/// Everything that was found.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct CheckReport {
    /// `track.check/1`.
    pub schema: &'static str,
    /// The day it was looked at.
    pub as_of: Day,
    /// How many agreements were looked at.
    pub agreements: usize,
    /// How many findings of each level.
    pub counts: Counts,
    /// The policy and how many findings it refuses; null without one.
    pub policy: Option<PolicyLine>,
    /// The findings, by file and place.
    pub findings: Vec<FindingLine>,
}

/// How many findings of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

/// What a policy says.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct PolicyLine {
    /// Its name.
    pub name: String,
    /// How many findings it refuses.
    pub refused: usize,
}

/// One finding.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct FindingLine {
    /// Its code.
    pub code: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// The file, as a path inside the ledger.
    pub file: String,
    /// The line, from one.
    pub line: usize,
    /// The column in characters, from one.
    pub column: usize,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Whether the policy refuses it; null without one.
    pub refused: Option<bool>,
}

/// The table of checks.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct ChecksReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The checks, by code.
    pub checks: Vec<CheckLine>,
}

/// One check.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct CheckLine {
    /// Its code.
    pub code: &'static str,
    /// How much its findings weigh.
    pub level: Level,
    /// What it looks for.
    pub title: &'static str,
}

/// The report of the table of checks.
pub fn checks(checks: &[&Check]) -> ChecksReport {
    let line = |check: &&Check| CheckLine { code: check.code, level: check.level, title: check.title };
    ChecksReport { schema: "track.checks/1", checks: checks.iter().map(line).collect() }
}

/// The name of a policy, and whether it refuses a finding.
pub type Refusing<'a> = (&'a str, &'a dyn Fn(&Finding) -> bool);

/// The report of sorted findings; `refused` says what the policy refuses.
pub fn report(findings: &[Finding], agreements: usize, as_of: Day, policy: Option<Refusing>) -> CheckReport {
    let of = |level: Level| findings.iter().filter(|finding| finding.level == level).count();
    CheckReport {
        schema: "track.check/1",
        as_of,
        agreements,
        counts: Counts { error: of(Level::Error), warning: of(Level::Warning), note: of(Level::Note) },
        policy: policy.map(|(name, refuses)| PolicyLine {
            name: name.to_owned(),
            refused: findings.iter().filter(|finding| refuses(finding)).count(),
        }),
        findings: findings.iter().map(|finding| line(finding, policy.map(|(_, refuses)| refuses(finding)))).collect(),
    }
}

/// Findings as data, where no policy is asked.
pub fn lines(findings: &[Finding]) -> Vec<FindingLine> {
    findings.iter().map(|finding| line(finding, None)).collect()
}

fn line(finding: &Finding, refused: Option<bool>) -> FindingLine {
    FindingLine {
        code: finding.code,
        level: finding.level,
        file: finding.file.clone(),
        line: finding.line,
        column: finding.column,
        message: finding.message.clone(),
        help: finding.help.clone(),
        refused,
    }
}

/// The findings as a neutral table.
pub fn table(report: &CheckReport) -> Table {
    let row = |finding: &FindingLine| {
        vec![
            Cell::toned(finding.level.to_string(), tone(finding.level)),
            cell(finding.code),
            cell(&finding.file),
            cell(&finding.line.to_string()),
            cell(&finding.column.to_string()),
            cell(&finding.message),
            cell(finding.help.as_deref().unwrap_or("")),
        ]
    };
    Table {
        columns: vec![
            column("level", "Level", Align::Left),
            column("code", "Code", Align::Left),
            column("file", "File", Align::Left),
            column("line", "Line", Align::Right),
            column("column", "Column", Align::Right),
            Column { keep: false, ..column("message", "Message", Align::Left) },
            Column { keep: false, ..column("help", "Help", Align::Left) },
        ],
        rows: report.findings.iter().map(row).collect(),
    }
}

/// The table of checks.
pub fn list(checks: &[&Check]) -> Table {
    let row = |check: &&Check| {
        let level = Cell::toned(check.level.to_string(), tone(check.level));
        vec![cell(check.code), level, cell(check.title)]
    };
    Table {
        columns: vec![
            column("code", "Code", Align::Left),
            column("level", "Level", Align::Left),
            Column { keep: false, ..column("title", "What it looks for", Align::Left) },
        ],
        rows: checks.iter().map(row).collect(),
    }
}

fn column(name: &'static str, title: &'static str, align: Align) -> Column {
    Column { name, title, align, keep: true }
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), ..Cell::default() }
}

fn tone(level: Level) -> Tone {
    match level {
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Attention,
        Level::Note => Tone::Plain,
    }
}
