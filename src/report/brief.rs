//! The report of `track brief`: the strongest sentences that the record carries, the words that would say too much and
//! why, and what was done day by day.

use serde::Serialize;

use super::avoid::{Avoid, avoid};
use super::phrase::Place;
use super::sentence::{Sentence, Telling, effect_of, line, sentences};
use super::table::{Column, Table};
use crate::date::{ActDate, Day};
use crate::model::{About, Act, ActId, Outcome};
use crate::status::grade::{Grade, of_act};

/// `track brief --json`.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct BriefReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// The day the answer is for.
    pub as_of: Day,
    /// Whether that day lies beyond today.
    pub projected: bool,
    /// The agreement's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The language of the words.
    pub language: String,
    /// One line.
    pub line: String,
    /// The sentences of the paragraph.
    pub sentences: Vec<Told>,
    /// The words to avoid.
    pub avoid: Vec<Avoid>,
    /// What was done, by day.
    pub timeline: Vec<Entry>,
    #[serde(skip)]
    labels: Labels,
}

/// One sentence that is safe.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Told {
    /// The key of its text.
    pub key: &'static str,
    /// Its words.
    pub text: String,
    /// The acts it rests on; none for what is absent.
    pub rests_on: Vec<ActId>,
    /// How well it is supported.
    pub grade: Grade,
}

/// One act of the timeline.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Entry {
    /// The day, as far as it is known.
    pub date: ActDate,
    /// The day in words.
    pub day: String,
    /// What was done.
    pub text: String,
    /// The act.
    pub act: ActId,
    /// How well it is supported.
    pub grade: Grade,
}

#[derive(Debug)]
struct Labels {
    as_of: String,
    avoid: String,
}

/// The brief of one agreement.
pub fn brief(telling: &Telling, language: &str) -> BriefReport {
    let told = sentences(telling);
    let avoid = avoid(telling, &told);
    let as_of = telling.status.as_of;
    let label = if as_of.is_projected() { "label-projected" } else { "label-as-of" };
    BriefReport {
        schema: "track.brief/1",
        as_of: as_of.day,
        projected: as_of.is_projected(),
        id: telling.agreement.id.to_string(),
        title: telling.agreement.label().to_owned(),
        language: language.to_owned(),
        line: line(telling),
        sentences: told.iter().map(|sentence| self::told(telling, sentence)).collect(),
        timeline: timeline(telling),
        labels: Labels {
            as_of: telling.phrases.fill(label, &[("date", as_of.day.into())]),
            avoid: telling.phrases.plain("label-avoid"),
        },
        avoid,
    }
}

fn told(telling: &Telling, sentence: &Sentence) -> Told {
    Told {
        key: sentence.key,
        text: telling.phrases.sentence(&sentence.text),
        rests_on: sentence.rests_on.iter().map(|act| telling.agreement.acts[*act].id.clone()).collect(),
        grade: telling.grade(sentence),
    }
}

impl BriefReport {
    /// The sentences as one paragraph.
    pub fn paragraph(&self) -> String {
        self.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Its name and its day.
    pub fn head(&self) -> String {
        format!("{}  ({})", self.title, self.labels.as_of)
    }

    /// What stands over the words to avoid.
    pub fn avoid_title(&self) -> &str {
        &self.labels.avoid
    }

    /// The words to avoid in quotation marks, and behind them the reason and the topic that explains it.
    pub fn warnings(&self) -> impl Iterator<Item = (String, String)> {
        self.avoid.iter().map(|item| {
            let words: Vec<String> = item.words.iter().map(|word| format!("“{word}”")).collect();
            (words.join(", "), format!("{} (track help {})", item.why, item.topic))
        })
    }
}

/// The sentences as a table.
pub fn sentence_table(report: &BriefReport) -> Table {
    let mut table = Table::new(vec![
        Column::keep("key", "KEY"),
        Column::words("text", "TEXT"),
        Column::words("rests-on", "RESTS ON"),
        Column::keep("grade", "GRADE"),
    ]);
    for told in &report.sentences {
        let ids: Vec<&str> = told.rests_on.iter().map(|id| id.0.as_str()).collect();
        table.row(vec![told.key.into(), told.text.as_str().into(), ids.join(" ").into(), told.grade.as_str().into()]);
    }
    table
}

/// The timeline as a table; for people the day in words.
pub fn timeline_table(report: &BriefReport, for_people: bool) -> Table {
    let mut table = Table::new(vec![
        Column::keep("date", "DATE"),
        Column::words("text", "ACT"),
        Column::keep("grade", "GRADE"),
        Column::keep("act", "ID"),
    ]);
    for entry in &report.timeline {
        let day = if for_people { entry.day.clone() } else { entry.date.to_string() };
        table.row(vec![
            day.into(),
            entry.text.as_str().into(),
            entry.grade.as_str().into(),
            entry.act.0.as_str().into(),
        ]);
    }
    table
}

/// What was done, by day: every act that is seen, rivals marked.
fn timeline(telling: &Telling) -> Vec<Entry> {
    let as_of = telling.status.as_of;
    let mut acts = crate::status::claims::visible(telling.agreement, as_of.day, as_of.known_at);
    acts.sort_by_key(|at| (super::act::place(&telling.agreement.acts[*at].date), *at));
    acts.into_iter().map(|at| entry(telling, at)).collect()
}

fn entry(telling: &Telling, at: usize) -> Entry {
    let act = &telling.agreement.acts[at];
    let phrases = telling.phrases;
    let mut text = what(telling, act);
    if telling.status.rivals.iter().any(|rivals| rivals.acts.contains(&at)) {
        text = phrases.fill("reports-differ", &[("text", text.into())]);
    }
    let whole = phrases.sentence(&text);
    Entry {
        date: act.date,
        day: phrases.fill("label-day", &[("date", act.date.into())]),
        text: match act.party {
            Some(code) => phrases.fill("timeline", &[("party", telling.name(&code).into()), ("what", text.into())]),
            None => whole.trim_end_matches('.').to_owned(),
        },
        act: act.id.clone(),
        grade: of_act(telling.agreement, act),
    }
}

/// An act in a few words: its kind, or its effect; what it is about; the reading; what became of it.
pub(super) fn what(telling: &Telling, act: &Act) -> String {
    let phrases = telling.phrases;
    let effect = act.party.filter(|_| act.kind.is_domestic()).and_then(|code| effect_of(telling, &code, act));
    let by_effect = effect.map(|effect| format!("act-{effect}")).filter(|key| phrases.get(key).is_some());
    let mut text = phrases.plain(&by_effect.unwrap_or_else(|| format!("act-{}", act.kind)));
    let mut more = Vec::new();
    if act.kind.is_domestic() && act.about != About::Consent {
        more.push(phrases.plain(&format!("about-{}", act.about)));
    }
    if let Some(name) = &act.name {
        more.push(format!("“{name}”"));
    }
    if let Some(reading) = act.reading {
        let word = phrases.plain(&format!("reading-{reading}"));
        more.push(phrases.fill("timeline-reading", &[("reading", word.into())]));
    }
    if act.outcome != Outcome::Done {
        more.push(phrases.plain(&format!("outcome-{}", act.outcome)));
    }
    for word in more {
        text = phrases.fill("timeline-with", &[("text", Place::from(text)), ("more", word.into())]);
    }
    text
}
