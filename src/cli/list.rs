//! `rectify rules list`.

use anyhow::Result;

use super::ExitStatus;
use super::args::Sources;
use super::setup::Setup;
use crate::config::Overrides;
use crate::report::{BOLD, Console};
use crate::rules::Origin;

/// Lists every rule, by pack.
pub(super) fn run(sources: &Sources, console: &mut Console<'_>) -> Result<ExitStatus> {
    let project = Setup::new(sources, Overrides::default())?.own_project(console)?;
    let out = &mut console.out;
    let names: Vec<String> = project.rules.rule_names().collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut first = true;
    for pack in project.rules.packs() {
        if !first {
            out.line("");
        }
        first = false;
        let from = match pack.origin {
            Origin::Shipped => String::new(),
            Origin::Team => format!(" ({})", pack.path),
        };
        let heading = out.styled(BOLD, &pack.name);
        out.line(&format!("{heading}: {}{from}", pack.about));
        for (rule, name) in project.rules.rules().iter().zip(&names) {
            if rule.id.pack == pack.name {
                out.line(&format!("  {name:width$}  {:6}  {}", rule.rewrite.as_str(), rule.about));
            }
        }
    }
    Ok(ExitStatus::Clean)
}
