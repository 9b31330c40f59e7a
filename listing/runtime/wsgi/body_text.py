"""Converts the text of a body to UTF-8."""

from __future__ import annotations

import codecs

from runtime.wsgi.refusal import Refusal


def as_utf8(content: bytes, charset: str) -> bytes:
    """Returns UTF-8 without a byte order mark."""
    if content.isascii():
        return content
    try:
        text = content.decode(charset)
    except UnicodeDecodeError as fault:
        raise Refusal(400, f"the body is not {charset} text: see byte {fault.start + 1}") from None
    if charset != "utf-8":
        return text.encode()
    return content[len(codecs.BOM_UTF8) :] if content.startswith(codecs.BOM_UTF8) else content
