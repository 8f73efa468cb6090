//! `track retract`: marks an act as one that must no longer be relied on.

use clap::Args;
use serde::Serialize;

use super::write::change;
use super::{print, print_json, warn};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit;
use crate::model::{ActId, AgreementId, Cause, Retraction};
use crate::reading::{Entry, Reading, near};
use crate::render::gate;
use crate::report::became::Became;

/// Mark an act as one that must no longer be relied on; nothing is erased
///
/// Example:
///   track retract az-tr-memorandum-2025 ju524t57 --cause source \
///     --reason "first reading only" --in-favour-of uu2fxp2y
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id, or the act's id alone if no other agreement has it
    #[arg(value_name = "AGREEMENT")]
    first: String,
    /// The act's id
    #[arg(value_name = "ACT")]
    act: Option<String>,
    /// Why, in words
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Whose mistake it was: ours, source, depositary, unsupported
    #[arg(long, value_name = "CAUSE")]
    cause: Option<String>,
    /// The act that stands instead
    #[arg(long, value_name = "ACT")]
    in_favour_of: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// The agreement's id.
    agreement: String,
    /// The act's id.
    act: String,
    /// What became of it: retracted or already-retracted.
    result: Became,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let (id, act) = place(arguments, &reading)?;
    let retraction = Retraction {
        at: Some(ctx.now()?),
        reason: arguments.reason.clone(),
        cause: super::word(&arguments.cause, "--cause", Cause::ALL)?,
        in_favour_of: arguments.in_favour_of.clone().map(ActId),
        by: ctx.by(arguments.writing.by_whom.as_deref())?,
    };
    let mut known = false;
    let written = change(&reading, &id, &arguments.writing, &mut |source, entry| {
        let found = find(entry, &act)?;
        if let Some(favoured) = &retraction.in_favour_of {
            find(entry, &favoured.0)?;
        }
        known = found.retracted.is_some();
        Ok(if known { source.text().to_owned() } else { edit::retract(source, found, &retraction) })
    })?;
    let result = if known { Became::AlreadyRetracted } else { Became::Retracted };
    let writing = &arguments.writing;
    warn(ctx, writing, retraction.at.and_then(|now| written.behind(now)));
    if writing.json {
        let agreement = id.to_string();
        print_json(ctx, &Report { schema: "track.retract/1", agreement, act, result, dry_run: writing.dry_run })?;
    } else if writing.dry_run {
        let diff = written.diff(ctx.colour_out());
        print(ctx, &diff)?;
    } else if !writing.quiet {
        print(ctx, &gate::lines(&format!("{}  {act}\nnext: track show {id}\n", result.in_words())))?;
    }
    Ok(Exit::Done)
}

/// The agreement and the act that are meant; an act's id alone is looked for in the whole ledger.
fn place(arguments: &Arguments, reading: &Reading) -> Result<(AgreementId, String), Failure> {
    if let Some(act) = &arguments.act {
        return Ok((reading.id(&arguments.first)?, act.clone()));
    }
    let mut found = Vec::new();
    for id in reading.ids()? {
        if reading.entry(&id)?.agreement.acts.iter().any(|act| act.id.0 == arguments.first) {
            found.push(id);
        }
    }
    match found.as_slice() {
        [id] => Ok((id.clone(), arguments.first.clone())),
        [] => Err(no_act(&arguments.first, &[])),
        _ => Err(Failure::usage("which-agreement", format!("several agreements have an act `{}`", arguments.first))
            .help("name the agreement, too: track retract AGREEMENT ACT --reason …")),
    }
}

fn find<'e>(entry: &'e Entry, act: &str) -> Result<&'e crate::model::Act, Failure> {
    let acts = &entry.agreement.acts;
    acts.iter().find(|known| known.id.0 == act).ok_or_else(|| {
        let known: Vec<&str> = acts.iter().map(|act| act.id.0.as_str()).collect();
        no_act(act, &known)
    })
}

fn no_act(act: &str, known: &[&str]) -> Failure {
    Failure::not_found("no-act", format!("there is no act `{act}`"))
        .near(&near(act, known))
        .help("`track show AGREEMENT` lists the acts with their ids")
}
