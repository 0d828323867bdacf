//! From the parser's tree to ours.

mod expression;

use std::cell::Cell;

use ruff_python_ast as ast;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_text_size::{Ranged, TextRange};

use crate::python::Name;
use crate::python::statement::{BlockKind, ImportedName, Stmt, StmtKind};
use crate::python::tree::{Expr, ExprKind};
use crate::source::{Span, Spanned};

/// Converts statements, taking names at the `masked` spans for reprs.
pub(super) struct Converter<'a> {
    pub(super) masked: &'a [Span],
    /// Whether any expression so far binds names of its own.
    pub(super) expressions_bind: Cell<bool>,
    /// The first keyword argument that its call has already.
    pub(super) repeated: Cell<Option<Span>>,
}

pub(super) fn span(range: TextRange) -> Span {
    Span::new(range.start().to_u32(), range.end().to_u32())
}

/// Collects the outermost expressions of a node.
#[derive(Default)]
struct Children<'a>(Vec<&'a ast::Expr>);

impl<'a> Visitor<'a> for Children<'a> {
    fn visit_expr(&mut self, expr: &'a ast::Expr) {
        self.0.push(expr);
    }

    fn visit_body(&mut self, _body: &'a [ast::Stmt]) {}
}

impl Converter<'_> {
    pub(super) fn body(&self, body: &[ast::Stmt]) -> Vec<Stmt> {
        body.iter().map(|statement| self.statement(statement)).collect()
    }

    fn children(&self, statement: &ast::Stmt) -> Vec<Expr> {
        let mut children = Children::default();
        visitor::walk_stmt(&mut children, statement);
        children.0.into_iter().map(|expr| self.expr(expr)).collect()
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind")]
    fn statement(&self, statement: &ast::Stmt) -> Stmt {
        let kind = match statement {
            ast::Stmt::Expr(node) => StmtKind::Expr(self.expr(&node.value)),
            ast::Stmt::Assign(node) => StmtKind::Assign {
                targets: node.targets.iter().map(|target| self.expr(target)).collect(),
                annotation: None,
                value: Some(self.expr(&node.value)),
            },
            ast::Stmt::AnnAssign(node) => StmtKind::Assign {
                targets: vec![self.expr(&node.target)],
                annotation: Some(self.expr(&node.annotation)),
                value: node.value.as_ref().map(|value| self.expr(value)),
            },
            ast::Stmt::Return(node) => StmtKind::Return(node.value.as_ref().map(|value| self.expr(value))),
            ast::Stmt::Raise(_) => StmtKind::Raise(self.children(statement)),
            ast::Stmt::Pass(_) => StmtKind::Pass,
            ast::Stmt::FunctionDef(node) => StmtKind::Function {
                name: identifier(&node.name),
                parameters: self.parameters(&node.parameters),
                decorators: node.decorator_list.iter().map(|one| self.expr(&one.expression)).collect(),
                returns: node.returns.as_ref().map(|returns| self.expr(returns)),
                body: self.body(&node.body),
            },
            ast::Stmt::ClassDef(node) => StmtKind::Class {
                name: identifier(&node.name),
                bases: node.arguments.as_ref().map_or_else(Vec::new, |bases| self.arguments(bases)),
                decorators: node.decorator_list.iter().map(|one| self.expr(&one.expression)).collect(),
                body: self.body(&node.body),
            },
            ast::Stmt::If(node) => {
                let mut branches = vec![(Some(self.expr(&node.test)), self.body(&node.body))];
                branches.extend(node.elif_else_clauses.iter().map(|clause| {
                    (clause.test.as_ref().map(|test| self.expr(test)), self.body(&clause.body))
                }));
                StmtKind::If(branches)
            }
            ast::Stmt::With(node) => StmtKind::With {
                items: node
                    .items
                    .iter()
                    .map(|item| {
                        (
                            self.expr(&item.context_expr),
                            item.optional_vars.as_ref().map(|name| self.expr(name)),
                        )
                    })
                    .collect(),
                body: self.body(&node.body),
            },
            ast::Stmt::Import(node) => StmtKind::Import(imported_names(&node.names)),
            ast::Stmt::ImportFrom(node) => StmtKind::ImportFrom {
                module: ".".repeat(node.level as usize)
                    + node.module.as_ref().map_or("", |name| name.as_str()),
                names: imported_names(&node.names),
            },
            ast::Stmt::For(node) => StmtKind::Block {
                kind: BlockKind::Loop,
                targets: vec![self.expr(&node.target)],
                expressions: vec![self.expr(&node.iter)],
                bodies: vec![self.body(&node.body), self.body(&node.orelse)],
            },
            ast::Stmt::While(node) => StmtKind::Block {
                kind: BlockKind::Loop,
                targets: Vec::new(),
                expressions: vec![self.expr(&node.test)],
                bodies: vec![self.body(&node.body), self.body(&node.orelse)],
            },
            ast::Stmt::Try(node) => self.try_statement(node),
            ast::Stmt::Match(node) => {
                self.match_by_value(node).map_or_else(|| self.match_statement(node), StmtKind::If)
            }
            ast::Stmt::AugAssign(node) => {
                StmtKind::Augment { target: self.expr(&node.target), value: self.augmented(node) }
            }
            ast::Stmt::Delete(_)
            | ast::Stmt::TypeAlias(_)
            | ast::Stmt::Assert(_)
            | ast::Stmt::Global(_)
            | ast::Stmt::Nonlocal(_)
            | ast::Stmt::Break(_)
            | ast::Stmt::Continue(_)
            | ast::Stmt::IpyEscapeCommand(_) => StmtKind::Other(self.children(statement)),
        };
        Stmt { span: span(statement.range()), kind }
    }

    fn try_statement(&self, node: &ast::StmtTry) -> StmtKind {
        let mut bodies = vec![self.body(&node.body)];
        let mut targets = Vec::new();
        let mut expressions = Vec::new();
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            bodies.push(self.body(&handler.body));
            expressions.extend(handler.type_.as_ref().map(|class| self.expr(class)));
            targets.extend(handler.name.as_ref().map(name_expr));
        }
        bodies.push(self.body(&node.orelse));
        bodies.push(self.body(&node.finalbody));
        StmtKind::Block { kind: BlockKind::Try, targets, expressions, bodies }
    }

    /// The branches of a `match` over a name whose cases are values alone (`case 'a' | 'b'`, `case _`).
    fn match_by_value(&self, node: &ast::StmtMatch) -> Option<Vec<(Option<Expr>, Vec<Stmt>)>> {
        let is_path = |mut expr: &ast::Expr| {
            while let ast::Expr::Attribute(node) = expr {
                expr = &node.value;
            }
            expr.is_name_expr()
        };
        if !is_path(&node.subject) || node.cases.iter().any(|case| case.guard.is_some()) {
            return None;
        }
        let last = node.cases.len().checked_sub(1)?;
        let branches = node.cases.iter().enumerate().map(|(at, case)| {
            let otherwise = matches!(&case.pattern, ast::Pattern::MatchAs(all) if all.name.is_none() && all.pattern.is_none());
            let test = match otherwise {
                true if at == last && at > 0 => None,
                true => return None,
                false => Some(self.case_test(&node.subject, &case.pattern)?),
            };
            Some((test, self.body(&case.body)))
        });
        branches.collect()
    }

    fn match_statement(&self, node: &ast::StmtMatch) -> StmtKind {
        let mut children = Children::default();
        children.visit_expr(&node.subject);
        let mut captured = Captures(Vec::new());
        for case in &node.cases {
            visitor::walk_pattern(&mut children, &case.pattern);
            captured.visit_pattern(&case.pattern);
            children.0.extend(case.guard.as_deref());
        }
        StmtKind::Block {
            kind: BlockKind::Match,
            targets: captured.0,
            expressions: children.0.into_iter().map(|expr| self.expr(expr)).collect(),
            bodies: node.cases.iter().map(|case| self.body(&case.body)).collect(),
        }
    }
}

fn identifier(name: &ast::Identifier) -> Spanned<Name> {
    Spanned { value: name.id.clone(), span: span(name.range) }
}

fn name_expr(name: &ast::Identifier) -> Expr {
    Expr { span: span(name.range), kind: ExprKind::Name(name.id.clone()) }
}

fn imported_names(names: &[ast::Alias]) -> Vec<ImportedName> {
    names
        .iter()
        .map(|alias| ImportedName {
            span: span(alias.range),
            name: alias.name.id.clone(),
            alias: alias.asname.as_ref().map(|name| name.id.clone()),
        })
        .collect()
}

/// The names that patterns bind.
struct Captures(Vec<Expr>);

impl<'a> Visitor<'a> for Captures {
    fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
        let name = match pattern {
            ast::Pattern::MatchAs(node) => node.name.as_ref(),
            ast::Pattern::MatchStar(node) => node.name.as_ref(),
            ast::Pattern::MatchMapping(node) => node.rest.as_ref(),
            ast::Pattern::MatchValue(_)
            | ast::Pattern::MatchSingleton(_)
            | ast::Pattern::MatchSequence(_)
            | ast::Pattern::MatchClass(_)
            | ast::Pattern::MatchOr(_) => None,
        };
        self.0.extend(name.map(name_expr));
        visitor::walk_pattern(self, pattern);
    }
}
