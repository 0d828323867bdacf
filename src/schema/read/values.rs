//! Values that the text of a revision tells.

#![expect(clippy::wildcard_enum_match_arm, reason = "most kinds of syntax do not matter here")]

use std::rc::Rc;

use super::Reader;
use crate::python::{Argument, Expr, ExprKind, Operator, ParameterKind, Passing, Root, Stmt, StmtKind};
use crate::revision::has_top_level;
use crate::sql::Maybe;

/// What a name stands for.
#[derive(Clone, Debug)]
pub(super) enum Bound<'a> {
    /// An expression, and what its own names stand for.
    Expr(&'a Expr, Names<'a>),
    /// The object of a batch block, by its place among the open ones.
    Batch(usize),
    /// Nothing that the text tells.
    Unknown,
}

/// The names of a function's body so far, the newest first.
pub(super) type Names<'a> = Option<Rc<Frame<'a>>>;

/// One name.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    name: &'a str,
    bound: Bound<'a>,
    rest: Names<'a>,
}

/// Binds a name.
pub(super) fn bind<'a>(names: &mut Names<'a>, name: &'a str, bound: Bound<'a>) {
    *names = Some(Rc::new(Frame { name, bound, rest: names.take() }));
}

/// What a name stands for in these names.
pub(super) fn lookup<'n, 'a>(names: &'n Names<'a>, wanted: &str) -> Option<&'n Bound<'a>> {
    let mut next = names.as_ref();
    while let Some(frame) = next {
        if frame.name == wanted {
            return Some(&frame.bound);
        }
        next = frame.rest.as_ref();
    }
    None
}

/// Modules of SQLAlchemy that say nothing of what a name in them is.
const MODULES: &[&str] =
    &["dialects.", "sql.expression.", "sql.sqltypes.", "sql.schema.", "sql.", "schema.", "types."];
/// How many names and calls are followed.
const DEPTH: usize = 24;

impl<'a> Reader<'a, '_> {
    /// The expression that a name or a call of the revision's own function stands for, with its names; the
    /// expression itself where it is neither, or unknown.
    pub(super) fn resolve(&self, expr: &'a Expr, names: &Names<'a>) -> (&'a Expr, Names<'a>) {
        let (mut expr, mut names) = (expr, names.clone());
        for _ in 0..DEPTH {
            let next = match &expr.kind {
                ExprKind::Name(name) => match lookup(&names, name) {
                    Some(Bound::Expr(value, inner)) => Some((*value, inner.clone())),
                    Some(Bound::Batch(_) | Bound::Unknown) => None,
                    None => self.constant(expr).map(|value| (value, None)),
                },
                ExprKind::Call { function, arguments, .. } => self.returned(function, arguments, &names),
                ExprKind::Subscript { value, index } => self.element(value, index, &names),
                _ => None,
            };
            match next {
                Some((value, inner)) => (expr, names) = (value, inner),
                None => break,
            }
        }
        (expr, names)
    }

    /// The only value of a name that the whole file assigns; a function's own names are followed as it
    /// runs, and count only once they are bound.
    fn constant(&self, name: &'a Expr) -> Option<&'a Expr> {
        let value = self.revision.names.value(name)?;
        let at_top = self.revision.function_at(value.span.start).is_none();
        at_top.then_some(value)
    }

    fn element(&self, value: &'a Expr, index: &'a Expr, names: &Names<'a>) -> Option<(&'a Expr, Names<'a>)> {
        let (container, inner) = self.resolve(value, names);
        let (index, at) = self.resolve(index, names);
        if self.changed.contains(&container.span) {
            return None;
        }
        match (&container.kind, &index.kind) {
            (ExprKind::List(items) | ExprKind::Tuple(items), ExprKind::Integer(at)) => {
                Some((items.get(usize::try_from(*at).ok()?)?, inner))
            }
            (ExprKind::Dict(entries), _) => {
                let wanted = self.string(index, &at).ok()?;
                let is_it = |key: &Option<Expr>| key.as_ref().and_then(Expr::as_str) == Some(wanted.as_str());
                entries.iter().find(|(key, _)| is_it(key)).map(|(_, value)| (value, inner))
            }
            _ => None,
        }
    }

    /// The value of a call of the revision's own function that only makes a value.
    fn returned(
        &self,
        function: &'a Expr,
        arguments: &'a [Argument],
        names: &Names<'a>,
    ) -> Option<(&'a Expr, Names<'a>)> {
        let statement = self.own_function(function)?;
        let StmtKind::Function { body, .. } = &statement.kind else { return None };
        let mut inner = parameters(statement, arguments, names)?;
        for statement in body {
            match &statement.kind {
                StmtKind::Return(Some(value)) => return Some((value, inner)),
                StmtKind::Assign { targets, value: Some(value), .. } => {
                    let [Expr { kind: ExprKind::Name(name), .. }] = targets.as_slice() else { return None };
                    let before = inner.clone();
                    bind(&mut inner, name, Bound::Expr(value, before));
                }
                StmtKind::Expr(value) if value.as_str().is_some() => {}
                _ => return None,
            }
        }
        None
    }

    /// The function of the revision that is called.
    pub(super) fn own_function(&self, function: &Expr) -> Option<&'a Stmt> {
        let ExprKind::Name(name) = &function.kind else { return None };
        self.functions.get(name.as_str()).copied()
    }

    /// A list of texts.
    pub(super) fn strings(&self, expr: &'a Expr, names: &Names<'a>) -> Maybe<Vec<String>> {
        let items =
            self.items(expr, names).ok_or_else(|| format!("`{}` is no literal list", self.shown(expr)))?;
        items.iter().map(|(item, names)| self.string(item, names)).collect()
    }

    /// The elements of a list or tuple that the text tells.
    pub(super) fn items(&self, expr: &'a Expr, names: &Names<'a>) -> Option<Vec<(&'a Expr, Names<'a>)>> {
        let (expr, names) = self.resolve(expr, names);
        if self.changed.contains(&expr.span) {
            return None;
        }
        match &expr.kind {
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                Some(items.iter().map(|item| (item, names.clone())).collect())
            }
            ExprKind::Binary { operator: Operator::Add, left, right } => {
                let mut items = self.items(left, &names)?;
                items.extend(self.items(right, &names)?);
                Some(items)
            }
            ExprKind::Call { function, arguments, .. } => match (&function.kind, arguments.as_slice()) {
                (ExprKind::Name(name), [only]) if name == "list" || name == "tuple" => {
                    self.items(&only.value, &names)
                }
                (ExprKind::Name(name), [only]) if name == "reversed" => {
                    let mut items = self.items(&only.value, &names)?;
                    items.reverse();
                    Some(items)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is true; nothing where the text does not tell.
    pub(super) fn truth(&self, expr: &'a Expr, names: &Names<'a>) -> Option<bool> {
        let (expr, names) = &self.resolve(expr, names);
        match &expr.kind {
            ExprKind::Boolean(value) => Some(*value),
            ExprKind::None => Some(false),
            ExprKind::Integer(value) => Some(*value != 0),
            ExprKind::Not(inner) => self.truth(inner, names).map(|value| !value),
            ExprKind::Logic { all, operands } => {
                let values: Vec<Option<bool>> =
                    operands.iter().map(|operand| self.truth(operand, names)).collect();
                if values.contains(&Some(!*all)) {
                    return Some(!*all);
                }
                values.iter().all(|value| *value == Some(*all)).then_some(*all)
            }
            ExprKind::Equals { left, right, negated } => {
                let (left, right) = (self.string(left, names).ok()?, self.string(right, names).ok()?);
                Some((left == right) != *negated)
            }
            // The history is what runs on a database, not what `--sql` prints.
            ExprKind::Call { function, .. } => match &function.kind {
                ExprKind::Attribute { attribute, .. } if attribute == "is_offline_mode" => Some(false),
                _ => None,
            },
            ExprKind::Attribute { attribute, .. } if attribute == "as_sql" => Some(false),
            _ => None,
        }
    }

    /// The name that SQLAlchemy has for what a name stands for, without its module: `text`, `func.now`,
    /// `postgresql.ENUM`; imports that are missing are taken as Alembic's template has them.
    pub(super) fn sqlalchemy(&self, expr: &Expr) -> Option<String> {
        let resolution = self.revision.names.resolve(expr)?;
        let path = resolution.path.as_str();
        let rest = match resolution.root {
            Root::Module | Root::Object => path.strip_prefix("sqlalchemy.")?,
            Root::Unbound | Root::Star => match path.split_once('.') {
                Some(("sa", rest)) => rest,
                Some(("postgresql", _)) => path,
                _ => has_top_level(path).then_some(path)?,
            },
            Root::Local | Root::Builtin => return None,
        };
        let rest = MODULES.iter().find_map(|module| rest.strip_prefix(module)).unwrap_or(rest);
        Some(rest.to_owned())
    }

    /// The text of an expression, cut to a line.
    pub(super) fn shown(&self, expr: &Expr) -> String {
        let text = self.revision.file.slice(expr.span);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }
}

/// The names inside a function that is called like this; nothing where star arguments hide them.
pub(super) fn parameters<'a>(
    statement: &'a Stmt,
    arguments: &'a [Argument],
    names: &Names<'a>,
) -> Option<Names<'a>> {
    let StmtKind::Function { parameters, .. } = &statement.kind else { return None };
    let mut inner: Names<'a> = None;
    let mut positional = arguments
        .iter()
        .filter(|argument| argument.passing == Passing::Positional)
        .map(|argument| &argument.value);
    if arguments.iter().any(|argument| matches!(argument.passing, Passing::Star | Passing::DoubleStar)) {
        return None;
    }
    for parameter in parameters {
        let by_name = || {
            let mut named = arguments.iter().filter(|argument| argument.keyword() == Some(&parameter.name));
            named.next().map(|argument| &argument.value)
        };
        let given = match parameter.kind {
            ParameterKind::Positional => positional.next().or_else(by_name),
            ParameterKind::Keyword => by_name(),
            ParameterKind::Star | ParameterKind::DoubleStar => None,
        };
        let bound = match (given, &parameter.default) {
            (Some(value), _) => match &value.kind {
                ExprKind::Name(name) => match lookup(names, name) {
                    Some(Bound::Batch(at)) => Bound::Batch(*at),
                    _ => Bound::Expr(value, names.clone()),
                },
                _ => Bound::Expr(value, names.clone()),
            },
            (None, Some(default)) => Bound::Expr(default, None),
            (None, None) => Bound::Unknown,
        };
        bind(&mut inner, &parameter.name, bound);
    }
    Some(inner)
}
