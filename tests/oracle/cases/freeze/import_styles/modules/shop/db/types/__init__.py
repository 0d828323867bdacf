from .keys import BigKey, GuidKey, Key
from .values import Money, Payload, Slug, State, StateType, Tags, short

__all__ = ["BigKey", "GuidKey", "Money", "Payload", "Slug", "State", "StateType", "Tags", "short"]
