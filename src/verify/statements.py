"""Statements that reach beyond the scratch database."""

import re

from . import fence

# What has the server connect to another one.
ELSEWHERE = re.compile(r"\bdblink(_\w+)?\s*\(|\b(CREATE|ALTER)\s+SUBSCRIPTION\b|\bIMPORT\s+FOREIGN\s+SCHEMA\b", re.IGNORECASE)
# What only writes such a statement down.
WRITTEN = re.compile(r"\s*CREATE\s+(OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE|VIEW|TRIGGER|RULE)\b", re.IGNORECASE)
# What is about a database, or about all that the server has.
DATABASE = r"\b((?:ALTER|COMMENT\s+ON|(?:GRANT|REVOKE)\b[^;']*?\bON)\s+DATABASE\s+)(\"?)%s\2(?![\w$\"])"
WHOLE = re.compile(
    r"\b((?:CREATE|ALTER|DROP)\s+(?:ROLE|USER|GROUP|DATABASE|TABLESPACE)\b(?!\s+MAPPING)|ALTER\s+SYSTEM\b"
    r"|COMMENT\s+ON\s+(?:ROLE|DATABASE|TABLESPACE)\b|REASSIGN\s+OWNED\b"
    r"|(?:GRANT|REVOKE)\b[^;']*?\bON\s+(?:DATABASE|TABLESPACE)\b)(?!\s+\"?%s)" % fence.SCRATCH.pattern,
    re.IGNORECASE,
)


class Statements:
    """Looks at each statement before it runs."""

    def __init__(self, known, given):
        # The scratch databases, by the project's database: its name, host and port.
        self.known = known
        self.given = given

    def before(self, connection, cursor, statement, parameters, context, many):
        """The statement, with scratch databases in the place of the project's; an error for what may not run."""
        if WRITTEN.match(statement):
            return statement, parameters
        for (name, *_), scratch in self.known.items():
            if name:
                pattern = DATABASE % re.escape(name)
                statement = re.sub(pattern, lambda found: found[1] + scratch["database"], statement, flags=re.IGNORECASE)
        elsewhere = ELSEWHERE.search(statement)
        if elsewhere and "current_database" not in statement and not fence.SCRATCH.search(statement):
            raise RuntimeError("the server would connect to another one (%s), which `rectify verify` does not let it"
                               % elsewhere[0].rstrip("( "))
        whole = WHOLE.search(statement) if self.given else None
        if whole:
            raise RuntimeError(
                "the statement is about more than its database (%s): `rectify verify` runs it only on a server of its "
                "own, without --url" % " ".join(whole[1].split())
            )
        return statement, parameters
