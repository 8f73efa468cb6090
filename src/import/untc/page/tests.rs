use proptest::prelude::*;

use super::{Page, is_page, page};
use crate::import::Row;
use crate::source::Source;

/// A page as the register lays it out: a frame of tables, title and place, participants, territories, end notes.
const PAGE: &str = "\
<!DOCTYPE html>
<!-- saved from url=(0094)https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=IV-99&chapter=4&clang=_en#1 -->
<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">
<title>UNTC</title><script>document.write('<table><tr><td>Participant</td><td>Signature</td></tr></table>')</script></head>
<body><form method=\"post\" action=\"./ViewDetails.aspx?src=TREATY&amp;mtdsg_no=IV-99&amp;chapter=4&amp;clang=_en\" id=\"aspnetForm\">
<table id=\"frame\"><tbody><tr><td>
<table><tr><td id=\"ctl00_ctl00_Inner_rptTreaty_ctl00_tcTreaty\" align=\"center\">99 . Convention on the <b>Colour</b> of
  Samples <sup>1</sup></td></tr>
<tr><td id=\"ctl00_ctl00_Inner_rptTreaty_ctl00_tcText\">Azania, 2 May 1990</td></tr></table>
<div class=\"table-responsive\"><table class=\"table table-striped\" cellspacing=\"0\" rules=\"cols\" border=\"1\" id=\"ctl00_ctl00_Inner_tblgrid\" style=\"border-collapse:collapse;\">
<thead><tr><th align=\"left\">Participant <sup><a href=\"#2\">2</a></sup></th><th>Signature</th><th>Ratification, <br>Accession(<i>a</i>),
  Succession(d)</th></tr></thead>
<tbody><tr class=\"odd\">
<td>Austria</td><td> 3&nbsp;May 1990</td><td>12&#160;Jan 1994</td>
</tr><tr><td>C&ocirc;te d'Ivoire <sup>3, 4</sup></td><td>&nbsp;</td><td>[ 5 Nov 1995 <sup>5</sup>]<br/>7 Dec 1999 <i>a</i></td></tr>
<tr><td></td><td></td><td></td></tr>
<!-- <tr><td>Denmark</td><td></td><td>1 Jan 2000</td></tr> -->
<tr><td>[Canada] <sup>6</sup></td><td>[4 May 1990]</td><td>[1 Feb 1992]</td></tr>
</tbody></table></div>
<table><tr><td>Participant</td><td>Date of receipt of the notification</td><td>Territories</td></tr>
<tr><td>France</td><td>3 Mar 1995</td><td>Wallis and Futuna</td></tr></table>
<table><tr><td>End Note</td></tr><tr><td>1.</td><td>Signed on 1 Jan 1991.</td></tr></table>
</td></tr></tbody></table></form></body></html>
";

fn read(text: &str) -> Result<Page, (&'static str, usize)> {
    page(&Source::new("page.html", text)).map_err(|fault| (fault.code, fault.line))
}

fn row(line: usize, cells: [&str; 3]) -> Row {
    Row { line, cells: cells.map(str::to_owned).to_vec() }
}

/// A page with rows under a usual heading.
fn rows(rows: &str) -> Page {
    let text = format!("<table><tr><th>Participant<th>Signature<th>Accession(a)</tr>\n{rows}</table>");
    read(&text).unwrap()
}

#[test]
fn a_saved_page_is_its_participant_table() {
    let page = read(PAGE).unwrap();
    assert_eq!(page.table.heading, ["Participant", "Signature", "Ratification, Accession(a), Succession(d)"]);
    assert_eq!(
        page.table.rows,
        [
            row(13, ["Austria", "3 May 1990", "12 Jan 1994"]),
            row(15, ["Côte d'Ivoire ³, ⁴", "", "[ 5 Nov 1995 ⁵ ]\n7 Dec 1999 a"]),
            row(18, ["[Canada] ⁶", "[4 May 1990]", "[1 Feb 1992]"]),
        ]
    );
    assert!(page.refused.is_empty());
}

#[test]
fn a_page_says_which_treaty_it_is_about() {
    let page = read(PAGE).unwrap();
    let treaty = page.treaty.unwrap();
    assert_eq!(treaty.title, "Convention on the Colour of Samples");
    assert_eq!(treaty.name, "Convention on the Colour of Samples. Azania, 2 May 1990");
    assert_eq!(treaty.number.as_deref(), Some("IV-99"));
    let address = "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=IV-99&chapter=4&clang=_en";
    assert_eq!(treaty.url.as_deref(), Some(address));
    assert_eq!((page.key.as_deref(), page.table.title.as_deref()), (Some("4-99"), Some(treaty.title.as_str())));
    let unsaved = PAGE.replacen("saved from", "once at", 1);
    assert_eq!(read(&unsaved).unwrap().treaty.unwrap().url.as_deref(), Some(address));
    let elsewhere = unsaved.replace("./ViewDetails", "https://example.org/ViewDetails");
    assert_eq!(read(&elsewhere).unwrap().key, None);
}

#[test]
fn other_tables_of_participants_are_left_out_and_told() {
    let page = read(PAGE).unwrap();
    let told: Vec<_> = page.left_out.iter().map(|note| (note.code, note.line, note.message.as_str())).collect();
    let territories = "the table `Participant, Date of receipt of the notification, Territories` tells no acts of participants; its rows (1) were not read";
    assert_eq!(told, [("left-out", 20, territories)]);
}

#[test]
fn what_is_no_such_page_is_refused() {
    let territories = "<table><tr><td>Participant<td>Territories</table>";
    for (text, fault) in [
        ("", ("no-table", 1)),
        ("Participant,Signature\nAustria,3 May 1990\n", ("no-table", 1)),
        ("<html>\n<table><tr><td>State</td><td>Signature</td></tr></table>", ("no-table", 1)),
        ("<table><tr><td colspan=3>Participant</td></tr></table>", ("cells", 1)),
        (&format!("<p>\n{}", "<table><tr><td>Participant<td>Signature</table>\n".repeat(2)), ("several-tables", 3)),
        (&format!("{territories}\n{territories}"), ("several-tables", 2)),
        ("<table>\n<tr><td>Participant<td colspan=2>Signature</table>", ("cells", 2)),
        (&PAGE.replace("clang=_en", "clang=_fr"), ("other-language", 1)),
        (PAGE.split_inclusive("7 Dec").next().unwrap(), ("cut-off", 10)),
    ] {
        assert_eq!(read(text).unwrap_err(), fault, "{text}");
    }
    assert!(is_page(&Source::new("p", PAGE)) && !is_page(&Source::new("t", "Participant,Signature\n")));
}

#[test]
fn a_participant_that_takes_several_rows_did_all_of_them() {
    let page = rows(
        "<tr><td rowspan=2>Austria<td>3 May 1990<td>\n\
         <tr><td><td>4 May 1991\n\
         <tr><td>Belgium<td rowspan='2'>5 May 1992<td>\n\
         <tr><td>Chad<td>6 May 1993\n\
         <tr><td>Denmark<td>7 May 1994<td>\n",
    );
    assert_eq!(
        page.table.rows,
        [
            row(2, ["Austria", "3 May 1990", "4 May 1991"]),
            row(4, ["Belgium", "5 May 1992", ""]),
            row(6, ["Denmark", "7 May 1994", ""]),
        ]
    );
    assert_eq!((page.refused[0].code, page.refused[0].line), ("shared-cell", 5));
}

#[test]
fn rows_that_do_not_stand_under_the_heading_are_refused_each() {
    let page = rows(
        "<tr><td colspan=3>Notes\n\
         <tr><td>Austria<td>3 May 1990\n\
         <tr><td>Belgium<td colspan=2>3 May 1990\n\
         <tr><th>Participant<th>Signature<th>Accession(a)\n\
         <tr><td rowspan=2 colspan=2>Chad<td>4 May 1990\n\
         <tr><td>5 May 1990\n\
         <tr><td>Denmark<td><td>5 May 1990\n",
    );
    assert_eq!(page.table.rows, [row(8, ["Denmark", "", "5 May 1990"])]);
    assert_eq!(page.refused.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4, 6, 7]);
    assert_eq!(page.refused[0].message, "`Notes` is a row of one cell, and the heading has 3");
    assert_eq!(page.refused[1].message, "the row of `Austria` has 2 cells, and 3 columns are free");
}

#[test]
fn a_list_of_participants_without_days_is_a_table_too() {
    let page = read("<table><tr><td>Participant</td></tr><tr><td>Austria</td></tr></table>").unwrap();
    assert_eq!((page.table.heading.len(), page.table.rows[0].cells[0].as_str()), (1, "Austria"));
}

#[test]
fn lines_are_those_of_the_file_whatever_ends_them() {
    for end in ["\r\n", "\r"] {
        assert_eq!(read(&PAGE.replace('\n', end)).unwrap().table, read(PAGE).unwrap().table, "{end:?}");
    }
    assert_eq!(read(&format!("\u{feff}{PAGE}")).unwrap().table, read(PAGE).unwrap().table);
}

#[test]
fn a_page_costs_its_length_however_it_nests() {
    const SIZE: usize = 1 << 20;
    for piece in [
        "<table>",
        "<table><tr><td>",
        "<tr>",
        "<td>",
        "<div>",
        "<sup>",
        "<td id=a_tcTreaty>",
        "<script>",
        "<!--",
        "<table><tr><th>Participant<th>Signature</table>",
        "<tr><td rowspan=9999999>Austria<td rowspan=9>3 May 1990",
        "<td colspan=4000000000 rowspan=4000000000>",
        "<a b=c ",
        "<!--saved from url=(1)?mtdsg_no=-->",
        "<form action=?mtdsg_no=>",
        "&amp",
        "x",
    ] {
        let text = format!("<table><tr><td>Participant<td>Signature<tr>{}", piece.repeat(SIZE / piece.len()));
        assert!(read(&text).is_err(), "{piece}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_page_or_a_refusal(text in "(?s).{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn any_markup_is_a_page_or_a_refusal(
        pieces in prop::collection::vec(
            "<(/)?(table|tr|td|th|sup|br|p|script|td rowspan=3|td colspan=0|td id=x_tcTreaty|form action='x\\?mtdsg_no=[IVX]{1,3}-1')>|Participant|Signature|Austria|[ \n]|<!--|-->|<a b",
            0..60,
        ),
    ) {
        if let Ok(page) = read(&format!("<table><tr><td>Participant<td>Signature{}", pieces.concat())) {
            prop_assert!(page.table.rows.iter().all(|row| row.cells.len() == page.table.heading.len()));
        }
    }

    #[test]
    fn what_stands_in_a_table_is_read_back(
        cells in prop::collection::vec(("[A-Za-zé&<>'\"]{1,12}", "[1-9] May 19[0-9]{2}( [ad])?"), 1..8),
    ) {
        let safe = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let row = |(name, day): &(String, String)| format!("<tr>\n<td>{}</td><td>\n</td><td> {day}</td></tr>", safe(name));
        let page = rows(&cells.iter().map(row).collect::<String>());
        let read: Vec<_> = page.table.rows.iter().map(|row| (row.cells[0].clone(), row.cells[2].clone())).collect();
        prop_assert_eq!(read, cells);
    }
}
