"""Chooses the declared types of a request and of its answer."""

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
# The blanks of HTTP. The strip functions of Python and JavaScript remove more, each a different set.
BLANKS = " \t"


class DeclaredType(NamedTuple):
    type: str
    codec: str


class MediaType(NamedTuple):
    type: str
    parameters: Mapping[str, str]


class Input(NamedTuple):
    type: str
    # Without the charset, because the model gets text as UTF-8.
    parameters: Mapping[str, str]
    # None for binary types.
    charset: str | None


def choose_input(header: str, declared: Sequence[DeclaredType]) -> Input:
    """
    Chooses the type of the body, or raises 415. Without a content type, or with curl's default, it is the first
    declared type. Case and parameters are ignored in the comparison: SageMaker's own pages write `text/CSV;
    label_size=0`.
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


def check_encoding(header: str) -> None:
    """Raises 415 if the body is compressed: the model would read its bytes as they are."""
    if header.strip(BLANKS).lower() == "identity":
        return
    details = {"supported": ["identity"]}
    raise Refusal(415, f"the content encoding {header} is not supported", details, [("Accept-Encoding", "identity")])


def choose_output(header: str, declared: Sequence[DeclaredType]) -> str:
    """
    Chooses the type that the caller prefers, or raises 406. Equal preferences are resolved by the manifest's order.
    """
    asked = header.strip(BLANKS)
    # HTTP ignores empty list members.
    ranges = [one for one in map(parse_media_type, asked.split(",")) if one.type]
    if not ranges:
        return declared[0].type
    qualities = [quality_of(one.type, ranges) for one in declared]
    best = max(qualities)
    if best > 0:
        return declared[qualities.index(best)].type
    supported = [one.type for one in declared]
    raise Refusal(406, f"none of the requested types ({asked}) is supported", {"supported": supported})


def quality_of(type_: str, ranges: Sequence[MediaType]) -> float:
    """
    The most specific range applies: `text/csv;q=0` wins over a later `text/*`. `.5` and `2` are accepted although
    HTTP does not allow them. Any other invalid quality is 0: the caller gets an error with what they sent, and not
    a type that they may not want.
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
