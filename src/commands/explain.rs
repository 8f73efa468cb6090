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
use crate::report::help::topic;

/// Show why an agreement is in force or not: conditions, acts, numbers, dates
///
/// Example:
///   track explain paris-agreement-2015
///   track explain paris-agreement-2015 --party US --as-of 2021-03-01
///   track explain ratification
///
/// A topic of `track help` is explained as well, where no agreement has that name.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id, or a topic
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
    if let Some(text) = word(arguments, global, ctx) {
        print(ctx, text)?;
        return Ok(Exit::Done);
    }
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
        ctx.hold();
        print(ctx, &render::explain::explain(&explain(&explaining), &ctx.terminal()))?;
    }
    Ok(Exit::Done)
}

/// The text of a topic, if the question is that alone and no agreement bears the name.
fn word(arguments: &Arguments, global: &Global, ctx: &Context) -> Option<&'static str> {
    let alone = !arguments.json && arguments.party.is_empty() && arguments.as_of.as_of.is_none();
    let text = topic(&arguments.id).filter(|_| alone)?;
    let ids = Reading::open(ctx, global.ledger.as_deref()).and_then(|reading| reading.ids());
    let is_agreement = ids.is_ok_and(|ids| ids.iter().any(|id| id.as_str() == arguments.id));
    (!is_agreement).then_some(text)
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
