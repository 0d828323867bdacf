//! The kinds of values in rule files: how each is read, and its part of the JSON Schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{MapAccess, SeqAccess};

use super::load::{At, FromYaml, read_entries, read_list};
use super::nearest::suggestion;
use super::rule::{ArgumentKind, Dialect, SqlAlchemy, Value};
use super::written::{FormWritten, Forms, Settings, ValuesWritten};
use crate::diagnostic::Severity;
use crate::edit::Rewrite;

impl FromYaml for String {
    const WANTED: &'static str = "text";

    fn text(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl FromYaml for i64 {
    const WANTED: &'static str = "a whole number";

    fn integer(number: i64) -> Result<Self, String> {
        Ok(number)
    }
}

impl FromYaml for bool {
    const WANTED: &'static str = "`true` or `false`";

    fn truth(truth: bool) -> Result<Self, String> {
        Ok(truth)
    }
}

impl FromYaml for Value {
    const WANTED: &'static str = "text, a whole number, `true` or `false`";

    fn text(text: &str) -> Result<Self, String> {
        Ok(Self::Text(text.to_owned()))
    }

    fn integer(number: i64) -> Result<Self, String> {
        Ok(Self::Integer(number))
    }

    fn truth(truth: bool) -> Result<Self, String> {
        Ok(Self::Boolean(truth))
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A literal.", "type": ["string", "integer", "boolean"] })
    }
}

impl<T: FromYaml> FromYaml for Vec<At<T>> {
    const WANTED: &'static str = "a list";

    fn list<'de, A: SeqAccess<'de>>(list: A) -> Result<Result<Self, String>, A::Error> {
        read_list(list).map(Ok)
    }
}

/// A form in a list: an expression, or a mapping with one.
struct ListedForm(FormWritten);

impl FromYaml for ListedForm {
    const WANTED: &'static str = "text or a mapping with `expression`";

    fn text(text: &str) -> Result<Self, String> {
        Ok(Self(FormWritten::of(text)))
    }

    fn mapping<'de, A: MapAccess<'de>>(mapping: A) -> Result<Result<Self, String>, A::Error> {
        Ok(FormWritten::mapping(mapping)?.map(Self))
    }
}

impl FromYaml for Forms {
    const WANTED: &'static str = "text or a list";

    fn text(text: &str) -> Result<Self, String> {
        Ok(Self(vec![At { value: FormWritten::of(text), ..At::default() }]))
    }

    fn list<'de, A: SeqAccess<'de>>(list: A) -> Result<Result<Self, String>, A::Error> {
        let forms = read_list::<ListedForm, A>(list)?;
        Ok(Ok(Self(forms.into_iter().map(|form| At { value: form.value.0, place: form.place }).collect())))
    }
}

impl JsonSchema for Forms {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Forms".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let form = generator.subschema_for::<FormWritten>();
        let listed = json_schema!({ "anyOf": [{ "type": "string" }, form] });
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": listed }] })
    }
}

impl FromYaml for Settings {
    const WANTED: &'static str = "a mapping of arguments to values";

    fn mapping<'de, A: MapAccess<'de>>(mapping: A) -> Result<Result<Self, String>, A::Error> {
        read_entries(mapping).map(|entries| Ok(Self(entries)))
    }
}

impl JsonSchema for Settings {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Settings".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Value>();
        json_schema!({ "type": "object", "additionalProperties": value })
    }
}

impl JsonSchema for SqlAlchemy {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SqlAlchemy".into()
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["1.4", "2.0", 1.4, 2.0] })
    }
}

impl FromYaml for SqlAlchemy {
    const WANTED: &'static str = "\"1.4\" or \"2.0\"";

    fn text(text: &str) -> Result<Self, String> {
        match text {
            "1.4" => Ok(Self::V1_4),
            "2.0" => Ok(Self::V2_0),
            _ => Err(Self::unlike(&format!("\"{text}\""))),
        }
    }

    fn number(number: f64) -> Result<Self, String> {
        Self::text(&format!("{number:.1}"))
    }
}

macro_rules! words {
    ($type:ty, $wanted:literal, $($word:literal $value:ident),*) => {
        impl FromYaml for $type {
            const WANTED: &'static str = $wanted;

            fn text(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$value),)*
                    _ => {
                        let meant = suggestion(text, [$($word),*]);
                        Err(format!("`{text}` is not {}{meant}", Self::WANTED))
                    }
                }
            }
        }
    };
}

words!(Rewrite, "`sql`, `type`, `define` or `import`", "sql" Sql, "type" Type, "define" Define, "import" Import);
words!(Severity, "`note`, `warning` or `error`", "note" Note, "warning" Warning, "error" Error);
words!(ValuesWritten, "`plain` or `converted`", "plain" Plain, "converted" Converted);
words!(
    ArgumentKind,
    "`integer`, `word`, `string`, `boolean` or `any`",
    "integer" Integer, "word" Word, "string" String, "boolean" Boolean, "any" Any
);
words!(
    Dialect,
    "`postgresql`, `sqlite`, `mysql`, `oracle` or `mssql`",
    "postgresql" Postgresql, "sqlite" Sqlite, "mysql" Mysql, "oracle" Oracle, "mssql" Mssql
);
