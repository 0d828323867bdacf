//! What is wrong with a graph of revisions.

use std::fmt;
use std::path::PathBuf;

/// Something wrong with the graph as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// The file's own identifier cannot be read.
    NoIdentifier {
        /// The file.
        path: PathBuf,
    },
    /// Two files have one identifier; the first in the order of paths counts.
    Duplicate {
        /// The identifier.
        id: String,
        /// The file that counts.
        first: PathBuf,
        /// The other one.
        second: PathBuf,
    },
    /// A parent or dependency that no file has.
    Missing {
        /// The revision that names it.
        id: String,
        /// Its file.
        path: PathBuf,
        /// The name.
        missing: String,
    },
    /// Revisions that come before themselves.
    Cycle {
        /// The revisions.
        ids: Vec<String>,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIdentifier { path } => {
                write!(formatter, "{}: its `revision` is no literal", path.display())
            }
            Self::Duplicate { id, first, second } => {
                write!(
                    formatter,
                    "the revision {id} is there twice: {}, {}",
                    first.display(),
                    second.display()
                )
            }
            Self::Missing { id, path, missing } => {
                write!(formatter, "{}: {id} follows {missing}, which is not there", path.display())
            }
            Self::Cycle { ids } => write!(formatter, "revisions that follow themselves: {}", ids.join(", ")),
        }
    }
}
