//! The claims of a story that cannot stand, one a line as editors understand it; on a terminal wrapped.

use super::text::Terminal;
use super::wrap::behind;
use crate::report::lint::LintReport;

/// `file:line:column: level: message [topic]`, and below it what may be written instead.
pub fn lines(report: &LintReport, how: &Terminal) -> String {
    let each = report.claims.iter().filter_map(|held| Some((held, held.level()?)));
    let lines = each.map(|(held, level)| {
        let place = format!("{}:{}:{}", report.file, held.line, held.column);
        let line = format!("{place}: {level}: {} [{}]", held.message(), held.topic.unwrap_or_default());
        let instead = held.instead.as_ref().map(|text| behind("  write: ", text, 4, how));
        behind("", &line, 2, how) + &instead.unwrap_or_default()
    });
    lines.collect()
}
