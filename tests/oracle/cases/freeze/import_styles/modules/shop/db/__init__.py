from .types import *  # noqa: F403
from .types.keys import Key
