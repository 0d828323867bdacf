//! Random revisions from a small grammar: any type of the packs, in any operation, in any layout.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rectify::python::parse;
use rectify::source::SourceFile;

#[path = "words.rs"]
mod words;

use words::{COLUMNS, DEFAULTS, IMPORTS, OPTIONS, STANDARD, TABLES, TRAILERS, TYPES};

/// How a call is laid out.
#[derive(Clone, Copy, Debug)]
enum Layout {
    /// On one line.
    Flat,
    /// As Alembic writes `create_table`: arguments at the margin of the call.
    Alembic,
    /// An argument on each line, with a trailing comma.
    Black,
    /// Aligned with the bracket.
    Hanging,
}

/// How a file is laid out.
#[derive(Clone, Debug)]
struct Style {
    indent: &'static str,
    newline: &'static str,
    double_quotes: bool,
    bom: bool,
    final_newline: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    select(&[Layout::Flat, Layout::Alembic, Layout::Black, Layout::Hanging][..])
}

fn style() -> impl Strategy<Value = Style> {
    (
        select(&["    ", "  ", "\t"][..]),
        prop_oneof![4 => Just("\n"), 1 => Just("\r\n")],
        any::<bool>(),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.9),
    )
        .prop_map(|(indent, newline, double_quotes, bom, final_newline)| Style {
            indent,
            newline,
            double_quotes,
            bom,
            final_newline,
        })
}

/// A call with its arguments; lines after the first carry the margin of a statement as `\u{1}`.
fn call(name: &str, arguments: &[String], layout: Layout) -> String {
    match layout {
        Layout::Flat => format!("{name}({})", arguments.join(", ")),
        Layout::Alembic => format!("{name}({}\n\u{1})", arguments.join(",\n\u{1}")),
        Layout::Black => {
            let lines: Vec<String> = arguments.iter().map(|it| format!("\u{1}    {it},\n")).collect();
            format!("{name}(\n{}\u{1})", lines.concat())
        }
        Layout::Hanging => {
            let margin = format!(",\n\u{1}{}", " ".repeat(name.len() + 1));
            format!("{name}({})", arguments.join(&margin))
        }
    }
}

fn type_expression() -> impl Strategy<Value = String> {
    let base = prop_oneof![4 => select(TYPES), 1 => select(STANDARD)];
    (base, 0..24_u8).prop_map(|(base, wrap)| match wrap {
        0 => format!("sa.ARRAY({base})"),
        1 => format!("postgresql.ARRAY({base}, dimensions=2)"),
        2 => format!("{base}.with_variant(sa.Text(), 'sqlite')"),
        3 => format!("sa.JSON().with_variant({base}, 'postgresql')"),
        4 => format!("({base})"),
        5 => format!("(kind := {base})"),
        _ => base.to_owned(),
    })
}

fn column() -> impl Strategy<Value = String> {
    let default = prop_oneof![
        2 => Just(None),
        1 => select(DEFAULTS).prop_map(|it| Some(format!("server_default={it}"))),
    ];
    (
        select(COLUMNS),
        type_expression(),
        prop::collection::vec(select(OPTIONS), 0..3),
        default,
        prop::bool::weighted(0.1),
        select(TRAILERS),
    )
        .prop_map(|(name, kind, mut options, default, keywords, trailer)| {
            options.dedup_by_key(|option| option.split('=').next());
            let mut arguments = if keywords {
                vec![format!("name={name}"), format!("type_={kind}")]
            } else {
                vec![name.to_owned(), kind]
            };
            let (positional, named): (Vec<&str>, Vec<&str>) =
                options.into_iter().partition(|option| option.starts_with("sa."));
            if !keywords {
                arguments.extend(positional.into_iter().map(ToOwned::to_owned));
            }
            arguments.extend(named.into_iter().map(ToOwned::to_owned));
            arguments.extend(default);
            format!("sa.Column({}{trailer})", arguments.join(", "))
        })
}

/// A statement of a function; `\u{1}` begins its further lines.
fn statement() -> impl Strategy<Value = String> {
    let add = (select(TABLES), column(), select(&["", "schema='s'", "if_not_exists=True"][..]), layout())
        .prop_map(|(table, column, more, layout)| {
            let mut arguments = vec![table.to_owned(), column];
            arguments.extend((!more.is_empty()).then(|| more.to_owned()));
            call("op.add_column", &arguments, layout)
        });
    let create = (
        select(TABLES),
        prop::collection::vec(column(), 1..5),
        prop::collection::vec(select(words::TABLE_ITEMS), 0..3),
        layout(),
        select(&["", "", "", "table = ", "t: sa.Table = "][..]),
    )
        .prop_map(|(table, columns, mut items, layout, result)| {
            items.sort_by_key(|item| item.contains('='));
            let mut arguments = vec![table.to_owned()];
            arguments.extend(columns);
            arguments.extend(items.into_iter().map(ToOwned::to_owned));
            format!("{result}{}", call("op.create_table", &arguments, layout))
        });
    let alter = (
        select(TABLES),
        select(COLUMNS),
        type_expression(),
        type_expression(),
        prop::collection::vec(select(words::ALTER_OPTIONS), 0..3),
        0..4_u8,
        layout(),
    )
        .prop_map(|(table, column, old, new, mut options, which, layout)| {
            options.dedup_by_key(|option| option.split('=').next());
            let mut arguments = vec![table.to_owned(), column.to_owned()];
            if which != 0 {
                arguments.push(format!("existing_type={old}"));
            }
            if which != 1 {
                arguments.push(format!("type_={new}"));
            }
            arguments.extend(options.into_iter().map(ToOwned::to_owned));
            call("op.alter_column", &arguments, layout)
        });
    let batch = (select(TABLES), prop::collection::vec(batch_statement(), 1..4)).prop_map(|(table, body)| {
        let body: Vec<String> = body.iter().map(|it| format!("\n\u{1}    {it}")).collect();
        format!("with op.batch_alter_table({table}) as batch_op:{}", body.concat())
    });
    let other = select(words::STATEMENTS).prop_map(ToOwned::to_owned);
    let commented = (column(), select(TABLES)).prop_map(|(column, table)| {
        format!("op.add_column(\n\u{1}    {table},  # the table\n\u{1}    # the column\n\u{1}    {column},\n\u{1})")
    });
    let value = type_expression().prop_map(|kind| format!("x = sa.cast(sa.literal('1'), {kind})"));
    prop_oneof![4 => add, 3 => create, 3 => alter, 1 => batch, 3 => other, 1 => commented, 1 => value]
}

fn batch_statement() -> impl Strategy<Value = String> {
    prop_oneof![
        column().prop_map(|column| format!("batch_op.add_column({column})")),
        (select(COLUMNS), type_expression())
            .prop_map(|(column, kind)| format!("batch_op.alter_column({column}, type_={kind})")),
        select(words::BATCH_STATEMENTS).prop_map(ToOwned::to_owned),
    ]
}

/// A statement, alone or inside something, with something around it.
fn placed() -> impl Strategy<Value = String> {
    let before =
        select(&["", "", "", "# a note\n\u{1}", "# rectify: ignore[custom-type]\n\u{1}", "\n\u{1}"][..]);
    let after =
        select(&["", "", "", "  # behind", "  # rectify: ignore[pgvector/vector]", "; pass", "\n"][..]);
    let inside = select(
        &[
            "",
            "",
            "",
            "",
            "if op.get_bind().dialect.name == 'postgresql':",
            "if op.get_bind().dialect.name == 'sqlite':",
            "for name in ('a', 'b'):",
            "try:",
            "if x: ",
        ][..],
    );
    (before, statement(), after, inside).prop_map(|(before, statement, after, inside)| match inside {
        "" => format!("{before}{statement}{after}"),
        one_line if one_line.ends_with(' ') => format!("{before}{one_line}{statement}{after}"),
        _ => {
            let deeper = statement.replace('\u{1}', "\u{1}\u{2}");
            let end = if inside == "try:" { "\n\u{1}finally:\n\u{1}\u{2}pass" } else { "" };
            format!("{before}{inside}\n\u{1}\u{2}{deeper}{after}{end}")
        }
    })
}

/// A whole revision.
pub(crate) fn revision() -> impl Strategy<Value = String> {
    (
        (prop::bool::weighted(0.97), prop::collection::vec(select(IMPORTS), 0..3)),
        prop::collection::vec(placed(), 1..5),
        prop::collection::vec(placed(), 0..3),
        prop::option::weighted(0.1, type_expression()),
        style(),
    )
        .prop_map(|((dialect, imports), up, down, constant, style)| {
            let dialect = if dialect { "from sqlalchemy.dialects import postgresql\n" } else { "" };
            let mut imports = imports.join("\n");
            imports += "\n";
            let constant = constant.map(|kind| format!("\nKIND = {kind}\n")).unwrap_or_default();
            let text = format!(
                "\"\"\"A revision.\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n{dialect}{imports}\nrevision = 'b'\n\
                 down_revision = 'a'\n{constant}{}{}",
                function("upgrade", &up),
                function("downgrade", &down),
            );
            finish(&text, &style)
        })
}

fn function(name: &str, statements: &[String]) -> String {
    let mut text = format!("\n\ndef {name}():\n");
    for statement in statements {
        text += &format!("\u{2}{}\n", statement.replace('\u{1}', "\u{2}"));
    }
    if statements.is_empty() {
        text += "\u{2}pass\n";
    }
    text
}

/// The text in the style of one file.
fn finish(text: &str, style: &Style) -> String {
    let mut text = text.replace('\u{2}', style.indent);
    // Only where no literal holds the other quote.
    if style.double_quotes && !text.contains('"') {
        text = text.replace('\'', "\"");
    }
    if !style.final_newline {
        text.truncate(text.trim_end().len());
    }
    let text = text.replace('\n', style.newline);
    if style.bom { format!("\u{feff}{text}") } else { text }
}

#[test]
fn most_revisions_are_valid_python() {
    let mut runner = TestRunner::deterministic();
    let is_valid = |text: String| {
        let file = SourceFile::decode("a.py", text.into_bytes()).unwrap();
        parse(&file).is_ok()
    };
    let valid = (0..200).filter(|_| is_valid(revision().new_tree(&mut runner).unwrap().current())).count();
    assert!(valid > 140, "{valid} of 200");
}
