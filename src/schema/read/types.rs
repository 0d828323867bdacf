//! Type expressions as Postgres's types.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::values::{Bound, Names, bind};
use crate::python::{Argument, Expr, ExprKind, Passing, Stmt, StmtKind};
use crate::rules::CreatedIndex;
use crate::sql::{Maybe, Statement, canonical_type};

/// What a type expression makes.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// The type as Postgres says it.
    pub(super) sql: Option<Maybe<String>>,
    /// `COLLATE`
    pub(super) collation: Option<String>,
    /// The enum or domain that `create_table` makes first.
    pub(super) makes: Vec<Statement>,
    /// The labels that a check keeps to, with the name of the check.
    pub(super) check: Option<(Option<String>, Vec<String>)>,
    /// Whether it is an integer to SQLAlchemy.
    pub(super) integer: bool,
    /// The index that the type's package makes beside a column.
    pub(super) creates: Option<CreatedIndex>,
}

impl Typed {
    pub(super) fn plain(sql: impl Into<String>) -> Self {
        Self { sql: Some(Ok(sql.into())), ..Self::default() }
    }

    pub(super) fn unknown(why: String) -> Self {
        Self { sql: Some(Err(why)), ..Self::default() }
    }

    /// The type, or why it is not known.
    pub(super) fn sql(&self) -> Maybe<String> {
        self.sql.clone().unwrap_or_else(|| Err("the type is not given".to_owned()))
    }
}

impl<'a> Reader<'a, '_> {
    /// The type alone.
    pub(super) fn type_text(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<String> {
        self.type_of(expr, names, None).sql()
    }

    /// What a type expression makes for a table of the schema `schema`.
    pub(super) fn type_of(&self, expr: &'a Expr, names: &Names<'a>, schema: Option<&str>) -> Typed {
        let (expr, names) = &self.resolve(expr, names);
        let told = self.told.of(expr.span);
        match told {
            Some(told) if told.instead => Typed::told(told),
            Some(told) => {
                let own = self.type_in_text(expr, names, schema);
                if own.sql().is_ok() { own } else { Typed::told(told) }
            }
            None => self.type_in_text(expr, names, schema),
        }
    }

    fn type_in_text(&self, expr: &'a Expr, names: &Names<'a>, schema: Option<&str>) -> Typed {
        let (class, arguments): (&'a Expr, &'a [Argument]) = match &expr.kind {
            ExprKind::Call { function, arguments, .. } => (function, arguments),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => (expr, &[]),
            _ => return Typed::unknown(format!("the type `{}` is not understood", self.shown(expr))),
        };
        if let ExprKind::Attribute { value, attribute } = &class.kind
            && attribute == "with_variant"
        {
            let mut dialects = arguments.iter().skip(1);
            let here =
                dialects.any(|argument| self.string(&argument.value, names).as_deref() == Ok("postgresql"));
            return match arguments.first().filter(|_| here) {
                Some(variant) => self.type_of(&variant.value, names, schema),
                None => self.type_of(value, names, schema),
            };
        }
        if let ExprKind::Name(name) = &class.kind
            && let Some(own) = self.own_class(name)
        {
            return self.own_type(own, arguments, names);
        }
        if let Some(path) = self.sqlalchemy(class) {
            let name = path.rsplit('.').next().unwrap_or(&path);
            if let Some(found) =
                self.standard(name, path.starts_with("postgresql."), arguments, names, schema)
            {
                return found;
            }
        }
        self.by_rule(expr, class, arguments, names)
    }

    /// The types of SQLAlchemy itself; nothing for a name that it lacks.
    fn standard(
        &self,
        name: &str,
        postgresql: bool,
        arguments: &'a [Argument],
        names: &Names<'a>,
        schema: Option<&str>,
    ) -> Option<Typed> {
        if let Some(plain) = plain_name(name) {
            return Some(Typed::plain(plain));
        }
        let unclear = |what: &Expr| Typed::unknown(format!("`{}` is no literal", self.shown(what)));
        let truth = |name, position| self.truth(argument(arguments, name, position)?, names);
        let is_true = |name, position| truth(name, position) == Some(true);
        let is_false = |name, position| truth(name, position) == Some(false);
        let sized = |base: &str, keyword, position| match argument(arguments, keyword, position) {
            None => Typed::plain(base),
            Some(value) => match self.number(value, names) {
                Some(size) => Typed::plain(format!("{base}({size})")),
                None => unclear(value),
            },
        };
        let collated = |mut typed: Typed| {
            let collation = argument(arguments, "collation", 1);
            typed.collation = collation.and_then(|collation| self.string(collation, names).ok());
            typed
        };
        let zoned = |base: &str| {
            let precision = match (postgresql, argument(arguments, "precision", 1)) {
                (true, Some(value)) => match self.number(value, names) {
                    Some(digits) => format!("({digits})"),
                    None => return unclear(value),
                },
                _ => String::new(),
            };
            let zone = if is_true("timezone", 0) { "with" } else { "without" };
            Typed::plain(format!("{base}{precision} {zone} time zone"))
        };
        let integer = |name: &str| Typed { integer: true, ..Typed::plain(name) };
        Some(match name {
            "Integer" | "INTEGER" | "INT" => integer("integer"),
            "BigInteger" | "BIGINT" => integer("bigint"),
            "SmallInteger" | "SMALLINT" => integer("smallint"),
            "String" | "VARCHAR" | "Unicode" => collated(sized("character varying", "length", 0)),
            "Text" | "TEXT" | "UnicodeText" => collated(sized("text", "length", 0)),
            "CHAR" | "NCHAR" => match argument(arguments, "length", 0) {
                None => collated(Typed::plain("character(1)")),
                Some(_) => collated(sized("character", "length", 0)),
            },
            "Numeric" | "NUMERIC" | "DECIMAL" => self.numeric(arguments, names),
            "Float" | "FLOAT" => match argument(arguments, "precision", 0) {
                None => Typed::plain("double precision"),
                Some(value) => match self.number(value, names) {
                    Some(bits) => Typed::plain(if bits <= 24 { "real" } else { "double precision" }),
                    None => unclear(value),
                },
            },
            "DateTime" | "TIMESTAMP" => zoned("timestamp"),
            "Time" | "TIME" => zoned("time"),
            "Interval" if is_false("native", 0) => Typed::plain("timestamp without time zone"),
            "Interval" => sized("interval", "second_precision", 1),
            "INTERVAL" => match argument(arguments, "fields", 1) {
                None => sized("interval", "precision", 0),
                Some(fields) => match self.string(fields, names) {
                    Ok(fields) => sized(&format!("interval {}", fields.to_lowercase()), "precision", 0),
                    Err(why) => Typed::unknown(why),
                },
            },
            "Uuid" if is_false("native_uuid", 1) => Typed::plain("character(32)"),
            "Uuid" | "UUID" => Typed::plain("uuid"),
            "BIT" => match (is_true("varying", 1), argument(arguments, "length", 0)) {
                (true, _) => sized("bit varying", "length", 0),
                (false, None) => Typed::plain("bit(1)"),
                (false, Some(_)) => sized("bit", "length", 0),
            },
            "ARRAY" => self.array(arguments, names, schema),
            "Enum" | "ENUM" => self.enumeration(name == "ENUM" && postgresql, arguments, names, schema),
            "DOMAIN" => self.domain(arguments, names),
            _ => return None,
        })
    }

    fn numeric(&self, arguments: &'a [Argument], names: &Names<'a>) -> Typed {
        let number = |name, position| {
            argument(arguments, name, position)
                .map(|value| {
                    self.number(value, names).ok_or_else(|| format!("`{}` is no literal", self.shown(value)))
                })
                .transpose()
        };
        match (number("precision", 0), number("scale", 1)) {
            (Ok(Some(precision)), Ok(scale)) => {
                Typed::plain(format!("numeric({precision},{})", scale.unwrap_or_default()))
            }
            (Ok(None), Ok(_)) => Typed::plain("numeric"),
            (Err(why), _) | (_, Err(why)) => Typed::unknown(why),
        }
    }

    fn array(&self, arguments: &'a [Argument], names: &Names<'a>, schema: Option<&str>) -> Typed {
        let Some(item) = argument(arguments, "item_type", 0) else {
            return Typed::unknown("the array has no type".to_owned());
        };
        let inner = self.type_of(item, names, schema);
        let sql = inner.sql().map(|sql| format!("{}[]", sql.trim_end_matches("[]")));
        Typed { sql: Some(sql), integer: false, check: None, creates: None, ..inner }
    }

    /// A class of the revision itself.
    pub(super) fn own_class(&self, wanted: &str) -> Option<&'a Stmt> {
        self.revision
            .module
            .body
            .iter()
            .find(|statement| matches!(&statement.kind, StmtKind::Class { name, .. } if name.value == wanted))
    }

    /// What the class's `get_col_spec` returns.
    fn own_type(&self, class: &'a Stmt, arguments: &'a [Argument], names: &Names<'a>) -> Typed {
        let StmtKind::Class { name, body, .. } = &class.kind else { return Typed::default() };
        let unknown =
            || Typed::unknown(format!("the type that `{}` stands for is not understood", name.value));
        let method = |wanted: &str| {
            body.iter()
                .find(|inner| matches!(&inner.kind, StmtKind::Function { name, .. } if name.value == wanted))
        };
        let assigned = |wanted: &str| {
            body.iter().find_map(|inner| match &inner.kind {
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    let is_it =
                        |target: &Expr| matches!(&target.kind, ExprKind::Name(name) if name == wanted);
                    targets.iter().any(is_it).then_some(value)
                }
                _ => None,
            })
        };
        if let Some(implementation) = assigned("impl") {
            return match method("load_dialect_impl") {
                None if arguments.is_empty() => self.type_of(implementation, &None, None),
                _ => unknown(),
            };
        }
        let Some(StmtKind::Function { body: spec, .. }) = method("get_col_spec").map(|found| &found.kind)
        else {
            return unknown();
        };
        let Some(StmtKind::Return(Some(value))) = spec.last().map(|last| &last.kind) else {
            return unknown();
        };
        let mut inner: Names<'a> = None;
        if let Some(StmtKind::Function { body: make, parameters, .. }) =
            method("__init__").map(|found| &found.kind)
        {
            let mut given = arguments.iter();
            for parameter in parameters.iter().skip(1) {
                let bound = match (given.next(), &parameter.default) {
                    (Some(argument), _) if argument.keyword().is_none_or(|name| name == parameter.name) => {
                        Bound::Expr(&argument.value, names.clone())
                    }
                    (None, Some(default)) => Bound::Expr(default, None),
                    _ => return unknown(),
                };
                bind(&mut inner, &parameter.name, bound);
            }
            let before = inner.clone();
            for statement in make {
                if let StmtKind::Assign { targets, value: Some(value), .. } = &statement.kind
                    && let [Expr { kind: ExprKind::Attribute { attribute, .. }, .. }] = targets.as_slice()
                {
                    bind(&mut inner, attribute, Bound::Expr(value, before.clone()));
                }
            }
        }
        let text = match &value.kind {
            ExprKind::Attribute { attribute, .. } => match super::values::lookup(&inner, attribute) {
                Some(Bound::Expr(value, names)) => self.string(value, names),
                _ => match assigned(attribute) {
                    Some(value) => self.string(value, &None),
                    None => return unknown(),
                },
            },
            _ => self.string(value, &inner),
        };
        match text.and_then(|text| canonical_type(&text)) {
            Ok(found) => Typed { collation: found.collation, ..Typed::plain(found.sql) },
            Err(why) => Typed::unknown(why),
        }
    }
}

/// An argument by its name or its place, unless it is `None`.
pub(super) fn argument<'a>(arguments: &'a [Argument], name: &str, position: usize) -> Option<&'a Expr> {
    let named = arguments.iter().find(|argument| argument.keyword() == Some(name));
    let mut positional = arguments.iter().filter(|argument| argument.passing == Passing::Positional);
    let found = named.or_else(|| positional.nth(position)).map(|argument| &argument.value);
    found.filter(|value| !matches!(value.kind, ExprKind::None))
}

/// The types of SQLAlchemy whose arguments do not reach Postgres.
fn plain_name(name: &str) -> Option<String> {
    const SAME: &[&str] = &[
        "JSONB",
        "HSTORE",
        "INET",
        "CIDR",
        "MACADDR",
        "MACADDR8",
        "MONEY",
        "OID",
        "REGCLASS",
        "REGCONFIG",
        "TSVECTOR",
        "TSQUERY",
        "CITEXT",
        "JSONPATH",
        "INT4RANGE",
        "INT8RANGE",
        "NUMRANGE",
        "DATERANGE",
        "TSRANGE",
        "TSTZRANGE",
        "INT4MULTIRANGE",
        "INT8MULTIRANGE",
        "NUMMULTIRANGE",
        "DATEMULTIRANGE",
        "TSMULTIRANGE",
        "TSTZMULTIRANGE",
    ];
    let sql = match name {
        "Boolean" | "BOOLEAN" => "boolean",
        "REAL" => "real",
        "Double" | "DOUBLE_PRECISION" => "double precision",
        "Date" | "DATE" => "date",
        "LargeBinary" | "BYTEA" | "PickleType" => "bytea",
        "JSON" => "json",
        _ => return SAME.contains(&name).then(|| name.to_lowercase()),
    };
    Some(sql.to_owned())
}
