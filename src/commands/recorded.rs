//! What a writer says after it has written: the act as recorded, what it changed, warnings, the next command.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::doubts::{Doubt, Record};
use super::write::Written;
use super::{print, print_json};
use crate::cli::Writing;
use crate::context::Context;
use crate::date::{ActDate, Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::Recorded;
use crate::model::{self, Act, ActId, AgreementId, Code, Kind, Names};
use crate::reading::Reading;
use crate::render::gate;
use crate::report::became::Became;
use crate::report::prose::{moment, weekday};
use crate::status::{AsOf, ForceState, Status};

/// What was recorded.
pub(super) struct Told<'a> {
    pub(super) id: &'a AgreementId,
    pub(super) results: &'a [Recorded],
    pub(super) acts: &'a [Act],
    pub(super) today: Day,
}

impl Told<'_> {
    /// That the clock stands before what is on record.
    pub(super) fn behind(&self, written: &Written) -> Option<String> {
        self.acts.first().and_then(|act| act.recorded).and_then(|now| written.behind(now))
    }
}

#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Report {
    /// Name and version of this shape.
    schema: &'static str,
    /// Whether nothing was written because only the change was asked for.
    dry_run: bool,
    #[serde(flatten)]
    part: Part,
}

/// What became of the acts of one agreement, and what that changed.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Part {
    /// The agreement's id.
    pub(super) agreement: String,
    /// The acts, in the order in which they were given.
    pub(super) acts: Vec<Line>,
    /// What changes in the status, one sentence each.
    pub(super) changes: Vec<String>,
    /// What may be doubted in what was recorded, one sentence each.
    pub(super) warnings: Vec<String>,
    /// The command that comes next.
    pub(super) next: Option<String>,
    /// What the warnings are about.
    #[serde(skip)]
    pub(super) doubts: BTreeSet<(ActId, Doubt)>,
}

/// One act as it is on record now.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Line {
    /// The line of the file that it was read from; null where it came from the command line.
    pub(super) line: Option<usize>,
    /// Its id.
    id: String,
    /// What became of it.
    result: Became,
    /// Whose act it is; null for an act of the agreement itself.
    party: Option<Code>,
    /// The step of the party's procedure.
    step: Option<String>,
    /// What kind of act it is.
    kind: Kind,
    /// When it was done.
    date: ActDate,
    /// The day of the week, where the day is known.
    weekday: Option<&'static str>,
    /// What became of the step.
    outcome: model::Outcome,
    /// Whether it is only expected.
    expected: bool,
    /// Until when answers leave it out.
    pub(super) under_embargo_until: Option<DateTime<Utc>>,
}

/// Says what was recorded and what it changed.
pub(super) fn tell(ctx: &mut Context, reading: &Reading, written: &Written, told: &Told, writing: &Writing) -> Outcome {
    if writing.quiet && !writing.json && !writing.dry_run {
        return Ok(Exit::Done);
    }
    let part = part(reading, written, told)?;
    if writing.json {
        print_json(ctx, &Report { schema: "track.add/1", dry_run: writing.dry_run, part })?;
    } else if writing.dry_run {
        let diff = written.diff(ctx.colour_out());
        print(ctx, &diff)?;
    } else {
        print(ctx, &text(&part, reading.names()))?;
    }
    Ok(Exit::Done)
}

/// What became of the acts of one agreement.
pub(super) fn part(reading: &Reading, written: &Written, told: &Told) -> Result<Part, Failure> {
    let (before, after) = statuses(reading, written, told)?;
    let (doubts, mut warnings) = warnings(written, told);
    warnings.extend(told.behind(written));
    let acts: Vec<Line> = told.results.iter().zip(told.acts).map(|(result, act)| line(reading, result, act)).collect();
    // the next step would tell what is not to be shown yet
    let is_public = acts.iter().all(|act| act.under_embargo_until.is_none());
    Ok(Part {
        agreement: told.id.to_string(),
        acts,
        changes: changes(&before, &after),
        warnings,
        next: next(told, &after).filter(|_| is_public),
        doubts,
    })
}

/// The status of the agreement before and after, as of today, as answers give it.
fn statuses(reading: &Reading, written: &Written, told: &Told) -> Result<(Status, Status), Failure> {
    let as_of = AsOf { day: told.today, today: told.today, known_at: None };
    let before = reading.public_status_of(&written.before, as_of)?;
    let after = reading.public_status_of(written.now(), as_of)?;
    Ok((before, after))
}

fn line(reading: &Reading, result: &Recorded, act: &Act) -> Line {
    let what = match result {
        Recorded::Added(_) => Became::Recorded,
        Recorded::SourceJoined(_) => Became::SourceJoined,
        Recorded::Known(_) => Became::AlreadyRecorded,
    };
    Line {
        line: None,
        id: result.id().to_string(),
        result: what,
        party: act.party,
        step: act.step.clone(),
        kind: act.kind,
        date: act.date,
        weekday: act.date.exact().map(weekday),
        outcome: act.outcome,
        expected: act.expected,
        under_embargo_until: reading.embargo_of(act),
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
    let needs: Vec<&str> = after.blockers.iter().map(|blocker| blocker.lack.brief.as_str()).collect();
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

/// The doubts about the acts, and each in words.
fn warnings(written: &Written, told: &Told) -> (BTreeSet<(ActId, Doubt)>, Vec<String>) {
    let record = Record::new(&written.now().agreement);
    let (mut doubts, mut warnings) = (BTreeSet::new(), Vec::new());
    for (act, result) in told.acts.iter().zip(told.results) {
        let who = act.party.map_or("the agreement".to_owned(), |code| code.to_string());
        for doubt in record.doubts(act, result) {
            doubts.insert((result.id().clone(), doubt));
            warnings.push(match doubt {
                Doubt::BeforeSignature => format!("{who}: {} lies before its signature", act.date),
                Doubt::OtherDay => {
                    format!("{who}: on record with another day, too: {}", record.other_days(act).join(", "))
                }
                Doubt::NoSource => format!("{who}: no source"),
                Doubt::OneSource => format!("{who}: one source"),
            });
        }
    }
    warnings.dedup();
    (doubts, warnings)
}

/// The next command, ready to paste.
fn next(told: &Told, after: &Status) -> Option<String> {
    if told.acts.iter().all(|act| act.expected) {
        return Some(format!("track agenda {}", told.id));
    }
    let waiting = after.blockers.iter().flat_map(|blocker| &blocker.waiting);
    let own = told.acts.first().and_then(|act| act.party);
    let mut steps = waiting.filter_map(|waiting| waiting.next.as_ref().map(|next| (waiting.code, &next.key)));
    let (code, step) = steps.clone().find(|(code, _)| Some(*code) == own).or_else(|| steps.next())?;
    Some(format!("track add {} {code} {step} --on DATE", told.id))
}

fn text(report: &Part, names: &Names) -> String {
    let mut text = String::new();
    for act in &report.acts {
        let party = act.party.map(|code| {
            let name = names.by_code(&code).map_or(code.to_string(), |name| name.english.to_owned());
            format!("{name} · ")
        });
        let what = act.step.as_deref().unwrap_or(act.kind.as_str());
        let day = act.weekday.map_or_else(|| act.date.to_string(), |weekday| format!("{weekday} {}", act.date));
        let became = if act.expected { "expected, not done" } else { act.outcome.as_str() };
        let result = act.result.in_words();
        let line = format!("{result}  {}  {}{what} · {became} · {day}", act.id, party.unwrap_or_default());
        text.push_str(&gate::terminal(&line));
        text.push('\n');
        text.extend(
            act.under_embargo_until
                .map(|until| format!("  under embargo until {}; answers leave it out\n", moment(until))),
        );
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
