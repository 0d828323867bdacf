//! Which names `SQLAlchemy` has.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

type Names = LazyLock<FxHashSet<&'static str>>;

/// How a path under `sqlalchemy` stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// `SQLAlchemy` has it.
    Known,
    /// `SQLAlchemy` has no such name.
    Missing,
    /// The path is not under `sqlalchemy`.
    Foreign,
}

/// Tells whether `SQLAlchemy` has the attribute that `path` names.
///
/// Modules whose names are not listed here are taken to have what is asked of them.
pub fn standing(path: &str) -> Standing {
    let Some(rest) = path.strip_prefix("sqlalchemy.") else {
        return if path == "sqlalchemy" { Standing::Known } else { Standing::Foreign };
    };
    let (names, last) = match rest.rsplit_once('.') {
        None => (&TOP, rest),
        Some(("dialects.postgresql", last)) => (&POSTGRESQL, last),
        Some(("types" | "sql.sqltypes", last)) => (&TYPES, last),
        Some(_) => return Standing::Known,
    };
    if names.contains(last) || last.starts_with("__") { Standing::Known } else { Standing::Missing }
}

/// Whether `from module import *` may bind a module, a class or an object called `name`.
pub(super) fn may_export(module: &str, name: &str) -> bool {
    match module {
        "alembic.op" => matches!(name, "Operations" | "context"),
        _ => standing(&format!("{module}.{name}")) != Standing::Missing,
    }
}

/// Whether `sqlalchemy` has `name` at its top.
pub fn has_top_level(name: &str) -> bool {
    TOP.contains(name)
}

/// Whether `sqlalchemy.dialects.postgresql` has `name`.
pub(super) fn has_postgresql(name: &str) -> bool {
    POSTGRESQL.contains(name)
}

/// `dir(sqlalchemy)` of 2.0.58 and 2.1.9.
#[rustfmt::skip]
static TOP: Names = LazyLock::new(|| FxHashSet::from_iter([
    "ARRAY", "AdaptedConnection", "AggregateOrderBy", "Alias", "AliasedReturnsRows", "Any",
    "AssertionPool", "AsyncAdaptedQueuePool", "BIGINT", "BINARY", "BLANK_SCHEMA", "BLOB", "BOOLEAN",
    "BaseDDLElement", "BaseRow", "BigInteger", "BinaryExpression", "BindParameter", "BindTyping",
    "Boolean", "BooleanClauseList", "CHAR", "CLOB", "CTE", "CacheKey", "Case", "Cast",
    "CheckConstraint", "CheckFirst", "ChunkedIteratorResult", "ClauseElement", "ClauseList",
    "CollectionAggregate", "Column", "ColumnClause", "ColumnCollection", "ColumnDefault",
    "ColumnElement", "ColumnExpressionArgument", "ColumnOperators", "Compiled", "CompoundSelect",
    "Computed", "Connection", "Constraint", "CreateEnginePlugin", "CreateTable", "CreateTableAs",
    "CreateView", "CursorResult", "DATE", "DATETIME", "DDL", "DDLElement", "DECIMAL", "DOUBLE",
    "DOUBLE_PRECISION", "Date", "DateTime", "DefaultClause", "Delete", "Dialect", "Double", "DropTable",
    "DropView", "Engine", "Enum", "ExceptionContext", "Executable", "ExecutableDDLElement",
    "ExecutionContext", "Exists", "Extract", "FLOAT", "FallbackAsyncAdaptedQueuePool", "False_",
    "FetchedValue", "Float", "ForeignKey", "ForeignKeyConstraint", "ForeignKeyTarget", "FrameClause",
    "FrameClauseType", "FromClause", "FromGrouping", "FrozenResult", "Function", "FunctionElement",
    "FunctionFilter", "GenerativeSelect", "Grouping", "HasCTE", "HasPrefixes", "HasSuffixes", "INT",
    "INTEGER", "Identity", "Index", "Insert", "Inspector", "Integer", "Interval", "IteratorResult",
    "JSON", "Join", "LABEL_STYLE_DEFAULT", "LABEL_STYLE_DISAMBIGUATE_ONLY", "LABEL_STYLE_NONE",
    "LABEL_STYLE_TABLENAME_PLUS_COL", "Label", "LambdaElement", "LargeBinary", "Lateral",
    "MappingResult", "MergedResult", "MetaData", "NCHAR", "NUMERIC", "NVARCHAR", "Named",
    "NestedTransaction", "NotNullable", "Null", "NullPool", "Nullable", "Numeric", "NumericCommon",
    "Operators", "OrderByList", "Over", "PickleType", "Pool", "PoolProxiedConnection", "PoolResetState",
    "PrimaryKeyConstraint", "QueuePool", "REAL", "ReleaseSavepointClause", "Result", "ResultProxy",
    "ReturnsRows", "RollbackToSavepointClause", "RootTransaction", "Row", "RowMapping", "SMALLINT",
    "SQLColumnExpression", "SavepointClause", "ScalarResult", "ScalarSelect", "Select", "SelectBase",
    "SelectLabelStyle", "Selectable", "Sequence", "SingletonThreadPool", "SmallInteger",
    "StatementLambdaElement", "StaticPool", "String", "Subquery", "TEXT", "TIME", "TIMESTAMP",
    "TString", "Table", "TableClause", "TableSample", "TableValuedAlias", "TableValuedColumn", "Text",
    "TextAsFrom", "TextClause", "TextualSelect", "Time", "Transaction", "True_", "TryCast", "Tuple",
    "TupleType", "TwoPhaseTransaction", "TypeClause", "TypeCoerce", "TypeCompiler", "TypeDecorator",
    "TypedColumns", "URL", "UUID", "UnaryExpression", "Unicode", "UnicodeText", "UniqueConstraint",
    "Update", "UpdateBase", "Uuid", "VARBINARY", "VARCHAR", "Values", "ValuesBase", "Visitable",
    "WithinGroup", "_util", "aggregate_order_by", "alias", "all_", "and_", "annotations", "any_", "asc",
    "between", "bindparam", "bitwise_not", "case", "cast", "collate", "column", "connectors",
    "create_engine", "create_mock_engine", "create_pool_from_url", "cte", "custom_op", "cyextension",
    "delete", "desc", "dialects", "distinct", "engine", "engine_from_config", "event", "exc", "except_",
    "except_all", "exists", "extract", "false", "from_dml_column", "func", "funcfilter", "insert",
    "insert_sentinel", "inspect", "inspection", "intersect", "intersect_all", "join", "label",
    "lambda_stmt", "lateral", "literal", "literal_column", "log", "make_url", "modifier", "not_",
    "null", "nulls_first", "nulls_last", "nullsfirst", "nullslast", "or_", "outerjoin", "outparam",
    "over", "pool", "quoted_name", "result_tuple", "schema", "select", "sql", "table", "tablesample",
    "text", "true", "try_cast", "tstring", "tuple_", "type_coerce", "types", "union", "union_all",
    "update", "util", "values", "within_group",
]));

/// `dir(sqlalchemy.dialects.postgresql)`.
#[rustfmt::skip]
static POSTGRESQL: Names = LazyLock::new(|| FxHashSet::from_iter([
    "ARRAY", "AbstractMultiRange", "AbstractRange", "AbstractSingleRange", "All", "Any", "BIGINT",
    "BIT", "BOOLEAN", "BYTEA", "BitString", "CHAR", "CIDR", "CITEXT", "CreateDomainType",
    "CreateEnumType", "DATE", "DATEMULTIRANGE", "DATERANGE", "DOMAIN", "DOUBLE_PRECISION",
    "DropDomainType", "DropEnumType", "ENUM", "ExcludeConstraint", "FLOAT", "HSTORE", "INET",
    "INT4MULTIRANGE", "INT4RANGE", "INT8MULTIRANGE", "INT8RANGE", "INTEGER", "INTERVAL", "Insert",
    "JSON", "JSONB", "JSONPATH", "MACADDR", "MACADDR8", "MONEY", "ModuleType", "MultiRange", "NUMERIC",
    "NUMMULTIRANGE", "NUMRANGE", "NamedType", "OID", "REAL", "REGCLASS", "REGCONFIG", "Range",
    "SMALLINT", "TEXT", "TIME", "TIMESTAMP", "TSMULTIRANGE", "TSQUERY", "TSRANGE", "TSTZMULTIRANGE",
    "TSTZRANGE", "TSVECTOR", "UUID", "VARCHAR", "_psycopg_common", "aggregate_order_by", "array",
    "array_agg", "arraylib", "asyncpg", "base", "bitstring", "dialect", "distinct_on", "dml", "ext",
    "hstore", "insert", "json", "named_types", "operators", "pg8000", "pg_catalog", "phraseto_tsquery",
    "plainto_tsquery", "psycopg", "psycopg2", "psycopg2cffi", "psycopg_async", "ranges", "to_tsquery",
    "to_tsvector", "ts_headline", "types", "websearch_to_tsquery",
]));

/// `dir(sqlalchemy.types)`.
#[rustfmt::skip]
static TYPES: Names = LazyLock::new(|| FxHashSet::from_iter([
    "ARRAY", "BIGINT", "BINARY", "BLOB", "BOOLEAN", "BigInteger", "Boolean", "CHAR", "CLOB",
    "Concatenable", "DATE", "DATETIME", "DECIMAL", "DOUBLE", "DOUBLE_PRECISION", "Date", "DateTime",
    "Double", "Enum", "ExternalType", "FLOAT", "Float", "INT", "INTEGER", "Indexable", "Integer",
    "Interval", "JSON", "LargeBinary", "MatchType", "NCHAR", "NULLTYPE", "NUMERIC", "NVARCHAR",
    "NullType", "Numeric", "NumericCommon", "OperatorClass", "PickleType", "REAL", "SMALLINT",
    "STRINGTYPE", "SchemaType", "SmallInteger", "String", "TEXT", "TIME", "TIMESTAMP", "Text", "Time",
    "TupleType", "TypeDecorator", "TypeEngine", "UUID", "Unicode", "UnicodeText", "UserDefinedType",
    "Uuid", "VARBINARY", "VARCHAR", "Variant", "_Binary", "adapt_type", "annotations", "to_instance",
]));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        assert_eq!(standing("sqlalchemy.Integer"), Standing::Known);
        assert_eq!(standing("sqlalchemy.VECTOR"), Standing::Missing);
        assert_eq!(standing("sqlalchemy.NullType"), Standing::Missing);
        assert_eq!(standing("sqlalchemy.types.NullType"), Standing::Known);
        assert_eq!(standing("sqlalchemy.dialects.postgresql.CITEXT"), Standing::Known);
        assert_eq!(standing("pgvector.sqlalchemy.Vector"), Standing::Foreign);
    }
}
