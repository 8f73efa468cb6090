//! `[[act]]`, `[[looked]]` and their sources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::de::DeValue;

use super::Context;
use super::reader::Reader;
use super::settings::code;
use super::wording::{NAME, cut, nearest};
use super::write::is_unseen;
use crate::date::ActDate;
use crate::diagnostic::Level;
use crate::model::{
    About, Act, ActId, Agreement, Cause, Citation, Code, Delivery, Kind, Look, Outcome, OwnStep, PartyEntry, Plane,
    Procedure, Reading, Retraction, SourceKind, Tally, Votes,
};
use crate::source::Span;

/// What acts are read against: the header of their agreement.
pub(super) struct Header<'a> {
    agreement: &'a Agreement,
    ctx: &'a Context<'a>,
    /// The closed list.
    parties: Option<BTreeSet<Code>>,
    /// The procedures that parties' own lists of steps make.
    own: BTreeMap<Code, Arc<Procedure>>,
}

impl<'a> Header<'a> {
    pub(super) fn new(agreement: &'a Agreement, ctx: &'a Context<'a>) -> Self {
        let listed = agreement.party.iter().filter(|(_, entry)| !entry.steps.is_empty());
        let own = listed.map(|(party, entry)| {
            let name = entry.name.as_deref().unwrap_or(party.as_str());
            (*party, Arc::new(Procedure::own(party, name, &entry.steps)))
        });
        let parties = agreement.parties.as_ref().map(|list| list.iter().copied().collect());
        Self { agreement, ctx, parties, own: own.collect() }
    }

    /// The procedure of a party under this agreement.
    fn procedure(&self, party: &Code) -> Option<Arc<Procedure>> {
        self.own.get(party).cloned().or_else(|| {
            let entry = self.agreement.party.get(party);
            (self.ctx.procedures)(entry.and_then(|e| e.procedure.as_deref()).unwrap_or(party.as_str()))
        })
    }

    /// A party's code: known, and inside a closed list.
    pub(super) fn party(&self, reader: &Reader) -> Option<Code> {
        let text = reader.text("party")?;
        let span = reader.place("party");
        let found = code(reader, &text, &span)?;
        known_party(reader, self.ctx, &self.agreement.party, found, &span);
        if self.parties.as_ref().is_some_and(|list| !list.contains(&found)) {
            let message = format!("`{found}` is not among the parties of this agreement");
            let help = "add it to `parties`, or leave `parties` out if the list is open";
            reader.text.error("party-outside-list", &span, message, help);
        }
        Some(found)
    }
}

/// Reports a code that neither the table of names nor the agreement knows.
pub(super) fn known_party(
    reader: &Reader,
    ctx: &Context,
    named: &BTreeMap<Code, PartyEntry>,
    found: Code,
    span: &Span,
) {
    let here = named.get(&found).is_some_and(|entry| entry.name.is_some());
    if !here && ctx.names.by_code(&found).is_none() {
        let message = format!("no party is known under the code `{found}`");
        let help =
            format!("`track parties NAME` shows codes; a party of your own is named: [party.{found}] name = \"…\"");
        reader.text.error("unknown-party", span, message, help);
    }
}

/// As [`known_party`], for members of groups and values of weights: a code of one's own that nobody has named can never
/// act, so it changes no answer but a share's; it is told, and the file keeps its meaning.
pub(super) fn known_member(
    reader: &Reader,
    ctx: &Context,
    named: &BTreeMap<Code, PartyEntry>,
    found: Code,
    span: &Span,
) {
    if !found.is_own() {
        return known_party(reader, ctx, named, found, span);
    }
    let here = named.get(&found).is_some_and(|entry| entry.name.is_some());
    if !here && ctx.names.by_code(&found).is_none() {
        let message = format!("nobody is named under the code `{found}`");
        let help = format!("name it: [party.{found}] name = \"…\"");
        reader.text.report(Level::Warning, "unknown-party", span, message, help);
    }
}

/// Reads one act; `None` where it cannot be given a meaning.
pub(super) fn act(reader: Reader, header: &Header) -> Option<Act> {
    let party = header.party(&reader);
    let procedure = party.filter(|_| reader.has("step")).and_then(|party| header.procedure(&party));
    let step = reader.text("step");
    let kind = kind(&reader, party.as_ref(), step.as_deref(), procedure.as_deref());
    if let Some(kind) = kind {
        whose(&reader, kind, party.is_some());
    }
    if !reader.has("date") {
        let help = "when was it done? `date = 2025-12-16`, or \"../2025-12-17\" for not later than";
        reader.text.error("missing-key", &reader.span, "`date` is missing", help);
    }
    let date = reader.date("date");
    let mut act = Act::new(kind.unwrap_or(Kind::Declaration), date.unwrap_or(ActDate::on(crate::date::FIRST_DAY)));
    (act.party, act.step) = (party, step);
    let body = procedure.as_deref().and_then(|p| p.step(act.step.as_deref()?).map(|s| s.body.clone()));
    act.body = reader.text("body").or(body.filter(|body| !body.is_empty()));
    if let Some(id) = typed_id(&reader) {
        act.id = id;
        act.id_given = true;
    }
    fill(&reader, &mut act);
    outcome(&reader, &mut act);
    act.span = reader.span.start..reader.end();
    reader.finish();
    (kind.is_some() && date.is_some()).then_some(act)
}

/// The id that the ledger gives; it must be such that a person can type it.
fn typed_id(reader: &Reader) -> Option<ActId> {
    let id = reader.text("id")?;
    if id.is_empty() || id.chars().any(|c| c.is_whitespace() || is_unseen(c)) {
        let help = "take it out and `track` derives one, or write letters and digits without blanks";
        reader.text.error("malformed-id", &reader.place("id"), "nobody could type this id of an act", help);
    }
    Some(ActId(id))
}

/// The keys that need no other key to be understood.
fn fill(reader: &Reader, act: &mut Act) {
    act.name = reader.text("name");
    act.effective = reader.date("effective");
    act.sent = reader.date("sent");
    act.sitting = reader.date("sitting");
    act.reading = reader.word("reading", Reading::ALL);
    act.votes = votes(reader);
    act.about = reader.word("about", About::ALL).unwrap_or(About::Consent);
    act.follows = reader.text("follows").map(ActId);
    act.delivery = reader.word("delivery", Delivery::ALL);
    act.at = reader.text("at");
    act.scope = reader.text("scope");
    act.until = reader.date("until");
    act.territory = reader.text("territory");
    act.excluded = reader.text("excluded");
    act.against = reader.text("against");
    act.effect = reader.text("effect");
    act.condition = reader.text("condition");
    act.cleared = reader.date("cleared");
    act.reason = reader.text("reason");
    act.ad_referendum = reader.flag("ad_referendum").unwrap_or(false);
    act.contested_by = reader.text("contested_by");
    act.how = reader.text("how");
    act.to = reader.text("to");
    act.persons = reader.texts("persons");
    act.place = reader.text("place");
    act.counted = reader.flag("counted").unwrap_or(true);
    act.expected = reader.flag("expected").unwrap_or(false);
    act.embargo = reader.moment("embargo");
    act.note = reader.text("note");
    act.recorded = reader.moment("recorded");
    act.by = reader.text("by");
    act.sources = citations(reader);
    act.retracted = reader.table("retracted").map(retraction);
}

/// The kind of an act: its own, or that of its step; both must agree.
fn kind(reader: &Reader, party: Option<&Code>, step: Option<&str>, procedure: Option<&Procedure>) -> Option<Kind> {
    let own = reader.text("kind").and_then(|text| known_kind(reader, &text));
    let Some(step) = step else {
        if own.is_none() && !reader.has("kind") {
            let help = "add `step` (a step of the party's procedure) or `kind` (for example \"vote\")";
            reader.text.error("missing-kind", &reader.span, "an act needs a `step` or a `kind`", help);
        }
        return own;
    };
    let found = kind_of_step(reader, own, party, step, procedure);
    match (own, found) {
        (Some(own), Some(found)) if own != found && !(found == Kind::Signature && own == Kind::DefinitiveSignature) => {
            let message = format!("`kind` says `{own}`, but the step `{step}` is a `{found}`");
            reader.text.error("kind-differs", &reader.place("kind"), message, "leave `kind` out, or name another step");
            None
        }
        (Some(own), Some(_)) => Some(own),
        (_, found) => found,
    }
}

/// The kind that a step has in the party's procedure; a delivery takes the consent kind that the act gives.
fn kind_of_step(
    reader: &Reader,
    own: Option<Kind>,
    party: Option<&Code>,
    step: &str,
    procedure: Option<&Procedure>,
) -> Option<Kind> {
    let place = reader.place("step");
    match (procedure.and_then(|p| p.step(step)), procedure, step) {
        (Some(found), ..) => found.kind.or(own.filter(|kind| kind.is_consent())).or_else(|| {
            let message = format!("`{step}` is a delivery, which is never a kind");
            let help = "say which act: `kind = \"ratification\"`, \"notification\" …";
            reader.text.error("missing-kind", &place, message, help);
            None
        }),
        (None, _, "signature") => Some(Kind::Signature),
        (None, Some(procedure), _) => {
            unknown_step(reader, step, procedure);
            None
        }
        (None, None, _) => own.or_else(|| {
            let who = party.map_or("the agreement".to_owned(), |code| format!("`{code}`"));
            let message = format!("{who} has no procedure, so `{step}` is no step of it");
            reader.text.error("unknown-step", &place, message, "give the act a `kind`, or the party a procedure");
            None
        }),
    }
}

fn known_kind(reader: &Reader, text: &str) -> Option<Kind> {
    let kind = Kind::parse(text);
    if kind.is_none() {
        let near = nearest(reader.text, text, Kind::ALL.iter().map(|kind| kind.as_str()), 1);
        let help = match near.first() {
            _ if text == "deposit-or-notification" => {
                "say which act was delivered: `ratification`, `notification` …".to_owned()
            }
            _ if text.starts_with("ratif") => {
                "a vote of parliament is `vote`; `ratification` is what is delivered abroad".to_owned()
            }
            Some(kind) => format!("did you mean `{kind}`? docs/format.md lists them"),
            None => "docs/format.md lists the kinds".to_owned(),
        };
        let message = format!("`{}` is not a kind of act", cut(text, NAME));
        reader.text.error("unknown-kind", &reader.place("kind"), message, help);
    }
    kind
}

/// An act of the agreement itself names no party, every other act says whose it is.
fn whose(reader: &Reader, kind: Kind, has_party: bool) {
    let span = reader.place(if reader.has("kind") { "kind" } else { "step" });
    match (kind.plane(has_party), has_party) {
        (Plane::Agreement, true) => {
            let message = format!("`{kind}` is an act of the agreement itself");
            reader.text.error("party-not-wanted", &span, message, "leave `party` out");
        }
        (Plane::Domestic | Plane::International, false) if !reader.has("party") => {
            let message = format!("`{kind}` is an act of a party");
            reader.text.error("missing-party", &span, message, "say whose: `party = \"AZ\"`");
        }
        _ => {}
    }
}

fn unknown_step(reader: &Reader, step: &str, procedure: &Procedure) {
    let near = nearest(reader.text, step, procedure.steps.iter().map(|s| s.key.as_str()), 3);
    let near: Vec<String> = near.iter().map(|key| format!("`{key}`")).collect();
    let message = format!("`{}` is not a step of the procedure `{}`", cut(step, NAME), procedure.code);
    let near = if near.is_empty() { String::new() } else { format!("near: {}; ", near.join(", ")) };
    let help = format!("{near}`track procedures {}` lists the steps", procedure.code);
    reader.text.error("unknown-step", &reader.place("step"), message, help);
}

fn outcome(reader: &Reader, act: &mut Act) {
    let given = reader.word("outcome", Outcome::ALL);
    if given.is_none() && act.kind.needs_outcome() && !act.expected && !reader.has("outcome") {
        let message = match &act.step {
            Some(step) => format!("`{step}` is a `{}`, and what became of it is not said", act.kind),
            None => format!("what became of this `{}` is not said", act.kind),
        };
        let help = "add `outcome = \"adopted\"`, or \"rejected\", \"tied\", \"unknown\" …";
        let key = if reader.has("step") { "step" } else { "kind" };
        reader.text.error("missing-outcome", &reader.place(key), message, help);
    }
    act.outcome = given.unwrap_or(if act.kind.needs_outcome() { Outcome::Unknown } else { Outcome::Done });
}

fn votes(reader: &Reader) -> Option<Votes> {
    let value = reader.get("votes")?;
    match value.get_ref() {
        DeValue::String(text) if text == "unanimous" => Some(Votes::Unanimous),
        DeValue::Table(_) => {
            let table = reader.table("votes")?;
            let tally = Tally {
                for_: table.number("for"),
                against: table.number("against"),
                abstain: table.number("abstain"),
                present: table.number("present"),
                absent: table.number("absent"),
                other: table.number("other"),
                seats: table.number("seats"),
            };
            table.finish();
            Some(Votes::Counts(tally))
        }
        _ => {
            reader.wrong(value, "votes", "figures, { for = 1, against = 2 }, or \"unanimous\"");
            None
        }
    }
}

fn retraction(reader: Reader) -> Retraction {
    let retraction = Retraction {
        at: reader.moment("at"),
        reason: reader.needed("reason").unwrap_or_default(),
        cause: reader.word("cause", Cause::ALL),
        in_favour_of: reader.text("in_favour_of").map(ActId),
        by: reader.text("by"),
    };
    reader.finish();
    retraction
}

/// The `source` tables of a table.
pub(super) fn citations(reader: &Reader) -> Vec<Citation> {
    let sources = reader.tables("source");
    sources
        .into_iter()
        .map(|source| {
            let citation = Citation {
                url: url(&source, "url"),
                publisher: source.text("publisher"),
                title: source.text("title"),
                kind: source.word("kind", SourceKind::ALL),
                published: source.date("published"),
                read_on: source.date("read_on"),
                archive: url(&source, "archive"),
                quote: source.text("quote"),
                lang: source.text("lang"),
                verb: source.text("verb"),
                origin: source.text("origin"),
                note: source.text("note"),
            };
            source.finish();
            citation
        })
        .collect()
}

/// An address; anything but http and https is reported and not taken over.
fn url(reader: &Reader, key: &'static str) -> Option<String> {
    let text = reader.text(key)?;
    if is_web_address(&text) {
        return Some(text);
    }
    let message = format!("`{key}` is no address that will be shown: only http and https are");
    reader.text.report(
        Level::Warning,
        "url-scheme",
        &reader.place(key),
        message,
        "write https://…, or name the publisher",
    );
    None
}

/// Whether a text is an address that may be shown and stored: http or https, no blanks, no control characters.
pub fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some() && text.len() > 8 && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Reads one `[[looked]]`.
pub(super) fn look(reader: Reader, header: &Header) -> Option<Look> {
    let party = header.party(&reader);
    if !reader.has("date") {
        reader.text.error(
            "missing-key",
            &reader.span,
            "`date` is missing",
            "when was it looked for? `date = 2025-12-17`",
        );
    }
    let date = reader.day("date");
    let look = Look {
        party,
        step: looked_step(&reader, party.as_ref(), header),
        where_: reader.text("where"),
        date: date.unwrap_or(crate::date::FIRST_DAY),
        shelf_life_days: reader.number("shelf_life_days").unwrap_or(30),
        recorded: reader.moment("recorded"),
        by: reader.text("by"),
        note: reader.text("note"),
        span: reader.span.start..reader.end(),
    };
    reader.finish();
    date.map(|_| look)
}

/// The step that was looked for: one of the party's procedure, where it has one, or a kind of act.
fn looked_step(reader: &Reader, party: Option<&Code>, header: &Header) -> Option<String> {
    let step = reader.text("step")?;
    let procedure = party.filter(|_| Kind::parse(&step).is_none()).and_then(|party| header.procedure(party));
    if let Some(procedure) = procedure.filter(|procedure| procedure.step(&step).is_none()) {
        unknown_step(reader, &step, &procedure);
    }
    Some(step)
}

/// The milestones that a step can stand for.
const MILESTONES: &[&str] = &["parliament_stage_done", "state_decision", "consent_expressed"];

/// Reads one `[[party.CODE.step]]`.
pub(super) fn own_step(reader: Reader) -> Option<OwnStep> {
    let key = reader.needed("key");
    let kind = reader.word("kind", Kind::ALL);
    if !reader.has("kind") {
        reader.text.error("missing-kind", &reader.span, "a step needs a `kind`", "for example `kind = \"vote\"`");
    }
    let requirement = reader.word("requirement", crate::model::Requirement::ALL);
    let step = OwnStep {
        key: key.clone().unwrap_or_default(),
        kind: kind.unwrap_or(Kind::Vote),
        body: reader.text("body"),
        requirement: requirement.unwrap_or(crate::model::Requirement::Required),
        milestone: reader.word("milestone", MILESTONES).map(str::to_owned),
    };
    reader.finish();
    (key.is_some() && kind.is_some()).then_some(step)
}
