//! The index of the register: which table is about which treaty.

use std::collections::BTreeMap;

use crate::diagnostic::Finding;
use crate::import::Table;

/// What the index says of a treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treaty {
    /// Its title, without place and date.
    pub title: String,
    /// Its entry word for word.
    pub name: String,
    /// The register's number, `XXVII-2-a`.
    pub number: Option<String>,
    /// The address of its page.
    pub url: Option<String>,
}

/// The treaties of the register by chapter and number, `10-11-a`.
#[derive(Debug, Default)]
pub struct Index(BTreeMap<String, Treaty>);

/// The columns that are read.
const COLUMNS: [&str; 4] = ["chapter_no", "treaty_no", "treaty_name", "url"];

impl Index {
    /// Reads the index.
    ///
    /// # Errors
    /// A column is missing.
    pub fn read(table: &Table) -> Result<Self, Vec<Finding>> {
        let [chapter, number, name, url] = COLUMNS.map(|column| table.column(column));
        let (Some(chapter), Some(number), Some(name), Some(url)) = (chapter, number, name, url) else {
            let gone =
                COLUMNS.iter().filter(|column| table.column(column).is_none()).map(|column| format!("`{column}`"));
            let message = format!("the index has no column {}", gone.collect::<Vec<_>>().join(", "));
            return Err(vec![
                table.fault(1, "missing-column", message).help("it must have chapter_no, treaty_no, treaty_name, url"),
            ]);
        };
        let entry = |cells: &Vec<String>| {
            let key = format!("{}-{}", cells[chapter], cells[number].replace('.', "-"));
            (key, Treaty::new(&cells[name], Some(&cells[url])))
        };
        Ok(Self(table.rows.iter().map(|row| entry(&row.cells)).collect()))
    }

    /// The treaty of a table, by the name of its file without folder and ending.
    pub fn treaty(&self, stem: &str) -> Option<&Treaty> {
        self.0.get(stem)
    }
}

impl Treaty {
    /// A treaty by its entry, `Title. Place, 20 December 1965`.
    pub fn new(name: &str, url: Option<&str>) -> Self {
        let url = url.filter(|url| !url.is_empty()).map(str::to_owned);
        let number = url.as_deref().and_then(number_of);
        Self { title: title(name).to_owned(), name: name.to_owned(), number, url }
    }
}

/// The title before place and date; the whole where they do not stand at its end.
fn title(name: &str) -> &str {
    let is_date = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        matches!(words.as_slice(), [.., day, month, year]
            if day.parse::<u32>().is_ok() && super::cell::month(month).is_some() && year.len() == 4 && year.parse::<u32>().is_ok())
    };
    match name.rsplit_once(". ") {
        Some((title, end)) if is_date(end) && end.len() < 80 => title.trim(),
        _ => name.trim(),
    }
}

/// `mtdsg_no` of the address: chapter and number as the register writes them.
fn number_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("mtdsg_no=")?;
    let number = rest.split('&').next().unwrap_or(rest);
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (!number.is_empty() && is_plain(number)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_title_ends_before_place_and_date() {
        for (name, expected) in [
            ("Convention on Wetlands. Ramsar, 2 February 1971", "Convention on Wetlands"),
            ("Declarations of acceptance. 15 October 1946", "Declarations of acceptance"),
            ("Regulation No. 1. Uniform provisions. 8 August 1960", "Regulation No. 1. Uniform provisions"),
            ("Statute of the Court", "Statute of the Court"),
            ("Rules of St. Petersburg", "Rules of St. Petersburg"),
        ] {
            assert_eq!(title(name), expected);
        }
    }

    #[test]
    fn an_index_tells_which_table_is_which_treaty() {
        let text = "chapter_no,treaty_no,treaty_name,url\n10,11.a,\"Terms. Manila, 1 May 1980\",http://u.example/?mtdsg_no=X-11-a&chapter=10\n";
        let table = Table::from_delimited(&Source::new("index.csv", text), b',').unwrap();
        let index = Index::read(&table).unwrap();
        let treaty = index.treaty("10-11-a").unwrap();
        assert_eq!((treaty.title.as_str(), treaty.number.as_deref()), ("Terms", Some("X-11-a")));
        assert!(index.treaty("10-11").is_none());
        let table = Table::from_delimited(&Source::new("i", "treaty_no,url\n"), b',').unwrap();
        assert!(Index::read(&table).unwrap_err()[0].message.contains("`chapter_no`, `treaty_name`"));
    }
}
