//! What a ledger's text says is what the model holds, and what the model holds is what is written.

use std::sync::Arc;

use proptest::prelude::*;
use ratification::date::{ActDate, parse_day};
use ratification::diagnostic::Finding;
use ratification::ledger::edit::{self, Recorded};
use ratification::ledger::{Context, Loaded, Settings, load_agreement, load_procedure, load_settings};
use ratification::model::{
    About, Act, ActId, AgreementId, Cause, Citation, Delivery, Kind, Names, Outcome, Procedure, Reading, Retraction,
    SourceKind, Tally, Votes,
};
use ratification::source::Source;

const HEAD: &str = "format = 1\ntitle = \"T\"\n";

const PROCEDURE: &str = r#"format = 1
code = "AZ"
name = "Azerbaijan"
[milestones]
parliament_stage_done = "vote"
[variant.tacit]
[[body]]
key = "mm"
name = "Milli Majlis"
[[step]]
key = "vote"
kind = "vote"
body = "mm"
level = "domestic"
"#;

fn load(text: &str) -> Loaded {
    let id: AgreementId = "under-test".parse().expect("an id");
    let settings = Settings::default();
    let procedures = |code: &str| -> Option<Arc<Procedure>> {
        (code == "AZ").then(|| Arc::new(load_procedure("AZ", &Source::new("AZ.toml", PROCEDURE)).0.expect("it loads")))
    };
    let ctx = Context { names: Names::builtin(), procedures: &procedures, settings: &settings };
    load_agreement(&id, &Source::new("x.toml", text), &ctx)
}

/// Each finding as `code words`, the words being those that it points at.
fn pointed(source: &Source, findings: &[Finding]) -> Vec<String> {
    let words = |finding: &Finding| finding.span.as_ref().map_or("", |span| source.slice(span)).to_owned();
    findings.iter().map(|finding| format!("{} {}", finding.code, words(finding)).trim_end().to_owned()).collect()
}

fn found(rest: &str) -> Vec<String> {
    let text = format!("{HEAD}{rest}\n");
    pointed(&Source::new("x.toml", text.clone()), &load(&text).findings)
}

fn found_in_procedure(text: &str) -> Vec<String> {
    let source = Source::new("AZ.toml", text);
    pointed(&source, &load_procedure("AZ", &source).1)
}

#[test]
fn a_slip_in_a_weight_is_an_error() {
    // an unread `total` would leave the sum of the values as the whole
    assert_eq!(found("[weights.tonnage]\ntotl = 100\nvalues = { AZ = 1 }"), ["unknown-key totl"]);
    let source = Source::new("track.toml", "format = 1\n[weights.tonnage]\nbasis = 100\n");
    assert_eq!(pointed(&source, &load_settings(&source).1), ["unknown-key basis"]);
}

#[test]
fn a_step_alone_still_needs_its_party() {
    assert_eq!(found("[[act]]\nstep = \"signature\"\ndate = 2025-01-01"), ["missing-party \"signature\""]);
    assert_eq!(found("[[act]]\nkind = \"signature\"\ndate = 2025-01-01"), ["missing-party \"signature\""]);
    assert_eq!(found("[[act]]\nkind = \"suspension\"\ndate = 2025-01-01"), Vec::<String>::new());
    assert_eq!(
        found("[[act]]\nparty = \"GE\"\nkind = \"adoption\"\ndate = 2025-01-01"),
        ["party-not-wanted \"adoption\""]
    );
}

#[test]
fn a_variant_is_of_the_procedure_that_is_used() {
    assert_eq!(found("[party.AZ]\nvariant = \"tacit\""), Vec::<String>::new());
    assert_eq!(found("[party.AZ]\nvariant = \"tacid\""), ["unknown-variant \"tacid\""]);
    assert_eq!(found("[party.GE]\nvariant = \"tacit\""), ["unknown-variant \"tacit\""]);
    assert_eq!(found("[party.AZ]\nprocedure = \"none\"\nvariant = \"tacit\""), ["unknown-variant \"tacit\""]);
}

#[test]
fn a_milestone_of_an_own_step_is_one_of_three() {
    let own = |milestone: &str| {
        found(&format!("[[party.GE.step]]\nkey = \"vote\"\nkind = \"vote\"\nmilestone = \"{milestone}\""))
    };
    assert_eq!(own("state_decision"), Vec::<String>::new());
    assert_eq!(own("state_decison"), ["unknown-word \"state_decison\""]);
}

#[test]
fn a_key_of_a_step_stands_once() {
    let step = "[[party.GE.step]]\nkey = \"vote\"\nkind = \"vote\"\n";
    assert_eq!(found(&step.repeat(2)), ["repeated-step \"vote\""]);
    let twice = format!("{PROCEDURE}[[step]]\nkey = \"vote\"\nkind = \"committee\"\nbody = \"mm\"\n");
    assert_eq!(found_in_procedure(&twice), ["repeated-step \"vote\""]);
}

#[test]
fn a_key_of_a_step_can_be_pasted_into_a_shell() {
    let own = |key: &str| found(&format!("[[party.GE.step]]\nkey = {key}\nkind = \"vote\"\n"));
    for good in ["\"vote\"", "\"vote_2-b\"", "\"səsvermə\""] {
        assert_eq!(own(good), Vec::<String>::new());
    }
    for bad in ["\"a b\"", "\"$(x)\"", "\"a;b\"", "\"-rf\"", "\"a\\u001b\"", "\"a\\u202e\""] {
        assert_eq!(own(bad), [format!("malformed-name {bad}")]);
    }
}

#[test]
fn a_procedure_says_on_which_level_a_step_stands_and_how_long_a_clock_runs() {
    assert_eq!(found_in_procedure(PROCEDURE), Vec::<String>::new());
    let level = PROCEDURE.replace("level = \"domestic\"", "level = \"domestc\"");
    assert_eq!(found_in_procedure(&level), ["unknown-word \"domestc\""]);
    let clock = format!("{PROCEDURE}clock = {{ unit = \"days\" }}\n");
    assert_eq!(found_in_procedure(&clock), ["missing-key { unit = \"days\" }"]);
    let milestone = PROCEDURE.replace("[variant.tacit]", "parliament_stage_don = \"vote\"\n[variant.tacit]");
    assert_eq!(found_in_procedure(&milestone), ["unknown-key parliament_stage_don"]);
}

#[test]
fn an_id_can_be_typed() {
    let id = |id: &str| found(&format!("[[act]]\nid = {id}\nkind = \"adoption\"\ndate = 2025-01-01"));
    assert_eq!(id("\"k3f9qa2m\""), Vec::<String>::new());
    for bad in ["\"\"", "\"a b\"", "\"a\\nb\"", "\"a\\u001b[0m\""] {
        assert_eq!(id(bad), [format!("malformed-id {bad}")]);
    }
}

#[test]
fn what_must_be_said_is_said() {
    let retracted = "[[act]]\nkind = \"adoption\"\ndate = 2025-01-01\n[act.retracted]\nreason = \" \"";
    assert_eq!(found(retracted), ["missing-key \" \""]);
}

#[test]
fn a_look_is_for_a_step_that_there_is() {
    let look = |step: &str| found(&format!("[[looked]]\nparty = \"AZ\"\nstep = \"{step}\"\ndate = 2025-01-01"));
    assert_eq!(look("vote"), Vec::<String>::new());
    assert_eq!(look("ratification"), Vec::<String>::new());
    assert_eq!(look("voet"), ["unknown-step \"voet\""]);
}

#[test]
fn one_fault_is_told_once() {
    let text = "[[act]]\nid = \"one\"\nkind = \"adoptoin\"\ndate = 2025-01-01\n\n\
                [[act]]\nkind = \"adoption\"\ndate = 2025-01-02\nfollows = \"one\"";
    assert_eq!(found(text), ["unknown-kind \"adoptoin\""]);
}

#[test]
fn a_fault_in_a_clause_is_pointed_at_however_it_is_quoted() {
    for written in ["\"2 partys\"", "'2 partys'", "\"\"\"2 partys\"\"\"", "'''\n2 partys'''", "'''\r\n2 partys'''"] {
        assert_eq!(found(&format!("[clause]\nwhen = {written}")), ["clause-syntax partys"], "{written}");
    }
}

#[test]
fn members_and_weights_are_of_known_parties() {
    assert_eq!(found("[groups]\nfive = [\"AZ\", \"QQ\"]"), ["unknown-party \"QQ\""]);
    assert_eq!(found("[weights.w.values]\nAZ = 1\nQQ = 2"), ["unknown-party QQ"]);
    assert_eq!(found("[groups]\nown = [\"X-OWN\"]\n[party.X-OWN]\nname = \"Own\""), Vec::<String>::new());
}

#[test]
fn a_source_joins_sources_written_on_one_line() {
    for written in ["source = [{ publisher = \"A\" }]", "source = [ ]", "source = [\n  { publisher = \"A\" }, # one\n]"]
    {
        let text = format!("{HEAD}[[act]]\nkind = \"adoption\"\ndate = 2025-01-01\n{written}\nnote = \"N\"\n");
        let agreement = load(&text).agreement.expect("it loads");
        let mut act = agreement.acts[0].clone();
        act.sources = vec![Citation { publisher: Some("B".into()), ..Citation::default() }];
        let (new, told) = edit::record(&Source::new("x.toml", text.clone()), &agreement, &act).expect("no clash");
        assert!(matches!(told, Recorded::SourceJoined(_)));
        let loaded = load(&new);
        assert!(loaded.findings.is_empty(), "{new}\n{:?}", loaded.findings);
        let publishers: Vec<_> =
            loaded.agreement.expect("it loads").acts[0].sources.iter().filter_map(|s| s.publisher.clone()).collect();
        assert_eq!(publishers.last().map(String::as_str), Some("B"), "{new}");
        assert!(new.ends_with("note = \"N\"\n") && new.len() > text.len());
    }
}

fn texts() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        2 => "[a-z\"\\\\\n\t\r #=\\[\\]é\u{1b}\u{202e}]{0,12}".prop_map(Some),
        1 => "\\PC{0,8}".prop_map(Some),
    ]
}

fn dates() -> impl Strategy<Value = Option<ActDate>> {
    const WRITTEN: &[&str] =
        &["2025-12-16", "2025-12", "2025", "2025-12-10/2025-12-16", "../2025-12-17", "2025-12-16/2025-12-16"];
    prop::option::of(prop::sample::select(WRITTEN).prop_map(|text| text.parse().expect("a date")))
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(all))
}

fn moment(seconds: Option<u32>) -> Option<chrono::DateTime<chrono::Utc>> {
    seconds.and_then(|seconds| chrono::DateTime::from_timestamp(seconds.into(), 0))
}

fn citations() -> impl Strategy<Value = Citation> {
    (prop::collection::vec(texts(), 7), prop::collection::vec(dates(), 2), word(SourceKind::ALL)).prop_map(
        |(mut texts, dates, kind)| {
            let mut text = || texts.pop().flatten();
            Citation {
                url: Some("https://example.org/a?b=%20".into()),
                publisher: text(),
                title: text(),
                kind,
                published: dates[0],
                read_on: dates[1],
                archive: None,
                quote: text(),
                lang: text(),
                verb: text(),
                origin: text(),
                note: text(),
            }
        },
    )
}

fn votes() -> impl Strategy<Value = Option<Votes>> {
    prop_oneof![
        Just(None),
        Just(Some(Votes::Unanimous)),
        prop::collection::vec(prop::option::of(any::<u32>()), 7).prop_map(|n| {
            let [for_, against, abstain, present, absent, other, seats] = n[..] else { return None };
            Some(Votes::Counts(Tally { for_, against, abstain, present, absent, other, seats }))
        }),
    ]
}

prop_compose! {
    fn acts()(
        mut texts in prop::collection::vec(texts(), 16),
        dates in prop::collection::vec(dates(), 6),
        (kind, outcome, reading) in (word(&[Kind::Signature, Kind::Vote, Kind::Ratification]), word(Outcome::ALL), word(Reading::ALL)),
        (about, delivery, votes) in (word(About::ALL), word(Delivery::ALL), votes()),
        flags in prop::collection::vec(any::<bool>(), 3),
        moments in prop::collection::vec(prop::option::of(any::<u32>()), 2),
        persons in prop::collection::vec("[a-zé\"]{0,6}", 0..3),
        sources in prop::collection::vec(citations(), 0..3),
    ) -> Act {
        let mut text = || texts.pop().flatten();
        Act {
            party: "AZ".parse().ok(), name: text(), body: text(), effective: dates[1], sent: dates[2], sitting: dates[3],
            outcome: outcome.unwrap_or(Outcome::Done), reading, votes, about: about.unwrap_or(About::Consent),
            delivery, at: text(), scope: text(), until: dates[4], territory: text(), excluded: text(), against: text(),
            effect: text(), condition: text(), cleared: dates[5], reason: text(), ad_referendum: flags[0],
            contested_by: text(), how: text(), to: text(), persons, place: text(), counted: flags[1], expected: flags[2],
            embargo: moment(moments[0]), note: text(), recorded: moment(moments[1]), by: text(), sources,
            ..Act::new(kind.unwrap_or(Kind::Declaration), dates[0].unwrap_or(ActDate::on(parse_day("2025-01-01").expect("a day"))))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_an_act_holds_is_written_and_read_back(act in acts()) {
        let head = format!("{HEAD}parties = [\"AZ\"]\n");
        let empty = load(&head).agreement.expect("it loads");
        let (text, told) = edit::record(&Source::new("x.toml", head), &empty, &act).expect("no clash");
        let Recorded::Added(id) = told else { return Err(TestCaseError::fail("not added")) };
        let loaded = load(&text);
        prop_assert!(loaded.findings.is_empty(), "{text}\n{:?}", loaded.findings);
        let read = loaded.agreement.expect("it loads").acts.remove(0);
        let wanted = Act { id, id_given: true, span: read.span.clone(), ..act };
        prop_assert_eq!(&read, &wanted, "{}", text);
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    }

    #[test]
    fn a_retraction_is_written_and_read_back(
        reason in "\\PC{0,12}[a-z]", cause in word(Cause::ALL), by in texts(), at in prop::option::of(any::<u32>()),
        favoured in any::<bool>(),
    ) {
        let text = format!(
            "{HEAD}[[act]]\nid = \"one\"\nkind = \"adoption\"\ndate = 2025-01-01\n\n[[act]]\nid = \"two\"\nkind = \"adoption\"\ndate = 2025-01-02"
        );
        let agreement = load(&text).agreement.expect("it loads");
        let in_favour_of = favoured.then(|| ActId("two".into()));
        let retraction = Retraction { at: moment(at), reason, cause, in_favour_of, by };
        let new = edit::retract(&Source::new("x.toml", text), &agreement.acts[0], &retraction);
        let loaded = load(&new);
        prop_assert!(loaded.findings.is_empty(), "{new}\n{:?}", loaded.findings);
        let acts = loaded.agreement.expect("it loads").acts;
        prop_assert_eq!(acts[0].retracted.as_ref(), Some(&retraction));
        prop_assert_eq!(acts[1].retracted.as_ref(), None);
    }
}
