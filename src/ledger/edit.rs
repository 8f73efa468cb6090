//! The smallest change of a text: one block put in at one place, every other byte as it was.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::write::{self, Block};
use super::{brackets, ident};
use crate::model::{Act, ActId, Agreement, Basis, Citation, Code, Form, Look, Retraction};
use crate::source::Source;

/// What became of an act that was to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// It was written, under this id.
    Added(ActId),
    /// It was on record; a new source joined it.
    SourceJoined(ActId),
    /// It was on record, and nothing is new.
    Known(ActId),
}

/// The given id is on record with other content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The id.
    pub id: ActId,
}

/// Records one act: written behind the last act of the same party, else at the end; the same content again only joins
/// its sources. Gives the text (unchanged where nothing is new) and what became of the act.
///
/// # Errors
/// A given id that stands on an act with other content.
pub fn record(source: &Source, agreement: &Agreement, act: &Act) -> Result<(String, Recorded), Clash> {
    let same = agreement.acts.iter().find(|known| {
        if act.id_given {
            known.id == act.id
        } else {
            known.retracted.is_none() && ident::may_be_same(known, act) && ident::same_content(known, act)
        }
    });
    if let Some(known) = same {
        if act.id_given && !ident::same_content(known, act) {
            return Err(Clash { id: act.id.clone() });
        }
        return Ok(join(source, known, &act.sources));
    }
    let taken: BTreeSet<ActId> = agreement.acts.iter().map(|act| act.id.clone()).collect();
    let id = if act.id_given { act.id.clone() } else { ident::free(&agreement.id, act, &taken) };
    let act = Act { id: id.clone(), ..act.clone() };
    let behind = agreement.acts.iter().filter(|known| known.party == act.party).max_by_key(|known| known.span.end);
    let last = behind.or(agreement.acts.last()).map(|known| &known.span);
    let text = brackets::into_list(source, "act", last, &write::act_in_line(&act))
        .unwrap_or_else(|| insert(source.text(), behind.map(|known| known.span.end), &write::act(&act), true));
    Ok((text, Recorded::Added(id)))
}

/// Joins the sources that an act does not have yet.
fn join(source: &Source, known: &Act, sources: &[Citation]) -> (String, Recorded) {
    let new: Vec<&Citation> = sources.iter().filter(|citation| !known.sources.contains(citation)).collect();
    if new.is_empty() {
        return (source.text().to_owned(), Recorded::Known(known.id.clone()));
    }
    if let Some(text) = join_in_line(source, known, &new) {
        return (text, Recorded::SourceJoined(known.id.clone()));
    }
    if let Some(text) = brackets::into_braces(source, &known.span, &write::sources_in_line(new.iter().copied())) {
        return (text, Recorded::SourceJoined(known.id.clone()));
    }
    let blocks: Vec<String> = new.into_iter().map(|citation| write::citation(citation).finish()).collect();
    (insert(source.text(), Some(known.span.end), &blocks.join("\n"), true), Recorded::SourceJoined(known.id.clone()))
}

/// Joins sources to a list that is written in brackets, `source = [{ … }]`: a block could not add to that. `None` where
/// the act has no such list.
fn join_in_line(source: &Source, known: &Act, new: &[&Citation]) -> Option<String> {
    let text = source.text();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - body.len();
    let (table, _) = DeTable::parse_recoverable(body);
    let acts = table.get_ref().get("act")?.get_ref().as_array()?;
    let act = acts.iter().find(|act| act.span().start + mark == known.span.start)?;
    let list = act.get_ref().as_table()?.get("source")?;
    if body.get(list.span())?.starts_with("[[") {
        return None;
    }
    let new: Vec<String> = new.iter().map(|citation| write::citation_in_line(citation)).collect();
    let new = new.join(", ");
    let (at, put) = match list.get_ref().as_array()?.iter().last() {
        Some(last) => (last.span().end, format!(", {new}")),
        None => (list.span().start + 1, new),
    };
    let (before, after) = text.split_at_checked(at + mark)?;
    Some(format!("{before}{put}{after}"))
}

/// Marks an act as one that must no longer be relied on.
pub fn retract(source: &Source, act: &Act, retraction: &Retraction) -> String {
    brackets::into_braces(source, &act.span, &write::retraction_in_line(retraction))
        .unwrap_or_else(|| insert(source.text(), Some(act.span.end), &write::retraction(retraction), true))
}

/// Records that somebody looked and found nothing; at the end of the file, or behind the last look.
pub fn add_look(source: &Source, agreement: &Agreement, look: &Look) -> String {
    let last = agreement.looked.iter().map(|look| &look.span).max_by_key(|span| span.end);
    brackets::into_list(source, "looked", last, &write::look_in_line(look))
        .unwrap_or_else(|| insert(source.text(), last.map(|span| span.end), &write::look(look), true))
}

/// Puts a block behind the line in which `behind` lies, else at the end, parted by one empty line. The block takes the
/// line ends of the text; every other byte stays.
fn insert(text: &str, behind: Option<usize>, block: &str, parted: bool) -> String {
    let at = behind.map_or(text.len(), |at| behind_remarks(text, behind_line(text, at)));
    let (before, after) = text.split_at(at);
    let mut put = String::new();
    if !before.is_empty() && !before.ends_with('\n') {
        put.push('\n');
    }
    if parted && !before.is_empty() && !before.ends_with("\n\n") && !before.ends_with("\n\r\n") {
        put.push('\n');
    }
    put.push_str(block);
    let windows = text.contains("\r\n");
    let put = if windows { put.replace('\n', "\r\n") } else { put };
    format!("{before}{put}{after}")
}

/// The first byte behind the line in which `at` lies.
fn behind_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The first byte behind the comments that follow at once and stand alone: those speak of what is above them. Comments
/// right above a further table speak of that.
fn behind_remarks(text: &str, from: usize) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        match line.trim_start().chars().next() {
            Some('#') => at += line.len(),
            None => return at,
            Some(_) => return from,
        }
    }
    at
}

/// `track.toml` of an empty ledger.
pub fn settings(name: &str) -> String {
    let mut block = Block::bare();
    block.raw("format", "1");
    block.text("name", Some(name));
    block.finish()
}

/// What a new agreement begins with.
#[derive(Debug, Clone, Default)]
pub struct NewAgreement {
    /// Its title.
    pub title: String,
    /// What it calls itself.
    pub form: Option<Form>,
    /// The closed list of parties; empty: an open list.
    pub parties: Vec<Code>,
    /// The clause's condition.
    pub when: Option<String>,
    /// The clause's delay.
    pub then: Option<String>,
    /// How the clause is known.
    pub basis: Option<Basis>,
}

/// The text of a new agreement, without acts.
pub fn new_agreement(new: &NewAgreement) -> String {
    let mut block = Block::bare();
    block.raw("format", "1");
    block.text("title", Some(&new.title));
    block.word("form", new.form);
    if !new.parties.is_empty() {
        let codes: Vec<String> = new.parties.iter().map(ToString::to_string).collect();
        block.texts("parties", &codes);
    }
    if new.when.is_some() || new.then.is_some() {
        let mut clause = Block::new("[clause]", "");
        clause.text("when", new.when.as_deref());
        clause.text("then", new.then.as_deref());
        clause.word("basis", Some(new.basis.unwrap_or(Basis::Text)));
        block.push(clause);
    }
    block.finish()
}
