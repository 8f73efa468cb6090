//! `track add`: records an act.

use clap::Args;

use super::recorded::{self, Told};
use super::write::change;
use super::{act_date, party};
use crate::cli::{Global, Writing};
use crate::context::Context;
use crate::date::{ActDate, Day, show};
use crate::error::{Exit, Failure, Outcome};
use crate::ledger::edit::{self, Recorded};
use crate::ledger::is_web_address;
use crate::model::{
    About, Act, ActId, Agreement, AgreementId, Citation, Code, Delivery, Kind, Procedure, Reading as ReadingOf,
    SourceKind, Step, Tally, Votes,
};
use crate::reading::{Entry, Reading, near};
use crate::source::Source;

/// Record an act: a vote, a signature, a deposit, a step at home
///
/// Example:
///   track add az-tr-memorandum-2025 AZ majlis-vote --on 2025-12-16 --outcome adopted
///   track add bbnj-agreement MA ratification --on 2025-09-19 --delivery deposit
///   track add paris-agreement entry-into-force --on 2016-11-04 --publisher "UN Treaty Collection"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreement's id
    #[arg(value_name = "AGREEMENT")]
    agreement: String,
    /// The party by name or code, several with commas, or `all`; left out for an act of the agreement itself
    #[arg(value_name = "PARTY")]
    party: String,
    /// A step of the party's procedure, else a kind of act
    #[arg(value_name = "STEP")]
    what: Option<String>,
    /// A step of the party's procedure, where a kind has the same name
    #[arg(long, value_name = "STEP", conflicts_with_all = ["what", "kind"])]
    step: Option<String>,
    /// A kind of act, where a step has the same name
    #[arg(long, value_name = "KIND", conflicts_with = "what")]
    kind: Option<String>,
    #[command(flatten)]
    facts: Facts,
    #[command(flatten)]
    source: SourceArguments,
    #[command(flatten)]
    writing: Writing,
}

/// What is known of the act.
#[derive(Debug, Args)]
struct Facts {
    /// When it was done: a date, today, yesterday, 2025-12, 2025, or a range 2025-12-10/2025-12-16
    #[arg(long, value_name = "DATE", required_unless_present = "by")]
    on: Option<String>,
    /// It was done not later than this day
    #[arg(long, value_name = "DATE", conflicts_with = "on")]
    by: Option<String>,
    /// What became of it (a vote needs one): adopted, rejected, done, returned, annulled, lapsed ...
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    /// The reading: first, second, third, final, single
    #[arg(long, value_name = "READING")]
    reading: Option<String>,
    /// What it is about: consent (default), leave, suspend, prolong, reserve, lift-reservation
    #[arg(long, value_name = "ABOUT")]
    about: Option<String>,
    /// How consent reached the other side: deposit, exchange, notification
    #[arg(long, value_name = "HOW")]
    delivery: Option<String>,
    /// Votes for
    #[arg(long = "for", value_name = "N")]
    for_: Option<u32>,
    /// Votes against
    #[arg(long, value_name = "N")]
    against: Option<u32>,
    /// Abstentions
    #[arg(long, value_name = "N")]
    abstain: Option<u32>,
    /// The day it takes effect, where different
    #[arg(long, value_name = "DATE")]
    effective: Option<String>,
    /// A note's own date
    #[arg(long, value_name = "DATE")]
    sent: Option<String>,
    /// The organ that acted
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// The name of an event
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The act that this one repeats or follows
    #[arg(long, value_name = "ACT")]
    follows: Option<String>,
    /// Where it was done
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Who acted in person; may be repeated
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// How far it reaches
    #[arg(long, value_name = "TEXT")]
    scope: Option<String>,
    /// Until when it holds
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// A note of the desk
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// It is expected, not done; it never counts
    #[arg(long)]
    expected: bool,
    /// Set the act's id; the same id with other content is refused
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

/// Who says so.
#[derive(Debug, Args)]
struct SourceArguments {
    /// The address of the source (http or https)
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What kind of publisher: depositary, gazette, parliament, ministry, press ...
    #[arg(long, value_name = "KIND")]
    source_kind: Option<String>,
    /// The word the source used
    #[arg(long, value_name = "WORD")]
    verb: Option<String>,
    /// Its words
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// The agency whose text it carries
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
    /// An archived copy
    #[arg(long, value_name = "URL")]
    archive: Option<String>,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let reading = Reading::open(ctx, global.ledger.as_deref())?;
    let id = reading.id(&arguments.agreement)?;
    let today = ctx.today(None)?;
    let acts = {
        let entry = reading.entry(&id)?;
        let (recorded, by) = (ctx.now()?, ctx.by(arguments.writing.by_whom.as_deref())?);
        let mut acts = acts(arguments, &reading, &entry.agreement, today)?;
        for act in &mut acts {
            (act.recorded, act.by) = (Some(recorded), by.clone());
        }
        acts
    };
    let mut results = Vec::new();
    let written = change(ctx, &reading, &id, &arguments.writing, &mut |source, entry| {
        results.clear();
        record_all(&reading, &id, source, entry, &acts, &mut results)
    })?;
    recorded::tell(
        ctx,
        &reading,
        &written,
        &Told { id: &id, results: &results, acts: &acts, today },
        &arguments.writing,
    )
}

/// Records the acts one after the other; all or nothing.
fn record_all(
    reading: &Reading,
    id: &AgreementId,
    source: &Source,
    entry: &Entry,
    acts: &[Act],
    results: &mut Vec<Recorded>,
) -> Result<String, Failure> {
    let mut text = source.clone();
    for (at, act) in acts.iter().enumerate() {
        let loaded = (at > 0).then(|| reading.load_text(id, &text)).and_then(|loaded| loaded.agreement);
        let agreement = loaded.as_ref().unwrap_or(&entry.agreement);
        let (new, result) = edit::record(&text, agreement, act).map_err(|clash| {
            Failure::new(Exit::Data, "id-taken", format!("the act `{}` is on record with other content", clash.id))
                .help("give it another --id, or none; to correct an act, `track retract` it and add the right one")
        })?;
        results.push(result);
        text = Source::new(source.name(), new);
    }
    Ok(text.text().to_owned())
}

/// The acts that the arguments describe, one for each party.
fn acts(arguments: &Arguments, reading: &Reading, agreement: &Agreement, today: Day) -> Result<Vec<Act>, Failure> {
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
        (None, Some(by)) => ActDate::by(super::single_day(by, today)?),
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
    act.reading = super::word(&facts.reading, "--reading", ReadingOf::ALL)?;
    act.about = super::word(&facts.about, "--about", About::ALL)?.unwrap_or(About::Consent);
    act.delivery = super::word(&facts.delivery, "--delivery", Delivery::ALL)?;
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
fn outcome(act: &Act, text: &Option<String>, expected: bool) -> Result<crate::model::Outcome, Failure> {
    use crate::model::Outcome;
    match super::word(text, "--outcome", Outcome::ALL)? {
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
        kind: super::word(&arguments.source_kind, "--source-kind", SourceKind::ALL)?,
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
