//! What every format promises for any text.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::text::Terminal;
use super::*;
use crate::diagnostic::{Finding, Level};
use crate::report::table::{Cell, Column, Table, Tone};
use crate::source::Source;

/// Texts that the world might put into a title, a name or a note.
const HOSTILE: [&str; 33] = [
    "\u{1b}[2J\u{1b}[31mRED",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;cHduZWQ=\u{7}",
    "\u{1b}]8;;http://example.invalid\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{9b}31m",
    "back\u{8}\u{8}\u{8}space",
    "over\rwrite",
    "bell\u{7}",
    "two\nlines",
    "\u{202e}reversed",
    "\u{2066}iso\u{2069}",
    "zero\u{200b}width",
    "line\u{2028}sep",
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "=cmd|calc!A0",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]><x>",
    "</title></svg><script>1</script>",
    "[x](javascript:alert(1))",
    "| a | b |",
    "END:VEVENT\r\nBEGIN:VEVENT",
    "a,b;c\\n",
    "&amp;&lt;",
    "\u{1f1e6}\u{1f1ff}",
    "\u{410}zerbaijan",
    "{{7*7}}",
    "%s%n",
    "\u{feff}bom",
];

fn places() -> Table {
    let mut table = Table::new(vec![
        Column::keep("id", "Id"),
        Column::words("title", "Title"),
        Column::keep("force-date", "In force"),
        Column::number("missing", "Missing"),
    ]);
    let names = [
        ("az-tr-2025", "Mutual defence pact of Azerbaijan and Türkiye"),
        ("ci-jp-2019", "Accord de coopération entre la Côte d'Ivoire et le Japon (日本国との協力協定)"),
        ("am-xx-2024", "Համաձայնագիր Հայաստանի Հանրապետության կառավարության միջև"),
        ("ae-sa-2022", "اتفاقية بين دولة الإمارات العربية المتحدة والمملكة العربية السعودية"),
    ];
    for (at, (id, title)) in names.into_iter().enumerate() {
        let missing = Cell::toned(at.to_string(), Tone::Attention);
        table.row(vec![id.into(), title.into(), Cell::toned("2025-12-16", Tone::Good), missing]);
    }
    table
}

fn screen(width: Option<usize>) -> Terminal {
    Terminal { width, ..Terminal::default() }
}

fn of(text: &str) -> Table {
    let mut table = Table::new(vec![Column::keep("id", "Id"), Column::words("title", "Title")]);
    table.row(vec!["x".into(), text.into()]);
    table
}

fn every_format(text: &str) -> [(&'static str, String); 9] {
    let table = of(text);
    let narrow = screen(Some(30));
    [
        ("terminal", text::table(&table, &narrow)),
        ("pipe", text::table(&table, &Terminal::default())),
        ("plain", plain::plain(&table)),
        ("csv", csv::csv(&table)),
        ("tsv", csv::tsv(&table)),
        ("md", md::md(&table)),
        ("html", html::html(&table)),
        ("ndjson", json::ndjson(&table)),
        ("json", json::json(&[text])),
    ]
}

fn is_bare(c: char) -> bool {
    gate::is_hostile(c) && !matches!(c, '\n' | '\t' | '\r' | '\u{200c}' | '\u{200d}')
}

#[test]
fn no_hostile_text_reaches_any_format_bare() {
    for text in HOSTILE {
        for (format, shown) in every_format(text) {
            assert_eq!(shown.find(is_bare), None, "{format}: {shown:?}");
            assert!(shown.ends_with('\n'), "{format}: {shown:?}");
        }
    }
}

#[test]
fn a_pipe_gets_aligned_columns_neither_cut_nor_wrapped() {
    let shown = text::table(&places(), &Terminal::default());
    let expected = "\
Id          Title                                                                         In force    Missing
az-tr-2025  Mutual defence pact of Azerbaijan and Türkiye                                 2025-12-16        0
ci-jp-2019  Accord de coopération entre la Côte d'Ivoire et le Japon (日本国との協力協定)  2025-12-16        1
am-xx-2024  Համաձայնագիր Հայաստանի Հանրապետության կառավարության միջև                      2025-12-16        2
ae-sa-2022  اتفاقية بين دولة الإمارات العربية المتحدة والمملكة العربية السعودية           2025-12-16        3
";
    assert_eq!(shown.lines().map(str::trim_end).collect::<Vec<_>>(), shown.lines().collect::<Vec<_>>());
    let widths: Vec<usize> = shown.lines().map(UnicodeWidthStr::width).collect();
    assert!(widths.iter().all(|&width| width == widths[0]), "{widths:?}\n{shown}");
    assert_eq!(shown.split_whitespace().collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn a_terminal_of_80_wraps_words_and_never_ids_or_dates() {
    let shown = text::table(&places(), &screen(Some(80)));
    assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
    for whole in ["az-tr-2025", "2025-12-16", "In force", "Missing", "Türkiye", "Հայաստանի", "العربية"]
    {
        assert!(shown.contains(whole), "{whole} in\n{shown}");
    }
    assert!(shown.lines().count() > 6, "{shown}");
}

#[test]
fn a_terminal_of_200_gives_each_row_one_line_under_a_rule() {
    let shown = text::table(&places(), &screen(Some(200)));
    assert_eq!(shown.lines().count(), 6, "{shown}");
    assert!(shown.lines().nth(1).unwrap().chars().all(|c| c == '─'));
    let widths: Vec<usize> = shown.lines().map(UnicodeWidthStr::width).collect();
    assert!(widths.iter().all(|&width| width == widths[0]), "{widths:?}\n{shown}");
}

#[test]
fn a_narrow_terminal_keeps_words_whole() {
    for width in [1, 10, 20, 40] {
        let shown = text::table(&places(), &screen(Some(width)));
        assert!(shown.contains("az-tr-2025") && shown.contains("2025-12-16"), "{shown}");
    }
}

#[test]
fn colour_changes_looks_and_not_words() {
    for width in [None, Some(80), Some(200)] {
        let plain = text::table(&places(), &screen(width));
        let coloured = text::table(&places(), &Terminal { colour: true, ..screen(width) });
        assert!(!plain.contains('\u{1b}'));
        assert!(coloured.contains("\u{1b}[32m2025-12-16\u{1b}[0m"), "{coloured:?}");
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    }
}

#[test]
fn a_table_without_rows_still_has_its_head() {
    let table = Table::new(vec![Column::keep("id", "Id"), Column::words("title", "Title")]);
    assert_eq!(text::table(&table, &Terminal::default()), "Id  Title\n");
    assert_eq!(text::table(&table, &screen(Some(80))).lines().next(), Some("Id  Title"));
    assert_eq!(csv::csv(&table), "id,title\n");
    assert_eq!(plain::plain(&table), "");
    assert_eq!(md::md(&table), "| Id | Title |\n| --- | --- |\n");
    assert_eq!(json::ndjson(&table), "");
    for width in [None, Some(80)] {
        text::table(&Table::default(), &Terminal { colour: true, ..screen(width) });
    }
}

#[test]
fn only_web_addresses_become_links() {
    for good in ["http://example.org/a?b=c#d", "HTTPS://example.org", "https://[::1]/"] {
        assert_eq!(gate::url(good), Some(good));
    }
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>1</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "http://[::1",
        "ftp://x",
        "//evil",
        "http://",
        "https:///x",
        "http://a b",
        "http://a\u{202e}b",
        "http://a\">x",
        "http://user:pw@example.org/",
        "https://good.org@evil.org",
    ] {
        assert_eq!(gate::url(bad), None, "{bad}");
    }
    let mut table = of("");
    table.rows[0] = vec![Cell::from("x").link("javascript:alert(1)"), Cell::from("y").link("https://example.org/|a")];
    assert_eq!(md::md(&table).lines().last(), Some("| x | [y](<https://example.org/%7Ca>) |"));
    assert!(!html::html(&table).contains("javascript"));
}

#[test]
fn errors_are_data_in_one_line() {
    let report = json::ErrorReport {
        code: "no-such-act",
        status: 66,
        message: "there is no act `\u{9b}`",
        path: None,
        line: Some(3),
        help: &["look".to_owned()],
        findings: Vec::new(),
    };
    let said =
        r#"{"schema":"track.error/1","error":{"code":"no-such-act","status":66,"message":"there is no act `\u009b`","#;
    let rest = r#""path":null,"line":3,"help":["look"],"findings":[]}}"#;
    assert_eq!(json::error(&report), format!("{said}{rest}\n"));
}

#[test]
fn ndjson_names_fields_in_snake_case_and_gives_null_for_nothing() {
    let mut table = Table::new(vec![Column::keep("id", "Id"), Column::keep("force-date", "In force")]);
    table.row(vec!["a".into()]);
    assert_eq!(json::ndjson(&table), "{\"id\":\"a\",\"force_date\":null}\n");
}

fn sample() -> (Source, Vec<Finding>) {
    let source = Source::new("agreements/a.toml", "format = 1\r\n\tparty = \"日本XX\" # Türkiye\r\n");
    let at = source.text().find("\"日本XX\"").unwrap();
    let unknown = Finding::error("unknown-party", source.name(), "there is no party `日本XX`")
        .at(&source, at..at + "\"日本XX\"".len())
        .label("not a name this program knows")
        .help("write the code, for example `JP`");
    let whole = Finding::new(Level::Warning, "no-source", source.name(), "no act has a source");
    (source, vec![unknown, whole])
}

#[test]
fn a_finding_shows_its_place_its_words_and_the_cure() {
    let (source, list) = sample();
    let shown = finding::findings(&list, &|_| Some(&source), &screen(None));
    assert_eq!(
        shown,
        "\
warning[no-source]: no act has a source
--> agreements/a.toml

error[unknown-party]: there is no party `日本XX`
 --> agreements/a.toml:2:10
  |
2 |  party = \"日本XX\" # Türkiye
  |          ^^^^^^^^ not a name this program knows
  |
  = help: write the code, for example `JP`

1 error, 1 warning
"
    );
    assert!(
        finding::findings(&list, &|_| Some(&source), &Terminal { colour: true, ..screen(None) }).contains("\u{1b}[")
    );
    assert_eq!(
        finding::brief(&list),
        "agreements/a.toml:1:1: warning: no act has a source [no-source]\n\
         agreements/a.toml:2:10: error: there is no party `日本XX` [unknown-party]\n"
    );
}

#[test]
fn a_finding_without_its_text_still_says_where() {
    let (_, list) = sample();
    let shown = finding::one(&list[0], None, &screen(None));
    assert!(shown.contains("agreements/a.toml:2:10") && shown.contains("help: write the code"), "{shown}");
    assert_eq!(finding::findings(&[], &|_| None, &screen(None)), "");
}

#[test]
fn a_long_line_is_cut_around_the_words() {
    let source = Source::new("a.toml", format!("x = \"{}WRONG{}\"", "a".repeat(500_000), "b".repeat(500_000)));
    let at = source.text().find("WRONG").unwrap();
    let shown = finding::one(&Finding::error("e", "a.toml", "m").at(&source, at..at + 5), Some(&source), &screen(None));
    assert!(shown.len() < 1_000 && shown.contains("aaaWRONGbbb") && shown.contains("^^^^^"), "{shown}");
    assert!(shown.contains("a.toml:1:500006"), "{shown}");
}

#[test]
fn a_diff_names_both_sides_and_shows_control_characters() {
    let shown = diff::unified("agreements/a.toml", Some("a\nb\nc\n"), Some("a\nb\u{1b}[2J\r\nc\n"), false);
    assert_eq!(
        shown,
        "--- a/agreements/a.toml\n+++ b/agreements/a.toml\n@@ -1,3 +1,3 @@\n a\n-b\n+b\\u{1b}[2J\\r\n c\n"
    );
    assert_eq!(diff::unified("a", Some("x"), Some("x"), false), "");
    let new = diff::unified("a", None, Some("x\n"), false);
    assert_eq!(new, "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
    assert_eq!(anstream::adapter::strip_str(&diff::unified("a", None, Some("x\n"), true)).to_string(), new);
}

#[test]
fn a_formula_is_disarmed_before_it_is_quoted() {
    assert_eq!(csv::csv(&of("=1,\"2\"")), "id,title\nx,\"'=1,\"\"2\"\"\"\n");
}

fn cells(csv: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(|cell| gate::csv_text(cell).to_owned()).collect()).collect()
}

/// Texts rich in what formats treat apart.
fn wild() -> impl Strategy<Value = String> {
    let spice = proptest::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned);
    prop_oneof![any::<String>(), "[-=+@'\"\t\r\n ,;|a1.\u{200b}\u{202e}日é]{0,12}", spice]
}

proptest! {
    #[test]
    fn nothing_hostile_survives_in_any_format(text in wild()) {
        for (format, shown) in every_format(&text) {
            prop_assert_eq!(shown.find(is_bare), None, "{}: {:?}", format, shown);
        }
        let line = gate::terminal(&text);
        prop_assert!(!line.chars().any(char::is_control));
        let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
        prop_assert_eq!(line.find(turns), None);
        prop_assert_eq!(plain::plain(&of(&text)).lines().count(), 1);
    }

    #[test]
    fn csv_parses_back_to_the_same_cells(text in wild(), other in wild()) {
        let written = |c: char| gate::is_hostile(c) && !matches!(c, '\n' | '\t');
        let (text, other) = (text.replace(written, ""), other.replace(written, ""));
        let mut table = of(&text);
        table.row(vec![other.as_str().into(), "".into()]);
        let expected = vec![
            vec!["id".to_owned(), "title".into()],
            vec!["x".to_owned(), text.clone()],
            vec![other.clone(), String::new()],
        ];
        prop_assert_eq!(cells(&csv::csv(&table), b','), expected);
        prop_assert_eq!(cells(&csv::tsv(&table), b'\t').len(), 3);
    }

    #[test]
    fn no_cell_of_a_csv_is_live(text in wild()) {
        let shown = csv::csv(&of(&text));
        let mut reader = ::csv::ReaderBuilder::new().from_reader(shown.as_bytes());
        for row in reader.records() {
            let cell = row.unwrap()[1].to_owned();
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '@', '\t', '\r']), "{:?}", cell);
        }
    }

    #[test]
    fn only_colours_pass_the_last_door(text in wild(), more in wild()) {
        let shown = gate::sealed(&format!("{text}\u{1b}[1;31m{more}\u{1b}[0m")).into_owned();
        let bare = anstream::adapter::strip_str(&shown).to_string();
        let breaks = |c| matches!(c, '\n' | '\t') || (c == '\r' && bare.contains("\r\n"));
        prop_assert!(!bare.chars().any(|c| c.is_control() && !breaks(c)), "{:?}", shown);
        let visible = format!("{}\u{1b}[1;31m{}", gate::lines(&text), gate::lines(&more));
        prop_assert_eq!(gate::sealed(&visible), visible.as_str());
    }

    #[test]
    fn json_means_the_same_text(text in wild()) {
        let read: Vec<String> = serde_json::from_str(&json::json(&[&text])).unwrap();
        prop_assert_eq!(&read[0], &text);
    }

    #[test]
    fn a_table_fits_and_keeps_every_word(text in "[a-zéü日本ա ]{0,120}", width in 40_usize..200) {
        let shown = text::table(&of(&text), &screen(Some(width)));
        prop_assert!(shown.lines().all(|line| line.width() <= width), "{}", shown);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&shown), format!("IdTitlex{}", letters(&text)));
    }

    #[test]
    fn a_finding_about_any_bytes_of_any_text_can_be_shown(
        text in prop_oneof![wild(), "[\ta\r\n日é\u{202e}]{0,40}"],
        message in wild(),
        start in 0_usize..60,
        length in 0_usize..60,
        colour: bool,
    ) {
        let source = Source::new("a.toml", &*text);
        let found = Finding::error("code", &message, &*message).at(&source, start..start + length).label(&*message).help(&*message);
        let shown = finding::findings(&[found], &|_| Some(&source), &Terminal { colour, ..screen(None) });
        let shown = anstream::adapter::strip_str(&shown).to_string();
        prop_assert_eq!(shown.find(is_bare), None, "{:?}", shown);
        prop_assert!(shown.ends_with("1 error\n"));
    }
}
