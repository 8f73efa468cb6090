//! How well a fact is supported: official, corroborated, reported, unsourced.

use std::collections::BTreeSet;

use crate::model::words::words;
use crate::model::{Act, Agreement, Citation, Kind, Plane, SourceKind};

words! {
    /// How well an answer is supported, the lowest first.
    Grade {
        /// Nobody says so.
        Unsourced = "unsourced",
        /// One voice says so.
        Reported = "reported",
        /// Two independent publishers say so.
        Corroborated = "corroborated",
        /// The organ that may say so says so.
        Official = "official",
    }
}

/// The grade of one act.
pub fn of_act(agreement: &Agreement, act: &Act) -> Grade {
    let official = act.sources.iter().any(|source| source.kind.is_some_and(|kind| is_official(agreement, act, kind)));
    if official { Grade::Official } else { of_sources(&act.sources) }
}

/// The grade that sources give by their number of independent voices; never official by itself.
pub fn of_sources(sources: &[Citation]) -> Grade {
    match voices(sources) {
        0 => Grade::Unsourced,
        1 => Grade::Reported,
        _ => Grade::Corroborated,
    }
}

/// How many independent publishers speak: those that carry one agency's text, or have one name, are one voice.
pub fn voices(sources: &[Citation]) -> usize {
    let voice = |source: &Citation| {
        let name = source.origin.as_deref().or(source.publisher.as_deref());
        name.map(str::to_owned).or_else(|| source.url.as_deref().map(host)).map(|name| name.trim().to_lowercase())
    };
    let named: BTreeSet<Option<String>> = sources.iter().map(voice).collect();
    named.len()
}

/// The host of an address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Whether a publisher of that kind is the one who may say so: for a vote the chamber; for a law the gazette, the
/// presidency or the legal register; for a signature, an exchange or a note a foreign ministry; for a deposit, a
/// withdrawal and a multilateral's force the depositary.
fn is_official(agreement: &Agreement, act: &Act, kind: SourceKind) -> bool {
    use SourceKind::{Court, Depositary, Document, Gazette, Government, Ministry, Parliament, Presidency};
    let deposited = !agreement.depositary.is_empty();
    match act.kind {
        Kind::Vote | Kind::ConsentVote | Kind::Committee | Kind::LayingPeriod | Kind::ObjectionPeriod => {
            matches!(kind, Parliament | Gazette)
        }
        Kind::CourtReview => matches!(kind, Court | Gazette),
        Kind::Referendum => matches!(kind, Government | Gazette | Parliament | Court),
        Kind::CouncilDecision | Kind::GovernmentSubmission => {
            matches!(kind, Government | Ministry | Gazette | Parliament)
        }
        _ if act.kind.is_domestic() => matches!(kind, Gazette | Presidency | Government),
        Kind::Signature | Kind::DefinitiveSignature | Kind::Initialling | Kind::Adoption => {
            matches!(kind, Depositary | Ministry | Document)
        }
        _ if act.kind.plane(act.party.is_some()) == Plane::Agreement => {
            kind == Depositary || !deposited && matches!(kind, Ministry | Gazette)
        }
        _ => kind == Depositary || !deposited && kind == Ministry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(publisher: &str, origin: Option<&str>) -> Citation {
        Citation { publisher: Some(publisher.into()), origin: origin.map(Into::into), ..Citation::default() }
    }

    #[test]
    fn one_agencys_text_on_four_sites_is_one_voice() {
        let four: Vec<Citation> = ["a", "b", "c", "d"].map(|site| source(site, Some("APA"))).into();
        assert_eq!(of_sources(&four), Grade::Reported);
        assert_eq!(of_sources(&[source("a", None), source("A ", None)]), Grade::Reported);
        assert_eq!(of_sources(&[source("a", None), source("b", None)]), Grade::Corroborated);
        assert_eq!(of_sources(&[source("APA", None), source("b", Some("APA"))]), Grade::Reported);
        assert_eq!(of_sources(&[]), Grade::Unsourced);
    }
}
