//! What names mean: imports, assignments, patches.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::Name;
use super::builtins::BUILTINS;
use super::parse::Module;
use super::statement::{Stmt, StmtKind};
use super::tree::{Expr, ExprKind};
use crate::source::Span;

/// The top-level function or class that a place lies in, if any.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scope(Option<usize>);

/// Where the first name of a dotted path comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Root {
    /// An import of a module: whether the rest of the path is there depends on what else is imported.
    Module,
    /// An import of the very object: the import statement itself fails if it is missing.
    Object,
    /// Something that the file itself makes: a variable, a parameter, a function, a class.
    Local,
    /// Nothing binds it, but a star import may.
    Star,
    /// A builtin.
    Builtin,
    /// Nothing binds it.
    Unbound,
}

/// What a name or attribute chain stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolution {
    /// The full dotted path; as written where nothing is known of its root.
    pub path: Name,
    /// Where its root comes from.
    pub root: Root,
}

#[derive(Clone, Debug, PartialEq)]
enum Binding {
    Module(Name),
    Object(Name),
    /// An assignment of another name or attribute chain.
    Alias(Name),
    /// An assignment of something else, kept when it is the only one.
    Value(Box<Expr>),
    Local,
}

#[derive(Clone, Debug, Default)]
struct Bindings {
    names: FxHashMap<Name, Vec<Binding>>,
}

impl Bindings {
    fn add(&mut self, name: &Name, binding: Binding) {
        let bindings = self.names.entry(name.clone()).or_default();
        if !bindings.contains(&binding) {
            bindings.push(binding);
        }
    }

    /// The one binding of a name; several different ones tell nothing.
    fn get(&self, name: &str) -> Option<&Binding> {
        match self.names.get(name)?.as_slice() {
            [one] => Some(one),
            _ => Some(&Binding::Local),
        }
    }
}

/// Every name that a module binds.
#[derive(Clone, Debug, Default)]
pub struct Names {
    module: Bindings,
    scopes: Vec<(Span, Bindings)>,
    patches: BTreeMap<Name, Binding>,
    imported: BTreeSet<Name>,
    /// The modules of star imports.
    stars: Vec<Name>,
    /// Whether a star import of a module may bind a name that attributes are read from.
    may_export: Option<fn(&str, &str) -> bool>,
    expressions_bind: bool,
}

impl Names {
    /// Reads the names of `module`.
    pub fn read(module: &Module) -> Self {
        let mut names = Self { expressions_bind: module.expressions_bind, ..Self::default() };
        let mut bindings = Bindings::default();
        for statement in &module.body {
            match &statement.kind {
                StmtKind::Function { name, parameters, .. } => {
                    bindings.add(&name.value, Binding::Local);
                    let mut inner = Bindings::default();
                    parameters.iter().for_each(|one| inner.add(&one.name, Binding::Local));
                    names.collect_bodies(statement, &mut inner);
                    names.scopes.push((statement.span, inner));
                }
                StmtKind::Class { name, .. } => {
                    bindings.add(&name.value, Binding::Local);
                    let mut inner = Bindings::default();
                    names.collect_bodies(statement, &mut inner);
                    names.scopes.push((statement.span, inner));
                }
                _ => names.collect(statement, &mut bindings),
            }
        }
        names.module = bindings;
        names.read_patches(module);
        names
    }

    fn collect_bodies(&mut self, statement: &Stmt, into: &mut Bindings) {
        for body in statement.bodies() {
            body.iter().for_each(|inner| self.collect(inner, into));
        }
    }

    /// Adds what `statement` and everything in it binds.
    fn collect(&mut self, statement: &Stmt, into: &mut Bindings) {
        match &statement.kind {
            StmtKind::Import(names) => {
                for name in names {
                    self.import(&name.name);
                    match &name.alias {
                        Some(alias) => into.add(alias, Binding::Module(name.name.clone())),
                        None => {
                            let first = match name.name.split_once('.') {
                                Some((first, _)) => Name::new(first),
                                None => name.name.clone(),
                            };
                            into.add(&first, Binding::Module(first.clone()));
                        }
                    }
                }
            }
            StmtKind::ImportFrom { module, names } => {
                self.import(module);
                for name in names {
                    if name.name == "*" {
                        self.stars.push(Name::new(module));
                        continue;
                    }
                    let path = if module.ends_with('.') {
                        Name::concat(&[module.as_str(), &name.name])
                    } else {
                        Name::concat(&[module.as_str(), ".", &name.name])
                    };
                    self.imported.insert(path.clone());
                    into.add(name.alias.as_ref().unwrap_or(&name.name), Binding::Object(path));
                }
            }
            StmtKind::Assign { targets, value, .. } => {
                for target in targets {
                    match (&target.kind, value) {
                        (ExprKind::Name(name), Some(value)) => {
                            into.add(name, assigned(name, value));
                        }
                        (ExprKind::Name(_), None) => {}
                        _ => bind_all(target, into),
                    }
                }
            }
            StmtKind::Function { name, parameters, .. } => {
                into.add(&name.value, Binding::Local);
                parameters.iter().for_each(|one| into.add(&one.name, Binding::Local));
            }
            StmtKind::Class { name, .. } => into.add(&name.value, Binding::Local),
            StmtKind::With { items, .. } => {
                items
                    .iter()
                    .filter_map(|(_, target)| target.as_ref())
                    .for_each(|target| bind_all(target, into));
            }
            StmtKind::Block { targets, .. } => targets.iter().for_each(|target| bind_all(target, into)),
            StmtKind::Augment { target, .. } => bind_all(target, into),
            StmtKind::Other(expressions) => expressions.iter().for_each(|expr| bind_all(expr, into)),
            StmtKind::Expr(_)
            | StmtKind::Return(_)
            | StmtKind::Raise(_)
            | StmtKind::Pass
            | StmtKind::If(_) => {}
        }
        if self.expressions_bind {
            statement.for_each_expr(&mut |expr| {
                expr.walk(&mut |inner| {
                    if let ExprKind::Binding { targets, .. } = &inner.kind {
                        targets.iter().for_each(|target| bind_all(target, into));
                    }
                });
            });
        }
        self.collect_bodies(statement, into);
    }

    fn import(&mut self, module: &str) {
        for (at, _) in module.match_indices('.') {
            self.imported.insert(Name::new(&module[..at]));
        }
        self.imported.insert(Name::new(module));
    }

    /// `sa.GUID = GUID`
    fn read_patches(&mut self, module: &Module) {
        let mut patches = BTreeMap::new();
        for statement in &module.body {
            statement.walk(&mut |inner| {
                let StmtKind::Assign { targets, value: Some(value), .. } = &inner.kind else { return };
                for target in targets {
                    if let ExprKind::Attribute { .. } = target.kind
                        && let Some(resolution) = self.resolve(target)
                        && matches!(resolution.root, Root::Module | Root::Object)
                    {
                        patches.insert(resolution.path, assigned("", value));
                    }
                }
            });
        }
        self.patches = patches;
    }

    /// The scope that `offset` lies in.
    pub fn scope(&self, offset: u32) -> Scope {
        Scope(self.scopes.iter().position(|(span, _)| span.contains(Span::at(offset))))
    }

    /// What a name or attribute chain stands for; `None` for any other expression.
    pub fn resolve(&self, expr: &Expr) -> Option<Resolution> {
        let scope = self.scope(expr.span.start);
        Some(self.resolve_root(expr.root_name()?, scope, 0, &|root| expr.dotted_from(root)))
    }

    fn lookup(&self, name: &str, scope: Scope) -> Option<&Binding> {
        scope.0.and_then(|index| self.scopes[index].1.get(name)).or_else(|| self.module.get(name))
    }

    fn resolve_path(&self, path: &Name, scope: Scope, depth: usize) -> Resolution {
        let Some((root, rest)) = path.split_once('.') else {
            return self.resolve_root(path, scope, depth, &Name::clone);
        };
        self.resolve_root(&Name::new(root), scope, depth, &|root| Name::concat(&[root.as_str(), ".", rest]))
    }

    /// What a dotted path stands for whose first name is `root`; `behind` puts another one in its place.
    fn resolve_root(
        &self,
        root: &Name,
        scope: Scope,
        depth: usize,
        behind: &dyn Fn(&Name) -> Name,
    ) -> Resolution {
        let unknown = |kind| Resolution { path: behind(root), root: kind };
        let resolution = match self.lookup(root, scope) {
            Some(Binding::Module(module)) => Resolution { path: behind(module), root: Root::Module },
            Some(Binding::Object(object)) => Resolution { path: behind(object), root: Root::Object },
            Some(Binding::Alias(other)) if depth < 8 && other != root => {
                self.resolve_path(&behind(other), scope, depth + 1)
            }
            Some(Binding::Alias(_) | Binding::Value(_) | Binding::Local) => unknown(Root::Local),
            None if self.star_may_bind(root, &behind(root)) => unknown(Root::Star),
            None if BUILTINS.contains(&root.as_str()) => unknown(Root::Builtin),
            None => unknown(Root::Unbound),
        };
        self.patched(resolution, scope, depth)
    }

    /// Takes note of what is known of the modules that star imports name.
    pub fn know_exports(&mut self, may_export: fn(&str, &str) -> bool) {
        self.may_export = Some(may_export);
    }

    /// Whether a star import may bind `root`, the first name of `path`.
    fn star_may_bind(&self, root: &Name, path: &Name) -> bool {
        // Functions and classes come and go with the versions of a package; its modules do not.
        let known = self.may_export.filter(|_| root != path);
        self.stars.iter().any(|module| known.is_none_or(|may_export| may_export(module, root)))
    }

    fn patched(&self, resolution: Resolution, scope: Scope, depth: usize) -> Resolution {
        if self.patches.is_empty() || depth >= 8 {
            return resolution;
        }
        match self.patches.get(&resolution.path) {
            Some(Binding::Alias(other)) => self.resolve_path(other, scope, depth + 1),
            Some(_) => Resolution { root: Root::Local, ..resolution },
            None => resolution,
        }
    }

    /// The only value that is ever assigned to a name.
    pub fn value(&self, name: &Expr) -> Option<&Expr> {
        let ExprKind::Name(text) = &name.kind else { return None };
        match self.lookup(text, self.scope(name.span.start))? {
            Binding::Value(value) => Some(value),
            Binding::Module(_) | Binding::Object(_) | Binding::Alias(_) | Binding::Local => None,
        }
    }

    /// Whether `name` at `offset` stands for the imported object at `path`.
    pub fn is_object(&self, name: &str, path: &str, offset: u32) -> bool {
        matches!(self.lookup(name, self.scope(offset)), Some(Binding::Object(object)) if object == path)
    }

    /// Whether `module` is imported anywhere in the file.
    pub fn imports(&self, module: &str) -> bool {
        self.imported.contains(module)
    }

    /// Whether anything in the file binds `name`, in any scope.
    pub fn binds_anywhere(&self, name: &str) -> bool {
        self.module.names.contains_key(name)
            || self.scopes.iter().any(|(_, bindings)| bindings.names.contains_key(name))
    }

    /// A name that stands for `module` at module level (`sa` for `sqlalchemy`), the first by the alphabet.
    pub fn module_alias(&self, module: &str) -> Option<&str> {
        let stands = |bindings: &[Binding]| match bindings {
            [Binding::Module(path) | Binding::Object(path)] => path == module,
            _ => false,
        };
        let names = self.module.names.iter().filter(|(_, bindings)| stands(bindings));
        names.map(|(name, _)| name.as_str()).min()
    }
}

fn assigned(name: &str, value: &Expr) -> Binding {
    match value.dotted() {
        Some(path) if path != name => Binding::Alias(path),
        Some(_) => Binding::Local,
        None => Binding::Value(Box::new(value.clone())),
    }
}

fn bind_all(target: &Expr, into: &mut Bindings) {
    match &target.kind {
        ExprKind::Name(name) => into.add(name, Binding::Local),
        ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Other(items) => {
            items.iter().for_each(|item| bind_all(item, into));
        }
        _ => {}
    }
}
