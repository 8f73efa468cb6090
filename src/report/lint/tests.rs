use super::story::{sentences, words};

fn told(text: &str) -> Vec<String> {
    let join = |words: Vec<super::story::Word>| words.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    sentences(text).into_iter().map(|sentence| join(sentence.words)).collect()
}

#[test]
fn sentences_end_where_a_reader_would_end_them() {
    assert_eq!(told("One. Two! Three? Four"), ["one", "two", "three", "four"]);
    assert_eq!(told("The U.S. Senate voted. 2.5 per cent."), ["the u s senate voted", "2 5 per cent"]);
    assert_eq!(told("# Head line\nBody goes\non here.\n\n- a\n- b"), ["head line", "body goes on here", "a", "b"]);
}

#[test]
fn words_are_compared_in_plain_letters() {
    assert_eq!(
        words("Türkiye’nin DEFENSE yürürlüğe qüvvəyə mindi"),
        ["turkiye", "nin", "defence", "yururluge", "quvveye", "mindi"]
    );
}

#[test]
fn quotation_marks_hold_up_to_the_end_of_their_block() {
    let quoted = |text: &str| sentences(text).iter().flat_map(|s| &s.words).filter(|word| word.quoted).count();
    assert_eq!(quoted("He said: “two words”, then more."), 2);
    assert_eq!(quoted("«bir iki» sonra"), 2);
    assert_eq!(quoted("it’s the desk’s"), 0);
    assert_eq!(quoted("an inch is 1\" long\n\nand the next block is not"), 1);
}
