"""Answers other than the model's, as every listing words them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


class Refusal(Exception):
    """An answer other than 200, raised from wherever it becomes clear."""

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
    """The caller learns that it failed, and under which id the log says why."""
    return Refusal(500, "the model failed on this request", {"requestId": request_id})


def json_bytes(value: Any) -> bytes:
    """Half of a surrogate pair, which UTF-8 does not know, is written as JSON escapes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
