//! The canonical layout: what `track fmt` makes of a text, and that the tool itself writes no other.

#![expect(clippy::disallowed_methods, reason = "reads the sample ledger")]

use std::fs;
use std::path::Path;

use ratification::ledger::fmt::{Refused, format};
use ratification::model::procedure_texts;
use ratification::source::Source;

fn formatted(text: &str) -> String {
    format(&Source::new("agreements/it.toml", text)).unwrap_or_else(|refused| panic!("{refused:?}: {text}"))
}

/// What becomes of a text behind `format = 1`.
fn laid_out(text: &str) -> String {
    let new = formatted(&format!("format = 1\n{text}"));
    new.strip_prefix("format = 1\n").expect("it begins as before").to_owned()
}

#[test]
fn every_file_of_the_sample_ledger_is_canonical() {
    let mut files = vec![Path::new("sample-data/track.toml").to_owned()];
    let folder = fs::read_dir("sample-data/agreements").expect("the sample ledger is there");
    files.extend(folder.map(|entry| entry.expect("a file").path()));
    for path in files {
        let text = fs::read_to_string(&path).expect("a sample is text");
        assert_eq!(formatted(&text), text, "{}", path.display());
    }
}

#[test]
fn every_procedure_can_be_formatted() {
    for code in procedure_texts::codes() {
        formatted(procedure_texts::builtin(code).expect("a listed code has a text"));
    }
}

#[test]
fn blanks_and_empty_lines() {
    assert_eq!(laid_out("a=1\n\tb   =  2   \n\n\n\n'c'.d  . \"e\"= 3"), "a = 1\nb = 2\n\n'c'.d.\"e\" = 3\n");
    assert_eq!(laid_out("[ a ]\nb = 1\n[[ c . 'd' ]]\n\n\n"), "\n[a]\nb = 1\n\n[[c.'d']]\n");
    assert_eq!(formatted("\n\n# first\n\n\nformat=1"), "# first\n\nformat = 1\n");
    assert_eq!(laid_out("[a]\n[b]\n\nc = 1"), "\n[a]\n\n[b]\n\nc = 1\n");
}

#[test]
fn values_keep_their_spelling() {
    for value in [
        "0xF_F",
        "1_000.50",
        "+1e-3",
        "nan",
        "-inf",
        "'C:\\x'",
        "\"\\u00e9\"",
        "1979-05-27 07:32:00.50Z",
        "07:32:00",
        "\"\"\"\n  a = 1  \n\n\n[[x]] # no remark\"\"\"",
        "'''\n\t[x]\r\n'''",
        "true",
    ] {
        assert_eq!(laid_out(&format!("a={value}   \nb = [ {value} ]")), format!("a = {value}\nb = [{value}]\n"));
    }
}

#[test]
fn a_table_stands_in_below_those_it_belongs_to() {
    let text = "[a]\nx = 1\n\n  [a.b]\n  y = 1\n\n    [[a.b.c]]\n    z = 1\n\n[d.e]\nx = 1\n\n  [d.e.f]\n\n[a-b.c]\n";
    let flat: String = text.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    assert_eq!(laid_out(&flat), format!("\n{text}"));
    assert_eq!(laid_out("[\"a\"]\n[a.b]\n"), "\n[\"a\"]\n\n  [a.b]\n");
}

#[test]
fn a_comment_goes_with_what_it_stands_at() {
    let text = "[a]
x = 1 # behind

  # above the table below
  [a.b] # behind
  # above the key
  y = 1
  # below the key

# between two tables

[c]
x = 1

# at the end
";
    let flat: String = text.lines().map(|line| format!(" {}  \n", line.trim_start())).collect();
    assert_eq!(laid_out(&flat), format!("\n{text}"));
    assert_eq!(laid_out("[a]\nx = 1\n# of b\n[b]\n"), "\n[a]\nx = 1\n\n# of b\n[b]\n");
}

#[test]
fn lists_take_one_line_where_they_fit() {
    assert_eq!(laid_out("a = [\n  1,\n\n  2 ,\n]\nb=[ ]\nc={ }"), "a = [1, 2]\nb = []\nc = {}\n");
    assert_eq!(laid_out("a = [{b=1,c=[ 2,3]} , {d.e=1}]"), "a = [{ b = 1, c = [2, 3] }, { d.e = 1 }]\n");
    let item = |n: usize| format!("\"{}\"", "é".repeat(n - 2));
    let of = |n: usize| format!("a = [{}, {}]\n", item(40), item(n));
    assert_eq!(laid_out(&of(52)), of(52), "100 columns");
    assert_eq!(laid_out(&of(53)), format!("a = [\n  {},\n  {},\n]\n", item(40), item(53)));
    let table = format!("a = {{ b = [{}, {}] }}\n", item(60), item(60));
    assert_eq!(laid_out(&table), table, "TOML 1.0 has no table in braces of several lines");
    let inner = format!("[{}, {}]", item(60), item(60));
    assert_eq!(
        laid_out(&format!("a=[{inner}]")),
        format!("a = [\n  [\n    {},\n    {},\n  ],\n]\n", item(60), item(60))
    );
}

#[test]
fn lists_with_comments_keep_their_rows() {
    let text = "a = [ # all
  1, 2, # two
  # then
  3,

  { b = 4 }, # last
  # nothing more
]
";
    assert_eq!(laid_out(text), text);
    assert_eq!(laid_out("a = [1 # one\n\n , 2,3\n # end\n  ] # x"), "a = [\n  1, # one\n\n  2, 3,\n  # end\n] # x\n");
    assert_eq!(laid_out("a = {b=[1 # one\n], c = 2}"), "a = { b = [\n  1, # one\n], c = 2 }\n");
    assert_eq!(laid_out("a = {b=1, # one\nc = 2\n}"), "a = {\n  b = 1, # one\n  c = 2,\n}\n");
    // no TOML, but the parser takes it
    assert_eq!(laid_out("a = {b # one\n = # two\n\n1}"), "a = {\n  # one\n  # two\n  b = 1,\n}\n");
    assert_eq!(laid_out("a = {b \n = \n\n1}"), "a = { b = 1 }\n");
}

#[test]
fn line_ends_and_the_byte_order_mark() {
    assert_eq!(formatted("\u{feff}format=1\r\na=1"), "\u{feff}format = 1\r\na = 1\r\n");
    assert_eq!(formatted("format=1\r\na=1\nb=2\r\n"), "format = 1\na = 1\nb = 2\n");
    assert_eq!(formatted("format=1\r\na='''\n'''\r\n"), "format = 1\r\na = '''\n'''\r\n");
    assert_eq!(formatted("format=1\na='''\r\n'''\n"), "format = 1\na = '''\r\n'''\n");
}

#[test]
fn what_cannot_be_read_safely_is_refused() {
    for (text, code) in [
        ("a = \"", "syntax"),
        ("format = 1\na = 1\na = 2\n", "syntax"),
        ("format = 2\n", "newer-format"),
        ("a = 1\n", "missing-format"),
        ("format = 1\n<<<<<<< ours\n", "conflict-marker"),
        ("format = 1\na = \"\0\"\n", "nul-byte"),
        (&format!("format = 1\na = {}", "[".repeat(100_000)), "too-deep"),
    ] {
        match format(&Source::new("agreements/it.toml", text)) {
            Err(Refused::Findings(findings)) => assert_eq!(findings[0].code, code),
            other => panic!("{code}: {other:?}"),
        }
    }
}
