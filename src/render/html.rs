//! An HTML table from a neutral table: a fragment to paste into a page, without script or style.

use super::{gate, tone};
use crate::report::table::{Align, Cell, Table};

/// `<table>` with a head; tones as classes, each cell in its own reading direction.
pub fn html(table: &Table) -> String {
    let mut out = String::from("<table>\n<thead>\n<tr>");
    for column in &table.columns {
        out.push_str(&format!("<th scope=\"col\">{}</th>", gate::html(column.title)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, column) in table.columns.iter().enumerate() {
            out.push_str(&row.get(at).map_or_else(|| "<td></td>".to_owned(), |found| cell(found, column.align)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn cell(cell: &Cell, align: Align) -> String {
    let words = gate::html(&cell.text);
    let words = match cell.link.as_deref().and_then(gate::url) {
        Some(address) => format!("<a href=\"{}\" rel=\"noopener nofollow\">{words}</a>", gate::html(address)),
        None => words,
    };
    let side = if align == Align::Right { " align=\"right\"" } else { "" };
    let class = tone::class(cell.tone).map_or_else(String::new, |name| format!(" class=\"{name}\""));
    format!("<td dir=\"auto\"{class}{side}>{words}</td>")
}
