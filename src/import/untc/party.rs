//! The participant of a row: a name as the register writes it, perhaps with the marks of footnotes.

use super::page::is_mark;
use super::shown;
use crate::date::Day;
use crate::model::{Code, Found, Name, NameKind, Names};

/// Why a row has no party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct NoParty {
    pub(in crate::import) code: &'static str,
    pub(in crate::import) message: String,
    pub(in crate::import) help: String,
}

/// More letters than any name has; of a longer text no near names are looked for.
const LONGEST: usize = 200;

/// The party of a row.
///
/// # Errors
/// A name in brackets, which is how the register shows that a participant has withdrawn; a territory, which is no party
/// of its own; a name that nobody knows, with near ones.
pub(in crate::import) fn party(written: &str, names: &Names) -> Result<Code, NoParty> {
    let bare = without_marks(written);
    if bare.is_empty() {
        let help = "does it belong to the row above? the record's own page shows whose acts these are".to_owned();
        return Err(NoParty { code: "unknown-party", message: "the row names no participant".to_owned(), help });
    }
    if bare.contains(['[', ']']) {
        let message = format!("`{}` stands in brackets, as who has withdrawn does", shown(bare));
        let help = "record its acts and the withdrawal by hand; a note of the register tells the day".to_owned();
        return Err(NoParty { code: "in-brackets", message, help });
    }
    if written.len() > LONGEST {
        return Err(unknown(bare, &Found::None));
    }
    // a desk's own name may end in digits that are no marks
    let raised = written.trim_end_matches(|c: char| is_mark(c) || c == ',' || c.is_whitespace());
    if let Found::One(found) = names.find(raised) {
        return of(found, raised);
    }
    match names.find(bare) {
        Found::One(found) => of(found, bare),
        other => Err(of_a_part(bare, names).unwrap_or_else(|| unknown(bare, &other))),
    }
}

/// `China (for Hong Kong)`: an act for a territory is none of its State as a whole.
fn of_a_part(name: &str, names: &Names) -> Option<NoParty> {
    let (_, part) = name.strip_suffix(')')?.rsplit_once('(')?;
    let links = ["for ", "in respect of ", "on behalf of "];
    let part = links.iter().find_map(|link| part.strip_prefix(link)).unwrap_or(part);
    match names.find(part) {
        Found::One(found) => of(found, name).err(),
        _ => None,
    }
}

/// Why an act of that day can be none of this party: it was no more.
pub(in crate::import) fn after_its_end(party: Code, on: Day, names: &Names) -> Option<NoParty> {
    let ended = names.by_code(&party)?.ceased.filter(|ended| *ended <= on)?;
    let message = format!("an act of {on} by `{party}`, which was no more from {ended}");
    let help = "record it by hand, for the State that did it".to_owned();
    Some(NoParty { code: "after-its-end", message, help })
}

fn of(name: &Name, written: &str) -> Result<Code, NoParty> {
    if name.kind != NameKind::Territory {
        return Ok(name.code);
    }
    let message = format!("`{}` is a territory, and no party of its own", shown(written));
    let help = "record the `territorial-application` of the State that is responsible for it; or by hand its own act, \
                where the agreement takes territories as members";
    Err(NoParty { code: "territory", message, help: help.to_owned() })
}

fn unknown(written: &str, found: &Found) -> NoParty {
    let near: Vec<String> = match found {
        Found::Near(names) => names.iter().take(3).map(|name| format!("{} ({})", name.english, name.code)).collect(),
        _ => Vec::new(),
    };
    let add = "name it in `names.toml` of the ledger";
    let help = if near.is_empty() { add.to_owned() } else { format!("did you mean {}? else {add}", near.join(" or ")) };
    NoParty { code: "unknown-party", message: format!("no party is known as `{}`", shown(written)), help }
}

/// The name without the marks of footnotes behind it: `Germany 5,6`, `Germany [2]`, `Germany ¹`.
fn without_marks(written: &str) -> &str {
    let is_sign = |c: char| c.is_ascii_digit() || c == ',' || c.is_whitespace() || is_mark(c);
    let mut name = written.trim();
    loop {
        let bare = name.trim_end_matches(is_sign);
        let (inside, closed) = bare.strip_suffix(']').map_or((bare, false), |inside| (inside, true));
        match inside.trim_end_matches(is_sign).strip_suffix('[') {
            Some(before) if closed && inside.len() > before.len() + 1 => name = before,
            _ => return bare.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Extra;

    /// Our own list: names of participants, and the code of each or why it has none.
    const PARTICIPANTS: &str = include_str!("../../../tests/testdata/untc/participants.tsv");

    fn found(written: &str) -> Result<String, &'static str> {
        party(written, Names::builtin()).map(|code| code.to_string()).map_err(|fault| fault.code)
    }

    #[test]
    fn marks_of_footnotes_are_no_part_of_a_name() {
        for written in ["Germany", "Germany 5", "Germany 5,6", "Germany ¹", "Germany [2]", "Germany*"] {
            assert_eq!(found(written).as_deref(), Ok("DE"), "{written}");
        }
        assert_eq!(found("Bolivia (Plurinational State of)").as_deref(), Ok("BO"));
    }

    #[test]
    fn every_participant_of_the_register_is_known() {
        let rows = PARTICIPANTS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let wrong: Vec<_> =
            rows.clone().filter(|(name, code)| found(name).unwrap_or_else(str::to_owned) != *code).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(rows.count() > 250);
    }

    #[test]
    fn who_stands_in_brackets_has_withdrawn() {
        for written in ["[Canada]", "[Canada] ³", "[ Canada 3 ] 4", "[Canada", "Canada]", "[]"] {
            assert_eq!(found(written), Err("in-brackets"), "{written}");
        }
    }

    #[test]
    fn a_part_of_a_state_is_not_that_state() {
        for written in
            ["China (for Hong Kong)", "China (Hong Kong) 5", "Denmark (in respect of Greenland)", "Hong Kong"]
        {
            assert_eq!(found(written), Err("territory"), "{written}");
        }
        assert_eq!(found("Netherlands (for the Kingdom in Europe)"), Err("unknown-party"));
    }

    #[test]
    fn a_name_of_the_desk_may_end_in_digits() {
        let group = Extra {
            code: "X-GROUP77".parse().unwrap(),
            kind: Some(NameKind::Organisation),
            english: Some("Group of 77".to_owned()),
            native: None,
            ceased: None,
            aliases: Vec::new(),
        };
        let names = Names::builtin().with([group]).unwrap();
        for written in ["Group of 77", "Group of 77 ¹", "X-GROUP77"] {
            assert_eq!(party(written, &names).map(|code| code.to_string()).as_deref(), Ok("X-GROUP77"), "{written}");
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_near_ones() {
        assert_eq!(found("Ruritania"), Err("unknown-party"));
        assert!(party("Germny", Names::builtin()).unwrap_err().help.contains("Germany (DE)"));
        assert_eq!(party(" ¹ ", Names::builtin()).unwrap_err().message, "the row names no participant");
        let long = party(&"Germany ".repeat(100_000), Names::builtin()).unwrap_err();
        assert!(long.message.len() < 200, "{}", long.message);
    }

    proptest! {
        #[test]
        fn any_text_is_a_party_or_a_refusal(written in "\\PC{0,40}") {
            let _ = party(&written, Names::builtin());
        }
    }
}
