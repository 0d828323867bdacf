"""split and cast"""
from alembic import op
import sqlalchemy as sa

revision = "a1b2c3"
down_revision = None


def upgrade():
    op.alter_column('t', 'v',
                   existing_type=sa.TEXT(),
                   type_=pgvector.sqlalchemy.vector.VECTOR(dim=3),  # new
                   existing_nullable=True,
                   nullable=False)
    op.alter_column('t', 'w', existing_type=pgvector.sqlalchemy.vector.VECTOR(dim=3), type_=sa.TEXT(), existing_nullable=True)
    op.alter_column('t', 'w2', existing_type=sa.VARCHAR(length=5), type_=pgvector.sqlalchemy.vector.VECTOR(dim=3))
    op.alter_column('t', 'w3', type_=sqlmodel.sql.sqltypes.AutoString(), existing_type=sa.NullType())
    op.alter_column('t', 'w4', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3), existing_type=sa.ARRAY(sa.TEXT()), postgresql_using='w4::real[]::vector(3)')
    op.alter_column('t', 'w5', type_=pgvector.sqlalchemy.vector.VECTOR(dim=3), existing_type=sa.Enum('a', name='e', native_enum=False))


def downgrade():
    pass
