import sqlalchemy as sa

target_metadata = sa.MetaData(naming_convention={
    'uq': 'uq_%(table_name)s_%(column_0_name)s_x',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
})
