//! `track is`: one question, answered by the exit status.

use clap::Args;

use super::{as_of, party};
use crate::cli::{AsOf as AsOfArguments, Global};
use crate::context::Context;
use crate::date::{Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::model::Code;
use crate::reading::Reading;
use crate::render::wrap::behind;
use crate::report::sentence::{self, Telling};
use crate::status::grade::Grade;
use crate::status::{Answer, Predicate, Status, ask};

/// Answer one question by the exit status: 0 yes, 1 no, 3 unknown or disputed
///
/// Example:
///   track is in-force az-tr-memorandum-2025 || echo 'do not write "in force"'
///   track is complete az-tr-memorandum-2025 --party AZ --verbose
///
/// An error is never 1: test for 1 and only 1.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// signed, parliament-approved, complete, consented, party, dated, in-force, provisional, ended
    #[arg(value_name = "WHAT")]
    what: String,
    /// The agreement's id
    #[arg(value_name = "ID")]
    id: String,
    /// Ask about one party
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Answer 3 if the grade is below: reported, corroborated, official
    #[arg(long, value_name = "GRADE")]
    min_grade: Option<String>,
    /// Answer 3 instead of 1 if nobody looked within so many days
    #[arg(long, value_name = "DAYS")]
    checked_within: Option<i64>,
    /// Say why
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    as_of: AsOfArguments,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let predicate = predicate(&arguments.what, &arguments.id)?;
    let least = super::word(&arguments.min_grade, "--min-grade", Grade::ALL)?;
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.id)?;
    let as_of = as_of(ctx, &arguments.as_of)?;
    let entries = reading.with_floors(&id)?;
    let agreement = &entries[&id].agreement;
    let code = arguments.party.as_deref().map(|name| party(reading.names(), Some(agreement), name)).transpose()?;
    if let Some(code) = code.filter(|code| agreement.parties.as_ref().is_some_and(|list| !list.contains(code))) {
        return Err(Failure::not_found("party-outside-list", format!("`{code}` is not among the parties of `{id}`")));
    }
    let status = reading.status(&id, &entries, as_of);
    let answer = ask(&status, predicate, code.as_ref());
    let (exit, why) = exit(&status, answer, least, arguments.checked_within, as_of.day);
    if arguments.verbose {
        let (names, phrases) = (reading.names(), reading.english());
        let procedures = |code: &Code| reading.procedure_of(agreement, code);
        let telling = Telling { agreement, status: &status, names, phrases: &phrases, procedures: &procedures };
        let sentence = match code.and_then(|code| status.party(&code)) {
            Some(party) => format!("{}; {}.", sentence::of_party(&telling, party), sentence::of_force(&telling)),
            None => sentence::line(&telling),
        };
        let text = behind("", &format!("{why}: {sentence}"), 2, &ctx.terminal());
        super::print(ctx, &text)?;
    } else {
        ctx.forget_withheld();
    }
    Ok(exit)
}

/// The question; one that stands behind the agreement was asked the wrong way round.
fn predicate(text: &str, id: &str) -> Result<Predicate, Failure> {
    Predicate::parse(text).ok_or_else(|| {
        let refusal = Failure::usage("unknown-question", format!("`{text}` cannot be asked"));
        if Predicate::parse(id).is_some() {
            return refusal.help(format!("the question comes first: track is {id} {text}"));
        }
        let known: Vec<&str> = Predicate::ALL.iter().map(|p| p.as_str()).collect();
        refusal.near(&crate::reading::near(text, &known)).help(format!("one of: {}", known.join(", ")))
    })
}

/// The exit status of an answer, and a word for it.
fn exit(status: &Status, answer: Answer, least: Option<Grade>, within: Option<i64>, day: Day) -> (Exit, String) {
    let stale = within.is_some_and(|days| status.checked_on.is_none_or(|on| (day - on).num_days() > days));
    match answer {
        Answer::Disputed => (Exit::Unknown, "disputed".to_owned()),
        Answer::Unknown => (Exit::Unknown, "unknown".to_owned()),
        _ if least.is_some_and(|least| status.grade < least) => {
            (Exit::Unknown, format!("below the asked grade ({})", status.grade))
        }
        Answer::No if stale => {
            let last = status.checked_on.map_or("never".to_owned(), show);
            (Exit::Unknown, format!("no, but last checked: {last}"))
        }
        Answer::Yes => (Exit::Done, "yes".to_owned()),
        Answer::No => (Exit::No, "no".to_owned()),
    }
}
