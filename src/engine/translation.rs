//! The proof of a translation: a revision and what becomes of it lead to the same schema, up and down.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Finding};
use crate::plan::{Options, Plan, Surroundings};
use crate::python::parse;
use crate::revision::Revision;
use crate::rules::RuleSet;
use crate::schema::{Environment, Schema, Script, Told, read_told};
use crate::source::SourceFile;
use crate::sql::identifier;

/// How many differences are told.
const MOST: usize = 3;

/// What a file does in each pair of an upgrade and a downgrade function.
struct Scripts {
    id: String,
    parents: Vec<String>,
    by_ending: Vec<(String, Script)>,
}

impl Scripts {
    fn read(file: &SourceFile, rules: &RuleSet, options: &Options, told: &Told) -> Option<Self> {
        let module = parse(file).ok()?;
        let mut revision = Revision::read(file, &module)?;
        if options.freeze {
            revision.read_plugins();
        }
        let ending = |name: &'_ str| {
            name.strip_prefix("upgrade").or(name.strip_prefix("downgrade")).map(str::to_owned)
        };
        let endings: BTreeSet<String> =
            revision.functions.iter().filter_map(|function| ending(function.name)).collect();
        let by_ending = endings.into_iter().map(|ending| {
            let script = read_told(&revision, rules, told, &ending);
            (ending, script)
        });
        let by_ending = by_ending.collect();
        Some(Self { id: revision.id().unwrap_or_default(), parents: revision.parents(), by_ending })
    }
}

/// Replays a file and what was made of it behind the revisions that it follows.
///
/// # Errors
/// What the schemas contradict each other in.
pub(super) fn prove(
    file: &SourceFile,
    fixed: &SourceFile,
    plan: &Plan,
    rules: &RuleSet,
    options: &Options,
    surroundings: &dyn Surroundings,
) -> Result<(), String> {
    let before = Scripts::read(file, rules, options, &plan.told);
    let after = Scripts::read(fixed, rules, options, &Told::default());
    let (Some(before), Some(after)) = (before, after) else {
        return Err("the fixed file is no revision any more".to_owned());
    };
    let environment = Environment::of(&|text| surroundings.env_mentions(text));
    // Where nothing else needs the history, or it is not whole, both start from nothing alike.
    let history = plan.asked_past.then(|| surroundings.history(rules, options)).flatten();
    let from = history.and_then(|history| history.behind(&before.parents).ok()).unwrap_or_default();
    let fork = Fork { from: &from, environment, plan };
    let mut differences = Vec::new();
    for (ending, script) in &before.by_ending {
        let Some((_, other)) = after.by_ending.iter().find(|(name, _)| name == ending) else {
            differences.push(format!("`upgrade{ending}` and `downgrade{ending}`: only there before"));
            continue;
        };
        fork.differences(ending, script, other, &mut differences);
    }
    if let Some(schema) = &options.extension_schema {
        differences = unlike_but_for(&format!("{}.", identifier(schema)), differences);
    }
    if differences.is_empty() {
        return Ok(());
    }
    let more = match differences.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    differences.truncate(MOST);
    Err(format!(
        "the fixed revision {} would lead to another schema: {}{more}",
        before.id,
        differences.join("; ")
    ))
}

/// The differences without those that are none but for a prefix, which a fix writes in front of what an extension
/// owns.
fn unlike_but_for(prefix: &str, differences: Vec<String>) -> Vec<String> {
    let bare = |difference: &str| difference.replace(prefix, "");
    let other = |difference: &str| {
        let (head, side) = difference.rsplit_once(": only there ")?;
        Some(bare(&format!("{head}: only there {}", if side == "before" { "after" } else { "before" })))
    };
    let all: Vec<String> = differences.iter().map(|difference| bare(difference)).collect();
    let is_alike = |difference: &String| other(difference).is_some_and(|other| all.contains(&other));
    differences.into_iter().filter(|difference| !is_alike(difference)).collect()
}

/// Where both ways begin.
struct Fork<'a> {
    from: &'a Schema,
    environment: Environment,
    plan: &'a Plan,
}

impl Fork<'_> {
    fn differences(&self, ending: &str, before: &Script, after: &Script, found: &mut Vec<String>) {
        let run = |script: &Script, schema: Schema, down| script.run(schema, down, self.environment);
        let (up_before, mut up_after) =
            (run(before, self.from.clone(), false), run(after, self.from.clone(), false));
        let mut down_before = run(before, up_before.clone(), true);
        let mut down_after = run(after, up_after.clone(), true);
        // An extension that is created since a type needs it is meant, and stays.
        for schema in [&mut up_after, &mut down_after, &mut down_before] {
            for name in self.plan.told.extensions() {
                if !up_before.extensions.contains_key(name) {
                    schema.extensions.remove(name);
                }
            }
        }
        // What came with a column whose type is not known before stays behind as it came.
        down_after
            .types
            .retain(|name, _| up_before.types.contains_key(name) || !up_after.types.contains_key(name));
        let mut say = |direction: &str, differences: Vec<String>| {
            found.extend(
                differences.into_iter().map(|difference| format!("{direction}{ending}: {difference}")),
            );
        };
        say("upgrade", up_before.contradictions(&up_after, self.from));
        let down = down_before.contradictions(&down_after, self.from);
        if self.plan.findings.iter().any(mends_downgrade) {
            // What is meant to change has to come nearer to the schema before the revision.
            let left = self.from.contradictions(&down_before, self.from);
            let new = self.from.contradictions(&down_after, self.from);
            say("downgrade", new.into_iter().filter(|difference| !left.contains(difference)).collect());
        } else {
            say("downgrade", down);
        }
    }
}

/// Whether the finding's fix changes what the downgrade leads to.
fn mends_downgrade(finding: &Finding) -> bool {
    finding.fix.is_some() && matches!(finding.code, Code::MissingDowngrade | Code::WrongDowngrade)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::{Examined, examine};
    use super::*;
    use crate::plan::Alone;

    const REVISION: &str = "\
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'b'
down_revision = 'a'


def upgrade():
    op.create_table(
        'doc',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('owner', sqlmodel.sql.sqltypes.AutoString(length=50), nullable=False),
        sa.Column('tokens', postgresql.ARRAY(pgvector.sqlalchemy.Vector(3)), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('owner', name='one'),
    )
    op.add_column('doc', sa.Column('e', pgvector.sqlalchemy.Vector(3), server_default='[1,2,3]', nullable=False))
    op.create_index('ix_e', 'doc', ['e'], postgresql_using='hnsw', postgresql_ops={'e': 'vector_l2_ops'})
    op.alter_column('old', 'f', type_=pgvector.sqlalchemy.HALFVEC(4), existing_nullable=False)


def downgrade():
    op.alter_column('old', 'f', type_=pgvector.sqlalchemy.Vector(4), existing_nullable=False)
    op.drop_table('doc')
    op.add_column('old', sa.Column('g', pgvector.sqlalchemy.SPARSEVEC(5), nullable=True))
";

    /// What is wrong with the fixed text with a part of it replaced.
    fn verdict(from: &str, to: &str) -> Result<(), String> {
        static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::shipped);
        let (rules, options) = (&*RULES, Options::default());
        let file = SourceFile::from_text("b.py", REVISION);
        let Examined::Planned(plan) = examine(&file, rules, &options, &Alone) else { panic!("no plan") };
        let fixed = super::super::apply(&file, &plan, rules, &options, &Alone).unwrap().unwrap();
        assert!(fixed.contains(from), "{from} is not in\n{fixed}");
        let fixed = SourceFile::from_text("b.py", fixed.replacen(from, to, 1));
        prove(&file, &fixed, &plan, rules, &options, &Alone)
    }

    #[test]
    fn what_the_planner_makes_is_the_same() {
        assert_eq!(verdict("doc", "doc"), Ok(()));
    }

    #[test]
    fn wrong_translations_are_told() {
        let wrong = [
            (
                "e vector(3)",
                "e vector(4)",
                "upgrade: column doc.e: type \"vector(3)\" before, \"vector(4)\" after",
            ),
            ("e vector(3)", "e halfvec(3)", "upgrade: column doc.e: type"),
            ("e vector(3)", "d vector(3)", "upgrade: column doc.d: only there after"),
            ("TABLE doc ADD COLUMN e", "TABLE dog ADD COLUMN e", "upgrade: table dog: only there after"),
            (" NOT NULL", "", "upgrade: column doc.e: not null true before, false after"),
            (" DEFAULT '[1,2,3]'", "", "upgrade: column doc.e: default"),
            ("DEFAULT '[1,2,3]'", "DEFAULT '[1,2,4]'", "upgrade: column doc.e: default"),
            ("length=50", "length=60", "upgrade: column doc.owner: type"),
            ("tokens vector(3)[]", "tokens vector(3)", "upgrade: column doc.tokens: type"),
            ("tokens vector(3)[]", "tokens vector(3)[] NOT NULL", "upgrade: column doc.tokens: not null"),
            ("        sa.UniqueConstraint('owner', name='one'),\n", "", "upgrade: constraint of doc: Unique"),
            ("vector_l2_ops", "vector_ip_ops", "upgrade: index of doc: ix_e"),
            ("halfvec(4)", "halfvec(5)", "upgrade: column \"old\".f: type"),
            ("f TYPE vector(4)", "f TYPE vector(5)", "downgrade: column \"old\".f: type"),
            ("    op.drop_table('doc')\n", "", "downgrade: table doc: only there after"),
            ("ADD COLUMN g sparsevec(5)", "DROP COLUMN g", "downgrade: column \"old\".g: only there before"),
            (
                "sparsevec(5)",
                "sparsevec(5) GENERATED ALWAYS AS (f) STORED",
                "downgrade: column \"old\".g: default",
            ),
            ("EXTENSION IF NOT EXISTS vector", "EXTENSION IF NOT EXISTS cube", "upgrade: extension cube"),
            ("def downgrade", "def other", "downgrade: table doc: only there after"),
        ];
        for (from, to, told) in wrong {
            let said = verdict(from, to).expect_err(to);
            assert!(said.contains(told), "{to}: {said}");
        }
    }

    #[test]
    fn what_is_not_known_stops_nothing() {
        for (from, to) in [
            ("    op.create_index(", "    op.execute(SQL)\n    op.create_index("),
            ("length=50", "length=LENGTH"),
            ("    op.drop_table('doc')\n", "    drop_all()\n"),
        ] {
            assert_eq!(verdict(from, to), Ok(()), "{to}");
        }
    }
}
