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

/// When a name of a module is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// When all of the module has run.
    End,
    /// While it runs, at this place of its text.
    At(u32),
    /// Either: a name that is bound more than once is doubted.
    Unsure,
}

/// Where a name may come from.
#[derive(Clone, Debug)]
pub enum Origin<'a> {
    /// It is bound.
    Binding(Binding<'a>),
    /// `from module import *`, where that module has it; the doubt is there if it stands under a condition.
    Star(String, Option<Doubt>),
    /// It is bound, but nobody knows to what.
    Doubt(Doubt),
}

/// Something that may bind the name, in the order of the text.
struct Candidate<'a> {
    origin: Origin<'a>,
    statement: &'a Stmt,
    conditional: bool,
}

struct Search<'a, 'n> {
    module: &'a SourceModule,
    name: &'n str,
    found: Vec<Candidate<'a>>,
    /// What else was done to the name, and how that is called.
    tampered: Option<(&'a Stmt, &'static str)>,
}

/// Where the name `name` at the top of `module` comes from: the latest first, up to the first that surely
/// binds it.
///
/// # Errors
/// When what it is bound to is changed afterwards.
pub fn top_level<'a>(module: &'a SourceModule, name: &str, when: When) -> Result<Vec<Origin<'a>>, Doubt> {
    let mut search = Search { module, name, found: Vec::new(), tampered: None };
    search.body(&module.module.body, false);
    if let Some((statement, how)) = search.tampered {
        return Err(format!("`{name}` is {how} at {}", module.place(statement.span)));
    }
    if let When::At(offset) = when {
        search.found.retain(|candidate| candidate.statement.span.end <= offset);
    }
    let bindings: Vec<&Candidate<'a>> =
        search.found.iter().filter(|candidate| !matches!(candidate.origin, Origin::Star(..))).collect();
    if when == When::Unsure
        && let [first, .., last] = bindings.as_slice()
        && !bindings.iter().all(|one| one.same_import(last))
    {
        return Err(format!(
            "`{name}` is bound more than once, at {} and {}",
            module.place(first.statement.span),
            module.place(last.statement.span)
        ));
    }
    let mut origins = Vec::new();
    for Candidate { origin, statement, conditional } in search.found.into_iter().rev() {
        let place = module.place(statement.span);
        let doubt = format!("`{name}` is conditional: it is bound under a condition at {place}");
        match origin {
            Origin::Star(star, _) => origins.push(Origin::Star(star, conditional.then_some(doubt))),
            _ if conditional => {
                origins.push(Origin::Doubt(doubt));
                break;
            }
            sure => {
                origins.push(sure);
                break;
            }
        }
    }
    Ok(origins)
}

impl Candidate<'_> {
    fn same_import(&self, other: &Self) -> bool {
        match (&self.origin, &other.origin) {
            (Origin::Binding(Binding::Path(one)), Origin::Binding(Binding::Path(other))) => one == other,
            _ => std::ptr::eq(self.statement, other.statement),
        }
    }
}

impl<'a> Search<'a, '_> {
    fn add(&mut self, binding: Binding<'a>, statement: &'a Stmt, conditional: bool) {
        self.found.push(Candidate { origin: Origin::Binding(binding), statement, conditional });
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
                        let origin = Origin::Star(from.clone(), None);
                        self.found.push(Candidate { origin, statement, conditional });
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
            StmtKind::Augment { target, .. } => self.change(std::slice::from_ref(target), statement),
            // `del NAME`; `assert NAME` changes nothing.
            StmtKind::Other(_) if self.module.file.slice(statement.span).starts_with("assert") => {}
            StmtKind::Other(expressions) => self.change(expressions, statement),
            StmtKind::Expr(expr) => self.call(expr, statement),
            _ => {}
        }
    }

    fn is_name(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Name(name) if name == self.name)
    }

    fn change(&mut self, targets: &[Expr], statement: &'a Stmt) {
        let touches = |mut expr: &Expr| loop {
            match &expr.kind {
                ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => expr = value,
                _ => return self.is_name(expr),
            }
        };
        if targets.iter().any(touches) {
            self.tampered = Some((statement, "changed"));
        }
    }

    fn target(&mut self, target: &'a Expr, value: Option<&'a Expr>, statement: &'a Stmt, conditional: bool) {
        match (&target.kind, value) {
            (ExprKind::Name(name), Some(value)) if name == self.name => {
                self.add(Binding::Value(self.module, value), statement, conditional);
            }
            // `for name in …`, `with … as name`
            (ExprKind::Name(name), None) if name == self.name && !is_annotation(statement) => {
                let doubt = format!("`{name}` is bound at {}", self.module.place(statement.span));
                self.found.push(Candidate { origin: Origin::Doubt(doubt), statement, conditional });
            }
            (ExprKind::Attribute { value: owner, .. }, _) if self.is_name(owner) => {
                self.tampered = Some((statement, "patched"));
            }
            (ExprKind::Subscript { value: owner, .. }, _) if self.is_name(owner) => {
                self.tampered = Some((statement, "changed"));
            }
            (ExprKind::Tuple(targets) | ExprKind::List(targets), _) => {
                let values = value.and_then(|value| unpacked(targets, value));
                for (at, target) in targets.iter().enumerate() {
                    match values {
                        Some(values) => self.target(target, Some(&values[at]), statement, conditional),
                        None => self.target(target, None, statement, conditional),
                    }
                }
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
        if method_of_name {
            self.tampered = Some((statement, "changed"));
        } else if sets && arguments.iter().any(|argument| self.is_name(&argument.value)) {
            self.tampered = Some((statement, "patched"));
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
        self.tampered = self.tampered.or(found.map(|statement| (statement, "changed")));
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

/// The values of `a, b = 1, 2`, one for each target.
pub(super) fn unpacked<'a>(targets: &[Expr], value: &'a Expr) -> Option<&'a [Expr]> {
    let (ExprKind::Tuple(values) | ExprKind::List(values)) = &value.kind else { return None };
    let starred = |expr: &Expr| matches!(expr.kind, ExprKind::Other(_));
    (values.len() == targets.len() && !targets.iter().chain(values).any(starred)).then_some(values)
}

/// `name: type`
fn is_annotation(statement: &Stmt) -> bool {
    matches!(statement.kind, StmtKind::Assign { value: None, .. })
}

fn is_type_checking(test: &Expr) -> bool {
    test.dotted().is_some_and(|path| path == "TYPE_CHECKING" || path.ends_with(".TYPE_CHECKING"))
}
