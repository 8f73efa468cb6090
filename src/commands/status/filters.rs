//! The filters of `track status`, from words to data, and what is said where they leave nothing.

use clap::Args;

use crate::commands::selected::whose;
use crate::commands::single_day;
use crate::error::Failure;
use crate::model::{Agreement, Form, Names, fold};
use crate::reading::near;
use crate::render::gate;
use crate::report::filter::{Emptied, Filter, Stand};
use crate::status::AsOf;

/// The heading of the filters in the help.
const FILTERS: &str = "Filters";

/// Which agreements.
#[derive(Debug, Default, Args)]
pub(super) struct FilterArguments {
    /// Only those in which this party stands: listed, or it acted
    #[arg(long, help_heading = FILTERS, value_name = "PARTY")]
    party: Vec<String>,
    /// Only those that stand so, with commas: in-force, not-in-force, dated, disputed ...
    #[arg(long, help_heading = FILTERS, value_name = "STATE", value_delimiter = ',')]
    state: Vec<String>,
    /// Only those with this tag
    #[arg(long, help_heading = FILTERS, value_name = "TAG")]
    tag: Vec<String>,
    /// Only those of this form, with commas: treaty, convention, protocol, memorandum ...
    #[arg(long, help_heading = FILTERS, value_name = "FORM", value_delimiter = ',')]
    form: Vec<String>,
    /// Only those that wait for this party
    #[arg(long, help_heading = FILTERS, value_name = "PARTY")]
    waiting_on: Vec<String>,
    /// Only those where something was done or recorded on this day or later
    #[arg(long, help_heading = FILTERS, value_name = "DATE")]
    since: Option<String>,
    /// Only those with these words in title, other names, id or tags; case and accents aside
    #[arg(long, help_heading = FILTERS, value_name = "TEXT")]
    search: Vec<String>,
}

impl FilterArguments {
    /// Whether a filter names a party.
    pub(super) fn names_parties(&self) -> bool {
        !self.party.is_empty() || !self.waiting_on.is_empty()
    }

    /// The filters, in one order however they were given.
    ///
    /// # Errors
    /// An unknown word (2) or party (66), with near ones.
    pub(super) fn filters(
        &self,
        names: &Names,
        agreements: &[&Agreement],
        as_of: AsOf,
    ) -> Result<Vec<Filter>, Failure> {
        let mut filters = Vec::new();
        for text in &self.party {
            filters.push(Filter::Party(whose(names, agreements, text)?));
        }
        let stands = words(&self.state, "--state", Stand::parse, &Stand::words())?;
        filters.extend((!stands.is_empty()).then_some(Filter::State(stands)));
        filters.extend(self.tag.iter().cloned().map(Filter::Tag));
        let forms: Vec<&str> = Form::ALL.iter().map(|form| form.as_str()).collect();
        let forms = words(&self.form, "--form", Form::parse, &forms)?;
        filters.extend((!forms.is_empty()).then_some(Filter::Form(forms)));
        for text in &self.waiting_on {
            filters.push(Filter::WaitingOn(whose(names, agreements, text)?));
        }
        if let Some(text) = &self.since {
            filters.push(Filter::Since(single_day(text, as_of.today)?));
        }
        for text in &self.search {
            if fold(text).is_empty() {
                return Err(Failure::usage("no-word", format!("`{text}` holds no word to search for")));
            }
            filters.push(Filter::Search(text.clone()));
        }
        Ok(filters)
    }
}

/// The values of some words of a closed set.
fn words<T>(
    texts: &[String],
    flag: &str,
    parse: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<Vec<T>, Failure> {
    let value = |text: &String| {
        parse(text).ok_or_else(|| {
            Failure::usage("unknown-word", format!("`{text}` is not a word for {flag}"))
                .near(&near(text, known))
                .help(format!("one of: {}", known.join(", ")))
        })
    };
    texts.iter().map(value).collect()
}

/// Why nothing is left, and which of the known tags may have been meant.
pub(super) fn emptied(emptied: Emptied, tags: &[String]) -> String {
    let of = match emptied.of {
        1 => "the one agreement".to_owned(),
        count => format!("{count} agreements"),
    };
    let near = match emptied.by {
        Filter::Tag(tag) if tags.iter().all(|known| fold(known) != fold(tag)) => {
            near(tag, &tags.iter().map(String::as_str).collect::<Vec<_>>())
        }
        _ => Vec::new(),
    };
    let near: Vec<String> = near.iter().map(|tag| format!("`{tag}`")).collect();
    let meant = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
    format!("{}\n", gate::short(&format!("nothing to show: `{}` leaves none of {of}{meant}", emptied.by.words())))
}
