//! A file that a command is given, or the input for `-`.

use std::io::ErrorKind;
use std::path::Path;

use crate::context::Context;
use crate::error::{Exit, Failure};
use crate::import::{Letters, decode};
use crate::source::Source;
use crate::store::{LIMIT, read_bytes, read_file};

/// The text of a file; `what` it holds stands in a refusal.
pub(super) fn input(from: &Path, ctx: &mut Context, what: &str) -> Result<Source, Failure> {
    if from != Path::new("-") {
        return Ok(read_file(from)?);
    }
    let text = ctx.read_input(LIMIT).map_err(|error| unread(&error, what))?;
    Ok(Source::new("-", text))
}

/// The bytes of a file; `-` is the input.
pub(super) fn input_bytes(from: &Path, ctx: &mut Context, what: &str) -> Result<Vec<u8>, Failure> {
    match from == Path::new("-") {
        true => ctx.read_input_bytes(LIMIT).map_err(|error| unread(&error, what)),
        false => Ok(read_bytes(from, LIMIT)?),
    }
}

/// The text that bytes of a file are in these letters, without a mark of byte order.
pub(super) fn text_in(letters: Letters, from: &Path, bytes: &[u8]) -> Result<Source, Failure> {
    let name = from.display().to_string();
    decode(&name, bytes, letters).map_err(|found| {
        let message = format!("{name}:{}: {}", found.line, found.message);
        let failure = Failure::new(Exit::Data, found.code, message).at(Some((name.clone(), Some(found.line))));
        found.help.iter().fold(failure, |failure, help| failure.help(help))
    })
}

fn unread(error: &std::io::Error, what: &str) -> Failure {
    let is_no_text = matches!(error.kind(), ErrorKind::FileTooLarge | ErrorKind::InvalidData);
    let exit = if is_no_text { Exit::Data } else { Exit::Io };
    Failure::new(exit, "input", format!("cannot read {what}: {error}")).help("up to 16 MiB of UTF-8 are read")
}
