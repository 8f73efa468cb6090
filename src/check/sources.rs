//! Sources and links: addresses, days and roles that cannot be right.

use super::acts::standing;
use super::{Sink, Subject};
use crate::ledger::place;
use crate::model::{Act, AgreementId, Citation, SourceKind};
use crate::source::Span;

/// Every source with the bytes to look for it in.
fn citations<'a>(subject: &'a Subject) -> impl Iterator<Item = (&'a Citation, Span)> {
    let agreement = subject.agreement;
    let whole = 0..subject.source.text().len();
    let clause = agreement.clause.iter().flat_map(|clause| &clause.sources);
    let term = agreement.term.iter().flat_map(|term| &term.sources);
    let record = agreement.sources.iter().chain(clause).chain(term).map(move |source| (source, whole.clone()));
    record.chain(agreement.acts.iter().flat_map(|act| act.sources.iter().map(|source| (source, act.span.clone()))))
}

/// An address that carries a password.
pub(super) fn url_credentials(subject: &Subject, sink: &mut Sink) {
    for (citation, block) in citations(subject) {
        for url in [&citation.url, &citation.archive].into_iter().flatten().filter(|url| has_credentials(url)) {
            let help = "take the part before the @ out, and change that password: the ledger is shared";
            sink.add(place::words(subject.source, &block, url), "the address carries a name or password", help);
        }
    }
}

fn has_credentials(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@'))
}

/// A source that claims a role it cannot have here, so that a fact would count as official.
pub(super) fn official_kind(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject) {
        for source in &act.sources {
            if let Some((message, help)) = misused(subject, source) {
                let words = source.kind.map_or_else(String::new, |kind| format!("\"{kind}\""));
                sink.add(place::words(subject.source, &act.span, &words), message, help);
            }
        }
    }
}

fn misused(subject: &Subject, source: &Citation) -> Option<(String, &'static str)> {
    let kind = source.kind?;
    let carried = source.origin.as_deref().filter(|_| is_organ(kind));
    if let Some(origin) = carried {
        let message = format!("`{kind}` is an official voice, but the text is that of `{origin}`");
        return Some((message, "name the kind of who wrote it: `wire`, `press`; or leave `origin` out"));
    }
    (kind == SourceKind::Depositary && subject.agreement.depositary.is_empty()).then(|| {
        let message = "a depositary speaks here, but the agreement names none".to_owned();
        (message, "add `depositary = \"…\"` at the top, or name another kind of source")
    })
}

fn is_organ(kind: SourceKind) -> bool {
    use SourceKind::{Court, Depositary, Gazette, Government, Ministry, Parliament, Presidency};
    matches!(kind, Court | Depositary | Gazette | Government | Ministry | Parliament | Presidency)
}

/// A report that is older than what it reports.
pub(super) fn source_before_act(subject: &Subject, sink: &mut Sink) {
    for act in standing(subject).filter(|act| !act.expected) {
        for source in act.sources.iter().filter(|source| source.kind.is_some_and(is_press)) {
            if let Some(published) = source.published.filter(|day| day.latest() < act.date.earliest()) {
                let message = format!("published on {published}, before the act of {} that it reports", act.date);
                let words = published.to_string();
                let help = "is a planned act recorded as done? what is only expected says `expected = true`";
                sink.add(published_at(subject, act, &words), message, help);
            }
        }
    }
}

fn published_at(subject: &Subject, act: &Act, day: &str) -> Span {
    place::words(subject.source, &act.span, day)
}

fn is_press(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Wire | SourceKind::Press | SourceKind::Broadcaster | SourceKind::Social)
}

/// A text that was read before it was published.
pub(super) fn read_before_published(subject: &Subject, sink: &mut Sink) {
    for (citation, block) in citations(subject) {
        let (Some(read), Some(published)) = (citation.read_on, citation.published) else { continue };
        if read.latest() < published.earliest() {
            let message = format!("read on {read}, before it was published on {published}");
            sink.add(place::words(subject.source, &block, &read.to_string()), message, "one of the two days is wrong");
        }
    }
}

/// A related agreement that the ledger does not have.
pub(super) fn unknown_related(subject: &Subject, sink: &mut Sink) {
    let whole = 0..subject.source.text().len();
    for related in &subject.agreement.related {
        let known = related.id.parse::<AgreementId>().is_ok_and(|id| subject.ids.contains(&id));
        if !known {
            let message = format!("the ledger has no agreement `{}`", related.id);
            let help = "correct the id; or leave it: a link may point to what is not kept here";
            sink.add(place::words(subject.source, &whole, &format!("\"{}\"", related.id)), message, help);
        }
    }
}

/// An agreement that the clause waits for, or ends with, and that the ledger does not have.
pub(super) fn unknown_floor(subject: &Subject, sink: &mut Sink) {
    let Some(clause) = subject.clause else { return };
    let whole = 0..subject.source.text().len();
    let waited = clause.floor_agreements().into_iter().chain(clause.ends_with());
    for id in waited.filter(|id| !subject.ids.contains(id)) {
        let message = format!("the clause waits for `{id}`, which the ledger does not have");
        let help = "correct the id, or keep that agreement too: `track new`; until then force is unknown";
        sink.add(place::words(subject.source, &whole, id.as_str()), message, help);
    }
}
