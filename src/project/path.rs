//! Dotted paths, followed through imports and re-exports to what they name.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::binding::{Binding, Origin, When, top_level};
use super::{Doubt, Found, SourceModule, Sources};
use crate::python::{Expr, ExprKind};
use crate::revision::{Standing, standing};

/// How many re-exports are followed.
const MAX_DEPTH: usize = 16;

/// What a path leads to.
#[derive(Clone, Debug)]
pub struct Resolved<'a> {
    /// The module-level object.
    pub object: Object<'a>,
    /// The attributes behind it (`ACTIVE` of `State.ACTIVE`).
    pub attributes: Vec<String>,
}

/// An object at the top of a module.
#[derive(Clone, Debug)]
pub enum Object<'a> {
    /// What the project's own source binds.
    Own(Binding<'a>),
    /// One of the project's modules.
    Module(String),
    /// Outside the project: the full path.
    External(String),
}

/// `from .types import X` in `app.models` is from `app.types`.
pub(super) fn absolute_module(module: &SourceModule, written: &str) -> String {
    let name = written.trim_start_matches('.');
    let level = written.len() - name.len();
    if level == 0 {
        return name.to_owned();
    }
    let mut package: Vec<&str> = module.name.split('.').collect();
    let up = if module.is_package { level - 1 } else { level };
    package.truncate(package.len().saturating_sub(up));
    package.extend(name.split('.').filter(|part| !part.is_empty()));
    package.join(".")
}

/// Makes the path of an import in `module` absolute.
pub fn absolute_path(module: &SourceModule, path: &str) -> String {
    absolute_module(module, path)
}

/// What the absolute `path` names; none where a module of the project has no such name.
///
/// # Errors
/// When that depends on what runs, or several files answer to a module's name.
pub fn definition<'a>(sources: &'a dyn Sources, path: &str) -> Result<Option<Resolved<'a>>, Doubt> {
    follow(sources, path, 0)
}

/// What a dotted name in `module` names; none where nothing binds its first name.
///
/// # Errors
/// As for [`definition`].
pub fn evaluate_path<'a>(
    sources: &'a dyn Sources,
    module: &'a SourceModule,
    path: &str,
    when: When,
) -> Result<Option<Resolved<'a>>, Doubt> {
    let parts: Vec<&str> = path.split('.').collect();
    member(sources, module, &parts, when, 0)
}

fn follow<'a>(sources: &'a dyn Sources, path: &str, depth: usize) -> Result<Option<Resolved<'a>>, Doubt> {
    if depth > MAX_DEPTH {
        return Err(format!("`{path}` is imported in a circle"));
    }
    let parts: Vec<&str> = path.split('.').collect();
    if standing(parts[0]) != Standing::Foreign {
        return Ok(Some(external(path)));
    }
    let mut inside = false;
    for end in (1..=parts.len()).rev() {
        let name = parts[..end].join(".");
        match sources.module(&name) {
            Found::Missing => {}
            Found::Folder | Found::Module(_) if end == parts.len() => return Ok(Some(own_module(name))),
            Found::Folder => inside = true,
            Found::Module(module) => {
                let found = member(sources, module, &parts[end..], When::End, depth + 1)?;
                let own = |origin: &Origin<'_>| !matches!(origin, Origin::Star(..));
                if found.is_none() && top_level(module, "__getattr__", When::End)?.iter().any(own) {
                    return Err(format!("`{}` may come from the `__getattr__` of `{name}`", parts[end]));
                }
                return Ok(found);
            }
            Found::Several(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                return Err(format!("the module `{name}` is there more than once: {}", paths.join(", ")));
            }
            Found::Unreadable(reason) => return Err(format!("the module `{name}` cannot be read: {reason}")),
        }
    }
    Ok((!inside).then(|| external(path)))
}

fn external(path: &str) -> Resolved<'static> {
    Resolved { object: Object::External(path.to_owned()), attributes: Vec::new() }
}

fn own_module(name: String) -> Resolved<'static> {
    Resolved { object: Object::Module(name), attributes: Vec::new() }
}

/// The name `parts[0]` of `module`, with the attributes behind it.
fn member<'a>(
    sources: &'a dyn Sources,
    module: &'a SourceModule,
    parts: &[&str],
    when: When,
    depth: usize,
) -> Result<Option<Resolved<'a>>, Doubt> {
    if depth > MAX_DEPTH {
        return Err(format!("`{}` is imported in a circle", parts.join(".")));
    }
    if let Some(place) = sources.replaced(module, parts[0]) {
        return Err(format!("`{}` of `{}` is replaced at {place}", parts[0], module.name));
    }
    for origin in top_level(module, parts[0], when)? {
        match origin {
            Origin::Binding(Binding::Path(path)) => {
                let whole = [&[path.as_str()], &parts[1..]].concat().join(".");
                return follow(sources, &whole, depth + 1);
            }
            // Flask-SQLAlchemy hands on what SQLAlchemy has.
            Origin::Binding(Binding::Value(home, value))
                if parts.len() > 1 && is_flask(sources, home, value) =>
            {
                return Ok(Some(external(&format!("sqlalchemy.{}", parts[1..].join(".")))));
            }
            Origin::Binding(own) => {
                return Ok(Some(Resolved {
                    object: Object::Own(own),
                    attributes: parts[1..].iter().map(|&part| part.to_owned()).collect(),
                }));
            }
            Origin::Doubt(doubt) => return Err(doubt),
            Origin::Star(star, doubt) => {
                if let Some(found) = through_star(sources, &star, parts, depth)? {
                    return doubt.map_or(Ok(Some(found)), Err);
                }
            }
        }
    }
    Ok(None)
}

/// `db = SQLAlchemy()`
fn is_flask(sources: &dyn Sources, module: &SourceModule, value: &Expr) -> bool {
    value.as_call().and_then(|(function, _)| function.dotted()).is_some_and(|path| {
        matches!(evaluate_path(sources, module, &path, When::At(value.span.start)),
            Ok(Some(Resolved { object: Object::External(path), .. })) if path == "flask_sqlalchemy.SQLAlchemy")
    })
}

fn through_star<'a>(
    sources: &'a dyn Sources,
    star: &str,
    parts: &[&str],
    depth: usize,
) -> Result<Option<Resolved<'a>>, Doubt> {
    let path = format!("{star}.{}", parts.join("."));
    if standing(star) != Standing::Foreign {
        let known = standing(&format!("{star}.{}", parts[0])) == Standing::Known;
        return Ok(known.then(|| external(&path)));
    }
    match sources.module(star) {
        Found::Module(module) => {
            let exported = match all_names(module) {
                Ok(Some(names)) => names.contains(&parts[0]),
                Ok(None) => !parts[0].starts_with('_'),
                Err(doubt) => {
                    let there = member(sources, module, parts, When::End, depth + 1)?.is_some();
                    return if there { Err(doubt) } else { Ok(None) };
                }
            };
            if exported { member(sources, module, parts, When::End, depth + 1) } else { Ok(None) }
        }
        // The name may come from there or not.
        Found::Missing => Err(format!("`{}` may come from `from {star} import *`", parts[0])),
        Found::Folder => Ok(None),
        Found::Several(_) => Err(format!("the module `{star}` is there more than once")),
        Found::Unreadable(reason) => Err(format!("the module `{star}` cannot be read: {reason}")),
    }
}

/// The strings of `__all__`, where there is one.
fn all_names(module: &SourceModule) -> Result<Option<Vec<&str>>, Doubt> {
    let doubt = || format!("the `__all__` of `{}` is no plain list", module.name);
    let origins = top_level(module, "__all__", When::End).map_err(|_| doubt())?;
    match origins.as_slice() {
        [] => Ok(None),
        [Origin::Binding(Binding::Value(_, value))] => match &value.kind {
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                items.iter().map(|item| item.as_str()).collect::<Option<_>>().map(Some).ok_or_else(doubt)
            }
            _ => Err(doubt()),
        },
        // Star imports bring no `__all__` along.
        several if several.iter().all(|origin| matches!(origin, Origin::Star(..))) => Ok(None),
        _ => Err(doubt()),
    }
}
