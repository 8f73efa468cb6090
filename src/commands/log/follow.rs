//! `track log --follow`: the ledger's files are read again and again, without a lock, and what is new is told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Arguments, bears};
use crate::cli::{Format, Global};
use crate::commands::refusal::Telling;
use crate::commands::selected::whose;
use crate::commands::{print, print_table};
use crate::context::Context;
use crate::date::{Day, LAST_DAY};
use crate::error::{Exit, Failure, Outcome};
use crate::model::{Agreement, AgreementId, Names};
use crate::reading::Reading;
use crate::render::gate;
use crate::report::act::ActLine;
use crate::report::act_table::script_table;
use crate::report::log::{Order, Wanted, log, news};
use crate::status::AsOf;

/// What has been seen so far.
#[derive(Default)]
struct Seen {
    /// The texts by agreement, as they were last read.
    texts: BTreeMap<AgreementId, String>,
    /// When the next embargo ends, by agreement: then the same text tells more.
    embargoes: BTreeMap<AgreementId, DateTime<Utc>>,
    /// The acts by agreement and id, and whether they were retracted.
    acts: BTreeSet<(AgreementId, String, bool)>,
    /// What was last told to be wrong, by agreement; with the ledger itself under no name.
    faults: BTreeMap<String, String>,
}

/// An agreement whose text tells something new, and whether its acts are.
struct Changed {
    agreement: Agreement,
    is_news: bool,
}

/// Tells acts as they are recorded, until nobody reads any more.
///
/// # Errors
/// A format that is no list of lines; no ledger, agreement or party of that name; the output takes no more.
pub(super) fn follow(arguments: &Arguments, global: &Global, ctx: &mut Context, mut wanted: Wanted) -> Outcome {
    let format = arguments.output.format();
    if !matches!(format, Format::Text | Format::Ndjson | Format::Plain | Format::Null) {
        return Err(Failure::usage("no-lines", "--follow writes line by line, which this format cannot")
            .help("--format ndjson gives one JSON object an act; --plain gives tabs"));
    }
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let ids: Vec<AgreementId> = arguments.ids.iter().map(|text| reading.id(text)).collect::<Result<_, _>>()?;
    for id in &ids {
        reading.text(id)?;
    }
    let mut seen = Seen::default();
    let mut changed = round(ctx, &reading, &ids, &mut seen);
    changed.iter_mut().for_each(|changed| changed.is_news = wanted.recorded_since.is_some());
    if let Some(text) = &arguments.party {
        let agreements: Vec<&Agreement> = changed.iter().map(|changed| &changed.agreement).collect();
        wanted.party = Some(whose(reading.names(), &agreements, text)?);
    }
    ctx.err("following the ledger; Ctrl-C ends\n");
    loop {
        changed.retain(|changed| bears(&changed.agreement, &arguments.tag));
        let today = ctx.today(None)?;
        tell(ctx, &new(&changed, &wanted, &mut seen, today), today, format)?;
        if !ctx.is_read() || !ctx.wait() {
            return Ok(Exit::Done);
        }
        changed = match Reading::open(ctx, global.ledger.as_deref()) {
            Ok(reading) => round(ctx, &reading, &ids, &mut seen),
            Err(failure) => {
                seen.fault(ctx, "", &failure);
                Vec::new()
            }
        };
    }
}

/// Reads the texts once more; gives the agreements whose text tells something else. What is wrong is told, once.
fn round(ctx: &mut Context, reading: &Reading, ids: &[AgreementId], seen: &mut Seen) -> Vec<Changed> {
    let texts = reading.store.agreements().and_then(|agreements| {
        let listed = if ids.is_empty() { agreements.list()?.ids } else { ids.to_vec() };
        Ok(listed.into_iter().map(|id| (agreements.read(&id), id)).collect::<Vec<_>>())
    });
    let texts = match texts {
        Ok(texts) => texts,
        Err(error) => {
            seen.fault(ctx, "", &error.into());
            return Vec::new();
        }
    };
    seen.faults.remove("");
    let mut changed = Vec::new();
    for (source, id) in texts {
        let loaded = source.map_err(Failure::from).and_then(|source| {
            if seen.knows(&id, source.text(), reading) {
                return Ok(None);
            }
            seen.texts.insert(id.clone(), source.text().to_owned());
            reading.keep(&source);
            let loaded = reading.load_text(&id, &source);
            seen.embargo(&id, loaded.agreement.as_ref(), reading);
            reading.sound(&id, loaded).map(|entry| Some(entry.agreement))
        });
        match loaded {
            // what is mended after it could not be read is no news
            Ok(Some(agreement)) => {
                let is_news =
                    seen.faults.remove(id.as_str()).is_none() || seen.acts.iter().any(|(known, ..)| *known == id);
                changed.push(Changed { agreement, is_news });
            }
            Ok(None) => {}
            Err(failure) => seen.fault(ctx, id.as_str(), &failure),
        }
    }
    changed
}

/// The acts that are wanted and were not there before, in the order of their recording.
fn new<'c>(changed: &'c [Changed], wanted: &Wanted, seen: &mut Seen, today: Day) -> Vec<(&'c Agreement, ActLine<'c>)> {
    let as_of = AsOf { day: LAST_DAY, today, known_at: None };
    let mut told = Vec::new();
    for Changed { agreement, is_news } in changed {
        let everything = log(&[agreement], &Wanted::default(), Order::Recorded, as_of);
        told.extend(everything.into_iter().filter(|(_, act)| {
            let key = (agreement.id.clone(), act.id.to_string(), act.retracted.is_some());
            seen.acts.insert(key) && *is_news && wanted.takes(act) && wanted.is_between(act)
        }));
    }
    told.sort_by_key(|(_, act)| act.recorded);
    told
}

fn tell(ctx: &mut Context, told: &[(&Agreement, ActLine)], today: Day, format: Format) -> Result<(), Failure> {
    if format != Format::Text {
        return print_table(ctx, &script_table(told, Names::builtin(), today), format);
    }
    for (agreement, act) in told {
        let line = news(agreement, Names::builtin(), act);
        print(ctx, &format!("{}\n", gate::terminal(&line)))?;
    }
    Ok(())
}

impl Seen {
    /// Whether a text was read before and no embargo in it has ended since then.
    fn knows(&self, id: &AgreementId, text: &str, reading: &Reading) -> bool {
        self.texts.get(id).is_some_and(|known| known == text)
            && self.embargoes.get(id).is_none_or(|until| reading.is_under_embargo(Some(*until)))
    }

    /// Notes when the text of an agreement is to be read again although it is the same.
    fn embargo(&mut self, id: &AgreementId, agreement: Option<&Agreement>, reading: &Reading) {
        let acts = agreement.iter().flat_map(|agreement| &agreement.acts);
        match acts.filter_map(|act| reading.embargo_of(act)).min() {
            Some(until) => self.embargoes.insert(id.clone(), until),
            None => self.embargoes.remove(id),
        };
    }

    /// Tells what is wrong, unless that was said last.
    fn fault(&mut self, ctx: &mut Context, whose: &str, failure: &Failure) {
        let told = failure.findings.iter().fold(failure.message.clone(), |text, finding| text + &finding.message);
        if self.faults.insert(whose.to_owned(), told.clone()) != Some(told) {
            Telling::Words.tell(ctx, failure);
            ctx.err("following goes on\n");
        }
    }
}
