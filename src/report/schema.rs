//! A schema as people and programs read it.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::console::NOTE;
use super::{BAD, BOLD, Stream};
use crate::schema::{Column, Constraint, Graph, Index, Name, Origin, Schema, Table, Taint, Type, TypeKind};
use crate::sql::{
    ConstraintBody, ConstraintKind, Fill, IndexBody, IndexElement, TableName, identifier, literal,
};

/// The schema at `revisions` as JSON. Its shape is a promise: keys are added, never renamed or removed.
pub fn schema_document(schema: &Schema, revisions: &[&str], graph: &Graph) -> Json {
    json!({
        "version": 1,
        "revisions": revisions,
        "tables": schema.tables.iter().map(|(name, entry)| table(name, entry)).collect::<Vec<_>>(),
        "types": schema.types.iter().map(|(name, entry)| type_entry(name, entry)).collect::<Vec<_>>(),
        "extensions": schema.extensions.iter().map(|(name, entry)| json!({
            "name": name, "unknown": entry.as_ref().err().map(taint),
        })).collect::<Vec<_>>(),
        "sequences": schema.sequences.iter().map(|(name, owner)| json!({
            "schema": name.schema, "name": name.name,
            "owner": owner.as_ref().map(|(table, column)| json!({
                "schema": table.schema, "table": table.name, "column": column,
            })),
        })).collect::<Vec<_>>(),
        "unknown": schema.taints.iter().map(taint).collect::<Vec<_>>(),
        "problems": graph.problems().iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn taint(taint: &Taint) -> Json {
    json!({ "why": &*taint.why, "revision": &*taint.origin.revision, "path": taint.origin.path.display().to_string(), "line": taint.origin.line })
}

fn origin(origin: &Origin) -> Json {
    json!({ "revision": &*origin.revision, "path": origin.path.display().to_string(), "line": origin.line })
}

/// A value that may be unknown, as `{"value": …}` or `{"unknown": …}`.
fn value<T: Serialize>(known: Result<T, &Taint>) -> Json {
    match known {
        Ok(known) => json!({ "value": known }),
        Err(unknown) => json!({ "unknown": taint(unknown) }),
    }
}

fn table(name: &TableName, table: &Table) -> Json {
    json!({
        "schema": name.schema, "name": name.name, "comment": table.comment,
        "columns": ordered(table).into_iter().map(|(name, entry)| column(name, entry)).collect::<Vec<_>>(),
        "constraints": table.constraints.iter().map(constraint).collect::<Vec<_>>(),
        "indexes": table.indexes.iter().map(index).collect::<Vec<_>>(),
        "unknown": table.taints.iter().map(taint).collect::<Vec<_>>(),
        "origin": origin(&table.origin),
    })
}

/// The columns in their order.
fn ordered(table: &Table) -> Vec<(&str, &Column)> {
    let known = table.order.0.iter().filter_map(|name| Some((name.as_str(), table.columns.get(name)?)));
    let mut all: Vec<(&str, &Column)> = known.collect();
    all.dedup_by(|a, b| a.0 == b.0);
    for (name, column) in &table.columns {
        if !table.order.0.contains(name) {
            all.push((name, column));
        }
    }
    all
}

fn column(name: &str, column: &Column) -> Json {
    let fill = column.fill.as_ref().map(|fill| match fill {
        None => Json::Null,
        Some(Fill::Default(text)) => json!({ "default": text }),
        Some(Fill::Stored(text)) => json!({ "generated": text }),
        Some(Fill::Identity { always, options }) => {
            json!({ "identity": { "always": always, "options": options } })
        }
    });
    json!({
        "name": name, "type": value(column.type_sql.as_ref()), "collation": column.collation,
        "not_null": value(column.not_null.as_ref()), "fill": value(fill),
        "comment": value(column.comment.as_ref()), "origin": origin(&column.origin),
    })
}

fn name_of(name: &Name) -> Json {
    match name {
        Name::Sure(text) => json!({ "value": text }),
        Name::Assumed(text) => json!({ "value": text, "assumed": true }),
        Name::Unknown(unknown) => json!({ "unknown": taint(unknown) }),
    }
}

const fn kind_of(kind: ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::PrimaryKey => "primary key",
        ConstraintKind::Unique => "unique",
        ConstraintKind::ForeignKey => "foreign key",
        ConstraintKind::Check => "check",
        ConstraintKind::Exclude => "exclude",
    }
}

fn constraint(constraint: &Constraint) -> Json {
    json!({
        "name": name_of(&constraint.name), "kind": kind_of(constraint.kind),
        "definition": value(constraint.body.as_ref().map(|body| constraint_sql(constraint.kind, body))),
        "columns": constraint.body.as_ref().ok().map(|body| &body.columns),
        "references": constraint.body.as_ref().ok().and_then(|body| body.references.as_ref()).map(|(table, columns)| {
            json!({ "schema": table.schema, "table": table.name, "columns": columns })
        }),
        "origin": origin(&constraint.origin),
    })
}

fn index(index: &Index) -> Json {
    json!({
        "name": name_of(&index.name), "unique": index.body.as_ref().ok().map(|body| body.unique),
        "definition": value(index.body.as_ref().map(index_sql)), "origin": origin(&index.origin),
    })
}

fn type_entry(name: &TableName, entry: &Type) -> Json {
    let (kind, said) = match &entry.kind {
        TypeKind::Enum(labels) => ("enum", value(labels.as_ref().map(|labels| json!(labels)))),
        TypeKind::Other(definition) => ("other", value(definition.as_ref().map(|text| json!(text)))),
    };
    let key = if kind == "enum" { "labels" } else { "definition" };
    json!({ "schema": name.schema, "name": name.name, "kind": kind, key: said, "origin": origin(&entry.origin) })
}

fn columns_sql(columns: &[String]) -> String {
    columns.iter().map(|column| identifier(column)).collect::<Vec<_>>().join(", ")
}

/// A constraint as SQL, without its name.
fn constraint_sql(kind: ConstraintKind, body: &ConstraintBody) -> String {
    let mut sql = match kind {
        ConstraintKind::PrimaryKey => format!("PRIMARY KEY ({})", columns_sql(&body.columns)),
        ConstraintKind::Unique if body.index_options.starts_with("NULLS") => {
            let (nulls, include) =
                body.index_options.split_once(" INCLUDE").unwrap_or((&body.index_options, ""));
            let include = if include.is_empty() { String::new() } else { format!(" INCLUDE{include}") };
            format!("UNIQUE {nulls} ({}){include}", columns_sql(&body.columns))
        }
        ConstraintKind::Unique => format!("UNIQUE ({})", columns_sql(&body.columns)),
        ConstraintKind::Check => format!("CHECK ({})", body.expression.as_deref().unwrap_or_default()),
        ConstraintKind::Exclude => format!("EXCLUDE {}", body.expression.as_deref().unwrap_or_default()),
        ConstraintKind::ForeignKey => {
            let target = body.references.as_ref().map_or_else(String::new, |(table, columns)| {
                let columns =
                    if columns.is_empty() { String::new() } else { format!(" ({})", columns_sql(columns)) };
                format!("{}{columns}", table.sql())
            });
            format!("FOREIGN KEY ({}) REFERENCES {target}", columns_sql(&body.columns))
        }
    };
    if body.index_options.starts_with("INCLUDE") {
        sql += &format!(" {}", body.index_options);
    }
    if !body.options.is_empty() {
        sql += &format!(" {}", body.options);
    }
    sql
}

/// An index as SQL, from its access method on.
fn index_sql(body: &IndexBody) -> String {
    let elements: Vec<String> = body.elements.iter().map(IndexElement::sql).collect();
    let mut sql = format!("USING {} ({})", body.method, elements.join(", "));
    if !body.include.is_empty() {
        sql += &format!(" INCLUDE ({})", columns_sql(&body.include));
    }
    if body.nulls_not_distinct {
        sql += " NULLS NOT DISTINCT";
    }
    if !body.with.is_empty() {
        sql += &format!(" WITH ({})", body.with);
    }
    if let Some(predicate) = &body.predicate {
        sql += &format!(" WHERE {predicate}");
    }
    sql
}

/// Shows tables, types and extensions.
pub(crate) fn show_schema(out: &mut Stream<'_>, schema: &Schema) {
    for (name, entry) in &schema.extensions {
        let unknown = entry.as_ref().err().map(|taint| format!("  unknown: {taint}")).unwrap_or_default();
        out.line(&format!("extension {}{unknown}", identifier(name)));
    }
    for (name, entry) in schema.types.iter() {
        let said = match &entry.kind {
            TypeKind::Enum(Ok(labels)) => {
                labels.iter().map(|label| literal(label)).collect::<Vec<_>>().join(", ")
            }
            TypeKind::Other(Ok(definition)) => definition.clone(),
            TypeKind::Enum(Err(taint)) | TypeKind::Other(Err(taint)) => format!("unknown: {taint}"),
        };
        out.line(&format!("type {}: {said}", name.sql()));
    }
    for (name, table) in schema.tables.iter() {
        show_table(out, name, table);
    }
    for taint in &schema.taints {
        let note = out.styled(NOTE, "unknown");
        out.line(&format!("{note}: there may be more: {taint}"));
    }
}

/// Shows one table.
pub(crate) fn show_table(out: &mut Stream<'_>, name: &TableName, table: &Table) {
    let heading = out.styled(BOLD, &format!("table {}", name.sql()));
    out.line(&heading);
    let columns = ordered(table);
    let width = columns.iter().map(|(name, _)| identifier(name).chars().count()).max().unwrap_or(0);
    for (name, column) in columns {
        let mut parts = Vec::new();
        let mut unknown = Vec::new();
        match &column.type_sql {
            Ok(sql) => parts.push(sql.clone()),
            Err(taint) => unknown.push(("type", taint)),
        }
        parts.extend(column.collation.as_ref().map(|collation| format!("collate {}", identifier(collation))));
        match &column.not_null {
            Ok(true) => parts.push("not null".to_owned()),
            Ok(false) => {}
            Err(taint) => unknown.push(("nullability", taint)),
        }
        match &column.fill {
            Ok(None) => {}
            Ok(Some(Fill::Default(text))) => parts.push(format!("default {text}")),
            Ok(Some(Fill::Stored(text))) => parts.push(format!("generated always as ({text}) stored")),
            Ok(Some(Fill::Identity { always, options })) => {
                let when = if *always { "always" } else { "by default" };
                parts.push(format!("generated {when} as identity {options}").trim_end().to_owned());
            }
            Err(taint) => unknown.push(("default", taint)),
        }
        for (what, taint) in said_once(&unknown) {
            let mark = out.styled(BAD, &format!("{what} unknown"));
            parts.push(format!("{mark}: {taint}"));
        }
        out.line(&format!("  {:width$}  {}", identifier(name), parts.join("  ")));
    }
    let named = |name: &Name| match name {
        Name::Sure(text) => identifier(text),
        Name::Assumed(text) => format!("{} (unless a naming convention says otherwise)", identifier(text)),
        Name::Unknown(taint) => format!("(name unknown: {taint})"),
    };
    for constraint in &table.constraints {
        let said = match &constraint.body {
            Ok(body) => constraint_sql(constraint.kind, body),
            Err(taint) => format!("{}, unknown: {taint}", kind_of(constraint.kind)),
        };
        out.line(&format!("  constraint {} {said}", named(&constraint.name)));
    }
    for index in &table.indexes {
        let said = match &index.body {
            Ok(body) => format!("{}{}", if body.unique { "unique " } else { "" }, index_sql(body)),
            Err(taint) => format!("unknown: {taint}"),
        };
        out.line(&format!("  index {} {said}", named(&index.name)));
    }
    for taint in &table.taints {
        let mark = out.styled(BAD, "unknown");
        out.line(&format!("  {mark}: it may have changed otherwise: {taint}"));
    }
}

/// Reasons, each with all that it is the reason for.
fn said_once<'t>(unknown: &[(&str, &'t Taint)]) -> Vec<(String, &'t Taint)> {
    let mut said: Vec<(String, &Taint)> = Vec::new();
    for (what, taint) in unknown {
        match said.iter_mut().find(|(_, other)| *other == *taint) {
            Some((all, _)) => *all = format!("{all}, {what}"),
            None => said.push(((*what).to_owned(), taint)),
        }
    }
    said
}
