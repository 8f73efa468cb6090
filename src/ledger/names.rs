//! `names.toml`: how a desk calls parties, and further spellings by which it finds them.

use super::MAX_PARTIES;
use super::parse::parsed;
use super::reader::Reader;
use super::settings::code;
use crate::diagnostic::Finding;
use crate::model::{Extra, NameKind, Names};
use crate::source::{Source, Span};

/// Loads `names.toml` on top of the table that comes with the tool; `None` where the text is no TOML or of a newer
/// format.
pub fn load_names(source: &Source) -> (Option<Names>, Vec<Finding>) {
    parsed(source, |reader| Some(names(reader)))
}

fn names(reader: &Reader) -> Names {
    let table = reader.table("names");
    let said: Vec<(Span, Extra)> = table.iter().flat_map(said).collect();
    reader.bounded("names", said.len(), MAX_PARTIES);
    let whole = Names::builtin().with(said.iter().map(|(_, extra)| extra.clone()));
    whole.unwrap_or_else(|_| one_by_one(reader, said))
}

/// Adds the parties one after the other, and tells each that takes another one's name.
fn one_by_one(reader: &Reader, said: Vec<(Span, Extra)>) -> Names {
    let mut names = Names::builtin().clone();
    for (span, extra) in said {
        match names.with([extra]) {
            Ok(more) => names = more,
            Err(clash) => {
                let help = "a name means one party: take it out here, or add a word that tells the two apart";
                reader.text.error("name-clash", &span, clash.to_string(), help);
                return names;
            }
        }
    }
    names
}

/// Each `[names.CODE]` with its place.
fn said(table: &Reader) -> Vec<(Span, Extra)> {
    let each = table.entries().filter_map(|(key, span, value)| {
        let Some(inner) = value.get_ref().as_table() else {
            table.wrong(value, key, "a table: `[names.CODE]`");
            return None;
        };
        let code = code(table, key, &span)?;
        let inner = Reader::new(table.text, inner, table.text.span(value.span()));
        let extra = Extra {
            code,
            kind: inner.word("kind", NameKind::ALL),
            english: inner.title("name", inner.text("name")).filter(|name| !name.trim().is_empty()),
            native: inner.title("native", inner.text("native")).filter(|name| !name.trim().is_empty()),
            ceased: inner.day("ceased"),
            aliases: inner.texts("aliases"),
        };
        inner.finish();
        Some((span, extra))
    });
    each.collect()
}
