//! What is recorded as TOML 1.0 text: as a block, or in braces.

use std::fmt::Write;

use super::block::Block;
use crate::date::ActDate;
use crate::model::{Act, Citation, Look, Outcome, Retraction, Votes, Weight};

/// A basic string of TOML 1.0, on one line: everything that is not plain is escaped.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_unseen(c) => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that an editor would not show or that turn the text around it.
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// A day as a day, anything less precise as a text.
pub(super) fn date(date: ActDate) -> String {
    match date.exact() {
        Some(day) if date.to_string().len() == 10 => crate::date::show(day),
        _ => string(&date.to_string()),
    }
}

/// `[[act]]` with its sources.
pub(super) fn act(whole: &Act) -> String {
    let mut block = act_block(whole);
    for source in &whole.sources {
        block.part(citation_block(source));
    }
    block.lines()
}

/// An act with its sources as one value, for a list in brackets.
pub(super) fn act_in_line(whole: &Act) -> String {
    let mut block = act_block(whole);
    if !whole.sources.is_empty() {
        block.list("source", whole.sources.iter().map(citation_in_line).collect());
    }
    block.braces()
}

fn act_block(act: &Act) -> Block {
    let mut block = Block::new("[[act]]", 0);
    block.text("id", Some(&act.id.0));
    block.word("party", act.party);
    block.text("step", act.step.as_deref());
    block.word("kind", Some(act.kind));
    block.text("name", act.name.as_deref());
    block.text("body", act.body.as_deref());
    block.date("date", Some(act.date));
    block.date("effective", act.effective);
    block.date("sent", act.sent);
    block.date("sitting", act.sitting);
    let unsaid = if act.expected { Outcome::Unknown } else { Outcome::Done };
    if act.outcome != unsaid || act.kind.needs_outcome() && !act.expected {
        block.word("outcome", Some(act.outcome));
    }
    block.word("reading", act.reading);
    votes(&mut block, act.votes.as_ref());
    block.word("about", Some(act.about).filter(|about| *about != crate::model::About::Consent));
    block.text("follows", act.follows.as_ref().map(|id| id.0.as_str()));
    block.word("delivery", act.delivery);
    block.text("at", act.at.as_deref());
    block.text("scope", act.scope.as_deref());
    block.date("until", act.until);
    block.text("territory", act.territory.as_deref());
    block.text("excluded", act.excluded.as_deref());
    block.text("against", act.against.as_deref());
    block.text("effect", act.effect.as_deref());
    block.text("condition", act.condition.as_deref());
    block.date("cleared", act.cleared);
    block.text("reason", act.reason.as_deref());
    block.flag("ad_referendum", "true", act.ad_referendum);
    block.text("contested_by", act.contested_by.as_deref());
    block.text("how", act.how.as_deref());
    block.text("to", act.to.as_deref());
    block.texts("persons", &act.persons);
    block.text("place", act.place.as_deref());
    block.flag("counted", "false", !act.counted);
    block.flag("expected", "true", act.expected);
    block.moment("embargo", act.embargo);
    block.text("note", act.note.as_deref());
    block.moment("recorded", act.recorded);
    block.text("by", act.by.as_deref());
    block
}

fn votes(block: &mut Block, votes: Option<&Votes>) {
    match votes {
        None => {}
        Some(Votes::Unanimous) => block.text("votes", Some("unanimous")),
        Some(Votes::Counts(t)) => {
            let all = [
                ("for", t.for_),
                ("against", t.against),
                ("abstain", t.abstain),
                ("present", t.present),
                ("absent", t.absent),
                ("other", t.other),
                ("seats", t.seats),
            ];
            let known: Vec<String> = all.iter().filter_map(|(key, n)| n.map(|n| format!("{key} = {n}"))).collect();
            block.raw("votes", format!("{{ {} }}", known.join(", ")));
        }
    }
}

/// `[[act.source]]`.
pub(super) fn citation(source: &Citation) -> String {
    citation_block(source).lines()
}

/// A source as one value, for a list in brackets.
pub(super) fn citation_in_line(source: &Citation) -> String {
    citation_block(source).braces()
}

/// `[[source]]`, of the whole record.
pub(super) fn record_source(source: &Citation) -> Block {
    let mut block = Block::new("[[source]]", 0);
    citation_pairs(&mut block, source);
    block
}

/// `[weights.NAME]` with its values.
pub(super) fn weight(name: &str, weight: &Weight) -> Block {
    let mut block = Block::new(format!("[weights.{name}]"), 0);
    block.text("unit", weight.unit.as_deref());
    if let Some(total) = weight.total {
        block.raw("total", total.to_string());
    }
    block.text("source", weight.source.as_deref());
    let mut values = Block::new(format!("[weights.{name}.values]"), 2);
    for (code, value) in &weight.values {
        values.raw(code.to_string(), value.to_string());
    }
    block.part(values);
    block
}

fn citation_block(source: &Citation) -> Block {
    let mut block = Block::new("[[act.source]]", 2);
    citation_pairs(&mut block, source);
    block
}

fn citation_pairs(block: &mut Block, source: &Citation) {
    block.text("url", source.url.as_deref());
    block.text("publisher", source.publisher.as_deref());
    block.text("title", source.title.as_deref());
    block.date("published", source.published);
    block.word("kind", source.kind);
    block.date("read_on", source.read_on);
    block.text("archive", source.archive.as_deref());
    block.text("quote", source.quote.as_deref());
    block.text("lang", source.lang.as_deref());
    block.text("verb", source.verb.as_deref());
    block.text("origin", source.origin.as_deref());
    block.text("note", source.note.as_deref());
}

/// `source = [{ … }]`, for a table in braces.
pub(super) fn sources_in_line<'s>(sources: impl Iterator<Item = &'s Citation>) -> String {
    let sources: Vec<String> = sources.map(citation_in_line).collect();
    format!("source = [{}]", sources.join(", "))
}

/// `[act.retracted]`.
pub(super) fn retraction(retraction: &Retraction) -> String {
    retraction_block(retraction).lines()
}

/// `retracted = { … }`, for an act in braces.
pub(super) fn retraction_in_line(retraction: &Retraction) -> String {
    format!("retracted = {}", retraction_block(retraction).braces())
}

fn retraction_block(retraction: &Retraction) -> Block {
    let mut block = Block::new("[act.retracted]", 2);
    block.moment("at", retraction.at);
    block.text("reason", Some(&retraction.reason));
    block.word("cause", retraction.cause);
    block.text("in_favour_of", retraction.in_favour_of.as_ref().map(|id| id.0.as_str()));
    block.text("by", retraction.by.as_deref());
    block
}

/// `[[looked]]`.
pub(super) fn look(look: &Look) -> String {
    look_block(look).lines()
}

/// A look as one value, for a list in brackets.
pub(super) fn look_in_line(look: &Look) -> String {
    look_block(look).braces()
}

fn look_block(look: &Look) -> Block {
    let mut block = Block::new("[[looked]]", 0);
    block.word("party", look.party);
    block.text("step", look.step.as_deref());
    block.text("where", look.where_.as_deref());
    block.raw("date", crate::date::show(look.date));
    if look.shelf_life_days != 30 {
        block.raw("shelf_life_days", look.shelf_life_days.to_string());
    }
    block.moment("recorded", look.recorded);
    block.text("by", look.by.as_deref());
    block.text("note", look.note.as_deref());
    block
}
