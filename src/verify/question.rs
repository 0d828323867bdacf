//! What the programs are asked, and the programs themselves.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use serde_json::{Value as Json, json};

/// What starts them.
pub(super) const START: &str = include_str!("start.py");

const CATALOG: &str = include_str!("catalog.sql");

/// Their modules.
const SOURCES: &[(&str, &str)] = &[
    ("address", include_str!("address.py")),
    ("against", include_str!("against.py")),
    ("catalog", include_str!("catalog.py")),
    ("client", include_str!("client.py")),
    ("conduct", include_str!("conduct.py")),
    ("engines", include_str!("engines.py")),
    ("failure", include_str!("failure.py")),
    ("fence", include_str!("fence.py")),
    ("models", include_str!("models.py")),
    ("project", include_str!("project.py")),
    ("run", include_str!("run.py")),
    ("server", include_str!("server.py")),
    ("statements", include_str!("statements.py")),
    ("stubs", include_str!("stubs.py")),
    ("walk", include_str!("walk.py")),
    ("wire", include_str!("wire.py")),
    ("work", include_str!("work.py")),
];

/// Revisions that are run by one configuration of Alembic.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct History {
    /// The file of the configuration.
    pub(crate) path: PathBuf,
    /// Its section.
    pub(crate) section: String,
    /// The folder that its commands run in.
    pub(crate) folder: PathBuf,
    /// The folder of `env.py`.
    pub(crate) scripts: PathBuf,
    /// The folders of revisions, as far as they are known beforehand.
    pub(crate) revisions: Vec<PathBuf>,
}

/// What is asked.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Question {
    /// The histories to prove.
    pub(crate) histories: Vec<History>,
    /// A server on which databases may be made.
    pub(crate) url: Option<String>,
    /// The folder of the programs of the server to start.
    pub(crate) server: Option<PathBuf>,
    /// Extensions that every database has from the outset.
    pub(crate) extensions: Vec<String>,
    /// SQL that every database has run at the outset.
    pub(crate) setup: Option<String>,
    /// Only these revisions.
    pub(crate) only: Vec<String>,
    /// Only the revisions in these files.
    pub(crate) files: Vec<PathBuf>,
    /// Only this revision and those that build on it.
    pub(crate) from: Option<String>,
    /// Whether to compare with the models.
    pub(crate) models: bool,
    /// The folder or commit of the version to compare with.
    pub(crate) against: Option<String>,
    /// What the rules know of types, for packages that are not there.
    pub(crate) stubs: Vec<Json>,
    /// Arguments for env.py, as of `alembic -x`.
    pub(crate) arguments: Vec<String>,
    /// The application of Flask's or Litestar's.
    pub(crate) application: Option<String>,
}

impl Question {
    /// The line that the programs read first.
    pub(super) fn line(&self) -> Result<String, String> {
        let mut whole = serde_json::to_value(self).map_err(|error| error.to_string())?;
        let sources: BTreeMap<&str, &str> = SOURCES.iter().copied().collect();
        whole["sources"] = json!(sources);
        whole["start"] = json!(START);
        whole["catalog"] = json!(CATALOG);
        whole["program"] = json!("conduct");
        whole["worker"] = json!({
            "arguments": self.arguments,
            "application": self.application,
            "given": self.url.is_some(),
        });
        Ok(format!("{whole}\n"))
    }
}
