"""Feeds pieces of connections to the Flask variant's reader, and prints the requests that it makes of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "listing"))

from gunicorn.config import Config  # noqa: E402

from runtime.wsgi.body_memory import BodyMemory  # noqa: E402
from runtime.wsgi.limits import Limits  # noqa: E402
from runtime.wsgi.refusal import Refusal  # noqa: E402
from runtime.wsgi.request_reader import RequestReader  # noqa: E402

LIMITS = Limits(max_payload_mb=0.01, timeout_seconds=1, max_queue=1, workers=1)


def read(pieces: list[str]) -> dict[str, Any]:
    memory = BodyMemory(LIMITS)
    reader = RequestReader(Config(), ("127.0.0.1", 1), LIMITS, memory)
    found: list[Any] = []
    status = None
    try:
        for piece in pieces:
            reader.feed(bytes.fromhex(piece))
            while request := reader.next_request():
                found.append([request.head.method, request.head.path, request.body.hex()])
                memory.give_back(len(request.body))
    except Refusal as refusal:
        status = refusal.status
    reader.discard()
    return {"requests": found, "refused": status, "held": memory._taken}


print(json.dumps([read(pieces) for pieces in json.load(sys.stdin)]))
