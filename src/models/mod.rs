//! What the project's models say of a column, read from their source. Nothing is run.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

mod column;
mod metadata;

use std::collections::BTreeSet;

use column::{Declared, declared};
use metadata::Unclear;

use crate::infer::{self, Learnt};
use crate::project::{
    Binding, Class, Doubt, Method, Object, Resolved, SourceModule, Sources, When, evaluate_path,
};
use crate::python::{Argument, Expr, ExprKind, Stmt, StmtKind};
use crate::rules::RuleSet;
use crate::sql::TableName;

/// How deep classes may inherit.
const MAX_DEPTH: usize = 16;

/// What a model says of a column.
#[derive(Clone, Debug)]
pub struct ModelColumn {
    /// Its type, or why it cannot be told.
    pub learnt: Result<Learnt, Doubt>,
    /// `app/models.py:12`
    pub place: String,
}

/// What the models say of a column: one answer for each of those that are of the table and have it.
pub fn columns(sources: &dyn Sources, rules: &RuleSet, table: &TableName, column: &str) -> Vec<ModelColumn> {
    let reader = Reader { sources, rules, table, column };
    let fits = |name: &str| named_after(name, &table.name);
    let mut found = Vec::new();
    for module in sources.having_models(&table.name, &fits) {
        let has_tables = module.file.text().contains("Table");
        for statement in &module.module.body {
            if let StmtKind::Class { .. } = statement.kind {
                found.extend(reader.of_class(Class { module, statement }));
            }
            if has_tables {
                reader.of_tables(module, statement, &mut found);
            }
        }
    }
    found
}

/// Whether a class without a `__tablename__` is of the table: SQLModel takes its name in lower case,
/// Flask-SQLAlchemy makes `snake_case` of it.
fn named_after(class: &str, table: &str) -> bool {
    class.to_lowercase() == table || snake_case(class) == table
}

/// `HTTPRoute` is `http_route`, as Flask-SQLAlchemy has it.
fn snake_case(class: &str) -> String {
    let letters: Vec<char> = class.chars().collect();
    let mut name = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                let ends_capitals =
                    before.is_uppercase() && letters.get(at + 1).is_some_and(|c| c.is_lowercase());
                before.is_lowercase() || before.is_ascii_digit() || ends_capitals
            });
        if begins {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

/// A question about one column.
struct Reader<'a, 'q> {
    sources: &'a dyn Sources,
    rules: &'a RuleSet,
    table: &'q TableName,
    column: &'q str,
}

impl<'a> Reader<'a, '_> {
    fn of_class(&self, class: Class<'a>) -> Option<ModelColumn> {
        // Most say themselves that they are of another table.
        if let Ok(Some(Method::Value(value))) = class.own("__tablename__")
            && value.as_str().is_some_and(|name| name != self.table.name)
        {
            return None;
        }
        let mut order = Vec::new();
        self.order(class, &mut order, 0);
        self.is_of_table(class, &order)?.then_some(())?;
        let (home, found) =
            order.iter().find_map(|&home| Some((home, declared(self.sources, home, self.column)?)))?;
        Some(match found {
            Ok(Declared { module, kind }) => {
                self.answer(module, (module.name == home.module.name).then_some(home), kind)
            }
            Err(doubt) => ModelColumn { place: home.place(), learnt: Err(doubt) },
        })
    }

    fn answer(&self, module: &'a SourceModule, class: Option<Class<'a>>, kind: &'a Expr) -> ModelColumn {
        let place = module.place(kind.span);
        match infer::column_type(self.sources, self.rules, module, class, kind) {
            Ok((learnt, defaults)) if defaults.is_empty() => ModelColumn { learnt: Ok(learnt), place },
            Ok((learnt, defaults)) => {
                let place = format!("{place}, by the default of a setting ({})", defaults.join(", "));
                ModelColumn { learnt: Ok(learnt), place }
            }
            Err(doubt) => ModelColumn { learnt: Err(doubt), place },
        }
    }

    /// The classes that it inherits from, nearest first, as far as they are the project's.
    fn order(&self, class: Class<'a>, order: &mut Vec<Class<'a>>, depth: usize) {
        if depth > MAX_DEPTH || order.contains(&class) {
            return;
        }
        order.push(class);
        let StmtKind::Class { bases, .. } = &class.statement.kind else { return };
        for base in bases.iter().filter(|base| base.keyword().is_none()) {
            let path = match &base.value.kind {
                ExprKind::Subscript { value, .. } => value.dotted(),
                _ => base.value.dotted(),
            };
            let when = When::At(class.statement.span.start);
            let found = path.and_then(|path| evaluate_path(self.sources, class.module, &path, when).ok()?);
            if let Some(Resolved { object: Object::Own(Binding::Class(module, statement)), attributes }) =
                found
                && attributes.is_empty()
            {
                self.order(Class { module, statement }, order, depth + 1);
            }
        }
    }

    /// Whether the class is the model of the table; nothing where that cannot be told.
    fn is_of_table(&self, class: Class<'a>, order: &[Class<'a>]) -> Option<bool> {
        let text = |home: Class<'a>, expr: &'a Expr| infer::text(self.sources, self.rules, home.module, expr);
        let inherited = |name: &str| {
            order.iter().find_map(|home| home.own(name).ok().flatten().map(|method| (*home, method)))
        };
        // A base without a table of its own hands on neither.
        let name = match inherited("__tablename__") {
            Some((home, Method::Value(value))) => text(home, value)?,
            Some((home, Method::Function(statement))) => {
                lowers_name(home.module, statement).then(|| class.name().to_lowercase())?
            }
            Some((_, Method::Class(_))) => return None,
            None if makes_table(class) => class.name().to_lowercase(),
            None => snake_case(class.name()),
        };
        if name != self.table.name {
            return Some(false);
        }
        let schema = match inherited("__table_args__") {
            Some((home, Method::Value(value))) => match schema_entry(value) {
                Some(value) => Some(text(home, value)?),
                None => None,
            },
            Some(_) => return None,
            None => None,
        };
        let schema = match schema {
            Some(schema) => Some(schema),
            None => self.schema_of_class(order).ok()?,
        };
        Some(TableName::in_schema(schema, name).schema == self.table.schema)
    }

    /// The columns of `Table('docs', metadata, Column('embedding', …))`.
    fn of_tables(&self, module: &'a SourceModule, statement: &'a Stmt, found: &mut Vec<ModelColumn>) {
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        let mut calls: Vec<&'a [Argument]> = Vec::new();
        statement.walk_exprs(&mut |expr| {
            if let Some((function, arguments)) = expr.as_call()
                && function.dotted().is_some_and(|path| path.rsplit('.').next() == Some("Table"))
                && seen.insert(expr.span.start)
            {
                calls.push(arguments);
            }
        });
        for arguments in calls {
            let text = |expr| infer::text(self.sources, self.rules, module, expr);
            let Some(name) = arguments.first().and_then(|first| text(&first.value)) else { continue };
            let given = arguments.iter().find(|argument| argument.keyword() == Some("schema"));
            let schema = match given.map(|argument| text(&argument.value)) {
                None => match arguments.get(1).map(|metadata| self.schema_of(module, &metadata.value, 0)) {
                    None => None,
                    Some(Ok(schema)) => schema,
                    Some(Err(Unclear)) => continue,
                },
                Some(Some(schema)) => Some(schema),
                Some(None) => continue,
            };
            if TableName::in_schema(schema, name) != *self.table {
                continue;
            }
            for argument in arguments.iter().skip(1) {
                if let Some(kind) = column::of_table(&argument.value, self.column) {
                    found.push(self.answer(module, None, kind));
                }
            }
        }
    }
}

/// `class Doc(SQLModel, table=True)`
fn makes_table(class: Class<'_>) -> bool {
    let StmtKind::Class { bases, .. } = &class.statement.kind else { return false };
    bases.iter().any(|base| base.keyword() == Some("table") && base.value.kind == ExprKind::Boolean(true))
}

/// `return cls.__name__.lower()`
fn lowers_name(module: &SourceModule, statement: &Stmt) -> bool {
    let StmtKind::Function { body, .. } = &statement.kind else { return false };
    matches!(body.last().map(|last| &last.kind), Some(StmtKind::Return(Some(value)))
        if module.text(value) == "cls.__name__.lower()")
}

/// The schema in `__table_args__`: a dictionary, or a tuple that ends with one.
fn schema_entry(value: &Expr) -> Option<&Expr> {
    let entries = match &value.kind {
        ExprKind::Dict(entries) => entries,
        ExprKind::Tuple(items) => match &items.last()?.kind {
            ExprKind::Dict(entries) => entries,
            _ => return None,
        },
        _ => return None,
    };
    let is_schema = |key: &Option<Expr>| key.as_ref().and_then(Expr::as_str) == Some("schema");
    entries.iter().find(|(key, _)| is_schema(key)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_named_after_classes() {
        for (class, table) in
            [("MemoryVector", "memory_vector"), ("HTTPRoute", "http_route"), ("V2Doc", "v2_doc")]
        {
            assert_eq!(snake_case(class), table);
        }
        assert!(named_after("MemoryVector", "memoryvector"));
        assert!(!named_after("MemoryVector", "memory"));
    }
}
