"""A model for each shipped pack, with every type that the installed packages provide."""

import enum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from .scenario import Change, Model, Scenario

class Color(enum.Enum):
    """Choices that are stored as text."""

    RED = "red"
    BLUE = "blue"


class Level(enum.Enum):
    """Choices that are stored as numbers."""

    LOW = 1
    HIGH = 2


def pgvector():
    """pgvector: every type, with a dimension and without, in arrays and variants."""
    from pgvector.sqlalchemy import BIT, HALFVEC, SPARSEVEC, VECTOR, Vector

    def finish(table):
        sa.Index("ix_dense", table.c.dense, postgresql_using="hnsw",
                 postgresql_with={"m": 8, "ef_construction": 32},
                 postgresql_ops={"dense": "vector_cosine_ops"})
        sa.Index("ix_half", table.c.half, postgresql_using="ivfflat",
                 postgresql_with={"lists": 10}, postgresql_ops={"half": "halfvec_l2_ops"})
        sa.Index("ix_sparse", table.c.sparse, postgresql_using="hnsw",
                 postgresql_ops={"sparse": "sparsevec_l2_ops"})
        sa.Index("ix_bits", table.c.bits, postgresql_using="hnsw",
                 postgresql_ops={"bits": "bit_hamming_ops"})

    return Model(
        columns={
            "dense": Vector(3),
            "dense_open": Vector(),
            "dense_upper": VECTOR(1536),
            "half": HALFVEC(4),
            "half_open": HALFVEC(),
            "sparse": SPARSEVEC(5),
            "sparse_open": SPARSEVEC(),
            "bits": BIT(6),
            "bit_alone": BIT(),
            "dense_list": sa.ARRAY(Vector(3)),
            "half_list": postgresql.ARRAY(HALFVEC(3), dimensions=2),
        },
        arguments={
            "dense_upper": {"comment": "it's 100% \"dense\": \\ :x"},
            "bits": {"nullable": False, "server_default": "000000"},
            "half": {"nullable": False, "server_default": sa.text("'[1,2,3,4]'")},
        },
        keys={"bit": BIT(4)},
        changes=[
            Change("wider", Vector(3), Vector(4)),
            Change("opened", Vector(3), Vector()),
            Change("halved", Vector(3), HALFVEC(3)),
            Change("from_text", sa.Text(), Vector(3), ("from_text::vector(3)", "")),
            Change("from_reals", postgresql.ARRAY(sa.REAL()), Vector(3)),
            Change("longer", BIT(3), BIT(4)),
            Change("to_text", HALFVEC(3), sa.Text(), ("", "to_text::halfvec(3)")),
        ],
        finish=finish,
    )


def variants():
    """Types that are others on SQLite, in a project that cares for Postgres alone."""
    from pgvector.sqlalchemy import HALFVEC, Vector
    from sqlalchemy_utils import EmailType
    from sqlmodel import AutoString

    return Model(columns={
        "dense": Vector(3).with_variant(sa.Text, "sqlite"),
        "half_list": sa.ARRAY(HALFVEC(3)).with_variant(sa.JSON(), "sqlite"),
        "name": AutoString(20).with_variant(sa.Text(), "sqlite"),
        "email": sa.Text().with_variant(EmailType(), "postgresql"),
        "dense_or_json": sa.JSON().with_variant(Vector(3), "postgresql"),
    })


def sqlmodel():
    """SQLModel: its text type, and a class whose columns it makes itself."""
    from sqlmodel import AutoString, Field, SQLModel

    class Base(SQLModel):
        pass

    def more(metadata):
        Base.metadata = metadata
        type("Hero", (Base,), {
            "__module__": __name__,
            "__annotations__": {"id": int | None, "name": str, "secret": str | None, "code": str},
            "id": Field(default=None, primary_key=True),
            "name": Field(index=True),
            "secret": Field(default=None, max_length=40),
            "code": Field(unique=True, max_length=8),
        }, table=True)

    return Model(
        columns={
            "plain": AutoString(),
            "limited": AutoString(length=50),
            "list_of": postgresql.ARRAY(AutoString(length=9)),
        },
        arguments={"limited": {"nullable": False, "server_default": "a:b 'c' 5%"}},
        keys={"string": AutoString(length=20)},
        changes=[
            Change("shorter", AutoString(length=50), AutoString(length=30)),
            Change("from_string", sa.String(9), AutoString()),
            Change("to_text", AutoString(length=30), sa.Text()),
        ],
        finish=lambda table: sa.UniqueConstraint(table.c.plain, table.c.limited, name="uq_both"),
        more=more,
    )


def utils():
    """SQLAlchemy-Utils: what needs no extension."""
    import sqlalchemy_utils as su

    return Model(
        columns={
            "uuid": su.UUIDType(),
            "uuid_text": su.UUIDType(binary=False),
            "email": su.EmailType(),
            "email_short": su.EmailType(length=100),
            "choice": su.ChoiceType(Color),
            "choice_pairs": su.ChoiceType([("a", "A"), ("b", "B")]),
            "choice_length": su.ChoiceType(Color, impl=sa.String(12)),
            "json": su.JSONType(),
            "url": su.URLType(),
            "password": su.PasswordType(schemes=["pbkdf2_sha512"]),
            "password_long": su.PasswordType(max_length=2000, schemes=["pbkdf2_sha512"]),
            "words": su.TSVectorType("email", regconfig="pg_catalog.simple"),
            "ip": su.IPAddressType(),
            "currency": su.CurrencyType(),
            "country": su.CountryType(),
            "phone": su.PhoneNumberType(),
            "color": su.ColorType(),
            "locale": su.LocaleType(),
            "zone": su.TimezoneType(backend="zoneinfo"),
            "list": su.ScalarListType(),
            "list_of_numbers": su.ScalarListType(int, separator=";"),
            "arrow": su.ArrowType(),
            "arrow_zone": su.ArrowType(timezone=True),
            "moment": su.EnrichedDateTimeType(timezone=True),
            "day": su.EnrichedDateType(),
            "week": su.WeekDaysType(),
            "days": su.DateRangeType(),
            "times": su.DateTimeRangeType(),
            "numbers": su.IntRangeType(step=5),
            "large": su.Int8RangeType(),
            "decimals": su.NumericRangeType(),
            "secret": su.EncryptedType(sa.Unicode, "key"),
            "secret_text": su.StringEncryptedType(sa.Unicode, "key"),
            "secret_short": su.StringEncryptedType(sa.Unicode, "key", length=300),
            "uuid_list": postgresql.ARRAY(su.UUIDType()),
        },
        arguments={
            "currency": {"nullable": False, "server_default": "EUR"},
            "uuid": {"nullable": False, "server_default": sa.text("gen_random_uuid()")},
            "week": {"nullable": False, "server_default": sa.text("B'1111100'")},
            "arrow_zone": {"nullable": False, "server_default": sa.func.now()},
            "list": {"nullable": False, "server_default": ""},
            "choice": {"nullable": False, "server_default": "red"},
        },
        keys={"uuid": su.UUIDType(), "email": su.EmailType()},
        changes=[
            Change("email", sa.String(100), su.EmailType()),
            Change("uuid", sa.Text(), su.UUIDType(), ("uuid::uuid", "")),
            Change("choice", su.ChoiceType(Color), sa.String(20)),
            Change("json", sa.Text(), su.JSONType(), ("json::json", "")),
            Change("arrow", sa.DateTime(), su.ArrowType(timezone=True)),
            Change("url", su.URLType(), sa.String(200)),
            Change("phone", sa.String(40), su.PhoneNumberType()),
        ],
        finish=lambda table: (
            sa.UniqueConstraint(table.c.email, name="uq_email"),
            sa.Index("ix_words", table.c.words, postgresql_using="gin"),
            sa.Index("ix_country", table.c.country, table.c.currency),
        ),
    )


def ltree():
    """SQLAlchemy-Utils: the types of the extension ltree."""
    from sqlalchemy_utils.types.ltree import LQUERY, LTXTQUERY, LtreeType

    return Model(
        columns={
            "path": LtreeType(),
            "pattern": LQUERY(),
            "words": LTXTQUERY(),
            "paths": postgresql.ARRAY(LtreeType()),
        },
        arguments={"path": {"nullable": False, "server_default": "top"}},
        keys={"path": LtreeType()},
        changes=[Change("path", sa.Text(), LtreeType(), ("path::ltree", "")),
                 Change("back", LtreeType(), sa.Text(), ("", "back::ltree"))],
        finish=lambda table: sa.Index("ix_path", table.c.path, postgresql_using="gist"),
    )


def postgres():
    """Types of the PostgreSQL dialect, which autogenerate renders right."""
    names = [
        "BYTEA", "CIDR", "DATEMULTIRANGE", "DATERANGE", "INET", "INT4MULTIRANGE", "INT4RANGE",
        "INT8MULTIRANGE", "INT8RANGE", "INTERVAL", "JSONB", "MACADDR", "MACADDR8", "MONEY",
        "NUMMULTIRANGE", "NUMRANGE", "OID", "REGCLASS", "REGCONFIG", "TSMULTIRANGE", "TSQUERY", "TSRANGE",
        "TSTZMULTIRANGE", "TSTZRANGE", "TSVECTOR",
    ]
    return Model(columns={name.lower() + "_": getattr(postgresql, name)() for name in names})


def oslo_db():
    """oslo.db."""
    from oslo_db.sqlalchemy.types import JsonEncodedDict, JsonEncodedList, SoftDeleteInteger

    return Model(
        columns={"data": JsonEncodedDict(), "items": JsonEncodedList(), "deleted": SoftDeleteInteger()},
        arguments={"deleted": {"nullable": False, "server_default": "0"}},
        keys={"number": SoftDeleteInteger()},
        changes=[Change("data", sa.String(200), JsonEncodedDict())],
    )


def postgis():
    """GeoAlchemy2: every type, with the spatial index that it makes and without."""
    from geoalchemy2 import Geography, Geometry, Raster

    return Model(
        columns={
            "shape": Geometry(),
            "point": Geometry("POINT", srid=4326),
            "tower": Geometry("POINTZ", srid=4326, dimension=3, use_N_D_index=True),
            "border": Geometry("MULTIPOLYGON", srid=3857, spatial_index=False),
            "untyped": Geometry(geometry_type=None),
            "spot": Geography("POINT", srid=4326),
            "anywhere": Geography(),
            "track": Geography("LINESTRING", srid=4326, spatial_index=False),
            "image": Raster(),
            "image_plain": Raster(spatial_index=False),
            "point_list": sa.ARRAY(Geometry("POINT", srid=4326)),
        },
        arguments={
            "point": {"nullable": False, "server_default": sa.text("'SRID=4326;POINT(1 2)'")},
            "spot": {"comment": "where it is"},
        },
        changes=[
            Change("typed", Geometry(spatial_index=False), Geometry("POINT", srid=4326, spatial_index=False)),
            Change("from_text", sa.Text(), Geometry("POINT", srid=4326, spatial_index=False)),
            Change("round", Geometry("POINT", srid=4326, spatial_index=False),
                   Geography("POINT", srid=4326, spatial_index=False),
                   ("", "round::geometry(POINT,4326)")),
        ],
        finish=lambda table: sa.UniqueConstraint(table.c.border, table.c.id, name="uq_border"),
    )


def citext():
    """sqlalchemy-citext."""
    from citext import CIText

    return Model(
        columns={"name": CIText(), "names": postgresql.ARRAY(CIText())},
        arguments={"name": {"nullable": False, "server_default": "None"}},
        keys={"name": CIText()},
        changes=[Change("name", sa.String(40), CIText()), Change("back", CIText(), sa.Text())],
        finish=lambda table: sa.UniqueConstraint(table.c.name, name="uq_name"),
    )


def fastapi_users():
    """FastAPI Users."""
    from fastapi_users_db_sqlalchemy.generics import GUID, TIMESTAMPAware

    return Model(
        columns={
            "user_id": GUID(),
            "at": TIMESTAMPAware(timezone=True),
            "at_local": TIMESTAMPAware(),
            "ids": postgresql.ARRAY(GUID()),
        },
        arguments={"at": {"nullable": False, "server_default": sa.func.now()}},
        keys={"user": GUID()},
        changes=[Change("user_id", sa.String(36), GUID(), ("user_id::uuid", "")),
                 Change("at", sa.DateTime(), TIMESTAMPAware(timezone=True))],
    )


def sqlalchemy_utc():
    """SQLAlchemy-Utc."""
    from sqlalchemy_utc import UtcDateTime

    return Model(
        columns={"at": UtcDateTime(), "times": postgresql.ARRAY(UtcDateTime())},
        arguments={"at": {"nullable": False, "server_default": sa.func.now()}},
        keys={"at": UtcDateTime()},
        changes=[Change("at", sa.DateTime(), UtcDateTime()),
                 Change("said", sa.String(), UtcDateTime(), ("said::timestamp with time zone", ""))],
    )


def fastapi_storages():
    """fastapi-storages, whose types lose their storage on the way."""
    from fastapi_storages import FileSystemStorage
    from fastapi_storages.integrations.sqlalchemy import FileType, ImageType

    storage = FileSystemStorage(path="files")
    return Model(
        columns={
            "file": FileType(storage),
            "file_short": FileType(storage, length=64),
            "image": ImageType(storage, upload_to="images"),
        },
        arguments={"file_short": {"nullable": False, "server_default": "none.txt"}},
        changes=[Change("file", sa.Text(), FileType(storage, length=64))],
    )


def advanced_alchemy():
    """Advanced Alchemy, whose vector loses its dimension on the way."""
    from advanced_alchemy import types
    from advanced_alchemy.types.file_object import StorageBackend
    from advanced_alchemy.types.password_hash.argon2 import Argon2Hasher

    backend = type("Backend", (StorageBackend,), dict.fromkeys(StorageBackend.__abstractmethods__))
    return Model(
        columns={
            "guid": types.GUID(),
            "at": types.DateTimeUTC(timezone=True),
            "flag": types.Bool(),
            "password": types.PasswordHash(backend=Argon2Hasher()),
            "password_short": types.PasswordHash(backend=Argon2Hasher(), length=120),
            "code": types.OneTimeCode(backend=Argon2Hasher()),
            "file": types.StoredObject(backend=backend("files", None)),
            "files": types.StoredObject(backend=backend("files", None), multiple=True),
            "embedding": types.Vector(3),
        },
        arguments={
            "flag": {"nullable": False, "server_default": sa.false()},
            "at": {"nullable": False, "server_default": sa.func.now()},
        },
        keys={"guid": types.GUID()},
        changes=[Change("guid", sa.String(36), types.GUID(), ("guid::uuid", "")),
                 Change("at", sa.DateTime(), types.DateTimeUTC(timezone=True)),
                 Change("embedding", types.Vector(3), sa.Text(), ("", "embedding::vector(3)"))],
    )


def advanced_alchemy_variants():
    """Advanced Alchemy's types that are made of variants; SQLAlchemy renders names without `sa.` in them."""
    from advanced_alchemy import types

    return Model(
        columns={
            "number": types.BigIntIdentity,
            "document": types.JsonB,
            "documents": postgresql.ARRAY(types.JsonB),
        },
        arguments={"document": {"nullable": False, "server_default": sa.text("'{}'")}},
        keys={"number": types.BigIntIdentity},
        changes=[Change("document", sa.JSON(), types.JsonB),
                 Change("number", sa.Integer(), types.BigIntIdentity)],
    )


def fetched_value():
    """A default that Alembic before 1.14 renders without its module."""
    return Model(
        columns={"number": sa.Integer()},
        arguments={"number": {"server_default": sa.FetchedValue()}},
    )


def untold():
    """Types whose rendering does not say what they are."""
    import sqlalchemy_utils as su
    from advanced_alchemy import types

    return Model(columns={
        "level": su.ChoiceType(Level, impl=sa.Integer()),
        "amount": su.CompositeType("money_t", [sa.Column("currency", sa.String)]),
        "raw_uuid": su.UUIDType(native=False),
        "phone_long": su.PhoneNumberType(max_length=30),
        "ip_short": su.IPAddressType(max_length=39),
        "color_long": su.ColorType(max_length=30),
        "embedding": types.Vector(3),
        "document": Document(),
    }, grows=False)


def secrets():
    """Keys that are rendered into the revision, one of them as a Python repr."""
    from advanced_alchemy import types

    return Model(columns={
        "given": types.EncryptedString(key="correct horse"),
        "asked": types.EncryptedString(key=lambda: "battery staple"),
    }, grows=False)


class Document(sa.types.TypeDecorator):
    """A team's own type."""

    impl = postgresql.JSONB
    cache_ok = True


POSTGRES_ONLY = 'dialects = ["postgresql"]\n'
# The configuration describes today, and later steps change these columns.
DIMENSIONS = [argument for table in ("created", "grown", "changed")
              for argument in ("--dimension", f"{table}.embedding=3")]

SCENARIOS = [
    Scenario("pgvector", pgvector, extensions=["vector"], absent=["pgvector"]),
    Scenario("variants", variants, extensions=["vector"], configuration=POSTGRES_ONLY,
             absent=["pgvector", "sqlmodel", "sqlalchemy_utils"]),
    Scenario("sqlmodel", sqlmodel, absent=["sqlmodel"]),
    Scenario("sqlalchemy_utils", utils, absent=["sqlalchemy_utils"]),
    Scenario("ltree", ltree, server="contrib", extensions=["ltree"], absent=["sqlalchemy_utils"]),
    Scenario("citext", citext, server="contrib", extensions=["citext"], absent=["citext"]),
    Scenario("postgis", postgis, server="postgis", extensions=["postgis_raster", "postgis"],
             hidden=("spatial_ref_sys",), absent=["geoalchemy2"]),
    Scenario("postgres", postgres, server="contrib"),
    Scenario("oslo_db", oslo_db, absent=["oslo_db"]),
    Scenario("fastapi_users", fastapi_users, absent=["fastapi_users_db_sqlalchemy"]),
    Scenario("sqlalchemy_utc", sqlalchemy_utc, absent=["sqlalchemy_utc"]),
    Scenario("fastapi_storages", fastapi_storages, absent=["fastapi_storages"]),
    Scenario("advanced_alchemy", advanced_alchemy, extensions=["vector"], arguments=DIMENSIONS,
             absent=["advanced_alchemy", "pgvector"]),
    # With SQLAlchemy 2.1, Advanced Alchemy 1.12 cannot put its JSON type into a table.
    Scenario("advanced_alchemy_variants", advanced_alchemy_variants, configuration=POSTGRES_ONLY,
             absent=["advanced_alchemy"], stacks=("2.0",)),
    Scenario("secrets", secrets, absent=["advanced_alchemy"]),
    Scenario("fetched_value", fetched_value),
    Scenario("untold", untold, findings={
        "level": "missing-argument",
        "amount": "custom-type",
        "raw_uuid": "invalid-argument",
        "phone_long": "invalid-argument",
        "ip_short": "invalid-argument",
        "color_long": "invalid-argument",
        "embedding": "missing-argument",
        "document": "unknown-type",
    }),
]
