//! The tables of a page, and what else on it says which treaty it is about.
//!
//! Only the tokens are read and no tree is built: a page may nest as deep as it likes, and costs its length.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::sheet::{Open, Sheet};
use super::text::{Text, one_line};

/// How deep tables stand in tables that are read.
const DEEPEST: usize = 32;

/// How long a title or an address may be, in bytes.
const LONGEST: usize = 2_000;

/// How many addresses of a page are kept.
const ADDRESSES: usize = 16;

/// What is in these is not seen.
const HIDDEN: &[&str] = &["script", "style", "template", "noscript", "iframe", "noembed", "noframes"];

/// What was found on a page.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// Its tables, in the order in which they begin.
    pub(super) tables: Vec<Sheet>,
    /// What the page calls its treaty.
    pub(super) title: String,
    /// Where and when that was done.
    pub(super) place: String,
    /// The addresses that it gives itself, first the likeliest.
    pub(super) addresses: Vec<String>,
}

/// Reads a page; its line ends are plain.
pub(super) fn markup(page: &str) -> Markup {
    let mut walk = Walk { page: page.as_bytes(), ..Walk::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        walk.event(&event, span.start);
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    // reading from memory cannot fail
    let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
    walk.finish()
}

/// A start tag while it is read.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    at: usize,
    attribute: String,
    across: u32,
    down: u32,
    id: String,
}

#[derive(Debug, Default)]
struct Walk<'a> {
    page: &'a [u8],
    /// How far lines are counted, and how many ends there were.
    counted: usize,
    ends: usize,
    tag: Tag,
    open: Vec<Open>,
    /// Tables that stand too deep to be read and are open.
    too_deep: usize,
    closed: Vec<(usize, Sheet)>,
    /// The tag whose content nobody sees.
    hidden: Option<&'static str>,
    raised: usize,
    /// A title while it is read: the tag it stands in, how many of these are open in it, its letters.
    reading: Option<(String, usize, Text)>,
    is_place: bool,
    found: Markup,
}

impl Walk<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>, at: usize) {
        match *event {
            CallbackEvent::OpenStartTag { name } => self.tag = Tag { name: text(name), at, ..Tag::default() },
            CallbackEvent::AttributeName { name } => self.tag.attribute = text(name),
            CallbackEvent::AttributeValue { value } => self.attribute(value),
            CallbackEvent::CloseStartTag { .. } => {
                let tag = std::mem::take(&mut self.tag);
                self.starts(&tag);
            }
            CallbackEvent::EndTag { name } => self.ends(&text(name)),
            CallbackEvent::String { value } => self.says(value),
            CallbackEvent::Comment { value } => self.comment(value),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&mut self, value: &[u8]) {
        let number = || text(value).trim().parse().unwrap_or(1);
        match (self.tag.name.as_str(), self.tag.attribute.as_str()) {
            (_, "id") if value.len() <= LONGEST => self.tag.id = text(value),
            ("td" | "th", "colspan") => self.tag.across = number(),
            ("td" | "th", "rowspan") => self.tag.down = number(),
            ("form", "action") | ("link", "href") | ("meta", "content") => self.address(value, false),
            _ => {}
        }
    }

    fn starts(&mut self, tag: &Tag) {
        if self.hidden.is_some() {
            return;
        }
        self.begins_title(tag);
        self.hidden = HIDDEN.iter().copied().find(|name| *name == tag.name);
        match tag.name.as_str() {
            "table" if self.open.len() < DEEPEST => {
                let sheet = Sheet { line: self.line(tag.at), ..Sheet::default() };
                self.open.push(Open::new(sheet, tag.at));
            }
            "table" => self.too_deep += 1,
            "tr" => {
                let line = self.line(tag.at);
                self.top(|open| open.row(line));
            }
            "td" | "th" => {
                let line = self.line(tag.at);
                self.top(|open| open.cell(line, tag.across, tag.down));
            }
            "sup" => self.raises(true),
            name => self.breaks(name),
        }
    }

    fn ends(&mut self, name: &str) {
        if let Some(hidden) = self.hidden {
            self.hidden = Some(hidden).filter(|hidden| *hidden != name);
            return;
        }
        match name {
            "table" if self.too_deep > 0 => self.too_deep -= 1,
            "table" => {
                let open = self.open.pop();
                self.closed.extend(open.map(|open| open.finish(true)));
            }
            "tr" | "thead" | "tbody" | "tfoot" => self.top(Open::end_row),
            "td" | "th" => self.top(Open::end_cell),
            "sup" => self.raises(false),
            name => self.breaks(name),
        }
        self.ends_title(name);
    }

    fn says(&mut self, value: &[u8]) {
        if self.hidden.is_some() {
            return;
        }
        let (said, raised) = (String::from_utf8_lossy(value), self.raised > 0);
        self.texts(|text| text.push(&said, raised));
    }

    /// A browser writes in a comment where it saved the page from.
    fn comment(&mut self, value: &[u8]) {
        let said = value.get(..LONGEST.min(value.len())).and_then(|value| std::str::from_utf8(value).ok());
        let from = said.and_then(|said| said.trim().strip_prefix("saved from url=(")?.split_once(')'));
        if let Some((_, address)) = from {
            self.address(address.as_bytes(), true);
        }
    }

    fn address(&mut self, value: &[u8], is_likeliest: bool) {
        let address = text(value.get(..LONGEST.min(value.len())).unwrap_or_default());
        if address.contains("mtdsg_no=") && self.found.addresses.len() < ADDRESSES {
            let at = if is_likeliest { 0 } else { self.found.addresses.len() };
            self.found.addresses.insert(at, address);
        }
    }

    fn breaks(&mut self, name: &str) {
        if matches!(name, "br" | "p" | "div" | "li" | "ul" | "ol" | "hr") {
            self.texts(Text::line);
        }
    }

    fn raises(&mut self, up: bool) {
        self.raised = if up { self.raised + 1 } else { self.raised.saturating_sub(1) };
        self.texts(Text::blank);
    }

    /// The register gives the cells of title and place these names, whatever stands before them.
    fn begins_title(&mut self, tag: &Tag) {
        match &mut self.reading {
            Some((name, depth, _)) if *name == tag.name => *depth += 1,
            Some(_) => {}
            None => {
                let is_title = tag.id.ends_with("_tcTreaty") && self.found.title.is_empty();
                self.is_place = tag.id.ends_with("rptTreaty_ctl00_tcText") && self.found.place.is_empty();
                if is_title || self.is_place {
                    self.reading = Some((tag.name.clone(), 1, Text::default()));
                }
            }
        }
    }

    fn ends_title(&mut self, name: &str) {
        let Some((element, depth, _)) = &mut self.reading else { return };
        *depth -= usize::from(element == name);
        if *depth == 0 {
            let text = self.reading.take().map(|(_, _, text)| one_line(&text.finish()));
            let text = text.filter(|text| text.len() <= LONGEST).unwrap_or_default();
            *(if self.is_place { &mut self.found.place } else { &mut self.found.title }) = text;
        }
    }

    /// The innermost table, unless that stands too deep to be read.
    fn top(&mut self, of: impl FnMut(&mut Open)) {
        if self.too_deep == 0 {
            self.open.last_mut().into_iter().for_each(of);
        }
    }

    /// Every text that is read at this place.
    fn texts(&mut self, mut of: impl FnMut(&mut Text)) {
        if let Some((_, _, title)) = &mut self.reading {
            of(title);
        }
        self.top(|open| open.text().into_iter().for_each(&mut of));
    }

    /// The line of a place; places come in their order.
    fn line(&mut self, at: usize) -> usize {
        let at = at.clamp(self.counted, self.page.len());
        self.ends += self.page[self.counted..at].iter().filter(|byte| **byte == b'\n').count();
        self.counted = at;
        self.ends + 1
    }

    fn finish(mut self) -> Markup {
        while let Some(open) = self.open.pop() {
            self.closed.push(open.finish(false));
        }
        self.closed.sort_by_key(|(at, _)| *at);
        self.found.tables = self.closed.into_iter().map(|(_, sheet)| sheet).collect();
        self.found
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
