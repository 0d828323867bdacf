//! `rectify schema`: what the history says the schema is.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};

use super::ExitStatus;
use super::args::{SchemaArgs, Voice};
use super::setup::Setup;
use crate::config::Overrides;
use crate::discover::{self, Folders};
use crate::plan::learnt_types;
use crate::report::{Console, Format, schema_document, show_schema, show_table};
use crate::revision::Revision;
use crate::rules::nearest;
use crate::schema::{History, Map, Node, Schema, Told};
use crate::sql::TableName;

/// Runs the command.
pub(super) fn run(args: &SchemaArgs, voice: &Voice, console: &mut Console<'_>) -> Result<ExitStatus> {
    if matches!(args.output_format, Format::Sarif | Format::Github | Format::Gitlab) {
        bail!("this format is for findings; a schema is shown as text or json");
    }
    let mut setup = Setup::new(&args.sources, Overrides::default())?;
    let rules = setup.own_project(console)?;
    let given: Vec<PathBuf> = args.revisions.iter().map(|path| setup.shown(path)).collect();
    let paths = if given.is_empty() { setup.default_paths(console) } else { Some(given) };
    let Some(paths) = paths else { return Ok(ExitStatus::Error) };
    let found = discover::find(&paths, &setup.excludes(), &mut |_| ());
    let mut all_read = found.troubles.is_empty();
    for trouble in &found.troubles {
        console.error(&format!("{}: {}", trouble.path.display(), trouble.message));
    }
    let mut files: Vec<(PathBuf, Arc<str>)> = Vec::new();
    for target in &found.targets {
        match target.read() {
            Ok(file) => files.extend(file.map(|file| (target.shown.clone(), file.shared_text()))),
            Err(message) => {
                console.error(&format!("{}: {message}", target.shown.display()));
                all_read = false;
            }
        }
    }
    let folder = found.targets.first().map(|target| Folders::default().of(target.folder(), &rules.models));
    let environment = folder.as_ref().map(|folder| folder.environment()).unwrap_or_default();
    let learn = |revision: &Revision<'_>| match &folder {
        Some(folder) => learnt_types(revision, &rules.rules, &rules.options, &**folder),
        None => Told::default(),
    };
    let history = History::read(&files, &rules.rules, environment, &learn);
    let nodes = revisions(&history, &args.at)?;
    let ids: Vec<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
    let mut schema = history.schema_at(ids.iter().copied());
    if let Some(name) = &args.downgrade {
        schema = history.taken_back(schema, &revision(&history, name)?.id);
    }
    if !args.tables.is_empty() {
        keep(&mut schema, &args.tables)?;
    }
    if args.output_format == Format::Json {
        let mut text = serde_json::to_string_pretty(&schema_document(&schema, &ids, history.graph()))?;
        text.push('\n');
        console.out.text(&text);
    } else if args.tables.is_empty() {
        show_schema(&mut console.out, &schema);
    } else {
        for (name, table) in schema.tables.iter() {
            show_table(&mut console.out, name, table);
        }
    }
    if !voice.quiet {
        for problem in history.graph().problems() {
            console.note(&problem.to_string());
        }
        if ids.is_empty() {
            console.note("no revisions found");
        }
    }
    Ok(if all_read { ExitStatus::Clean } else { ExitStatus::Error })
}

/// The revisions that are asked for; all heads if none is.
fn revisions<'h>(history: &'h History, names: &[String]) -> Result<Vec<&'h Node>> {
    if names.is_empty() {
        return Ok(history.graph().heads());
    }
    let mut found = Vec::new();
    for name in names.iter().filter(|name| *name != "base") {
        match name.as_str() {
            "head" | "heads" => found.extend(history.graph().heads()),
            name => found.push(revision(history, name)?),
        }
    }
    Ok(found)
}

/// The one revision of that name.
fn revision<'h>(history: &'h History, name: &str) -> Result<&'h Node> {
    let graph = history.graph();
    match graph.find(name).as_slice() {
        [] => {
            let meant = nearest(name, graph.names())
                .map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
            bail!("no revision is called `{name}`{meant}")
        }
        [found] => Ok(found),
        several => {
            let ids: Vec<&str> = several.iter().map(|node| node.id.as_str()).collect();
            bail!("`{name}` may be any of {}", ids.join(", "))
        }
    }
}

/// Keeps the tables of those names.
fn keep(schema: &mut Schema, wanted: &[String]) -> Result<()> {
    let names: Vec<String> = schema.tables.keys().map(plain).collect();
    for name in wanted {
        let is_it = |known: &String| known == name || known.rsplit('.').next() == Some(name);
        if !names.iter().any(is_it) {
            let meant = nearest(name, names.iter().map(String::as_str));
            let meant = meant.map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
            let unsure = schema
                .taints
                .first()
                .map_or_else(String::new, |taint| format!("; there may be more: {taint}"));
            bail!("no table is called `{name}`{meant}{unsure}")
        }
    }
    schema.tables.retain(|name, _| wanted.contains(&plain(name)) || wanted.contains(&name.name));
    schema.types = Map::default();
    schema.extensions.clear();
    Ok(())
}

/// `schema.table`, without quotes.
fn plain(name: &TableName) -> String {
    name.schema.as_ref().map_or_else(|| name.name.clone(), |schema| format!("{schema}.{}", name.name))
}
