from typing import Any

import sqlalchemy as sa

class Moved(sa.TypeDecorator[Any]):
    impl = sa.Integer

class OnlyInStub(sa.TypeDecorator[Any]):
    impl = sa.Integer
