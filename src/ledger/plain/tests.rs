//! The plain reader held against the parser of the whole grammar: whatever it gives, that gives too, places included.

use proptest::prelude::*;
use toml::de::DeTable;

use super::{Table, table};
use crate::model::procedure_texts::{builtin, codes};

/// The agreements of the sample ledger.
const SAMPLES: &[&str] = &[
    include_str!("../../../sample-data/agreements/afcfta-2018.toml"),
    include_str!("../../../sample-data/agreements/am-az-peace-2025.toml"),
    include_str!("../../../sample-data/agreements/az-tr-memorandum-2025.toml"),
    include_str!("../../../sample-data/agreements/ceta-2016.toml"),
    include_str!("../../../sample-data/agreements/cptpp-2018.toml"),
    include_str!("../../../sample-data/agreements/ctbt-1996.toml"),
    include_str!("../../../sample-data/agreements/istanbul-convention-2011.toml"),
    include_str!("../../../sample-data/agreements/kigali-amendment-2016.toml"),
    include_str!("../../../sample-data/agreements/kyiv-liability-protocol-2003.toml"),
    include_str!("../../../sample-data/agreements/nato-sweden-2022.toml"),
    include_str!("../../../sample-data/agreements/new-start-2010.toml"),
    include_str!("../../../sample-data/agreements/paris-agreement-2015.toml"),
    include_str!("../../../sample-data/agreements/rome-statute-1998.toml"),
    include_str!("../../../sample-data/agreements/shusha-declaration-2021.toml"),
    include_str!("../../../sample-data/agreements/unified-patent-court-2013.toml"),
];

/// What the parser of the whole grammar gives; nothing for a text with a fault.
fn whole(text: &str) -> Option<Table<'_>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty().then(|| table.into_inner().into())
}

/// Holds what is read here against the whole grammar, and gives whether anything was.
fn agrees(text: &str) -> bool {
    let Some(plain) = table(text) else { return false };
    assert_eq!(Some(&plain), whole(text).as_ref(), "{text}");
    true
}

#[test]
fn what_ledgers_are_written_in_is_plain() {
    let procedures: Vec<&str> = codes().filter_map(builtin).collect();
    for texts in [SAMPLES, &procedures] {
        let plain = texts.iter().filter(|text| agrees(text)).count();
        assert!(plain * 10 >= texts.len() * 9, "{plain} of {}", texts.len());
    }
}

#[test]
fn plain_texts_are_read() {
    for text in [
        "",
        "\n  # a word\n",
        "a = 1\nb = 0\nc = 12.50\nd = true # so\ne = false",
        "a = \"\"\nb = \"Côte d'Ivoire [x] # no\"",
        "a = 2025-12-16\nb = 2025-12-16T18:00:00Z\n",
        "a = [\"AZ\", \"TR\"]\nb = []\nc = [\n  1, # one\n  2,\n]\n",
        "a = { x = 1, y = { z = \"q\" } }\nb = {}\nc = [{ code = \"AZ\" }, { code = \"TR\" }]\n",
        "[clause]\nwhen = \"x\"\n[[clause.route]]\nwhen = \"y\"\n[[clause.route]]\n[weights.e]\nunit = \"u\"\n  [weights.e.values]\n  AZ = 1\n",
        "[[act]]\nparty = \"AZ\"\n  [[act.source]]\n  url = \"u\"\n  [[act.source]]\n[act.retracted]\n[[act]]\n[[act.source]]\n",
    ] {
        assert!(agrees(text), "{text}");
    }
}

#[test]
fn whatever_is_doubtful_is_left_to_the_whole_grammar() {
    for text in [
        "a = 1\r\n",
        "a = \"\\n\"",
        "a = 'x'",
        "a = \"\"\"\nx\"\"\"",
        "a = \"x",
        "a.b = 1",
        "\"a\" = 1",
        "a = 1\na = 2",
        "a = 01",
        "a = 1_000",
        "a = -1",
        "a = 1.",
        "a = 1e3",
        "a = 2025-02-30",
        "a = 2025-12-16 18:00:00Z",
        "a = 2025-12-16T18:00:00+04:00",
        "a = 2025-12-16T24:00:00Z",
        "a = true1",
        "a = [1 2]",
        "a = {\nx = 1 }",
        "a = { x = 1, }",
        "a = { x = 1, x = 2 }",
        "[a]\n[a]",
        "[a.b]\n[a]",
        "a = 1\n[a]",
        "a = {}\n[a.b]",
        "a = [{}]\n[[a]]",
        "[a]\n[[a]]",
        "[ a ]",
        "[a] b = 1",
        "a = 1 b = 2",
        "= 1",
        "a = \"\u{1}\"",
        "# \u{7f}",
        "\u{feff}a = 1",
        "<<<<<<< ours",
    ] {
        assert!(table(text).is_none(), "{text}");
    }
}

/// Pieces of ledgers, and of what is nearly one.
const PIECES: &[&str] = &[
    "[[act]]",
    "[act]",
    "[[act.source]]",
    "[act.retracted]",
    "[clause]",
    "[[clause.route]]",
    "[weights.e]",
    "[weights.e.values]",
    "[weights]",
    "[party.AZ]",
    "[[party.AZ.step]]",
    "kind",
    "date",
    "party",
    "votes",
    "a.b",
    " = ",
    "=",
    "\"vote\"",
    "\"\"",
    "\"a\\tb\"",
    "'x'",
    "2025-12-16",
    "2025-12-16T18:00:00Z",
    "2025-1-1",
    "1",
    "01",
    "12.5",
    "-3",
    "true",
    "truer",
    "[",
    "]",
    "{ for = 1, against = 2 }",
    "{",
    "}",
    ",",
    "[\"AZ\", \"TR\"]",
    "# word",
    "\n",
    "\n",
    "\n  ",
    "\r\n",
    "\t",
    "é",
    "\u{1}",
    "\"\"\"",
    "[[",
    "]]",
    ".",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        agrees(&pieces.concat());
    }

    #[test]
    fn of_lines(lines in prop::collection::vec(
        (prop::sample::select(&PIECES[..15]), prop::sample::select(&PIECES[18..]), any::<bool>()), 0..12)) {
        let line = |(left, right, pair): &(&str, &str, bool)| {
            if *pair || !left.starts_with('[') { format!("{left} = {right}\n") } else { format!("{left}\n") }
        };
        agrees(&lines.iter().map(line).collect::<String>());
    }

    #[test]
    fn of_a_ledger_with_a_slip(at in 0_usize..2000, piece in prop::sample::select(PIECES), cut in 0_usize..6) {
        let text = include_str!("../../../sample-data/agreements/az-tr-memorandum-2025.toml");
        let from = text.floor_char_boundary(at.min(text.len()));
        let to = text.floor_char_boundary((from + cut).min(text.len()));
        agrees(&format!("{}{piece}{}", &text[..from], &text[to..]));
    }
}
