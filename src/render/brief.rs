//! A brief for people and in Markdown: the paragraph, then the words to avoid.

use super::gate;
use super::text::Terminal;
use super::wrap::{behind, headline};
use crate::report::brief::BriefReport;

/// The paragraph under its head and the words to avoid; on a terminal lines are wrapped under themselves.
pub fn text(report: &BriefReport, how: &Terminal) -> String {
    let mut text = format!("{}\n", headline(&report.head(), how));
    text.push_str(&behind("  ", &report.paragraph(), 2, how));
    if report.avoid.is_empty() {
        return text;
    }
    text.push_str(&format!("\n{}", headline(report.avoid_title(), how)));
    for (words, why) in report.warnings() {
        text.push_str(&behind("  - ", &format!("{words}: {why}"), 4, how));
    }
    text
}

/// The paragraph under its head, and a list of the words to avoid.
pub fn md(report: &BriefReport) -> String {
    let mut text = format!("# {}\n\n{}\n", gate::markdown(&report.head()), gate::markdown(&report.paragraph()));
    if report.avoid.is_empty() {
        return text;
    }
    text.push_str(&format!("\n## {}\n\n", gate::markdown(report.avoid_title())));
    for (words, why) in report.warnings() {
        text.push_str(&format!("- {}: {}\n", gate::markdown(&words), gate::markdown(&why)));
    }
    text
}
