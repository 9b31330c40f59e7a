"""Reads the head of a request: gunicorn parses it, and this module decides where the body ends."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from gunicorn.http import RequestParser
from gunicorn.http import errors as gunicorn_errors

from runtime.wsgi.refusal import Refusal

HEAD_END = b"\r\n\r\n"
MOST_HEAD_BYTES = 1 << 16
# Not `int`, which also accepts `+1`, `1_0` and any number of digits.
LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)
# Older versions of gunicorn make these a part of a value, and a method of `post`.
INVALID = re.compile(rb"(?<!\r)\n|\r(?!\n)|\n[ \t]|\0|\A[A-Z]*[a-z]")
# Older versions of gunicorn do not have all of its errors.
STATUSES = {"LimitRequestLine": 414, "ExpectationFailed": 417, "LimitRequestHeaders": 431}
STATUSES |= {"UnsupportedTransferCoding": 501, "InvalidHTTPVersion": 505}
WORDS = {
    400: "the request is not valid HTTP",
    414: "the request line is too long",
    417: "only the expectation 100-continue is supported",
    431: "the headers are too large",
    501: "the only supported transfer coding is chunked",
    505: "only HTTP/1.0 and HTTP/1.1 are supported",
}


class Head(NamedTuple):
    # gunicorn's own class.
    request: Any
    # None if the body comes in chunks.
    length: int | None
    # The caller sends the body only when told to go ahead.
    expects_go_ahead: bool


def invalid_request(status: int = 400) -> Refusal:
    return Refusal(status, WORDS[status])


def parse_head(head: bytes, settings: Any, address: Any) -> Head:
    """Parses the bytes up to and including the empty line. `settings` are gunicorn's."""
    if INVALID.search(head):
        raise invalid_request()
    try:
        request: Any = next(RequestParser(settings, [head], address))
    except (gunicorn_errors.ParseException, gunicorn_errors.NoMoreData, StopIteration, ValueError) as fault:
        raise invalid_request(STATUSES.get(type(fault).__name__, 400)) from None
    if request.version not in ((1, 0), (1, 1)):
        raise invalid_request(505)
    expectations = values_of(request, "EXPECT")
    if any(value.lower() != "100-continue" for value in expectations):
        raise invalid_request(417)
    # HTTP/1.1 demands one.
    if request.version == (1, 1) and len(values_of(request, "HOST")) != 1:
        raise invalid_request()
    expects_go_ahead = request.version == (1, 1) and bool(expectations)
    request.headers = [(name, value) for name, value in request.headers if is_kept(name)]
    # gunicorn would tell the caller to go ahead when the body has already been read.
    request._expected_100_continue = False
    return Head(request, length_of_body(request), expects_go_ahead)


def values_of(request: Any, wanted: str) -> list[str]:
    return [value.strip(" \t") for name, value in request.headers if name == wanted]


def is_kept(name: str) -> bool:
    """WSGI cannot tell `A_B` from `A-B`. Older versions of gunicorn keep both, and even obey `SCRIPT_NAME`."""
    return "_" not in name and name != "EXPECT"


def length_of_body(request: Any) -> int | None:
    """
    Accepts only what every server and proxy reads in the same way. Otherwise a caller could hide a second request
    in the body of the first.
    """
    codings = [value.lower() for value in values_of(request, "TRANSFER-ENCODING")]
    lengths = values_of(request, "CONTENT-LENGTH")
    if codings:
        if lengths or request.version < (1, 1):
            raise invalid_request()
        if codings != ["chunked"]:
            raise invalid_request(501)
        return None
    if not lengths:
        return 0
    if len(lengths) > 1 or not LENGTH.fullmatch(lengths[0]):
        raise invalid_request()
    return int(lengths[0])
