//! Bytes as choices: acts, and ledgers as people leave them.

use std::collections::BTreeSet;
use std::str::FromStr;

use ratification::date::ActDate;
use ratification::model::{About, Act, Citation, Code, Delivery, Kind, Outcome, Reading, SourceKind, Tally, Votes};

/// Bytes as choices; zeros behind their end.
pub struct Choices<'b>(pub &'b [u8]);

impl Choices<'_> {
    /// A byte.
    pub fn next(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// One of all.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.next()) % all.len()]
    }

    /// Something, one time in four.
    pub fn often<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.next() % 4 == 3).then(|| make(self))
    }

    /// A text of up to fifteen bytes, or one that is hard to write.
    pub fn text(&mut self) -> String {
        const HARD: [&str; 6] = ["", "\"", "'''\n[[act]]", "a\r\nb # c", "\u{202e}\u{1b}\\u", "\u{feff} é\u{301}\t"];
        let length = usize::from(self.next() % 22);
        if let Some(hard) = length.checked_sub(16) {
            return HARD[hard].to_owned();
        }
        let (taken, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        String::from_utf8_lossy(taken).replace('\0', " ")
    }

    /// Any kind of date.
    pub fn date(&mut self) -> ActDate {
        let (year, month, day) = (u16::from(self.next()) * 39 + 1, self.next() % 12 + 1, self.next() % 28 + 1);
        let day = format!("{year:04}-{month:02}-{day:02}");
        let date = match self.next() % 8 {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            2 => format!("../{day}"),
            3 => format!("{day}/9999-12-31"),
            4 => format!("{day}/{day}"),
            _ => day,
        };
        date.parse().expect("a date")
    }

    /// A moment in whole seconds, as the desk records it.
    pub fn moment<T: FromStr>(&mut self) -> Option<T> {
        format!("2025-12-{:02}T12:00:{:02}Z", self.next() % 28 + 1, self.next() % 60).parse().ok()
    }

    /// A source.
    pub fn citation(&mut self) -> Citation {
        Citation {
            url: self.often(|from| format!("https://example.invalid/{}", from.next())),
            publisher: Some(self.text()),
            title: self.often(Self::text),
            kind: self.often(|from| from.of(SourceKind::ALL)),
            published: self.often(Self::date),
            quote: self.often(Self::text),
            note: self.often(Self::text),
            ..Citation::default()
        }
    }
}

/// An act that a command could record: of a party or of the agreement, as its kind wants.
pub fn act(from: &mut Choices) -> Act {
    let mut act = Act::new(from.of(Kind::ALL), from.date());
    let code = |text: &str| text.parse::<Code>().expect("a code");
    act.party = (!act.kind.is_of_agreement()).then(|| code(from.of(&["AZ", "TR", "GE", "CSHH", "X-DESK"])));
    act.outcome = if act.kind.needs_outcome() { from.of(Outcome::ALL) } else { Outcome::Done };
    act.name = from.often(Choices::text);
    act.body = from.often(Choices::text);
    act.effective = from.often(Choices::date);
    act.sent = from.often(Choices::date);
    act.reading = from.often(|from| from.of(Reading::ALL));
    act.about = from.often(|from| from.of(About::ALL)).unwrap_or(About::Consent);
    act.delivery = from.often(|from| from.of(Delivery::ALL));
    act.votes = from.often(|from| match from.next() {
        0 => Votes::Unanimous,
        n => Votes::Counts(Tally { for_: Some(n.into()), against: from.often(|_| u32::MAX), ..Tally::default() }),
    });
    act.place = from.often(Choices::text);
    act.until = from.often(Choices::date);
    act.persons = from.often(|from| vec![from.text(), from.text()]).unwrap_or_default();
    act.counted = from.next() % 8 != 7;
    act.expected = from.next() % 8 == 7;
    act.embargo = from.often(Choices::moment).flatten();
    act.note = from.often(Choices::text);
    act.recorded = from.moment();
    act.by = from.often(Choices::text);
    act.sources = (0..from.next() % 3).map(|_| from.citation()).collect();
    act
}

/// A ledger as people leave them: remarks, odd spacing, line ends, lists in brackets, keys with dots.
pub fn decorated(from: &mut Choices) -> String {
    const REMARKS: [&str; 6] = ["", "", "\n", "# a remark\n", "\n# a remark\n\n", "  # [[act]] is no act here\n"];
    const BLOCKS: [&str; 10] = [
        "[[ act ]]\nparty = 'AZ'\nkind =   \"signature\"\ndate = 2025-03-04\n  [[act.source]]\n  publisher = \"Desk\" # who\n",
        "[[act]]\nparty=\"TR\" # the other\nkind='ratification'\ndate=\"2025-03\"\nnote = \"\"\"\n[[act]]\n# no remark\"\"\"\n",
        "[[\"act\"]]\nparty = \"GE\"\nkind = \"declaration\"\ndate = 2025-03-04\nvotes.for = 3\nsource = [ { publisher = \"A\" } , ]\n",
        "[[act]]\nkind = \"adoption\"\ndate = 2025-03-04\nsource = []\n",
        "[[act]]\nid = \"given\"\nparty = \"AZ\"\nkind = \"declaration\"\ndate = 2025-01-01\n\t[act.retracted]\n\treason = \"x\"\n",
        "[[act]]\nparty = \"TR\"\nstep = \"signature\"\ndate = 2025-01-01\n[act.votes]\nfor = 1\n",
        "[[looked]]\nparty = \"TR\"\ndate = 2025-05-01\n",
        "[[source]]\npublisher = \"Desk\"\n",
        "[party.X-OTHER]\nname = \"Other\"\n",
        "[clause]\nwhen = \"2 parties\"\n",
    ];
    const LISTS: [&str; 6] = [
        "act = [ ]\n",
        "act = [ { party = \"AZ\", kind = \"signature\", date = 2025-03-04 }, # a remark\n]\n",
        "act = [\n  { kind = \"adoption\", date = 2025-03-04, source = [ { publisher = \"A\" } ] },\n  # last\n]\n",
        "looked = [ { party = \"TR\", date = 2025-05-01 } ]\n",
        "looked = []\n",
        "act = [{kind=\"adoption\",date=2025-03-04,votes.for=1}]\n",
    ];
    let listed = from.often(|from| from.of(&LISTS)).unwrap_or("");
    let mut text = format!("# ours\nformat = 1\ntitle  = \"T\" # short\n{listed}\n[party]\nX-DESK.name = \"Desk\"\n\n");
    let mut used = BTreeSet::new();
    for _ in 0..from.next() % 8 {
        let (remark, block) = (from.of(&REMARKS), from.of(&BLOCKS));
        let key = block.trim_start_matches(['[', ' ', '"']).split(['.', ']', ' ', '"']).next().unwrap_or("");
        let fixed = block.contains("id = ") || block.starts_with("[c") || block.starts_with("[p");
        if listed.starts_with(key) || (fixed && !used.insert(block)) {
            continue;
        }
        text += remark;
        text += block;
    }
    if from.next() % 4 == 3 {
        text.truncate(text.trim_end().len());
    }
    let text = match from.next() % 6 {
        4 => text.replace('\n', "\r\n"),
        5 => text.replacen('\n', "\r\n", usize::from(from.next())),
        _ => text,
    };
    if from.next() % 8 == 7 { format!("\u{feff}{text}") } else { text }
}
