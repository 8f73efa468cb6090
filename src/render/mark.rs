//! Marks for a terminal that are not seen: words that lead to an address, and words that are read from the right.
//!
//! [`gate::sealed`] lets exactly these pass, whole; the same marks in a text of the ledger are written out.

use std::borrow::Cow;

use super::gate::{self, CLOSE, FROM_RIGHT, OPEN, TO_LEFT};

/// Words that lead to an address, if it is http or https and of plain letters; else the words alone.
pub(super) fn linked(words: &str, address: &str) -> String {
    match gate::url(address).filter(|address| !words.is_empty() && address.is_ascii()) {
        Some(address) => format!("{OPEN}{address}\u{1b}\\{words}{CLOSE}"),
        None => words.to_owned(),
    }
}

/// A harmless line in which every address leads to itself.
pub(super) fn with_links(line: &str) -> String {
    let word = |word: &str| {
        let address = word.trim_end_matches([',', ';', '.', ')', '”']);
        if gate::url(address).is_none() {
            return word.to_owned();
        }
        format!("{}{}", linked(address, address), &word[address.len()..])
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A harmless line in which each run of words that are read from the right stands apart, so that it does not turn
/// what stands beside it.
pub(super) fn isolated(line: &str, signs: bool) -> Cow<'_, str> {
    if !signs || !line.contains(is_from_right) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(first) = rest.find(is_from_right) {
        let run = &rest[first..];
        let turns = run.find(|c: char| c.is_alphabetic() && !is_from_right(c)).unwrap_or(run.len());
        let last = run[..turns].rfind(is_from_right).unwrap_or(0);
        let end = last + run[last..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&format!("{}{FROM_RIGHT}{}{TO_LEFT}", &rest[..first], &run[..end]));
        rest = &run[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether a character belongs to a script that is read from the right.
fn is_from_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_of_plain_letters_become_links() {
        assert_eq!(linked("x", "https://a.example/b"), "\u{1b}]8;;https://a.example/b\u{1b}\\x\u{1b}]8;;\u{1b}\\");
        for address in ["javascript:alert(1)", "http://a@b", "https://пример.example/", "file:///etc", "a b", ""]
        {
            assert_eq!(linked("x", address), "x", "{address}");
        }
        assert_eq!(linked("", "https://a.example"), "");
    }

    #[test]
    fn an_address_in_a_line_leads_to_itself_without_the_sign_behind_it() {
        let shown = with_links("Trend, https://a.example/b, archived");
        assert_eq!(
            shown,
            "Trend, \u{1b}]8;;https://a.example/b\u{1b}\\https://a.example/b\u{1b}]8;;\u{1b}\\, archived"
        );
    }

    #[test]
    fn point_42_runs_that_are_read_from_the_right_stand_apart() {
        assert_eq!(isolated("AZ العربية السعودية (SA)", true), "AZ \u{2068}العربية السعودية\u{2069} (SA)");
        assert_eq!(isolated("עברית", true), "\u{2068}עברית\u{2069}");
        assert_eq!(isolated("אa ב", true), "\u{2068}א\u{2069}a \u{2068}ב\u{2069}");
        assert_eq!(isolated("Հայաստան Türkiye", true), "Հայաստան Türkiye");
        assert_eq!(isolated("العربية", false), "العربية");
    }
}
