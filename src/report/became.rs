//! What became of what a writer was asked to write, in one word.

use crate::model::words::words;

words! {
    /// What became of it.
    Became {
        /// It was recorded.
        Recorded = "recorded",
        /// It was on record; a new source joined it.
        SourceJoined = "source-joined",
        /// It was on record, and nothing was changed.
        AlreadyRecorded = "already-recorded",
        /// It was retracted.
        Retracted = "retracted",
        /// It had been retracted before, and nothing was changed.
        AlreadyRetracted = "already-retracted",
        /// Nothing was changed.
        Unchanged = "unchanged",
        /// A kept edit was dropped.
        Discarded = "discarded",
        /// It is again as it was.
        Restored = "restored",
        /// It had not been there before, and is there no longer.
        Removed = "removed",
    }
}

impl Became {
    /// The same for people.
    pub fn in_words(self) -> String {
        self.as_str().replace('-', " ")
    }
}
