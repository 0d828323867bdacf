//! What the programs tell.

use std::path::PathBuf;

use serde::Deserialize;

/// A message.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Event {
    /// There is a server.
    Server {
        /// What it is.
        name: String,
    },
    /// A history begins.
    History {
        /// Its place in the question.
        number: usize,
    },
    /// So many steps are to come.
    Steps {
        /// How many.
        count: usize,
    },
    /// One of them is done.
    Step,
    /// Something was found.
    Finding(Box<Proof>),
    /// A history is at its end.
    Proved {
        /// How many revisions were proved.
        count: usize,
    },
    /// Something worth knowing.
    Note {
        /// What.
        text: String,
    },
    /// The job cannot be done.
    Error {
        /// Why.
        text: String,
    },
    /// All is over, and everything removed.
    End,
}

/// How much a finding counts.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    /// Something is wrong.
    Error,
    /// Something is worth knowing.
    Note,
}

/// What was found at one revision.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Proof {
    /// What it is about, in kebab-case.
    pub(crate) kind: String,
    /// How much it counts.
    pub(crate) severity: Level,
    /// The revision's identifier.
    pub(crate) revision: Option<String>,
    /// The revision's message.
    pub(crate) about: String,
    /// Where.
    pub(crate) path: Option<PathBuf>,
    /// The line in that file.
    pub(crate) line: Option<usize>,
    /// The text of that line, without passwords.
    pub(crate) text: Option<String>,
    /// The SQL that failed.
    pub(crate) statement: Option<String>,
    /// What the server says, or Python.
    pub(crate) message: Option<String>,
    /// The step that it shows after, where that is not clear.
    pub(crate) step: Option<String>,
    /// How many revisions were not reached.
    #[serde(default)]
    pub(crate) unreached: usize,
    /// What is not as it should be.
    pub(crate) differences: Vec<Difference>,
}

/// An object, or a property of one, that is not as it should be.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Difference {
    /// `extra`, `missing`, `changed` or `order`.
    pub(crate) change: String,
    /// The kind of object.
    pub(crate) kind: String,
    /// Its name.
    pub(crate) name: String,
    /// What it is; of a change, the property.
    pub(crate) detail: String,
    /// What the property should be.
    pub(crate) before: String,
    /// What it is.
    pub(crate) after: String,
    /// The database, where there are several.
    pub(crate) database: Option<String>,
}
