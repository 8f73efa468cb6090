use super::*;
use crate::status::samples::{Said, act, agreement, code};

fn citation(publisher: &str, origin: Option<&str>) -> Citation {
    let publisher = (!publisher.is_empty()).then(|| publisher.to_owned());
    Citation { publisher, origin: origin.map(str::to_owned), ..Citation::default() }
}

fn bilateral() -> Agreement {
    let mut agreement = agreement(Vec::new());
    agreement.parties = Some(vec![code("AZ"), code("TR")]);
    agreement
}

fn multilateral() -> Agreement {
    agreement(Vec::new())
}

fn graded(agreement: &Agreement, act: Act, source: SourceKind) -> Grade {
    of_act(agreement, &act.source(source, "somebody"))
}

#[test]
fn grades_are_ordered() {
    assert!(Grade::Unsourced < Grade::Reported && Grade::Reported < Grade::Corroborated);
    assert!(Grade::Corroborated < Grade::Official);
}

#[test]
fn two_independent_publishers_corroborate() {
    assert_eq!(of_sources(&[]), Grade::Unsourced);
    assert_eq!(of_sources(&[citation("Report", None)]), Grade::Reported);
    assert_eq!(of_sources(&[citation("Report", None), citation("Trend", None)]), Grade::Corroborated);
}

#[test]
fn one_agencys_text_on_four_sites_is_one_voice() {
    let four: Vec<Citation> = ["a", "b", "c", "d"].map(|site| citation(site, Some("APA"))).into();
    assert_eq!((voices(&four), of_sources(&four)), (1, Grade::Reported));
    assert_eq!(voices(&[citation("APA", None), citation("b", Some("apa "))]), 1);
    assert_eq!(voices(&[citation("a", Some("APA")), citation("b", Some("Turan"))]), 2);
}

#[test]
fn one_publisher_is_one_voice_however_it_is_spelled() {
    assert_eq!(voices(&[citation("News.Az", None), citation(" news.az", None)]), 1);
    assert_eq!(voices(&[citation("a", Some("APA")), citation("A", Some("Turan")), citation("b", Some("turan"))]), 1);
    let page = |url: &str| Citation { url: Some(url.to_owned()), ..Citation::default() };
    assert_eq!(voices(&[page("https://www.news.az/1"), page("http://news.az:80/2?x")]), 1);
    assert_eq!(voices(&[page("https://news.az/1"), citation("News.az", None)]), 1);
    assert_eq!(voices(&[Citation::default(), Citation::default()]), 1);
}

#[test]
fn a_press_text_that_carries_an_officials_words_stays_one_voice_and_unofficial() {
    let vote = act("AZ", Kind::Vote, "2025-12-16").source(SourceKind::Press, "Report");
    let vote = vote.with(|act| act.sources[0].origin = Some("Milli Majlis".to_owned()));
    assert_eq!(of_act(&bilateral(), &vote), Grade::Reported);
    let both = vote.source(SourceKind::Press, "Milli Majlis");
    assert_eq!(of_act(&bilateral(), &both), Grade::Reported);
}

#[test]
fn an_official_site_that_carries_an_agencys_text_is_not_official() {
    let vote = act("AZ", Kind::Vote, "2025-12-16").source(SourceKind::Parliament, "Milli Majlis");
    assert_eq!(of_act(&bilateral(), &vote), Grade::Official);
    let carried = |origin: &str| vote.clone().with(|act| act.sources[0].origin = Some(origin.to_owned()));
    assert_eq!(of_act(&bilateral(), &carried("APA")), Grade::Reported);
    assert_eq!(of_act(&bilateral(), &carried("milli majlis")), Grade::Official);
}

#[test]
fn who_is_official_at_home_depends_on_the_fact() {
    use SourceKind::{Court, Gazette, Government, Ministry, Parliament, Presidency, Press, Wire};
    let home = |kind, source| graded(&bilateral(), act("AZ", kind, "2025-12-16"), source) == Grade::Official;
    assert!(home(Kind::Vote, Parliament) && home(Kind::ConsentVote, Parliament) && home(Kind::Committee, Parliament));
    assert!(!home(Kind::Vote, Ministry) && !home(Kind::Vote, Wire) && !home(Kind::Vote, Presidency));
    for kind in [Kind::HeadOfStateSignature, Kind::Promulgation, Kind::Publication] {
        assert!(home(kind, Gazette) && home(kind, Presidency) && home(kind, Government), "{kind}");
        assert!(!home(kind, Press) && !home(kind, Parliament), "{kind}");
    }
    assert!(home(Kind::CourtReview, Court) && !home(Kind::CourtReview, Ministry));
    let annulled = act("DE", Kind::Vote, "2020-02-13").outcome(Outcome::Annulled);
    assert_eq!(graded(&bilateral(), annulled, Court), Grade::Official);
}

#[test]
fn signatures_exchanges_and_notes_are_official_from_a_foreign_ministry() {
    use SourceKind::{Depositary, Ministry, Press};
    let says = |act: Act, source| graded(&bilateral(), act, source) == Grade::Official;
    assert!(says(act("AZ", Kind::Signature, "2025-07-22"), Ministry));
    assert!(!says(act("AZ", Kind::Signature, "2025-07-22"), Press));
    let exchanged = act("AZ", Kind::Ratification, "2026-01-20").with(|a| a.delivery = Some(Delivery::Exchange));
    assert!(says(exchanged, Ministry));
    assert!(says(act("AZ", Kind::Notification, "2026-01-20"), Ministry));
    let deposited = act("AZ", Kind::Ratification, "2026-01-20").with(|a| a.delivery = Some(Delivery::Deposit));
    assert!(says(deposited.clone(), Depositary) && !says(deposited, Ministry));
}

#[test]
fn deposits_withdrawals_and_force_of_a_multilateral_are_official_from_the_depositary_alone() {
    use SourceKind::{Depositary, Gazette, Ministry};
    for kind in [Kind::Ratification, Kind::Accession, Kind::Withdrawal, Kind::EntryIntoForce, Kind::Termination] {
        let says = |agreement: &Agreement, source| graded(agreement, act("AZ", kind, "2026-01-20"), source);
        assert_eq!(says(&multilateral(), Depositary), Grade::Official, "{kind}");
        assert_eq!(says(&multilateral(), Ministry), Grade::Reported, "{kind}");
        assert_eq!(says(&bilateral(), Ministry), Grade::Official, "{kind}");
    }
    let force = act("", Kind::EntryIntoForce, "2026-01-20");
    assert_eq!(graded(&bilateral(), force.clone(), Gazette), Grade::Official);
    let mut kept = bilateral();
    kept.depositary = vec!["the Secretary-General".to_owned()];
    assert_eq!(graded(&kept, force, Ministry), Grade::Reported);
}

#[test]
fn an_answer_has_the_lowest_grade_of_its_facts() {
    let mut agreement = bilateral();
    agreement.acts = vec![
        act("AZ", Kind::Vote, "2025-12-16").source(SourceKind::Parliament, "Milli Majlis"),
        act("AZ", Kind::Publication, "2025-12-28").source(SourceKind::Press, "Report"),
        act("TR", Kind::Signature, "2025-07-22"),
    ];
    assert_eq!(lowest(&agreement, &[0]), Grade::Official);
    assert_eq!(lowest(&agreement, &[0, 1]), Grade::Reported);
    assert_eq!(lowest(&agreement, &[0, 1, 2]), Grade::Unsourced);
    assert_eq!(lowest(&agreement, &[]), Grade::Unsourced);
}
