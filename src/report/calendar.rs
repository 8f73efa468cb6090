//! Entries with a day, as a calendar or a feed takes them; which days they are is another report's answer.

use chrono::{DateTime, NaiveTime, Utc};
use sha2::{Digest, Sha256};

use crate::date::Day;

/// Entries under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What was asked, in words that stay the same from day to day: the calendar's own id is made from them.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The day the answer is for.
    pub as_of: Day,
    /// The entries, in the order of the answer.
    pub entries: Vec<Entry>,
}

/// One thing that has a day, or a range of days where the day is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is about, never its day or its words: the same thing on another day keeps its id.
    pub id: String,
    /// The first day.
    pub first: Day,
    /// The last day, itself included; `first` for one day.
    pub last: Day,
    /// A few words, for the line of a calendar.
    pub title: String,
    /// The sentence that may be written.
    pub sentence: String,
    /// What a reader may want beside it, a line each.
    pub details: Vec<String>,
    /// Where it can be read; only http and https become links.
    pub links: Vec<String>,
    /// The id of the agreement.
    pub agreement: String,
    /// Whether it stands.
    pub standing: Standing,
    /// When the record of it last changed, from the record itself and never from the clock.
    pub changed: DateTime<Utc>,
    /// How often its day was moved.
    pub moves: u32,
}

/// Whether an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It happened on that day, or its day follows from what is recorded.
    Certain,
    /// Somebody expects it.
    Expected,
    /// It was expected, and is no longer.
    Cancelled,
}

impl Calendar {
    /// When any of it last changed; the day asked where there is no entry.
    pub fn changed(&self) -> DateTime<Utc> {
        self.entries.iter().map(|entry| entry.changed).max().unwrap_or_else(|| midnight(self.as_of))
    }

    /// Its id for the whole world.
    pub fn uuid(&self) -> String {
        uuid(&format!("calendar\n{}", self.id))
    }
}

impl Entry {
    /// Its id for the whole world.
    pub fn uuid(&self) -> String {
        uuid(&format!("entry\n{}\n{}", self.agreement, self.id))
    }
}

/// The first moment of a day in UTC: for what is known to the day only.
pub fn midnight(day: Day) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// A UUID made from a text (RFC 9562, version 8: the first bits of its SHA-256).
fn uuid(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_made_from_the_text_alone_and_says_how() {
        let id = uuid("a");
        assert_eq!(id, uuid("a"));
        assert_ne!(id, uuid("b"));
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(&id[14..15], "8", "the version");
        assert!("89ab".contains(&id[19..20]), "the variant");
    }
}
