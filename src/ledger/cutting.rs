//! A file with some of its acts left out, and the sources of the others: what is left reads as a file of its own.

use crate::model::{Act, Agreement, Kind};
use crate::source::Source;

/// The text with only the acts that are kept, by their place in the file. Sources stay with an entry into force, which
/// rests on who announces it. `None` where acts stand in brackets.
pub fn cutting(source: &Source, agreement: &Agreement, kept: &[bool]) -> Option<String> {
    let text = source.text();
    let mut left = String::with_capacity(text.len() / 2);
    let mut at = 0;
    for (act, is_kept) in agreement.acts.iter().zip(kept) {
        if !text.get(act.span.clone())?.starts_with("[[") || act.span.start < at {
            return None;
        }
        left.push_str(&text[at..act.span.start]);
        if *is_kept {
            left.push_str(bare(act, &text[act.span.clone()]));
        }
        at = act.span.end;
    }
    left.push_str(&text[at..]);
    Some(left)
}

/// The block of an act up to the first table in it; all of it where that says something about force.
fn bare<'t>(act: &Act, block: &'t str) -> &'t str {
    if act.kind == Kind::EntryIntoForce || act.retracted.is_some() {
        return block;
    }
    let inner =
        block.match_indices('\n').find(|(at, _)| block[at + 1..].trim_start_matches([' ', '\t']).starts_with('['));
    inner.map_or(block, |(at, _)| &block[..=at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Context, Settings, load_agreement};
    use crate::model::Names;

    #[test]
    fn what_is_left_reads_as_a_file() {
        let text = "format = 1\ntitle = \"T\" # a word\n\n[[act]]\nparty = \"AZ\"\nkind = \"vote\"\ndate = 2025-12-16\noutcome = \"adopted\"\n\n  [[act.source]]\n  url = \"https://a.az\"\n\n[[act]]\nparty = \"AZ\"\nkind = \"ratification\"\ndate = 2026-01-02\n\n  [[act.source]]\n  publisher = \"X\"\n\n[[looked]]\ndate = 2026-01-01\n";
        let settings = Settings::default();
        let context = Context { names: Names::builtin(), procedures: &|_| None, settings: &settings };
        let source = Source::new("x", text);
        let agreement = load_agreement(&"x".parse().unwrap(), &source, &context).agreement.unwrap();
        let left = cutting(&source, &agreement, &[false, true]).unwrap();
        assert_eq!(
            left,
            "format = 1\ntitle = \"T\" # a word\n\n\n\n[[act]]\nparty = \"AZ\"\nkind = \"ratification\"\ndate = 2026-01-02\n\n\n\n[[looked]]\ndate = 2026-01-01\n"
        );
        let source = Source::new(
            "x",
            "format = 1\ntitle = \"T\"\nact = [{ party = \"AZ\", kind = \"signature\", date = 2026-01-01 }]\n",
        );
        let agreement = load_agreement(&"x".parse().unwrap(), &source, &context).agreement.unwrap();
        assert_eq!(cutting(&source, &agreement, &[true]), None);
    }
}
