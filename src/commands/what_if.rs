//! `track what-if`: the same answer if somebody acted on some day. Never written.

use std::collections::BTreeSet;

use clap::Args;

use super::explain::listed_party;
use super::{as_of, print, print_json, single_day};
use crate::clause::MissingAct;
use crate::cli::{AsOf as AsOfArguments, Global};
use crate::context::Context;
use crate::date::{Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, Code};
use crate::reading::{Entry, Reading};
use crate::render;
use crate::report::explain::Explaining;
use crate::report::what_if::{explained, report};
use crate::status::{AsOf, InternationalState, Status, Supposed, mode, suppose};

/// Show what would change if parties acted on some day; nothing is recorded
///
/// Example:
///   track what-if ctbt-1996 CN=2027-01-15 US=2027-02-01
///   track what-if az-tr-memorandum-2025 --all 2027-01-15
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "ID")]
    id: String,
    /// Suppose that this party (by code or name) delivers its consent on that day
    #[arg(value_name = "PARTY=DATE")]
    consents: Vec<String>,
    /// Suppose that this party notifies its withdrawal on that day; may be repeated
    #[arg(long, value_name = "PARTY=DATE")]
    withdraw: Vec<String>,
    /// Suppose that everybody who is left acts on that day
    #[arg(long, value_name = "DATE")]
    all: Option<String>,
    /// List every party that changes
    #[arg(long)]
    all_lines: bool,
    /// Print both answers as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.id)?;
    let asked = as_of(ctx, &arguments.as_of)?;
    let mut entries = reading.with_floors(&id)?;
    let wanted = wanted(arguments, &reading, &entries[&id].agreement, asked.today)?;
    let day = if arguments.as_of.as_of.is_some() { asked.day } else { wanted.last_day().max(asked.today) };
    let as_of = AsOf { day, ..asked };
    if wanted.last_day() > day {
        ctx.err(&format!("note: what is supposed after {} is not seen as of that day\n", show(day)));
    }
    let before = reading.status(&id, &entries, as_of);
    let supposed = wanted.acts(&entries[&id].agreement, &before)?;
    let old = entries.remove(&id).ok_or_else(|| reading.missing(&id))?;
    let supposed_from = old.agreement.acts.len();
    let agreement = suppose(&old.agreement, &supposed);
    let words = old.clause.words();
    entries.insert(id.clone(), Entry { agreement, clause: old.clause, findings: Vec::new() });
    let after = reading.status(&id, &entries, as_of);
    let explaining = Explaining {
        agreement: &entries[&id].agreement,
        status: &after,
        words: &words,
        names: reading.names(),
        asked: &[],
        all: arguments.all_lines,
        supposed_from,
    };
    let report = report(&before, &explaining);
    if arguments.json {
        print_json(ctx, &report)?;
    } else {
        print(ctx, &render::explain::explain(&explained(&report, &explaining), &ctx.terminal()))?;
    }
    Ok(Exit::Done)
}

/// What the arguments suppose.
struct Wanted {
    consents: Vec<(Code, Day)>,
    withdrawals: Vec<(Code, Day)>,
    all: Option<Day>,
}

fn wanted(arguments: &Arguments, reading: &Reading, agreement: &Agreement, today: Day) -> Result<Wanted, Failure> {
    let read = |texts: &[String]| -> Result<Vec<(Code, Day)>, Failure> {
        texts.iter().map(|text| supposition(reading, agreement, text, today)).collect()
    };
    let wanted = Wanted {
        consents: read(&arguments.consents)?,
        withdrawals: read(&arguments.withdraw)?,
        all: arguments.all.as_deref().map(|text| single_day(text, today)).transpose()?,
    };
    if wanted.consents.is_empty() && wanted.withdrawals.is_empty() && wanted.all.is_none() {
        return Err(Failure::usage("nothing-supposed", "nothing is supposed")
            .help("name who acts when: `CN=2027-01-15`, `--withdraw US=2027-01-15`, or `--all 2027-01-15`"));
    }
    Ok(wanted)
}

/// `PARTY=DATE`.
fn supposition(reading: &Reading, agreement: &Agreement, text: &str, today: Day) -> Result<(Code, Day), Failure> {
    let Some((party, day)) = text.rsplit_once('=').filter(|(party, day)| !party.is_empty() && !day.is_empty()) else {
        return Err(Failure::usage("malformed-supposition", format!("`{text}` is not PARTY=DATE"))
            .help("write for example CN=2027-01-15, or \"Türkiye=2027-01-15\""));
    };
    let day = single_day(day.trim(), today)?;
    Ok((listed_party(reading, agreement, party.trim())?, day))
}

impl Wanted {
    /// The latest day on which anything is supposed.
    fn last_day(&self) -> Day {
        let named = self.consents.iter().chain(&self.withdrawals).map(|(_, day)| *day);
        named.chain(self.all).max().unwrap_or(crate::date::FIRST_DAY)
    }

    /// The acts, given the answer without them.
    fn acts(&self, agreement: &Agreement, before: &Status) -> Result<Vec<Supposed>, Failure> {
        if let Some((code, on)) = self.consents.iter().find_map(|(code, _)| Some((*code, consented(before, *code)?))) {
            let since = on.map(|day| format!(" since {}", show(day))).unwrap_or_default();
            return Err(Failure::usage(
                "consented-already",
                format!("{code} has delivered its consent already{since}"),
            )
            .help("suppose the act of a party that has not acted, or `--withdraw` for one that has"));
        }
        let left =
            self.all.into_iter().flat_map(|day| left(agreement, before).into_iter().map(move |code| (code, day)));
        let named: BTreeSet<Code> = self.consents.iter().chain(&self.withdrawals).map(|(code, _)| *code).collect();
        let consents = self.consents.iter().copied().chain(left.filter(|(code, _)| !named.contains(code)));
        let verdict = before.verdict();
        let mut acts: Vec<Supposed> =
            consents.map(|(code, day)| Supposed::Consent(code, day, mode(verdict, code))).collect();
        acts.extend(self.withdrawals.iter().map(|(code, day)| Supposed::Withdrawal(*code, *day)));
        if acts.is_empty() {
            return Err(Failure::usage("nobody-left", "nobody is known who could still act")
                .help("the list of parties is open: name who acts, for example CN=2027-01-15"));
        }
        Ok(acts)
    }
}

/// Whether a consent of a party stands, and since when.
fn consented(status: &Status, code: Code) -> Option<Option<Day>> {
    let line = &status.party(&code)?.international;
    let stands = matches!(line.state, InternationalState::Party | InternationalState::Contracting);
    stands.then_some(line.on)
}

/// Whoever could still act: those that the clause waits for, the closed list, the signatories.
fn left(agreement: &Agreement, before: &Status) -> BTreeSet<Code> {
    let waited = before.verdict().missing.acts.iter().flat_map(|act| match act {
        MissingAct::Each { codes, .. } => codes.as_slice(),
        MissingAct::AnyOf { candidates, .. } | MissingAct::Weight { candidates, .. } => candidates.as_slice(),
        MissingAct::Event { .. } | MissingAct::Agreement { .. } => &[],
    });
    let listed = agreement.parties.iter().flatten();
    let signed = before.parties.iter().filter(|party| party.international.state == InternationalState::Signatory);
    let all = waited.chain(listed).copied().chain(signed.map(|party| party.code));
    all.filter(|code| consented(before, *code).is_none()).collect()
}
