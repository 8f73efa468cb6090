//! The corrections record in Markdown, as a note that readers can be shown.

use super::gate;
use crate::report::corrections::{Change, CorrectionsReport};

/// One paragraph for each change.
pub fn md(report: &CorrectionsReport) -> String {
    let mut text = "# Corrections\n".to_owned();
    for line in &report.corrections {
        let safe = gate::markdown;
        let reason = line.reason.as_ref().map(|reason| format!(" Why: {}.", safe(reason.trim_end_matches('.'))));
        let (held, by, now) = (safe(&line.held), safe(&line.by), safe(&line.now));
        let told = match line.change {
            Change::Reversal => format!("This was done: {held}. It was annulled, taken back or left: {now}."),
            _ => format!("We held: {held} ({by}). What holds now: {now}. Changed {}.", line.when()),
        };
        let cause = match line.change {
            Change::Reversal => " The record was right.".to_owned(),
            _ => format!(" Cause: {}.", line.fault()),
        };
        text.push_str(&format!(
            "\n**{}** – {}. {told}{}{cause}\n",
            line.change.word(),
            safe(&line.title),
            reason.unwrap_or_default()
        ));
    }
    text
}
