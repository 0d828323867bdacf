"""`python -m alembic_rectify`."""

from alembic_rectify import main

main()
