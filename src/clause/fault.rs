//! What is wrong with a phrase of the clause language, as data: which words, what was expected, the cure.

use std::ops::Range;

/// A phrase that cannot be given one meaning.
///
/// Messages are lower case without a final period; names stand in backticks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ClauseFault {
    /// Stable code in kebab-case, for example `clause-syntax`.
    pub code: &'static str,
    /// The words it is about: bytes of the phrase.
    pub span: Range<usize>,
    /// What is the matter, in one line.
    pub message: String,
    /// Words written under the underlined text; may be empty.
    pub label: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl ClauseFault {
    pub(super) fn new(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), label: String::new(), help: None }
    }

    #[must_use]
    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub(super) fn help_if(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

/// The name nearest to `word`, where one is near enough to be a slip of the hand.
pub(super) fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR_IN_HUNDRED: usize = 40;
    const LONGEST: usize = 100;
    if word.len() > LONGEST {
        return None;
    }
    let length = word.chars().count();
    among
        .into_iter()
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, _)| distance * 100 <= length * NEAR_IN_HUNDRED)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_of_the_hand_is_near() {
        let groups = ["members", "depositaries", "both"];
        assert_eq!(nearest("membres", groups), Some("members"));
        assert_eq!(nearest("depositarys", groups), Some("depositaries"));
        assert_eq!(nearest("eu", groups), None);
    }
}
