//! From the arguments of `track add` to the acts that they describe.

use super::add::{Arguments, Facts, SourceArguments};
use super::{act_date, party, single_day, word};
use crate::date::{ActDate, Day, show};
use crate::error::Failure;
use crate::ledger::is_web_address;
use crate::model::{
    About, Act, ActId, Agreement, Citation, Code, Delivery, Kind, Outcome, Procedure, Reading as ReadingOf, SourceKind,
    Step, Tally, Votes,
};
use crate::reading::{Reading, near};

/// The acts that the arguments describe, one for each party.
pub(super) fn acts(
    arguments: &Arguments,
    reading: &Reading,
    agreement: &Agreement,
    today: Day,
) -> Result<Vec<Act>, Failure> {
    let what = arguments.what.as_ref().or(arguments.step.as_ref()).or(arguments.kind.as_ref());
    if what.is_none() {
        let kind = kind_of_agreement(&arguments.party)?;
        return Ok(vec![describe(arguments, Act::new(kind, date(&arguments.facts, today)?), today)?]);
    }
    let parties = parties(agreement, &arguments.party)?;
    parties
        .into_iter()
        .map(|code| {
            let procedure = reading.procedure_of(agreement, &code);
            let (kind, step) = choose(arguments, code, procedure.as_deref())?;
            let mut act = Act::new(kind, date(&arguments.facts, today)?);
            act.party = Some(code);
            act.body = step.map(|step| step.body.clone()).filter(|body| !body.is_empty());
            act.step = step.map(|step| step.key.clone());
            describe(arguments, act, today)
        })
        .collect()
}

/// The kind of an act of the agreement itself.
fn kind_of_agreement(word: &str) -> Result<Kind, Failure> {
    match Kind::parse(word) {
        Some(kind) if kind.is_of_agreement() => Ok(kind),
        Some(kind) => Err(Failure::usage("missing-party", format!("`{kind}` is an act of a party; say whose"))
            .help(format!("track add AGREEMENT PARTY {kind} --on DATE"))),
        None => Err(Failure::usage("missing-step", format!("what did `{word}` do? The step is missing"))
            .help("track add AGREEMENT PARTY STEP --on DATE; `track procedures PARTY` lists the steps")),
    }
}

/// The parties that are meant: names or codes with commas, or `all` of a closed list.
fn parties(agreement: &Agreement, text: &str) -> Result<Vec<Code>, Failure> {
    if text == "all" {
        return agreement.parties.clone().ok_or_else(|| {
            Failure::usage("open-list", "`all` needs a closed list of parties, and this agreement has none")
                .help("name the parties with commas: AZ,TR")
        });
    }
    let found = text.split(',').map(|name| party(Some(agreement), name.trim())).collect::<Result<Vec<_>, _>>()?;
    match found.iter().find(|code| agreement.parties.as_ref().is_some_and(|list| !list.contains(code))) {
        Some(code) => Err(Failure::not_found(
            "party-outside-list",
            format!("`{code}` is not among the parties of `{}`", agreement.id),
        )
        .help("add it to `parties` in the file if the list is wrong")),
        None => Ok(found),
    }
}

/// The kind and the step that are meant: a step of the party's procedure, else a kind.
fn choose<'p>(
    arguments: &Arguments,
    code: Code,
    procedure: Option<&'p Procedure>,
) -> Result<(Kind, Option<&'p Step>), Failure> {
    let step_named = arguments.step.as_ref().or(arguments.what.as_ref().filter(|_| arguments.kind.is_none()));
    let step = step_named.and_then(|key| procedure?.step(key));
    if let Some(word) = &arguments.kind {
        return known_kind(word).map(|kind| (kind, None));
    }
    let Some(word) = step_named else { return Err(Failure::usage("missing-step", "the step is missing")) };
    let kind = Kind::parse(word).filter(|_| arguments.step.is_none());
    match (step, kind) {
        (Some(step), Some(kind)) if step.kind.is_some_and(|own| own != kind) => {
            Err(Failure::usage("step-or-kind", format!("`{word}` is both a step of {code} and a kind of act"))
                .help(format!("say which: --step {word} or --kind {word}")))
        }
        (Some(Step { kind: None, .. }), _) => {
            let words = "ratification, acceptance, approval, accession, notification, consent";
            Err(Failure::usage("which-consent", format!("`{word}` is fulfilled by an act of consent; say which"))
                .help(format!("one of: {words}; with --delivery deposit, exchange or notification")))
        }
        (Some(step), _) if !step.domestic => Ok((step.kind.unwrap_or(Kind::Signature), None)),
        (Some(step), _) => Ok((step.kind.unwrap_or(Kind::Vote), Some(step))),
        (None, Some(kind)) => known_kind(word).map(|_| (kind, None)),
        (None, None) => Err(unknown_step(word, code, procedure)),
    }
}

fn known_kind(word: &str) -> Result<Kind, Failure> {
    match Kind::parse(word) {
        Some(Kind::Suspension) => Ok(Kind::Suspension),
        Some(Kind::Resumption) => Ok(Kind::Resumption),
        Some(kind) if kind.is_of_agreement() => {
            Err(Failure::usage("party-not-wanted", format!("`{kind}` is an act of the agreement itself"))
                .help(format!("track add AGREEMENT {kind} --on DATE")))
        }
        Some(kind) => Ok(kind),
        None => {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            Err(Failure::not_found("unknown-kind", format!("`{word}` is not a kind of act")).near(&near(word, &known)))
        }
    }
}

fn unknown_step(word: &str, code: Code, procedure: Option<&Procedure>) -> Failure {
    let steps = procedure.iter().flat_map(|p| p.steps.iter().map(|step| step.key.as_str()));
    let known: Vec<&str> = steps.chain(Kind::ALL.iter().map(|kind| kind.as_str())).collect();
    Failure::not_found("unknown-step", format!("`{word}` is neither a step of {code}'s procedure nor a kind of act"))
        .near(&near(word, &known))
        .help(format!("`track procedures {code}` lists the steps"))
}

/// The date, which must not lie ahead unless the act is only expected.
fn date(facts: &Facts, today: Day) -> Result<ActDate, Failure> {
    let date = match (&facts.on, &facts.by) {
        (Some(on), _) => act_date(on, today)?,
        (None, Some(by)) => ActDate::by(single_day(by, today)?),
        (None, None) => return Err(Failure::usage("missing-date", "when was it done? add --on DATE")),
    };
    if date.latest() > today && date.earliest() > today && !facts.expected {
        return Err(Failure::usage("date-ahead", format!("{date} lies ahead of today ({})", show(today)))
            .help("an act that is only expected is recorded with --expected, and never counts"));
    }
    Ok(date)
}

/// Fills in everything that the arguments say of the act.
fn describe(arguments: &Arguments, mut act: Act, today: Day) -> Result<Act, Failure> {
    let facts = &arguments.facts;
    let day = |text: &Option<String>| text.as_deref().map(|text| act_date(text, today)).transpose();
    act.effective = day(&facts.effective)?;
    act.sent = day(&facts.sent)?;
    act.until = day(&facts.until)?;
    act.reading = word(&facts.reading, "--reading", ReadingOf::ALL)?;
    act.about = word(&facts.about, "--about", About::ALL)?.unwrap_or(About::Consent);
    act.delivery = word(&facts.delivery, "--delivery", Delivery::ALL)?;
    act.outcome = outcome(&act, &facts.outcome, facts.expected)?;
    act.votes = votes(facts);
    act.body = facts.body.clone().or(act.body);
    act.name.clone_from(&facts.name);
    act.follows = facts.follows.clone().map(ActId);
    act.place.clone_from(&facts.place);
    act.persons.clone_from(&facts.person);
    act.scope.clone_from(&facts.scope);
    act.note.clone_from(&facts.note);
    act.expected = facts.expected;
    if let Some(id) = &facts.id {
        act.id = ActId(id.clone());
        act.id_given = true;
    }
    if act.kind.needs_delivery() && act.delivery.is_none() {
        return Err(undelivered(arguments, &act));
    }
    if act.kind == Kind::Event && act.name.is_none() {
        return Err(
            Failure::usage("missing-name", "an event needs its name").help("add --name NAME, as the clause calls it")
        );
    }
    act.sources = citation(&arguments.source, today)?.into_iter().collect();
    Ok(act)
}

/// The sentence that keeps a vote from being entered as a ratification.
fn undelivered(arguments: &Arguments, act: &Act) -> Failure {
    let code = act.party.map(|code| code.to_string()).unwrap_or_default();
    let vote = if code == "AZ" { "majlis-vote" } else { "vote" };
    Failure::usage(
        "missing-delivery",
        format!("a {} is delivered to the other party or the depositary; for the vote of parliament: `track add {} {code} {vote} …`", act.kind, arguments.agreement),
    )
    .help("if it was delivered, say how: --delivery deposit, exchange or notification")
}

/// The outcome: stated, or done; a vote needs one.
fn outcome(act: &Act, text: &Option<String>, expected: bool) -> Result<Outcome, Failure> {
    match word(text, "--outcome", Outcome::ALL)? {
        Some(outcome) => Ok(outcome),
        None if act.kind.needs_outcome() && !expected => {
            Err(Failure::usage("missing-outcome", format!("what became of the {}?", act.kind))
                .help("add --outcome adopted, rejected, or unknown if nobody said"))
        }
        None if act.kind.needs_outcome() => Ok(Outcome::Unknown),
        None => Ok(Outcome::Done),
    }
}

fn votes(facts: &Facts) -> Option<Votes> {
    let known = facts.for_.is_some() || facts.against.is_some() || facts.abstain.is_some();
    known.then(|| {
        Votes::Counts(Tally { for_: facts.for_, against: facts.against, abstain: facts.abstain, ..Tally::default() })
    })
}

/// The source, where any of it was given.
fn citation(arguments: &SourceArguments, today: Day) -> Result<Option<Citation>, Failure> {
    let citation = Citation {
        url: arguments.source.clone(),
        publisher: arguments.publisher.clone(),
        title: arguments.title.clone(),
        kind: word(&arguments.source_kind, "--source-kind", SourceKind::ALL)?,
        published: arguments.published.as_deref().map(|text| act_date(text, today)).transpose()?,
        quote: arguments.quote.clone(),
        verb: arguments.verb.clone(),
        origin: arguments.origin.clone(),
        archive: arguments.archive.clone(),
        ..Citation::default()
    };
    if let Some(url) = citation.url.iter().chain(&citation.archive).find(|url| !is_web_address(url)) {
        return Err(Failure::usage("url-scheme", format!("`{url}` is no address of the web")).help(
            "only http and https addresses are recorded; name a book or broadcast with --publisher and --title",
        ));
    }
    Ok((citation != Citation::default()).then_some(citation))
}
