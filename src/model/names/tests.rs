//! What is found, what is only suggested, and what must never be taken for another.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// The code found; `near A B` for suggestions; `none`.
fn code(text: &str) -> String {
    code_in(Names::builtin(), text)
}

fn code_in(names: &Names, text: &str) -> String {
    match names.find(text) {
        Found::One(name) => name.code.to_string(),
        Found::Near(names) => {
            names.iter().fold("near".to_owned(), |told, name| format!("{told} {}", name.code.as_str()))
        }
        Found::None => "none".to_owned(),
    }
}

fn check(cases: &[(&str, &str)]) {
    for (text, wanted) in cases {
        assert_eq!(code(text), *wanted, "{text}");
    }
}

#[test]
fn every_line_is_a_row_in_the_order_of_codes() {
    let rows = &Names::builtin().rows;
    assert_eq!(rows.len(), lines().count());
    assert!(rows.is_sorted_by(|a, b| a.code < b.code));
    assert!(lines().all(|line| line.split('\t').count() == 7));
    for name in rows {
        let ends = name.ceased.is_some();
        match name.kind {
            NameKind::State => assert!(!ends && !name.code.is_former(), "{}", name.code),
            NameKind::FormerState => assert!(ends, "{}", name.code),
            NameKind::Territory => assert_eq!(ends, name.code.is_former(), "{}", name.code),
            NameKind::Organisation => assert!(name.code.is_own() || name.code.as_str() == "EU", "{}", name.code),
        }
        assert!(name.plain.is_ascii() && !name.plain.is_empty(), "{}", name.code);
        assert!(name.others().all(|other| !fold(other).is_empty()), "{}", name.code);
    }
}

#[test]
fn no_name_means_two_parties() {
    let (_, clash) = Index::build(&Names::builtin().rows);
    assert_eq!(clash, None);
}

/// A name that is told twice, or that is another party's code, would mislead who reads the table.
#[test]
fn no_name_is_told_twice_and_none_is_the_code_of_another() {
    for name in Names::builtin().iter() {
        let mut told: BTreeSet<String> = [name.english, name.native, name.plain].map(fold).into();
        for other in name.others() {
            assert!(told.insert(fold(other)), "{}: `{other}`", name.code);
        }
        for text in name.all() {
            assert_eq!(code(text), name.code.as_str(), "{text}");
        }
    }
}

#[test]
fn a_hint_is_nobodys_name() {
    let mut hints: BTreeMap<&str, BTreeSet<&Code>> = BTreeMap::new();
    for name in Names::builtin().iter() {
        for hint in name.hints() {
            hints.entry(hint).or_default().insert(&name.code);
        }
    }
    for (hint, codes) in hints {
        let near = codes.iter().fold("near".to_owned(), |told, code| format!("{told} {code}"));
        assert_eq!(code(hint), near, "{hint}");
    }
}

#[test]
fn any_usual_spelling_finds_the_code() {
    check(&[
        ("az", "AZ"),
        (" Az ", "AZ"),
        ("azerbaycan", "AZ"),
        ("AZƏRBAYCAN", "AZ"),
        ("turkiye", "TR"),
        ("TÜRKİYE", "TR"),
        ("turkıye", "TR"),
        ("Turkey", "TR"),
        ("Cote d’Ivoire", "CI"),
        ("CÔTE D'IVOIRE", "CI"),
        ("Ivory Coast", "CI"),
        ("St. Lucia", "LC"),
        ("St Vincent & the Grenadines", "VC"),
        ("São Tomé and Príncipe", "ST"),
        ("Czech Republic", "CZ"),
        ("UK", "GB"),
        ("U.S.", "US"),
        ("Holland", "NL"),
        ("Swaziland", "SZ"),
        ("Burma", "MM"),
        ("Viet-Nam", "VN"),
        ("日本", "JP"),
        ("Հայաստան", "AM"),
        ("ΚΥΠΡΟΣ", "CY"),
        ("Oʻzbekiston", "UZ"),
        ("O'zbekiston", "UZ"),
        ("african union", "X-AFU"),
        ("x-afu", "X-AFU"),
        ("International Labor Organization", "X-INTERNATIONALLABOURORGAN"),
        ("unesco", "X-UNITEDNATIONSEDUCATIONAL"),
        ("EEC", "EU"),
    ]);
}

#[test]
fn a_name_is_found_turned_round_and_beside_another_of_its_own() {
    check(&[
        ("Iran (Islamic Republic of)", "IR"),
        ("Iran, Islamic Republic of", "IR"),
        ("Korea, Republic of", "KR"),
        ("Korea (Democratic People's Republic of)", "KP"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Congo, The Democratic Republic of the", "CD"),
        ("Macedonia, the former Yugoslav Republic of", "MK"),
        ("Micronesia (Federated States of)", "FM"),
        ("Venezuela (Bolivarian Republic of)", "VE"),
        ("Tanzania, United Republic of", "TZ"),
        ("Netherlands (Kingdom of the)", "NL"),
        ("Virgin Islands (British)", "VG"),
        ("Virgin Islands, U.S.", "VI"),
        ("Holy See (Vatican City State)", "VA"),
        ("World Health Organization (WHO)", "X-WORLDHEALTHORGANIZATION"),
        ("Myanmar (Burma)", "MM"),
        ("Congo (Zaire)", "near CG CD"),
        ("China (Republic of)", "near CN TW"),
    ]);
}

#[test]
fn a_state_that_only_took_another_name_is_the_same_and_one_that_ceased_is_not() {
    check(&[
        ("Zaire", "CD"),
        ("Upper Volta", "BF"),
        ("Dahomey", "BJ"),
        ("Ceylon", "LK"),
        ("Rhodesia", "ZW"),
        ("ZRCD", "CD"),
        ("USSR", "SUHH"),
        ("Czechoslovakia", "CSHH"),
        ("Yugoslavia (SFR)", "YUCS"),
        ("Federal Republic of Yugoslavia", "CSXX"),
        ("Tanganyika", "X-TANGANYIKA"),
    ]);
    let ceased = |text: &str| match Names::builtin().find(text) {
        Found::One(name) => name.ceased.map(crate::date::show),
        _ => None,
    };
    assert_eq!(ceased("Czechoslovakia").as_deref(), Some("1993-01-01"));
    assert_eq!(ceased("GDR").as_deref(), Some("1990-10-03"));
    assert_eq!(ceased("Czechia"), None);
}

#[test]
fn names_that_must_not_cross_do_not() {
    check(&[
        ("Congo", "CG"),
        ("Republic of the Congo", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("North Korea", "KP"),
        ("South Korea", "KR"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Equatorial Guinea", "GQ"),
        ("Papua New Guinea", "PG"),
        ("Samoa", "WS"),
        ("American Samoa", "AS"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Ireland", "IE"),
        ("Northern Ireland", "near GB"),
        ("Ireland, Northern", "near GB"),
        ("Sudan", "SD"),
        ("South Sudan", "SS"),
        ("Mali", "ML"),
        ("Malawi", "MW"),
        ("Malta", "MT"),
        ("Sovereign Order of Malta", "X-SMOM"),
        ("Austria", "AT"),
        ("Australia", "AU"),
        ("Iran", "IR"),
        ("Iraq", "IQ"),
        ("Slovakia", "SK"),
        ("Slovenia", "SI"),
        ("Yemen", "YE"),
        ("Democratic Yemen", "YDYE"),
        ("Viet Nam", "VN"),
        ("Republic of Viet-Nam", "X-SOUTHVIETNAM"),
        ("Democratic Republic of Viet-Nam", "VDVN"),
        ("North Macedonia", "MK"),
        ("FYROM", "MK"),
        ("British Virgin Islands", "VG"),
        ("US Virgin Islands", "VI"),
        ("Saint Martin", "MF"),
        ("Sint Maarten", "SX"),
        ("China", "CN"),
        ("Taiwan", "TW"),
        ("Hong Kong, China", "HK"),
        ("Germany", "DE"),
        ("German Democratic Republic", "DDDE"),
        ("Serbia", "RS"),
        ("Serbia and Montenegro", "CSXX"),
        ("Netherlands", "NL"),
        ("Netherlands Antilles", "ANHH"),
        ("Georgia", "GE"),
        ("South Georgia", "GS"),
        ("Jersey", "JE"),
        ("Guyana", "GY"),
        ("French Guiana", "GF"),
        ("United States", "US"),
        ("Russian Federation", "RU"),
    ]);
}

#[test]
fn a_word_that_may_mean_several_is_never_a_choice() {
    check(&[
        ("Korea", "near KP KR"),
        ("Virgin Islands", "near VG VI"),
        ("Republic of China", "near CN TW"),
        ("United Arab Republic", "near EG SY"),
        ("England", "near GB"),
        ("Red Cross", "near X-ICRC X-IFRC"),
    ]);
}

#[test]
fn a_near_miss_is_a_suggestion() {
    for (text, first) in [
        ("Azerbaijn", "near AZ"),
        ("Turkye", "near TR"),
        ("Slovkia", "near SK"),
        ("United Republic of Myanmar", "near MM"),
        ("Rep. of Slovkia", "near SK"),
        ("X-IAEA", "near X-INTERNATIONALATOMICENERG"),
        ("Netherlands (for Aruba)", "near"),
        ("Labour Organisation", "near X-INTERNATIONALLABOURORGAN"),
    ] {
        assert!(code(text).starts_with(first), "{text}: {}", code(text));
        assert!(code(text).split(' ').count() <= 6, "{text}");
    }
    for text in ["Atlantis of the West", "zz", "X-NOBODY", "", " ", "the"] {
        assert_eq!(code(text), "none", "{text}");
    }
}

fn extra(code: &str) -> Extra {
    let code = code.parse().unwrap();
    Extra { code, kind: None, english: None, native: None, ceased: None, aliases: Vec::new() }
}

#[test]
fn a_ledger_adds_parties_and_names() {
    let named = Extra { english: Some("Sealand".into()), aliases: vec!["Roughs Tower".into()], ..extra("X-SEALAND") };
    let known = Extra { english: Some("Turkey".into()), aliases: vec!["Turquie".into()], ..extra("TR") };
    let names = Names::builtin().with([named, known]).unwrap();
    assert_eq!(code_in(&names, "roughs tower"), "X-SEALAND");
    assert_eq!(code_in(&names, "Sealand"), "X-SEALAND");
    assert_eq!(code_in(&names, "Turquie"), "TR");
    assert_eq!(code_in(&names, "Türkiye"), "TR");
    assert_eq!(names.by_code(&"TR".parse().unwrap()).unwrap().english, "Turkey");
    assert!(names.rows.is_sorted_by(|a, b| a.code < b.code));
    assert_eq!(code("Turquie"), "none");
}

#[test]
fn a_ledger_cannot_give_one_name_to_two() {
    let taken = Extra { english: Some("Azərbaycan".into()), ..extra("X-OTHER") };
    let clash = Names::builtin().with([taken]).unwrap_err();
    assert_eq!(clash.to_string(), "`Azərbaycan` would mean both `AZ` and `X-OTHER`");
}
