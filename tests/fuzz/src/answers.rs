//! Everything that can be asked about one agreement, in every format.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ratification::check::{self, Subject};
use ratification::clause::Clause;
use ratification::diagnostic::Finding;
use ratification::model::{Agreement, Code, Names, Procedure};
use ratification::render::text::Terminal;
use ratification::render::{
    brief as brief_page, corrections as notes, csv, detail as detail_page, finding, gate, html, json,
};
use ratification::render::{explain as explain_page, md, page, plain, text};
use ratification::report::act_table::script_table;
use ratification::report::act_words::{reader_table, screen_table};
use ratification::report::brief::{brief, sentence_table, timeline_table};
use ratification::report::explain::{Explaining, explain};
use ratification::report::log::{Order, Wanted, log, news};
use ratification::report::phrase::{LANGUAGES, Phrases};
use ratification::report::sentence::{self, Telling};
use ratification::report::status::{StatusReport, line};
use ratification::report::table::Table;
use ratification::report::{check as check_report, corrections, detail, explain_json, overview, show, show_page};
use ratification::source::Source;
use ratification::status::{AsOf, Case, Predicate, Status, Supposed, ask, assess, mode, other_days, suppose};

use super::procedure_of;

/// Everything that can be asked about one agreement.
pub fn answer(source: &Source, agreement: &Agreement, clause: &Clause, as_of: AsOf) {
    let procedures = |code: &Code| procedure_of(agreement, code);
    let before = status(agreement, clause, as_of);
    for what in Predicate::ALL {
        let _ = ask(&before, *what, None);
    }
    record(agreement, as_of);
    told(agreement, &before, &procedures);
    explained(agreement, &before, &clause.words(), agreement.acts.len());
    let who = "TR".parse::<Code>().expect("a code");
    let what = [Supposed::Consent(who, as_of.day, mode(before.verdict(), who)), Supposed::Withdrawal(who, as_of.day)];
    let supposed = suppose(agreement, &what);
    let after = status(&supposed, clause, as_of);
    explained(&supposed, &after, &clause.words(), agreement.acts.len());
    let ids = BTreeSet::from([agreement.id.clone()]);
    let (clause, status) = (Some(clause), Some(&before));
    let subject = Subject { source, agreement, clause, status, procedures: &procedures, ids: &ids, today: as_of.today };
    let mut findings = check::of_text(source);
    findings.extend(check::of_agreement(&subject));
    Finding::sort(&mut findings);
    harmless(&finding::findings(&findings, &|_| Some(source), &Terminal::default()));
    table(&check_report::table(&check_report::report(&findings, 1, as_of.day, None)));
}

/// The status of an agreement that waits for no other.
pub fn status(agreement: &Agreement, clause: &Clause, as_of: AsOf) -> Status {
    let procedures = |code: &Code| procedure_of(agreement, code);
    let case = || Case { agreement, clause, procedures: &procedures, names: Names::builtin() };
    let cases = BTreeMap::from([(agreement.id.clone(), case())]);
    assess(&case(), as_of, &other_days(&agreement.id, &cases, as_of))
}

/// `show` and `log`.
fn record(agreement: &Agreement, as_of: AsOf) {
    let report = show::show(agreement, as_of);
    harmless(&json::json(&report));
    harmless(&page::page(&show_page::page(&report, agreement, Names::builtin()), &Terminal::default()));
    let rows = log(&[agreement], &Wanted::default(), Order::Recorded, as_of);
    rows.iter().for_each(|(agreement, act)| harmless(&gate::terminal(&news(agreement, Names::builtin(), act))));
    table(&screen_table(&rows));
    table(&script_table(&rows, Names::builtin(), as_of.day));
    table(&reader_table(&rows, Names::builtin(), &["date", "party", "act", "outcome", "standing", "sources", "note"]));
    let report = corrections::corrections(&[agreement], &Wanted::default(), as_of, Names::builtin());
    harmless(&json::json(&report));
    harmless(&notes::md(&report));
    harmless(&page::page(&corrections::page(&report), &Terminal::default()));
    table(&corrections::table(&report));
}

/// `status` and `brief`.
fn told(agreement: &Agreement, status: &Status, procedures: &dyn Fn(&Code) -> Option<Arc<Procedure>>) {
    let names = Names::builtin();
    for (language, ..) in LANGUAGES {
        let phrases = Phrases::builtin(language).expect("a language that comes with the tool");
        let telling = Telling { agreement, status, names, phrases: &phrases, procedures };
        let report = brief(&telling, language);
        harmless(&json::json(&report));
        harmless(&brief_page::md(&report));
        harmless(&brief_page::text(&report, &Terminal::default()));
        table(&sentence_table(&report));
        table(&timeline_table(&report, true));
    }
    let phrases = Phrases::english();
    let safe = sentence::line(&Telling { agreement, status, names, phrases: &phrases, procedures });
    let line = line(agreement, status, names, safe);
    harmless(&json::json(&line));
    for all in [false, true] {
        harmless(&detail_page::detail(&detail::detail(agreement, status, &line, "", names, all), &Terminal::default()));
    }
    let as_of = status.as_of.day;
    let report = StatusReport { schema: "track.status/1", as_of, projected: false, agreements: vec![line] };
    for machine in [false, true] {
        let rows = report.agreements.iter().map(|line| overview::row(line, overview::Aspect::ALL, machine));
        table(&overview::overview(overview::Aspect::ALL, rows.collect()));
    }
}

/// `explain`.
pub fn explained(agreement: &Agreement, status: &Status, words: &str, supposed_from: usize) {
    let asked: Vec<Code> = agreement.acts.iter().filter_map(|act| act.party).take(2).collect();
    let names = Names::builtin();
    let explaining = Explaining { agreement, status, words, names, asked: &asked, all: true, supposed_from };
    harmless(&json::json(&explain_json::report(&explaining)));
    harmless(&explain_page::explain(&explain(&explaining), &Terminal { width: Some(60), ..Terminal::default() }));
}

/// A table in every format.
fn table(table: &Table) {
    harmless(&text::table(table, &Terminal::default()));
    harmless(&text::table(table, &Terminal { width: Some(50), ..Terminal::default() }));
    for shown in [csv::csv(table), csv::tsv(table), json::ndjson(table), md::md(table), plain::plain(table)] {
        harmless(&shown);
    }
    harmless(&html::html(table));
}

/// Nothing that commands a terminal or turns text around.
pub fn harmless(shown: &str) {
    let hostile = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!shown.contains(hostile), "{shown:?}");
}
