//! Everything that is on record about one agreement: header, acts, rival claims, retractions, looks.

use serde::Serialize;

use super::name_of;
use super::table::{Column, Table};
use crate::date::{ActDate, Day, show};
use crate::model::{Act, Agreement, Citation, Code, Kind, Look, Names, Retraction, Votes};
use crate::status::claims::{self, Rivals};
use crate::status::grade::{self, Grade};

/// `track show --json`.
#[derive(Debug, Serialize)]
pub struct ShowReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day as of which acts are seen.
    pub as_of: Day,
    /// The agreement's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A title for tables.
    pub short_title: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it calls itself.
    pub form: Option<String>,
    /// Between whom.
    pub between: String,
    /// Whether it binds.
    pub binding: String,
    /// The closed list; null: an open list.
    pub parties: Option<Vec<Code>>,
    /// Its depositaries.
    pub depositary: Vec<String>,
    /// Tags of the desk.
    pub tags: Vec<String>,
    /// Related agreements.
    pub related: Vec<crate::model::Related>,
    /// A note of the desk.
    pub note: Option<String>,
    /// Sources for the whole record.
    pub sources: Vec<Citation>,
    /// The acts, by date.
    pub acts: Vec<ActLine>,
    /// The looks, by date.
    pub looked: Vec<LookLine>,
}

/// One act, with the ledger's keys.
#[derive(Debug, Clone, Serialize)]
pub struct ActLine {
    /// Its id.
    pub id: String,
    /// The agreement.
    pub agreement: String,
    /// Whose.
    pub party: Option<Code>,
    /// The party's name.
    pub party_name: Option<String>,
    /// Step of the procedure.
    pub step: Option<String>,
    /// Kind.
    pub kind: Kind,
    /// Name of an event.
    pub name: Option<String>,
    /// The organ.
    pub body: Option<String>,
    /// The day it was done.
    pub date: ActDate,
    /// The day it takes effect, where different.
    pub effective: Option<ActDate>,
    /// What became of it.
    pub outcome: String,
    /// The reading; null: not stated.
    pub reading: Option<String>,
    /// Published figures; null: none.
    pub votes: Option<Votes>,
    /// What it is about.
    pub about: String,
    /// The act it follows.
    pub follows: Option<String>,
    /// How consent was delivered.
    pub delivery: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who acted in person.
    pub persons: Vec<String>,
    /// How far it reaches.
    pub scope: Option<String>,
    /// Until when.
    pub until: Option<ActDate>,
    /// Expected, not done.
    pub expected: bool,
    /// Whether it counts in the clause.
    pub counted: bool,
    /// A note of the desk.
    pub note: Option<String>,
    /// When it was recorded.
    pub recorded: Option<String>,
    /// By whom.
    pub by: Option<String>,
    /// How well it is supported.
    pub grade: Grade,
    /// The acts that cannot be true beside it.
    pub rival_of: Vec<String>,
    /// Who says so.
    pub sources: Vec<Citation>,
    /// Why it must no longer be relied on.
    pub retracted: Option<Retraction>,
}

/// One look.
#[derive(Debug, Serialize)]
pub struct LookLine {
    /// Whose act was looked for; null: the register was read as a whole.
    pub party: Option<Code>,
    /// Which step.
    pub step: Option<String>,
    /// Where.
    #[serde(rename = "where")]
    pub where_: Option<String>,
    /// When.
    pub date: Day,
    /// For how many days it may be relied on.
    pub shelf_life_days: u32,
    /// A note of the desk.
    pub note: Option<String>,
}

/// Everything on record as of a day.
pub fn report(agreement: &Agreement, rivals: &[Rivals], day: Day, names: &Names) -> ShowReport {
    let seen = |act: &&Act| act.date.earliest() <= day || act.expected;
    let mut acts: Vec<&Act> = agreement.acts.iter().filter(seen).collect();
    acts.sort_by_key(|act| act.date);
    ShowReport {
        schema: "track.show/1",
        as_of: day,
        id: agreement.id.to_string(),
        title: agreement.title.clone(),
        short_title: agreement.short_title.clone(),
        aliases: agreement.aliases.clone(),
        form: agreement.form.map(|form| form.to_string()),
        between: agreement.between.to_string(),
        binding: agreement.binding.to_string(),
        parties: agreement.parties.clone(),
        depositary: agreement.depositary.clone(),
        tags: agreement.tags.clone(),
        related: agreement.related.clone(),
        note: agreement.note.clone(),
        sources: agreement.sources.clone(),
        acts: acts.into_iter().map(|act| act_line(agreement, act, rivals, names)).collect(),
        looked: agreement.looked.iter().filter(|look| look.date <= day).map(look_line).collect(),
    }
}

/// The rival claims among all that is on record.
pub fn rivals(agreement: &Agreement, day: Day) -> Vec<Rivals> {
    claims::rivals(agreement, &claims::visible(agreement, day, None))
}

/// One act as a line.
pub fn act_line(agreement: &Agreement, act: &Act, rivals: &[Rivals], names: &Names) -> ActLine {
    let against = rivals.iter().filter(|set| set.acts.iter().any(|at| agreement.acts[*at].id == act.id));
    let others = against.flat_map(|set| set.acts.iter().map(|at| &agreement.acts[*at].id));
    ActLine {
        id: act.id.to_string(),
        agreement: agreement.id.to_string(),
        party: act.party,
        party_name: act.party.map(|code| name_of(agreement, names, &code)),
        step: act.step.clone(),
        kind: act.kind,
        name: act.name.clone(),
        body: act.body.clone(),
        date: act.date,
        effective: act.effective,
        outcome: act.outcome.to_string(),
        reading: act.reading.map(|reading| reading.to_string()),
        votes: act.votes.clone(),
        about: act.about.to_string(),
        follows: act.follows.as_ref().map(ToString::to_string),
        delivery: act.delivery.map(|delivery| delivery.to_string()),
        place: act.place.clone(),
        persons: act.persons.clone(),
        scope: act.scope.clone(),
        until: act.until,
        expected: act.expected,
        counted: act.counted,
        note: act.note.clone(),
        recorded: act.recorded.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
        by: act.by.clone(),
        grade: grade::of_act(agreement, act),
        rival_of: others.filter(|id| **id != act.id).map(ToString::to_string).collect(),
        sources: act.sources.clone(),
        retracted: act.retracted.clone(),
    }
}

fn look_line(look: &Look) -> LookLine {
    LookLine {
        party: look.party,
        step: look.step.clone(),
        where_: look.where_.clone(),
        date: look.date,
        shelf_life_days: look.shelf_life_days,
        note: look.note.clone(),
    }
}

/// One row an act, in fixed columns.
pub fn table(acts: &[ActLine]) -> Table {
    let mut table = Table::new(vec![
        Column::keep("id", "ACT"),
        Column::keep("agreement", "AGREEMENT"),
        Column::keep("date", "DATE"),
        Column::keep("party", "PARTY"),
        Column::keep("step", "STEP"),
        Column::keep("kind", "KIND"),
        Column::keep("outcome", "OUTCOME"),
        Column::keep("reading", "READING"),
        Column::words("votes", "VOTES"),
        Column::words("body", "BODY"),
        Column::keep("grade", "GRADE"),
        Column::words("source", "SOURCE"),
        Column::words("note", "NOTE"),
        Column::keep("state", "STATE"),
    ]);
    for act in acts {
        table.row(vec![
            act.id.as_str().into(),
            act.agreement.as_str().into(),
            act.date.to_string().into(),
            act.party.map(|code| code.to_string()).unwrap_or_default().into(),
            act.step.clone().unwrap_or_default().into(),
            act.kind.as_str().into(),
            act.outcome.as_str().into(),
            act.reading.clone().unwrap_or_default().into(),
            act.votes.as_ref().map(votes).unwrap_or_default().into(),
            act.body.clone().unwrap_or_default().into(),
            act.grade.as_str().into(),
            act.sources.iter().filter_map(voice).collect::<Vec<_>>().join("; ").into(),
            act.note.clone().unwrap_or_default().into(),
            state(act).into(),
        ]);
    }
    table
}

/// Whether a claim stands.
fn state(act: &ActLine) -> &'static str {
    match () {
        () if act.retracted.is_some() => "retracted",
        () if act.expected => "expected",
        () if !act.rival_of.is_empty() => "disputed",
        () => "stands",
    }
}

/// The address of a source, else its publisher.
fn voice(source: &Citation) -> Option<String> {
    source.url.clone().or_else(|| source.publisher.clone()).or_else(|| source.title.clone())
}

/// Figures in words; what is not published is not shown.
pub fn votes(votes: &Votes) -> String {
    let Votes::Counts(tally) = votes else { return "unanimous, no figures".to_owned() };
    let parts =
        [(tally.for_, "for"), (tally.against, "against"), (tally.abstain, "abstaining"), (tally.present, "present")];
    parts.iter().filter_map(|(n, word)| n.map(|n| format!("{n} {word}"))).collect::<Vec<_>>().join(", ")
}

/// The lines of one agreement for people: a head, then two or three lines an act.
pub fn lines(report: &ShowReport) -> Vec<String> {
    let mut lines = vec![report.title.clone(), head(report), String::new()];
    for act in &report.acts {
        lines.push(act_words(act));
        lines.extend(act.sources.iter().map(|source| format!("      {}", source_words(source))));
        lines.extend(remarks(act));
    }
    for look in &report.looked {
        let whom = look.party.map_or("the register".to_owned(), |code| code.to_string());
        let step = look.step.as_deref().map(|step| format!(" {step}")).unwrap_or_default();
        let place = look.where_.as_deref().map(|place| format!(", in {place}")).unwrap_or_default();
        lines.push(format!("{}  {whom}{step}: looked, nothing found{place}", show(look.date)));
        lines.extend(look.note.iter().map(|note| format!("      note: {note}")));
    }
    lines.extend(report.note.iter().map(|note| format!("note: {note}")));
    lines
}

fn head(report: &ShowReport) -> String {
    let parties = match &report.parties {
        Some(list) if list.len() <= 8 => list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Some(list) => format!("{} parties", list.len()),
        None => "an open list of parties".to_owned(),
    };
    format!("{} · {parties} · as of {}", report.id, show(report.as_of))
}

fn act_words(act: &ActLine) -> String {
    let who = act.party.map(|code| format!("{code} ")).unwrap_or_default();
    let what = act.step.clone().unwrap_or_else(|| act.kind.to_string());
    let mut parts = vec![format!("{who}{what}")];
    parts.extend(act.name.clone());
    parts.extend((act.outcome != "done").then(|| act.outcome.replace('-', " ")));
    match &act.reading {
        Some(reading) => parts.push(format!("{reading} reading")),
        None if act.kind.needs_outcome() => parts.push("reading not stated".to_owned()),
        None => {}
    }
    parts.extend(act.votes.as_ref().map(votes));
    parts.extend(act.delivery.as_ref().map(|delivery| format!("by {delivery}")));
    parts.extend(act.effective.map(|day| format!("effective {day}")));
    parts.extend(act.until.map(|day| format!("until {day}")));
    parts.extend((act.about != "consent").then(|| format!("about: {}", act.about)));
    parts.extend(act.place.clone());
    parts.extend((!act.persons.is_empty()).then(|| act.persons.join("; ")));
    parts.extend(act.scope.clone());
    parts.push(act.grade.to_string());
    format!("{}  {}  [{}]", act.date, parts.join(" · "), act.id)
}

fn source_words(source: &Citation) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(source.publisher.clone());
    parts.extend(source.title.as_ref().map(|title| format!("“{title}”")));
    parts.extend(source.published.map(|day| day.to_string()));
    parts.extend(source.verb.as_ref().map(|verb| format!("its word: “{verb}”")));
    parts.extend(source.origin.as_ref().map(|origin| format!("from {origin}")));
    parts.extend(source.url.clone());
    format!("source: {}", parts.join(", "))
}

fn remarks(act: &ActLine) -> Vec<String> {
    let mut remarks = Vec::new();
    if !act.rival_of.is_empty() {
        remarks.push(format!("      reports differ: cannot be true beside {}", act.rival_of.join(", ")));
    }
    if let Some(retraction) = &act.retracted {
        let cause = retraction.cause.map(|cause| format!(" (cause: {cause})")).unwrap_or_default();
        let instead = retraction.in_favour_of.as_ref().map(|id| format!("; instead: {id}")).unwrap_or_default();
        remarks.push(format!("      retracted, no longer relied on: {}{cause}{instead}", retraction.reason));
    }
    if act.expected {
        remarks.push("      expected, not done".to_owned());
    }
    remarks.extend(act.note.iter().map(|note| format!("      note: {note}")));
    remarks
}
