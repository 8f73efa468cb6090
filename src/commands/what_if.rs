//! `track what-if`: the same answer with supposed acts, never written.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::{as_of, party, print, print_json, single_day};
use crate::clause;
use crate::cli::{AsOf as AsOfArguments, Global};
use crate::context::Context;
use crate::date::{Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::model::{AgreementId, Code, Names};
use crate::reading::{Entry, Reading};
use crate::render::gate;
use crate::report::name_of;
use crate::report::status::{ForceReport, force};
use crate::status::{AsOf, Status, Supposed, suppose};

/// Suppose acts and show what would follow; nothing is written
///
/// Example:
///   track what-if az-tr-memorandum-2025 AZ=2026-12-01 TR=2027-01-15
///   track what-if ctbt-1996 --all=2027-01-01
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "ID")]
    id: String,
    /// A party that is supposed to deliver its consent on that day
    #[arg(value_name = "PARTY=DATE")]
    consents: Vec<String>,
    /// A party that is supposed to withdraw on that day
    #[arg(long, value_name = "PARTY=DATE")]
    withdraw: Vec<String>,
    /// Suppose that everybody who is missing acts on that day
    #[arg(long, value_name = "DATE")]
    all: Option<String>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
}

#[derive(Serialize)]
struct Report {
    schema: &'static str,
    id: String,
    title: String,
    supposed: Vec<SupposedLine>,
    as_of: Day,
    before: ForceReport,
    after: ForceReport,
    parties: Vec<PartyChange>,
}

#[derive(Serialize)]
struct SupposedLine {
    party: Code,
    name: String,
    act: &'static str,
    date: Day,
}

#[derive(Serialize)]
struct PartyChange {
    party: Code,
    name: String,
    before: String,
    after: String,
    date: Option<Day>,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.id)?;
    let asked = as_of(ctx, &arguments.as_of)?;
    let mut entries = reading.with_floors(&id)?;
    let now = reading.status(&id, &entries, asked);
    let supposed = supposed(arguments, &entries[&id], &now, asked)?;
    let last = supposed.iter().map(|what| what.day()).max();
    let as_of = AsOf { day: asked.day.max(last.unwrap_or(asked.day)), ..asked };
    let before = reading.status(&id, &entries, as_of);
    replace(&mut entries, &id, &supposed)?;
    let after = reading.status(&id, &entries, as_of);
    let report = report(&entries[&id], &supposed, &before, &after);
    if arguments.json {
        print_json(ctx, &report)?;
    } else {
        print(ctx, &gate::lines(&text(&report)))?;
    }
    Ok(Exit::Done)
}

/// What is supposed, from the arguments.
fn supposed(arguments: &Arguments, entry: &Entry, now: &Status, as_of: AsOf) -> Result<Vec<Supposed>, Failure> {
    let mut supposed = Vec::new();
    for text in &arguments.consents {
        let (code, day) = pair(entry, text, as_of.today)?;
        supposed.push(Supposed::Consent(code, day));
    }
    for text in &arguments.withdraw {
        let (code, day) = pair(entry, text, as_of.today)?;
        supposed.push(Supposed::Withdrawal(code, day));
    }
    if let Some(text) = &arguments.all {
        let day = single_day(text, as_of.today)?;
        supposed.extend(everybody(entry, now).into_iter().map(|code| Supposed::Consent(code, day)));
    }
    if supposed.is_empty() {
        return Err(Failure::usage("nothing-supposed", "nothing is supposed")
            .help("name a party and a day: AZ=2027-01-15, or --all=DATE"));
    }
    Ok(supposed)
}

/// Everybody who could still act: named by what is missing, listed, or signed, and without consent.
fn everybody(entry: &Entry, now: &Status) -> Vec<Code> {
    let named = now.verdict().missing.codes();
    let waiting = now.parties.iter().filter(|party| party.international.consent.is_none()).map(|party| party.code);
    let mut all: Vec<Code> = named.into_iter().chain(waiting).collect();
    all.retain(|code| entry.agreement.parties.as_ref().is_none_or(|list| list.contains(code)));
    all.sort();
    all.dedup();
    all
}

fn pair(entry: &Entry, text: &str, today: Day) -> Result<(Code, Day), Failure> {
    let Some((name, day)) = text.split_once('=') else {
        return Err(Failure::usage("malformed-supposition", format!("`{text}` is no supposition; write PARTY=DATE")));
    };
    let code = party(Some(&entry.agreement), name)?;
    if entry.agreement.parties.as_ref().is_some_and(|list| !list.contains(&code)) {
        let message = format!("`{code}` is not among the parties of `{}`", entry.agreement.id);
        return Err(Failure::not_found("party-outside-list", message));
    }
    Ok((code, single_day(day, today)?))
}

/// Puts the agreement with its supposed acts in the place of the recorded one.
fn replace(entries: &mut BTreeMap<AgreementId, Entry>, id: &AgreementId, supposed: &[Supposed]) -> Result<(), Failure> {
    let Some(entry) = entries.get_mut(id) else { return Ok(()) };
    entry.agreement = suppose(&entry.agreement, supposed);
    entry.clause = clause::resolve(&entry.agreement, &crate::reading::code_of)
        .map_err(|_| Failure::data("the clause does not hold with the supposed acts", Vec::new()))?;
    Ok(())
}

fn report(entry: &Entry, supposed: &[Supposed], before: &Status, after: &Status) -> Report {
    let agreement = &entry.agreement;
    let name = |code: &Code| name_of(agreement, Names::builtin(), code);
    let parties = after.parties.iter().filter_map(|party| {
        let old = before.party(&party.code).map_or("unknown", |old| old.force.state.as_str());
        let (new, date) = (party.force.state.as_str(), party.force.date);
        let old_date = before.party(&party.code).and_then(|old| old.force.date);
        (old != new || old_date != date).then(|| PartyChange {
            party: party.code,
            name: name(&party.code),
            before: old.to_owned(),
            after: new.to_owned(),
            date,
        })
    });
    Report {
        schema: "track.what-if/1",
        id: agreement.id.to_string(),
        title: agreement.title.clone(),
        supposed: supposed
            .iter()
            .map(|what| SupposedLine {
                party: what.party(),
                name: name(&what.party()),
                act: what.act(),
                date: what.day(),
            })
            .collect(),
        as_of: after.as_of.day,
        before: force(before),
        after: force(after),
        parties: parties.collect(),
    }
}

fn text(report: &Report) -> String {
    let mut text = format!("SUPPOSED, nothing is recorded: {}\n", report.id);
    for what in report.supposed.iter().take(12) {
        text.push_str(&format!("  {} {} on {} (supposed)\n", what.name, what.act, show(what.date)));
    }
    if report.supposed.len() > 12 {
        text.push_str(&format!("  and {} more (supposed)\n", report.supposed.len() - 12));
    }
    text.push_str(&format!("\nagreement: {} → {}\n", words(&report.before), words(&report.after)));
    for party in report.parties.iter().take(12) {
        let day = party.date.map(|day| format!(" {}", show(day))).unwrap_or_default();
        text.push_str(&format!(
            "{}: {} → {}{day}\n",
            party.name,
            party.before.replace('-', " "),
            party.after.replace('-', " ")
        ));
    }
    if report.parties.len() > 12 {
        text.push_str(&format!("and {} more parties change\n", report.parties.len() - 12));
    }
    text.push_str(&format!("as of {}, on these suppositions and present facts\n", show(report.as_of)));
    text
}

fn words(force: &ForceReport) -> String {
    let day = force.date.or(force.met_on).map(|day| format!(" {}", show(day))).unwrap_or_default();
    format!("{}{day}", force.state.as_str().replace('-', " "))
}
