//! Words of the messages: what a value is, which names are near, and no more of a long text than a line takes.

use super::text::Text;
use super::value::Value;
use crate::diagnostic::Level;

/// What a text is called.
pub(super) const TEXT: &str = "a text in quotation marks";
/// How many characters of a name a message shows.
pub(super) const NAME: usize = 60;

/// The first characters of a text that is too long for a message.
pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Whether a key says what is only ever computed.
pub(super) fn is_derived(key: &str) -> bool {
    matches!(
        key,
        "status" | "state" | "ratified" | "signed" | "in_force" | "force" | "entry_into_force" | "complete" | "grade"
    )
}

/// Whether two names differ by one slip of the hand.
pub(super) fn is_slip(known: &str, name: &str) -> bool {
    let longest = known.len().max(name.len());
    let same = |a: &mut dyn Iterator<Item = (u8, u8)>| a.take_while(|(a, b)| a == b).count();
    let front = same(&mut known.bytes().zip(name.bytes()));
    let back = same(&mut known.bytes().rev().zip(name.bytes().rev()));
    // one slip touches two letters at most, so far names need no reckoning
    longest <= NAME && front + back + 2 >= longest && strsim::damerau_levenshtein(known, name) <= 1
}

/// The names nearest to a word, best first, if at least half of it is alike; none for a word that is longer than any name, or where nobody would read them.
pub(super) fn nearest<'n>(
    text: &Text,
    word: &str,
    names: impl IntoIterator<Item = &'n str>,
    most: usize,
) -> Vec<&'n str> {
    if text.is_full(Level::Error) || word.len() > NAME {
        return Vec::new();
    }
    let mut near: Vec<(usize, &str)> =
        names.into_iter().map(|name| (strsim::damerau_levenshtein(name, word), name)).collect();
    near.retain(|(distance, name)| distance * 2 <= name.len().max(word.len()));
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(most).map(|(_, name)| name).collect()
}

/// What a value is, in words.
pub(super) fn what(value: &Value) -> String {
    match value {
        Value::String(_) => "a text".to_owned(),
        Value::Integer(n) if n.as_str().starts_with('-') => format!("the negative number {}", cut(n.as_str(), NAME)),
        Value::Integer(n) if n.as_str().len() > 9 => format!("the number {}", cut(n.as_str(), NAME)),
        Value::Integer(_) => "a number".to_owned(),
        Value::Float(_) => "a number with a point".to_owned(),
        Value::Boolean(_) => "true or false".to_owned(),
        Value::Datetime(moment) => match (moment.date.is_some(), moment.time.is_some(), moment.offset.is_some()) {
            (true, true, true) => "a moment".to_owned(),
            (true, true, false) => "a moment without its offset".to_owned(),
            (true, ..) => "a day".to_owned(),
            (false, ..) => "a time of day".to_owned(),
        },
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    }
}
