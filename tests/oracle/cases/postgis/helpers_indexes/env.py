try:
    from geoalchemy2 import alembic_helpers
except ImportError:
    pass  # frozen
