//! What a row says under the ledger's keys, as facts.

use serde_json::Value;

use super::Fault;
use super::exported::under_keys;
use super::rows::{Row, bad};
use super::table::{OF_SOURCE, Table, number, wrong};
use crate::commands::facts::{Facts, SourceFacts, Texts, Voice, known};
use crate::error::Failure;
use crate::model::{Tally, Votes};

/// Keys that stand for one of `votes`, where the row is flat.
const FIGURES: &[&str] = &["for", "abstain", "present", "absent", "other", "seats"];
/// What a source may be.
const SOURCE: &str = "an address, a table, or a list of them";
/// Keys that `track show --json` works out or that the run itself gives; they are passed over.
const PASSED_OVER: &[&str] = &["recorded", "by", "grade", "rival_of", "differ", "vote_rule", "fate", "record_source"];

/// What a row says: whose record it is for, if it says so, and the facts.
pub(super) fn facts(row: &Row) -> Result<(Option<String>, Facts), Vec<Fault>> {
    let mut said = Said::default();
    let exported = under_keys(row);
    for (key, value) in exported.as_ref().unwrap_or(&row.said) {
        said.put(key, value);
    }
    let facts = said.facts();
    let agreement = said.act.text("agreement");
    let faults = said.finish();
    match faults.is_empty() {
        true => Ok((agreement, facts)),
        false => Err(faults.into_iter().map(|failure| Fault { line: row.line, failure }).collect()),
    }
}

/// The row in the ledger's three tables.
#[derive(Default)]
struct Said {
    act: Table,
    votes: Table,
    /// The source that flat keys speak of.
    flat: Table,
    sources: Vec<Table>,
    unanimous: bool,
    faults: Vec<Failure>,
}

impl Said {
    fn put(&mut self, key: &str, value: &Value) {
        match (key, value) {
            ("votes", Value::Object(figures)) => figures.iter().for_each(|(key, value)| self.votes.put(key, value)),
            ("votes", Value::String(text)) if text == "unanimous" => self.unanimous = true,
            ("source", Value::String(_)) => self.flat.put("url", value),
            ("source", Value::Array(sources)) => sources.iter().for_each(|source| self.put_source(source)),
            ("source", Value::Object(_)) => self.put_source(value),
            ("votes" | "source", Value::Null) => {}
            ("votes", _) => self.faults.push(wrong(key, value, "figures, or `unanimous`")),
            ("source", _) => self.faults.push(wrong(key, value, SOURCE)),
            ("source_kind", _) => self.flat.put("kind", value),
            ("against", _) if number(value).is_some() => self.votes.put(key, value),
            _ if FIGURES.contains(&key) => self.votes.put(key, value),
            _ if OF_SOURCE.contains(&key) => self.flat.put(key, value),
            _ => match key.split_once('.') {
                Some(("votes", figure)) => self.votes.put(figure, value),
                Some(("source", part)) => self.flat.put(part, value),
                _ => self.act.put(key, value),
            },
        }
    }

    /// A source of a list, or one that is alone: its address, or a table.
    fn put_source(&mut self, value: &Value) {
        let mut table = Table::default();
        match value {
            Value::String(_) => table.put("url", value),
            Value::Object(parts) => parts.iter().for_each(|(key, value)| table.put(key, value)),
            _ => return self.faults.push(wrong("source", value, SOURCE)),
        }
        self.sources.push(table);
    }

    /// The sources, said as tables or key by key.
    fn sources(&mut self) -> Vec<SourceFacts> {
        let flat = source(&mut self.flat);
        let mut sources: Vec<SourceFacts> = self.sources.iter_mut().map(source).collect();
        if flat != SourceFacts::default() {
            if !sources.is_empty() {
                let fault = bad("said-twice", "a source is said under `source` and key by key, too");
                self.faults.push(fault.help("say all of it under `source`"));
            }
            sources.push(flat);
        }
        sources.retain(|source| *source != SourceFacts::default());
        sources
    }

    fn facts(&mut self) -> Facts {
        for key in PASSED_OVER {
            self.act.get(key);
        }
        let (votes, sources) = (self.votes(), self.sources());
        let act = &mut self.act;
        if act.get("retracted").is_some() {
            act.faults.push(
                bad("retracted", "the act is retracted")
                    .help("leave it out: what must not be relied on is not recorded"),
            );
        }
        Facts {
            voice: Voice::Row,
            party: act.text("party"),
            what: act.text("what"),
            step: act.text("step"),
            kind: act.text("kind"),
            id: act.text("id"),
            date: act.text("date"),
            not_later: None,
            effective: act.text("effective"),
            sent: act.text("sent"),
            sitting: act.text("sitting"),
            until: act.text("until"),
            cleared: act.text("cleared"),
            embargo: act.text("embargo"),
            outcome: act.text("outcome"),
            reading: act.text("reading"),
            about: act.text("about"),
            delivery: act.text("delivery"),
            votes,
            persons: act.texts("persons"),
            ad_referendum: act.flag("ad_referendum").unwrap_or(false),
            counts_not: !act.flag("counted").unwrap_or(true),
            expected: act.flag("expected").unwrap_or(false),
            texts: texts(act),
            sources,
        }
    }

    fn votes(&mut self) -> Option<Votes> {
        let votes = &mut self.votes;
        let tally = Tally {
            for_: votes.number("for"),
            against: votes.number("against"),
            abstain: votes.number("abstain"),
            present: votes.number("present"),
            absent: votes.number("absent"),
            other: votes.number("other"),
            seats: votes.number("seats"),
        };
        match (self.unanimous, known(tally)) {
            (true, Some(_)) => {
                self.faults
                    .push(bad("said-twice", "`votes` are unanimous and have figures, too").help("say one of them"));
                None
            }
            (true, None) => Some(Votes::Unanimous),
            (false, figures) => figures,
        }
    }

    fn finish(self) -> Vec<Failure> {
        let mut faults = self.faults;
        faults.extend(self.act.finish(""));
        faults.extend(self.votes.finish("votes."));
        faults.extend([self.flat].into_iter().chain(self.sources).flat_map(|source| source.finish("source.")));
        faults
    }
}

fn texts(act: &mut Table) -> Texts {
    Texts {
        name: act.text("name"),
        body: act.text("body"),
        follows: act.text("follows"),
        at: act.text("at"),
        scope: act.text("scope"),
        territory: act.text("territory"),
        excluded: act.text("excluded"),
        against: act.text("against"),
        effect: act.text("effect"),
        condition: act.text("condition"),
        reason: act.text("reason"),
        contested_by: act.text("contested_by"),
        how: act.text("how"),
        to: act.text("to"),
        place: act.text("place"),
        note: act.text("note"),
    }
}

fn source(table: &mut Table) -> SourceFacts {
    SourceFacts {
        url: table.text("url"),
        publisher: table.text("publisher"),
        title: table.text("title"),
        kind: table.text("kind"),
        published: table.text("published"),
        read_on: table.text("read_on"),
        archive: table.text("archive"),
        quote: table.text("quote"),
        lang: table.text("lang"),
        verb: table.text("verb"),
        origin: table.text("origin"),
        note: table.text("note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Row {
        let said: serde_json::Map<String, Value> = serde_json::from_str(text).unwrap();
        Row { line: 7, said: said.into_iter().collect() }
    }

    fn told(text: &str) -> Vec<String> {
        let faults = facts(&row(text)).err().unwrap_or_default();
        let line = |fault: &Fault| {
            let help: Vec<&str> = fault.failure.help.iter().map(String::as_str).collect();
            format!("{} {}; {}", fault.line, fault.failure.message, help.join("; "))
        };
        faults.iter().map(line).collect()
    }

    #[test]
    fn flat_and_nested_keys_say_the_same() {
        let flat = r#"{"party":"AZ","for":"300","against":"2","source":"https://a.az","publisher":"TBMM","source_kind":"press"}"#;
        let nested = r#"{"party":"AZ","votes":{"for":300,"against":2,"abstain":null},"source":[{"url":"https://a.az","publisher":"TBMM","kind":"press"}]}"#;
        let dotted = r#"{"party":"AZ","votes.for":"300","votes.against":2,"source.url":"https://a.az","source.publisher":"TBMM","source.kind":"press"}"#;
        let said = |text: &str| format!("{:?}", facts(&row(text)).ok());
        assert_eq!(said(flat), said(nested));
        assert_eq!(said(flat), said(dotted));
    }

    #[test]
    fn a_number_against_is_a_vote_and_a_text_is_not() {
        let (_, facts) = facts(&row(r#"{"against":"the reservation of AM","votes":"unanimous"}"#)).ok().unwrap();
        assert_eq!(
            (facts.texts.against.as_deref(), facts.votes),
            (Some("the reservation of AM"), Some(Votes::Unanimous))
        );
    }

    #[test]
    fn every_fault_names_the_line_and_the_cure() {
        assert_eq!(told(r#"{"outcom":"adopted"}"#), ["7 `outcom` is no key of an act; did you mean `outcome`?"]);
        assert_eq!(told(r#"{"on":"2025-12-16"}"#), ["7 `on` is no key of an act; did you mean `date`?"]);
        assert_eq!(told(r#"{"zzzzzzzzzz":1}"#), ["7 `zzzzzzzzzz` is no key of an act; docs/batch.md lists the keys"]);
        assert_eq!(told(r#"{"date":2025}"#), ["7 `date` is a number, and must be a text; "]);
        assert_eq!(told(r#"{"votes":{"fro":1}}"#), ["7 `votes.fro` is no key of an act; did you mean `for`?"]);
        assert_eq!(told(r#"{"votes":{"for":1},"for":1}"#), ["7 `for` is said twice; say it once"]);
        assert_eq!(told(r#"{"for":-1}"#), ["7 `for` is a number, and must be a whole number from 0; "]);
        assert_eq!(told(r#"{"expected":"perhaps"}"#), ["7 `expected` is a text, and must be true or false; "]);
        assert_eq!(told(r#"{"source":[1]}"#).len(), 1);
        assert_eq!(told(r#"{"retracted":{"reason":"x"},"grade":"single","rival_of":[],"recorded":null}"#).len(), 1);
    }
}
