//! The project's Python sources: what a dotted path names, and what a class inherits. Nothing is run.

mod binding;
mod class;
mod path;

use std::path::PathBuf;

pub use binding::{Binding, Origin, When, top_level};
pub(crate) use class::function_parts;
pub use class::{Ancestor, Class, Method, linearize};
pub use path::{Object, Resolved, absolute_path, definition, evaluate_path};

use crate::python::{Expr, ExprKind, Module, StmtKind};
use crate::source::{SourceFile, Span};

/// A parsed module of the project.
#[derive(Debug)]
pub struct SourceModule {
    /// Its dotted name.
    pub name: String,
    /// Whether it is a package's `__init__.py`.
    pub is_package: bool,
    /// Its file.
    pub file: SourceFile,
    /// Its syntax.
    pub module: Module,
}

impl SourceModule {
    /// `app/types.py:12`
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.file.path().display(), self.file.line(span.start))
    }

    /// The name that an expression is assigned to at the top of the module.
    pub fn name_of(&self, value: &Expr) -> Option<&str> {
        let statement = self.module.body.iter().find(|statement| statement.span.contains(value.span))?;
        let StmtKind::Assign { targets, .. } = &statement.kind else { return None };
        targets.iter().find_map(|target| {
            if let ExprKind::Name(name) = &target.kind { Some(name.as_str()) } else { None }
        })
    }

    /// The text of an expression on one line.
    pub fn text(&self, expr: &Expr) -> String {
        self.file.slice(expr.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A module that was looked for.
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// The project has none of that name.
    Missing,
    /// A folder without an `__init__.py`.
    Folder,
    /// It is there.
    Module(&'a SourceModule),
    /// Several files answer to the name.
    Several(Vec<PathBuf>),
    /// It is there and cannot be read; why.
    Unreadable(String),
}

/// The modules of a project. What was read once is kept.
pub trait Sources: Sync {
    /// The module of that dotted name.
    fn module(&self, name: &str) -> Found<'_>;
    /// Modules that define `name` at their top, for classes whose module has moved.
    fn defining(&self, name: &str) -> Vec<&SourceModule>;
    /// Modules that may have models and hold `text`, or define at their top a name that fits.
    fn having_models(&self, text: &str, fits: &dyn Fn(&str) -> bool) -> Vec<&SourceModule>;
    /// Where something is registered for the class from outside, and how (`@compiles(Name, …)`).
    fn registered(&self, class: &str) -> Option<String>;
    /// Where a class, list or dictionary of that name is changed from outside of its definition.
    fn patched(&self, name: &str) -> Option<String>;
    /// Where another module puts something else under the name `name` of the module (`types.GUID = …`).
    fn replaced(&self, module: &SourceModule, name: &str) -> Option<String>;
    /// Whether a source imports the module `root`.
    fn imported(&self, root: &str) -> bool;
    /// Folders that Python imports the modules from.
    fn roots(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// A project without sources.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSources;

impl Sources for NoSources {
    fn module(&self, _name: &str) -> Found<'_> {
        Found::Missing
    }

    fn defining(&self, _name: &str) -> Vec<&SourceModule> {
        Vec::new()
    }

    fn having_models(&self, _text: &str, _fits: &dyn Fn(&str) -> bool) -> Vec<&SourceModule> {
        Vec::new()
    }

    fn registered(&self, _class: &str) -> Option<String> {
        None
    }

    fn patched(&self, _name: &str) -> Option<String> {
        None
    }

    fn replaced(&self, _module: &SourceModule, _name: &str) -> Option<String> {
        None
    }

    fn imported(&self, _root: &str) -> bool {
        false
    }
}

/// Why something cannot be told, with its place.
pub type Doubt = String;
