//! Which rule knows a type expression, and which imports bind it.

use super::rule::{Rule, TypePattern};
use super::set::{RuleSet, first_component};

/// A dotted name in the place of a type, resolved through the imports of its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TypeReference<'a> {
    /// The full path as resolved: `pgvector.sqlalchemy.Vector`, `db.Vector`, `Vector`.
    pub path: &'a str,
    /// Whether an import or an assignment binds the first component.
    pub root_bound: bool,
}

/// What the rules say of a type expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lookup<'r> {
    /// The one rule that knows it.
    Rule(&'r Rule),
    /// Rules that know it equally well.
    Tie(Vec<&'r Rule>),
    /// No rule knows it.
    None,
}

impl RuleSet {
    /// Finds the rule for a type expression: exact paths beat wildcards, a team's rule beats a shipped one.
    ///
    /// A path under `sqlalchemy` is to be asked for only if `SQLAlchemy` has no such name.
    pub fn lookup(&self, reference: &TypeReference<'_>) -> Lookup<'_> {
        if let Some(found) = self.exact.get(reference.path) {
            return self.best(found);
        }
        if !self.may_be_lost_prefix(reference) {
            return Lookup::None;
        }
        let class = reference.path.rsplit('.').next().unwrap_or(reference.path);
        self.wildcards.get(class).map_or(Lookup::None, |found| self.best(found))
    }

    /// Whether the file's imports bind a path that `rule` knows. `imported` says whether a module is
    /// imported, itself or by way of one of its submodules.
    pub fn binds(&self, rule: &Rule, path: &str, imported: &dyn Fn(&str) -> bool) -> bool {
        let root = first_component(path);
        // A name that `SQLAlchemy` lacks is there only if something put it there.
        if root == "sqlalchemy" || !rule.has_path(path) {
            return false;
        }
        path.rsplit_once('.').is_some_and(|(module, _)| imported(module))
            || rule.bound_by.iter().any(|module| is_under(path, module) && imported(module))
    }

    /// Whether the path may be a class name behind a prefix that says nothing.
    fn may_be_lost_prefix(&self, reference: &TypeReference<'_>) -> bool {
        let path = reference.path;
        let root = first_component(path);
        if root == "sqlalchemy" || (root != path && self.packages.contains(root)) {
            return true;
        }
        !reference.root_bound && path.split('.').count() <= 2
    }

    fn best(&self, found: &[usize]) -> Lookup<'_> {
        let rules = || found.iter().map(|&at| &self.rules()[at]);
        let Some(origin) = rules().map(|rule| rule.origin).max() else { return Lookup::None };
        let best: Vec<&Rule> = rules().filter(|rule| rule.origin == origin).collect();
        match best[..] {
            [rule] => Lookup::Rule(rule),
            _ => Lookup::Tie(best),
        }
    }
}

impl Rule {
    /// Whether the rule names this full path, so that the match is no wildcard's.
    pub fn has_path(&self, path: &str) -> bool {
        self.types.iter().any(|pattern| matches!(pattern, TypePattern::Exact(exact) if exact == path))
    }
}

/// Whether `pgvector.sqlalchemy.vector.VECTOR` is under `pgvector.sqlalchemy`.
fn is_under(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.starts_with('.'))
}
