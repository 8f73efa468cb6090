//! Single acts: who says so, and whether the dates can be.

use super::{Sink, Subject, place};

/// An act without a source, where no source speaks for the whole record.
pub(super) fn no_source(subject: &Subject, sink: &mut Sink) {
    let agreement = subject.agreement;
    if !agreement.sources.is_empty() {
        return;
    }
    for act in agreement.acts.iter().filter(|act| act.sources.is_empty() && act.retracted.is_none() && !act.expected) {
        let message = format!("nobody is named for this `{}` of {}", act.kind, act.date);
        let help = "add `[[act.source]]`, or one `[[source]]` at the top that speaks for the whole record";
        sink.add(place::header(subject.source, &act.span), message, help);
    }
}
