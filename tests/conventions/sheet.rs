//! The sheet itself: sixty points, each A point with a test, and B points to 90 %.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const POINTS: &str = include_str!("points.tsv");

/// A line of the sheet: number, class, words.
fn points() -> Vec<(usize, &'static str, &'static str)> {
    let line = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(matches!(cells.len(), 3 | 4) && cells.iter().all(|cell| !cell.is_empty()), "{line}");
        (cells[0].parse().expect("a number"), cells[1], cells[2])
    };
    POINTS.lines().map(line).collect()
}

/// The numbers that the names of tests bear.
fn shown(folder: &Path, numbers: &mut BTreeSet<usize>) {
    for path in fs::read_dir(folder).expect("a folder can be listed").map(|entry| entry.expect("listed").path()) {
        if path.is_dir() {
            shown(&path, numbers);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is readable");
            let names = text.split("#[test]\n").skip(1).filter_map(|rest| rest.trim_start().strip_prefix("fn point_"));
            numbers.extend(names.filter_map(|name| name.get(..2)?.parse::<usize>().ok()));
        }
    }
}

#[test]
fn every_a_point_has_a_test_and_nine_in_ten_b_points_have_one() {
    let points = points();
    assert_eq!(points.iter().map(|(number, ..)| *number).collect::<Vec<_>>(), (1..=60).collect::<Vec<_>>());
    let mut numbers = BTreeSet::new();
    shown(Path::new("tests"), &mut numbers);
    shown(Path::new("src"), &mut numbers);
    let without = |class: &str| -> Vec<usize> {
        let of_class = points.iter().filter(|(_, its, _)| *its == class).map(|(number, ..)| *number);
        of_class.filter(|number| !numbers.contains(number)).collect()
    };
    assert_eq!(without("A"), Vec::<usize>::new());
    let all = points.iter().filter(|(_, class, _)| *class == "B").count();
    assert!(without("B").len() * 10 <= all, "B points without a test: {:?}", without("B"));
    assert!(numbers.iter().all(|number| (1..=60).contains(number)), "{numbers:?}");
}
