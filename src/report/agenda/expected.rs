//! What somebody expects: scheduled acts and deadlines; those that have passed, and those that were called off.

use super::{Asked, Dated, Item, State, What, recorded, words};
use crate::model::Act;
use crate::status::expected::{Expectations, FateState};

/// The expected acts of an agreement that belong on the agenda.
pub(super) fn items(dated: Dated, asked: Asked) -> Vec<Item> {
    let expectations = Expectations::new(dated.agreement, asked.as_of);
    let expected = dated.agreement.acts.iter().filter(|act| act.expected && expectations.is_known(act));
    expected.filter_map(|act| item(dated, asked, &expectations, act)).collect()
}

fn item<'a>(dated: Dated<'a>, asked: Asked, expectations: &Expectations<'a>, act: &'a Act) -> Option<Item> {
    let mut item = Item::due(dated, What::Expected, asked, act.date);
    let is_near = asked.takes(item.first, item.last);
    item.state = match expectations.fate(act).state {
        FateState::Overdue => State::Overdue,
        FateState::Open if is_near => State::Expected,
        FateState::Cancelled if is_near => State::Cancelled,
        _ => return None,
    };
    let (first, moves) = expectations.first(act);
    item = item.resting_on(&[act]);
    item.id = first.id.to_string();
    item.moves = moves + u32::from(item.state == State::Cancelled);
    item.kind = Some(act.kind);
    item.parties = act.party.into_iter().collect();
    item.act = Some(act.id.clone());
    item.sentence = sentence(dated, act, item.state);
    item.details = details(expectations, act, first, moves);
    let retracted = act.retracted.as_ref().and_then(|retraction| retraction.at);
    item.changed = retracted.unwrap_or_else(|| recorded(act)).max(item.changed);
    Some(item)
}

fn sentence(dated: Dated, act: &Act, state: State) -> String {
    let what = words::capital(&words::act(dated.agreement, dated.names, act));
    let when = words::when(&act.date);
    match state {
        State::Overdue => format!("{what} was expected {when}; nothing is recorded as done."),
        State::Cancelled => format!("{what} was expected {when}; it is no longer expected."),
        State::Expected | State::Due => format!("{what} is expected {when}."),
    }
}

fn details(expectations: &Expectations, act: &Act, first: &Act, moves: u32) -> Vec<String> {
    let mut details = Vec::new();
    details.extend(act.note.clone());
    if moves > 0 {
        let times = if moves == 1 { "once".to_owned() } else { format!("{moves} times") };
        let why = expectations.before(act).and_then(|before| before.retracted.as_ref());
        let why = why.and_then(|retraction| retraction.beyond(FateState::Postponed.as_str()));
        let why = why.map(|reason| format!(": {reason}")).unwrap_or_default();
        details.push(format!("first expected {}, postponed {times}{why}", words::when(&first.date)));
    }
    let why = act.retracted.as_ref().and_then(|retraction| retraction.beyond(FateState::Cancelled.as_str()));
    details.extend(why.map(str::to_owned));
    details
}
