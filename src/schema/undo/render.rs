//! Statements that bring something into being, as text.

use crate::schema::apply::next_value;
use crate::schema::model::{Column, Constraint, Index, Schema, Table, Taint};
use crate::sql::{ConstraintKind, Fill, IndexElement, TableName, identifier, literal};

/// Why a statement cannot be written.
pub(super) type Reason = Taint;

/// `embedding vector(3) DEFAULT '[1,2,3]' NOT NULL`
pub(super) fn column(
    schema: &Schema,
    table: &TableName,
    name: &str,
    column: &Column,
) -> Result<String, Reason> {
    let mut type_sql = column.type_sql.clone()?;
    let mut fill = column.fill.clone()?;
    let mut not_null = column.not_null.clone()?;
    let own = (table.clone(), name.to_owned());
    if let Some(Fill::Default(text)) = &fill {
        let is_own = |sequence: &TableName| next_value(sequence) == *text;
        let owned = schema.sequences.iter().any(|(name, owner)| owner.as_ref() == Some(&own) && is_own(name));
        let serial = match type_sql.as_str() {
            "integer" => Some("serial"),
            "bigint" => Some("bigserial"),
            "smallint" => Some("smallserial"),
            _ => None,
        };
        if let Some(serial) = serial.filter(|_| owned) {
            serial.clone_into(&mut type_sql);
            fill = None;
        }
    }
    let collation = column.collation.as_ref();
    let mut sql = format!("{} {type_sql}", identifier(name));
    if let Some(collation) = collation {
        sql.push_str(&format!(" COLLATE \"{}\"", collation.replace('"', "\"\"")));
    }
    match fill {
        Some(Fill::Default(text)) => sql.push_str(&format!(" DEFAULT {text}")),
        Some(Fill::Stored(text)) => sql.push_str(&format!(" GENERATED ALWAYS AS ({text}) STORED")),
        Some(Fill::Identity { always, options }) => {
            let when = if always { "ALWAYS" } else { "BY DEFAULT" };
            let options = if options.is_empty() { options } else { format!(" {options}") };
            sql.push_str(&format!(" GENERATED {when} AS IDENTITY{options}"));
            not_null = false;
        }
        None => {}
    }
    if not_null {
        sql.push_str(" NOT NULL");
    }
    Ok(sql)
}

/// `COMMENT ON COLUMN …`
pub(super) fn column_comment(table: &TableName, column: &str, comment: Option<&str>) -> String {
    let comment = comment.map_or_else(|| "NULL".to_owned(), literal);
    format!("COMMENT ON COLUMN {}.{} IS {comment}", table.sql(), identifier(column))
}

/// `COMMENT ON TABLE …`
pub(super) fn table_comment(table: &TableName, comment: Option<&str>) -> String {
    let comment = comment.map_or_else(|| "NULL".to_owned(), literal);
    format!("COMMENT ON TABLE {} IS {comment}", table.sql())
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| identifier(name)).collect::<Vec<_>>().join(", ")
}

/// `CONSTRAINT doc_pkey PRIMARY KEY (id)`
pub(super) fn constraint(constraint: &Constraint) -> Result<String, Reason> {
    let name = constraint.name.known()?;
    let body = constraint.body.as_ref().map_err(Clone::clone)?;
    let columns = list(&body.columns);
    let expression = body.expression.as_deref().unwrap_or_default();
    let (distinct, include) = match body.index_options.split_once("INCLUDE") {
        Some((distinct, include)) => (distinct.trim(), format!(" INCLUDE{include}")),
        None => (body.index_options.as_str(), String::new()),
    };
    let mut sql = match constraint.kind {
        ConstraintKind::PrimaryKey => format!("PRIMARY KEY ({columns}){include}"),
        ConstraintKind::Unique if distinct.is_empty() => format!("UNIQUE ({columns}){include}"),
        ConstraintKind::Unique => format!("UNIQUE {distinct} ({columns}){include}"),
        ConstraintKind::ForeignKey => {
            let (table, referenced) = body
                .references
                .as_ref()
                .ok_or_else(|| Taint::new("the foreign key points nowhere", &constraint.origin))?;
            let referenced =
                if referenced.is_empty() { String::new() } else { format!(" ({})", list(referenced)) };
            format!("FOREIGN KEY ({columns}) REFERENCES {}{referenced}", table.sql())
        }
        ConstraintKind::Check => format!("CHECK ({expression})"),
        ConstraintKind::Exclude => format!("EXCLUDE {expression}"),
    };
    if !body.options.is_empty() {
        sql.push_str(&format!(" {}", body.options));
    }
    Ok(format!("CONSTRAINT {} {sql}", identifier(name)))
}

/// `CREATE INDEX …`
pub(super) fn index(table: &TableName, index: &Index) -> Result<String, Reason> {
    let name = index.name.known()?;
    let body = index.body.as_ref().map_err(Clone::clone)?;
    let mut sql = format!(
        "CREATE {}INDEX {} ON {} USING {} ({})",
        if body.unique { "UNIQUE " } else { "" },
        identifier(name),
        table.sql(),
        identifier(&body.method),
        body.elements.iter().map(IndexElement::sql).collect::<Vec<_>>().join(", ")
    );
    if !body.include.is_empty() {
        sql.push_str(&format!(" INCLUDE ({})", list(&body.include)));
    }
    if body.nulls_not_distinct {
        sql.push_str(" NULLS NOT DISTINCT");
    }
    if !body.with.is_empty() {
        sql.push_str(&format!(" WITH ({})", body.with));
    }
    if let Some(predicate) = &body.predicate {
        sql.push_str(&format!(" WHERE {predicate}"));
    }
    Ok(sql)
}

/// `DROP INDEX …`; an index is in the schema of its table.
pub(super) fn drop_index(table: &TableName, index: &Index) -> Result<String, Reason> {
    let name = TableName { schema: table.schema.clone(), name: index.name.known()?.to_owned() };
    Ok(format!("DROP INDEX {}", name.sql()))
}

/// Everything that makes the table what it is.
pub(super) fn table(schema: &Schema, name: &TableName, table: &Table) -> Result<Vec<String>, Reason> {
    if let Some(taint) = table.taints.first().or_else(|| table.extras.first()) {
        return Err(taint.clone());
    }
    let mut parts = Vec::new();
    let mut after = Vec::new();
    after.extend(table.comment.as_deref().map(|comment| table_comment(name, Some(comment))));
    for own in &table.order.0 {
        let Some(found) = table.columns.get(own) else { continue };
        parts.push(column(schema, name, own, found)?);
        let comment = found.comment.clone()?;
        after.extend(comment.as_deref().map(|comment| column_comment(name, own, Some(comment))));
    }
    for own in &table.constraints {
        parts.push(constraint(own)?);
    }
    let mut statements = vec![format!("CREATE TABLE {} ({})", name.sql(), parts.join(", "))];
    statements.extend(after);
    for own in &table.indexes {
        statements.push(index(name, own)?);
    }
    Ok(statements)
}
