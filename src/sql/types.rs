//! Type names as Postgres says them (`format_type`).

#![expect(clippy::wildcard_enum_match_arm, reason = "only types are of interest")]

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use squawk_syntax::{SyntaxElement, SyntaxKind as Kind, SyntaxNode};

use super::statement::Maybe;
use super::syntax::{child, has_token, inside, path, statements, string, text};
use super::text::identifier;

/// A type as Postgres says it, and its collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeText {
    /// `character varying(5)`; types of the schema `public` have no schema.
    pub sql: String,
    /// `COLLATE`
    pub collation: Option<String>,
}

/// How many types a thread keeps in mind.
const KEPT: usize = 256;

thread_local! {
    /// Types that were read before: a history has few, and each many times.
    static READ: RefCell<FxHashMap<String, Maybe<TypeText>>> = RefCell::default();
}

/// What Postgres calls the type that `written` names (`varchar(5)`).
pub fn canonical_type(written: &str) -> Maybe<TypeText> {
    READ.with_borrow_mut(|read| {
        if let Some(known) = read.get(written) {
            return known.clone();
        }
        let found = read_type(written);
        if read.len() < KEPT {
            read.insert(written.to_owned(), found.clone());
        }
        found
    })
}

fn read_type(written: &str) -> Maybe<TypeText> {
    let unclear = || format!("`{written}` is no type");
    let statements = statements(&format!("CREATE TABLE t (c {written})")).map_err(|_| unclear())?;
    let [statement] = statements.as_slice() else { return Err(unclear()) };
    let column = inside(statement, Kind::COLUMN).ok_or_else(unclear)?;
    let type_node = type_of(&column).ok_or_else(unclear)?;
    Ok(TypeText { sql: canonical(&type_node)?, collation: collation(&column) })
}

/// The collation that a column or type has of its own.
pub(super) fn collation(node: &SyntaxNode) -> Option<String> {
    let reference = child(&child(node, Kind::COLLATE)?, Kind::COLLATION_REF)?;
    path(&reference).pop()
}

/// The type among the children of a node.
pub(super) fn type_of(node: &SyntaxNode) -> Option<SyntaxNode> {
    node.children().find(|child| {
        matches!(
            child.kind(),
            Kind::ARRAY_TYPE
                | Kind::BIT_TYPE
                | Kind::BIT_VARYING_TYPE
                | Kind::CHARACTER_TYPE
                | Kind::DOUBLE_TYPE
                | Kind::INTERVAL_TYPE
                | Kind::PATH_TYPE
                | Kind::TIME_TYPE
                | Kind::TIMESTAMP_TYPE
                | Kind::VARCHAR_TYPE
        )
    })
}

/// What Postgres calls a type.
pub(super) fn canonical(node: &SyntaxNode) -> Maybe<String> {
    let length = || modifiers(node).map_or_else(String::new, |all| format!("({})", all.join(",")));
    Ok(match node.kind() {
        Kind::ARRAY_TYPE => {
            let inner = type_of(node).ok_or_else(|| format!("`{}` is not understood", text(node)))?;
            let inner = canonical(&inner)?;
            format!("{}[]", inner.trim_end_matches("[]"))
        }
        Kind::BIT_TYPE => {
            format!("bit({})", modifiers(node).map_or_else(|| "1".to_owned(), |all| all.join(",")))
        }
        Kind::BIT_VARYING_TYPE => format!("bit varying{}", length()),
        Kind::CHARACTER_TYPE if has_token(node, Kind::VARYING_KW) => format!("character varying{}", length()),
        Kind::CHARACTER_TYPE => {
            format!("character({})", modifiers(node).map_or_else(|| "1".to_owned(), |all| all.join(",")))
        }
        Kind::VARCHAR_TYPE => format!("character varying{}", length()),
        Kind::DOUBLE_TYPE => "double precision".to_owned(),
        Kind::INTERVAL_TYPE => interval(node),
        Kind::TIME_TYPE | Kind::TIMESTAMP_TYPE => {
            let name = if node.kind() == Kind::TIME_TYPE { "time" } else { "timestamp" };
            let zone = if child(node, Kind::WITH_TIMEZONE).is_some() { "with" } else { "without" };
            let precision =
                child(node, Kind::LITERAL).map_or_else(String::new, |at| format!("({})", text(&at)));
            format!("{name}{precision} {zone} time zone")
        }
        _ => named(node)?,
    })
}

fn modifiers(node: &SyntaxNode) -> Option<Vec<String>> {
    let list = child(node, Kind::ARG_LIST)?;
    Some(
        list.children()
            .filter(|argument| argument.kind() == Kind::ARG)
            .map(|argument| modifier(&argument))
            .collect(),
    )
}

/// A modifier as it is stored: `vector('3')` is `vector(3)`.
fn modifier(argument: &SyntaxNode) -> String {
    string(argument).unwrap_or_else(|| text(argument))
}

fn interval(node: &SyntaxNode) -> String {
    let tokens = node.descendants_with_tokens().filter_map(SyntaxElement::into_token);
    let words: Vec<String> = tokens
        .filter(|token| !matches!(token.kind(), Kind::WHITESPACE | Kind::COMMENT))
        .map(|token| token.text().to_lowercase())
        .collect();
    words.join(" ").replace(" ( ", "(").replace(" )", ")")
}

fn named(node: &SyntaxNode) -> Maybe<String> {
    let mut parts = path(node);
    let quoted = text(node).contains('"');
    let name = parts.pop().ok_or_else(|| format!("`{}` is no type", text(node)))?;
    let schema = parts.pop();
    if has_token(node, Kind::PERCENT) {
        return Err(format!("`{}` is not understood", text(node)));
    }
    let arguments = modifiers(node);
    let in_catalog = schema.as_deref().is_none_or(|schema| schema == "pg_catalog");
    if in_catalog
        && !(quoted && name == "char")
        && let Some(known) = built_in(&name, arguments.as_deref().unwrap_or_default())
    {
        return Ok(known);
    }
    let schema = match schema {
        Some(schema) if schema != "public" && schema != "pg_catalog" => format!("{}.", identifier(&schema)),
        _ => String::new(),
    };
    let arguments = arguments.map_or_else(String::new, |arguments| spatial(&name, &arguments));
    // What stood without quotes is a name of a type without them: `json` is quoted elsewhere.
    let name = if quoted { identifier(&name) } else { name };
    Ok(format!("{schema}{name}{arguments}"))
}

/// A type of Postgres itself that goes by several names.
fn built_in(name: &str, arguments: &[String]) -> Option<String> {
    let with = |text: &str| {
        if arguments.is_empty() { text.to_owned() } else { format!("{text}({})", arguments.join(",")) }
    };
    Some(match name {
        "int" | "int4" | "integer" => "integer".to_owned(),
        "int8" | "bigint" => "bigint".to_owned(),
        "int2" | "smallint" => "smallint".to_owned(),
        "bool" | "boolean" => "boolean".to_owned(),
        "float4" | "real" => "real".to_owned(),
        "float8" => "double precision".to_owned(),
        "float" => match arguments.first().and_then(|bits| bits.parse::<u32>().ok()) {
            Some(bits) if bits <= 24 => "real".to_owned(),
            _ => "double precision".to_owned(),
        },
        "dec" | "decimal" | "numeric" => match arguments {
            [precision] => format!("numeric({precision},0)"),
            _ => with("numeric"),
        },
        "varchar" => with("character varying"),
        "char" | "bpchar" if !arguments.is_empty() => with("character"),
        "varbit" => with("bit varying"),
        "timestamptz" => format!("{} with time zone", with("timestamp")),
        "timetz" => format!("{} with time zone", with("time")),
        "serial" | "serial4" => "serial".to_owned(),
        "bigserial" | "serial8" => "bigserial".to_owned(),
        "smallserial" | "serial2" => "smallserial".to_owned(),
        _ => return None,
    })
}

/// The modifiers of a type, with PostGIS's own spelling of shapes.
fn spatial(name: &str, arguments: &[String]) -> String {
    if name != "geometry" && name != "geography" {
        return format!("({})", arguments.join(","));
    }
    let shape = arguments.first().map(|shape| shape_name(shape)).unwrap_or_default();
    match arguments.get(1).map(String::as_str).filter(|srid| *srid != "-1" && *srid != "0") {
        Some(srid) => format!("({shape},{srid})"),
        None if name == "geography" => format!("({shape},4326)"),
        None if shape == "Geometry" => String::new(),
        None => format!("({shape})"),
    }
}

fn shape_name(written: &str) -> String {
    const SHAPES: &[&str] = &[
        "Geometry",
        "GeometryCollection",
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
        "PolyhedralSurface",
        "Triangle",
        "Tin",
    ];
    let lower = written.trim_matches('"').to_lowercase();
    let known = SHAPES.iter().find_map(|shape| {
        let rest = lower.strip_prefix(&shape.to_lowercase())?;
        matches!(rest, "" | "z" | "m" | "zm").then(|| format!("{shape}{}", rest.to_uppercase()))
    });
    known.unwrap_or_else(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_go_by_the_names_that_postgres_gives_them() {
        for (written, canonical) in [
            ("VARCHAR(5)", "character varying(5)"),
            ("varchar[][]", "character varying[]"),
            ("INT4", "integer"),
            ("float(24)", "real"),
            ("DECIMAL(10)", "numeric(10,0)"),
            ("NUMERIC(10, 2)", "numeric(10,2)"),
            ("TIMESTAMP(3) WITH TIME ZONE", "timestamp(3) with time zone"),
            ("timestamptz(6)", "timestamp(6) with time zone"),
            ("TIME", "time without time zone"),
            ("INTERVAL DAY TO SECOND (3)", "interval day to second(3)"),
            ("char", "character(1)"),
            ("\"char\"", "\"char\""),
            ("bit varying(3)", "bit varying(3)"),
            ("vector ('3')", "vector(3)"),
            ("public.\"Mood X\"", "\"Mood X\""),
            ("s1.mood[]", "s1.mood[]"),
            ("geometry(POINTZ,4326)", "geometry(PointZ,4326)"),
            ("geometry(GEOMETRY,-1)", "geometry"),
            ("DOUBLE PRECISION", "double precision"),
            ("pg_catalog.int8", "bigint"),
            ("JSON", "json"),
        ] {
            assert_eq!(canonical_type(written).unwrap().sql, canonical, "{written}");
        }
        assert_eq!(canonical_type("text COLLATE \"C\"").unwrap().collation.as_deref(), Some("C"));
        assert!(canonical_type("vector(3").is_err());
    }
}
