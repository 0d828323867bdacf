from alembic import op
import sqlalchemy as sa

revision = 'a'
down_revision = None


def upgrade():
    with op.batch_alter_table('t') as batch_op:
        batch_op.add_column(sa.Column('e', db.Vector(3), nullable=True))  # rectify: ignore[custom-type]
    op.execute("INSERT INTO t VALUES (1)")
    op.alter_column('t', 'c', type_=ChoiceType(<enum 'E'>), existing_type=sa.NullType())
