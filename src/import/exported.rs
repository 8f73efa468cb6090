//! The acts of another ledger, as `track export --format ndjson` writes them: a line an act, under the ledger's own keys.
//!
//! Each act is read by the loader of ledgers, so that a line means what it would mean in a file. What the other ledger
//! worked out (grades, rivals, names) is passed over: it is worked out here anew.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Header, Imported, Incoming, IncomingAct};
use crate::diagnostic::Finding;
use crate::ledger::{self, Context};
use crate::model::{Act, AgreementId};
use crate::source::Source;

/// Keys that the export works out.
const WORKED_OUT: &[&str] = &[
    "agreement",
    "title",
    "party_name",
    "plane",
    "status",
    "date_earliest",
    "date_latest",
    "precision",
    "as_of",
    "grade",
    "rival_of",
    "differ",
    "vote_rule",
    "fate",
    RECORD_SOURCE,
];

/// The sources of the whole record, with each act that rests on them.
const RECORD_SOURCE: &str = "record_source";

/// Errors about what stands elsewhere in a record; they show when all of it is loaded.
const OF_THE_WHOLE: &[&str] = &["unknown-act", "unknown-party", "unknown-procedure"];

/// The acts of a text, and what in it is refused.
pub fn read(source: &Source, context: &Context) -> Imported {
    let mut lines = Lines { source, refused: Vec::new(), rows: 0 };
    let text = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
    let mut order: Vec<AgreementId> = Vec::new();
    let mut shares: BTreeMap<AgreementId, Share> = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        lines.rows += 1;
        let Some((id, act)) = lines.take(at + 1, line) else { continue };
        if !shares.contains_key(&id) {
            order.push(id.clone());
        }
        let share = shares.entry(id).or_default();
        share.title = share.title.take().or(act.title);
        act.sources.into_iter().for_each(|source| share.add_source(source));
        share.acts.push(act.said);
        share.lines.push(at + 1);
    }
    let mut incoming = Vec::new();
    for id in order {
        let Some(share) = shares.remove(&id) else { continue };
        incoming.push(lines.share(id, share, context));
    }
    Imported { incoming, refused: lines.refused, rows: lines.rows, ..Imported::default() }
}

/// An act as a line says it.
struct Said {
    title: Option<String>,
    /// Sources of the whole record.
    sources: Vec<toml::Value>,
    /// The act under the ledger's keys.
    said: toml::Table,
}

/// What came of one agreement.
#[derive(Default)]
struct Share {
    title: Option<String>,
    sources: Vec<toml::Value>,
    acts: Vec<toml::Table>,
    /// The line of each act.
    lines: Vec<usize>,
}

impl Share {
    fn add_source(&mut self, source: toml::Value) {
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }
}

struct Lines<'a> {
    source: &'a Source,
    refused: Vec<Finding>,
    rows: usize,
}

impl Lines<'_> {
    fn refuse(&mut self, line: usize, code: &'static str, message: impl Into<String>, help: &str) {
        let finding = Finding { line, ..Finding::error(code, self.source.name(), message) };
        self.refused.push(finding.help(help));
    }

    /// The agreement of a line, and its act.
    fn take(&mut self, line: usize, text: &str) -> Option<(AgreementId, Said)> {
        let said: Map<String, Value> = match serde_json::from_str(text) {
            Ok(said) => said,
            Err(error) => {
                let why = error.to_string();
                let why = why.split(" at line ").next().unwrap_or(&why).to_owned();
                self.refuse(line, "syntax", format!("this is no JSON object on one line: {why}"), EXPORT);
                return None;
            }
        };
        let id = match said.get("agreement").and_then(Value::as_str).map(str::parse) {
            Some(Ok(id)) => id,
            Some(Err(error)) => {
                let error: crate::model::IdError = error;
                self.refuse(line, "malformed-id", error.to_string(), "each line names its agreement by id");
                return None;
            }
            None => {
                self.refuse(line, "missing-key", "`agreement` is missing", EXPORT);
                return None;
            }
        };
        let title = said.get("title").and_then(Value::as_str).map(str::to_owned);
        let sources = said.get(RECORD_SOURCE).and_then(Value::as_array).cloned().unwrap_or_default();
        let sources = sources.into_iter().filter_map(plain).collect();
        let keys = said.into_iter().filter(|(key, _)| !WORKED_OUT.contains(&key.as_str()));
        let said = keys.filter_map(|(key, value)| Some((key, plain(value)?))).collect();
        Some((id, Said { title, sources, said }))
    }

    /// The acts of one agreement, read as a file of it would be.
    fn share(&mut self, id: AgreementId, share: Share, context: &Context) -> Incoming {
        let title = toml::Value::String(share.title.clone().unwrap_or_else(|| id.to_string()));
        let sources = toml::Value::Array(share.sources);
        let mut text = format!("format = 1\ntitle = {title}\nsource = {sources}\nact = [\n");
        let mut begins = Vec::new();
        for act in share.acts {
            begins.push(text.len());
            text += &format!("{},\n", toml::Value::Table(act));
        }
        text += "]\n";
        let loaded = ledger::load_agreement(&id, &Source::new(self.source.name(), &text), context);
        let line_of = |at: usize| {
            let after = begins.partition_point(|begin| *begin <= at);
            share.lines.get(after.saturating_sub(1)).copied().unwrap_or(1)
        };
        for finding in loaded.findings {
            let of_the_whole = OF_THE_WHOLE.contains(&finding.code);
            if finding.is_error() && !of_the_whole || finding.code == "unknown-key" {
                let line = line_of(finding.span.as_ref().map_or(0, |span| span.start));
                let placed = Finding::error(finding.code, self.source.name(), finding.message);
                self.refused.push(Finding { line, help: finding.help, ..placed });
            }
        }
        let (sources, acts) = loaded.agreement.map(|it| (it.sources, it.acts)).unwrap_or_default();
        let acts = acts.into_iter().map(|act| {
            let (file, line) = (self.source.name().to_owned(), line_of(act.span.start));
            // when another desk recorded it tells nothing of when this one knew; who recorded it stays
            IncomingAct { act: Act { recorded: None, ..act }, file, line }
        });
        let acts = acts.collect();
        Incoming { header: Header { title: share.title, sources, ..Header::default() }, id, acts }
    }
}

/// What to do about a line that is no act.
const EXPORT: &str = "a line is an act as `track export --format ndjson` writes it";

/// A value without what is null in it.
fn plain(value: Value) -> Option<toml::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(flag) => toml::Value::Boolean(flag),
        Value::Number(number) => match number.as_i64() {
            Some(number) => toml::Value::Integer(number),
            None => toml::Value::String(number.to_string()),
        },
        Value::String(text) => toml::Value::String(text),
        Value::Array(items) => toml::Value::Array(items.into_iter().filter_map(plain).collect()),
        Value::Object(said) => {
            toml::Value::Table(said.into_iter().filter_map(|(key, value)| Some((key, plain(value)?))).collect())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Settings;
    use crate::model::Names;

    fn imported(text: &str) -> Imported {
        let settings = Settings::default();
        let context = Context { names: Names::builtin(), procedures: &|_| None, settings: &settings };
        read(&Source::new("acts.ndjson", text), &context)
    }

    fn refused(text: &str) -> Vec<(usize, &'static str)> {
        imported(text).refused.iter().map(|finding| (finding.line, finding.code)).collect()
    }

    #[test]
    fn a_line_is_an_act_with_all_that_was_known_of_it() {
        let line = r#"{"id":"abcdefgh","party":"AZ","step":null,"kind":"vote","date":"2025-12-16","outcome":"adopted","votes":{"for":100,"against":null},"persons":["A B"],"note":"a \"[[act]]\"\n[[act]]","counted":true,"expected":false,"recorded":"2025-12-17T06:00:00Z","by":"baku","source":[{"publisher":"Trend","quote":"x"},{"url":"https://m.az"}],"grade":"reported","rival_of":[],"retracted":null,"agreement":"memo","title":"Memorandum","party_name":"Azerbaijan","plane":"domestic","status":"standing","as_of":"2026-01-01"}"#;
        let two = format!("\n{line}\n{}\n", line.replace("abcdefgh", "zzzzzzzz").replace("2025-12-16", "2025-12-18"));
        let found = imported(&two);
        assert!(found.refused.is_empty(), "{:?}", found.refused);
        let one = &found.incoming[0];
        assert_eq!((one.id.as_str(), one.header.title.as_deref(), found.rows), ("memo", Some("Memorandum"), 2));
        let act = &one.acts[0].act;
        assert_eq!(
            (act.id.0.as_str(), act.by.as_deref(), act.recorded, act.sources.len()),
            ("abcdefgh", Some("baku"), None, 2)
        );
        assert_eq!((one.acts[0].line, one.acts[1].line), (2, 3));
        assert_eq!(act.persons, ["A B"]);
    }

    #[test]
    fn what_is_no_act_is_refused_with_its_line() {
        for (text, expected) in [
            ("{\n", vec![(1, "syntax")]),
            ("\n[1]", vec![(2, "syntax")]),
            ("{\"kind\":\"vote\"}", vec![(1, "missing-key")]),
            ("{\"agreement\":\"A B\"}", vec![(1, "malformed-id")]),
            (
                "{\"agreement\":\"a\",\"kind\":\"vote\",\"party\":\"AZ\",\"date\":\"2025-04-31\",\"outcome\":\"adopted\"}",
                vec![(1, "malformed-date")],
            ),
            (
                "{\"agreement\":\"a\",\"kind\":\"signature\",\"party\":\"AZ\",\"date\":\"2025-04-30\",\"outcom\":\"x\"}",
                vec![(1, "unknown-key")],
            ),
        ] {
            assert_eq!(refused(text), expected, "{text}");
        }
        let deep = format!("{{\"agreement\":\"a\",\"note\":{}1{}}}", "[".repeat(500), "]".repeat(500));
        assert_eq!(refused(&deep), [(1, "syntax")]);
    }
}
