"""Reads decimal numbers in the same way as listings in TypeScript."""

from __future__ import annotations

import re

PLAIN_DECIMAL = re.compile(r"[ \t\r\n]*([0-9]+\.?[0-9]*|\.[0-9]+)[ \t\r\n]*")


def plain_decimal(text: str) -> float | None:
    """
    Reads `2`, `0.5`, `.5` or `2.`, with optional blanks around it. `float` also accepts `1_0`, `1e3` and `nan`, and
    JavaScript's `Number` accepts `0x1`.
    """
    match = PLAIN_DECIMAL.fullmatch(text)
    if match is None:
        return None
    value = float(match[1])
    return int(value) if value.is_integer() else value
