"""The visitor that a codemod with LibCST begins with: it counts the calls of `sa.Column` in a folder."""

import sys
from pathlib import Path

import libcst as cst


class Columns(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found = 0

    def visit_Call(self, node: cst.Call) -> None:
        function = node.func
        if isinstance(function, cst.Attribute) and function.attr.value == "Column":
            self.found += 1


visitor = Columns()
for path in sorted(Path(sys.argv[1]).glob("*.py")):
    cst.parse_module(path.read_bytes()).visit(visitor)
print(visitor.found)
