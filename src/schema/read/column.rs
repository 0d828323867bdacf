//! `sa.Column(…)` as a column definition.

use super::Reader;
use super::custom::companion;
use super::named_types::label_check;
use super::types::Typed;
use super::values::Names;
use crate::python::{Expr, ExprKind};
use crate::revision::Column;
use crate::sql::{
    ColumnDef, ConstraintBody, ConstraintDef, ConstraintKind, ConstraintName, Fill, IndexBody, IndexDef,
    IndexElement, Maybe, Statement, TableName,
};

/// A column with what it brings along.
#[derive(Debug)]
pub(super) struct ReadColumn {
    /// The column, with the checks that stand in it.
    pub(super) def: ColumnDef,
    /// Unique and foreign key constraints of the column, which SQLAlchemy makes the table's.
    pub(super) constraints: Vec<ConstraintDef>,
    /// The column's indexes.
    pub(super) indexes: Vec<IndexDef>,
    /// Types to be made first.
    pub(super) makes: Vec<Statement>,
    /// `primary_key=True`
    pub(super) primary_key: bool,
    /// Whether SERIAL would be made of it as the only key.
    serial: Serial,
}

/// When a column becomes SERIAL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Serial {
    Never,
    /// As the only column of the key.
    Alone,
    /// As a part of the key.
    Always,
    /// The text does not tell.
    Unclear,
}

impl ReadColumn {
    /// Leaves what GeoAlchemy2's operation adds.
    pub(super) fn make_bare(&mut self) {
        self.def.comment = Ok(None);
        self.def.constraints.clear();
        self.constraints.clear();
        self.indexes.clear();
    }

    /// Makes SERIAL of an integer key; `alone` says that it is the only column of the key.
    pub(super) fn as_key(&mut self, alone: bool) {
        let becomes = self.serial == Serial::Always || (alone && self.serial == Serial::Alone);
        if alone && self.serial == Serial::Unclear {
            self.def.fill = Err("the type may be an integer, which gets a sequence".to_owned());
        }
        if !becomes {
            return;
        }
        self.def.fill = Ok(None);
        self.def.type_sql = self.def.type_sql.clone().map(|sql| match sql.as_str() {
            "bigint" => "bigserial".to_owned(),
            "smallint" => "smallserial".to_owned(),
            _ => "serial".to_owned(),
        });
    }
}

impl<'a> Reader<'a, '_> {
    /// Reads a column of `table`; nothing for anything else.
    pub(super) fn column(&self, expr: &'a Expr, names: &Names<'a>, table: &TableName) -> Option<ReadColumn> {
        let (expr, names) = &self.resolve(expr, names);
        let column = Column::read(self.revision, expr)?;
        let unnamed = || "the column's name is not in the text".to_owned();
        let name = column.name.ok_or_else(unnamed).and_then(|name| self.string(name, names));
        let typed = match column.type_argument {
            Some(argument) if !column.starred => {
                self.type_of(&argument.value, names, table.schema.as_deref())
            }
            Some(_) => Typed::unknown("the column takes arguments that are not in the text".to_owned()),
            None => Typed::unknown("the column has no type in the text".to_owned()),
        };
        let hidden = || Err("the column takes arguments that are not in the text".to_owned());
        let mut def = ColumnDef {
            type_sql: typed.sql(),
            collation: typed.collation,
            not_null: if column.starred { hidden().map(|()| false) } else { Ok(false) },
            fill: if column.starred { hidden().map(|()| None) } else { Ok(None) },
            comment: Ok(None),
            constraints: Vec::new(),
            line: Some(self.line(expr)),
            name,
        };
        let (mut unique, mut indexed, mut primary_key, mut autoincrement) = (false, false, false, None);
        let mut nullable: Option<Maybe<bool>> = None;
        let truth = |value: &'a Expr| {
            self.truth(value, names).ok_or_else(|| format!("`{}` is no literal", self.shown(value)))
        };
        for (keyword, value) in &column.keywords {
            match *keyword {
                "nullable" => nullable = Some(truth(value)),
                "primary_key" => primary_key = truth(value).unwrap_or(false),
                "unique" => unique = truth(value).unwrap_or(false),
                "index" => indexed = truth(value).unwrap_or(false),
                "quote" if self.truth(value, names) == Some(false) => {
                    def.name = def.name.map(|name| name.to_lowercase());
                }
                "autoincrement" => autoincrement = self.truth(value, names),
                "server_default" => def.fill = self.default(value, names),
                "comment" => {
                    let is_none = matches!(value.kind, ExprKind::None);
                    def.comment = if is_none { Ok(None) } else { self.string(value, names).map(Some) };
                }
                _ => {}
            }
        }
        let extras = self.extras(&column, names, &mut def);
        let Extras { mut constraints, refers, sequence } = extras;
        let identity = matches!(def.fill, Ok(Some(Fill::Identity { .. })));
        def.not_null = match nullable {
            _ if column.starred => hidden().map(|()| false),
            _ if primary_key || identity => Ok(true),
            Some(nullable) => nullable.map(|nullable| !nullable),
            None => Ok(false),
        };
        let filled = def.fill != Ok(None);
        let serial = match autoincrement {
            Some(false) => Serial::Never,
            Some(true) if typed.integer && !identity => Serial::Always,
            None if typed.integer && !refers && !filled && !sequence => Serial::Alone,
            _ if def.type_sql.is_err() && !refers && !filled && !sequence => Serial::Unclear,
            _ => Serial::Never,
        };
        let own = def.name.clone().unwrap_or_default();
        if let Some((check, labels)) = &typed.check {
            constraints.push(label_check(&own, check.as_deref(), labels));
        }
        if unique && !indexed {
            constraints.push(key(ConstraintKind::Unique, vec![own.clone()]));
        }
        let companion = typed.creates.as_ref().and_then(|created| companion(created, table, &own));
        let indexes =
            indexed.then(|| column_index(table, &own, unique)).into_iter().chain(companion).collect();
        Some(ReadColumn { def, constraints, indexes, makes: typed.makes, primary_key, serial })
    }

    /// Foreign keys, checks, and what else stands behind the type.
    fn extras(&self, column: &Column<'a>, names: &Names<'a>, def: &mut ColumnDef) -> Extras {
        let mut extras = Extras::default();
        for extra in &column.extras {
            let (extra, inner) = &self.resolve(&extra.value, names);
            let kind =
                extra.as_call().and_then(|(function, _)| self.sqlalchemy(function)).unwrap_or_default();
            match kind.as_str() {
                "ForeignKey" => {
                    extras.refers = true;
                    let own = def.name.as_deref().unwrap_or_default();
                    extras.constraints.extend(self.column_reference(extra, inner, own));
                }
                "CheckConstraint" => def.constraints.extend(self.constraint(extra, inner)),
                "Identity" | "Computed" if matches!(def.fill, Ok(Some(_))) => {
                    def.fill = Err("SQLAlchemy refuses a default beside it".to_owned());
                }
                "Identity" | "Computed" => def.fill = self.generated(extra, inner),
                "Sequence" => extras.sequence = true,
                "FetchedValue" => {}
                "DefaultClause" => def.fill = self.default(extra, inner),
                _ => def.fill = Err(format!("`{}` is not understood", self.shown(extra))),
            }
        }
        extras
    }
}

/// What the further arguments of a column bring.
#[derive(Debug, Default)]
struct Extras {
    constraints: Vec<ConstraintDef>,
    refers: bool,
    sequence: bool,
}

/// A key without a name.
pub(super) fn key(kind: ConstraintKind, columns: Vec<String>) -> ConstraintDef {
    let body = ConstraintBody {
        columns,
        references: None,
        expression: None,
        index_options: String::new(),
        options: String::new(),
    };
    ConstraintDef { name: ConstraintName::Convention, kind, body: Ok(body) }
}

/// The index of `index=True`.
fn column_index(table: &TableName, column: &str, unique: bool) -> IndexDef {
    let element =
        IndexElement { column: Some(column.to_owned()), expression: String::new(), tail: String::new() };
    IndexDef {
        name: ConstraintName::Convention,
        table: table.clone(),
        body: Ok(btree(vec![element], unique)),
        unless_there: false,
    }
}

/// An index of columns alone.
pub(super) fn btree(elements: Vec<IndexElement>, unique: bool) -> IndexBody {
    IndexBody {
        unique,
        method: "btree".to_owned(),
        elements,
        include: Vec::new(),
        nulls_not_distinct: false,
        with: String::new(),
        predicate: None,
    }
}
