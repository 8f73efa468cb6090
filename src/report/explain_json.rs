//! `track explain --json`: the same tree, with acts by their ids.

use serde::Serialize;
use serde_json::Value;

use super::explain::Explaining;
use super::status::{ForceReport, force};
use crate::clause::Verdict;
use crate::date::Day;
use crate::model::{Agreement, Basis, Code};
use crate::status::claims::{Differ, End};
use crate::status::{ForceState, WorldAnswer};

/// One agreement, explained.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ExplainReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day the answer is for.
    pub as_of: Day,
    /// Whether that day lies beyond today.
    pub projected: bool,
    /// The acts that are only supposed.
    pub supposed: Vec<String>,
    /// Force, as `track status` gives it.
    pub force: ForceReport,
    /// The clause.
    pub clause: ClauseReport,
    /// The verdict in the world that carries things least far; acts by their ids.
    #[schemars(with = "Verdict")]
    pub verdict: Value,
    /// Every world, the one that carries things furthest first.
    pub worlds: Vec<WorldReport>,
    /// The rival claims.
    pub rivals: Vec<RivalReport>,
}

/// The clause and how it is known.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ClauseReport {
    /// In canonical words; `None`: not known.
    pub words: Option<String>,
    /// The article, as cited.
    pub article: Option<String>,
    /// How it is known.
    pub basis: Basis,
    /// A note of the desk.
    pub note: Option<String>,
}

/// Force in one world.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WorldReport {
    /// Which of rival claims were taken.
    pub claims: End,
    /// Which ends of imprecise dates were taken.
    pub dates: End,
    /// The state.
    pub state: ForceState,
    /// First day of force.
    pub date: Option<Day>,
    /// First day on which it was no longer in force.
    pub until: Option<Day>,
    /// The day on which the conditions were met.
    pub met_on: Option<Day>,
}

/// Claims that cannot all be true.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct RivalReport {
    /// The acts, by id.
    pub acts: Vec<String>,
    /// Whose act it is.
    pub party: Option<Code>,
    /// What they differ in.
    pub differ: Vec<Differ>,
}

/// The report of one agreement.
pub fn report(of: &Explaining) -> ExplainReport {
    let (agreement, status) = (of.agreement, of.status);
    let clause = agreement.clause.as_ref();
    let mut verdict = serde_json::to_value(status.verdict()).unwrap_or_default();
    name_acts(&mut verdict, agreement);
    ExplainReport {
        schema: "track.explain/1",
        id: agreement.id.to_string(),
        title: agreement.title.clone(),
        as_of: status.as_of.day,
        projected: status.as_of.is_projected(),
        supposed: agreement.acts.iter().skip(of.supposed_from).map(|act| act.id.to_string()).collect(),
        force: force(status),
        clause: ClauseReport {
            words: Some(of.words).filter(|words| !words.is_empty()).map(str::to_owned),
            article: clause.and_then(|clause| clause.article.clone()),
            basis: status.verdict().basis,
            note: clause.and_then(|clause| clause.note.clone()),
        },
        verdict,
        worlds: status.worlds.iter().map(world).collect(),
        rivals: status
            .rivals
            .iter()
            .map(|rivals| RivalReport {
                acts: rivals.acts.iter().map(|act| agreement.acts[*act].id.to_string()).collect(),
                party: rivals.party,
                differ: rivals.differ.clone(),
            })
            .collect(),
    }
}

fn world(answer: &WorldAnswer) -> WorldReport {
    WorldReport {
        claims: answer.world.claims,
        dates: answer.world.dates,
        state: answer.force.state,
        date: answer.force.date,
        until: answer.force.until,
        met_on: answer.force.met_on,
    }
}

/// Puts the ids of acts where a verdict has their places.
fn name_acts(value: &mut Value, agreement: &Agreement) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map.iter_mut() {
                let place = inner.as_u64().filter(|_| matches!(key.as_str(), "act" | "consent" | "notice"));
                match place.and_then(|at| agreement.acts.get(usize::try_from(at).ok()?)) {
                    Some(act) => *inner = Value::from(act.id.0.clone()),
                    None => name_acts(inner, agreement),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_acts(item, agreement)),
        _ => {}
    }
}
