from .types import GUID, Cents, Slug
