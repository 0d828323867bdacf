//! What statements do to a schema, as Postgres does it.

use std::sync::Arc;

use super::contradiction::UNMADE_TABLE;
use super::model::{Column, Constraint, Index, Name, Origin, Schema, Table, Taint, Type, TypeKind};
use super::naming::column_index_name;
use crate::sql::{
    ColumnDef, ConstraintDef, ConstraintKind, ConstraintName, CreateTable, Fill, IndexDef, Maybe, Statement,
    TableName, identifier, needed_extensions,
};

/// What holds where a statement runs.
#[derive(Clone, Debug)]
pub struct Place {
    /// The revision and the line.
    pub origin: Origin,
    /// What no revision shows.
    pub environment: Environment,
}

/// What `env.py` may do that no revision shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// The metadata may have a naming convention.
    pub conventions: bool,
    /// Tables without a schema may go into one (`schema_translate_map`).
    pub translated: bool,
}

impl Environment {
    /// What an `env.py` may do; `mentions` says whether it holds a text.
    pub fn of(mentions: &dyn Fn(&str) -> bool) -> Self {
        Self { conventions: mentions("naming_convention"), translated: mentions("schema_translate_map") }
    }
}

impl Place {
    /// Why something is not known, here.
    pub(super) fn taint(&self, why: &str) -> Taint {
        Taint::new(why, &self.origin)
    }

    /// A value that is known here, or why it is not.
    pub(super) fn value<T: Clone>(&self, value: &Maybe<T>) -> Result<T, Taint> {
        value.clone().map_err(|why| self.taint(&why))
    }
}

impl Schema {
    /// Does what the statement does.
    pub fn apply(&mut self, statement: &Statement, place: &Place) {
        if let Some(taint) = self.elsewhere.0.clone()
            && self.is_elsewhere(statement, &taint)
        {
            return;
        }
        match statement {
            Statement::CreateTable(create) => self.create_table(create, place),
            Statement::DropTables(names) => names.iter().for_each(|name| self.drop_table(name)),
            Statement::AlterTable { table, actions } => {
                let mut table = table.clone();
                for action in actions {
                    self.alter(&mut table, action, place);
                }
            }
            Statement::CreateIndex(index) => self.create_index(index, place),
            Statement::DropIndexes(names) => names.iter().for_each(|name| self.drop_index(name, place)),
            Statement::RenameRelation { from, to } => self.rename_relation(from, to),
            Statement::CreateEnum { name, labels, unless_there } => {
                if !(*unless_there && self.types.contains_key(name)) {
                    self.create_type(name, TypeKind::Enum(place.value(labels)), place);
                }
            }
            Statement::CreateType { name, definition } => {
                self.create_type(name, TypeKind::Other(Ok(definition.clone())), place);
            }
            Statement::DropTypes(names) => names.iter().for_each(|name| self.drop_type(name)),
            Statement::AddLabel { name, label, beside } => self.change_labels(name, place, &|labels| {
                if !labels.contains(label) {
                    let at = beside.as_ref().and_then(|(neighbour, before)| {
                        let at = labels.iter().position(|label| label == neighbour)?;
                        Some(if *before { at } else { at + 1 })
                    });
                    labels.insert(at.unwrap_or(labels.len()), label.clone());
                }
            }),
            Statement::RenameLabel { name, from, to } => self.change_labels(name, place, &|labels| {
                labels.iter_mut().filter(|label| *label == from).for_each(|label| label.clone_from(to));
            }),
            Statement::RenameType { from, to } => self.rename_type(from, to, place),
            Statement::CreateExtension(name) => self.create_extension(name, place),
            Statement::DropExtensions { names, cascade } => {
                names.iter().for_each(|name| self.drop_extension(name, *cascade, place));
            }
            Statement::CreateSequence { name, owner } => {
                self.sequences.get_or_insert_with(name, || owner.clone());
            }
            Statement::OwnSequence { name, owner } => {
                self.sequences.insert(name.clone(), owner.clone());
            }
            Statement::DropSequences(names) => names.iter().for_each(|name| self.drop_sequence(name)),
            Statement::DropSchemas(names) => self.drop_schemas(names),
            Statement::CommentOnColumn { table, column, comment } => {
                let comment = place.value(comment);
                self.column_mut(table, column, place).comment = comment;
            }
            Statement::CommentOnTable { table, comment } => {
                let table = self.table(table, &|| place.taint(UNMADE_TABLE));
                match comment {
                    Ok(comment) => table.comment.clone_from(comment),
                    Err(why) => table.open(&place.taint(why)),
                }
            }
            Statement::Harmless => {}
            Statement::Touches { tables, why } => {
                for name in tables {
                    let taint = place.taint(why);
                    self.table(name, &|| taint.clone()).spoil(&taint);
                }
            }
            Statement::TouchesType { name, why } => {
                let taint = place.taint(why);
                if let Some(entry) = self.types.get_mut(name) {
                    entry.spoil(&taint);
                }
            }
            Statement::TouchesIndex { name, why } => self.spoil_index(name, &place.taint(why)),
            Statement::SearchPath(schemas) => self.set_search_path(schemas, place),
            Statement::Opaque(why) => self.spoil(&place.taint(why)),
        }
    }

    fn create_type(&mut self, name: &TableName, kind: TypeKind, place: &Place) {
        self.types.insert(name.clone(), Type { kind, origin: place.origin.clone() });
    }

    fn create_extension(&mut self, name: &str, place: &Place) {
        // They are there, or have come with it.
        for needed in needed_extensions(name) {
            self.extensions.entry((*needed).to_owned()).or_insert(Ok(place.origin.clone()));
        }
        self.extensions.insert(name.to_owned(), Ok(place.origin.clone()));
    }

    /// The column, which is there at least from now on.
    pub(super) fn column_mut(&mut self, table: &TableName, column: &str, place: &Place) -> &mut Column {
        let table = self.table(table, &|| place.taint(UNMADE_TABLE));
        if !table.columns.contains_key(column) {
            table.order.0.push(column.to_owned());
        }
        table
            .columns
            .entry(column.to_owned())
            .or_insert_with(|| Column::unknown(&place.taint("the history does not make this column")))
    }

    fn create_table(&mut self, create: &CreateTable, place: &Place) {
        let may_be_there = create.unless_there && !self.taints.is_empty();
        if let Some(there) = self.tables.get_mut(&create.name)
            && create.unless_there
        {
            if !there.taints.is_empty() {
                Arc::make_mut(there).spoil(&place.taint("the table is made only if it is not there"));
            }
            return;
        }
        let mut table =
            Table { origin: place.origin.clone(), comment: create.comment.clone(), ..Table::default() };
        table.extras.extend(create.extras.as_ref().map(|extra| place.taint(extra)));
        if let Some(more) = &create.more {
            table.open(&place.taint(more));
        }
        if place.environment.translated && create.name.schema.is_none() {
            let taint = place.taint("a schema_translate_map of env.py may put it elsewhere");
            table.open(&taint);
            self.open(&taint);
        }
        self.tables.insert(create.name.clone(), Arc::new(table));
        for column in &create.columns {
            self.define_column(&create.name, column, place);
        }
        let inline = create.columns.iter().flat_map(|column| &column.constraints);
        let all: Vec<&ConstraintDef> = inline.chain(&create.constraints).collect();
        // Postgres names checks first, then what has an index, foreign keys last.
        let rank = |kind| match kind {
            ConstraintKind::Check => 0,
            ConstraintKind::PrimaryKey => 1,
            ConstraintKind::Unique | ConstraintKind::Exclude => 2,
            ConstraintKind::ForeignKey => 3,
        };
        let mut sorted = all;
        sorted.sort_by_key(|constraint| rank(constraint.kind));
        for constraint in sorted {
            if !self.is_merged(&create.name, constraint) {
                self.add_constraint(&create.name, constraint, place);
            }
        }
        if may_be_there && let Some(table) = self.tables.get_mut(&create.name) {
            Arc::make_mut(table).spoil(&place.taint("the table is made only if it is not there"));
        }
    }

    /// Whether `CREATE TABLE` takes a unique constraint for one that it has already.
    fn is_merged(&self, table: &TableName, added: &ConstraintDef) -> bool {
        let Ok(body) = &added.body else { return false };
        added.kind == ConstraintKind::Unique
            && self.tables.get(table).is_some_and(|table| {
                table.constraints.iter().any(|there| {
                    matches!(there.kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique)
                        && there.body.as_ref() == Ok(body)
                })
            })
    }

    /// Adds a column without its constraints.
    pub(super) fn define_column(&mut self, table: &TableName, def: &ColumnDef, place: &Place) {
        let mut own = place.clone();
        own.origin.line = def.line.unwrap_or(place.origin.line);
        let place = &own;
        let name = match &def.name {
            Ok(name) => name.clone(),
            Err(why) => {
                self.table(table, &|| place.taint(why)).open(&place.taint(why));
                return;
            }
        };
        let mut column = Column {
            type_sql: place.value(&def.type_sql),
            collation: def.collation.clone(),
            not_null: place.value(&def.not_null),
            fill: place.value(&def.fill),
            comment: place.value(&def.comment),
            origin: place.origin.clone(),
        };
        let serial = match column.type_sql.as_deref() {
            Ok("serial") => Some("integer"),
            Ok("bigserial") => Some("bigint"),
            Ok("smallserial") => Some("smallint"),
            _ => None,
        };
        let identity = matches!(column.fill, Ok(Some(Fill::Identity { .. })));
        if serial.is_some() || identity {
            let sequence = self.sequence_name(table, &name);
            if let Some(plain) = serial {
                column.type_sql = Ok(plain.to_owned());
                column.not_null = Ok(true);
                column.fill = Ok(Some(Fill::Default(next_value(&sequence))));
            }
            self.sequences.insert(sequence, Some((table.clone(), name.clone())));
        }
        let table = self.table(table, &|| place.taint(UNMADE_TABLE));
        if table.columns.insert(name.clone(), column).is_none() {
            table.order.0.push(name);
        }
    }

    /// Adds a constraint.
    pub(super) fn add_constraint(&mut self, table: &TableName, def: &ConstraintDef, place: &Place) {
        let mut body = place.value(&def.body);
        if let Ok(said) = &mut body
            && let Some((referenced, columns)) = &mut said.references
            && columns.is_empty()
        {
            *columns = self.primary_key(referenced).unwrap_or_default();
        }
        let chosen = || {
            let body = body.as_ref().map_err(Clone::clone)?;
            let unclear = || place.taint("its name follows from an expression that is not understood");
            self.constraint_name(table, def.kind, body).ok_or_else(unclear)
        };
        let by_convention = || place.taint("a naming convention of the metadata may name it");
        let name = match &def.name {
            ConstraintName::Given(name) => Name::Sure(name.clone()),
            ConstraintName::Plain(_) | ConstraintName::Convention if place.environment.conventions => {
                Name::Unknown(by_convention())
            }
            ConstraintName::Plain(name) => Name::Assumed(name.clone()),
            ConstraintName::Chosen => chosen().map_or_else(Name::Unknown, Name::Sure),
            ConstraintName::Convention => chosen().map_or_else(Name::Unknown, Name::Assumed),
            ConstraintName::Unknown(why) => Name::Unknown(place.taint(why)),
        };
        self.names.add(&name);
        let table = self.table(table, &|| place.taint(UNMADE_TABLE));
        if def.kind == ConstraintKind::PrimaryKey
            && let Ok(body) = &body
        {
            for column in &body.columns {
                if let Some(column) = table.columns.get_mut(column) {
                    column.not_null = Ok(true);
                }
            }
        }
        table.constraints.push(Constraint { name, kind: def.kind, body, origin: place.origin.clone() });
        table.settle();
    }

    fn primary_key(&self, table: &TableName) -> Option<Vec<String>> {
        let constraints = &self.tables.get(table)?.constraints;
        let key = constraints.iter().find(|constraint| constraint.kind == ConstraintKind::PrimaryKey)?;
        key.body.as_ref().ok().map(|body| body.columns.clone())
    }

    fn create_index(&mut self, def: &IndexDef, place: &Place) {
        let name = match &def.name {
            ConstraintName::Given(name) => Name::Sure(name.clone()),
            ConstraintName::Plain(name) => Name::Assumed(name.clone()),
            ConstraintName::Unknown(why) => Name::Unknown(place.taint(why)),
            ConstraintName::Chosen => {
                let chosen = def.body.as_ref().ok().and_then(|body| self.index_name(&def.table, body));
                let unclear = || Name::Unknown(place.taint("its name follows from an expression"));
                chosen.map_or_else(unclear, Name::Sure)
            }
            ConstraintName::Convention if place.environment.conventions => {
                Name::Unknown(place.taint("a naming convention of the metadata may name it"))
            }
            ConstraintName::Convention => {
                let column = def.body.as_ref().ok().and_then(|body| body.elements.first()?.column.clone());
                let name = column.and_then(|column| column_index_name(&def.table, &column));
                let cut = || Name::Unknown(place.taint("its name is too long, and cut"));
                name.map_or_else(cut, Name::Assumed)
            }
        };
        if def.unless_there && name.text().is_some_and(|name| self.is_taken(&def.table, name)) {
            return;
        }
        let mut body = place.value(&def.body);
        if def.unless_there && !self.taints.is_empty() {
            body = Err(place.taint("the index is made only if it is not there"));
        }
        self.names.add(&name);
        let table = self.table(&def.table, &|| place.taint(UNMADE_TABLE));
        // No two have one name: a revision that makes it runs only where what made it before does not.
        if matches!(name, Name::Sure(_)) {
            table.indexes.retain(|index| index.name != name);
        }
        table.indexes.push(Index { name, body, origin: place.origin.clone() });
        table.settle();
    }
}

/// The default of a serial column.
pub(super) fn next_value(sequence: &TableName) -> String {
    let schema =
        sequence.schema.as_ref().map_or_else(String::new, |schema| format!("{}.", identifier(schema)));
    format!("nextval('{}{}'::regclass)", schema, identifier(&sequence.name).replace('\'', "''"))
}
