//! The report of `track lint`: what a story claims of the agreements of a ledger, held against it.
//!
//! False alarms are worse than misses: what is denied, only possible, asked, or said of something else is no claim, and
//! what stands in quotation marks is told as a note.

use serde::Serialize;

mod claim;
mod judge;
mod markdown;
mod mention;
mod said;
mod story;
#[cfg(test)]
mod tests;

pub use claim::Claim;
pub use judge::Verdict;
pub use said::Said;

use super::sentence::Telling;
use super::table::{Column, Table};
use crate::date::Day;
use crate::diagnostic::Level;
use crate::model::{Agreement, Code, Names};
use crate::source::Source;

/// `track lint --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct LintReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the story is held against.
    pub as_of: Day,
    /// The story, as it was named.
    pub file: String,
    /// The worst of what became of its claims.
    pub verdict: Verdict,
    /// Its claims, by place, those that are fine among them.
    pub claims: Vec<Held>,
}

/// One claim, and what became of it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Held {
    /// The line, from one.
    pub line: usize,
    /// The column in characters, from one.
    pub column: usize,
    /// The words.
    pub words: String,
    /// What they claim.
    pub claim: Claim,
    /// The agreement.
    pub agreement: String,
    /// The party; null for the agreement itself.
    pub party: Option<Code>,
    /// The party's name.
    #[serde(skip)]
    pub name: Option<String>,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Whether it stands in quotation marks: somebody else's words, which count for nothing here.
    pub quoted: bool,
    /// Why not, where it is not fine.
    pub why: Option<String>,
    /// The topic of `track help` that explains it.
    pub topic: Option<&'static str>,
    /// What may be written instead.
    pub instead: Option<String>,
}

/// What a story claims of these agreements; `only`: the whole story is about the one that is given.
pub fn said(story: &Source, agreements: &[&Agreement], names: &Names, only: bool) -> Vec<Said> {
    let known: Vec<mention::Known> = agreements.iter().map(|agreement| mention::Known::new(agreement, names)).collect();
    said::Reader { text: story.text(), known: &known, names, only }.said()
}

/// A claim held against the status of its agreement.
pub fn held(story: &Source, said: &Said, telling: &Telling) -> Held {
    let ((verdict, topic), code) = judge::judge(telling, said.claim, &said.parties);
    let position = story.position(said.span.start);
    let bad = verdict != Verdict::Fine;
    Held {
        line: position.line,
        column: position.column,
        words: story.slice(&said.span).split_whitespace().collect::<Vec<_>>().join(" "),
        claim: said.claim,
        agreement: telling.agreement.id.to_string(),
        party: code.or_else(|| said.parties.first().copied()),
        name: code.map(|code| telling.name(&code)),
        verdict,
        quoted: said.quoted,
        why: bad.then(|| telling.phrases.plain(&format!("why-{topic}"))),
        topic: bad.then_some(topic),
        instead: bad.then(|| judge::instead(telling, code)),
    }
}

/// The report of the claims of a story.
pub fn report(story: &Source, as_of: Day, mut claims: Vec<Held>) -> LintReport {
    claims.sort_by_key(|held| (held.line, held.column));
    let counted = claims.iter().filter(|held| !held.quoted).map(|held| held.verdict);
    LintReport {
        schema: "track.lint/1",
        as_of,
        file: story.name().to_owned(),
        verdict: counted.max().unwrap_or(Verdict::Fine),
        claims,
    }
}

impl Held {
    /// How much it weighs; `None` where nothing is to be said.
    pub fn level(&self) -> Option<Level> {
        match self.verdict {
            Verdict::Fine => None,
            _ if self.quoted => Some(Level::Note),
            Verdict::NotShown => Some(Level::Warning),
            Verdict::Contradicted => Some(Level::Error),
        }
    }

    /// What is the matter, in one line.
    pub fn message(&self) -> String {
        let of = self.name.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
        let says = match (self.verdict, self.quoted) {
            (_, true) => "in quotation marks; by the ledger it",
            (Verdict::Contradicted, _) => "the ledger says otherwise: it",
            _ => "the ledger cannot show it: it",
        };
        let says = says.strip_suffix(" it").unwrap_or(says);
        format!("“{}”{of} ({}): {says} {}", self.words, self.agreement, self.why.as_deref().unwrap_or_default())
    }
}

/// The claims as a table.
pub fn table(report: &LintReport) -> Table {
    let mut table = Table::new(vec![
        Column::keep("place", "PLACE"),
        Column::words("words", "WORDS"),
        Column::keep("agreement", "AGREEMENT"),
        Column::keep("party", "PARTY"),
        Column::keep("claim", "CLAIM"),
        Column::keep("verdict", "VERDICT"),
        Column::keep("quoted", "QUOTED"),
        Column::keep("topic", "TOPIC"),
        Column::words("why", "WHY"),
        Column::words("instead", "INSTEAD"),
    ]);
    for held in &report.claims {
        table.row(vec![
            format!("{}:{}:{}", report.file, held.line, held.column).into(),
            held.words.as_str().into(),
            held.agreement.as_str().into(),
            held.party.map(|code| code.to_string()).unwrap_or_default().into(),
            held.claim.as_str().into(),
            held.verdict.as_str().into(),
            if held.quoted { "yes" } else { "no" }.into(),
            held.topic.unwrap_or_default().into(),
            held.why.as_deref().unwrap_or_default().into(),
            held.instead.as_deref().unwrap_or_default().into(),
        ]);
    }
    table
}
