//! `track check`: what is wrong or doubtful in the ledger.

mod here;
mod look;

use std::path::Path;

use clap::Args;

use self::look::{Looking, look};
use super::{as_of, print, print_json, print_table};
use crate::check::{self, Policy};
use crate::cli::{AsOf as AsOfArguments, Format, Global, Output};
use crate::context::Context;
use crate::diagnostic::{Finding, Level};
use crate::error::{Exit, Failure, Outcome};
use crate::reading::{Reading, near};
use crate::render;
use crate::report;
use crate::report::prose::count;
use crate::store::{self, StoreError};

/// Look for what is wrong or doubtful: in the whole ledger, or in the agreements named
///
/// Exit 1 for errors; with --strict for warnings too; with --policy for what the policy refuses.
///
/// Example:
///   track check
///   track check az-tr-memorandum-2025 --policy two-source
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The agreements' ids; left out: the whole ledger
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    strict: bool,
    /// Leave the findings of a check out (not those of an error)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    skip: Vec<String>,
    /// Show the findings of this check only
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    only: Vec<String>,
    /// Exit with 1 for what a house does not publish on: two-source, or a TOML file of your own
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
    /// Show the table of checks and look at nothing
    #[arg(long, conflicts_with_all = ["strict", "skip", "only", "policy", "ids"])]
    list: bool,
    /// One finding a line, for editors and gates: file:line:column: level: message \[code\]
    #[arg(long, conflicts_with_all = ["json", "format", "plain", "list"])]
    lines: bool,
    /// Say nothing: the exit status answers
    #[arg(long, short, conflicts_with_all = ["lines", "list", "json", "format", "plain", "null"])]
    quiet: bool,
    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(arguments: &Arguments, global: &Global, ctx: &mut Context) -> Outcome {
    let all = check::all();
    let format = arguments.output.format();
    if arguments.list {
        match format {
            Format::Json => print_json(ctx, &report::check::checks(&all))?,
            format => print_table(ctx, &report::check::list(&all), format)?,
        }
        return Ok(Exit::Done);
    }
    known(&arguments.only, "--only")?;
    skippable(&arguments.skip)?;
    let policy = arguments.policy.as_deref().map(policy).transpose()?;
    let reading = Reading::of_record(ctx, global.ledger.as_deref())?;
    let as_of = as_of(ctx, &AsOfArguments::default())?;
    let looking = Looking { reading: &reading, policy: policy.as_ref(), as_of };
    let (mut findings, agreements) = look(&looking, &arguments.ids)?;
    findings.retain(|finding| {
        let has = |codes: &[String]| codes.iter().any(|code| code == finding.code);
        (arguments.only.is_empty() || has(&arguments.only)) && (finding.is_error() || !has(&arguments.skip))
    });
    Finding::sort(&mut findings);
    let refuses = |finding: &Finding| policy.as_ref().is_some_and(|policy| policy.refuses(finding));
    let said = policy.as_ref().map(|policy| (policy.name.as_str(), &refuses as &dyn Fn(&Finding) -> bool));
    let found = report::check::report(&findings, agreements, as_of.day, said);
    match format {
        _ if arguments.quiet => {}
        _ if arguments.lines => print(ctx, &render::finding::brief(&here::seen_from_here(&findings, &reading, ctx)))?,
        Format::Text => in_full(ctx, &findings, &reading, &found)?,
        Format::Json => print_json(ctx, &found)?,
        format => print_table(ctx, &report::check::table(&found), format)?,
    }
    let least = if arguments.strict { Level::Warning } else { Level::Error };
    let fails = |finding: &Finding| finding.level <= least || refuses(finding);
    Ok(if findings.iter().any(fails) { Exit::No } else { Exit::Done })
}

/// Refuses codes that are no checks.
fn known(codes: &[String], flag: &str) -> Result<(), Failure> {
    let all: Vec<&str> = check::all().iter().map(|check| check.code).collect();
    match codes.iter().find(|code| !all.contains(&code.as_str())) {
        None => Ok(()),
        Some(code) => Err(Failure::usage("unknown-check", format!("{flag}: there is no check `{code}`"))
            .near(&near(code, &all))
            .help("`track check --list` shows the checks")),
    }
}

fn skippable(codes: &[String]) -> Result<(), Failure> {
    known(codes, "--skip")?;
    let is_error = |code: &str| check::all().iter().any(|c| c.code == code && c.level == Level::Error);
    match codes.iter().find(|code| is_error(code) && !check::table::ALSO_WARNINGS.contains(&code.as_str())) {
        None => Ok(()),
        Some(code) => Err(Failure::usage("error-not-skipped", format!("--skip: `{code}` is an error"))
            .help("an error leaves a file without one meaning, so it is always shown")),
    }
}

/// The policy of that name, else in that file.
fn policy(name: &str) -> Result<Policy, Failure> {
    if let Some(policy) = Policy::builtin(name) {
        return Ok(policy);
    }
    let source = store::read_file(Path::new(name)).map_err(|error| match error {
        StoreError::NotFound { .. } => {
            Failure::not_found("unknown-policy", format!("there is no policy and no file `{name}`"))
                .near(&near(name, &Policy::names()))
                .help(format!("policies: {}; or the path of a TOML file (docs/checks.md)", Policy::names().join(", ")))
        }
        error => error.into(),
    })?;
    Policy::read(&source).map_err(|error| {
        Failure::new(Exit::Configuration, "malformed-policy", error.to_string())
            .help("keys: format = 1, name, grade, archive, refuse (docs/checks.md)")
    })
}

/// The findings with their lines of text, how many there are, and what the policy says.
fn in_full(
    ctx: &mut Context,
    findings: &[Finding],
    reading: &Reading,
    found: &report::check::CheckReport,
) -> Result<(), Failure> {
    let sources = reading.sources();
    let mut text = render::finding::findings(findings, &|name| sources.get(name), &ctx.terminal());
    if findings.is_empty() {
        text = format!("{}: no findings\n", count(found.agreements, "agreement", "agreements"));
    }
    if let Some(policy) = &found.policy {
        let name = render::gate::terminal(&policy.name).into_owned();
        text.push_str(&match policy.refused {
            0 => format!("the policy `{name}` refuses nothing\n"),
            refused => format!("the policy `{name}` refuses {}\n", count(refused, "finding", "findings")),
        });
    }
    print(ctx, &text)
}
