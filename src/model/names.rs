//! The names of parties: one table of our own, found by any usual spelling.
//!
//! A near miss is a suggestion, never a choice. The texts are in `data/names.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Code;
use super::words::words;
use crate::date::{Day, parse_day};

const TABLE: &str = include_str!("../../data/names.tsv");

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
    /// Native short name.
    pub native: &'static str,
    /// The native name in plain letters.
    pub plain: &'static str,
    /// The first day on which it no longer existed.
    pub ceased: Option<Day>,
    aliases: &'static str,
}

impl Name {
    /// Other names that registers and newsrooms use.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.aliases.split("; ").filter(|alias| !alias.is_empty())
    }

    /// Whether it is an organisation.
    pub fn is_organisation(&self) -> bool {
        self.kind == NameKind::Organisation
    }

    /// Every name it is found by.
    fn all(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.english, self.native, self.plain].into_iter().chain(self.aliases())
    }

    fn read(line: &'static str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, kind, english, native, plain, ceased, aliases] = fields[..] else { return None };
        Some(Self {
            code: code.parse().ok()?,
            kind: NameKind::parse(kind)?,
            english,
            native,
            plain,
            ceased: parse_day(ceased).ok(),
            aliases,
        })
    }
}

/// What a text finds.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'a> {
    /// That one.
    One(&'a Name),
    /// None, but these are near, best first.
    Near(Vec<&'a Name>),
    /// None.
    None,
}

/// The table of names.
#[derive(Debug)]
pub struct Names {
    rows: Vec<Name>,
}

impl Names {
    /// The table that comes with the tool.
    pub fn builtin() -> &'static Self {
        static NAMES: LazyLock<Names> = LazyLock::new(|| Names { rows: lines().filter_map(Name::read).collect() });
        &NAMES
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
        if let Some(name) = text.to_ascii_uppercase().parse().ok().and_then(|code| self.by_code(&code)) {
            return Found::One(name);
        }
        static INDEX: LazyLock<BTreeMap<String, Code>> = LazyLock::new(index);
        let key = fold(text);
        if let Some(name) = INDEX.get(&key).and_then(|code| self.by_code(code)) {
            return Found::One(name);
        }
        let near = self.near(&key, &INDEX);
        if near.is_empty() { Found::None } else { Found::Near(near) }
    }

    /// The names nearest to a key, best first, at most five.
    fn near(&self, key: &str, index: &BTreeMap<String, Code>) -> Vec<&Name> {
        if key.chars().count() < 3 {
            return Vec::new();
        }
        let mut scored: Vec<(usize, Code)> = index
            .iter()
            .filter_map(|(known, code)| {
                let distance = strsim::damerau_levenshtein(key, known);
                let part = known.split(' ').any(|word| word == key) || known.starts_with(key);
                let close = distance <= 1.max(key.chars().count() / 4);
                (part || close).then_some((if part { 1.min(distance) } else { distance }, *code))
            })
            .collect();
        scored.sort();
        let mut codes: Vec<Code> = Vec::new();
        for (_, code) in scored {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes.iter().take(5).filter_map(|code| self.by_code(code)).collect()
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#'))
}

fn index() -> BTreeMap<String, Code> {
    let names = Names::builtin().rows.iter();
    names.flat_map(|name| name.all().map(move |text| (fold(text), name.code))).collect()
}

/// A name as it is compared: small plain letters and digits, words parted by one blank, articles left out, `St` and
/// `&` written out. The dotted and the dotless i are one letter here.
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ı' => plain.push('i'),
            'ə' | 'æ' => plain.push_str(if c == 'ə' { "e" } else { "ae" }),
            'ø' => plain.push('o'),
            'œ' => plain.push_str("oe"),
            'đ' | 'ð' => plain.push('d'),
            'ł' => plain.push('l'),
            'þ' => plain.push_str("th"),
            'ß' => plain.push_str("ss"),
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '.' | '\u{307}' => {}
            '&' => plain.push_str(" and "),
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    let words = plain.split_whitespace().filter(|word| !matches!(*word, "the" | "of"));
    words.map(|word| if word == "st" { "saint" } else { word }).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        match Names::builtin().find(text) {
            Found::One(name) => name.code.to_string(),
            Found::Near(names) => {
                format!("near {}", names.iter().map(|n| n.code.to_string()).collect::<Vec<_>>().join(" "))
            }
            Found::None => "none".into(),
        }
    }

    #[test]
    fn every_line_is_a_row_in_the_order_of_codes_and_no_name_means_two_parties() {
        let rows = &Names::builtin().rows;
        assert_eq!(rows.len(), lines().count());
        assert!(rows.is_sorted_by(|a, b| a.code < b.code));
        let mut seen: BTreeMap<String, Code> = BTreeMap::new();
        for name in rows {
            for text in name.all() {
                let other = seen.insert(fold(text), name.code);
                assert!(other.is_none_or(|code| code == name.code), "`{text}` means {} and {other:?}", name.code);
            }
            assert_eq!(name.kind == NameKind::FormerState, name.ceased.is_some(), "{}", name.code);
            assert!(name.plain.is_ascii(), "{}", name.code);
        }
    }

    #[test]
    fn any_usual_spelling_finds_the_code() {
        for (text, wanted) in [
            ("az", "AZ"),
            ("azerbaycan", "AZ"),
            ("AZƏRBAYCAN", "AZ"),
            ("turkiye", "TR"),
            ("TÜRKİYE", "TR"),
            ("Turkey", "TR"),
            ("turkıye", "TR"),
            ("Cote d’Ivoire", "CI"),
            ("CÔTE D'IVOIRE", "CI"),
            ("Ivory Coast", "CI"),
            ("Iran (Islamic Republic of)", "IR"),
            ("Korea, Republic of", "KR"),
            ("Republic of Korea", "KR"),
            ("St. Lucia", "LC"),
            ("St Vincent & the Grenadines", "VC"),
            ("The former Yugoslav Republic of Macedonia", "MK"),
            ("UK", "GB"),
            ("U.S.", "US"),
            ("Swaziland", "SZ"),
            ("日本", "JP"),
            ("Հայաստան", "AM"),
            ("Oʻzbekiston", "UZ"),
            ("O'zbekiston", "UZ"),
            ("EEC", "EU"),
            ("Zaire", "CD"),
            ("USSR", "SUHH"),
            ("african union", "X-AFU"),
        ] {
            assert_eq!(code(text), wanted, "{text}");
        }
    }

    #[test]
    fn names_that_must_not_cross_do_not() {
        for (a, b) in [
            ("Congo", "Democratic Republic of the Congo"),
            ("North Korea", "South Korea"),
            ("Guinea", "Guinea-Bissau"),
            ("Guinea", "Equatorial Guinea"),
            ("Guinea", "Papua New Guinea"),
            ("Samoa", "American Samoa"),
            ("Dominica", "Dominican Republic"),
            ("Niger", "Nigeria"),
            ("Sudan", "South Sudan"),
            ("Austria", "Australia"),
            ("Iran", "Iraq"),
            ("Slovakia", "Slovenia"),
            ("Mali", "Malawi"),
            ("Yemen", "Democratic Yemen"),
            ("Viet Nam", "Republic of Viet-Nam"),
            ("Virgin Islands (British)", "US Virgin Islands"),
            ("China", "Republic of China"),
            ("Saint Martin", "Sint Maarten"),
            ("Serbia", "Serbia and Montenegro"),
            ("Germany", "German Democratic Republic"),
        ] {
            assert_ne!(code(a), code(b), "{a} and {b}");
        }
        assert_eq!(code("Samoa"), "WS");
        assert_eq!(code("Niger"), "NE");
        assert_eq!(code("Congo"), "CG");
        assert_eq!(code("Guinea"), "GN");
    }

    #[test]
    fn a_near_miss_is_a_suggestion() {
        assert!(code("Azerbaijn").starts_with("near AZ"));
        assert!(code("Korea").starts_with("near ") && code("Korea").contains("KP") && code("Korea").contains("KR"));
        assert!(code("Turkye").starts_with("near "));
        assert_eq!(code("Atlantis of the West"), "none");
        assert_eq!(code("zz"), "none");
    }
}
