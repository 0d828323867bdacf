//! Identifiers, literals, and the colons of `sqlalchemy.text`.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Words that Postgres does not take as a name, or takes only in some places, unless they are quoted.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "new",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "of",
    "off",
    "offset",
    "old",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "over",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

/// `name` as an identifier, quoted where Postgres would read it as something else.
pub fn identifier(name: &str) -> String {
    let plain = name.bytes().enumerate().all(|(at, byte)| {
        byte.is_ascii_lowercase() || byte == b'_' || (at > 0 && (byte.is_ascii_digit() || byte == b'$'))
    });
    if plain && !name.is_empty() && RESERVED.binary_search(&name).is_err() {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// `text` as a string literal, with standard conforming strings.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What Python's `\w` matches.
fn is_word(c: char) -> bool {
    c == '_'
        || c.is_ascii_alphanumeric()
        || (!c.is_ascii()
            && matches!(
                c.general_category_group(),
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
            ))
}

/// The run of word characters behind `at`, and the character behind the run.
fn word_run(chars: &[char], at: usize) -> (usize, Option<char>) {
    let length = chars[at..].iter().take_while(|c| is_word(**c)).count();
    (length, chars.get(at + length).copied())
}

/// The literal that an expression is, but for the type it is cast to: `'a'` of `'a'::text`.
pub fn leading_literal(expression: &str) -> Option<&str> {
    let inner = expression.strip_prefix('\'')?;
    let mut end = 0;
    loop {
        end += inner[end..].find('\'')? + 1;
        if !inner[end..].starts_with('\'') {
            break;
        }
        end += 1;
    }
    let (literal, rest) = expression.split_at(end + 1);
    let is_type = |c: char| c.is_alphanumeric() || matches!(c, '_' | ' ' | '"' | '.' | '(' | ')' | ',');
    let cast = rest.is_empty() || rest.strip_prefix("::").is_some_and(|cast| cast.chars().all(is_type));
    (cast && !literal.contains('\\')).then_some(literal)
}

/// Escapes the colons that `sqlalchemy.text` would take for bind parameters, and no others.
///
/// `text(escape_binds(sql))` sends exactly `sql`.
pub fn escape_binds(sql: &str) -> String {
    let chars: Vec<char> = sql.chars().collect();
    let mut escaped = String::with_capacity(sql.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        if c == ':' {
            let (length, next) = word_run(&chars, at + 1);
            let before = at.checked_sub(1).map(|before| chars[before]);
            let takes_backslash = before == Some('\\');
            let is_bind = length > 0 && !before.is_some_and(|before| before == ':' || is_word(before));
            if next != Some(':') && (takes_backslash || is_bind) {
                escaped.push('\\');
            }
        }
        escaped.push(c);
    }
    escaped
}

/// What the database gets from `sqlalchemy.text(text)` inside DDL: escapes removed, binds turned into
/// `NULL`. The second value says whether there was such a bind.
pub fn through_text(text: &str) -> (String, bool) {
    let (bound, had_bind) = replace_binds(&text.chars().collect::<Vec<_>>());
    (unescape(&bound), had_bind)
}

fn replace_binds(chars: &[char]) -> (Vec<char>, bool) {
    let mut result = Vec::with_capacity(chars.len());
    let mut had_bind = false;
    let mut at = 0;
    while at < chars.len() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        if chars[at] == ':'
            && !before.is_some_and(|before| before == ':' || before == '\\' || is_word(before))
        {
            let (length, next) = word_run(chars, at + 1);
            if length > 0 && next != Some(':') {
                result.extend("NULL".chars());
                had_bind = true;
                at += 1 + length;
                continue;
            }
        }
        result.push(chars[at]);
        at += 1;
    }
    (result, had_bind)
}

fn unescape(chars: &[char]) -> String {
    let mut result = String::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '\\' && chars.get(at + 1) == Some(&':') {
            let (length, next) = word_run(chars, at + 2);
            if next != Some(':') {
                result.extend(&chars[at + 1..at + 2 + length]);
                at += 2 + length;
                continue;
            }
        }
        result.push(chars[at]);
        at += 1;
    }
    result
}

/// What the database gets from text that SQLAlchemy pastes into DDL without doubling its percent signs
/// (`postgresql_using`).
///
/// `None` when a single percent sign would fail on the driver.
pub fn halve_percent(text: &str) -> Option<String> {
    let halved = text.replace("%%", "\u{0}");
    (!halved.contains('%')).then(|| halved.replace('\u{0}', "%"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_literal_stands_in_front_of_its_cast() {
        assert_eq!(leading_literal("'[1,2]'"), Some("'[1,2]'"));
        assert_eq!(leading_literal("'it''s'::character varying"), Some("'it''s'"));
        assert_eq!(leading_literal("''::\"App\".numeric(5,2)"), Some("''"));
        for other in ["now()", "'a' || 'b'", "'a'::text || 'b'", "'a", "E'a'", "'a\\b'"] {
            assert_eq!(leading_literal(other), None, "{other}");
        }
    }

    #[test]
    fn the_reserved_words_are_sorted() {
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn identifiers_are_quoted_where_needed() {
        for (name, quoted) in [
            ("doc", "doc"),
            ("user", "\"user\""),
            ("MixedCase", "\"MixedCase\""),
            ("has space", "\"has space\""),
            ("q\"x", "\"q\"\"x\""),
            ("1abc", "\"1abc\""),
            ("a$b", "a$b"),
            ("é", "\"é\""),
            ("", "\"\""),
        ] {
            assert_eq!(identifier(name), quoted);
        }
    }

    #[test]
    fn only_binds_are_escaped() {
        for (sql, escaped) in [
            ("'x'::text", "'x'::text"),
            ("'{\"a\": 1}'", "'{\"a\": 1}'"),
            ("'{\"a\":1}'", "'{\"a\"\\:1}'"),
            ("':x'", "'\\:x'"),
            ("'12:30:45'", "'12:30:45'"),
            ("a[:2]", "a[\\:2]"),
            ("':b:'", "':b:'"),
            ("'\\:x'", "'\\\\:x'"),
            ("'\\:x:y'", "'\\:x:y'"),
            ("'é:x'", "'é:x'"),
        ] {
            assert_eq!(escape_binds(sql), escaped, "{sql}");
        }
    }

    #[test]
    fn text_turns_binds_into_null() {
        assert_eq!(through_text("':x'"), ("'NULL'".to_owned(), true));
        assert_eq!(through_text("'\\:x'::text"), ("':x'::text".to_owned(), false));
        assert_eq!(through_text("'\\\\:x'"), ("'\\:x'".to_owned(), false));
    }

    #[test]
    fn percent_signs_are_halved() {
        assert_eq!(halve_percent("a %% 2").as_deref(), Some("a % 2"));
        assert_eq!(halve_percent("a % 2"), None);
    }

    proptest! {
        #[test]
        fn escaped_sql_survives_text(sql in "[ab:\\\\'é०ि1_ ]{0,12}") {
            let (sent, had_bind) = through_text(&escape_binds(&sql));
            prop_assert_eq!(sent, sql);
            prop_assert!(!had_bind);
        }
    }
}
