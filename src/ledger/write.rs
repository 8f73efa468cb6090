//! Values as TOML 1.0 text.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};

use super::fmt::list_line;
use crate::date::ActDate;
use crate::model::{Act, Citation, Look, Retraction, Votes};

/// A block of `key = value` lines under a header, each line with the same indent.
pub(super) struct Block {
    text: String,
    indent: &'static str,
}

impl Block {
    pub(super) fn new(header: &str, indent: &'static str) -> Self {
        Self { text: format!("{indent}{header}\n"), indent }
    }

    /// Lines without a header.
    pub(super) fn bare() -> Self {
        Self { text: String::new(), indent: "" }
    }

    pub(super) fn raw(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{}{key} = {value}", self.indent);
    }

    pub(super) fn text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.raw(key, &string(value));
        }
    }

    pub(super) fn word(&mut self, key: &str, value: Option<impl std::fmt::Display>) {
        self.text(key, value.map(|word| word.to_string()).as_deref());
    }

    pub(super) fn date(&mut self, key: &str, value: Option<ActDate>) {
        if let Some(value) = value {
            self.raw(key, &date(value));
        }
    }

    pub(super) fn moment(&mut self, key: &str, value: Option<DateTime<Utc>>) {
        if let Some(value) = value {
            self.raw(key, &value.to_rfc3339_opts(SecondsFormat::Secs, true));
        }
    }

    pub(super) fn texts(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let items: Vec<String> = values.iter().map(|value| string(value)).collect();
            self.text.push_str(&list_line(self.indent.len(), key, &items));
        }
    }

    pub(super) fn push(&mut self, block: Self) {
        self.text.push('\n');
        self.text.push_str(&block.text);
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

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

fn date(date: ActDate) -> String {
    match date.exact() {
        Some(day) if date.to_string().len() == 10 => crate::date::show(day),
        _ => string(&date.to_string()),
    }
}

/// `[[act]]` with its sources.
pub(super) fn act(act: &Act) -> String {
    let mut block = Block::new("[[act]]", "");
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
    if act.kind.needs_outcome() || act.outcome != crate::model::Outcome::Done {
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
    if act.ad_referendum {
        block.raw("ad_referendum", "true");
    }
    block.text("contested_by", act.contested_by.as_deref());
    block.text("how", act.how.as_deref());
    block.text("to", act.to.as_deref());
    block.texts("persons", &act.persons);
    block.text("place", act.place.as_deref());
    if !act.counted {
        block.raw("counted", "false");
    }
    if act.expected {
        block.raw("expected", "true");
    }
    block.moment("embargo", act.embargo);
    block.text("note", act.note.as_deref());
    block.moment("recorded", act.recorded);
    block.text("by", act.by.as_deref());
    for source in &act.sources {
        block.push(citation(source));
    }
    block.finish()
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
            block.raw("votes", &format!("{{ {} }}", known.join(", ")));
        }
    }
}

/// `[[act.source]]`.
pub(super) fn citation(source: &Citation) -> Block {
    let mut block = Block::new("[[act.source]]", "  ");
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
    block
}

/// A source as one value, for a list in brackets.
pub(super) fn citation_in_line(source: &Citation) -> String {
    in_line(&citation(source).finish())
}

/// `source = [{ … }]`, for a table in braces.
pub(super) fn sources_in_line<'s>(sources: impl Iterator<Item = &'s Citation>) -> String {
    let sources: Vec<String> = sources.map(citation_in_line).collect();
    format!("source = [{}]", sources.join(", "))
}

/// An act with its sources as one value, for a list in brackets.
pub(super) fn act_in_line(whole: &Act) -> String {
    let mut block = act(&Act { sources: Vec::new(), ..whole.clone() });
    if !whole.sources.is_empty() {
        block.push_str(&sources_in_line(whole.sources.iter()));
    }
    in_line(&block)
}

/// A look as one value, for a list in brackets.
pub(super) fn look_in_line(whole: &Look) -> String {
    in_line(&look(whole))
}

/// `retracted = { … }`, for an act in braces.
pub(super) fn retraction_in_line(whole: &Retraction) -> String {
    format!("retracted = {}", in_line(&retraction(whole)))
}

/// The lines of a block in braces, without its header.
fn in_line(block: &str) -> String {
    let pairs: Vec<&str> = block.lines().skip(1).map(str::trim_start).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// `[act.retracted]`.
pub(super) fn retraction(retraction: &Retraction) -> String {
    let mut block = Block::new("[act.retracted]", "  ");
    block.moment("at", retraction.at);
    block.text("reason", Some(&retraction.reason));
    block.word("cause", retraction.cause);
    block.text("in_favour_of", retraction.in_favour_of.as_ref().map(|id| id.0.as_str()));
    block.text("by", retraction.by.as_deref());
    block.finish()
}

/// `[[looked]]`.
pub(super) fn look(look: &Look) -> String {
    let mut block = Block::new("[[looked]]", "");
    block.word("party", look.party);
    block.text("step", look.step.as_deref());
    block.text("where", look.where_.as_deref());
    block.raw("date", &crate::date::show(look.date));
    if look.shelf_life_days != 30 {
        block.raw("shelf_life_days", &look.shelf_life_days.to_string());
    }
    block.moment("recorded", look.recorded);
    block.text("by", look.by.as_deref());
    block.text("note", look.note.as_deref());
    block.finish()
}
