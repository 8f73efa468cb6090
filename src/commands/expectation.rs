//! An expected act that is postponed or cancelled: which one is meant, how it is taken back, what is said of it.

use clap::Args;
use serde::Serialize;

use super::write::Written;
use super::{party, print, print_json};
use crate::cli::Writing;
use crate::context::Context;
use crate::date::ActDate;
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit;
use crate::model::{Act, ActId, Agreement, AgreementId, Code, Kind, Names, Retraction};
use crate::reading::Reading;
use crate::render::gate;
use crate::report::act_words::{long, who};
use crate::source::Source;
use crate::status::AsOf;
use crate::status::expected::{Expectations, Fate, FateState};

/// Which expected act is meant.
#[derive(Debug, Args)]
pub(super) struct Named {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT")]
    pub(super) agreement: String,
    /// The act's id; or the party, if the step follows; or the kind of an act of the agreement itself
    #[arg(value_name = "ACT")]
    act: String,
    /// The step or kind, where the party is named
    #[arg(value_name = "STEP")]
    step: Option<String>,
}

/// What a writer says of it.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    pub(super) schema: &'static str,
    /// The agreement.
    pub(super) agreement: AgreementId,
    /// The act that was expected.
    pub(super) act: ActId,
    /// What became of it.
    pub(super) result: &'static str,
    /// The day on which it is expected now; null for none.
    pub(super) date: Option<ActDate>,
    /// The act that is expected instead.
    pub(super) instead: Option<ActId>,
    /// Whether nothing was written because only the change was asked for.
    pub(super) dry_run: bool,
}

/// The act that is named, and what became of it.
///
/// # Errors
/// No such act (66), one that is not expected, several that may be meant (2).
pub(super) fn find<'a>(
    names: &Names,
    agreement: &'a Agreement,
    named: &Named,
    as_of: AsOf,
) -> Result<(&'a Act, Fate<'a>), Failure> {
    let expectations = Expectations::new(agreement, as_of);
    let by_id = agreement.acts.iter().find(|act| act.id.0 == named.act && named.step.is_none());
    if let Some(act) = by_id {
        return if act.expected { Ok((act, expectations.fate(act))) } else { Err(not_expected(agreement, act)) };
    }
    let is_meant = meant(names, agreement, named)?;
    let meant =
        agreement.acts.iter().filter(|act| act.expected && is_meant(act)).map(|act| (act, expectations.fate(act)));
    let (standing, gone): (Vec<_>, Vec<_>) = meant.partition(|(_, fate)| fate.state.is_standing());
    match (standing.as_slice(), gone.last()) {
        ([one], _) => Ok(*one),
        ([], Some(last)) => Ok(*last),
        ([], None) => Err(Failure::not_found("no-act", "no such act is expected")
            .help(format!("`track show {}` lists the acts with their ids", agreement.id))),
        (several, _) => {
            let ids: Vec<String> = several.iter().map(|(act, _)| format!("{} ({})", act.id, act.date)).collect();
            Err(Failure::usage("which-act", "several such acts are expected")
                .help(format!("name one by its id: {}", ids.join(", "))))
        }
    }
}

/// What an act must be to be the one that is named by party and step, or by the kind alone.
fn meant(names: &Names, agreement: &Agreement, named: &Named) -> Result<impl Fn(&Act) -> bool, Failure> {
    let (code, word): (Option<Code>, &str) = match &named.step {
        Some(step) => (Some(party(names, Some(agreement), &named.act)?), step),
        None if Kind::parse(&named.act).is_some_and(Kind::is_of_agreement) => (None, &named.act),
        None => {
            return Err(Failure::not_found("no-act", format!("there is no act `{}`", named.act))
                .help(format!("`track show {}` lists the acts with their ids; or name PARTY and STEP", agreement.id)));
        }
    };
    Ok(move |act: &Act| act.party == code && (act.step.as_deref() == Some(word) || act.kind.as_str() == word))
}

fn not_expected(agreement: &Agreement, act: &Act) -> Failure {
    let message =
        format!("the act `{}` is recorded as done; only what is expected can be put off or called off", act.id);
    Failure::usage("not-expected", message)
        .help(format!("if it must no longer be relied on: track retract {} {} --reason …", agreement.id, act.id))
}

/// The refusal where nothing is expected any more.
pub(super) fn gone(agreement: &Agreement, act: &Act, fate: Fate) -> Failure {
    let id = &agreement.id;
    let (what, help) = match (fate.state, fate.act) {
        (FateState::Postponed, Some(next)) => (
            format!("was postponed and is expected {} (`{}`)", long(&next.date), next.id),
            format!("name the act that stands: {}", next.id),
        ),
        (FateState::Done, Some(done)) => (
            format!("was done {} (`{}`)", long(&done.date), done.id),
            format!("if that is wrong: track retract {id} {} --reason …", done.id),
        ),
        (FateState::Cancelled, _) => {
            ("was cancelled".to_owned(), format!("to expect it anew: track add {id} … --expected"))
        }
        _ => ("was retracted".to_owned(), format!("to expect it anew: track add {id} … --expected")),
    };
    Failure::usage("not-expected", format!("the act `{}` {what}", act.id)).help(help)
}

/// Puts an act on record (the new day, or a further source), and takes back the one that was expected: one new text.
/// Gives also the id of what was put on record.
pub(super) fn taken_back(
    reading: &Reading,
    (source, agreement): (&Source, &Agreement),
    act: &Act,
    put: &Act,
    retraction: &Retraction,
) -> Result<(String, ActId), Failure> {
    let (text, recorded) =
        edit::record(source, agreement, put).map_err(|clash| super::add::taken(std::slice::from_ref(&clash)))?;
    let id = recorded.id().clone();
    let in_favour_of = (id != act.id).then(|| id.clone());
    let source = Source::new(source.name(), text);
    let loaded = reading.load_text(&agreement.id, &source).agreement;
    let again = loaded.as_ref().and_then(|agreement| agreement.acts.iter().find(|again| again.id == act.id));
    let again = again.ok_or_else(|| Failure::new(Exit::Data, "no-act", format!("the act `{}` was lost", act.id)))?;
    Ok((edit::retract(&source, again, &Retraction { in_favour_of, ..retraction.clone() }), id))
}

/// Says what was recorded.
pub(super) fn tell(ctx: &mut Context, written: &Written, report: &Report, writing: &Writing) -> Outcome {
    if writing.json {
        print_json(ctx, report)?;
    } else if writing.dry_run {
        let diff = written.diff(ctx.colour_out());
        print(ctx, &diff)?;
    } else if !writing.quiet {
        print(ctx, &gate::lines(&text(&written.now().agreement, report)))?;
    }
    Ok(Exit::Done)
}

fn text(agreement: &Agreement, report: &Report) -> String {
    let act = agreement.acts.iter().find(|act| act.id == report.act);
    let words = act.map_or_else(String::new, |act| {
        let what = act.step.as_deref().unwrap_or(act.kind.as_str());
        format!("  {} · {what}", who(agreement, Names::builtin(), act.party))
    });
    let day = report.date.map(|date| format!(" · expected {}", long(&date))).unwrap_or_default();
    let instead = report.instead.as_ref().map(|id| format!(" → {id}")).unwrap_or_default();
    let line = format!("{}  {}{instead}{words}{day}", report.result, report.act);
    format!("{}\nnext: track agenda {}\n", gate::terminal(&line), report.agreement)
}
