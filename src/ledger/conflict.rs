//! Lines that a merge leaves where it stopped: git's, diff3's and jj's.
//!
//! A whole conflict, from `<<<<<<<` to `>>>>>>>`, is one wherever it stands, also inside a text of several lines: a merge
//! knows no quotation marks. A single line of a marker is one only outside of texts; inside it is data.

use super::string::string_end;
use crate::diagnostic::Finding;
use crate::source::{Source, Span};

/// What begins, divides and ends a conflict; jj makes them longer where the text itself has such lines.
const MARKS: &[u8] = b"<>|=%+-\\";
/// The shortest marker.
const SHORTEST: usize = 7;
/// How many are told; nothing else is looked for before they are gone.
const MOST: usize = 100;

/// A line that is a marker.
struct Marker {
    sign: u8,
    span: Span,
}

/// The conflicts of a text, each where it begins.
pub(super) fn conflicts(source: &Source) -> Vec<Finding> {
    let markers = markers(source.text());
    if markers.is_empty() {
        return Vec::new();
    }
    let mut open: Option<&Marker> = None;
    let (mut whole, mut loose) = (Vec::new(), Vec::new());
    for marker in &markers {
        match (marker.sign, open) {
            (b'<', None) => open = Some(marker),
            (b'>', Some(begun)) => {
                whole.push(finding(source, begun, Some(marker)));
                open = None;
            }
            (_, None) => loose.push(marker),
            (_, Some(_)) => {}
        }
    }
    loose.extend(open);
    let texts = if loose.is_empty() { Vec::new() } else { texts(source.text().as_bytes()) };
    let inside = |marker: &Marker| {
        let before = texts.partition_point(|text| text.start <= marker.span.start);
        before > 0 && texts[before - 1].contains(&marker.span.start)
    };
    whole.extend(loose.into_iter().filter(|marker| !inside(marker)).map(|marker| finding(source, marker, None)));
    Finding::sort(&mut whole);
    whole.truncate(MOST);
    whole
}

fn markers(text: &str) -> Vec<Marker> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let length = marker_length(line.as_bytes());
        found.extend(length.map(|length| Marker { sign: line.as_bytes()[0], span: start..start + length }));
        start += line.len();
    }
    found
}

/// How long the marker is that a line begins with: seven or more of one sign, and then a blank or the end of the line.
fn marker_length(line: &[u8]) -> Option<usize> {
    let sign = *line.first().filter(|sign| MARKS.contains(sign))?;
    let length = line.iter().take_while(|byte| **byte == sign).count();
    let ends = line.get(length).is_none_or(|next| matches!(next, b' ' | b'\r' | b'\n'));
    (length >= SHORTEST && ends).then_some(length)
}

/// The strings of a text.
fn texts(bytes: &[u8]) -> Vec<Span> {
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            b'"' | b'\'' => {
                let end = string_end(bytes, at);
                found.push(at..end);
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn finding(source: &Source, marker: &Marker, end: Option<&Marker>) -> Finding {
    let message = match end {
        Some(end) => {
            format!("a merge stopped here and was not decided, up to line {}", source.position(end.span.start).line)
        }
        None => "a merge left this line behind".to_owned(),
    };
    let help = "keep what is right, delete the marker lines, save";
    Finding::error("conflict-marker", source.name(), message).at(source, marker.span.clone()).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        conflicts(&Source::new("x.toml", text)).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn the_markers_of_git_diff3_and_jj_are_known() {
        let git = "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n";
        let diff3 = "<<<<<<< ours\nb = 1\n||||||| base\nb = 0\n=======\nb = 2\n>>>>>>> theirs\n";
        let jj = "<<<<<<< conflict 1 of 1\n%%%%%%% diff\n-b = 0\n+b = 1\n+++++++ side 2\nb = 2\n>>>>>>> ends\n";
        let longer = "a = 1\r\n<<<<<<<<<<<\r\n+++++++++++ x\r\n-----------\r\n>>>>>>>>>>>\r\n";
        assert_eq!((lines(git), lines(diff3), lines(jj), lines(longer)), (vec![2], vec![1], vec![1], vec![2]));
        assert_eq!(lines(&git.repeat(2)), [2, 8]);
    }

    #[test]
    fn what_is_left_of_a_conflict_is_told_outside_of_texts_only() {
        for left in ["=======", ">>>>>>> other", "||||||| base", "%%%%%%% diff", "<<<<<<<", "\\\\\\\\\\\\\\ to"] {
            assert_eq!(lines(&format!("a = 1\n{left}\nb = 2\n")), [2], "{left}");
            assert_eq!(lines(&format!("note = '''\n{left}\n'''\n")), [0; 0], "{left}");
            assert_eq!(lines(&format!("note = \"\"\"\n\\\"\"\"\"\n{left}\nb = 2\n")), [3], "{left}");
        }
        for data in ["a = 1\n # =======\n", "a = 1\n======\n", "a = 1\n=======x\n", "a = \"\n\"\n  =======\n"] {
            assert_eq!(lines(data), [0; 0], "{data}");
        }
    }

    #[test]
    fn a_whole_conflict_is_one_also_inside_a_text() {
        let note = "note = '''\n<<<<<<< ours\none\n=======\ntwo\n>>>>>>> theirs\n'''\n";
        assert_eq!(lines(note), [2]);
    }
}
