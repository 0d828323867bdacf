//! DDL statements, one for each `op.execute`.

use super::text::{identifier, literal};

/// A table's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableName {
    /// The schema, where one is given.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
}

impl TableName {
    /// A name; the schema `public` is the one that names without a schema are in.
    pub fn in_schema(schema: Option<String>, name: String) -> Self {
        Self { schema: schema.filter(|schema| schema != "public"), name }
    }

    /// The name as SQL.
    pub fn sql(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", identifier(schema), identifier(&self.name)),
            None => identifier(&self.name),
        }
    }
}

/// What fills a column by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Generated {
    /// `DEFAULT expression`
    Default(String),
    /// `GENERATED ALWAYS AS (expression) STORED`
    Stored(String),
}

/// A column as DDL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDdl {
    /// Its name.
    pub name: String,
    /// Its type text.
    pub type_sql: String,
    /// Default or generation expression.
    pub generated: Option<Generated>,
    /// Whether NULL is refused.
    pub not_null: bool,
    /// Its comment.
    pub comment: Option<String>,
}

/// `ALTER TABLE … ADD COLUMN …`, and `COMMENT ON COLUMN …` where the column has a comment.
pub fn add_column(table: &TableName, column: &ColumnDdl, if_not_exists: bool) -> Vec<String> {
    let comment = column.comment.as_deref().map(|comment| comment_on_column(table, &column.name, comment));
    std::iter::once(add_only(table, column, if_not_exists)).chain(comment).collect()
}

fn add_only(table: &TableName, column: &ColumnDdl, if_not_exists: bool) -> String {
    let mut sql = format!(
        "ALTER TABLE {} ADD COLUMN {}{} {}",
        table.sql(),
        if if_not_exists { "IF NOT EXISTS " } else { "" },
        identifier(&column.name),
        column.type_sql
    );
    match &column.generated {
        Some(Generated::Default(expression)) => sql.push_str(&format!(" DEFAULT {expression}")),
        Some(Generated::Stored(expression)) => {
            sql.push_str(&format!(" GENERATED ALWAYS AS ({expression}) STORED"));
        }
        None => {}
    }
    if column.not_null {
        sql.push_str(" NOT NULL");
    }
    sql
}

/// `ALTER TABLE … ALTER COLUMN … TYPE …`
pub fn alter_type(table: &TableName, column: &str, type_sql: &str, using: Option<&str>) -> String {
    let using = using.map_or_else(String::new, |using| format!(" USING {using}"));
    format!("ALTER TABLE {} ALTER COLUMN {} TYPE {type_sql}{using}", table.sql(), identifier(column))
}

/// `ALTER TABLE … ALTER COLUMN … DROP DEFAULT`
pub fn drop_default(table: &TableName, column: &str) -> String {
    format!("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table.sql(), identifier(column))
}

/// `ALTER TABLE … ALTER COLUMN … SET DEFAULT …`
pub fn set_default(table: &TableName, column: &str, expression: &str) -> String {
    format!("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {expression}", table.sql(), identifier(column))
}

/// `COMMENT ON COLUMN …`
fn comment_on_column(table: &TableName, column: &str, comment: &str) -> String {
    format!("COMMENT ON COLUMN {}.{} IS {}", table.sql(), identifier(column), literal(comment))
}

/// The extensions that an extension needs, as its control file says (`requires`).
pub fn needed_extensions(name: &str) -> &'static [&'static str] {
    match name {
        "earthdistance" => &["cube"],
        "postgis_raster" | "postgis_sfcgal" | "postgis_topology" => &["postgis"],
        "postgis_tiger_geocoder" => &["postgis", "fuzzystrmatch"],
        _ => &[],
    }
}

/// The types that an extension brings; none where they are not known.
pub fn extension_types(name: &str) -> &'static [&'static str] {
    match name {
        "vector" => &["vector", "halfvec", "sparsevec"],
        "citext" => &["citext"],
        "hstore" => &["hstore"],
        "ltree" => &["ltree", "lquery", "ltxtquery"],
        "cube" => &["cube"],
        "postgis" => &["geometry", "geography", "box2d", "box3d"],
        _ => &[],
    }
}

/// `CREATE EXTENSION IF NOT EXISTS …`
pub fn create_extension(name: &str, schema: Option<&str>) -> String {
    let schema = schema.map_or_else(String::new, |schema| format!(" WITH SCHEMA {}", identifier(schema)));
    let cascade = if needed_extensions(name).is_empty() { "" } else { " CASCADE" };
    format!("CREATE EXTENSION IF NOT EXISTS {}{schema}{cascade}", identifier(name))
}

/// `CREATE INDEX … ON … USING … (…)`; `key` is SQL.
pub fn create_index(name: &str, table: &TableName, using: &str, key: &str) -> String {
    format!("CREATE INDEX {} ON {} USING {using} ({key})", identifier(name), table.sql())
}

/// `CREATE SCHEMA IF NOT EXISTS …`
pub fn create_schema(name: &str) -> String {
    format!("CREATE SCHEMA IF NOT EXISTS {}", identifier(name))
}

/// The name of the index that a statement creates whether or not there is one already.
pub fn created_index_name(sql: &str) -> Option<String> {
    let mut words = sql.split_whitespace();
    let mut word = words.next().filter(|word| word.eq_ignore_ascii_case("create")).and(words.next())?;
    if word.eq_ignore_ascii_case("unique") {
        word = words.next()?;
    }
    if !word.eq_ignore_ascii_case("index") {
        return None;
    }
    word = words.next()?;
    if word.eq_ignore_ascii_case("concurrently") {
        word = words.next()?;
    }
    if word.eq_ignore_ascii_case("if") || word.eq_ignore_ascii_case("on") {
        return None;
    }
    match word.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').map(str::to_owned),
        None => Some(word.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_create_an_index() {
        for (sql, name) in [
            ("CREATE INDEX idx_t_g ON t USING gist (g)", Some("idx_t_g")),
            ("create unique index\n  concurrently \"idx_T_g\" on \"T\" (g)", Some("idx_T_g")),
            ("CREATE INDEX IF NOT EXISTS idx_t_g ON t (g)", None),
            ("CREATE INDEX ON t (g)", None),
            ("CREATE TABLE idx_t_g (a int)", None),
            ("DROP INDEX idx_t_g", None),
        ] {
            assert_eq!(created_index_name(sql).as_deref(), name, "{sql}");
        }
    }

    #[test]
    fn clauses_stand_in_the_order_of_the_compiler() {
        let table = TableName { schema: Some("s1".to_owned()), name: "T t".to_owned() };
        let column = ColumnDdl {
            name: "v".to_owned(),
            type_sql: "vector(3)".to_owned(),
            generated: Some(Generated::Default("'[1,2,3]'".to_owned())),
            not_null: true,
            comment: Some("it's".to_owned()),
        };
        assert_eq!(
            add_column(&table, &column, true),
            [
                "ALTER TABLE s1.\"T t\" ADD COLUMN IF NOT EXISTS v vector(3) DEFAULT '[1,2,3]' NOT NULL",
                "COMMENT ON COLUMN s1.\"T t\".v IS 'it''s'",
            ]
        );
        assert_eq!(
            alter_type(&table, "v", "vector(3)", Some("v::vector(3)")),
            "ALTER TABLE s1.\"T t\" ALTER COLUMN v TYPE vector(3) USING v::vector(3)"
        );
    }
}
