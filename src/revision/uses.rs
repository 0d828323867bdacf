//! Where type expressions stand in a revision, and which names in operations are bound nowhere.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Revision;
use super::column::{Column, is_column};
use super::foreign;
use super::operation::{OpKind, Operation};
use super::sqlalchemy::{Standing, has_top_level, standing};
use super::type_use::{Place, TypeUse, UnboundName, Uses, Wrapper};
use crate::python::{Argument, Expr, ExprKind, Name, Resolution, Root, Stmt, StmtKind};

struct Collector<'r, 'm> {
    revision: &'r Revision<'m>,
    uses: Uses<'m>,
    statement: &'m Stmt,
    operation: Option<usize>,
    column: Option<&'m Expr>,
    in_table: bool,
}

pub(super) fn collect<'m>(revision: &Revision<'m>) -> Uses<'m> {
    let Some(first) = revision.module.body.first() else { return Uses::default() };
    let mut collector = Collector {
        revision,
        uses: Uses::default(),
        statement: first,
        operation: None,
        column: None,
        in_table: false,
    };
    for statement in &revision.module.body {
        statement.walk(&mut |inner| {
            collector.statement = inner;
            inner.for_each_expr(&mut |expr| collector.value(expr, None));
        });
    }
    collector.uses.types.sort_by_key(|found| found.expr.span.start);
    collector.uses.unbound.sort_by_key(|found| found.root.span.start);
    collector.uses
}

impl<'m> Collector<'_, 'm> {
    /// An expression that is no type by its place.
    fn value(&mut self, expr: &'m Expr, holder: Option<(&'m Argument, &'m Expr)>) {
        match &expr.kind {
            ExprKind::Call { function, arguments, .. } => self.call(expr, function, arguments, holder),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => self.name(expr, holder),
            _ => expr.for_each_child(&mut |child| self.value(child, None)),
        }
    }

    fn name(&mut self, expr: &'m Expr, holder: Option<(&'m Argument, &'m Expr)>) {
        match (expr.root(), &expr.kind) {
            (Some(root), _) => {
                let unbound = || {
                    let resolution = self.revision.names.resolve(root);
                    resolution.is_some_and(|resolution| resolution.root == Root::Unbound)
                };
                if self.operation.is_some() && unbound() {
                    let keyword = holder.filter(|(argument, _)| argument.keyword().is_some());
                    self.uses.unbound.push(UnboundName { root, chain: expr, keyword });
                }
            }
            // A chain on top of another expression: `sa.text('x').op`.
            (None, ExprKind::Attribute { value, .. }) => self.value(value, None),
            (None, _) => {}
        }
    }

    fn call(
        &mut self,
        expr: &'m Expr,
        function: &'m Expr,
        arguments: &'m [Argument],
        holder: Option<(&'m Argument, &'m Expr)>,
    ) {
        if let Some(index) = self.operation_of(expr) {
            let outer = self.operation.replace(index);
            let operation = &self.revision.operations[index];
            self.operation(operation, function, arguments);
            self.operation = outer;
        } else if is_column(self.revision, function) {
            self.column(expr, function);
        } else if self.is_type_call(function) || self.is_enumeration(function) {
            self.type_expr(expr, Place::Other, &[]);
        } else {
            let before = self.in_table;
            self.in_table |= is_table(self.revision, function);
            self.value(function, holder);
            self.arguments(expr, function, arguments);
            self.in_table = before;
        }
    }

    /// The operation that a call is; operations are in the order of the text.
    fn operation_of(&self, call: &Expr) -> Option<usize> {
        let operations = &self.revision.operations;
        let from = operations.partition_point(|operation| operation.call.span.start < call.span.start);
        let same_start =
            operations[from..].iter().take_while(|operation| operation.call.span.start == call.span.start);
        same_start
            .enumerate()
            .find(|(_, operation)| std::ptr::eq(operation.call, call))
            .map(|(at, _)| from + at)
    }

    fn operation(&mut self, operation: &Operation<'m>, function: &'m Expr, arguments: &'m [Argument]) {
        if let ExprKind::Attribute { value, .. } = &function.kind
            && value.as_call().is_some()
        {
            self.value(value, None);
        }
        for (index, argument) in arguments.iter().enumerate() {
            let place = match (operation.kind, argument.keyword()) {
                (OpKind::AlterColumn, Some("type_")) => Place::NewType,
                (OpKind::AlterColumn, Some("existing_type")) => Place::ExistingType,
                _ => {
                    if is_inline_literal(function) && index > 0 {
                        self.type_expr(&argument.value, Place::Value, &[]);
                    } else {
                        self.value(&argument.value, Some((argument, operation.call)));
                    }
                    continue;
                }
            };
            self.type_expr(&argument.value, place, &[]);
        }
    }

    fn column(&mut self, expr: &'m Expr, function: &'m Expr) {
        let Some(column) = Column::read(self.revision, expr) else { return };
        self.value(function, None);
        let outer = self.column.replace(expr);
        let is_chain = function.root().is_some();
        let lightweight = self.in_table || (is_chain && function_name(function).ends_with("column"));
        let place = if lightweight { Place::TableColumn } else { Place::Column };
        if let Some(name) = column.name {
            self.value(name, None);
        }
        if let Some(argument) = column.type_argument {
            self.type_expr(&argument.value, place, &[]);
        }
        let Some((_, arguments)) = expr.as_call() else { return };
        for argument in arguments {
            let is_type = column.type_argument.is_some_and(|other| std::ptr::eq(other, argument));
            let is_name = column.name.is_some_and(|name| std::ptr::eq(name, &raw const argument.value));
            if !is_type && !is_name {
                self.value(&argument.value, Some((argument, expr)));
            }
        }
        self.column = outer;
    }

    fn arguments(&mut self, call: &'m Expr, function: &'m Expr, arguments: &'m [Argument]) {
        let name = function_name(function);
        for (index, argument) in arguments.iter().enumerate() {
            let is_type = match argument.keyword() {
                Some("type_" | "item_type") => true,
                Some(_) => false,
                None => index == 1 && matches!(name, "cast" | "literal" | "bindparam" | "type_coerce"),
            };
            if is_type {
                self.type_expr(&argument.value, Place::Value, &[]);
            } else {
                self.value(&argument.value, Some((argument, call)));
            }
        }
    }

    /// An expression in the place of a type.
    fn type_expr(&mut self, expr: &'m Expr, place: Place, wrappers: &[Wrapper<'m>]) {
        match &expr.kind {
            ExprKind::Call { function, arguments, .. } => {
                if let ExprKind::Attribute { value, attribute } = &function.kind
                    && attribute == "with_variant"
                {
                    let inside = [wrappers, &[Wrapper::Variant]].concat();
                    self.type_expr(value, place, &inside);
                    for (index, argument) in arguments.iter().enumerate() {
                        if index == 0 {
                            self.type_expr(&argument.value, place, &inside);
                        } else {
                            self.uses.variants.extend(argument.value.as_str());
                            self.value(&argument.value, None);
                        }
                    }
                    return;
                }
                self.type_class(expr, function, arguments, place, wrappers);
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                self.type_class(expr, expr, &[], place, wrappers);
            }
            _ => self.value(expr, None),
        }
    }

    fn type_class(
        &mut self,
        expr: &'m Expr,
        class: &'m Expr,
        arguments: &'m [Argument],
        place: Place,
        wrappers: &[Wrapper<'m>],
    ) {
        let Some(resolution) = self.revision.names.resolve(class) else {
            self.value(class, None);
            arguments.iter().for_each(|argument| self.value(&argument.value, None));
            return;
        };
        if let Some(path) = unbound_sqlalchemy(&resolution) {
            self.name(class, None);
            let resolution = Resolution { path, root: Root::Module };
            self.standard_type(expr, class, arguments, &resolution, place, wrappers);
            return;
        }
        let known = standing(&resolution.path) == Standing::Known
            && !resolution.path.ends_with(".NullType")
            && !resolution.path.ends_with(".NULLTYPE")
            && matches!(resolution.root, Root::Module | Root::Object);
        if known {
            self.standard_type(expr, class, arguments, &resolution, place, wrappers);
        } else if resolution.root == Root::Builtin
            || resolution.root == Root::Local && !foreign::is_foreign_class(self.revision, &resolution.path)
        {
            arguments.iter().for_each(|argument| self.value(&argument.value, None));
        } else {
            self.found(expr, class, arguments, resolution, place, wrappers, false);
            arguments.iter().for_each(|argument| self.value(&argument.value, Some((argument, expr))));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "what a type expression is made of")]
    fn found(
        &mut self,
        expr: &'m Expr,
        class: &'m Expr,
        arguments: &'m [Argument],
        resolution: Resolution,
        place: Place,
        wrappers: &[Wrapper<'m>],
        standard: bool,
    ) {
        self.uses.types.push(TypeUse {
            expr,
            class,
            arguments,
            resolution,
            place,
            wrappers: wrappers.to_vec(),
            operation: self.operation,
            column: self.column,
            statement: self.statement,
            variable: assigned_variable(self.statement, expr),
            standard,
        });
    }

    fn standard_type(
        &mut self,
        expr: &'m Expr,
        class: &'m Expr,
        arguments: &'m [Argument],
        resolution: &Resolution,
        place: Place,
        wrappers: &[Wrapper<'m>],
    ) {
        let is_array = resolution.path.rsplit('.').next() == Some("ARRAY");
        if !is_array && arguments.iter().any(|argument| foreign::comes_in_by(self.revision, argument)) {
            self.found(expr, class, arguments, resolution.clone(), place, wrappers, true);
        }
        for (index, argument) in arguments.iter().enumerate() {
            match argument.keyword() {
                None | Some("item_type") if is_array && (index == 0 || argument.keyword().is_some()) => {
                    let array = Wrapper::Array {
                        expr,
                        dimensions: array_dimensions(arguments),
                        plain: arguments.iter().all(|argument| {
                            matches!(
                                argument.keyword(),
                                None | Some("item_type" | "as_tuple" | "dimensions" | "zero_indexes")
                            )
                        }),
                    };
                    self.type_expr(&argument.value, place, &[wrappers, &[array]].concat());
                }
                Some(name) if name.ends_with("_type") => self.type_expr(&argument.value, Place::Nested, &[]),
                _ => self.value(&argument.value, Some((argument, expr))),
            }
        }
    }

    /// Whether a call makes one of SQLAlchemy's enumeration types: they are made outside columns too, to be
    /// created and dropped by themselves.
    fn is_enumeration(&self, function: &Expr) -> bool {
        self.revision.names.resolve(function).is_some_and(|resolution| {
            standing(&resolution.path) == Standing::Known
                && matches!(resolution.path.rsplit('.').next(), Some("Enum" | "ENUM"))
        })
    }

    /// Whether a call outside a type's place makes a type: its class is from outside SQLAlchemy and is
    /// written like one.
    fn is_type_call(&self, function: &Expr) -> bool {
        if let ExprKind::Attribute { attribute, .. } = &function.kind
            && !attribute.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return false;
        }
        let Some(resolution) = self.revision.names.resolve(function) else { return false };
        let last = resolution.path.rsplit('.').next().unwrap_or_default();
        last.starts_with(|c: char| c.is_ascii_uppercase())
            && standing(&resolution.path) != Standing::Known
            && unbound_sqlalchemy(&resolution).is_none()
            && !matches!(resolution.root, Root::Local | Root::Builtin)
    }
}

/// The path of a name that SQLAlchemy has where its import is missing: `Text` for `sa.Text`, and what
/// stands under `sa` or `postgresql`, as the template of Alembic imports them.
fn unbound_sqlalchemy(resolution: &Resolution) -> Option<Name> {
    let path = &resolution.path;
    if resolution.root != Root::Unbound {
        return None;
    }
    if has_top_level(path) {
        return Some(Name::concat(&["sqlalchemy.", path]));
    }
    let full = match path.split_once('.')? {
        ("sa", rest) => Name::concat(&["sqlalchemy.", rest]),
        ("postgresql", rest) => Name::concat(&["sqlalchemy.dialects.postgresql.", rest]),
        _ => return None,
    };
    (standing(&full) == Standing::Known && !full.ends_with("NullType")).then_some(full)
}

fn function_name(function: &Expr) -> &str {
    match &function.kind {
        ExprKind::Name(name) => name,
        ExprKind::Attribute { attribute, .. } => attribute,
        _ => "",
    }
}

fn is_inline_literal(function: &Expr) -> bool {
    function_name(function) == "inline_literal"
}

fn is_table(revision: &Revision<'_>, function: &Expr) -> bool {
    match &function.kind {
        ExprKind::Attribute { attribute, .. } => attribute == "table" || attribute == "Table",
        ExprKind::Name(_) => revision
            .names
            .resolve(function)
            .is_some_and(|resolution| matches!(resolution.path.rsplit('.').next(), Some("table" | "Table"))),
        _ => false,
    }
}

fn array_dimensions(arguments: &[Argument]) -> Option<i64> {
    match arguments
        .iter()
        .find(|argument| argument.keyword() == Some("dimensions"))
        .map(|argument| &argument.value.kind)
    {
        None | Some(ExprKind::None) => Some(1),
        Some(ExprKind::Integer(dimensions)) => Some(*dimensions),
        Some(_) => None,
    }
}

fn assigned_variable<'m>(statement: &'m Stmt, expr: &Expr) -> Option<&'m str> {
    match &statement.kind {
        StmtKind::Assign { targets, value: Some(value), .. } if value.span.contains(expr.span) => {
            match targets.as_slice() {
                [Expr { kind: ExprKind::Name(name), .. }] => Some(name),
                _ => None,
            }
        }
        _ => None,
    }
}
