//! What a writer says after it has written: the act as recorded, what it changed, warnings, the next command.

use serde::Serialize;

use super::write::Written;
use super::{print, print_json};
use crate::cli::Writing;
use crate::context::Context;
use crate::date::{ActDate, Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::Recorded;
use crate::model::{Act, AgreementId, Code, Names};
use crate::reading::Reading;
use crate::render::gate;
use crate::report::prose::weekday;
use crate::status::{AsOf, ForceState, Status};

/// What was recorded.
pub(super) struct Told<'a> {
    pub(super) id: &'a AgreementId,
    pub(super) results: &'a [Recorded],
    pub(super) acts: &'a [Act],
    pub(super) today: Day,
}

#[derive(Serialize)]
struct Report {
    schema: &'static str,
    agreement: String,
    dry_run: bool,
    acts: Vec<Line>,
    changes: Vec<String>,
    warnings: Vec<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    result: &'static str,
    party: Option<Code>,
    step: Option<String>,
    kind: String,
    date: ActDate,
    weekday: Option<&'static str>,
    outcome: String,
}

/// Says what was recorded and what it changed.
pub(super) fn tell(ctx: &mut Context, reading: &Reading, written: &Written, told: &Told, writing: &Writing) -> Outcome {
    let (before, after) = statuses(reading, written, told)?;
    let report = Report {
        schema: "track.add/1",
        agreement: told.id.to_string(),
        dry_run: writing.dry_run,
        acts: told.results.iter().zip(told.acts).map(|(result, act)| line(result, act)).collect(),
        changes: changes(&before, &after),
        warnings: warnings(written, told),
        next: next(told, &after),
    };
    if writing.json {
        print_json(ctx, &report)?;
    } else if writing.dry_run {
        let diff = written.diff(ctx.colour_out());
        print(ctx, &diff)?;
    } else if !writing.quiet {
        print(ctx, &text(&report))?;
    }
    Ok(Exit::Done)
}

/// The status of the agreement before and after, as of today.
fn statuses(reading: &Reading, written: &Written, told: &Told) -> Result<(Status, Status), Failure> {
    let as_of = AsOf { day: told.today, today: told.today, known_at: None };
    let before = reading.status_of(&written.before, as_of)?;
    let after = reading.status_of(written.now(), as_of)?;
    Ok((before, after))
}

fn line(result: &Recorded, act: &Act) -> Line {
    let (id, result) = match result {
        Recorded::Added(id) => (id, "recorded"),
        Recorded::SourceJoined(id) => (id, "source joined"),
        Recorded::Known(id) => (id, "already recorded"),
    };
    Line {
        id: id.to_string(),
        result,
        party: act.party,
        step: act.step.clone(),
        kind: act.kind.to_string(),
        date: act.date,
        weekday: act.date.exact().map(weekday),
        outcome: act.outcome.to_string(),
    }
}

/// What the writing changed, one line for each party and one for the agreement.
pub(super) fn changes(before: &Status, after: &Status) -> Vec<String> {
    let mut lines = Vec::new();
    for party in &after.parties {
        let old = before.party(&party.code);
        let old_home = old.map_or("unknown", |p| p.domestic.state.as_str());
        let old_abroad = old.map_or("unknown", |p| p.international.state.as_str());
        if old_home != party.domestic.state.as_str() {
            lines.push(format!("{}: {} → {}", party.code, words(old_home), words(party.domestic.state.as_str())));
        }
        if old_abroad != party.international.state.as_str() {
            lines.push(format!(
                "{}: {} → {}",
                party.code,
                words(old_abroad),
                words(party.international.state.as_str())
            ));
        }
    }
    lines.push(format!("agreement: {}", agreement_line(before, after)));
    lines
}

fn agreement_line(before: &Status, after: &Status) -> String {
    let (old, new) = (before.force.state.as_str(), after.force.state.as_str());
    let needs: Vec<&str> = after.blockers.iter().map(|blocker| blocker.brief.as_str()).collect();
    let needs = if needs.is_empty() { String::new() } else { format!(", needs {}", needs.join(" and ")) };
    let since = match (after.force.state, after.force.date, after.force.met_on) {
        (ForceState::InForce, Some(day), _) => format!(" since {}", show(day)),
        (ForceState::Dated, Some(day), _) => format!(" for {}", show(day)),
        (ForceState::ConditionsMet, _, Some(day)) => format!(" on {}; entry into force not confirmed", show(day)),
        _ => String::new(),
    };
    let change = if old == new { words(new) } else { format!("{} → {}", words(old), words(new)) };
    format!("{change}{since}{needs}")
}

/// A state in words; `unknown` is what it means here.
fn words(state: &str) -> String {
    if state == "unknown" { "nothing recorded".to_owned() } else { state.replace('-', " ") }
}

/// What an editor should look at: before signature, another day on record, one source.
fn warnings(written: &Written, told: &Told) -> Vec<String> {
    let agreement = &written.now().agreement;
    let mut warnings = Vec::new();
    for (act, result) in told.acts.iter().zip(told.results) {
        let who = act.party.map_or("the agreement".to_owned(), |code| code.to_string());
        let signed = agreement.acts.iter().filter(|a| a.kind == crate::model::Kind::Signature && a.party == act.party);
        if signed.map(|a| a.date.earliest()).min().is_some_and(|day| act.date.latest() < day) {
            warnings.push(format!("{who}: {} lies before its signature", act.date));
        }
        let rivals = agreement.acts.iter().filter(|other| {
            other.retracted.is_none()
                && other.party == act.party
                && other.step == act.step
                && other.kind == act.kind
                && other.about == act.about
                && !other.date.overlaps(&act.date)
                && act.follows.is_none()
        });
        let days: Vec<String> = rivals.map(|other| other.date.to_string()).collect();
        if !days.is_empty() && !matches!(result, Recorded::Known(_)) {
            warnings.push(format!("{who}: on record with another day, too: {}", days.join(", ")));
        }
        let stored = agreement.acts.iter().find(|other| other.id == *recorded_id(result));
        match stored.map_or(0, |act| crate::status::grade::voices(&act.sources)) {
            0 => warnings.push(format!("{who}: no source")),
            1 => warnings.push(format!("{who}: one source")),
            _ => {}
        }
    }
    warnings.dedup();
    warnings
}

fn recorded_id(result: &Recorded) -> &crate::model::ActId {
    match result {
        Recorded::Added(id) | Recorded::SourceJoined(id) | Recorded::Known(id) => id,
    }
}

/// The next command, ready to paste.
fn next(told: &Told, after: &Status) -> Option<String> {
    let waiting = after.blockers.iter().flat_map(|blocker| &blocker.waiting);
    let own = told.acts.first().and_then(|act| act.party);
    let mut steps = waiting.filter_map(|waiting| waiting.next.as_ref().map(|next| (waiting.code, &next.key)));
    let (code, step) = steps.clone().find(|(code, _)| Some(*code) == own).or_else(|| steps.next())?;
    Some(format!("track add {} {code} {step} --on DATE", told.id))
}

fn text(report: &Report) -> String {
    let mut text = String::new();
    for act in &report.acts {
        let party = act.party.map(|code| {
            let name = Names::builtin().by_code(&code).map_or(code.to_string(), |name| name.english.to_owned());
            format!("{name} · ")
        });
        let what = act.step.as_deref().unwrap_or(&act.kind);
        let day = act.weekday.map_or_else(|| act.date.to_string(), |weekday| format!("{weekday} {}", act.date));
        let line = format!("{}  {}  {}{what} · {} · {day}", act.result, act.id, party.unwrap_or_default(), act.outcome);
        text.push_str(&gate::terminal(&line));
        text.push('\n');
    }
    for change in &report.changes {
        text.push_str(&format!("  {}\n", gate::terminal(change)));
    }
    for warning in &report.warnings {
        text.push_str(&format!("  warning: {}\n", gate::terminal(warning)));
    }
    if let Some(next) = &report.next {
        text.push_str(&format!("next: {}\n", gate::terminal(next)));
    }
    text
}
