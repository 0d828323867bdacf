import sqlalchemy as sa

target_metadata = sa.MetaData(naming_convention={
    'ix': 'idx_%(table_name)s__%(column_0_name)s',
    'uq': 'uq_%(table_name)s__%(column_0_name)s',
    'ck': 'ck_%(table_name)s__%(constraint_name)s',
    'fk': 'fk_%(table_name)s__%(column_0_name)s__%(referred_table_name)s',
    'pk': 'pk_%(table_name)s',
})
