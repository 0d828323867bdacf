//! What is learnt of single calls, put together; and what the project's Python says of them.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds do not matter here")]

use serde_json::{Value as Json, json};

use super::learn::{Form, Learnt, Literal, Shape, Taken, Use};
use super::locate::Callee;
use super::render::Written;
use super::value::Piece;
use crate::project::Class;
use crate::rules::{Number, SqlAlchemy, Value};

/// What the project's Python says of one call.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The sources say the same.
    Same,
    /// What was learnt from the sources is something else; what it really is.
    Other(String),
    /// What it is, where the sources did not tell.
    Learnt(Learnt),
    /// It cannot say; why.
    Unknown(String),
}

/// What Python is asked about one call: how it comes by the class, the arguments, and what the sources say.
/// None where an argument cannot be handed over.
pub fn question(
    path: &str,
    callee: Option<&Callee<'_>>,
    shape: &Shape,
    known: Option<&Learnt>,
) -> Option<Json> {
    let mut paths = vec![path.to_owned()];
    paths.extend(callee.and_then(Callee::path));
    let arguments = shape.arguments.iter().map(|(keyword, literal)| {
        let value = match literal {
            Literal::None => json!({ "value": null }),
            Literal::Boolean(value) => json!({ "value": value }),
            Literal::Integer(value) => json!({ "value": value }),
            Literal::Text(value) => json!({ "value": value }),
            Literal::Path(path) => json!({ "path": path }),
            Literal::Other => return None,
        };
        Some(json!([keyword, value]))
    });
    let arguments = arguments.collect::<Option<Vec<Json>>>()?;
    let expected = match known {
        Some(known) => match known.instance(shape)? {
            (text, true) => json!({ "sql": text }),
            (text, false) => json!({ "expression": text }),
        },
        None => Json::Null,
    };
    Some(json!({ "paths": paths, "called": shape.called, "arguments": arguments, "expected": expected }))
}

/// Reads the answer to one question.
pub fn answer(said: &Json, place: &str, shape: &Shape, parameters: &[String]) -> Answer {
    let text = |key: &str| said.get(key).and_then(Json::as_str);
    let truth = |key: &str| said.get(key).and_then(Json::as_bool);
    if let Some(error) = text("error") {
        return Answer::Unknown(error.to_owned());
    }
    match truth("agrees") {
        Some(true) => return Answer::Same,
        Some(false) => return Answer::Other(text("truth").unwrap_or_default().to_owned()),
        None => {}
    }
    let pieces = |text: &str| vec![Piece::Text(text.to_owned())];
    let written = match (text("expression"), text("sql")) {
        (Some(expression), _) => Written::Expression(pieces(expression), SqlAlchemy::V1_4),
        (None, Some(sql)) => Written::Sql(pieces(sql)),
        (None, None) => return Answer::Unknown("its answer is not understood".to_owned()),
    };
    let taken = shape.arguments.iter().enumerate().map(|(at, (keyword, literal))| {
        let named = keyword.clone().or_else(|| parameters.get(at).cloned());
        Taken {
            name: named.unwrap_or_else(|| format!("argument{}", at + 1)),
            position: keyword.is_none().then_some(at),
            taken: Use::Only(literal.clone()),
            only_rendered: false,
        }
    });
    Answer::Learnt(Learnt {
        place: format!("Python, which was asked for {place}"),
        forms: vec![Form { arguments: taken.collect(), written }],
        plain: truth("plain") == Some(true),
        number: match (truth("integer"), truth("numeric")) {
            (Some(true), _) => Some(Number::Integer),
            (_, Some(true)) => Some(Number::Other),
            _ => None,
        },
        extension: None,
        using: Vec::new(),
        parameters: parameters.to_vec(),
        any_call: false,
    })
}

impl Learnt {
    /// What was learnt of single calls of one type, together.
    pub fn together(parts: &[Self]) -> Option<Self> {
        let (first, rest) = parts.split_first()?;
        let mut all = first.clone();
        for part in rest {
            all.forms.extend(part.forms.iter().cloned());
            all.plain &= part.plain;
            all.number = all.number.max(part.number);
            all.extension = all.extension.take().or_else(|| part.extension.clone());
            if all.using.is_empty() {
                all.using.clone_from(&part.using);
            }
        }
        Some(all)
    }

    /// Whether it only holds for what autogenerate renders, which the class refuses.
    pub fn is_only_rendered(&self) -> bool {
        self.forms.iter().flat_map(|form| &form.arguments).any(|argument| argument.only_rendered)
    }

    /// The text for one call, of which alone it was learnt, and whether it is a Postgres type.
    fn instance(&self, shape: &Shape) -> Option<(String, bool)> {
        let [form] = self.forms.as_slice() else { return None };
        let (pieces, is_sql) = match &form.written {
            Written::Expression(pieces, _) => (pieces, false),
            Written::Sql(pieces) => (pieces, true),
        };
        let value = |name: &str| {
            let at = form.arguments.iter().position(|argument| argument.name == name)?;
            match &shape.arguments.get(at)?.1 {
                Literal::Integer(value) => Some(Value::Integer(*value).python()),
                Literal::Boolean(value) => Some(Value::Boolean(*value).python()),
                Literal::Text(value) => Some(Value::Text(value.clone()).python()),
                Literal::None | Literal::Path(_) | Literal::Other => None,
            }
        };
        let text: Option<String> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Some(text.clone()),
                Piece::Argument(name) => value(name),
            })
            .collect();
        text.map(|text| (text, is_sql))
    }
}

impl Callee<'_> {
    /// The path by which Python finds it.
    fn path(&self) -> Option<String> {
        match self {
            Self::Class(Class { module, .. }) | Self::Inner(Class { module, .. }, _) => {
                let inner = match self {
                    Self::Class(class) => class.name().to_owned(),
                    Self::Inner(class, names) => format!("{}.{}", class.name(), names.join(".")),
                    _ => return None,
                };
                Some(format!("{}.{inner}", module.name))
            }
            Self::Function(module, statement) => match &statement.kind {
                crate::python::StmtKind::Function { name, .. } => {
                    Some(format!("{}.{}", module.name, name.value))
                }
                _ => None,
            },
            Self::Value(module, value) => Some(format!("{}.{}", module.name, module.name_of(value)?)),
            Self::External(path) => Some(path.clone()),
        }
    }
}
