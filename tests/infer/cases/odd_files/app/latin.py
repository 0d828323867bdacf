# -*- coding: latin-1 -*-
import sqlalchemy as sa

NAME = 'Größe'


class Latin(sa.TypeDecorator):
    impl = sa.String(len(NAME))
    cache_ok = True
