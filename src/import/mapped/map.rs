//! The mapping: which columns of a table say what, as a small TOML file.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{IntoDeserializer, MapAccess, Visitor};

use super::date::DateForm;
use crate::date::ActDate;
use crate::decimal::Decimal;
use crate::diagnostic::Finding;
use crate::ledger::is_web_address;
use crate::model::{AgreementId, Delivery, Kind, Outcome, Reading, SourceKind};
use crate::source::Source;

/// What the columns of a table say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What stands between cells; a comma unless said.
    #[serde(default = "comma")]
    pub(super) delimiter: String,
    /// The column of the party.
    pub(super) party: String,
    /// The column of the agreement's id, where a table is about several.
    pub(super) agreement_column: Option<String>,
    /// The column of the agreement's title.
    pub(super) title_column: Option<String>,
    /// Whether a party may have several rows.
    #[serde(default)]
    pub(super) repeats: bool,
    /// Cells that say nothing, beside empty ones.
    #[serde(default)]
    pub(super) nothing: Vec<String>,
    /// The agreement, where a table is about one.
    pub(super) agreement: Option<AgreementPart>,
    /// Who says so.
    #[serde(default)]
    pub(super) source: SourcePart,
    /// What each row may say was done.
    #[serde(default)]
    pub(super) act: Vec<ActPart>,
    /// Figures of parties.
    #[serde(default)]
    pub(super) weight: Vec<WeightPart>,
}

fn comma() -> String {
    ",".to_owned()
}

/// `[agreement]`: the agreement that a table is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementPart {
    pub(super) id: AgreementId,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(default)]
    pub(super) depositary: Vec<String>,
    #[serde(default, deserialize_with = "word")]
    pub(super) opened: Option<ActDate>,
}

/// `[source]`: who says so, for every act.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcePart {
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) title: Option<String>,
    #[serde(default, deserialize_with = "word")]
    pub(super) kind: Option<SourceKind>,
    #[serde(default, deserialize_with = "word")]
    pub(super) published: Option<ActDate>,
    #[serde(default, deserialize_with = "word")]
    pub(super) read_on: Option<ActDate>,
}

/// `[[act]]`: an act that a row says was done where the cell of its day is filled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActPart {
    /// What was done: a kind, or a column with words for kinds.
    pub(super) kind: KindPart,
    /// The column of the day.
    pub(super) date: String,
    /// How the table writes days.
    #[serde(deserialize_with = "form")]
    pub(super) format: DateForm,
    #[serde(default, deserialize_with = "word")]
    pub(super) delivery: Option<Delivery>,
    #[serde(default, deserialize_with = "word")]
    pub(super) outcome: Option<Outcome>,
    #[serde(default, deserialize_with = "word")]
    pub(super) reading: Option<Reading>,
    /// Keys of an act that are filled from columns.
    #[serde(default)]
    pub(super) from: BTreeMap<FromKey, String>,
}

/// What was done.
#[derive(Debug)]
pub(super) enum KindPart {
    /// Always this kind.
    One(Kind),
    /// As the column says.
    Column {
        /// The column.
        column: String,
        /// What its words mean.
        words: BTreeMap<String, KindWord>,
    },
}

impl<'de> Deserialize<'de> for KindPart {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Part;
        impl<'de> Visitor<'de> for Part {
            type Value = KindPart;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a kind of act, or `{ column = …, words = { … } }`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<KindPart, E> {
                kind(text.into_deserializer()).map(KindPart::One)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<KindPart, A::Error> {
                let ByColumn { column, words } = ByColumn::deserialize(MapAccessDeserializer::new(map))?;
                Ok(KindPart::Column { column, words })
            }
        }
        from.deserialize_any(Part)
    }
}

/// A kind that stands in a column.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ByColumn {
    column: String,
    words: BTreeMap<String, KindWord>,
}

/// A kind, by its word.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct KindWord(#[serde(deserialize_with = "kind")] pub(super) Kind);

/// A key of an act that a column can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FromKey {
    Effective,
    Sent,
    Name,
    Body,
    Place,
    Territory,
    Scope,
    Note,
    Url,
    Quote,
}

/// `[[weight]]`: a figure of each party.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WeightPart {
    pub(super) name: String,
    /// The column of the figure.
    pub(super) column: String,
    pub(super) unit: Option<String>,
    /// The whole; left out: the sum.
    #[serde(default, deserialize_with = "number")]
    pub(super) total: Option<Decimal>,
    pub(super) source: Option<String>,
    /// What parts thousands in the figures.
    #[serde(default)]
    pub(super) thousands: String,
}

/// A template with every key, to begin with.
pub const TEMPLATE: &str = include_str!("../../../data/import/mapping.toml");

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What in it is not understood, with its place.
    pub fn read(source: &Source) -> Result<Self, Vec<Finding>> {
        let mapping: Self = toml::from_str(source.text()).map_err(|error| vec![fault(source, &error)])?;
        let faults = mapping.faults(source);
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }

    /// What stands between the cells, as a byte.
    pub fn delimiter(&self) -> u8 {
        self.delimiter.bytes().next().unwrap_or(b',')
    }

    fn faults(&self, source: &Source) -> Vec<Finding> {
        let mut faults = Vec::new();
        let mut refuse = |message: &str, help: &str| {
            faults.push(Finding::error("malformed-mapping", source.name(), message).help(help));
        };
        if self.delimiter.len() != 1 {
            refuse("`delimiter` is not one sign", "write \",\", \";\" or \"\\t\"");
        }
        if self.agreement.is_some() == self.agreement_column.is_some() {
            refuse(
                "one of `[agreement]` and `agreement_column` says which agreement the table is about",
                "write one of the two",
            );
        }
        if self.act.is_empty() && self.weight.is_empty() {
            refuse("nothing is taken from the table", "add `[[act]]`, or `[[weight]]`");
        }
        if self.source.url.as_ref().is_some_and(|url| !is_web_address(url)) {
            refuse(
                "`url` of the source is no address: only http and https are",
                "write https://…, or name the publisher",
            );
        }
        faults
    }
}

fn fault(source: &Source, error: &toml::de::Error) -> Finding {
    let finding = Finding::error("malformed-mapping", source.name(), error.message());
    let finding = finding.help("`track import csv --init FILE` writes a mapping with every key");
    match error.span() {
        Some(span) => finding.at(source, span),
        None => finding,
    }
}

/// A value of a closed set, or a day, in the ledger's own words.
fn word<'de, D: serde::Deserializer<'de>, T: Worded>(from: D) -> Result<Option<T>, D::Error> {
    let text = Text::deserialize(from)?.0;
    T::of(&text)
        .map(Some)
        .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a word for this key; {}", T::known())))
}

fn kind<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
    word(from).and_then(|kind| kind.ok_or_else(|| serde::de::Error::custom("a kind is missing")))
}

fn form<'de, D: serde::Deserializer<'de>>(from: D) -> Result<DateForm, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn number<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    let text = Text::deserialize(from)?.0;
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("`{text}` is no number: write plain digits")))
}

/// A text, or a day or number as its text.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(match toml::Value::deserialize(from)? {
            toml::Value::String(text) => text,
            other => other.to_string(),
        }))
    }
}

/// What is written as a word.
trait Worded: Sized {
    fn of(text: &str) -> Option<Self>;
    fn known() -> String;
}

macro_rules! worded {
    ($($name:ident),+) => {
        $(impl Worded for $name {
            fn of(text: &str) -> Option<Self> {
                Self::parse(text)
            }

            fn known() -> String {
                let words: Vec<&str> = Self::ALL.iter().map(|word| word.as_str()).collect();
                format!("one of: {}", words.join(", "))
            }
        })+
    };
}

worded!(Kind, Delivery, Outcome, Reading, SourceKind);

impl Worded for ActDate {
    fn of(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn known() -> String {
        "write a day, 2025-12-16".to_owned()
    }
}
