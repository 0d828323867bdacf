//! What every step of planning one revision needs.

use std::cell::OnceCell;

use super::Reason;
use super::options::{Options, Surroundings};
use super::suppression::Suppressions;
use crate::diagnostic::Code;
use crate::project::SourceModule;
use crate::python::{Expr, ExprKind, Quote, StmtKind, indent_of, quote_of};
use crate::revision::{Operation, Revision};
use crate::rules::{RuleId, RuleSet};
use crate::schema::{History, Schema, Script, Told, read};
use crate::source::{SourceFile, Span};
use crate::sql::TableName;

/// A mended type expression that needs an extension.
#[derive(Debug)]
pub(super) struct Mended {
    pub(super) extension: String,
    pub(super) offset: u32,
    pub(super) rule: Option<String>,
}

/// The state of planning one revision.
pub(super) struct Planner<'r, 'm> {
    pub(super) revision: &'r Revision<'m>,
    pub(super) rules: &'r RuleSet,
    pub(super) options: &'r Options,
    pub(super) surroundings: &'r dyn Surroundings,
    pub(super) suppressions: Suppressions,
    pub(super) mended: Vec<Mended>,
    /// What the type expressions that are mended stand for.
    pub(super) told: Told,
    /// The schema before the revision, or why it is not known.
    pub(super) before: OnceCell<Result<Schema, Reason>>,
    script: OnceCell<Script>,
    other_dialect: OnceCell<Option<String>>,
    source: OnceCell<SourceModule>,
}

impl<'r, 'm> Planner<'r, 'm> {
    pub(super) fn new(
        revision: &'r Revision<'m>,
        rules: &'r RuleSet,
        options: &'r Options,
        surroundings: &'r dyn Surroundings,
    ) -> Self {
        let suppressions = Suppressions::read(revision.file, revision.module);
        Self {
            revision,
            rules,
            options,
            surroundings,
            suppressions,
            mended: Vec::new(),
            told: Told::default(),
            before: OnceCell::new(),
            script: OnceCell::new(),
            other_dialect: OnceCell::new(),
            source: OnceCell::new(),
        }
    }

    /// The revisions of the folder.
    pub(super) fn history(&self) -> Option<&'r History> {
        self.surroundings.history(self.rules, self.options)
    }

    /// What the revision does as it is written.
    pub(super) fn script(&self) -> &Script {
        self.script.get_or_init(|| read(self.revision, self.rules))
    }

    pub(super) fn file(&self) -> &'m SourceFile {
        self.revision.file
    }

    /// The revision as a module of the project; what its functions import counts as imported at its top.
    pub(super) fn as_source(&self) -> &SourceModule {
        self.source.get_or_init(|| {
            let mut module = self.revision.module.clone();
            let mut imports = Vec::new();
            for statement in &module.body {
                statement.bodies().into_iter().flatten().for_each(|inner| {
                    inner.walk(&mut |inner| {
                        if matches!(inner.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. }) {
                            imports.push(inner.clone());
                        }
                    });
                });
            }
            module.body.extend(imports);
            SourceModule { name: String::new(), is_package: false, file: self.file().clone(), module }
        })
    }

    /// What shows that the project runs on another database too.
    pub(super) fn other_dialect(&self) -> Option<&str> {
        self.other_dialect.get_or_init(|| super::dialects::evidence(self)).as_deref()
    }

    pub(super) fn wants(&self, code: Code, rule: Option<&str>) -> bool {
        let rule = rule
            .and_then(|name| name.split_once('/'))
            .map(|(pack, id)| RuleId { pack: pack.to_owned(), id: id.to_owned() });
        self.options.selection.wants(code, rule.as_ref())
    }

    /// The table that an operation is about, if its name and schema are plain strings.
    pub(super) fn table(&self, operation: &Operation<'m>) -> Option<TableName> {
        let arguments = match operation.site.batch {
            Some(index) => &self.revision.batches.get(index)?.arguments,
            None => &operation.arguments,
        };
        if arguments.starred {
            return None;
        }
        let name = self.revision.string(arguments.get("table_name")?)?;
        let schema = match arguments.get("schema") {
            None => None,
            Some(expr) if expr.kind == ExprKind::None => None,
            Some(expr) => Some(self.revision.string(expr)?),
        };
        Some(TableName { schema, name })
    }

    /// The quote that the code at `span` uses.
    pub(super) fn quote(&self, expr: &Expr) -> Quote {
        let mut first = None;
        expr.walk(&mut |inner| {
            if first.is_none() && inner.as_str().is_some() {
                first = Some(inner.span);
            }
        });
        first.map_or(Quote::Single, |span| quote_of(self.file().slice(span)))
    }

    pub(super) fn indent(&self, offset: u32) -> &'m str {
        indent_of(self.file(), offset)
    }

    pub(super) fn newline(&self) -> &'static str {
        self.file().newline().as_str()
    }

    /// Where lines go that come in front of the statement at `offset`: above the suppressions for it.
    pub(super) fn in_front_of(&self, offset: u32) -> u32 {
        let file = self.file();
        let mut at = file.line_start(offset);
        while at > 0 {
            let above = file.line_start(at - 1);
            let line = file.slice(file.line_span(file.line(above))).trim_start();
            if !(line.starts_with('#') && line.contains("rectify: ignore[")) {
                break;
            }
            at = above;
        }
        at
    }

    /// Whether only indentation stands in front of `offset`.
    pub(super) fn starts_line(&self, offset: u32) -> bool {
        let file = self.file();
        file.slice(Span::new(file.line_start(offset), offset)).trim_matches([' ', '\t', '\u{c}']).is_empty()
    }

    /// Whether the statement at `span` can be replaced or have lines put beside it.
    pub(super) fn has_own_lines(&self, span: Span) -> bool {
        self.revision.module.has_own_lines(self.file(), span)
    }
}
