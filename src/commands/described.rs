//! From what is said of acts, by flags or by a row, to the acts: the one way.

use super::add::SourceArguments;
use super::chosen::choose;
use super::facts::{Facts, SourceFacts, Voice};
use super::{act_date, moment, party, single_day, word};
use crate::date::{ActDate, Day, show};
use crate::error::Failure;
use crate::ledger::is_web_address;
use crate::model::{
    About, Act, ActId, Agreement, Citation, Code, Delivery, Kind, Outcome, Procedure, Reading as ReadingOf, SourceKind,
};
use crate::reading::Reading;

/// The acts that are described, one for each party.
pub(super) fn acts(facts: &Facts, reading: &Reading, agreement: &Agreement, today: Day) -> Result<Vec<Act>, Failure> {
    let Some(party) = &facts.party else {
        let act = Act::new(kind_of_agreement(facts)?, date(facts, today)?);
        return Ok(vec![describe(facts, act, today)?]);
    };
    let each = parties(reading, agreement, party)?.into_iter().map(|code| {
        let procedure = reading.procedure_of(agreement, &code);
        let chosen = choose(facts, code, procedure.as_deref())?;
        let mut act = Act::new(chosen.kind, date(facts, today)?);
        (act.party, act.step, act.body) = (Some(code), chosen.step, chosen.body);
        let act = describe(facts, act, today)?;
        if act.kind.needs_delivery() && act.delivery.is_none() && !act.expected {
            return Err(undelivered(facts, agreement, code, act.kind, procedure.as_deref()));
        }
        Ok(act)
    });
    each.collect()
}

/// The kind of an act of the agreement itself.
fn kind_of_agreement(facts: &Facts) -> Result<Kind, Failure> {
    let Some(word) = facts.what.as_ref().or(facts.kind.as_ref()).or(facts.step.as_ref()) else {
        return Err(Failure::usage("missing-step", "it is not said what was done")
            .help("add `party` and `step`, or a `kind` of act of the agreement itself"));
    };
    match (Kind::parse(word), facts.voice) {
        (Some(kind), _) if kind.is_of_agreement() => Ok(kind),
        (Some(kind), voice) => {
            Err(Failure::usage("missing-party", format!("`{kind}` is an act of a party; say whose"))
                .help(voice.pick(format!("track add AGREEMENT PARTY {kind} --on DATE"), "add `party`")))
        }
        (None, Voice::Flags) => {
            Err(Failure::usage("missing-step", format!("what did `{word}` do? The step is missing"))
                .help("track add AGREEMENT PARTY STEP --on DATE; `track procedures PARTY` lists the steps"))
        }
        (None, Voice::Row) => {
            Err(Failure::usage("missing-party", format!("`{word}` is no act of the agreement itself; say whose it is"))
                .help("add `party`"))
        }
    }
}

/// The parties that are meant: names or codes with commas, or `all` of a closed list.
fn parties(reading: &Reading, agreement: &Agreement, text: &str) -> Result<Vec<Code>, Failure> {
    if text == "all" {
        return agreement.parties.clone().ok_or_else(|| {
            Failure::usage("open-list", "`all` needs a closed list of parties, and this agreement has none")
                .help("name the parties with commas: AZ,TR")
        });
    }
    let found = text
        .split(',')
        .map(|name| party(reading.names(), Some(agreement), name.trim()))
        .collect::<Result<Vec<_>, _>>()?;
    match found.iter().find(|code| agreement.parties.as_ref().is_some_and(|list| !list.contains(code))) {
        Some(code) => Err(Failure::not_found(
            "party-outside-list",
            format!("`{code}` is not among the parties of `{}`", agreement.id),
        )
        .help("add it to `parties` in the file if the list is wrong")),
        None => Ok(found),
    }
}

/// The date, which must not lie ahead unless the act is only expected.
fn date(facts: &Facts, today: Day) -> Result<ActDate, Failure> {
    let date = match (&facts.date, &facts.not_later) {
        (Some(on), _) => act_date(on, today)?,
        (None, Some(by)) => ActDate::by(single_day(by, today)?),
        (None, None) => {
            let message = format!("when was it done? add {}", facts.voice.key("date"));
            return Err(Failure::usage("missing-date", message));
        }
    };
    if date.earliest() > today && !facts.expected {
        return Err(Failure::usage("date-ahead", format!("{date} lies ahead of today ({})", show(today))).help(
            format!("an act that is only expected is recorded with {}, and never counts", facts.voice.key("expected")),
        ));
    }
    Ok(date)
}

/// Fills in everything that is said of the act.
fn describe(facts: &Facts, mut act: Act, today: Day) -> Result<Act, Failure> {
    let voice = facts.voice;
    act.reading = word(&facts.reading, &voice.key("reading"), ReadingOf::ALL)?;
    act.about = word(&facts.about, &voice.key("about"), About::ALL)?.unwrap_or(About::Consent);
    act.delivery = word(&facts.delivery, &voice.key("delivery"), Delivery::ALL)?;
    act.outcome = outcome(facts, &act)?;
    act.votes.clone_from(&facts.votes);
    act.persons.clone_from(&facts.persons);
    act.expected = facts.expected;
    act.counted = !facts.counts_not;
    act.ad_referendum = facts.ad_referendum;
    if let Some(id) = &facts.id {
        act.id = ActId(id.clone());
        act.id_given = true;
    }
    days(facts, &mut act, today)?;
    texts(facts, &mut act);
    if act.kind == Kind::Event && act.name.is_none() {
        return Err(Failure::usage("missing-name", "an event needs its name")
            .help(format!("add {}, as the clause calls it", voice.pick("--name NAME".to_owned(), "`name`"))));
    }
    let sources = facts.sources.iter().map(|source| citation(source, voice, today));
    act.sources = sources.collect::<Result<_, _>>()?;
    Ok(act)
}

/// The days beside that of the act, and the moment before which it is not shown.
fn days(facts: &Facts, act: &mut Act, today: Day) -> Result<(), Failure> {
    let day = |text: &Option<String>| text.as_deref().map(|text| act_date(text, today)).transpose();
    act.effective = day(&facts.effective)?;
    act.sent = day(&facts.sent)?;
    act.sitting = day(&facts.sitting)?;
    act.until = day(&facts.until)?;
    act.cleared = day(&facts.cleared)?;
    act.embargo = facts.embargo.as_deref().map(moment).transpose()?;
    Ok(())
}

/// What is taken over as it is said; a body that is named stands before that of the step.
fn texts(facts: &Facts, act: &mut Act) {
    let said = facts.texts.clone();
    act.name = said.name;
    act.body = said.body.or(act.body.take());
    act.follows = said.follows.map(ActId);
    act.at = said.at;
    act.scope = said.scope;
    act.territory = said.territory;
    act.excluded = said.excluded;
    act.against = said.against;
    act.effect = said.effect;
    act.condition = said.condition;
    act.reason = said.reason;
    act.contested_by = said.contested_by;
    act.how = said.how;
    act.to = said.to;
    act.place = said.place;
    act.note = said.note;
}

/// The sentence that keeps a vote from being entered as a ratification.
fn undelivered(facts: &Facts, agreement: &Agreement, code: Code, kind: Kind, procedure: Option<&Procedure>) -> Failure {
    let step = procedure.and_then(|procedure| procedure.steps.iter().find(|step| step.kind == Some(Kind::Vote)));
    let vote = step.map_or(Kind::Vote.to_string(), |step| step.key.clone());
    let instead = facts
        .voice
        .pick(format!("`track add {} {code} {vote} …`", agreement.id), &format!("the step or kind is `{vote}`"));
    let message =
        format!("a {kind} is delivered to the other party or the depositary; for the vote of parliament: {instead}");
    Failure::usage("missing-delivery", message).help(format!(
        "if it was delivered, say how: {} deposit, exchange or notification",
        facts.voice.key("delivery")
    ))
}

/// The outcome: stated, or done; a vote needs one.
fn outcome(facts: &Facts, act: &Act) -> Result<Outcome, Failure> {
    let key = facts.voice.key("outcome");
    match word(&facts.outcome, &key, Outcome::ALL)? {
        Some(outcome) if facts.expected && outcome != Outcome::Unknown => {
            let message = format!("what is only expected has no outcome yet, and `{outcome}` is one");
            Err(Failure::usage("outcome-ahead", message)
                .help(format!("leave {} out if it was done, {key} if it was not", facts.voice.key("expected"))))
        }
        Some(outcome) => Ok(outcome),
        None if act.kind.needs_outcome() && !facts.expected => {
            Err(Failure::usage("missing-outcome", format!("what became of the {}?", act.kind))
                .help(format!("add {key} adopted, rejected, or unknown if nobody said")))
        }
        None if facts.expected => Ok(Outcome::Unknown),
        None => Ok(Outcome::Done),
    }
}

/// The source that flags name, where they name one.
pub(super) fn source(said: &SourceArguments, today: Day) -> Result<Option<Citation>, Failure> {
    let said = SourceFacts::of_arguments(said);
    (said != SourceFacts::default()).then(|| citation(&said, Voice::Flags, today)).transpose()
}

/// A source.
fn citation(said: &SourceFacts, voice: Voice, today: Day) -> Result<Citation, Failure> {
    let day = |text: &Option<String>| text.as_deref().map(|text| act_date(text, today)).transpose();
    let web = |url: &Option<String>| match url.as_deref().filter(|url| !is_web_address(url)) {
        Some(url) => {
            let help = format!(
                "only http and https addresses are recorded; name a book or broadcast with {} and {}",
                voice.key("publisher"),
                voice.key("title")
            );
            Err(Failure::usage("url-scheme", format!("`{url}` is no address of the web")).help(help))
        }
        None => Ok(url.clone()),
    };
    Ok(Citation {
        url: web(&said.url)?,
        publisher: said.publisher.clone(),
        title: said.title.clone(),
        kind: word(&said.kind, &voice.key("source.kind"), SourceKind::ALL)?,
        published: day(&said.published)?,
        read_on: day(&said.read_on)?,
        archive: web(&said.archive)?,
        quote: said.quote.clone(),
        lang: said.lang.clone(),
        verb: said.verb.clone(),
        origin: said.origin.clone(),
        note: said.note.clone(),
    })
}
