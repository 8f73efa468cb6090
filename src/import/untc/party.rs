//! The participant of a row: a name as the register writes it, perhaps with the marks of footnotes.

use crate::model::{Code, Found, Name, NameKind, Names};

/// Why a row has no party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct NoParty {
    pub(in crate::import) code: &'static str,
    pub(in crate::import) message: String,
    pub(in crate::import) help: String,
}

/// The party of a row.
///
/// # Errors
/// A name that nobody knows, with near ones; a territory, which is no party of its own.
pub(in crate::import) fn party(written: &str, names: &Names) -> Result<Code, NoParty> {
    match names.find(written) {
        Found::One(name) => of(name, written),
        other => match names.find(without_marks(written)) {
            Found::One(name) => of(name, written),
            _ => Err(unknown(written, &other)),
        },
    }
}

fn of(name: &Name, written: &str) -> Result<Code, NoParty> {
    if name.kind != NameKind::Territory {
        return Ok(name.code);
    }
    let message = format!("`{written}` is a territory, and no party of its own");
    let help = "record the `territorial-application` of the State that is responsible for it".to_owned();
    Err(NoParty { code: "territory", message, help })
}

fn unknown(written: &str, found: &Found) -> NoParty {
    let near: Vec<String> = match found {
        Found::Near(names) => names.iter().take(3).map(|name| format!("{} ({})", name.english, name.code)).collect(),
        _ => Vec::new(),
    };
    let add = "name it in `names.toml` of the ledger";
    let help = if near.is_empty() { add.to_owned() } else { format!("did you mean {}? else {add}", near.join(" or ")) };
    NoParty { code: "unknown-party", message: format!("no party is known as `{written}`"), help }
}

/// The name without the numbers of footnotes behind it.
fn without_marks(written: &str) -> &str {
    let is_mark = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '*' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | ',' | '[' | ']')
            || c.is_whitespace()
    };
    written.trim_end_matches(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_territory_and_an_unknown_name_are_refused() {
        assert_eq!(found("Hong Kong"), Err("territory"));
        assert_eq!(found("Ruritania"), Err("unknown-party"));
        assert!(party("Germny", Names::builtin()).unwrap_err().help.contains("Germany"));
    }
}
