//! What a batch says after it was recorded: a line for each agreement, what changed, what to look at.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Share;
use crate::cli::Writing;
use crate::commands::doubts::Doubt;
use crate::commands::recorded::{Part, Told, part};
use crate::commands::write::Written;
use crate::commands::{print, print_json};
use crate::context::Context;
use crate::date::Day;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::Recorded;
use crate::model::ActId;
use crate::reading::Reading;
use crate::render::gate;
use crate::report::prose::count;
use crate::source::Source;

/// What was recorded, agreement by agreement.
pub(super) struct Batch<'a> {
    pub(super) from: &'a Source,
    pub(super) shares: &'a [Share],
    pub(super) results: &'a [Vec<Recorded>],
    pub(super) written: &'a [Written],
    pub(super) today: Day,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(crate) struct Report<'a> {
    /// Name and version of this shape.
    schema: &'static str,
    /// The file that was read.
    from: &'a str,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
    /// The agreements that the file names, in its order.
    agreements: Vec<Line>,
}

/// What became of the acts of one agreement.
#[derive(Serialize, schemars::JsonSchema)]
struct Line {
    /// How many acts were recorded.
    recorded: usize,
    /// How many were on record and were joined by a new source.
    source_joined: usize,
    /// How many were on record.
    already_recorded: usize,
    /// How many of the acts stand in the file more than once.
    repeated: usize,
    #[serde(flatten)]
    part: Part,
}

pub(super) fn tell(ctx: &mut Context, reading: &Reading, writing: &Writing, batch: &Batch) -> Outcome {
    if writing.dry_run && !writing.json {
        let colour = ctx.colour_out();
        let diffs: String = batch.written.iter().map(|written| written.diff(colour)).collect();
        print(ctx, &diffs)?;
        return Ok(Exit::Done);
    }
    if writing.quiet && !writing.json {
        return Ok(Exit::Done);
    }
    let lines = batch.shares.iter().zip(batch.results).zip(batch.written);
    let lines = lines.map(|((share, results), written)| line(reading, batch.today, share, results, written));
    let agreements = lines.collect::<Result<Vec<_>, Failure>>()?;
    let report = Report { schema: "track.add-batch/1", from: batch.from.name(), dry_run: writing.dry_run, agreements };
    if writing.json {
        print_json(ctx, &report)?
    } else {
        print(ctx, &text(&report))?
    }
    Ok(Exit::Done)
}

fn line(
    reading: &Reading,
    today: Day,
    share: &Share,
    results: &[Recorded],
    written: &Written,
) -> Result<Line, Failure> {
    let told = Told { id: &share.id, results, acts: &share.acts, today };
    let mut part = part(reading, written, &told)?;
    part.warnings = warnings(&part.doubts);
    part.warnings.extend(told.behind(written));
    for (act, line) in part.acts.iter_mut().zip(&share.lines) {
        act.line = Some(*line);
    }
    let mut added: BTreeSet<&ActId> = BTreeSet::new();
    let (mut joined, mut known, mut repeated) = (0, 0, 0);
    for result in results {
        match result {
            Recorded::Added(id) => drop(added.insert(id)),
            _ if added.contains(result.id()) => repeated += 1,
            Recorded::SourceJoined(_) => joined += 1,
            Recorded::Known(_) => known += 1,
        }
    }
    Ok(Line { recorded: added.len(), source_joined: joined, already_recorded: known, repeated, part })
}

/// The doubts about many acts, counted.
fn warnings(doubts: &BTreeSet<(ActId, Doubt)>) -> Vec<String> {
    let mut counts: BTreeMap<Doubt, usize> = BTreeMap::new();
    for (_, doubt) in doubts {
        *counts.entry(*doubt).or_default() += 1;
    }
    let words = |(doubt, number): (Doubt, usize)| {
        let what = match doubt {
            Doubt::BeforeSignature => "before the signature of its party",
            Doubt::OtherDay => "on record with another day, too",
            Doubt::NoSource => "without a source",
            Doubt::OneSource => "with one source",
        };
        format!("{} {what}", count(number, "act", "acts"))
    };
    counts.into_iter().map(words).collect()
}

fn text(report: &Report) -> String {
    if report.agreements.is_empty() {
        return format!("no rows in {}, so nothing was recorded\n", gate::terminal(report.from));
    }
    let mut text = String::new();
    for line in &report.agreements {
        let counted = [
            (line.recorded, "recorded"),
            (line.source_joined, "source joined"),
            (line.already_recorded, "already recorded"),
            (line.repeated, "repeated in the file"),
        ];
        let counted: Vec<String> =
            counted.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
        text.push_str(&format!("{}  {}\n", gate::terminal(&line.part.agreement), counted.join(", ")));
        if let Some(change) = line.part.changes.last() {
            text.push_str(&format!("  {}\n", gate::terminal(change)));
        }
        let embargoed = line.part.acts.iter().filter(|act| act.under_embargo_until.is_some()).count();
        if embargoed > 0 {
            let acts = count(embargoed, "act", "acts");
            text.push_str(&format!("  {acts} under embargo: answers leave out what is not to be shown yet\n"));
        }
        for warning in &line.part.warnings {
            text.push_str(&format!("  warning: {}\n", gate::terminal(warning)));
        }
    }
    text
}
