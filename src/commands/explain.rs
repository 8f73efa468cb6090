//! `track explain`: why an agreement is in force or not, as a tree.

use clap::Args;

use super::{as_of, party, print, print_json};
use crate::cli::{AsOf as AsOfArguments, Global};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, Code};
use crate::reading::Reading;
use crate::render;
use crate::report::explain::{Explaining, explain};
use crate::report::explain_json;

/// Show why an agreement is in force or not: conditions, acts, numbers, dates
///
/// Example:
///   track explain paris-agreement-2015
///   track explain paris-agreement-2015 --party US --as-of 2021-03-01
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "ID")]
    id: String,
    /// Show the days of this party too; may be repeated
    #[arg(long, value_name = "PARTY")]
    party: Vec<String>,
    /// List every act
    #[arg(long)]
    all: bool,
    /// Print the whole tree as JSON
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
    let asked: Vec<Code> = arguments
        .party
        .iter()
        .map(|name| listed_party(&reading, &entry.agreement, name))
        .collect::<Result<_, Failure>>()?;
    let status = reading.status(&id, &entries, as_of);
    let explaining = Explaining {
        agreement: &entry.agreement,
        status: &status,
        words: &entry.clause.words(),
        names: reading.names(),
        asked: &asked,
        all: arguments.all,
        supposed_from: entry.agreement.acts.len(),
    };
    if arguments.json {
        print_json(ctx, &explain_json::report(&explaining))?;
    } else {
        print(ctx, &render::explain::explain(&explain(&explaining), &ctx.terminal()))?;
    }
    Ok(Exit::Done)
}

/// A party by code or name; of a closed list one of it.
///
/// # Errors
/// An unknown name, or one outside the list (66).
pub(super) fn listed_party(reading: &Reading, agreement: &Agreement, name: &str) -> Result<Code, Failure> {
    let code = party(reading.names(), Some(agreement), name)?;
    if agreement.parties.as_ref().is_some_and(|list| !list.contains(&code)) {
        let message = format!("`{code}` is not among the parties of `{}`", agreement.id);
        return Err(Failure::not_found("party-outside-list", message));
    }
    Ok(code)
}
