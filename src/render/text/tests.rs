//! Tables on a screen: widths, bars, links, words that are read from the right.

use super::*;
use crate::render::csv;

fn screen(width: usize) -> Terminal {
    Terminal { width: Some(width), ..Terminal::default() }
}

/// The columns in which the words of a row begin, as a screen counts cells.
fn beginnings(line: &str) -> Vec<usize> {
    let mut at = 0;
    let mut begins = Vec::new();
    for word in line.split("  ").filter(|word| !word.trim().is_empty()) {
        at = line[at..].find(word.trim_start()).map_or(at, |found| at + found);
        begins.push(line[..at].width());
    }
    begins
}

#[test]
fn point_42_columns_align_by_the_cells_that_letters_take() {
    let mut rows = Table::new(vec![Column::keep("id", "Id"), Column::keep("name", "Name"), Column::keep("x", "X")]);
    for name in ["Türkiye", "Tu\u{308}rkiye", "Հայաստան", "العربية", "日本国", "🇦🇿 AZ", "👍 ok", "Việt Nam", "भारत"]
    {
        rows.row(vec!["a".into(), name.into(), "x".into()]);
    }
    let aligned = table(&rows, &Terminal::default());
    let starts: Vec<Vec<usize>> = aligned.lines().map(beginnings).collect();
    assert!(starts.iter().all(|line| line.last() == starts[0].last()), "{starts:?}\n{aligned}");
    for width in [60, 80, 200] {
        let signs = Terminal { signs: true, ..screen(width) };
        let shown = table(&rows, &signs);
        assert!(shown.contains("\u{2068}العربية\u{2069}"), "{shown}");
        assert_eq!(shown.replace(['\u{2068}', '\u{2069}'], ""), table(&rows, &screen(width)));
        let widths: Vec<usize> = shown.lines().filter(|line| line.ends_with('x')).map(UnicodeWidthStr::width).collect();
        assert_eq!(widths.len(), 9, "{shown}");
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}\n{shown}");
    }
}

#[test]
fn a_bar_stands_on_a_terminal_only_and_its_words_everywhere() {
    let mut rows = Table::new(vec![Column::keep("progress", "Progress")]);
    rows.row(vec![Cell::from("43/60").bar(7)]);
    let last = |how: &Terminal| table(&rows, how).lines().last().unwrap().to_owned();
    assert_eq!(last(&Terminal::default()), "43/60");
    assert_eq!(last(&screen(80)), "#######--- 43/60");
    assert_eq!(last(&Terminal { signs: true, ..screen(80) }), "███████░░░ 43/60");
    assert_eq!(csv::csv(&rows), "progress\n43/60\n");
}

#[test]
fn a_cell_leads_to_its_address_where_the_terminal_has_links() {
    let mut rows = Table::new(vec![Column::keep("id", "Id"), Column::words("source", "Source")]);
    rows.row(vec!["x".into(), Cell::from("Trend").link("https://a.example/b")]);
    rows.row(vec!["y".into(), Cell::from("Evil").link("javascript:alert(1)")]);
    let links = Terminal { links: true, ..screen(80) };
    let shown = table(&rows, &links);
    assert!(shown.contains("\u{1b}]8;;https://a.example/b\u{1b}\\Trend\u{1b}]8;;\u{1b}\\"), "{shown:?}");
    assert_eq!(shown.matches("\u{1b}]8").count(), 2, "{shown:?}");
    assert_eq!(gate::sealed(&shown), shown);
    assert!(!table(&rows, &screen(80)).contains('\u{1b}'));
}

#[test]
fn a_screen_too_narrow_for_the_columns_stacks_them_and_leaves_bars_out_before_that() {
    let mut rows = Table::new(vec![
        Column::keep("id", "AGREEMENT"),
        Column::keep("progress", "PROGRESS"),
        Column::words("missing", "MISSING"),
        Column::words("title", "TITLE"),
    ]);
    rows.row(vec![
        "az-tr-memorandum-2025".into(),
        Cell::from("0/2").bar(0),
        "AZ, TR by domestic completion".into(),
        "".into(),
    ]);
    assert!(table(&rows, &screen(80)).contains("---------- 0/2"));
    let bare = table(&rows, &screen(52));
    assert!(bare.contains("0/2") && !bare.contains("---- 0/2"), "{bare}");
    let stacked = "\
az-tr-memorandum-2025
  PROGRESS   0/2
  MISSING    AZ, TR by domestic
             completion
";
    assert_eq!(table(&rows, &screen(36)), stacked);
}
