//! The commands, one file each: arguments, one call into the core, a report, a renderer.

pub(crate) mod add;
pub(crate) mod agenda;
mod batch;
pub(crate) mod brief;
pub(crate) mod cancel;
pub(crate) mod changes;
pub(crate) mod check;
mod chosen;
pub(crate) mod completions;
mod contracts;
mod described;
mod doubts;
pub(crate) mod edit;
mod expectation;
pub(crate) mod explain;
pub(crate) mod export;
mod facts;
pub(crate) mod fmt;
mod guess;
pub(crate) mod help;
pub(crate) mod import;
pub(crate) mod init;
mod input;
pub(crate) mod is;
pub(crate) mod lint;
pub(crate) mod log;
pub(crate) mod looked;
pub(crate) mod man;
pub(crate) mod new;
pub(crate) mod notify;
pub(crate) mod parties;
pub(crate) mod postpone;
pub(crate) mod procedures;
mod recorded;
pub(crate) mod refusal;
pub(crate) mod retract;
pub(crate) mod schema;
mod selected;
pub(crate) mod show;
pub(crate) mod status;
pub(crate) mod undo;
pub(crate) mod what_if;
pub(crate) mod r#where;
mod write;

use chrono::{DateTime, NaiveTime, Utc};

use refusal::Telling;

use crate::cli::{AsOf as AsOfArguments, Cli, Format, Writing};
use crate::context::Context;
use crate::date::{ActDate, Day, parse_day};
use crate::error::{Exit, Failure};
use crate::model::{Agreement, Code, Found, Names};
use crate::reading::near;
use crate::render;
use crate::report::calendar::Calendar;
use crate::report::table::Table;
use crate::status::AsOf;

/// Runs a command and says why, where it stops.
pub(crate) fn run(cli: Cli, telling: Telling, ctx: &mut Context) -> Exit {
    ctx.set_colour(cli.global.color);
    if cli.global.no_input {
        ctx.ask_nothing();
    }
    if cli.global.no_cache {
        ctx.keep_nothing();
    }
    if cli.global.no_pager {
        ctx.set_unpaged();
    }
    ctx.set_embargoed(cli.global.include_embargoed);
    let outcome = match cli.command {
        Some(command) => command.run(&cli.global, ctx),
        None => print(ctx, &help::groups()).map(|()| Exit::Usage),
    };
    let exit = match outcome {
        Ok(exit) => {
            ctx.tell_withheld();
            exit
        }
        Err(failure) => {
            telling.tell(ctx, &failure);
            failure.exit
        }
    };
    match ctx.finish() {
        Ok(()) => exit,
        Err(error) => {
            telling.tell(ctx, &unwritten(&error));
            Exit::Io
        }
    }
}

/// As of which day and as known when, from the arguments.
pub(crate) fn as_of(ctx: &Context, arguments: &AsOfArguments) -> Result<AsOf, Failure> {
    let today = ctx.today(None)?;
    let day = arguments.as_of.as_deref().map(|text| single_day(text, today)).transpose()?;
    let known_at = arguments.known_at.as_deref().map(moment).transpose()?;
    Ok(AsOf { day: day.unwrap_or(today), today, known_at })
}

/// One day: a date, `today` or `yesterday`.
pub(crate) fn single_day(text: &str, today: Day) -> Result<Day, Failure> {
    match text {
        "today" => Ok(today),
        "yesterday" => Ok(today.pred_opt().unwrap_or(today)),
        _ => parse_day(text).map_err(|error| Failure::usage("malformed-date", error.to_string())),
    }
}

/// When an act was done: as [`single_day`], or imprecise.
pub(crate) fn act_date(text: &str, today: Day) -> Result<ActDate, Failure> {
    match text {
        "today" | "yesterday" => single_day(text, today).map(ActDate::on),
        _ => text.parse().map_err(|error: crate::date::DateError| Failure::usage("malformed-date", error.to_string())),
    }
}

/// A moment: RFC 3339, or a day, which means its end in UTC.
fn moment(text: &str) -> Result<DateTime<Utc>, Failure> {
    if let Ok(day) = parse_day(text) {
        let end = NaiveTime::from_hms_opt(23, 59, 59).expect("the last second of a day exists");
        return Ok(day.and_time(end).and_utc());
    }
    DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc()).map_err(|_| {
        Failure::usage("malformed-time", format!("`{text}` is not a moment; write 2025-12-17T18:00:00Z, or a day"))
    })
}

/// The code of a party by code or name, as the agreement or the table of names knows it.
///
/// # Errors
/// An unknown name (66), with near ones.
pub(crate) fn party(names: &Names, agreement: Option<&Agreement>, text: &str) -> Result<Code, Failure> {
    let own = agreement.and_then(|agreement| {
        agreement.party.iter().find(|(code, entry)| code.as_str() == text || entry.name.as_deref() == Some(text))
    });
    if let Some((code, _)) = own {
        return Ok(*code);
    }
    match names.find(text) {
        Found::One(name) => Ok(name.code),
        Found::Near(names) => {
            let near: Vec<String> = names.iter().take(3).map(|n| format!("{} ({})", n.english, n.code)).collect();
            Err(Failure::not_found("unknown-party", format!("no party is known as `{text}`")).near(&near))
        }
        Found::None => Err(Failure::not_found("unknown-party", format!("no party is known as `{text}`"))
            .help("`track parties` lists the names; `X-…` codes are named in `names.toml`, or in `[party.X-…]` of the agreement")),
    }
}

/// Writes a table in a format; text as the terminal or pipe takes it.
pub(crate) fn print_table(ctx: &mut Context, table: &Table, format: Format) -> Result<(), Failure> {
    if !matches!(format, Format::Text | Format::Md | Format::Html) {
        ctx.forget_withheld();
    }
    let text = match format {
        Format::Text | Format::Json | Format::Ics | Format::Atom => render::text::table(table, &ctx.terminal()),
        Format::Csv => render::csv::csv(table),
        Format::Tsv => render::csv::tsv(table),
        Format::Ndjson => render::json::ndjson(table),
        Format::Md => render::md::md(table),
        Format::Html => render::html::html(table),
        Format::Plain => render::plain::plain(table),
        Format::Null => return written(ctx.out_zeros(&render::plain::firsts(table))),
    };
    print(ctx, &text)
}

/// Writes entries as a calendar or as a feed.
pub(crate) fn print_entries(ctx: &mut Context, calendar: &Calendar, format: Format) -> Result<(), Failure> {
    let text = if format == Format::Atom { render::atom::atom(calendar) } else { render::ics::ics(calendar) };
    print(ctx, &text)
}

/// Writes a report as JSON.
pub(crate) fn print_json<T: serde::Serialize>(ctx: &mut Context, report: &T) -> Result<(), Failure> {
    ctx.forget_withheld();
    let text = render::json::json(report);
    print(ctx, &text)
}

/// Writes text that has passed the gate.
pub(crate) fn print(ctx: &mut Context, text: &str) -> Result<(), Failure> {
    written(ctx.out(text))
}

fn written(result: std::io::Result<()>) -> Result<(), Failure> {
    result.map_err(|error| unwritten(&error))
}

fn unwritten(error: &std::io::Error) -> Failure {
    Failure::new(Exit::Io, "output", format!("cannot write the answer: {error}"))
}

/// Tells what somebody who writes should look at.
fn warn(ctx: &mut Context, writing: &Writing, warning: Option<String>) {
    if let Some(warning) = warning.filter(|_| !writing.quiet) {
        ctx.err(&format!("warning: {}\n", render::gate::terminal(&warning)));
    }
}

/// A word of a closed set, from a flag.
pub(crate) fn word<T: Copy + std::fmt::Display>(
    text: &Option<String>,
    flag: &str,
    all: &[T],
) -> Result<Option<T>, Failure> {
    let Some(text) = text else { return Ok(None) };
    match all.iter().find(|word: &&T| word.to_string() == *text) {
        Some(word) => Ok(Some(*word)),
        None => {
            let words: Vec<String> = all.iter().map(ToString::to_string).collect();
            let known: Vec<&str> = words.iter().map(String::as_str).collect();
            Err(Failure::usage("unknown-word", format!("`{text}` is not a word for {flag}"))
                .near(&near(text, &known))
                .help(format!("one of: {}", words.join(", "))))
        }
    }
}
