//! A page of the UN Treaty Collection as a browser saves it: its participant table, and which treaty that is about.
//!
//! A page holds other tables too: its frame, end notes, territorial applications. The participant table is the one that
//! is headed `Participant` and has a column of acts.

mod address;
mod lay;
mod letters;
mod markup;
mod sheet;
#[cfg(test)]
mod tests;
mod text;

use std::borrow::Cow;

use super::index::Treaty;
use super::legend::Legend;
use crate::diagnostic::{Finding, Level};
use crate::import::Table;
use crate::source::Source;
use address::{key, language, number, whole};
pub use letters::declared;
use markup::{Markup, markup};
use sheet::Sheet;
pub(super) use text::is_mark;
use text::one_line;

/// What a saved page says.
#[derive(Debug)]
pub struct Page {
    /// Its participant table; a line is that on which the row begins.
    pub table: Table,
    /// Its treaty; `None`: the page names none.
    pub treaty: Option<Treaty>,
    /// What an index calls the treaty, `10-11-a`, made of the number in the page's own address.
    pub key: Option<String>,
    /// Rows of the table that do not stand under its heading.
    pub refused: Vec<Finding>,
    /// Notes on the page's other tables of participants, which tell no acts of theirs.
    pub left_out: Vec<Finding>,
}

/// Whether a text is a page and no table with delimiters.
pub fn is_page(source: &Source) -> bool {
    let text = source.text().trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<')
}

/// Reads a saved page.
///
/// # Errors
/// A page without a participant table, or with two; a page that was cut off; one in another language than English; a
/// table whose heading is not one cell a column.
pub fn page(source: &Source) -> Result<Page, Box<Finding>> {
    let text = plain(source.text());
    let found = markup(&text);
    let address = found.addresses.iter().find_map(|address| whole(address));
    if let Some(language) = address.as_deref().and_then(language).filter(|language| *language != "en") {
        let message = format!("the page is in another language (`clang=_{language}`)");
        let fault = Finding::error("other-language", source.name(), message);
        return Err(Box::new(fault.help("save the English page: its address ends with `clang=_en`")));
    }
    let (sheet, heading, left_out) = chosen(source.name(), &found.tables)?;
    if !sheet.is_closed {
        let message = format!("the page ends inside its table, which begins in line {}", sheet.line);
        let fault = Finding::error("cut-off", source.name(), message);
        return Err(Box::new(Finding {
            line: sheet.line,
            ..fault.help("save the page again, when it has loaded whole")
        }));
    }
    let laid = lay::lay(sheet, heading, source.name())?;
    let treaty = treaty(&found, address.as_deref());
    let title = treaty.as_ref().map(|treaty| treaty.title.clone());
    Ok(Page {
        table: Table { title, ..laid.table },
        key: address.as_deref().and_then(number).and_then(key),
        treaty,
        refused: laid.refused,
        left_out,
    })
}

/// The text with plain line ends, so that places in it keep their lines.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// The table of participants, where its heading stands, and notes on those that are none of acts.
fn chosen<'a>(name: &str, tables: &'a [Sheet]) -> Result<(&'a Sheet, usize, Vec<Finding>), Box<Finding>> {
    let all: Vec<(&Sheet, usize)> = tables.iter().filter_map(|sheet| Some((sheet, lay::heading_of(sheet)?))).collect();
    let has_acts = |(sheet, at): &&(&Sheet, usize)| {
        let heading = lay::headings(&sheet.rows[*at]);
        heading.iter().skip(1).any(|text| Legend::of(text).has_acts())
    };
    let acts: Vec<&(&Sheet, usize)> = all.iter().filter(has_acts).collect();
    let wanted = if acts.is_empty() { all.iter().collect() } else { acts };
    let (sheet, heading) = match wanted.as_slice() {
        [(sheet, heading)] => (*sheet, *heading),
        [] => {
            let message = "the page has no table that is headed `Participant`";
            let help = "save the page of one treaty's status, as https://treaties.un.org/Pages/ParticipationStatus.aspx leads to it";
            return Err(Box::new(Finding::error("no-table", name, message).help(help)));
        }
        several => {
            let (first, second, number) = (several[0].0.line, several[1].0.line, several.len());
            let message =
                format!("the page has {number} participant tables, the first two in lines {first} and {second}");
            let help = "they are of different kinds of participants: keep one in a file, and import each";
            let fault = Finding::error("several-tables", name, message).help(help);
            return Err(Box::new(Finding { line: second, ..fault }));
        }
    };
    let others = all.iter().filter(|(other, _)| !std::ptr::eq(*other, sheet));
    Ok((sheet, heading, others.map(|(other, at)| left_out(name, other, *at)).collect()))
}

fn left_out(name: &str, sheet: &Sheet, heading: usize) -> Finding {
    let names = super::shown(&lay::headings(&sheet.rows[heading]).join(", "));
    let rows = sheet.rows.len() - heading - 1;
    let message = format!("the table `{names}` tells no acts of participants; its rows ({rows}) were not read");
    let note = Finding::new(Level::Note, "left-out", name, message);
    Finding { line: sheet.line, ..note.help("record by hand what it says, such as territorial applications") }
}

fn treaty(found: &Markup, address: Option<&str>) -> Option<Treaty> {
    let title = found.title.replace(is_mark, " ");
    let title = without_number(&one_line(&title), address.and_then(number)).to_owned();
    let place = one_line(&found.place.replace(is_mark, " "));
    let whole = if place.is_empty() { title.clone() } else { format!("{}. {place}", title.trim_end_matches('.')) };
    (!title.is_empty()).then(|| Treaty::new(&whole, address))
}

/// The page writes a treaty's number before its title: `8 . Convention`, `2 . a Protocol` for the numbers IV-8, XXVII-2-a.
fn without_number<'a>(title: &'a str, number: Option<&str>) -> &'a str {
    let mut rest = title;
    for part in number.iter().flat_map(|number| number.split('-').skip(1)) {
        let Some(behind) = rest.strip_prefix(part).filter(|behind| !behind.starts_with(char::is_alphanumeric)) else {
            break;
        };
        rest = behind.trim_start_matches([' ', '.', ')']);
    }
    rest
}
