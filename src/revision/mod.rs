//! Revisions as typed operations with exact source ranges.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

mod column;
mod dialect;
mod foreign;
mod operation;
mod plain;
mod plugin;
mod sqlalchemy;
mod type_use;
mod uses;
mod walk;

pub use column::{Column, is_column};
pub use dialect::{Guard, of_test as guards_of_test, other_dialect_evidence};
pub use foreign::is_foreign;
pub use operation::{Batch, BoundArguments, InBatch, OpKind, Operation, Site};
pub use plain::{is_plain, is_spoken_of, taken_away};
pub use plugin::{Plugin, is_of_alembic};
pub use sqlalchemy::{Standing, has_top_level, standing};
pub use type_use::{Place, TypeUse, UnboundName, Uses, Wrapper};

use crate::python::{Expr, ExprKind, Module, Names, Stmt, StmtKind};
use crate::source::{SourceFile, Span};

/// A function at the top of a revision.
#[derive(Clone, Debug)]
pub struct Function<'m> {
    /// Its name.
    pub name: &'m str,
    /// The whole statement.
    pub statement: &'m Stmt,
}

impl Function<'_> {
    /// Whether the function takes the schema back.
    pub fn is_downgrade(&self) -> bool {
        self.name.starts_with("downgrade")
    }

    /// Which of several databases it is for, in a revision of Alembic's template for them: `upgrade_engine1`.
    pub fn database(&self) -> Option<&str> {
        self.name.strip_prefix("upgrade_").or_else(|| self.name.strip_prefix("downgrade_"))
    }
}

/// An Alembic revision.
#[derive(Debug)]
pub struct Revision<'m> {
    /// The file.
    pub file: &'m SourceFile,
    /// Its syntax.
    pub module: &'m Module,
    /// What its names mean.
    pub names: Names,
    /// Functions at module level.
    pub functions: Vec<Function<'m>>,
    /// Every operation, in the order of the text.
    pub operations: Vec<Operation<'m>>,
    /// Every `with op.batch_alter_table(…) as …` block.
    pub batches: Vec<Batch<'m>>,
    /// Bodies that run only on some databases.
    pub guards: Vec<(Span, Guard)>,
    /// Every type expression and unbound name.
    pub uses: Uses<'m>,
}

impl<'m> Revision<'m> {
    /// Reads a module as a revision; `None` when it is none.
    pub fn read(file: &'m SourceFile, module: &'m Module) -> Option<Self> {
        if !is_revision(module) {
            return None;
        }
        let mut names = Names::read(module);
        names.know_exports(sqlalchemy::may_export);
        let functions = module
            .body
            .iter()
            .filter_map(|statement| match &statement.kind {
                StmtKind::Function { name, .. } => Some(Function { name: &name.value, statement }),
                _ => None,
            })
            .collect();
        let mut revision = Self {
            file,
            module,
            names,
            functions,
            operations: Vec::new(),
            batches: Vec::new(),
            guards: Vec::new(),
            uses: Uses::default(),
        };
        walk::read_operations(&mut revision);
        revision.uses = uses::collect(&revision);
        Some(revision)
    }

    /// Takes the known operations of packages for those of Alembic's own that they come down to.
    pub fn read_plugins(&mut self) {
        for operation in &mut self.operations {
            if let Some(plugin) = operation.plugin {
                operation.kind = plugin.kind();
            }
        }
    }

    /// The value assigned to a name at module level.
    fn assigned(&self, wanted: &str) -> Option<&'m Expr> {
        self.module.body.iter().find_map(|statement| match &statement.kind {
            StmtKind::Assign { targets, value: Some(value), .. } => targets
                .iter()
                .any(|target| matches!(&target.kind, ExprKind::Name(name) if name == wanted))
                .then_some(value),
            _ => None,
        })
    }

    /// The revision's identifier.
    pub fn id(&self) -> Option<String> {
        self.assigned("revision").and_then(|value| self.string(value))
    }

    /// The identifiers of the revisions that run before this one: `down_revision` and `depends_on`.
    pub fn parents(&self) -> Vec<String> {
        let mut parents = self.down_revisions();
        parents.extend(self.depends_on());
        parents
    }

    /// `down_revision`, a string or several, as a list.
    pub fn down_revisions(&self) -> Vec<String> {
        self.strings("down_revision")
    }

    /// `depends_on`
    pub fn depends_on(&self) -> Vec<String> {
        self.strings("depends_on")
    }

    /// `branch_labels`
    pub fn branch_labels(&self) -> Vec<String> {
        self.strings("branch_labels")
    }

    fn strings(&self, name: &str) -> Vec<String> {
        let Some(value) = self.assigned(name) else { return Vec::new() };
        match &value.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Other(items) => {
                items.iter().filter_map(|item| self.string(item)).collect()
            }
            _ => self.string(value).into_iter().collect(),
        }
    }

    /// The value of an expression that is a string in every run: a literal, `op.f('…')`, or a name that
    /// is only ever assigned such a string.
    pub fn string(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::String(value) => Some(value.clone()),
            ExprKind::Call { function, arguments, .. } => {
                let path = self.names.resolve(function)?.path;
                let is_name = path == "alembic.op.f" || path.ends_with("op.f");
                arguments.first().filter(|_| is_name).and_then(|argument| self.string(&argument.value))
            }
            ExprKind::Name(_) => self.names.value(expr).and_then(|value| value.as_str().map(str::to_owned)),
            _ => None,
        }
    }

    /// The databases on which the code at `offset` runs.
    pub fn guard_at(&self, offset: u32) -> Guard {
        self.guards
            .iter()
            .filter(|(span, _)| span.contains(Span::at(offset)))
            .fold(dialect::of_folder(self.file.path()), |guard, (_, inner)| guard.and(*inner))
    }

    /// The top-level function that holds `offset`.
    pub fn function_at(&self, offset: u32) -> Option<&Function<'m>> {
        self.functions
            .iter()
            .find(|function| function.statement.span.start <= offset && offset < function.statement.span.end)
    }

    /// Which of several databases what stands at `offset` is for, if its function names one.
    pub fn database_at(&self, offset: u32) -> Option<&str> {
        self.function_at(offset).and_then(Function::database)
    }
}

/// Whether the module has what Alembic looks for: `revision`, `down_revision` and an upgrade function.
fn is_revision(module: &Module) -> bool {
    let assigns = |wanted: &str| {
        module.body.iter().any(|statement| match &statement.kind {
            StmtKind::Assign { targets, .. } => {
                targets.iter().any(|target| matches!(&target.kind, ExprKind::Name(name) if name == wanted))
            }
            _ => false,
        })
    };
    let upgrades = module.body.iter().any(
        |statement| matches!(&statement.kind, StmtKind::Function { name, .. } if name.value.starts_with("upgrade")),
    );
    upgrades && assigns("revision") && assigns("down_revision")
}
