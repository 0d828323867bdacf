from . import patches
