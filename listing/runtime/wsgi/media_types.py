"""Which of the declared types a request has, and which one its answer gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from runtime.wsgi.plain_decimal import plain_decimal
from runtime.wsgi.refusal import Refusal

CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "iso-8859-1": "latin1",
    "latin1": "latin1",
    "us-ascii": "us-ascii",
}
BINARY_CODECS = ("bytes", "npy")
UNSPECIFIED = ("", "*/*", "application/x-www-form-urlencoded")
# What HTTP takes for blanks, of which Python and JavaScript have more, and each has others.
BLANKS = " \t"


class DeclaredType(NamedTuple):
    type: str
    codec: str


class MediaType(NamedTuple):
    type: str
    parameters: Mapping[str, str]


class Input(NamedTuple):
    type: str
    # Without the charset, for text reaches the model as UTF-8.
    parameters: Mapping[str, str]
    # None for bytes that are no text.
    charset: str | None


def choose_input(header: str, declared: Sequence[DeclaredType]) -> Input:
    """
    What the body is, or 415. Without a type, and with the one that curl sends on its own, it is the first declared
    type. Types are compared without case and parameters: SageMaker's own pages write `text/CSV; label_size=0`.
    """
    asked = parse_media_type(header)
    match = next((one for one in declared if one.type == asked.type), None)
    if match is None and asked.type in UNSPECIFIED:
        match = declared[0]
    if match is None:
        supported = [one.type for one in declared]
        raise Refusal(415, f"the content type {asked.type} is not supported", {"supported": supported})
    parameters = dict(asked.parameters)
    label = parameters.pop("charset", "utf-8")
    if match.codec in BINARY_CODECS:
        return Input(match.type, asked.parameters, None)
    charset = CHARSETS.get(label.lower())
    if charset is None:
        raise Refusal(415, f"the charset {label} is not supported", {"supported": list(CHARSETS)})
    return Input(match.type, parameters, charset)


def choose_output(header: str, declared: Sequence[DeclaredType]) -> str:
    """What the caller likes best, or 406. The manifest's order settles what the caller left open."""
    asked = header.strip(BLANKS)
    # HTTP has empty members of a list count for nothing.
    ranges = [one for one in map(parse_media_type, asked.split(",")) if one.type]
    if not ranges:
        return declared[0].type
    qualities = [quality_of(one.type, ranges) for one in declared]
    best = max(qualities)
    if best > 0:
        return declared[qualities.index(best)].type
    supported = [one.type for one in declared]
    raise Refusal(406, f"nothing that was asked for ({asked}) can be answered", {"supported": supported})


def quality_of(type_: str, ranges: Sequence[MediaType]) -> float:
    """
    The most specific range speaks for a type: `text/csv;q=0` holds against a later `text/*`. Callers who write `.5` or
    `2` mean it. Any other faulty quality is 0: the caller reads in a refusal what they sent, and gets nothing they may
    not want.
    """
    for name in (type_, f"{type_.split('/')[0]}/*", "*/*"):
        for one in ranges:
            if one.type == name:
                return min(1, plain_decimal(one.parameters.get("q", "1")) or 0)
    return 0


def parse_media_type(text: str) -> MediaType:
    type_, *rest = text.split(";")
    parameters = {}
    for part in rest:
        name, _, value = part.partition("=")
        value = value.strip(BLANKS)
        if len(value) > 1 and value[0] == value[-1] == '"':
            value = value[1:-1]
        parameters[name.strip(BLANKS).lower()] = value
    return MediaType(type_.strip(BLANKS).lower(), parameters)
