//! `track explain`: the verdict as a tree.

use clap::Args;

use super::{as_of, party, print, print_json};
use crate::cli::{AsOf as AsOfArguments, Global};
use crate::context::Context;
use crate::error::{Exit, Outcome};
use crate::model::Names;
use crate::reading::{Entry, Reading};
use crate::render;
use crate::report::explain::{ExplainReport, Explained, lines, verdict};
use crate::report::status::force;
use crate::status::Status;

/// Explain an answer: each condition, the acts that count and those left out, the sum, the days
///
/// Example:
///   track explain paris-agreement-2015
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "ID")]
    id: String,
    /// Explain the day of one party, too
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Show every act, not only those that decided
    #[arg(long)]
    all: bool,
    /// Print the tree as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.id)?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let entries = reading.with_floors(&id)?;
    let entry = &entries[&id];
    let party = arguments.party.as_deref().map(|name| party(Some(&entry.agreement), name)).transpose()?;
    let status = reading.status(&id, &entries, as_of);
    if arguments.json {
        print_json(ctx, &report(entry, &status))?;
    } else {
        let explained = Explained {
            agreement: &entry.agreement,
            status: &status,
            names: Names::builtin(),
            all: arguments.all,
            party,
        };
        let lines = lines(&explained, &entry.clause.words());
        let text = render::explain::explain(&lines, ctx.width());
        print(ctx, &text)?;
    }
    Ok(Exit::Done)
}

fn report(entry: &Entry, status: &Status) -> ExplainReport {
    let agreement = &entry.agreement;
    ExplainReport {
        schema: "track.explain/1",
        id: agreement.id.to_string(),
        title: agreement.title.clone(),
        as_of: status.as_of.day,
        force: force(status),
        clause: entry.clause.words(),
        basis: status.verdict().basis,
        article: agreement.clause.as_ref().and_then(|clause| clause.article.clone()),
        verdict: verdict(agreement, status),
        blockers: status.blockers.clone(),
    }
}
