//! What an edit by hand comes to: whether its text may stand, what it adds and takes away, and what is said about it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::check::{self, Subject};
use crate::commands::recorded;
use crate::date::Day;
use crate::diagnostic::{Finding, Level};
use crate::error::Failure;
use crate::ledger::gone::{Difference, difference};
use crate::model::{Agreement, AgreementId, Code, Procedure};
use crate::reading::{Entry, Reading};
use crate::render::{diff, gate};
use crate::report::became::Became;
use crate::report::prose::count;
use crate::source::Source;
use crate::status::{AsOf, Status};

/// An edit that may stand.
pub(super) struct Edited {
    /// The new text, under the name of the agreement's file.
    pub(super) new: Source,
    /// Which acts it adds and takes away.
    pub(super) acts: Difference,
    changes: Vec<String>,
    warnings: Vec<String>,
}

/// What became of an edit.
#[derive(Serialize, schemars::JsonSchema)]
pub(crate) struct Report {
    /// Name and version of this shape.
    pub(super) schema: &'static str,
    /// The agreement's id.
    pub(super) agreement: String,
    /// What became of the edit: recorded, unchanged or discarded.
    pub(super) result: Became,
    /// Whether nothing was written because only the change was asked for.
    pub(super) dry_run: bool,
    /// The ids of the acts that the edit adds.
    acts_added: Vec<String>,
    /// The ids of the acts that the edit takes away.
    acts_gone: Vec<String>,
    /// What changes in the status, one sentence each.
    changes: Vec<String>,
    /// What may be doubted in what was added, one sentence each.
    warnings: Vec<String>,
}

/// One side of an edit: its text, what it loads as, and what may be doubted in it.
struct Side {
    agreement: Option<Agreement>,
    /// As answers give it: without what is under embargo.
    status: Option<Status>,
    doubts: Vec<Finding>,
}

/// Judges the text of a draft against the one it began from.
///
/// # Errors
/// Errors in the draft (65), with its own lines.
pub(super) fn judge(
    reading: &Reading,
    id: &AgreementId,
    base: &Source,
    draft: &Source,
    today: Day,
) -> Result<Edited, Failure> {
    reading.keep(draft);
    reading.sound(id, reading.load_text(id, draft)).map_err(|failure| Failure {
        message: format!("the edit of `{id}` has errors, so it is not recorded"),
        ..failure
    })?;
    let new = Source::new(base.name(), draft.text());
    let (before, after) = (side(reading, id, base, today), side(reading, id, &new, today));
    let acts = match (&before.agreement, &after.agreement) {
        (Some(before), Some(after)) => difference(before, after),
        _ => Difference::default(),
    };
    Ok(Edited { changes: changes(&before, &after), warnings: warnings(&before, &after, &acts), new, acts })
}

fn side(reading: &Reading, id: &AgreementId, source: &Source, today: Day) -> Side {
    let as_of = AsOf { day: today, today, known_at: None };
    let loaded = reading.load_text(id, source);
    let (agreement, mut doubts) = (loaded.agreement.clone(), check::of_text(source));
    doubts.extend(loaded.findings.clone());
    let entry = reading.sound(id, loaded).ok();
    if let Some(entry) = &entry {
        let status = reading.status_of(entry, as_of).ok();
        doubts.extend(found(reading, source, entry, status.as_ref(), today));
    }
    let status = entry.as_ref().and_then(|entry| reading.public_status_of(entry, as_of).ok());
    doubts.retain(|finding| finding.level <= Level::Warning);
    Side { agreement, status, doubts }
}

/// What the checks find in one agreement.
fn found(reading: &Reading, source: &Source, entry: &Entry, status: Option<&Status>, today: Day) -> Vec<Finding> {
    let agreement = &entry.agreement;
    let ids: BTreeSet<AgreementId> = reading.ids().unwrap_or_default().into_iter().collect();
    let procedures = |code: &Code| -> Option<Arc<Procedure>> { reading.procedure_of(agreement, code) };
    let clause = Some(&entry.clause);
    check::of_agreement(&Subject { source, agreement, clause, status, procedures: &procedures, ids: &ids, today })
}

/// What changes in the status; where the old text had errors, only how it stands now.
fn changes(before: &Side, after: &Side) -> Vec<String> {
    let new = after.status.as_ref();
    let both = new.map(|new| (before.status.as_ref().unwrap_or(new), new));
    both.map(|(old, new)| recorded::changes(old, new)).unwrap_or_default()
}

/// What an editor should look at: acts that are gone, and doubts that the old text did not give.
fn warnings(before: &Side, after: &Side, acts: &Difference) -> Vec<String> {
    let mut warnings = Vec::new();
    if before.agreement.is_none() {
        warnings.push("the old text could not be read, so nothing tells whether acts are gone".to_owned());
    }
    warnings.extend(gone(acts));
    let known: BTreeSet<(&str, &str)> = before.doubts.iter().map(|old| (old.code, old.message.as_str())).collect();
    let new = after.doubts.iter().filter(|finding| !known.contains(&(finding.code, finding.message.as_str())));
    warnings.extend(new.map(|finding| format!("{}:{}: {}", finding.file, finding.line, finding.message)));
    warnings
}

/// That acts are gone, and what would keep them.
pub(super) fn gone(acts: &Difference) -> Option<String> {
    let ids: Vec<&str> = acts.gone.iter().map(|id| id.0.as_str()).collect();
    let are = count(ids.len(), "act is gone", "acts are gone");
    (!ids.is_empty()).then(|| format!("{are}: {}; `track retract` keeps the record", ids.join(", ")))
}

impl Edited {
    /// The change as a diff.
    pub(super) fn diff(&self, base: &Source, colour: bool) -> String {
        diff::unified(base.name(), Some(base.text()), Some(self.new.text()), colour)
    }

    /// What a script is told.
    pub(super) fn report(self, id: &AgreementId, dry_run: bool) -> Report {
        let words = |ids: Vec<crate::model::ActId>| ids.into_iter().map(|id| id.0).collect();
        Report {
            acts_added: words(self.acts.added),
            acts_gone: words(self.acts.gone),
            changes: self.changes,
            warnings: self.warnings,
            ..Report::bare(id, Became::Recorded, dry_run)
        }
    }
}

impl Report {
    /// That nothing changed in the ledger.
    pub(super) fn bare(id: &AgreementId, result: Became, dry_run: bool) -> Self {
        Self {
            schema: "track.edit/1",
            agreement: id.to_string(),
            result,
            dry_run,
            acts_added: Vec::new(),
            acts_gone: Vec::new(),
            changes: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// What a person is told.
    pub(super) fn text(&self) -> String {
        let changes: String = self.changes.iter().map(|change| format!("  {}\n", gate::terminal(change))).collect();
        format!("{}  {}\n{changes}{}", self.result.in_words(), self.agreement, self.warned())
    }

    /// The warnings, one a line.
    pub(super) fn warned(&self) -> String {
        self.warnings.iter().map(|warning| format!("  warning: {}\n", gate::terminal(warning))).collect()
    }
}
