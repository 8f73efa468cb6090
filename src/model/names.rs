//! The names of parties: one table of our own, found by any usual spelling.
//!
//! A near miss is a suggestion, never a choice. The texts are in `data/names.tsv`; `data/README.md` tells its columns.
//! What a name says about statehood is not known here, only how registers and newsrooms write it.

mod fold;
mod index;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

pub use self::fold::fold;
use self::index::{Hit, Index};
use super::Code;
use super::words::words;
use crate::date::{Day, parse_day};

const TABLE: &str = include_str!("../../data/names.tsv");

/// Rows for which there is room from the start; it may hold more.
const ROWS: usize = 512;

/// What stands before a name that is only ever a suggestion.
const HINT: char = '?';

words! {
    /// What a party is.
    NameKind {
        /// A State, or what treaty registers list as one.
        State = "state",
        /// A State that no longer exists.
        FormerState = "former-state",
        /// A territory that acts or is named in treaties.
        Territory = "territory",
        /// An organisation.
        Organisation = "organisation",
    }
}

/// One party's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its code.
    pub code: Code,
    /// What it is.
    pub kind: NameKind,
    /// English short name.
    pub english: &'static str,
    /// Native short name; of an organisation the name or abbreviation it uses.
    pub native: &'static str,
    /// The native name in plain letters.
    pub plain: &'static str,
    /// The first day on which it no longer existed.
    pub ceased: Option<Day>,
    /// Other names as the table lists them: with semicolons between.
    listed: &'static str,
    /// Other names that a ledger added.
    added: Vec<&'static str>,
}

impl Name {
    /// Other names that registers and newsrooms use.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        self.others().filter(|name| !name.starts_with(HINT))
    }

    /// Whether it is an organisation.
    pub fn is_organisation(&self) -> bool {
        self.kind == NameKind::Organisation
    }

    fn others(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        let listed = self.listed.split(';').map(str::trim).filter(|name| !name.is_empty());
        listed.chain(self.added.iter().copied())
    }

    /// Words that may mean this party or another.
    fn hints(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        self.others().filter_map(|name| name.strip_prefix(HINT))
    }

    /// Every name it is found by.
    fn all(&self) -> impl Iterator<Item = &'static str> + use<'_> {
        [self.english, self.native, self.plain].into_iter().chain(self.aliases())
    }

    fn read(line: &'static str) -> Option<Self> {
        let [code, kind, english, native, plain, ceased, listed] = fields(line)?;
        Some(Self {
            code: code.parse().ok()?,
            kind: NameKind::parse(kind)?,
            english,
            native,
            plain,
            ceased: if ceased.is_empty() { None } else { parse_day(ceased).ok() },
            listed,
            added: Vec::new(),
        })
    }
}

/// The fields of a line, with tabs between. Byte by byte: that is the quickest way for texts as short as these, and nearly every
/// command reads the table.
fn fields<const COUNT: usize>(line: &str) -> Option<[&str; COUNT]> {
    let mut fields = [""; COUNT];
    let (mut start, mut next) = (0, 0);
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'\t' {
            *fields.get_mut(next)? = line.get(start..at)?;
            (start, next) = (at + 1, next + 1);
        }
    }
    *fields.get_mut(next)? = line.get(start..)?;
    (next + 1 == COUNT).then_some(fields)
}

/// What a ledger says about names: a party of its own, or more names for a known one. What is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The code.
    pub code: Code,
    /// What it is; of a new party `state`, unless said.
    pub kind: Option<NameKind>,
    /// English short name; of a new party its code, unless said.
    pub english: Option<String>,
    /// Native short name; of a new party the English one, unless said.
    pub native: Option<String>,
    /// The first day on which it no longer existed.
    pub ceased: Option<Day>,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A name that would mean two parties.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` would mean both `{}` and `{}`", .codes[0], .codes[1])]
pub struct Clash {
    /// The name as written.
    pub name: String,
    /// The two parties.
    pub codes: [Code; 2],
}

/// What a text finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'a> {
    /// That one.
    One(&'a Name),
    /// None, but these are near, best first, at most five.
    Near(Vec<&'a Name>),
    /// None.
    None,
}

/// A table of names. The index of names is built when one is first looked for, never for a code.
#[derive(Debug, Clone)]
pub struct Names {
    rows: Vec<Name>,
    index: OnceLock<Index>,
}

impl Names {
    /// The table that comes with the tool.
    pub fn builtin() -> &'static Self {
        static NAMES: LazyLock<Names> = LazyLock::new(|| {
            let mut rows = Vec::with_capacity(ROWS);
            rows.extend(lines().filter_map(Name::read));
            Names::of(rows)
        });
        &NAMES
    }

    /// This table and what a ledger adds to it. The added texts are kept to the end of the process.
    ///
    /// # Errors
    /// A name that would mean two parties.
    pub fn with(&self, extra: impl IntoIterator<Item = Extra>) -> Result<Self, Clash> {
        let mut rows: BTreeMap<Code, Name> = self.rows.iter().map(|name| (name.code, name.clone())).collect();
        for extra in extra {
            let known = rows.remove(&extra.code);
            rows.insert(extra.code, merged(known, extra));
        }
        let (index, clash) = Index::build(rows.values());
        match clash {
            Some(clash) => Err(clash),
            None => Ok(Self { rows: rows.into_values().collect(), index: OnceLock::from(index) }),
        }
    }

    /// Every row, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.rows.iter()
    }

    /// The row of a code.
    pub fn by_code(&self, code: &Code) -> Option<&Name> {
        self.rows.binary_search_by(|name| name.code.cmp(code)).ok().map(|at| &self.rows[at])
    }

    /// The party that a text names: a code in any case, or any known name in any usual spelling.
    pub fn find(&self, text: &str) -> Found<'_> {
        let text = text.trim();
        if let Some(name) = text.to_ascii_uppercase().parse().ok().and_then(|code| self.by_code(&code)) {
            return Found::One(name);
        }
        let index = self.index.get_or_init(|| Index::build(&self.rows).0);
        match index.find(text) {
            Hit::One(code) => self.by_code(&code).map_or(Found::None, Found::One),
            Hit::Near(codes) if codes.is_empty() => Found::None,
            Hit::Near(codes) => Found::Near(codes.iter().filter_map(|code| self.by_code(code)).collect()),
        }
    }

    fn of(rows: Vec<Name>) -> Self {
        Self { rows, index: OnceLock::new() }
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#'))
}

/// A row with what a ledger says of it. A name that is replaced is still found.
fn merged(known: Option<Name>, extra: Extra) -> Name {
    let keep = |text: String| -> &'static str { text.leak() };
    let new = known.is_none();
    let mut name = known.unwrap_or_else(|| blank(extra.code));
    let replaced = [name.english, name.native, name.plain].into_iter().filter(|_| !new);
    name.added.extend(replaced);
    name.kind = extra.kind.unwrap_or(name.kind);
    if let Some(english) = extra.english.map(keep) {
        name.english = english;
    }
    match extra.native.map(keep) {
        Some(native) => (name.native, name.plain) = (native, native),
        None if new => (name.native, name.plain) = (name.english, name.english),
        None => {}
    }
    name.ceased = extra.ceased.or(name.ceased);
    name.added.extend(extra.aliases.into_iter().map(keep));
    let mut own = vec![fold(name.english), fold(name.native), fold(name.plain)];
    name.added.retain(|text| is_new(&mut own, text));
    name
}

fn is_new(known: &mut Vec<String>, text: &str) -> bool {
    let key = fold(text);
    let new = !known.contains(&key);
    known.push(key);
    new
}

fn blank(code: Code) -> Name {
    let text: &'static str = code.to_string().leak();
    Name {
        code,
        kind: NameKind::State,
        english: text,
        native: text,
        plain: text,
        ceased: None,
        listed: "",
        added: Vec::new(),
    }
}
