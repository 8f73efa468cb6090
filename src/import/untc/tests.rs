use super::{Page, Reading, page, read};
use crate::import::{Imported, Table};
use crate::model::{Kind, Names};
use crate::source::Source;

fn imported(table: &Table) -> Imported {
    let id = "untc-4-99".parse().unwrap();
    read(&Reading { table, id, treaty: None, read_on: None, names: Names::builtin() })
}

/// Party, kind and day of each act.
fn acts(imported: &Imported) -> Vec<(String, Kind, String)> {
    let acts = imported.incoming[0].acts.iter();
    acts.map(|one| (one.act.party.unwrap().to_string(), one.act.kind, one.act.date.to_string())).collect()
}

/// Code and line of each refusal.
fn refused(imported: &Imported) -> Vec<(&'static str, usize)> {
    imported.refused.iter().map(|fault| (fault.code, fault.line)).collect()
}

fn act(party: &str, kind: Kind, on: &str) -> (String, Kind, String) {
    (party.to_owned(), kind, on.to_owned())
}

#[test]
fn a_saved_page_gives_the_acts_of_its_table() {
    let text = "<table>
<tr><td>Participant</td><td>Signature</td><td>Ratification,<br> Accession(<i>a</i>), Succession(d)</td></tr>
<tr><td>Austria</td><td>&nbsp;3 May 1990</td><td>12 Jan 1994 <sup>1</sup></td></tr>
<tr><td>C&ocirc;te d'Ivoire <sup>2</sup></td><td></td><td>[ 5 Nov 1995 ]<br>7 Dec 1999 a</td></tr>
<tr><td>[Canada] <sup>3</sup></td><td>4 May 1990</td><td>1 Feb 1992</td></tr>
<tr><td>Hong Kong</td><td></td><td>1 Feb 1992 d</td></tr>
</table>";
    let Page { table, .. } = page(&Source::new("page.html", text)).unwrap();
    let imported = imported(&table);
    let expected = [
        act("AT", Kind::Signature, "1990-05-03"),
        act("AT", Kind::Ratification, "1994-01-12"),
        act("CI", Kind::Accession, "1999-12-07"),
    ];
    assert_eq!(acts(&imported), expected);
    assert_eq!(refused(&imported), [("in-brackets", 4), ("in-brackets", 5), ("territory", 6)]);
    assert_eq!((imported.rows, imported.incoming[0].acts[2].line), (4, 4));
}

#[test]
fn a_state_that_is_no_more_does_nothing() {
    let text = "Participant,Signature\nCzechoslovakia,31 Dec 1992\nYugoslavia (former),\"3 May 1990\n1 Nov 2000\"\n";
    let table = Table::from_delimited(&Source::new("t.csv", text), b',').unwrap();
    let imported = imported(&table);
    let expected = [act("CSHH", Kind::Signature, "1992-12-31"), act("YUCS", Kind::Signature, "1990-05-03")];
    assert_eq!(acts(&imported), expected);
    assert_eq!(refused(&imported), [("after-its-end", 3)]);
    assert_eq!(imported.refused[0].message, "an act of 2000-11-01 by `YUCS`, which was no more from 2000-11-01");
}
