from app.db import Money
from app.db.types import *
