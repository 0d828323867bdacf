from shop.storage.columns import Price

from . import mixins
from .mixins import *
