//! What made agreements are about, who acts in them and who reports it.

/// Codes of parties: States, then those that are none.
pub const CODES: &[&str] = &[
    "AD", "AE", "AF", "AG", "AL", "AM", "AO", "AR", "AT", "AU", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI",
    "BJ", "BN", "BO", "BR", "BS", "BT", "BW", "BY", "BZ", "CA", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "ER", "ES", "ET", "FI",
    "FJ", "FM", "FR", "GA", "GB", "GD", "GE", "GH", "GM", "GN", "GQ", "GR", "GT", "GW", "GY", "HN", "HR", "HT", "HU",
    "ID", "IE", "IL", "IN", "IQ", "IR", "IS", "IT", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR",
    "KW", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MG", "MH",
    "MK", "ML", "MM", "MN", "MR", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NE", "NG", "NI", "NL", "NO", "NP",
    "NR", "NU", "NZ", "OM", "PA", "PE", "PG", "PH", "PK", "PL", "PS", "PT", "PW", "PY", "QA", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SI", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV", "SY", "SZ", "TD",
    "TG", "TH", "TJ", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "US", "UY", "UZ", "VA", "VC",
    "VE", "VN", "VU", "WS", "XK", "YE", "ZA", "ZM", "ZW", "EU", "X-ASEAN", "X-AFU",
];

/// What agreements are about: in an id, in a title, as a tag.
pub const SUBJECTS: &[(&str, &str, &str)] = &[
    ("air-services", "air services", "transport"),
    ("double-taxation", "the avoidance of double taxation", "tax"),
    ("legal-assistance", "mutual legal assistance", "justice"),
    ("extradition", "extradition", "justice"),
    ("investments", "the promotion and protection of investments", "trade"),
    ("road-transport", "the carriage of goods by road", "transport"),
    ("social-security", "social security", "labour"),
    ("culture", "cultural exchange", "culture"),
    ("readmission", "the readmission of persons", "migration"),
    ("fisheries", "fisheries in the shared zone", "sea"),
    ("river-data", "the sharing of data on rivers", "water"),
    ("civil-protection", "cooperation in civil protection", "security"),
    ("diplomas", "the recognition of diplomas", "education"),
    ("visas", "exemption from visas", "migration"),
    ("customs", "cooperation in customs matters", "trade"),
    ("species", "the protection of migratory species", "nature"),
];

/// Who votes, decides or reviews at home: kind, body.
pub const AT_HOME: &[(&str, &str)] = &[
    ("council-decision", "Council of Ministers"),
    ("government-submission", "Government"),
    ("committee", "Foreign Affairs Committee"),
    ("vote", "Chamber of Deputies"),
    ("vote", "Sénat"),
    ("court-review", "Constitutional Court"),
    ("head-of-state-signature", "Head of State"),
    ("publication", "Official gazette"),
];

/// Steps of one party's own procedure, as a desk there would name them: party, kind, step.
pub const OWN_STEPS: &[(&str, &str, &str)] =
    &[("AZ", "vote", "majlis-vote"), ("TR", "vote", "tbmm-vote"), ("DE", "vote", "bundestag-vote")];

/// Who reports: publisher, kind, verb. The last is one of agreements that have a depositary.
pub const PUBLISHERS: &[(&str, &str, &str)] = &[
    ("Ministry of Foreign Affairs", "ministry", "deposited"),
    ("Official gazette", "gazette", "approved"),
    ("Example Wire", "wire", "ratified"),
    ("Daily Example", "press", "ratified"),
    ("The depositary", "depositary", "deposited"),
];
