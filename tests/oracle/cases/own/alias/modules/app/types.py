import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

GUID = postgresql.UUID(as_uuid=True)
Text = sa.String
Key = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
Other = GUID
