//! One agreement's record as a page: its header, every act with its sources, rivals and retraction, and the looks.

use super::act::{ActLine, LookLine};
use super::act_words::{became, citation, delivery, publishers, standing, votes, what, who};
use super::page::{Block, Labelled, Page, Section};
use super::prose::moment;
use super::show::ShowReport;
use super::table::{Cell, Tone};
use crate::date::show as day;
use crate::model::{Agreement, Basis, Between, Binding, Cause, Names};
use crate::status::claims::Differ;
use crate::status::expected::FateState;
use crate::status::vote;

/// Acts that contradict one act, as the page shows them; JSON has all.
const RIVALS: usize = 10;

/// The page of one agreement.
pub fn page(report: &ShowReport, agreement: &Agreement, names: &Names) -> Page {
    let mut page = Page {
        head: format!("{}  (as of {})", agreement.label(), day(report.as_of)),
        lines: header(report, agreement, names),
        sections: Vec::new(),
    };
    let acts = report.acts.iter().map(|act| act_block(act, report, agreement, names)).collect();
    let title = if report.acts.is_empty() { "" } else { "Acts" }.to_owned();
    Section { title, blocks: acts }.onto(&mut page);
    if report.acts.is_empty() {
        page.lines.push(("acts", "none recorded".to_owned()));
    }
    let looks = report.looked.iter().map(|look| look_block(look, agreement, names)).collect();
    Section { title: "Looked, nothing found".to_owned(), blocks: looks }.onto(&mut page);
    page
}

fn header(report: &ShowReport, agreement: &Agreement, names: &Names) -> Vec<Labelled> {
    let mut block = Block::default();
    block.line("title", report.short_title.map(|_| report.title));
    block.line("id", Some(kind_line(report)));
    block.line("also", some(report.aliases.join("; ")));
    let parties = report.parties.map(|codes| {
        let named = codes.iter().map(|code| format!("{} ({code})", who(agreement, names, Some(*code))));
        named.collect::<Vec<_>>().join(", ")
    });
    block.line("parties", Some(parties.unwrap_or_else(|| "an open list".to_owned())));
    block.line("opened", report.opened.map(|date| date.to_string()));
    block.line("closes", report.closes.map(|date| date.to_string()));
    block.line("deposit", some(report.depositary.join("; ")));
    block.line("register", report.registered);
    block.line("text", report.text);
    block.line("applies", report.applies_from.map(|date| format!("from {date}")));
    clause(&mut block, report);
    for related in report.related {
        block.line("related", Some(format!("{} {}", related.kind.replace('-', " "), related.id)));
    }
    block.line("tags", some(report.tags.join(", ")));
    block.line("note", report.note);
    for source in report.sources {
        block.line("source", Some(citation(source)));
    }
    if report.acts_later > 0 {
        block.line("later", Some(format!("{} after that day, not shown", count(report.acts_later))));
    }
    block.lines
}

fn count(acts: usize) -> String {
    super::prose::count(acts, "act", "acts")
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn kind_line(report: &ShowReport) -> String {
    let mut parts = vec![report.id.to_string()];
    parts.extend(report.form.map(|form| form.to_string().replace('-', " ")));
    if report.between != Between::Unknown {
        parts.push(format!("between {}", report.between));
    }
    if report.binding != Binding::Yes {
        parts.push(format!("legally binding: {}", report.binding));
    }
    parts.join(" · ")
}

fn clause(block: &mut Block, report: &ShowReport) {
    let Some(clause) = &report.clause else {
        block.line("clause", Some("none recorded"));
        return;
    };
    let basis = match clause.basis {
        Basis::Text => "read in the text",
        Basis::Reported => "reported; the text has not been read",
        Basis::Assumed => "assumed",
    };
    let words = clause.when.unwrap_or("see the ledger's file");
    let then = clause.then.map(|then| format!(", then {then}")).unwrap_or_default();
    let article = clause.article.map(|article| format!(", {article}")).unwrap_or_default();
    block.line("clause", Some(format!("{words}{then} ({basis}{article})")));
    block.line("", clause.note);
    for source in clause.sources {
        block.line("", Some(format!("source: {}", citation(source))));
    }
}

fn act_block(act: &ActLine, report: &ShowReport, agreement: &Agreement, names: &Names) -> Block {
    let stands = standing(act);
    // of what is or was expected the words before it say so
    let is_said = act.expected && !stands.text.contains(',');
    let head = vec![
        Cell::from(act.date.to_string()),
        Cell::toned(act.id.0.as_str(), Tone::Faint),
        Cell::from(format!("{} · {} · {}", who(agreement, names, act.party), what(act), became(act))),
        if is_said { Cell::default() } else { stands },
    ];
    let mut block = Block { head, lines: Vec::new() };
    retracted(&mut block, act, report, agreement, names);
    block.line("body", act.body);
    block.line("votes", act.votes.map(votes));
    block.line("rule", act.vote_rule.as_ref().map(rule));
    details(&mut block, act);
    block.line("grade", Some(act.grade.as_str()));
    for source in act.sources {
        block.line("source", Some(citation(source)));
    }
    for rival in report.acts.iter().filter(|other| act.rival_of.contains(&other.id)).take(RIVALS) {
        block.line("differs", Some(rival_line(act, rival)));
    }
    let more = act.rival_of.len().checked_sub(RIVALS).filter(|more| *more > 0);
    block.line("differs", more.map(|more| format!("{more} more acts say otherwise")));
    block.line("note", act.note);
    block
}

/// What an act holds beyond its usual lines.
fn details(block: &mut Block, act: &ActLine) {
    let dated = |date: Option<crate::date::ActDate>| date.map(|date| date.to_string());
    let at = act.at.map(|at| format!(" with {at}")).unwrap_or_default();
    block.line(
        "delivery",
        act.delivery.map(|how| format!("{}{at}", delivery(how))).or_else(|| act.at.map(str::to_owned)),
    );
    block.line("effective", dated(act.effective));
    block.line("sent", dated(act.sent));
    block.line("sitting", dated(act.sitting));
    block.line("until", dated(act.until));
    block.line("by", some(act.persons.join("; ")));
    block.line("place", act.place);
    block.line("to", act.to);
    block.line("follows", act.follows.map(|id| id.0.as_str()));
    block.line("scope", act.scope);
    block.line("territory", act.territory);
    block.line("excluded", act.excluded);
    block.line("against", act.against);
    block.line("effect", act.effect.map(|effect| effect.replace('-', " ")));
    block.line("condition", act.condition);
    block.line("cleared", dated(act.cleared));
    block.line("reason", act.reason);
    block.line("contested", act.contested_by.map(|by| format!("by {by}")));
    block.line("how", act.how);
    let embargo = if act.under_embargo { "under embargo until" } else { "was under embargo until" };
    block.line("embargo", act.embargo.map(|at| format!("{embargo} {}", moment(at))));
    let by = act.by.map(|by| format!(" by {by}")).unwrap_or_default();
    block.line("recorded", act.recorded.map(|at| format!("{}{by}", moment(at))));
}

fn retracted(block: &mut Block, act: &ActLine, report: &ShowReport, agreement: &Agreement, names: &Names) {
    let Some(retraction) = act.retracted else { return };
    match act.fate.map(|fate| fate.state).filter(|fate| *fate != FateState::Retracted) {
        Some(fate) => {
            let by = retraction.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
            let why = retraction.beyond(fate.as_str()).map(|reason| format!(": {reason}")).unwrap_or_default();
            let at = retraction.at.map(moment).unwrap_or_else(|| "on a day that is not recorded".to_owned());
            block.line(fate.as_str(), Some(format!("{at}{why}{by}")));
        }
        None => {
            let by = retraction.by.as_ref().map(|by| format!(", retracted by {by}")).unwrap_or_default();
            let whose = cause(retraction.cause);
            let at = retraction.at.map(|at| format!("{}: ", moment(at))).unwrap_or_default();
            block.line("retracted", Some(format!("{at}{} ({whose}{by}); it is not counted", retraction.reason)));
        }
    }
    let Some(id) = &retraction.in_favour_of else { return };
    let instead = report
        .acts
        .iter()
        .find(|act| act.id == id)
        .map(|act| format!(": {}, {}, {}, {}", who(agreement, names, act.party), what(act), became(act), act.date));
    block.line("instead", Some(format!("{id}{}", instead.unwrap_or_default())));
}

/// Whose mistake it was, in words.
pub fn cause(cause: Option<Cause>) -> &'static str {
    match cause {
        Some(Cause::Ours) => "our own mistake",
        Some(Cause::Source) => "the source’s mistake",
        Some(Cause::Depositary) => "the depositary corrected its record",
        Some(Cause::Unsupported) => "nothing supports it",
        None => "cause not stated",
    }
}

/// Both sides of a contradiction, each with its sources.
fn rival_line(act: &ActLine, rival: &ActLine) -> String {
    let on: Vec<&str> = act
        .differ
        .iter()
        .map(|differ| match differ {
            Differ::Date => "the day",
            Differ::Outcome => "the outcome",
            Differ::Reading => "the reading",
        })
        .collect();
    let side = |act: &ActLine| format!("{}, {} ({})", act.date, became(act), publishers(act.sources));
    format!("on {}: here {}; {} says {}", super::prose::list(&on), side(act), rival.id, side(rival))
}

fn look_block(look: &LookLine, agreement: &Agreement, names: &Names) -> Block {
    let for_ = match (look.party, look.step) {
        (Some(code), Some(step)) => format!("{} · {step}", who(agreement, names, Some(code))),
        (Some(code), None) => who(agreement, names, Some(code)),
        _ => "the register as a whole".to_owned(),
    };
    let mut block = Block { head: vec![Cell::from(day(look.date)), Cell::from(for_)], lines: Vec::new() };
    block.line("where", look.where_);
    block.line("note", look.note);
    block
}

/// What the rule of the vote makes of its figures; the announced outcome stands.
fn rule(test: &vote::Test) -> String {
    let verdict = match test.verdict {
        vote::Verdict::Enough => "enough",
        vote::Verdict::NotEnough => "not enough",
        vote::Verdict::CannotTell => "cannot tell",
    };
    let majority = test.majority.as_deref().map_or_else(String::new, |word| format!("{}: ", word.replace('-', " ")));
    format!("{majority}{verdict}, {}", test.reason)
}
