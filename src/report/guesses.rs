//! What people type who know another tool or guess a name, and the command that they mean.

/// Guessed names of commands, and what to type instead. A name that becomes a command is never looked up here.
const COMMANDS: &[(&[&str], &str)] = &[
    (&["calendar", "upcoming", "week"], "track agenda"),
    (&["cat", "get", "view"], "track show AGREEMENT"),
    (&["contradictions", "disputes"], "track show AGREEMENT"),
    (&["commit", "event", "note", "record", "vote"], "track add AGREEMENT PARTY STEP --on DATE"),
    (&["config", "configuration", "pwd"], "track where"),
    (&["corrections", "errata", "retracted"], "track log --retracted"),
    (&["countries", "states"], "track parties"),
    (&["create"], "track new AGREEMENT --title TITLE"),
    (&["delete", "remove", "rm", "unrecord"], "track retract AGREEMENT ACT --reason TEXT"),
    (&["diff"], "track changes"),
    (&["doctor", "validate"], "track check"),
    (&["feed", "rss"], "track changes --format atom"),
    (&["forecast", "simulate"], "track what-if AGREEMENT PARTY=DATE"),
    (&["format"], "track fmt"),
    (&["history", "timeline"], "track log"),
    (&["in-force", "inforce"], "track is in-force AGREEMENT"),
    (&["list", "ls", "table"], "track status"),
    (&["manual"], "track man"),
    (&["resolve", "settle"], "track retract AGREEMENT ACT --in-favour-of ACT --reason TEXT"),
    (&["revert", "rollback"], "track undo"),
    (&["find", "grep", "search"], "track status --search WORD"),
    (&["sentence", "wording"], "track brief AGREEMENT"),
    (&["steps", "workflow"], "track procedures PARTY"),
    (&["topics"], "track help"),
    (&["version"], "track --version"),
    (&["wait", "watch"], "track log --follow"),
    (&["why"], "track explain AGREEMENT"),
];

/// What States do to the others: nobody ratifies by a command of that name.
const DELIVERED: &[(&str, &str)] =
    &[("accede", "accession"), ("accept", "acceptance"), ("approve", "approval"), ("ratify", "ratification")];

/// What to type instead of a guessed name: one line for each thing that may be meant.
pub fn instead_of(guessed: &str) -> Vec<String> {
    if let Some((_, act)) = DELIVERED.iter().find(|(verb, _)| *verb == guessed) {
        return vec![
            format!("it is recorded by: track add AGREEMENT PARTY {act} --on DATE --delivery HOW"),
            "the vote of a parliament is another act: track add AGREEMENT PARTY STEP --on DATE".to_owned(),
        ];
    }
    let meant = COMMANDS.iter().find(|(names, _)| names.contains(&guessed));
    meant.map(|(_, command)| format!("type: {command}")).into_iter().collect()
}

/// Every guessed name.
pub fn names() -> impl Iterator<Item = &'static str> {
    let guessed = COMMANDS.iter().flat_map(|(names, _)| *names).copied();
    guessed.chain(DELIVERED.iter().map(|(verb, _)| *verb))
}
