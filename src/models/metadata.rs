//! The schema that a `MetaData` gives tables without one of their own.

use super::{MAX_DEPTH, Reader};
use crate::infer;
use crate::project::{Binding, Class, Method, Object, Resolved, SourceModule, When, evaluate_path};
use crate::python::{Expr, ExprKind, StmtKind};

/// The metadata has a schema, and the sources do not tell which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unclear;

impl<'a> Reader<'a, '_> {
    /// The schema of the metadata of a class and those that it inherits from.
    pub(super) fn schema_of_class(&self, order: &[Class<'a>]) -> Result<Option<String>, Unclear> {
        self.schema_in(order, 0)
    }

    fn schema_in(&self, order: &[Class<'a>], depth: usize) -> Result<Option<String>, Unclear> {
        for home in order {
            if let Ok(Some(Method::Value(value))) = home.own("metadata") {
                return self.schema_of(home.module, value, depth + 1);
            }
        }
        // `Base = declarative_base(metadata=…)`
        for home in order {
            let StmtKind::Class { bases, .. } = &home.statement.kind else { continue };
            for base in bases.iter().filter(|base| base.keyword().is_none()) {
                let found = self.value_of(home.module, &base.value);
                if let Some((module, value)) = found
                    && let Some(schema) = self.schema_of(module, value, depth + 1)?
                {
                    return Ok(Some(schema));
                }
            }
        }
        Ok(None)
    }

    /// The schema of a metadata, or of what makes or holds one; none where it has none, as far as the sources
    /// show.
    pub(super) fn schema_of(
        &self,
        module: &'a SourceModule,
        value: &'a Expr,
        depth: usize,
    ) -> Result<Option<String>, Unclear> {
        if depth > MAX_DEPTH {
            return Ok(None);
        }
        if let Some((function, arguments)) = value.as_call() {
            let path = function.dotted().unwrap_or_default();
            let keyword = |name: &str| {
                let found = arguments.iter().find(|argument| argument.keyword() == Some(name));
                found.map(|argument| &argument.value).filter(|value| value.kind != ExprKind::None)
            };
            return match (path.rsplit('.').next(), keyword("schema"), keyword("metadata")) {
                (Some("MetaData"), Some(schema), _) => {
                    infer::text(self.sources, self.rules, module, schema).map(Some).ok_or(Unclear)
                }
                (_, _, Some(metadata)) => self.schema_of(module, metadata, depth + 1),
                _ => Ok(None),
            };
        }
        let path = value.dotted().map(|path| path.strip_suffix(".metadata").unwrap_or(&path).to_owned());
        let Some(path) = path else { return Ok(None) };
        let when = When::At(value.span.start);
        match evaluate_path(self.sources, module, &path, when) {
            Ok(Some(Resolved { object: Object::Own(Binding::Value(home, value)), attributes }))
                if attributes.is_empty() =>
            {
                self.schema_of(home, value, depth + 1)
            }
            Ok(Some(Resolved { object: Object::Own(Binding::Class(module, statement)), attributes }))
                if attributes.is_empty() =>
            {
                let mut order = Vec::new();
                self.order(Class { module, statement }, &mut order, 0);
                self.schema_in(&order, depth + 1)
            }
            _ => Ok(None),
        }
    }

    /// The value that a base is, where it is no class.
    fn value_of(&self, module: &'a SourceModule, base: &'a Expr) -> Option<(&'a SourceModule, &'a Expr)> {
        let when = When::At(base.span.start);
        match evaluate_path(self.sources, module, &base.dotted()?, when) {
            Ok(Some(Resolved { object: Object::Own(Binding::Value(home, value)), attributes }))
                if attributes.is_empty() =>
            {
                Some((home, value))
            }
            _ => None,
        }
    }
}
