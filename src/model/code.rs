//! Codes of parties.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const MAX: usize = 26;

/// A party's code: ISO 3166-1 alpha-2, `XK`, `EU`; ISO 3166-3 (four letters) for States that no longer exist;
/// `X-…` for others. A code says nothing about statehood.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    bytes: [u8; MAX],
    len: u8,
}

/// A text that has not the shape of a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no party code: two or four capital letters, or X- with 2 to 24 capital letters and digits")]
pub struct CodeError(pub String);

impl Code {
    /// The code as written.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).expect("a code is made of ASCII letters")
    }

    /// Its first eight bytes as a number that has their order.
    fn head(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.bytes;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// Whether it belongs to a State that no longer exists (ISO 3166-3).
    pub fn is_former(&self) -> bool {
        self.len == 4
    }

    /// Whether it is a code of our own (`X-…`), which must be in the table of names or named in the agreement.
    pub fn is_own(&self) -> bool {
        self.len > 4
    }

    /// Whether a text has the shape of a code.
    pub fn has_shape(text: &str) -> bool {
        let capitals = |t: &str| t.bytes().all(|b| b.is_ascii_uppercase());
        match text.strip_prefix("X-") {
            Some(rest) => {
                (2..=24).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            }
            None => matches!(text.len(), 2 | 4) && capitals(text),
        }
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        if !Self::has_shape(text) {
            return Err(CodeError(text.to_owned()));
        }
        let mut bytes = [0; MAX];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self { bytes, len: text.len() as u8 })
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // the rest is noughts, so the order of the bytes is that of the texts; nearly all codes differ in the head
        self.head().cmp(&other.head()).then_with(|| self.bytes.cmp(&other.bytes))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl JsonSchema for Code {
    fn schema_name() -> Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A party's code: ISO 3166-1 alpha-2, XK, EU; ISO 3166-3 in four letters for States that no \
                longer exist; X-… for others.",
            "type": "string",
            "pattern": "^([A-Z]{2}|[A-Z]{4}|X-[A-Z0-9]{2,24})$",
        })
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_of_three_shapes() {
        for good in ["AZ", "EU", "XK", "CSHH", "X-AFU", "X-DSCHCA", "X-ABCDEFGHIJKLMNOPQRSTUVWX"] {
            assert_eq!(good.parse::<Code>().unwrap().as_str(), good);
        }
        for bad in ["", "az", "AZE", "A1", "X-", "X-A", "X-abc", "X-ABCDEFGHIJKLMNOPQRSTUVWXY", "ÅÄ"] {
            assert!(bad.parse::<Code>().is_err(), "{bad}");
        }
    }
}
