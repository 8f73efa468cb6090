//! What an import says after it was recorded.

use std::collections::BTreeMap;

use serde::Serialize;

use super::record::Made;
use crate::cli::Writing;
use crate::commands::{print, print_json};
use crate::context::Context;
use crate::diagnostic::Finding;
use crate::error::Failure;
use crate::import::Imported;
use crate::ledger::edit::Recorded;
use crate::render::gate;
use crate::report::check::{FindingLine, lines};
use crate::report::prose::count;

/// Agreements that are told one by one; of more only the sums.
const FEW: usize = 12;

/// Refusals that are shown.
const SHOWN: usize = 50;

/// `track import --json`.
#[derive(Serialize, schemars::JsonSchema)]
pub(crate) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
    /// How many rows were read.
    rows: usize,
    /// The agreements, in the order in which they came.
    agreements: Vec<Line>,
    /// Rows and cells that are no acts.
    refused: Vec<FindingLine>,
    /// What stands beside the tables and was not read.
    left_out: Vec<FindingLine>,
}

/// What became of one agreement.
#[derive(Serialize, schemars::JsonSchema)]
struct Line {
    /// Its id.
    agreement: String,
    /// Whether its record was made.
    is_new: bool,
    /// How many acts were recorded.
    recorded: usize,
    /// How many were on record and were joined by a new source.
    source_joined: usize,
    /// How many were on record.
    already_recorded: usize,
    /// How many the desk has retracted, so that they were not recorded again.
    retracted: usize,
    /// Acts that were recorded though the record has the same with another day, one sentence each.
    beside: Vec<String>,
}

/// The refusal of everything, with the rows told beforehand: their texts are not at hand to point into. As JSON it tells
/// them itself.
pub(super) fn told(ctx: &mut Context, writing: &Writing, mut failure: Failure) -> Failure {
    ctx.end_progress();
    if failure.code == "refused-rows" && !writing.json {
        let rows = refusals(&std::mem::take(&mut failure.findings));
        ctx.err(&rows);
    }
    failure
}

pub(super) fn tell(ctx: &mut Context, writing: &Writing, imported: &Imported, made: &[Made]) -> Result<(), Failure> {
    ctx.end_progress();
    let agreements: Vec<Line> = made.iter().map(line).collect();
    if writing.json {
        let (refused, left_out) = (lines(&imported.refused), lines(&imported.left_out));
        let (rows, dry_run) = (imported.rows, writing.dry_run);
        return print_json(ctx, &Report { schema: "track.import/1", dry_run, rows, agreements, refused, left_out });
    }
    if !writing.quiet {
        ctx.err(&imported.left_out.iter().map(in_a_line).collect::<String>());
    }
    if !imported.refused.is_empty() {
        ctx.err(&refusals(&imported.refused));
    }
    if writing.dry_run {
        let colour = ctx.colour_out();
        return made.iter().try_for_each(|one| print(ctx, &one.diff(colour)));
    }
    if writing.quiet {
        return Ok(());
    }
    let mut text = String::new();
    if agreements.len() <= FEW {
        for line in &agreements {
            text += &format!("{}  {}\n", gate::terminal(&line.agreement), line.words());
            text += &line.beside.iter().map(|words| format!("  warning: {words}\n")).collect::<String>();
        }
    }
    if agreements.len() != 1 {
        text += &sum(&agreements, made);
    }
    print(ctx, &text)
}

fn line(made: &Made) -> Line {
    let number = |wanted: fn(&Recorded) -> bool| made.results.iter().filter(|result| wanted(result)).count();
    Line {
        agreement: made.id.to_string(),
        is_new: made.is_new,
        recorded: number(|result| matches!(result, Recorded::Added(_))),
        source_joined: number(|result| matches!(result, Recorded::SourceJoined(_))),
        already_recorded: number(|result| matches!(result, Recorded::Known(_))) + made.retracted_alike,
        retracted: made.retracted,
        beside: made.beside.clone(),
    }
}

impl Line {
    fn words(&self) -> String {
        let counted = [
            (self.recorded, "recorded"),
            (self.source_joined, "source joined"),
            (self.already_recorded, "already recorded"),
            (self.retracted, "retracted by the desk, left so"),
        ];
        let mut words: Vec<String> =
            counted.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
        if self.is_new {
            words.insert(0, "new".to_owned());
        }
        if words.is_empty() { "nothing came".to_owned() } else { words.join(", ") }
    }
}

/// All agreements in one line.
fn sum(agreements: &[Line], made: &[Made]) -> String {
    let total = |of: fn(&Line) -> usize| agreements.iter().map(of).sum();
    let all = Line {
        agreement: String::new(),
        is_new: false,
        recorded: total(|line| line.recorded),
        source_joined: total(|line| line.source_joined),
        already_recorded: total(|line| line.already_recorded),
        retracted: total(|line| line.retracted),
        beside: Vec::new(),
    };
    let new = agreements.iter().filter(|line| line.is_new).count();
    let changed = made.iter().filter(|one| one.is_changed()).count();
    let files = count(agreements.len(), "agreement", "agreements");
    let beside: usize = agreements.iter().map(|line| line.beside.len()).sum();
    let beside = match beside {
        _ if agreements.len() <= FEW => String::new(),
        0 => String::new(),
        some => format!("  warning: {} beside the same on another day\n", count(some, "act stands", "acts stand")),
    };
    format!("{files}, {new} of them new, {changed} changed: {}\n{beside}", all.words())
}

/// A finding with its place on one line, then the cure.
fn in_a_line(finding: &Finding) -> String {
    let place = format!("{}:{}: {} [{}]", finding.file, finding.line, finding.message, finding.code);
    let help = finding.help.iter().map(|help| format!("  help: {}\n", gate::terminal(help)));
    format!("{}\n{}", gate::terminal(&place), help.collect::<String>())
}

/// The refused rows, one a line with its cure, and how many of each kind there are.
fn refusals(findings: &[Finding]) -> String {
    let text: String = findings.iter().take(SHOWN).map(in_a_line).collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    findings.iter().for_each(|finding| *kinds.entry(finding.code).or_default() += 1);
    let kinds: Vec<String> = kinds.iter().map(|(code, number)| format!("{number} {code}")).collect();
    let hidden = findings.len().saturating_sub(SHOWN);
    let more = if hidden == 0 { String::new() } else { format!(" ({hidden} of them not shown; `--json` has all)") };
    text + &format!("refused: {}{more}\n", kinds.join(", "))
}
