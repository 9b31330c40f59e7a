"""The text of a body, whatever charset it came in."""

from __future__ import annotations

import codecs

from runtime.wsgi.refusal import Refusal


def as_utf8(content: bytes, charset: str) -> bytes:
    """As UTF-8 without its byte order mark, which is no text."""
    if content.isascii():
        return content
    try:
        text = content.decode(charset)
    except UnicodeDecodeError as fault:
        raise Refusal(400, f"the body is not {charset} text: see byte {fault.start + 1}") from None
    if charset != "utf-8":
        return text.encode()
    return content[len(codecs.BOM_UTF8) :] if content.startswith(codecs.BOM_UTF8) else content
