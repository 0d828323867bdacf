//! Rule files as people write them. The doc comments are the descriptions of the JSON Schema.

use schemars::JsonSchema;
use serde::de::MapAccess;

use super::load::{At, FromYaml, Read, read_keys};
use super::rule::{ArgumentKind, Dialect, SqlAlchemy, Value};
use crate::diagnostic::Severity;
use crate::edit::Rewrite;

/// Which keys a mapping has, right or wrong.
pub(super) trait Keys {
    fn has(&self, key: &str) -> bool;
}

macro_rules! written {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$field_meta:meta])* $key:literal $field:ident: $type:ty,)*
    }) => {
        #[derive(Clone, Debug, Default, JsonSchema)]
        #[schemars(deny_unknown_fields)]
        $(#[$meta])*
        pub(super) struct $name {
            $($(#[$field_meta])* #[schemars(rename = $key)] pub(super) $field: Option<At<$type>>,)*
            #[schemars(skip)]
            keys: Vec<String>,
        }

        impl Keys for $name {
            fn has(&self, key: &str) -> bool {
                self.keys.iter().any(|there| there == key)
            }
        }

        impl FromYaml for $name {
            const WANTED: &'static str = "a mapping";

            fn mapping<'de, A: MapAccess<'de>>(mapping: A) -> Result<Result<Self, String>, A::Error> {
                let mut written = Self::default();
                let keys = read_keys(mapping, &[$($key),*], |key, mapping| {
                    match key {
                        $($key => written.$field = mapping.next_value::<Read<$type>>()?.0,)*
                        _ => return Ok(false),
                    }
                    Ok(true)
                })?;
                Ok(Ok(Self { keys, ..written }))
            }
        }
    };
}

written! {
    /// A pack of Rectify rules: what a package's column types are in the database.
    #[schemars(title = "Rectify rule pack")]
    PackWritten {
        /// The pack's name, in kebab-case: the first half of a rule's name.
        #[schemars(required, regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
        "pack" pack: String,
        /// One sentence on the package.
        "about" about: String,
        /// Where the package lives.
        #[schemars(url)]
        "homepage" homepage: String,
        /// The Postgres extension that every rule's type needs, unless the rule says otherwise.
        "extension" extension: String,
        /// The way in which every rule's type is rewritten, unless the rule says otherwise.
        "rewrite" rewrite: Rewrite,
        /// Modules whose import binds the types of every rule, unless the rule says otherwise.
        "bound-by" bound_by: Vec<At<String>>,
        /// Why the expressions should not stay, unless the rule says otherwise.
        "why" why: String,
        /// Tables that belong to the extension itself, which autogenerate wants to drop.
        "tables" tables: Vec<At<String>>,
        /// The rules.
        #[schemars(required)]
        "rules" rules: Vec<At<RuleWritten>>,
    }
}

written! {
    /// What Rectify knows about one type.
    #[schemars(title = "Rule")]
    RuleWritten {
        /// The rule's name in its pack, in kebab-case.
        #[schemars(required, regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"))]
        "id" id: String,
        /// One sentence on the type.
        "about" about: String,
        /// Full dotted paths of the class (`pgvector.sqlalchemy.Vector`), and wildcards (`*.Vector`) for a
        /// class name whose prefix is lost.
        "types" types: Vec<At<String>>,
        /// Modules whose import binds the paths, besides the module of the path itself.
        "bound-by" bound_by: Vec<At<String>>,
        /// The constructor's arguments, in positional order.
        "arguments" arguments: Vec<At<ArgumentWritten>>,
        /// Names of arguments that never reach the database; `*` is every name that the rule does not know.
        "ignored" ignored: Vec<At<String>>,
        /// Names of arguments that hold secrets: never shown, never copied.
        "secret" secret: Vec<At<String>>,
        /// The Postgres type, with arguments as `{name}`, or `{name:yes|no}` for a truth value. Of several forms the first is taken whose
        /// arguments all have values.
        "sql" sql: Forms,
        /// A SQLAlchemy expression that gives the same DDL; `sa` and `postgresql` stand for `sqlalchemy` and
        /// `sqlalchemy.dialects.postgresql`. Of several forms the first is taken that the project's
        /// SQLAlchemy has and whose arguments all have values.
        "type" type_forms: Forms,
        /// The way in which the type is rewritten.
        "rewrite" rewrite: Rewrite,
        /// Why Rectify only reports the type, unless the configuration names a way to rewrite it.
        "manual" manual: String,
        /// A severity that replaces the computed one.
        "severity" severity: Severity,
        /// The Postgres extension that the type needs, or `none`.
        "extension" extension: String,
        /// Whether what goes in is what is stored.
        "values" values: ValuesWritten,
        /// The databases on which the rewritten DDL is the same; PostgreSQL alone if not given.
        "dialects" dialects: Vec<At<Dialect>>,
        /// Whether the type lives in the extension's schema and is qualified by `extension-schema`.
        "qualify" qualify: bool,
        /// Casts for a change from another type that Postgres does not make by itself.
        "using" using: Vec<At<UsingWritten>>,
        /// The index that the package makes beside each column of the type, by itself.
        "creates" creates: CreatesWritten,
        /// Bare names that SQLAlchemy has and a revision lost the prefix of; instead of `types`.
        "names" names: Vec<At<String>>,
        /// Puts this in front of the names: `sa`.
        "qualify-with" qualify_with: String,
        /// Drops the keyword argument whose value is such a name.
        "drop-argument" drop_argument: bool,
        /// Whether the type may stand for an integer, so that a key of it is a SERIAL.
        "integer" integer: bool,
        /// Whether SQLAlchemy takes the type for another number: SQLAlchemy 2.0 makes SERIAL of a key of it, too.
        "numeric" numeric: bool,
        /// Why the expression should not stay.
        "why" why: String,
        /// What revisions hold and what they become.
        "tests" tests: Vec<At<TestWritten>>,
    }
}

written! {
    /// An argument of the type's constructor.
    #[schemars(title = "Argument")]
    ArgumentWritten {
        /// Its keyword name, which is also its placeholder.
        #[schemars(required)]
        "name" name: String,
        /// What its value has to be; `any` only holds its place.
        #[schemars(required)]
        "kind" kind: ArgumentKind,
        /// The least value of an integer.
        "min" min: i64,
        /// The greatest value of an integer.
        "max" max: i64,
        /// The only values that are right.
        "one-of" one_of: Vec<At<Value>>,
        /// The value that an absent argument stands for.
        "default" default: Value,
        /// The default counts only where the argument of this name is given.
        "default-with" default_with: String,
        /// Whether a value must be known. Under a full package path a form without it will do.
        "required" required: bool,
        /// Other keyword names for it.
        "aliases" aliases: Vec<At<String>>,
        /// Whether it takes all further positional arguments; only with `kind: any`.
        "rest" rest: bool,
        /// Whether autogenerate renders it although the real constructor refuses it.
        "only-rendered" only_rendered: bool,
        /// Whether it repeats the column's keyword of the same name; where the two differ, that is reported.
        "of-column" of_column: bool,
    }
}

written! {
    /// An index that the package makes beside each column of the type, without a word of it in the revision.
    #[schemars(title = "Companion index")]
    CreatesWritten {
        /// Its name, with `{table}` and `{column}`.
        #[schemars(required)]
        "index" index: String,
        /// Its access method.
        #[schemars(required)]
        "using" using: String,
        /// The function whose result is indexed, if it is not the column itself.
        "function" function: String,
        /// Its operator class, with arguments as in `sql`; empty for the default one.
        "operator-class" operator_class: String,
        /// The argument that makes it, if it is true.
        "when" when: String,
        /// The argument that turns it off, if it is true.
        "unless" unless: String,
    }
}

written! {
    /// A cast for a change of type.
    #[schemars(title = "Cast")]
    UsingWritten {
        /// Old types, as SQLAlchemy names them in upper case (`TEXT`, `ARRAY(TEXT)`), or classes of rules (`GEOGRAPHY`).
        #[schemars(required)]
        "from" from: Vec<At<String>>,
        /// The cast, with `{column}` and `{type}`.
        #[schemars(required)]
        "cast" cast: String,
    }
}

written! {
    /// A case that `rectify rules test` runs.
    #[schemars(title = "Test")]
    TestWritten {
        /// What the case shows.
        #[schemars(required)]
        "name" name: String,
        /// Statements of `upgrade()`, or a whole revision.
        #[schemars(required)]
        "before" before: String,
        /// The same afterwards; without it nothing may change.
        "after" after: String,
    }
}

written! {
    /// A Postgres type or a SQLAlchemy expression with what it needs.
    #[schemars(title = "Form")]
    FormWritten {
        /// The Postgres type or the expression.
        #[schemars(required)]
        "expression" expression: String,
        /// The oldest SQLAlchemy that has it; 1.4 if not given.
        "sqlalchemy" sqlalchemy: SqlAlchemy,
        /// The form is for calls that give these arguments, no more and no less.
        "given" given: Vec<At<String>>,
        /// The form is for calls whose arguments have these values.
        "when" when: Settings,
    }
}

impl FormWritten {
    /// The form of an expression that stands alone.
    pub(super) fn of(expression: &str) -> Self {
        let expression = Some(At { value: expression.to_owned(), ..At::default() });
        Self { expression, ..Self::default() }
    }
}

/// Whether what goes in is what is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum ValuesWritten {
    /// What goes in is what is stored.
    Plain,
    /// Values are encrypted, hashed, lower-cased, joined or changed otherwise.
    Converted,
}

/// Arguments with their values.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings(pub(super) Vec<(At<String>, At<Value>)>);

/// One text, or a list of texts and forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms(pub(super) Vec<At<FormWritten>>);
