//! What else an answer rests on, in words: dates, announcements, what is missing, the term, parties.

use super::explain::{Branch, Explaining, Note};
use super::table::Tone;
use crate::clause::{EndReason, ForceDay, MissingAct, PartyForce, Period};
use crate::date::{Day, show};
use crate::model::{Basis, Code};
use crate::status::domestic::DomesticState;
use crate::status::{InternationalState, brief};

/// From the day the conditions were met to the day of force, line by line.
pub(super) fn date(of: &Explaining) -> Option<Branch> {
    let verdict = of.status.verdict();
    let mut lines = verdict.arithmetic.clone();
    match &verdict.force {
        ForceDay::Unknown { earliest, latest, reasons } => {
            lines.extend(bounds(*earliest, *latest));
            lines.extend(reasons.iter().map(|gap| format!("not known: {gap}")));
        }
        ForceDay::Known(on) if verdict.basis != Basis::Text && of.status.force.date != Some(*on) => {
            let why =
                if verdict.basis == Basis::Reported { "the text has not been read" } else { "no clause is recorded" };
            lines.push(format!("{} is computed, not established: {why}", show(*on)));
        }
        ForceDay::Known(_) | ForceDay::NotMet => {}
    }
    (!lines.is_empty()).then(|| Branch::new("Date").noting(lines))
}

fn bounds(earliest: Option<Day>, latest: Option<Day>) -> Option<String> {
    match (earliest, latest) {
        (Some(earliest), Some(latest)) => Some(format!("between {} and {}", show(earliest), show(latest))),
        (Some(earliest), None) => Some(format!("not before {}, if at all", show(earliest))),
        (None, Some(latest)) => Some(format!("by {} at the latest", show(latest))),
        (None, None) => None,
    }
}

/// What was announced, beside what is computed.
pub(super) fn announced(of: &Explaining) -> Option<Branch> {
    let announced = of.status.force.announced?;
    let act = &of.agreement.acts[announced.act];
    let by = act.sources.iter().find_map(|source| source.publisher.clone());
    let by = by.map(|by| format!(", by {by}")).unwrap_or_default();
    let computed = of.status.verdict().force.day();
    let agrees = computed == Some(announced.day);
    let verdict = match (announced.official, computed) {
        (_, Some(_)) if agrees => "the computed day is the same".to_owned(),
        (true, Some(day)) => format!("the announced day stands; computed from the clause it would be {}", show(day)),
        (true, None) => "the announced day stands, although what is recorded does not meet the clause".to_owned(),
        (false, Some(day)) => format!("computed: {}; this source cannot decide, so reports differ", show(day)),
        (false, None) => "nothing recorded meets the clause; this source cannot decide, so reports differ".to_owned(),
    };
    let tone = if agrees { Tone::Good } else { Tone::Attention };
    let head = format!("Announced: entry into force on {}{by}", show(announced.day));
    Some(Branch::toned(head, tone).noting([verdict]))
}

/// The fewest further acts, and who is needed in any case.
pub(super) fn missing(of: &Explaining) -> Option<Branch> {
    let missing = &of.status.verdict().missing;
    let is_settled = of.status.force.state.is_entered() || of.status.force.date.is_some();
    let is_open = !is_settled && matches!(of.status.verdict().force, ForceDay::NotMet | ForceDay::Unknown { .. });
    if !is_open || missing.acts.is_empty() && missing.reasons.is_empty() {
        return None;
    }
    let mut branch = Branch::default();
    for act in &missing.acts {
        let signed = |code| of.status.shown().has_signed(code);
        branch = branch.noting([brief(of.agreement, &of.status.verdict().tree, &signed, act)]);
        branch.notes.extend(standing(of, act));
    }
    let asked_of_all =
        missing.acts.iter().any(|act| matches!(act, MissingAct::Each { codes, .. } if *codes == missing.indispensable));
    if !missing.indispensable.is_empty() && !asked_of_all {
        branch = branch.noting([format!("nothing goes without {}", of.codes(&missing.indispensable))]);
    }
    branch = branch.noting(missing.reasons.iter().cloned());
    let head = match (missing.impossible, missing.exact, missing.fewest) {
        (true, ..) => "Missing: it can no longer be met".to_owned(),
        (_, _, 0) => "Missing".to_owned(),
        (_, true, 1) => "Missing: 1 further act is enough, no fewer".to_owned(),
        (_, true, fewest) => format!("Missing: {fewest} further acts are enough, no fewer"),
        (_, false, fewest) => format!("Missing: {fewest} further acts are enough, perhaps fewer"),
    };
    Some(Branch { text: head, tone: Tone::Bad, ..branch })
}

/// Where those stand who must act, if they are few.
fn standing(of: &Explaining, act: &MissingAct) -> Vec<Note> {
    const FEW: usize = 12;
    let codes = match act {
        MissingAct::Each { codes, .. } => codes,
        MissingAct::AnyOf { candidates, others: false, .. } => candidates,
        MissingAct::Weight { candidates, .. } => candidates,
        _ => return Vec::new(),
    };
    let line = |code: &Code| Note { depth: 1, text: stands(of, *code), tone: Tone::Plain };
    if of.all || codes.len() <= FEW { codes.iter().map(line).collect() } else { Vec::new() }
}

/// Where one party stands abroad, and at home on its way there.
fn stands(of: &Explaining, code: Code) -> String {
    let line = of.status.party(&code);
    let abroad = line.map(|line| &line.international);
    let state = match abroad.map_or(InternationalState::Unknown, |abroad| abroad.state) {
        InternationalState::Unknown => "nothing recorded abroad".to_owned(),
        InternationalState::None => "has not acted".to_owned(),
        state => state.as_str().replace('-', " "),
    };
    let mut text = format!("{}: {state}", of.party(code));
    text.extend(abroad.and_then(|abroad| abroad.on).map(|on| format!(" {}", show(on))));
    text.push_str(if abroad.is_some_and(|abroad| abroad.taken_back.is_some()) {
        ", took its consent back"
    } else {
        ""
    });
    if let Some(home) = line.map(|line| &line.domestic).filter(|home| home.state != DomesticState::Unknown) {
        text.push_str(&format!("; at home {}", home.state.as_str().replace('-', " ")));
        text.extend(home.on.map(|on| format!(" {}", show(on))));
        text.extend(home.next.as_ref().map(|next| format!(", next {}", next.key)));
    }
    text
}

/// How long it lasts and why it ends.
pub(super) fn term(of: &Explaining) -> Option<Branch> {
    let ends = &of.status.verdict().ends;
    let mut lines = ends.arithmetic.clone();
    lines.extend(ends.period_until.map(|until| format!("the running period lasts until {}", show(until))));
    lines.extend(ends.notice_by.map(|by| format!("notice must be given by {}", show(by))));
    let day = of.status.as_of.day;
    let head = match (ends.on, ends.why) {
        (Some(on), why) => {
            let verb = if on <= day { "ended" } else { "ends" };
            format!("Term: {verb} on {}{}", show(on), why.map(|why| format!(", {}", because(why))).unwrap_or_default())
        }
        (None, _) if lines.is_empty() => return None,
        (None, _) => "Term".to_owned(),
    };
    let article = of.agreement.term.as_ref().and_then(|term| term.article.as_ref());
    let head = article.map_or(head.clone(), |article| format!("{head} (article {article})"));
    Some(Branch::new(head).noting(lines))
}

const fn because(why: EndReason) -> &'static str {
    match why {
        EndReason::Expiry => "its time being over",
        EndReason::Termination => "by termination",
        EndReason::TooFewParties => "fewer than two parties being left",
        EndReason::WithAnother => "with the agreement it depends on",
    }
}

/// From the consent of one party to the day it is bound, and to the day it is no longer.
pub(super) fn party(of: &Explaining, code: Code) -> Branch {
    let head = of.party(code);
    let Some(party) = of.status.verdict().party(code) else {
        return Branch::toned(format!("Party {head}: nothing recorded"), Tone::Faint);
    };
    let line = of.status.party(&code).map(|line| &line.international);
    let since = line.and_then(|line| line.on).map(|on| format!(" since {}", show(on))).unwrap_or_default();
    let state = match line.map_or(InternationalState::Unknown, |line| line.state) {
        InternationalState::Unknown => "nothing recorded".to_owned(),
        InternationalState::None => "has not acted".to_owned(),
        state => format!("{}{since}", state.as_str().replace('-', " ")),
    };
    Branch::new(format!("Party {head}: {state}")).noting(party_lines(of, party))
}

fn party_lines(of: &Explaining, party: &PartyForce) -> Vec<String> {
    let mut lines = Vec::new();
    let earlier = party.periods.len().saturating_sub(usize::from(party.bound_from.is_some()));
    lines.extend(party.periods[..earlier].iter().map(|earlier| period(of, earlier)));
    if let Some(on) = party.consent_on.filter(|_| party.bound_from.is_none()) {
        lines.push(format!("{} on {}", of.kind(party.consent), show(on)));
    }
    if party.consent_on.is_none() && party.bound_from.is_none() && !party.refused && party.taken_back.is_none() {
        lines.push("no consent recorded".to_owned());
    }
    lines.extend(party.taken_back.map(|on| format!("took its consent back on {}", show(on))));
    if party.refused {
        lines.push("objected where silence binds: not bound".to_owned());
    }
    lines.extend(party.arithmetic.iter().cloned());
    lines.extend(party.periods[earlier..].iter().map(|last| period(of, last)));
    lines
}

/// `acceptance of 2016-09-03: bound from 2016-11-04 until 2020-11-04 (withdrawal notified on 2019-11-04)`.
fn period(of: &Explaining, period: &Period) -> String {
    let by = match period.consent {
        Some(act) => format!("{} of {}: ", of.kind(Some(act)), of.agreement.acts[act].date),
        None => "without an act of its own: ".to_owned(),
    };
    let with = if of.status.force.date == Some(period.from) { " with the agreement" } else { "" };
    let until = match (period.until, period.end_unknown) {
        (Some(until), _) => format!(" until {}", show(until)),
        (None, true) => ", notice given, end not known".to_owned(),
        (None, false) => String::new(),
    };
    let notice =
        period.notice.map(|act| format!(" ({} notified on {})", of.kind(Some(act)), of.agreement.acts[act].date));
    format!("{by}bound{with} from {}{until}{}", show(period.from), notice.unwrap_or_default())
}
