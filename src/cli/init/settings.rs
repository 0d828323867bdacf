//! Rectify's own configuration.

use anyhow::Result;

use super::{Project, Step, slashed, text_of};
use crate::config::Finder;

/// Names the folders of revisions, unless there is a configuration already: in the project file if there
/// is one that takes it, else in a file of its own.
pub(super) fn step(project: &Project) -> Result<Step> {
    let root = &project.root;
    match Finder::nearest(project.working_folder.clone()).find(root) {
        Ok(Some(config)) => {
            let path = project.working_folder.join(config.path());
            return Ok(Step::Already { path, what: "configures Rectify" });
        }
        Ok(None) => {}
        Err(errors) => {
            let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow::bail!("{}", messages.join("\n"));
        }
    }
    let folders: Vec<String> =
        project.revisions().iter().map(|folder| quoted(&slashed(folder, root))).collect();
    let revisions = format!("revisions = [{}]", folders.join(", "));
    let path = root.join("pyproject.toml");
    if let Some(before) = text_of(&path)? {
        let ending = if before.contains("\r\n") { "\r\n" } else { "\n" };
        let gap = if before.is_empty() || before.ends_with('\n') { "" } else { ending };
        let after = format!("{before}{gap}{ending}[tool.rectify]{ending}{revisions}{ending}");
        // What is broken, or has its tools in one line, takes no table more.
        if after.parse::<toml::Table>().is_ok() {
            return Ok(Step::Write { path, before: Some(before), after });
        }
    }
    Ok(Step::Write { path: root.join("rectify.toml"), before: None, after: format!("{revisions}\n") })
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
