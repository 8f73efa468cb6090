//! Tables read by mappings.

use proptest::prelude::*;

use super::{Mapping, TEMPLATE, read};
use crate::import::{Imported, Table};
use crate::model::Names;
use crate::source::Source;

const PARIS: &str = r#"
party = "Name"
[agreement]
id = "paris"
title = "Paris Agreement"
[source]
publisher = "Depositary"
kind = "depositary"
[[act]]
kind = "signature"
date = "Signature"
format = "YYYY-MM-DD"
[[act]]
kind = { column = "Kind", words = { Ratification = "ratification", Acceptance = "acceptance" } }
date = "Ratification"
format = "YYYY-MM-DD"
delivery = "deposit"
[[weight]]
name = "emissions"
column = "Emissions"
thousands = ","
"#;

fn mapping(text: &str) -> Mapping {
    Mapping::read(&Source::new("map.toml", text)).unwrap()
}

fn imported(map: &str, text: &str) -> Imported {
    let mapping = mapping(map);
    let table = Table::from_delimited(&Source::new("t.csv", text), mapping.delimiter()).unwrap();
    read(&table, &mapping, Names::builtin())
}

fn acts(imported: &Imported) -> Vec<String> {
    let acts = imported.incoming.iter().flat_map(|one| &one.acts);
    acts.map(|act| format!("{} {} {} {}", act.line, act.act.party.unwrap(), act.act.kind, act.act.date)).collect()
}

fn refused(imported: &Imported) -> Vec<(usize, &'static str)> {
    imported.refused.iter().map(|finding| (finding.line, finding.code)).collect()
}

#[test]
fn a_row_says_what_its_columns_say() {
    let found = imported(
        PARIS,
        "Code,Name,Signature,Ratification,Kind,Emissions\nAFG,Afghanistan,2016-04-22,2017-02-15,Ratification,\"19,328\"\nFIN,Finland,2016-04-22,2016-11-14,Acceptance,58781\nTUR,Türkiye,2016-04-22,,,\n",
    );
    let expected = [
        "2 AF signature 2016-04-22",
        "2 AF ratification 2017-02-15",
        "3 FI signature 2016-04-22",
        "3 FI acceptance 2016-11-14",
        "4 TR signature 2016-04-22",
    ];
    assert_eq!(acts(&found), expected);
    assert_eq!((refused(&found), found.rows), (vec![], 3));
    let weight = &found.incoming[0].header.weights[0];
    assert_eq!(weight.1.values.values().map(ToString::to_string).collect::<Vec<_>>(), ["19328", "58781"]);
    let act = &found.incoming[0].acts[1].act;
    assert_eq!((act.delivery.is_some(), act.sources[0].publisher.as_deref()), (true, Some("Depositary")));
}

#[test]
fn what_is_not_understood_is_refused_with_its_line() {
    let found = imported(
        PARIS,
        "Name,Signature,Ratification,Kind,Emissions\nRuritania,,,,\nFrance,22/04/2016,,,\nItaly,,2016-11-11,Blessing,\nItaly,,,,\nSpain,,2017-04-31,Ratification,x\nHong Kong,,,,\n",
    );
    let expected = [
        (2, "unknown-party"),
        (3, "malformed-date"),
        (4, "unknown-word"),
        (5, "said-twice"),
        (6, "malformed-date"),
        (6, "malformed-number"),
        (7, "territory"),
    ];
    assert_eq!(refused(&found), expected);
    assert!(found.refused[2].help.as_ref().unwrap().contains("`Ratification`"));
    assert!(found.refused[5].message.contains("must be a number"));
}

#[test]
fn a_column_that_is_named_must_be_there_once() {
    let found = imported(PARIS, "Name,Signature\n");
    assert_eq!(refused(&found), [(1, "missing-column")]);
    assert_eq!(found.refused[0].help.as_deref(), Some("its columns: `Name`, `Signature`"));
    let found = imported(PARIS, "Name,Name,Signature,Ratification,Kind,Emissions\n");
    assert_eq!(refused(&found), [(1, "said-twice")]);
}

#[test]
fn a_table_about_several_agreements_names_them_in_a_column() {
    let map = "party = \"P\"\nagreement_column = \"A\"\ntitle_column = \"T\"\ndelimiter = \";\"\nrepeats = true\n[[act]]\nkind = \"accession\"\ndate = \"D\"\nformat = \"YYYY\"\n";
    let found = imported(map, "A;T;P;D\nb;Bee;FR;2001\na;Ay;FR;2002\nb;;FR;2003\nB c;;FR;2003\n");
    let of: Vec<(&str, Option<&str>, usize)> =
        found.incoming.iter().map(|one| (one.id.as_str(), one.header.title.as_deref(), one.acts.len())).collect();
    assert_eq!(of, [("b", Some("Bee"), 2), ("a", Some("Ay"), 1)]);
    assert_eq!(refused(&found), [(5, "malformed-id")]);
}

#[test]
fn the_template_is_a_mapping_and_a_wrong_one_is_told_with_its_line() {
    assert_eq!(mapping(TEMPLATE).act.len(), 3);
    let fault = |text: &str| {
        let fault = Mapping::read(&Source::new("map.toml", text)).unwrap_err().remove(0);
        (fault.line, fault.message)
    };
    let (line, message) = fault("party = \"P\"\npartyy = 1\n");
    assert_eq!(line, 2);
    assert!(message.contains("unknown field `partyy`"), "{message}");
    let (line, message) = fault(
        "party = \"P\"\n[agreement]\nid = \"a\"\n[[act]]\nkind = \"ratified\"\ndate = \"D\"\nformat = \"YYYY\"\n",
    );
    assert_eq!(line, 5);
    assert!(message.contains("did not match") || message.contains("ratified"), "{message}");
    let (_, message) =
        fault("party = \"P\"\n[agreement]\nid = \"a\"\n[[act]]\nkind = \"vote\"\ndate = \"D\"\nformat = \"%Y\"\n");
    assert!(message.contains("is no form of days"), "{message}");
    assert!(fault("party = \"P\"\n").1.contains("which agreement"));
}

proptest! {
    #[test]
    fn what_a_table_says_is_read_back(rows in prop::collection::vec((0_usize..5, 1_u32..29, 1_u32..13, 1950_u32..2020), 0..5)) {
        let names = ["France", "Germany", "Côte d'Ivoire", "Viet Nam", "Türkiye"];
        let mut seen = std::collections::BTreeSet::new();
        let rows: Vec<_> = rows.into_iter().filter(|row| seen.insert(row.0)).collect();
        let line = |(name, day, month, year): &(usize, u32, u32, u32)| format!("\"{}\",{day:02}/{month:02}/{year}\n", names[*name]);
        let text = format!("P,D\n{}", rows.iter().map(line).collect::<String>());
        let map = "party = \"P\"\n[agreement]\nid = \"a\"\n[[act]]\nkind = \"accession\"\ndate = \"D\"\nformat = \"DD/MM/YYYY\"\n";
        let found = imported(map, &text);
        prop_assert!(found.refused.is_empty());
        let read: Vec<String> = found.incoming.iter().flat_map(|one| &one.acts).map(|act| act.act.date.to_string()).collect();
        let written: Vec<String> = rows.iter().map(|(_, day, month, year)| format!("{year}-{month:02}-{day:02}")).collect();
        prop_assert_eq!(read, written);
    }
}

#[test]
fn a_state_that_is_no_more_does_nothing() {
    let table = "Name,Signature,Ratification,Kind,Emissions\nYugoslavia,1990-01-01,,,\nCzechoslovakia,1993-01-01,,,\n";
    let found = imported(PARIS, table);
    assert_eq!((acts(&found).len(), refused(&found)), (1, vec![(3, "after-its-end")]));
}
