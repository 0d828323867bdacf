"""Types of packages that are not there, by what the rules know of them."""


def install(rules):
    pass


def bind(module):
    pass
