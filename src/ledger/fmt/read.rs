//! A text as its lines: headings, keys with values, comments, empty lines; each word as it is written.
//!
//! The text is TOML already: nothing here finds a fault, and nothing stops at one.

use std::iter::Peekable;

use toml_parser::Source as Toml;
use toml_parser::lexer::{Lexer, Token, TokenKind};

/// One line, or as many as a value takes.
pub(super) enum Line<'t> {
    Empty,
    Comment(&'t str),
    /// `[a.b]`: the names in it, how it is written, and the comment behind it.
    Heading {
        names: Vec<String>,
        text: String,
        remark: Option<&'t str>,
    },
    /// `key = value`, and the comment behind it.
    Pair {
        key: String,
        value: Value<'t>,
        remark: Option<&'t str>,
    },
}

/// What stands behind `=`.
pub(super) enum Value<'t> {
    Plain(&'t str),
    List(List<'t>),
}

/// `[ … ]` or `{ … }`.
pub(super) struct List<'t> {
    pub(super) is_table: bool,
    pub(super) parts: Vec<Part<'t>>,
    /// Whether a comment stands in it: directly in a table, at any depth in an array.
    pub(super) has_remarks: bool,
}

/// What stands in a list. Its commas are left out: they follow from the items.
pub(super) enum Part<'t> {
    Item { key: Option<String>, value: Value<'t> },
    Remark(&'t str),
    Break,
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let toml = Toml::new(text);
    let mut reader = Reader { toml, tokens: toml.lex().peekable() };
    let mut lines = Vec::new();
    loop {
        match reader.after_blanks() {
            TokenKind::Eof => return lines,
            TokenKind::Newline => {
                reader.take();
                lines.push(Line::Empty);
            }
            TokenKind::Comment => lines.extend(reader.line_end().map(Line::Comment)),
            TokenKind::LeftSquareBracket => lines.push(reader.heading()),
            _ => lines.push(reader.pair()),
        }
    }
}

struct Reader<'t> {
    toml: Toml<'t>,
    tokens: Peekable<Lexer<'t>>,
}

impl<'t> Reader<'t> {
    /// The kind of the next token.
    fn kind(&mut self) -> TokenKind {
        self.tokens.peek().map_or(TokenKind::Eof, Token::kind)
    }

    /// The kind of the next token that is no blank.
    fn after_blanks(&mut self) -> TokenKind {
        while self.kind() == TokenKind::Whitespace {
            self.tokens.next();
        }
        self.kind()
    }

    /// Takes the next token, as it is written.
    fn take(&mut self) -> &'t str {
        let raw = self.tokens.next().and_then(|token| self.toml.get(token));
        raw.map_or("", |raw| raw.as_str())
    }

    /// Takes the rest of a line: the comment, if there is one, and the line end.
    fn line_end(&mut self) -> Option<&'t str> {
        let remark = (self.after_blanks() == TokenKind::Comment).then(|| self.take().trim_end());
        if self.kind() == TokenKind::Newline {
            self.take();
        }
        remark
    }

    fn heading(&mut self) -> Line<'t> {
        let (mut names, mut text) = (Vec::new(), String::new());
        loop {
            match self.after_blanks() {
                TokenKind::Newline | TokenKind::Comment | TokenKind::Eof => break,
                TokenKind::Dot | TokenKind::LeftSquareBracket | TokenKind::RightSquareBracket => {
                    text.push_str(self.take());
                }
                _ => {
                    if let Some(raw) = self.tokens.next().and_then(|token| self.toml.get(token)) {
                        let mut name = String::new();
                        raw.decode_key(&mut name, &mut ());
                        names.push(name);
                        text.push_str(raw.as_str());
                    }
                }
            }
        }
        Line::Heading { names, text, remark: self.line_end() }
    }

    fn pair(&mut self) -> Line<'t> {
        let key = self.key();
        self.equals();
        let value = self.value();
        Line::Pair { key, value, remark: self.line_end() }
    }

    fn key(&mut self) -> String {
        let mut key = String::new();
        while !matches!(
            self.after_blanks(),
            TokenKind::Equals | TokenKind::Newline | TokenKind::Comment | TokenKind::Eof
        ) {
            key.push_str(self.take());
        }
        key
    }

    fn key_in_braces(&mut self, list: &mut List<'t>) -> String {
        let before = list.parts.len();
        let key = self.key();
        self.aside(list);
        self.equals();
        self.aside(list);
        if list.parts.len() > before {
            list.parts.push(Part::Break);
        }
        key
    }

    fn equals(&mut self) {
        if self.after_blanks() == TokenKind::Equals {
            self.take();
        }
    }

    /// Takes line ends and comments between a key in braces and its value. TOML has none there, the parser lets them
    /// pass; the comments are put ahead of the key.
    fn aside(&mut self, list: &mut List<'t>) {
        loop {
            match self.after_blanks() {
                TokenKind::Newline => drop(self.take()),
                TokenKind::Comment => {
                    list.has_remarks = true;
                    list.parts.extend([Part::Break, Part::Remark(self.take().trim_end())]);
                }
                _ => return,
            }
        }
    }

    fn value(&mut self) -> Value<'t> {
        match self.after_blanks() {
            TokenKind::LeftSquareBracket => Value::List(self.list(false)),
            TokenKind::LeftCurlyBracket => Value::List(self.list(true)),
            _ => Value::Plain(self.plain()),
        }
    }

    /// Takes a value without parts. A number or a moment can be several tokens, a moment with a blank between them.
    fn plain(&mut self) -> &'t str {
        let mut span: Option<(usize, usize)> = None;
        while let Some(token) = self.tokens.peek().filter(|token| !ends_value(token.kind())) {
            let (start, end) = (token.span().start(), token.span().end());
            if token.kind() != TokenKind::Whitespace {
                span = Some((span.map_or(start, |(start, _)| start), end));
            }
            self.tokens.next();
        }
        span.and_then(|(start, end)| self.toml.input().get(start..end)).unwrap_or("")
    }

    fn list(&mut self, is_table: bool) -> List<'t> {
        self.take();
        let mut list = List { is_table, parts: Vec::new(), has_remarks: false };
        loop {
            match self.after_blanks() {
                TokenKind::Eof => return list,
                TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                    self.take();
                    return list;
                }
                TokenKind::Comma => drop(self.take()),
                TokenKind::Newline => {
                    self.take();
                    list.parts.push(Part::Break);
                }
                TokenKind::Comment => {
                    list.has_remarks = true;
                    list.parts.push(Part::Remark(self.take().trim_end()));
                }
                _ => {
                    let key = is_table.then(|| self.key_in_braces(&mut list));
                    let value = self.value();
                    list.has_remarks |= !is_table && value.has_remarks();
                    list.parts.push(Part::Item { key, value });
                }
            }
        }
    }
}

impl Value<'_> {
    /// Whether a comment stands anywhere in it.
    fn has_remarks(&self) -> bool {
        let Self::List(list) = self else { return false };
        let inside = |part: &Part| matches!(part, Part::Item { value, .. } if value.has_remarks());
        list.has_remarks || (list.is_table && list.parts.iter().any(inside))
    }
}

fn ends_value(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Newline
            | TokenKind::Comment
            | TokenKind::RightSquareBracket
            | TokenKind::RightCurlyBracket
            | TokenKind::Eof
    )
}
