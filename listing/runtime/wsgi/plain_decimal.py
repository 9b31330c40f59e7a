"""Numbers as people write them, which listings in either language read alike."""

from __future__ import annotations

import re

PLAIN_DECIMAL = re.compile(r"[ \t\r\n]*([0-9]+\.?[0-9]*|\.[0-9]+)[ \t\r\n]*")


def plain_decimal(text: str) -> float | None:
    """
    `2`, `0.5`, `.5` or `2.`, with blanks around it. `float` takes `1_0`, `1e3` and `nan` too, and JavaScript's `Number`
    takes `0x1`.
    """
    match = PLAIN_DECIMAL.fullmatch(text)
    if match is None:
        return None
    value = float(match[1])
    return int(value) if value.is_integer() else value
