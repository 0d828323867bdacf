//! The expression that says a column's type, in a class body or a `Table(…)`.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use crate::project::{
    Binding, Class, Doubt, Method, Object, Resolved, SourceModule, Sources, When, evaluate_path,
};
use crate::python::{Argument, Expr, ExprKind, Passing, StmtKind};

/// Where a column's type is written.
pub(super) struct Declared<'a> {
    /// The module whose names the expression sees.
    pub(super) module: &'a SourceModule,
    /// The type expression.
    pub(super) kind: &'a Expr,
}

/// What the body of a class says of a column; `None` where it has none of that name.
pub(super) fn declared<'a>(
    sources: &'a dyn Sources,
    class: Class<'a>,
    column: &str,
) -> Option<Result<Declared<'a>, Doubt>> {
    let module = class.module;
    if let Some(call) = renamed(class, column) {
        return Some(typed(module, call));
    }
    let method = match class.own(column) {
        Ok(Some(method)) => method,
        Ok(None) => return annotated(sources, class, column),
        Err(doubt) => return Some(Err(doubt)),
    };
    let value = match method {
        Method::Value(value) => value,
        // `@declared_attr`
        Method::Function(statement) => match &statement.kind {
            StmtKind::Function { body, .. } => match body.last().map(|last| &last.kind) {
                Some(StmtKind::Return(Some(value))) => value,
                _ => return None,
            },
            _ => return None,
        },
        Method::Class(_) => return None,
    };
    let call = column_call(value)?;
    if name_of(call).is_some_and(|name| name != column) {
        return None;
    }
    match typed(module, call) {
        Err(doubt) => annotated(sources, class, column).or(Some(Err(doubt))),
        found => Some(found),
    }
}

/// The column in a `Table(…)`.
pub(super) fn of_table<'a>(value: &'a Expr, column: &str) -> Option<&'a Expr> {
    let call = column_call(value).filter(|call| name_of(call) == Some(column))?;
    type_of(call)
}

fn typed<'a>(module: &'a SourceModule, call: &'a Expr) -> Result<Declared<'a>, Doubt> {
    type_of(call)
        .map(|kind| Declared { module, kind })
        .ok_or_else(|| format!("the type of the column at {} is not written there", module.place(call.span)))
}

/// The column of that name under another attribute: `vector = Column('embedding', …)`.
fn renamed<'a>(class: Class<'a>, column: &str) -> Option<&'a Expr> {
    class.body().iter().find_map(|statement| match &statement.kind {
        StmtKind::Assign { value: Some(value), .. } => {
            column_call(value).filter(|call| name_of(call) == Some(column))
        }
        _ => None,
    })
}

/// The type that the annotation of an attribute brings: `Mapped[Annotated[…, mapped_column(…)]]`, there or
/// under a name of its own.
fn annotated<'a>(
    sources: &'a dyn Sources,
    class: Class<'a>,
    column: &str,
) -> Option<Result<Declared<'a>, Doubt>> {
    let annotation = class.body().iter().find_map(|statement| match &statement.kind {
        StmtKind::Assign { targets, annotation: Some(annotation), .. } => {
            let is_column = |target: &Expr| matches!(&target.kind, ExprKind::Name(name) if name == column);
            targets.iter().any(is_column).then_some(annotation)
        }
        _ => None,
    })?;
    if let Some(call) = column_inside(annotation) {
        return Some(typed(class.module, call));
    }
    let ExprKind::Subscript { index, .. } = &annotation.kind else { return None };
    let when = When::At(annotation.span.start);
    let found = evaluate_path(sources, class.module, &index.dotted()?, when);
    match found {
        Ok(Some(Resolved { object: Object::Own(Binding::Value(module, value)), attributes }))
            if attributes.is_empty() =>
        {
            column_inside(value).map(|call| typed(module, call))
        }
        _ => None,
    }
}

/// The first call inside an expression that makes a column.
fn column_inside(expr: &Expr) -> Option<&Expr> {
    let mut found = None;
    expr.walk(&mut |inner| {
        if found.is_none() && called(inner).is_some_and(|name| matches!(name, "Column" | "mapped_column")) {
            found = Some(inner);
        }
    });
    found
}

/// The call that makes a column, inside of what SQLAlchemy puts around it.
fn column_call(value: &Expr) -> Option<&Expr> {
    let (_, arguments) = value.as_call()?;
    match called(value)? {
        "Column" | "mapped_column" => Some(value),
        "deferred" | "column_property" => column_call(&arguments.first()?.value),
        "Field" => {
            let column = arguments.iter().find(|argument| argument.keyword() == Some("sa_column"));
            column.map_or(Some(value), |argument| column_call(&argument.value))
        }
        _ => None,
    }
}

/// The last name of what is called.
fn called(expr: &Expr) -> Option<&str> {
    let (function, _) = expr.as_call()?;
    match &function.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attribute, .. } => Some(attribute),
        _ => None,
    }
}

/// The name that the call gives the column.
fn name_of(call: &Expr) -> Option<&str> {
    if called(call) == Some("Field") {
        return None;
    }
    let (_, arguments) = call.as_call()?;
    let named = arguments.iter().find(|argument| argument.keyword() == Some("name"));
    let first = arguments.first().filter(|argument| is_positional(argument));
    named.or(first)?.value.as_str()
}

/// The type among the arguments of the call.
fn type_of(call: &Expr) -> Option<&Expr> {
    let (_, arguments) = call.as_call()?;
    let keyword = |name: &str| arguments.iter().find(|argument| argument.keyword() == Some(name));
    if called(call) == Some("Field") {
        return keyword("sa_type").map(|argument| &argument.value);
    }
    let mut positional = arguments.iter().take_while(|argument| is_positional(argument));
    let is_name = |argument: &&Argument| argument.value.as_str().is_some();
    let first = positional.next();
    let written = if first.as_ref().is_some_and(is_name) { positional.next() } else { first };
    let typed = written.filter(|argument| !is_item(&argument.value));
    typed.or_else(|| keyword("type_")).map(|argument| &argument.value)
}

/// Whether a positional argument of a column is something else than its type.
fn is_item(value: &Expr) -> bool {
    called(value).is_some_and(|name| {
        matches!(
            name,
            "ForeignKey" | "Identity" | "Computed" | "Sequence" | "FetchedValue" | "CheckConstraint"
        )
    })
}

fn is_positional(argument: &Argument) -> bool {
    matches!(argument.passing, Passing::Positional)
}
