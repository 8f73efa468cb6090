//! The neutral table: what every report can give and every format can print.
//!
//! A cell carries words and what they mean (`Tone`), never colour, width or escapes.

/// Named columns over rows of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What each cell of a row is, from left to right.
    pub columns: Vec<Column>,
    /// The rows, each with one cell for each column; missing cells print as empty.
    pub rows: Vec<Vec<Cell>>,
}

/// One column of a [`Table`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Stable id in kebab-case; the head of machine formats.
    pub name: &'static str,
    /// The head that people see.
    pub title: &'static str,
    /// On which side the words stand.
    pub align: Align,
    /// Whether its words stay in one piece: ids, dates, states.
    pub keep: bool,
}

/// On which side of a column the words stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// One field of a [`Table`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The words as they are known, not escaped for any format.
    pub text: String,
    /// What the words mean to the reader.
    pub tone: Tone,
    /// The address the words may lead to; formats print it only if it is http or https.
    pub link: Option<String>,
    /// How much of what is needed is there, in tenths; the words say it, too. Drawn as a bar on a terminal.
    pub bar: Option<u8>,
}

/// What a cell means to its reader, beside its words; never the only carrier of that meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Done, in force.
    Good,
    /// Rejected, ended, an error.
    Bad,
    /// Disputed, due, to be looked at.
    Attention,
    /// Absent, unknown or secondary.
    Faint,
}

impl Table {
    /// An empty table under these columns.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The table with these columns only, in this order.
    ///
    /// # Errors
    /// The first name that is no column here.
    pub fn select<'n>(&self, names: &[&'n str]) -> Result<Self, &'n str> {
        let place = |name: &&'n str| self.columns.iter().position(|column| column.name == *name).ok_or(*name);
        let places = names.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        let pick = |row: &Vec<Cell>| places.iter().map(|&at| row.get(at).cloned().unwrap_or_default()).collect();
        Ok(Self {
            columns: places.iter().map(|&at| self.columns[at]).collect(),
            rows: self.rows.iter().map(pick).collect(),
        })
    }
}

impl Column {
    /// A column of words, which a narrow terminal may wrap.
    pub const fn words(name: &'static str, title: &'static str) -> Self {
        Self { name, title, align: Align::Left, keep: false }
    }

    /// A column of ids, dates or states, which stay in one piece.
    pub const fn keep(name: &'static str, title: &'static str) -> Self {
        Self { name, title, align: Align::Left, keep: true }
    }

    /// A column of numbers: in one piece, on the right.
    pub const fn number(name: &'static str, title: &'static str) -> Self {
        Self { name, title, align: Align::Right, keep: true }
    }
}

impl Cell {
    /// Words with a meaning.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, link: None, bar: None }
    }

    /// Adds how much of what is needed is there, in tenths.
    #[must_use]
    pub fn bar(mut self, tenths: u8) -> Self {
        self.bar = Some(tenths);
        self
    }

    /// Adds the address the words lead to.
    #[must_use]
    pub fn link(mut self, address: impl Into<String>) -> Self {
        self.link = Some(address.into());
        self
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::toned(text, Tone::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_picked_by_name_and_an_unknown_one_is_named() {
        let mut table = Table::new(vec![Column::keep("id", "Id"), Column::words("title", "Title")]);
        table.row(vec!["a".into(), "A pact".into()]);
        table.row(vec!["b".into()]);
        let picked = table.select(&["title", "id"]).unwrap();
        assert_eq!(picked.columns[0].name, "title");
        assert_eq!(picked.rows, [[Cell::from("A pact"), "a".into()], [Cell::default(), "b".into()]]);
        assert_eq!(table.select(&["id", "sum"]), Err("sum"));
    }
}
