//! The configuration as written.

use toml::de::{DeTable, DeValue};

use super::reader::{Mistake, Reader, Value, entries, span, string};
use crate::diagnostic::Severity;
use crate::edit::Rewrite;
use crate::plan::{ColumnOrder, CreateExtension, Dimension, RuleOverride};
use crate::rules::{Dialect, SqlAlchemy};
use crate::source::Spanned;

/// What a configuration file says; absent where it says nothing.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Rule files and folders of them.
    pub(crate) rules: Vec<Spanned<String>>,
    /// Files of models and folders of them.
    pub(crate) models: Vec<Spanned<String>>,
    /// Folders of revisions.
    pub(crate) revisions: Option<Vec<Spanned<String>>>,
    /// Globs of files to leave out.
    pub(crate) exclude: Vec<Spanned<String>>,
    /// Codes, rules and packs that count.
    pub(crate) select: Vec<Spanned<String>>,
    /// Codes, rules and packs that do not.
    pub(crate) ignore: Vec<Spanned<String>>,
    /// Whether missing extensions are created.
    pub(crate) create_extension: Option<CreateExtension>,
    /// The schema of extensions.
    pub(crate) extension_schema: Option<String>,
    /// Where columns may go.
    pub(crate) column_order: Option<ColumnOrder>,
    /// Whether rewrites are explained by a comment.
    pub(crate) comments: Option<bool>,
    /// Whether what runs by imports alone is rewritten too.
    pub(crate) freeze: Option<bool>,
    /// The databases that count.
    pub(crate) dialects: Option<Vec<Dialect>>,
    /// The project's `SQLAlchemy`.
    pub(crate) sqlalchemy: Option<SqlAlchemy>,
    /// `default` or a pack, and its way.
    pub(crate) rewrite: Vec<(Spanned<String>, Rewrite)>,
    /// Dimensions by column.
    pub(crate) dimensions: Vec<(Spanned<String>, Dimension)>,
    /// What is said of single rules.
    pub(crate) rule: Vec<(Spanned<String>, RuleOverride)>,
}

/// Every key of the table, in the order of the documentation.
pub(crate) const KEYS: &[&str] = &[
    "rules",
    "models",
    "revisions",
    "exclude",
    "select",
    "ignore",
    "create-extension",
    "extension-schema",
    "column-order",
    "comments",
    "freeze",
    "dialects",
    "sqlalchemy",
    "rewrite",
    "dimensions",
    "rule",
];

const REWRITES: &[(&str, Rewrite)] = &[
    ("sql", Rewrite::Sql),
    ("type", Rewrite::Type),
    ("define", Rewrite::Define),
    ("import", Rewrite::Import),
];
const SEVERITIES: &[(&str, Severity)] =
    &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
const ORDERS: &[(&str, ColumnOrder)] =
    &[("auto", ColumnOrder::Auto), ("append", ColumnOrder::Append), ("keep", ColumnOrder::Keep)];
const EXTENSIONS: &[(&str, CreateExtension)] =
    &[("when-missing", CreateExtension::WhenMissing), ("never", CreateExtension::Never)];
const DIALECTS: &[(&str, Dialect)] = &[
    ("postgresql", Dialect::Postgresql),
    ("sqlite", Dialect::Sqlite),
    ("mysql", Dialect::Mysql),
    ("oracle", Dialect::Oracle),
    ("mssql", Dialect::Mssql),
];
const SQLALCHEMY: &[(&str, SqlAlchemy)] = &[("1.4", SqlAlchemy::V1_4), ("2.0", SqlAlchemy::V2_0)];

/// Reads the table of a configuration file; `place` names the table in messages.
pub(super) fn read<'a>(table: &'a DeTable<'a>, place: &str) -> (Written, Vec<Mistake>) {
    let mut reader = Reader::new(table, place, KEYS);
    let written = Written {
        rules: reader.strings("rules").unwrap_or_default(),
        models: reader.strings("models").unwrap_or_default(),
        revisions: reader.strings("revisions"),
        exclude: reader.strings("exclude").unwrap_or_default(),
        select: reader.strings("select").unwrap_or_default(),
        ignore: reader.strings("ignore").unwrap_or_default(),
        create_extension: reader.choice("create-extension", EXTENSIONS),
        extension_schema: extension_schema(&mut reader),
        column_order: reader.choice("column-order", ORDERS),
        comments: reader.boolean("comments"),
        freeze: reader.boolean("freeze"),
        dialects: reader.choice_list("dialects", DIALECTS),
        sqlalchemy: reader.choice("sqlalchemy", SQLALCHEMY),
        rewrite: rewrites(&mut reader),
        dimensions: dimensions(&mut reader),
        rule: overrides(&mut reader),
    };
    (written, reader.mistakes)
}

fn extension_schema(reader: &mut Reader<'_>) -> Option<String> {
    let schema = reader.string("extension-schema")?;
    if schema.value.trim().is_empty() {
        reader.mistake(schema.span, "`extension-schema` is empty; name a schema or remove the key");
        return None;
    }
    Some(schema.value)
}

fn rewrites(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, Rewrite)> {
    let mut rewrites = Vec::new();
    for (key, value) in reader.entries("rewrite") {
        match string(value) {
            Some(text) => {
                rewrites.extend(reader.chosen(&text, &key.value, REWRITES).map(|rewrite| (key, rewrite)));
            }
            None => reader.wrong(&key.value, value, "\"sql\", \"type\", \"define\" or \"import\""),
        }
    }
    rewrites
}

fn overrides(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, RuleOverride)> {
    let mut overrides = Vec::new();
    for (key, value) in reader.entries("rule") {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong(&format!("rule.\"{}\"", key.value), value, "a table");
            continue;
        };
        let place = format!("[rule.\"{}\"]", key.value);
        let mut inner = Reader::new(table, &place, &["rewrite", "severity"]);
        let rewrite = inner.choice("rewrite", REWRITES);
        let severity = inner.choice("severity", SEVERITIES);
        reader.mistakes.append(&mut inner.mistakes);
        overrides.push((key, RuleOverride { rewrite, severity }));
    }
    overrides
}

fn dimensions(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, Dimension)> {
    let mut dimensions = Vec::new();
    for (key, value) in reader.entries("dimensions") {
        dimension(reader, key, value, &mut dimensions);
    }
    dimensions
}

/// Reads one entry; the unquoted key `t.c` is a table `t` to TOML, and means the same.
fn dimension<'a>(
    reader: &mut Reader<'a>,
    key: Spanned<String>,
    value: &'a Value<'a>,
    dimensions: &mut Vec<(Spanned<String>, Dimension)>,
) {
    if let DeValue::Table(table) = value.get_ref() {
        for (inner, value) in entries(table) {
            let name = Spanned { value: format!("{}.{}", key.value, inner.value), span: inner.span };
            dimension(reader, name, value, dimensions);
        }
        return;
    }
    if !is_column(&key.value) {
        let message = format!("`{}` in [dimensions] is no column; write \"table.column\" = N", key.value);
        return reader.mistake(key.span, message);
    }
    match parse_value(value) {
        Some(dimension) => dimensions.push((key, dimension)),
        None => reader.mistake(
            span(&value.span()),
            format!("the dimension of \"{}\" has to be a whole number from 1, or \"none\"", key.value),
        ),
    }
}

fn parse_value(value: &Value<'_>) -> Option<Dimension> {
    match value.get_ref() {
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).ok().filter(|&n| n > 0).map(Dimension::Given)
        }
        DeValue::String(text) => (text == "none").then_some(Dimension::None),
        DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => None,
    }
}

/// Whether `name` is `table.column` or `schema.table.column`.
fn is_column(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    matches!(parts.len(), 2 | 3) && parts.iter().all(|part| !part.trim().is_empty())
}

/// Reads `TABLE.COLUMN=N` as `--dimension` takes it.
///
/// # Errors
/// When it is none, with what to write instead.
pub(crate) fn parse_dimension(text: &str) -> Result<(String, Dimension), String> {
    let (column, value) = text.rsplit_once('=').ok_or("write TABLE.COLUMN=N")?;
    let column = column.trim();
    if !is_column(column) {
        return Err(format!("`{column}` is no column; write TABLE.COLUMN=N or SCHEMA.TABLE.COLUMN=N"));
    }
    let dimension = match value.trim() {
        "none" => Dimension::None,
        number => match number.parse::<i64>() {
            Ok(number) if number > 0 => Dimension::Given(number),
            _ => return Err(format!("`{number}` has to be a whole number from 1, or none")),
        },
    };
    Ok((column.to_owned(), dimension))
}
