//! A file that a command is given, or the input for `-`.

use std::io::ErrorKind;
use std::path::Path;

use crate::context::Context;
use crate::error::{Exit, Failure};
use crate::source::Source;
use crate::store::{LIMIT, read_file};

/// The text of the file; `what` it holds stands in a refusal.
pub(super) fn input(from: &Path, ctx: &mut Context, what: &str) -> Result<Source, Failure> {
    if from != Path::new("-") {
        return Ok(read_file(from)?);
    }
    let text = ctx.read_input(LIMIT).map_err(|error| {
        let is_no_text = matches!(error.kind(), ErrorKind::FileTooLarge | ErrorKind::InvalidData);
        let exit = if is_no_text { Exit::Data } else { Exit::Io };
        Failure::new(exit, "input", format!("cannot read {what}: {error}")).help("up to 16 MiB of UTF-8 are read")
    })?;
    Ok(Source::new("-", text))
}
