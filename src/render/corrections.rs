//! The corrections record in Markdown, as a note that readers can be shown.

use super::gate;
use crate::report::corrections::{Change, CorrectionsReport};

/// One paragraph for each change.
pub fn md(report: &CorrectionsReport) -> String {
    let mut text = "# Corrections\n".to_owned();
    for line in &report.corrections {
        let safe = gate::markdown;
        let reason = line.reason.as_ref().map(|reason| format!(" Why: {}.", safe(reason.trim_end_matches('.'))));
        let (held, by, now) = (safe(&line.held), safe(&line.according_to), safe(&line.now));
        let told = match line.change {
            Change::Reversal => format!("We reported: {held}. That was done. It was undone {}: {now}.", line.when()),
            _ => format!("We held: {held} (according to {by}). What holds now: {now}. Changed {}.", line.when()),
        };
        let cause = match line.change {
            Change::Reversal => String::new(),
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
