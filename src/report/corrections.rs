//! The corrections record: what we held, what holds now, when that changed, why, and whose mistake it was.
//!
//! A *correction* mends what was wrong, a *retraction* takes back what nothing supports, a *reversal* is no mistake: the
//! act was done, and later it was annulled or withdrawn.

use serde::Serialize;

use super::act::{ActLine, acts};
use super::act_words::{according, publisher, told};
use super::log::Wanted;
use super::page::{Block, Page, Section};
use super::prose::moment;
use super::show_page::cause;
use super::table::{Cell, Column, Table, Tone};
use crate::date::{Day, show};
use crate::model::{Agreement, Cause, Kind, Names, Outcome};
use crate::status::AsOf;
use crate::status::expected::FateState;

/// What kind of change it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The record was wrong and was mended.
    Correction,
    /// Nothing supports it.
    Retraction,
    /// It was done, and later undone.
    Reversal,
}

/// One change of the record.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Correction {
    /// What kind of change.
    pub change: Change,
    /// The agreement's id.
    pub agreement: String,
    /// Its name.
    pub title: String,
    /// The day of the change, where it is recorded.
    pub changed: Option<Day>,
    /// The same to the second, for changes of the desk.
    pub changed_at: Option<chrono::DateTime<chrono::Utc>>,
    /// The act that was held.
    pub act: String,
    /// What was held, in words.
    pub held: String,
    /// Who said so.
    pub according_to: Vec<String>,
    /// The same in words.
    #[serde(skip)]
    pub by: String,
    /// The act that holds instead, or that reversed it.
    pub now_act: Option<String>,
    /// What holds now, in words.
    pub now: String,
    /// Why, in words.
    pub reason: Option<String>,
    /// Whose mistake it was.
    pub cause: Option<Cause>,
}

/// `track log --retracted --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct CorrectionsReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the record is shown for.
    pub as_of: Day,
    /// The changes, by day.
    pub corrections: Vec<Correction>,
}

/// The corrections record of some agreements.
pub fn corrections(agreements: &[&Agreement], wanted: &Wanted, as_of: AsOf, names: &Names) -> CorrectionsReport {
    let mut found = Vec::new();
    for agreement in agreements {
        let acts = acts(agreement, as_of);
        for act in acts.iter().filter(|act| wanted.takes(act)) {
            found.extend(retraction(agreement, names, &acts, act));
            found.extend(reversal(agreement, names, &acts, act));
        }
    }
    let dated = wanted.since.is_some() || wanted.until.is_some();
    found.retain(|change| change.changed.map_or(!dated, |day| wanted.spans(day, day)));
    found.sort_by_key(|change| change.changed);
    CorrectionsReport { schema: "track.corrections/1", as_of: as_of.day, corrections: found }
}

fn retraction(agreement: &Agreement, names: &Names, acts: &[ActLine], act: &ActLine) -> Option<Correction> {
    let retraction = act.retracted.filter(|_| !is_new_day(act))?;
    let instead = retraction.in_favour_of.as_ref().and_then(|id| acts.iter().find(|other| other.id == id));
    let change = match (retraction.cause, instead) {
        (Some(Cause::Unsupported), _) | (None, None) => Change::Retraction,
        _ => Change::Correction,
    };
    let now = match instead {
        Some(other) => format!("{} ({})", told(agreement, names, other), according(other.sources)),
        None => "we no longer hold this; nothing is recorded in its place".to_owned(),
    };
    Some(Correction {
        change,
        changed: retraction.at.map(|at| at.date_naive()),
        changed_at: retraction.at,
        now_act: instead.map(|other| other.id.to_string()),
        now,
        reason: Some(retraction.reason.clone()),
        cause: retraction.cause,
        ..held(agreement, names, act)
    })
}

/// Whether what was expected was only moved, called off or done: no mistake of anybody.
fn is_new_day(act: &ActLine) -> bool {
    act.fate.is_some_and(|fate| fate.state != FateState::Retracted)
}

fn reversal(agreement: &Agreement, names: &Names, acts: &[ActLine], act: &ActLine) -> Option<Correction> {
    if act.retracted.is_some() || act.expected {
        return None;
    }
    let undone = acts.iter().rev().find(|earlier| undoes(act, earlier))?;
    Some(Correction {
        change: Change::Reversal,
        changed: Some(act.date.latest()),
        now_act: Some(act.id.to_string()),
        now: told(agreement, names, act),
        reason: act.reason.map(str::to_owned),
        ..held(agreement, names, undone)
    })
}

/// Whether an act takes back an earlier one.
fn undoes(act: &ActLine, earlier: &ActLine) -> bool {
    let before = earlier.date.earliest() <= act.date.latest() && earlier.id != act.id;
    let standing = earlier.retracted.is_none() && !earlier.expected && earlier.party == act.party;
    let same = match act.kind {
        Kind::NoticeWithdrawn => earlier.kind == Kind::Withdrawal,
        Kind::Withdrawal => earlier.kind.is_consent(),
        _ if act.outcome == Outcome::Annulled => {
            let what = (earlier.step, earlier.kind, earlier.about) == (act.step, act.kind, act.about);
            what && earlier.outcome.is_done()
        }
        _ => false,
    };
    before && standing && same
}

/// What was held, the rest still to be told.
fn held(agreement: &Agreement, names: &Names, act: &ActLine) -> Correction {
    Correction {
        change: Change::Correction,
        agreement: agreement.id.to_string(),
        title: agreement.label().to_owned(),
        changed: None,
        changed_at: None,
        act: act.id.to_string(),
        held: told(agreement, names, act),
        by: according(act.sources),
        according_to: act.sources.iter().map(publisher).collect(),
        now_act: None,
        now: String::new(),
        reason: None,
        cause: None,
    }
}

impl Change {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Correction => "Correction",
            Self::Retraction => "Retraction",
            Self::Reversal => "Reversal",
        }
    }
}

impl Correction {
    /// Whose mistake it was; a reversal was nobody's.
    pub fn fault(&self) -> &'static str {
        match self.change {
            Change::Reversal => "no mistake: a later act annulled it, took it back or left",
            _ => cause(self.cause),
        }
    }

    /// When it changed.
    pub fn when(&self) -> String {
        let day = self.changed.map(|day| format!("on {}", super::prose::long_date(day)));
        day.unwrap_or_else(|| "on a day that is not recorded".to_owned())
    }
}

/// The record as a page for a terminal.
pub fn page(report: &CorrectionsReport) -> Page {
    let mut page = Page::default();
    let blocks = report.corrections.iter().map(block).collect();
    Section { title: format!("Corrections record (as of {})", show(report.as_of)), blocks }.onto(&mut page);
    page
}

fn block(correction: &Correction) -> Block {
    let tone = if correction.change == Change::Reversal { Tone::Attention } else { Tone::Bad };
    let title = format!("{} ({})", correction.title, correction.agreement);
    let mut block =
        Block { head: vec![Cell::toned(correction.change.word(), tone), Cell::from(title)], lines: Vec::new() };
    block.line("held", Some(format!("{} ({})", correction.held, correction.by)));
    block.line("now", Some(correction.now.as_str()));
    let changed = correction.changed_at.map(moment).or_else(|| correction.changed.map(show));
    block.line("changed", Some(changed.unwrap_or_else(|| "on a day that is not recorded".to_owned())));
    block.line("why", correction.reason.as_deref());
    block.line("cause", Some(correction.fault()));
    let instead = correction.now_act.as_ref().map(|id| format!(" → {id}")).unwrap_or_default();
    block.line("acts", Some(format!("{}{instead}", correction.act)));
    block
}

/// The record as a table for scripts.
pub fn table(report: &CorrectionsReport) -> Table {
    let mut table = Table::new(vec![
        Column::keep("act", "ACT"),
        Column::keep("agreement", "AGREEMENT"),
        Column::keep("change", "CHANGE"),
        Column::keep("changed", "CHANGED"),
        Column::words("held", "HELD"),
        Column::words("according-to", "ACCORDING TO"),
        Column::words("now", "NOW"),
        Column::keep("now-act", "NOW ACT"),
        Column::words("reason", "WHY"),
        Column::words("cause", "CAUSE"),
    ]);
    for line in &report.corrections {
        table.row(vec![
            line.act.as_str().into(),
            line.agreement.as_str().into(),
            line.change.word().to_lowercase().into(),
            line.changed.map(show).unwrap_or_default().into(),
            line.held.as_str().into(),
            line.according_to.join("; ").into(),
            line.now.as_str().into(),
            line.now_act.as_deref().unwrap_or_default().into(),
            line.reason.as_deref().unwrap_or_default().into(),
            line.fault().into(),
        ]);
    }
    table
}
