//! Days that follow from what is recorded: force, leaving, the end of a term, closing, looks that grow old.

use std::collections::BTreeMap;

use super::{Asked, Dated, Item, What, words};
use crate::clause::EndReason;
use crate::date::{ActDate, Day, LAST_DAY, show};
use crate::model::{Act, Code, Kind, Look};
use crate::status::{ForceState, PartyForceLine};

/// Such days of an agreement within the days asked for.
pub(super) fn items(dated: Dated, asked: Asked) -> Vec<Item> {
    let mut items = Vec::new();
    items.extend(force(dated, asked));
    items.extend(party_force(dated, asked));
    items.extend(leaving(dated, asked));
    items.extend(term(dated, asked));
    items.extend(closing(dated, asked));
    items.extend(provisional_ends(dated, asked));
    items.extend(looks(dated, asked));
    items.retain(|item| asked.takes(item.first, item.last));
    items
}

/// A day, or the range that the worlds leave.
fn span(first: Day, last: Day) -> ActDate {
    if first == last { ActDate::on(first) } else { ActDate::between(first, last) }
}

/// The first and last day of force ahead.
fn force_day(dated: Dated) -> Option<ActDate> {
    let status = dated.status;
    if status.force.state != ForceState::Dated {
        return None;
    }
    match (status.force.date, status.range) {
        (Some(day), _) => Some(ActDate::on(day)),
        (None, Some((Some(first), last))) => Some(span(first, last.unwrap_or(first))),
        _ => None,
    }
}

fn force(dated: Dated, asked: Asked) -> Option<Item> {
    let date = force_day(dated)?;
    let mut item = Item::due(dated, What::Force, asked, date).resting_on(&force_acts(dated));
    item.sentence = format!("{} is due to enter into force {}.", item.title, words::when(&date));
    let for_ = parties_by_day(dated).remove(&(item.first, item.last)).unwrap_or_default();
    if !for_.is_empty() {
        item.details.push(format!("for {}", words::parties(dated.agreement, dated.names, &for_)));
    }
    if dated.status.disputed {
        item.details.push("reports differ about the day".to_owned());
    }
    Some(item)
}

/// The acts that the agreement's own force rests on.
fn force_acts<'a>(dated: Dated<'a>) -> Vec<&'a Act> {
    let used = dated.status.verdict().tree.walk().into_iter().flat_map(|node| &node.used).filter_map(|used| used.act);
    used.chain(dated.status.force.rests_on.iter().copied()).map(|at| &dated.agreement.acts[at]).collect()
}

/// Parties for which it is due to enter into force, by the first and last day of that.
fn parties_by_day(dated: Dated) -> BTreeMap<(Day, Day), Vec<Code>> {
    let mut groups: BTreeMap<(Day, Day), Vec<Code>> = BTreeMap::new();
    for (at, party) in dated.status.parties.iter().enumerate() {
        let is_dated = |line: &&PartyForceLine| line.state == ForceState::Dated;
        let lines = dated.status.worlds.iter().map(|world| &world.parties[at].3).filter(is_dated);
        let days: Vec<Day> = lines.filter_map(|line| line.date).collect();
        if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
            groups.entry((*first, *last)).or_default().push(party.code);
        }
    }
    groups
}

/// Its force for parties that come to it, where that is not the agreement's own day.
fn party_force(dated: Dated, asked: Asked) -> Vec<Item> {
    let own = force_day(dated).map(|date| (date.earliest(), date.latest()));
    let groups = parties_by_day(dated).into_iter().filter(|(days, _)| Some(*days) != own);
    let item = |((first, last), codes): ((Day, Day), Vec<Code>)| {
        let date = span(first, last);
        let acts: Vec<&Act> = codes.iter().filter_map(|code| consent(dated, code)).collect();
        let mut item = Item::due(dated, What::PartyForce, asked, date).resting_on(&acts);
        item.id = format!("{} {}", What::PartyForce, show(first));
        item.act = acts.first().filter(|_| codes.len() == 1).map(|act| act.id.clone());
        let who = words::parties(dated.agreement, dated.names, &codes);
        item.sentence = format!("{} is due to enter into force for {who} {}.", item.title, words::when(&date));
        item.parties = codes;
        item
    };
    groups.map(item).collect()
}

fn consent<'a>(dated: Dated<'a>, code: &Code) -> Option<&'a Act> {
    let at = dated.status.party(code)?.international.consent?;
    dated.agreement.acts.get(at)
}

/// Parties that gave notice and have not left yet.
fn leaving(dated: Dated, asked: Asked) -> Vec<Item> {
    let mut groups: BTreeMap<Day, Vec<(Code, &Act)>> = BTreeMap::new();
    for party in &dated.status.parties {
        let notice = party.international.notice.and_then(|at| dated.agreement.acts.get(at));
        if let (Some(day), Some(notice)) = (party.international.leaves_on, notice) {
            groups.entry(day).or_default().push((party.code, notice));
        }
    }
    let item = |(day, notices): (Day, Vec<(Code, &Act)>)| {
        let (codes, acts): (Vec<Code>, Vec<&Act>) = notices.into_iter().unzip();
        let mut item = Item::due(dated, What::Leaving, asked, ActDate::on(day)).resting_on(&acts);
        item.id = format!("{} {}", What::Leaving, show(day));
        item.act = acts.first().filter(|_| acts.len() == 1).map(|act| act.id.clone());
        let who = words::parties(dated.agreement, dated.names, &codes);
        let verb = if codes.len() == 1 { "gave notice and remains a party" } else { "gave notice and remain parties" };
        item.sentence = format!("{who} {verb} to {} until {}.", item.title, words::day(day));
        item.parties = codes;
        item
    };
    groups.into_iter().map(item).collect()
}

/// The end of its term, the last day for notice, the end of a period that renews itself.
fn term(dated: Dated, asked: Asked) -> Vec<Item> {
    if !dated.status.force.state.is_entered() {
        return Vec::new();
    }
    let ends = &dated.status.verdict().ends;
    let item = |what, day, sentence: &dyn Fn(&str) -> String| {
        let mut item = Item::due(dated, what, asked, ActDate::on(day)).resting_on(&force_acts(dated));
        item.id = if what == What::End { what.to_string() } else { format!("{what} {}", show(day)) };
        item.sentence = sentence(&item.title);
        item.details.clone_from(&ends.arithmetic);
        item
    };
    let mut items = Vec::new();
    if let Some(day) = ends.on.filter(|day| *day > asked.as_of.day) {
        let why = match ends.why {
            Some(EndReason::Expiry) => "its term is over",
            Some(EndReason::Termination) => "it was terminated",
            Some(EndReason::TooFewParties) => "too few parties remain",
            Some(EndReason::WithAnother) => "it ends with another agreement",
            None => "as recorded",
        };
        items.push(item(What::End, day, &|title| {
            format!(
                "{title} is due to end: {} is the first day on which it is no longer in force ({why}).",
                words::day(day)
            )
        }));
    }
    items.extend(ends.notice_by.map(|day| {
        item(What::Notice, day, &|title| {
            format!("{} is the last day to give notice; without notice {title} goes on by itself.", words::day(day))
        })
    }));
    items.extend(ends.period_until.map(|day| {
        item(What::Period, day, &|title| {
            format!("Without notice, {title} goes on by itself for a new period from {}.", words::day(day))
        })
    }));
    items
}

fn closing(dated: Dated, asked: Asked) -> Option<Item> {
    let date = dated.agreement.closes?;
    let mut item = Item::due(dated, What::Closing, asked, date);
    item.sentence = format!("{} closes for signature {}.", item.title, words::when(&date));
    Some(item)
}

/// Provisional application with a last day that is recorded.
fn provisional_ends(dated: Dated, asked: Asked) -> Vec<Item> {
    let seen = dated.status.shown().world.acts.iter().map(|settled| &dated.agreement.acts[settled.act]);
    let ends = seen.filter_map(|act| match act.kind {
        Kind::ProvisionalApplication => Some((act, act.until?)),
        Kind::ProvisionalEnd => Some((act, act.effective?)),
        _ => None,
    });
    let item = |(act, date): (&Act, ActDate)| {
        let mut item = Item::due(dated, What::ProvisionalEnd, asked, date).resting_on(&[act]);
        item.id = format!("{} {}", What::ProvisionalEnd, act.id);
        item.act = Some(act.id.clone());
        item.parties = act.party.into_iter().collect();
        let by = words::parties(dated.agreement, dated.names, &item.parties);
        let by = if by.is_empty() { by } else { format!(" by {by}") };
        item.sentence = format!("Provisional application of {}{by} is due to end {}.", item.title, words::when(&date));
        item
    };
    ends.filter(|(_, date)| date.latest() >= asked.as_of.day).map(item).collect()
}

/// The last look of each kind that may still be relied on, on the last day of that; a look that an act has overtaken
/// says nothing more.
fn looks(dated: Dated, asked: Asked) -> Vec<Item> {
    let known_by = asked.as_of.known_at;
    let is_known = |look: &&Look| known_by.is_none_or(|limit| look.recorded.is_none_or(|at| at <= limit));
    let mut last: BTreeMap<(Option<Code>, Option<&str>), &Look> = BTreeMap::new();
    for look in dated.agreement.looked.iter().filter(is_known).filter(|look| look.date <= asked.as_of.day) {
        let kept = last.entry((look.party, look.step.as_deref())).or_insert(look);
        if (look.date, look.shelf_life_days) > (kept.date, kept.shelf_life_days) {
            *kept = look;
        }
    }
    last.into_values().filter(|look| !is_overtaken(dated, look)).map(|look| look_again(dated, asked, look)).collect()
}

fn is_overtaken(dated: Dated, look: &Look) -> bool {
    let seen = dated.status.shown().world.acts.iter();
    let done = |act: &Act| act.party == look.party && (look.step.is_none() || act.step == look.step);
    let mut later = seen.filter(|settled| settled.date > look.date);
    dated.status.force.state.is_entered() || later.any(|settled| done(&dated.agreement.acts[settled.act]))
}

fn look_again(dated: Dated, asked: Asked, look: &Look) -> Item {
    let life = chrono::Days::new(look.shelf_life_days.into());
    let day = look.date.checked_add_days(life).unwrap_or(LAST_DAY).min(LAST_DAY);
    let mut item = Item::due(dated, What::LookAgain, asked, ActDate::on(day));
    let step = look.step.as_deref();
    item.parties = look.party.into_iter().collect();
    item.id =
        format!("{} {}", What::LookAgain, [show(look.date), code(look), step.unwrap_or_default().to_owned()].join(" "));
    item.changed = look.recorded.unwrap_or_else(|| super::midnight(look.date));
    let for_ = match (words::parties(dated.agreement, dated.names, &item.parties), step) {
        (who, Some(step)) if !who.is_empty() => format!("for {step} of {who}"),
        (who, _) if !who.is_empty() => format!("for acts of {who}"),
        _ => "at the register as a whole".to_owned(),
    };
    item.sentence = format!(
        "Look again: the look of {} {for_} may be relied on until {}.",
        crate::report::prose::long_date(look.date),
        words::day(day)
    );
    item.details.extend(look.where_.iter().cloned());
    item
}

fn code(look: &Look) -> String {
    look.party.map(|code| code.to_string()).unwrap_or_default()
}
