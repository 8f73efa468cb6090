//! `track add`: records an act.

use std::path::PathBuf;

use clap::Args;

use super::batch::{self, RowFormat};
use super::described::acts;
use super::facts::Facts;
use super::recorded::{self, Told};
use super::write::{Known, change_known};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::{self, Clash};
use crate::reading::Reading;

/// Record an act: a vote, a signature, a deposit, a step at home
///
/// Example:
///   track add az-tr-memorandum-2025 AZ majlis-vote --on 2025-12-16 \
///     --outcome adopted --publisher "Clash Report" --verb ratified
///   track add kigali-amendment-2016 IR acceptance --on 2026-01-05 --delivery deposit
///   track add paris-agreement-2015 entry-into-force --on 2016-11-04 \
///     --publisher "UN Treaty Collection"
///   track add --from acts.jsonl
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT", required_unless_present = "from")]
    pub(super) agreement: Option<String>,
    /// The party by name or code, several with commas, or `all`; left out for an act of the agreement itself
    #[arg(value_name = "PARTY", required_unless_present = "from")]
    pub(super) party: Option<String>,
    /// A step of the party's procedure, else a kind of act
    #[arg(value_name = "STEP")]
    pub(super) what: Option<String>,
    /// A step of the party's procedure, where a kind has the same name
    #[arg(long, value_name = "STEP", conflicts_with_all = ["what", "kind"])]
    pub(super) step: Option<String>,
    /// A kind of act, where a step has the same name
    #[arg(long, value_name = "KIND", conflicts_with = "what")]
    pub(super) kind: Option<String>,
    #[command(flatten)]
    pub(super) facts: FactArguments,
    #[command(flatten)]
    pub(super) source: SourceArguments,
    /// Record the acts of a file, one a row, all or none; `-` reads the input (docs/batch.md)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["party", "what", "step", "kind", "FactArguments", "SourceArguments"])]
    pub(super) from: Option<PathBuf>,
    /// How the file is written [default: by its name, else by its first byte]
    #[arg(long, value_name = "FORMAT", requires = "from")]
    pub(super) from_format: Option<RowFormat>,
    #[command(flatten)]
    pub(super) writing: Writing,
}

/// What is known of the act.
#[derive(Debug, Args)]
pub(super) struct FactArguments {
    /// When it was done: a date, today, yesterday, 2025-12, 2025, or a range 2025-12-10/2025-12-16
    #[arg(long, value_name = "DATE", required_unless_present_any = ["by", "from"])]
    pub(super) on: Option<String>,
    /// It was done not later than this day
    #[arg(long, value_name = "DATE", conflicts_with = "on")]
    pub(super) by: Option<String>,
    /// What became of it (a vote needs one): adopted, rejected, done, returned, annulled, lapsed ...
    #[arg(long, value_name = "OUTCOME")]
    pub(super) outcome: Option<String>,
    /// The reading: first, second, third, final, single
    #[arg(long, value_name = "READING")]
    pub(super) reading: Option<String>,
    /// What it is about: consent (default), leave, suspend, prolong, reserve, lift-reservation
    #[arg(long, value_name = "ABOUT")]
    pub(super) about: Option<String>,
    /// How consent reached the other side: deposit, exchange, notification
    #[arg(long, value_name = "HOW")]
    pub(super) delivery: Option<String>,
    /// Votes for
    #[arg(long = "for", value_name = "N")]
    pub(super) for_: Option<u32>,
    /// Votes against
    #[arg(long, value_name = "N")]
    pub(super) against: Option<u32>,
    /// Abstentions
    #[arg(long, value_name = "N")]
    pub(super) abstain: Option<u32>,
    /// The day it takes effect, where different
    #[arg(long, value_name = "DATE")]
    pub(super) effective: Option<String>,
    /// A note's own date
    #[arg(long, value_name = "DATE")]
    pub(super) sent: Option<String>,
    /// The organ that acted
    #[arg(long, value_name = "BODY")]
    pub(super) body: Option<String>,
    /// The name of an event
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// The act that this one repeats or follows
    #[arg(long, value_name = "ACT")]
    pub(super) follows: Option<String>,
    /// Where it was done
    #[arg(long, value_name = "PLACE")]
    pub(super) place: Option<String>,
    /// Who acted in person; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(super) person: Vec<String>,
    /// How far it reaches
    #[arg(long, value_name = "TEXT")]
    pub(super) scope: Option<String>,
    /// Until when it holds
    #[arg(long, value_name = "DATE")]
    pub(super) until: Option<String>,
    /// Not to be shown before this moment, 2025-12-16T18:00:00+04:00 (`track help embargo`)
    #[arg(long, value_name = "MOMENT")]
    pub(super) embargo: Option<String>,
    /// A note of the desk
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// It is expected, not done; it never counts
    #[arg(long)]
    pub(super) expected: bool,
    /// Set the act's id; the same id with other content is refused
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
}

/// Who says so.
#[derive(Debug, Args)]
pub(super) struct SourceArguments {
    /// The address of the source (http or https)
    #[arg(long, value_name = "URL")]
    pub(super) source: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// What kind of publisher: depositary, gazette, parliament, ministry, press ...
    #[arg(long, value_name = "KIND")]
    pub(super) source_kind: Option<String>,
    /// The word the source used
    #[arg(long, value_name = "WORD")]
    pub(super) verb: Option<String>,
    /// Its words
    #[arg(long, value_name = "TEXT")]
    pub(super) quote: Option<String>,
    /// The agency whose text it carries
    #[arg(long, value_name = "NAME")]
    pub(super) origin: Option<String>,
    /// An archived copy
    #[arg(long, value_name = "URL")]
    pub(super) archive: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    if let Some(from) = &arguments.from {
        return batch::run(arguments, from, &reading, ctx);
    }
    let id = reading.id(arguments.agreement.as_deref().unwrap_or_default())?;
    let today = ctx.today(None)?;
    let (recorded, by) = (ctx.now()?, ctx.by(arguments.writing.by_whom.as_deref())?);
    let (source, loaded) = reading.load(&id)?;
    let known = Known { source, entry: reading.sound(&id, loaded)? };
    let mut acts = acts(&Facts::of_arguments(arguments), &reading, &known.entry.agreement, today)?;
    for act in &mut acts {
        (act.recorded, act.by) = (Some(recorded), by.clone());
    }
    let mut results = Vec::new();
    let written = change_known(&reading, &id, Some(known), &arguments.writing, &mut |source, entry| {
        let (text, told) = edit::record_all(source, &entry.agreement, &acts).map_err(|clashes| taken(&clashes))?;
        results = told;
        Ok(text)
    })?;
    recorded::tell(
        ctx,
        &reading,
        &written,
        &Told { id: &id, results: &results, acts: &acts, today },
        &arguments.writing,
    )
}

/// The refusal where an id that is given stands on another act.
pub(super) fn taken(clashes: &[Clash]) -> Failure {
    let ids: Vec<String> = clashes.iter().map(|clash| format!("`{}`", clash.id)).collect();
    Failure::new(Exit::Data, "id-taken", format!("the act {} is on record with other content", ids.join(" and ")))
        .help("give it another id, or none; to correct an act, `track retract` it and add the right one")
}
