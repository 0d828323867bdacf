//! Types that have names of their own: enums and domains.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use super::Reader;
use super::types::{Typed, argument};
use super::values::Names;
use crate::python::{Argument, Expr, ExprKind, Passing, Stmt, StmtKind};
use crate::sql::{
    ConstraintBody, ConstraintDef, ConstraintKind, ConstraintName, Maybe, Statement, TableName, identifier,
    literal,
};

impl<'a> Reader<'a, '_> {
    /// An enum: a type of its own, or text.
    pub(super) fn enumeration(
        &self,
        postgresql: bool,
        arguments: &'a [Argument],
        names: &Names<'a>,
        schema: Option<&str>,
    ) -> Typed {
        let keyword = |name: &str| {
            let found = arguments.iter().find(|argument| argument.keyword() == Some(name));
            found.map(|argument| &argument.value).filter(|value| !matches!(value.kind, ExprKind::None))
        };
        let is_false =
            |name: &str| keyword(name).is_some_and(|value| self.truth(value, names) == Some(false));
        let is_true = |name: &str| keyword(name).is_some_and(|value| self.truth(value, names) == Some(true));
        let (labels, class) = self.labels(arguments, names);
        let name = keyword("name")
            .map(|name| self.string(name, names))
            .or_else(|| class.map(|class| Ok(class.to_lowercase())));
        if is_false("native_enum") {
            let length = match (keyword("length").and_then(|length| self.number(length, names)), &labels) {
                (Some(length), _) => Ok(length),
                (None, Ok(labels)) => {
                    let longest = labels.iter().map(|label| label.chars().count()).max().unwrap_or(1);
                    i64::try_from(longest).map_err(|_| "its labels are too long".to_owned())
                }
                (None, Err(why)) => Err(why.clone()),
            };
            let check = labels.ok().filter(|_| is_true("create_constraint"));
            let check = check.map(|labels| (name.and_then(Result::ok), labels));
            return Typed {
                sql: Some(length.map(|length| format!("character varying({length})"))),
                check,
                ..Typed::default()
            };
        }
        let own = match keyword("schema").map(|schema| self.string(schema, names)).transpose() {
            Ok(own) => own.or_else(|| schema.filter(|_| is_true("inherit_schema")).map(str::to_owned)),
            Err(why) => return Typed::unknown(why),
        };
        let name = match name {
            Some(Ok(name)) => TableName::in_schema(own, name),
            Some(Err(why)) => return Typed::unknown(why),
            None => return Typed::unknown("the enum has no name".to_owned()),
        };
        // SQLAlchemy 2.0 makes the type of a `sa.Enum(create_type=False)`; in a history that runs it is
        // there either way.
        let makes = !(postgresql && is_false("create_type"));
        let sql = Some(Ok(name.sql()));
        let create = Statement::CreateEnum { name, labels, unless_there: true };
        Typed { sql, makes: if makes { vec![create] } else { Vec::new() }, ..Typed::default() }
    }

    /// The labels of an enum, and the name of the class that they are the names of.
    fn labels(&self, arguments: &'a [Argument], names: &Names<'a>) -> (Maybe<Vec<String>>, Option<&'a str>) {
        let mut labels = Vec::new();
        if arguments.iter().any(|argument| argument.keyword() == Some("values_callable")) {
            let class = arguments.first().and_then(|first| match &first.value.kind {
                ExprKind::Name(name) => Some(name.as_str()),
                _ => None,
            });
            return (Err("its labels come from a function".to_owned()), class);
        }
        for argument in arguments {
            match argument.passing {
                Passing::Positional => {
                    let (value, inner) = self.resolve(&argument.value, names);
                    if let ExprKind::Name(name) = &value.kind {
                        let class = self.own_class(name).map(members);
                        let unknown = || format!("the members of `{name}` are not in the text");
                        return (class.ok_or_else(unknown), Some(name));
                    }
                    match self.string(value, &inner) {
                        Ok(label) => labels.push(label),
                        Err(why) => return (Err(why), None),
                    }
                }
                Passing::Star => match self.strings(&argument.value, names) {
                    Ok(more) => labels.extend(more),
                    Err(why) => return (Err(why), None),
                },
                Passing::Keyword(_) => {}
                Passing::DoubleStar => return (Err("its arguments are not in the text".to_owned()), None),
            }
        }
        (Ok(labels), None)
    }

    /// `postgresql.DOMAIN`
    pub(super) fn domain(&self, arguments: &'a [Argument], names: &Names<'a>) -> Typed {
        let keyword = |name: &str| arguments.iter().find(|argument| argument.keyword() == Some(name));
        let name = argument(arguments, "name", 0).map(|name| self.string(name, names));
        let base = argument(arguments, "data_type", 1).map(|base| self.type_text(base, names));
        let schema = keyword("schema").map(|schema| self.string(&schema.value, names)).transpose();
        let (Some(Ok(name)), Ok(schema)) = (name, schema) else {
            return Typed::unknown("the domain's name is no literal".to_owned());
        };
        let name = TableName::in_schema(schema, name);
        let creates =
            keyword("create_type").is_none_or(|value| self.truth(&value.value, names) != Some(false));
        let simple = arguments.iter().all(|argument| {
            matches!(argument.keyword(), None | Some("name" | "data_type" | "schema" | "create_type"))
        });
        let definition = match base {
            Some(Ok(base)) if simple => format!("CREATE DOMAIN {} AS {base}", name.sql()),
            _ => String::new(),
        };
        let sql = Some(Ok(name.sql()));
        let create = Statement::CreateType { name, definition };
        Typed { sql, makes: if creates { vec![create] } else { Vec::new() }, ..Typed::default() }
    }

    /// Whether `value.create(…)` or `value.drop(…)` is about an enum or domain.
    pub(super) fn is_type_life(&self, value: &'a Expr, names: &Names<'a>) -> bool {
        let (value, _) = self.resolve(value, names);
        value.as_call().and_then(|(class, _)| self.sqlalchemy(class)).is_some_and(|path| {
            matches!(path.rsplit('.').next(), Some("Enum" | "ENUM" | "DOMAIN" | "Sequence"))
        })
    }

    fn is_sequence(&self, value: &Expr) -> bool {
        let path = value.as_call().and_then(|(class, _)| self.sqlalchemy(class));
        path.is_some_and(|path| path.rsplit('.').next() == Some("Sequence"))
    }

    /// `sa.Enum(…).create(op.get_bind())`
    pub(super) fn type_life(&mut self, value: &'a Expr, makes: bool, at: &'a Expr, names: &Names<'a>) {
        let (found, inner) = self.resolve(value, names);
        if self.is_sequence(found) {
            let known = self.named(found, &inner);
            self.run(
                match known {
                    Ok(name) if makes => Statement::CreateSequence { name, owner: None },
                    Ok(name) => Statement::DropSequences(vec![name]),
                    Err(why) => Statement::Opaque(why),
                },
                at,
            );
            return;
        }
        let typed = self.type_of(found, &inner, None);
        for statement in typed.makes {
            let (Statement::CreateEnum { name, .. } | Statement::CreateType { name, .. }) = &statement else {
                continue;
            };
            let dropped = Statement::DropTypes(vec![name.clone()]);
            self.run(if makes { statement } else { dropped }, at);
        }
        let is_enum_kept_back = |arguments: &[Argument]| {
            arguments.iter().any(|argument| argument.keyword() == Some("create_type"))
        };
        // `create_type=False` keeps the type from tables, not from `create()`.
        if let Some((_, arguments)) = found.as_call()
            && is_enum_kept_back(arguments)
            && self.type_of(found, &inner, None).makes.is_empty()
        {
            let (labels, _) = self.labels(arguments, &inner);
            let name = arguments.iter().find(|argument| argument.keyword() == Some("name"));
            if let Some(Ok(name)) = name.map(|name| self.string(&name.value, &inner)) {
                let name = TableName::in_schema(None, name);
                let create = Statement::CreateEnum { name: name.clone(), labels, unless_there: true };
                self.run(if makes { create } else { Statement::DropTypes(vec![name]) }, at);
            }
        }
    }
}

/// The names that an enum class of the revision assigns.
fn members(class: &Stmt) -> Vec<String> {
    let StmtKind::Class { body, .. } = &class.kind else { return Vec::new() };
    let mut names = Vec::new();
    for statement in body {
        if let StmtKind::Assign { targets, value: Some(_), .. } = &statement.kind {
            names.extend(targets.iter().filter_map(|target| match &target.kind {
                ExprKind::Name(name) if !name.starts_with('_') => Some(name.to_string()),
                _ => None,
            }));
        }
    }
    names
}

/// `CHECK (c IN ('a', 'b'))` of an enum that is text.
pub(super) fn label_check(column: &str, name: Option<&str>, labels: &[String]) -> ConstraintDef {
    let labels: Vec<String> = labels.iter().map(|label| literal(label)).collect();
    ConstraintDef {
        name: name.map_or(ConstraintName::Convention, |name| ConstraintName::Plain(name.to_owned())),
        kind: ConstraintKind::Check,
        body: Ok(ConstraintBody {
            columns: Vec::new(),
            references: None,
            expression: Some(format!("{} IN ({})", identifier(column), labels.join(", "))),
            index_options: String::new(),
            options: String::new(),
        }),
    }
}
