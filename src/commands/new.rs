//! `track new`: makes an agreement.

use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::{act_date, party, print, print_json};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::{self, NewAgreement};
use crate::model::{Act, AgreementId, Basis, Form, Kind};
use crate::reading::Reading;
use crate::render::{diff, gate};
use crate::source::Source;

/// Make an agreement
///
/// Example:
///   track new az-tr-military-2026 --title "Memorandum on military security" \
///     --form memorandum --party AZ --party Türkiye --basis reported \
///     --when "all parties by domestic completion"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// Its id: 1 to 64 of a-z, 0-9 and -
    #[arg(value_name = "ID")]
    id: String,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// What it calls itself: treaty, convention, protocol, agreement, memorandum ...
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// A party by name or code; repeat it for each; none: the list is open
    #[arg(long, value_name = "PARTY")]
    party: Vec<String>,
    /// When it was signed, by all of these parties
    #[arg(long, value_name = "DATE", requires = "party")]
    signed: Option<String>,
    /// Where it was signed
    #[arg(long, value_name = "PLACE", requires = "signed")]
    place: Option<String>,
    /// When it enters into force, in the clause language (`track help clauses`)
    #[arg(long, value_name = "CONDITION")]
    when: Option<String>,
    /// How long after that (`30 days`, `first day of next month`); left out: the same day
    #[arg(long, value_name = "DELAY", requires = "when")]
    then: Option<String>,
    /// How the clause is known: text (read), reported, assumed [default: text]
    #[arg(long, value_name = "BASIS", requires = "when")]
    basis: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// The new agreement's id.
    id: String,
    /// Whether nothing was written because only the text was asked for.
    dry_run: bool,
    /// What an editor should look at.
    findings: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.id)?;
    let text = text(arguments, &reading, &id, ctx)?;
    let name = format!("agreements/{id}.toml");
    let source = Source::new(&name, &text);
    reading.keep(&source);
    reading.sound(&id, reading.load_text(&id, &source)).map_err(|failure| Failure {
        message: format!("`{id}` would have errors, so nothing was written"),
        ..failure
    })?;
    let writing = &arguments.writing;
    if writing.dry_run {
        if reading.store.agreement_ids()?.ids.contains(&id) {
            return Err(Failure::new(Exit::Exists, "exists", format!("`{name}` exists already")));
        }
        let diff = diff::unified(&name, None, Some(&text), ctx.colour_out());
        print(ctx, &diff)?;
    } else {
        reading.store.create(&id, &text, Duration::from_secs(writing.lock_timeout))?;
    }
    if writing.json {
        let report =
            Report { schema: "track.new/1", id: id.to_string(), dry_run: writing.dry_run, findings: Vec::new() };
        print_json(ctx, &report)?;
    } else if !writing.quiet && !writing.dry_run {
        print(ctx, &gate::lines(&format!("made {name}\nnext: track add {id} PARTY STEP --on DATE\n")))?;
    }
    Ok(Exit::Done)
}

/// The text of the new agreement, with its signatures.
fn text(arguments: &Arguments, reading: &Reading, id: &AgreementId, ctx: &Context) -> Result<String, Failure> {
    let today = ctx.today(None)?;
    let mut parties = Vec::new();
    for name in &arguments.party {
        let code = party(reading.names(), None, name)?;
        if !parties.contains(&code) {
            parties.push(code);
        }
    }
    let signed = arguments.signed.as_deref().map(|text| act_date(text, today)).transpose()?;
    if let Some(date) = signed.filter(|date| date.earliest() > today) {
        return Err(Failure::usage("date-ahead", format!("{date} lies ahead of today")));
    }
    let mut text = edit::new_agreement(&NewAgreement {
        title: arguments.title.clone(),
        form: super::word(&arguments.form, "--form", Form::ALL)?,
        parties: parties.clone(),
        when: arguments.when.clone(),
        then: arguments.then.clone(),
        basis: super::word(&arguments.basis, "--basis", Basis::ALL)?,
        ..NewAgreement::default()
    });
    for code in signed.iter().flat_map(|_| &parties) {
        let mut act = Act::new(Kind::Signature, signed.unwrap_or(today.into()));
        (act.party, act.place) = (Some(*code), arguments.place.clone());
        (act.recorded, act.by) = (Some(ctx.now()?), ctx.by(arguments.writing.by_whom.as_deref())?);
        let source = Source::new(id.as_str(), &text);
        let loaded = reading.load_text(id, &source);
        if let Some(agreement) = loaded.agreement {
            text = edit::record(&source, &agreement, &act).map(|(text, _)| text).unwrap_or(text);
        }
    }
    Ok(text)
}
