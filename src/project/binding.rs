//! What a name stands for at the top of a module.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::path::absolute_module;
use super::{Doubt, SourceModule};
use crate::python::{BlockKind, Expr, ExprKind, Stmt, StmtKind};
use crate::revision::{Standing, standing};

/// What binds a name.
#[derive(Clone, Debug)]
pub enum Binding<'a> {
    /// `class Name`
    Class(&'a SourceModule, &'a Stmt),
    /// `def name`
    Function(&'a SourceModule, &'a Stmt),
    /// `name = value`, in the names of its module.
    Value(&'a SourceModule, &'a Expr),
    /// A dotted path, from an import.
    Path(String),
}

/// A binding with the conditions it stands under.
struct Candidate<'a> {
    binding: Binding<'a>,
    statement: &'a Stmt,
    conditional: bool,
}

struct Search<'a, 'n> {
    module: &'a SourceModule,
    name: &'n str,
    found: Vec<Candidate<'a>>,
    /// `from … import *`, absolute, with their places.
    stars: Vec<(String, &'a Stmt)>,
    /// What else was done to the name.
    tampered: Option<&'a Stmt>,
}

/// What `name` is bound to at the top of `module`, with the modules of star imports to look into if
/// nothing binds it.
///
/// # Errors
/// When it depends on what runs, or is bound more than once.
pub fn top_level<'a>(
    module: &'a SourceModule,
    name: &str,
) -> Result<(Option<Binding<'a>>, Vec<String>), Doubt> {
    let mut search = Search { module, name, found: Vec::new(), stars: Vec::new(), tampered: None };
    search.body(&module.module.body, false);
    if let Some(statement) = search.tampered {
        return Err(format!("`{name}` is changed at {}", module.place(statement.span)));
    }
    let stars = search.stars.iter().map(|(star, _)| star.clone()).collect();
    let Some(last) = search.found.last() else { return Ok((None, stars)) };
    if search.found.iter().any(|candidate| candidate.conditional) {
        return Err(format!("`{name}` depends on a condition at {}", module.place(last.statement.span)));
    }
    let same_import = |candidate: &Candidate<'_>| match (&candidate.binding, &last.binding) {
        (Binding::Path(one), Binding::Path(other)) => one == other,
        _ => false,
    };
    if search.found.len() > 1 && !search.found.iter().all(same_import) {
        return Err(format!(
            "`{name}` is bound more than once, at {} and {}",
            module.place(search.found[0].statement.span),
            module.place(last.statement.span)
        ));
    }
    if let Some((star, statement)) =
        search.stars.iter().find(|(_, star)| star.span.start > last.statement.span.start)
        && standing(star) == Standing::Foreign
    {
        return Err(format!(
            "`from {star} import *` at {} may bind `{name}` anew",
            module.place(statement.span)
        ));
    }
    Ok((Some(last.binding.clone()), Vec::new()))
}

impl<'a> Search<'a, '_> {
    fn add(&mut self, binding: Binding<'a>, statement: &'a Stmt, conditional: bool) {
        self.found.push(Candidate { binding, statement, conditional });
    }

    fn body(&mut self, body: &'a [Stmt], conditional: bool) {
        body.iter().for_each(|statement| self.statement(statement, conditional));
    }

    fn statement(&mut self, statement: &'a Stmt, conditional: bool) {
        match &statement.kind {
            StmtKind::Class { name, .. } if name.value == self.name => {
                self.add(Binding::Class(self.module, statement), statement, conditional);
            }
            StmtKind::Function { name, .. } if name.value == self.name => {
                self.add(Binding::Function(self.module, statement), statement, conditional);
            }
            StmtKind::Function { body, .. } => self.globals(body),
            StmtKind::Assign { targets, value, .. } => {
                for target in targets {
                    self.target(target, value.as_ref(), statement, conditional);
                }
            }
            StmtKind::Import(names) => {
                for name in names {
                    let first = name.name.split('.').next().unwrap_or(&name.name);
                    match &name.alias {
                        Some(alias) if alias == self.name => {
                            self.add(Binding::Path(name.name.to_string()), statement, conditional);
                        }
                        None if first == self.name => {
                            self.add(Binding::Path(first.to_owned()), statement, conditional);
                        }
                        _ => {}
                    }
                }
            }
            StmtKind::ImportFrom { module, names } => {
                let from = absolute_module(self.module, module);
                for name in names {
                    if name.name == "*" {
                        self.stars.push((from.clone(), statement));
                    } else if name.alias.as_ref().unwrap_or(&name.name) == self.name {
                        self.add(Binding::Path(format!("{from}.{}", name.name)), statement, conditional);
                    }
                }
            }
            StmtKind::If(branches) => self.branches(branches, conditional),
            StmtKind::Block { kind: BlockKind::Try, bodies, .. } => self.attempt(bodies, conditional),
            StmtKind::Block { targets, bodies, .. } => {
                targets.iter().for_each(|target| self.target(target, None, statement, true));
                bodies.iter().for_each(|body| self.body(body, true));
            }
            StmtKind::With { items, body } => {
                for target in items.iter().filter_map(|(_, target)| target.as_ref()) {
                    self.target(target, None, statement, conditional);
                }
                self.body(body, conditional);
            }
            // `NAME += 1`, `del NAME`
            StmtKind::Other(expressions) => {
                if expressions.iter().any(|expr| expr.root().is_some_and(|root| self.is_name(root))) {
                    self.tampered = Some(statement);
                }
            }
            StmtKind::Expr(expr) => self.call(expr, statement),
            _ => {}
        }
    }

    fn is_name(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Name(name) if name == self.name)
    }

    fn target(&mut self, target: &'a Expr, value: Option<&'a Expr>, statement: &'a Stmt, conditional: bool) {
        match (&target.kind, value) {
            (ExprKind::Name(name), Some(value)) if name == self.name => {
                self.add(Binding::Value(self.module, value), statement, conditional);
            }
            (ExprKind::Attribute { value: owner, .. } | ExprKind::Subscript { value: owner, .. }, _)
                if self.is_name(owner) =>
            {
                self.tampered = Some(statement);
            }
            (ExprKind::Tuple(items) | ExprKind::List(items), _)
                if items.iter().any(|item| self.is_name(item)) =>
            {
                self.tampered = Some(statement);
            }
            _ => {}
        }
    }

    /// `setattr(Name, …)` and the like, by which the name's object may change.
    fn call(&mut self, expr: &'a Expr, statement: &'a Stmt) {
        let Some((function, arguments)) = expr.as_call() else { return };
        let method_of_name = match &function.kind {
            ExprKind::Attribute { value, attribute } => {
                self.is_name(value)
                    && matches!(
                        attribute.as_str(),
                        "append"
                            | "extend"
                            | "insert"
                            | "update"
                            | "clear"
                            | "pop"
                            | "remove"
                            | "setdefault"
                            | "add"
                    )
            }
            _ => false,
        };
        let sets = matches!(&function.kind, ExprKind::Name(name) if name == "setattr" || name == "delattr");
        if method_of_name || sets && arguments.iter().any(|argument| self.is_name(&argument.value)) {
            self.tampered = Some(statement);
        }
    }

    /// `global NAME` in a function that assigns it: the statement itself is not in the tree, so any
    /// assignment counts where the keyword stands in the function's text.
    fn globals(&mut self, body: &'a [Stmt]) {
        let declared = |statement: &Stmt| {
            let text = self.module.file.slice(statement.span);
            text.starts_with("global ") && text[7..].split(',').any(|name| name.trim() == self.name)
        };
        let mut found = None;
        for statement in body {
            statement.walk(&mut |inner| {
                if matches!(inner.kind, StmtKind::Other(_)) && declared(inner) {
                    found = Some(inner);
                }
            });
        }
        self.tampered = self.tampered.or(found);
    }

    fn branches(&mut self, branches: &'a [(Option<Expr>, Vec<Stmt>)], conditional: bool) {
        for (test, body) in branches {
            let checks_types = test.as_ref().is_some_and(is_type_checking);
            if checks_types {
                continue;
            }
            let alone = test.is_none()
                && branches[..branches.len() - 1]
                    .iter()
                    .all(|(test, _)| test.as_ref().is_some_and(is_type_checking));
            self.body(body, conditional || !alone);
        }
    }

    /// A `try` whose body only imports what `SQLAlchemy` and the standard library have always succeeds;
    /// any other depends on what is installed.
    fn attempt(&mut self, bodies: &'a [Vec<Stmt>], conditional: bool) {
        let Some((first, rest)) = bodies.split_first() else { return };
        let sure = first.iter().all(|statement| match &statement.kind {
            StmtKind::ImportFrom { module, names } => {
                names.iter().all(|name| standing(&format!("{module}.{}", name.name)) == Standing::Known)
            }
            StmtKind::Import(names) => names.iter().all(|name| standing(&name.name) == Standing::Known),
            _ => false,
        });
        self.body(first, conditional || !sure);
        if !sure {
            rest.iter().for_each(|body| self.body(body, true));
        }
    }
}

fn is_type_checking(test: &Expr) -> bool {
    test.dotted().is_some_and(|path| path == "TYPE_CHECKING" || path.ends_with(".TYPE_CHECKING"))
}
