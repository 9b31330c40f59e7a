"""Prints the imports of Python files as `ast` reads them: a line of JSON for each file that is named on standard input."""

from __future__ import annotations

import ast
import json
import sys
import tokenize
from typing import Any

IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def catches_imports(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return bool(IMPORT_ERRORS & {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(handler.type)})


def mentions(node: ast.AST, name: str) -> bool:
    return any(name in (getattr(one, "id", ""), getattr(one, "attr", "")) for one in ast.walk(node))


def is_optional(node: ast.AST) -> bool:
    if isinstance(node, ast.Try):
        return any(catches_imports(handler) for handler in node.handlers)
    if isinstance(node, ast.With):
        return any(mentions(item.context_expr, "suppress") for item in node.items) and any(
            mentions(item.context_expr, error) for item in node.items for error in ("ImportError", "ModuleNotFoundError")
        )
    return isinstance(node, ast.If) and not mentions(node.test, "__name__")


def imports_in(nodes: list[ast.stmt], optional: bool, found: list[Any]) -> None:
    for node in nodes:
        if isinstance(node, ast.Import):
            found.extend([name.name, 0, [], node.lineno, optional] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [name.name for name in node.names if name.name != "*"]
            found.append([node.module or "", node.level, names, node.lineno, optional])
        elif isinstance(node, ast.If) and mentions(node.test, "TYPE_CHECKING"):
            imports_in(node.orelse, optional, found)
        else:
            inside = optional or is_optional(node)
            for name in ("body", "handlers", "orelse", "finalbody", "cases"):
                value = getattr(node, name, None)
                if isinstance(value, list):
                    imports_in(value, inside, found)


def main() -> None:
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            with tokenize.open(path) as source:
                text = source.read()
            tree = ast.parse(text)
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue
        found: list[Any] = []
        imports_in(tree.body, False, found)
        print(json.dumps({"path": path, "text": text, "found": sorted(found, key=lambda one: one[3])}))


if __name__ == "__main__":
    main()
