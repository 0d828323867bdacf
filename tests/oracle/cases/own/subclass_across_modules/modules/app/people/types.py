from ..core import base


class Name(base.Text):
    length = 120


class Nick(Name):
    length = 15
