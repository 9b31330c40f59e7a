"""Error answers, with the same texts as in listings in TypeScript."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


class Refusal(Exception):
    """An answer other than 200. It can be raised anywhere."""

    def __init__(
        self,
        status: int,
        message: str,
        details: Mapping[str, Any] | None = None,
        headers: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = json_bytes({"error": message, **(details or {})})
        self.headers = headers


def try_again(why: str) -> Refusal:
    return Refusal(503, why, {}, [("Retry-After", "1")])


def too_large(max_payload_mb: float) -> Refusal:
    return Refusal(413, f"the body is larger than {max_payload_mb} MB", {"maxPayloadMB": max_payload_mb})


def too_late(timeout_seconds: float, request_id: str) -> Refusal:
    return Refusal(504, f"no answer within {timeout_seconds} seconds", {"requestId": request_id})


def model_failed(request_id: str) -> Refusal:
    """Callers only get the request id. The log has the cause under this id."""
    return Refusal(500, "the model failed on this request", {"requestId": request_id})


def json_bytes(value: Any) -> bytes:
    """UTF-8 cannot encode half of a surrogate pair: it is written as a JSON escape."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
