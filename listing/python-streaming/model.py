"""Loads and calls your model, which answers piece by piece. Replace `load` and `generate`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from runtime.inference import BadBody, Request
from runtime.streams import json_lines, server_sent_events

# A body of 25 MB would be answered by millions of pieces.
MOST_WORDS = 100


def load(model_dir: str) -> Any:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    return {"ending": "."}


def handle(model: Any, request: Request) -> Iterator[str] | str:
    """
    Runs for every call, with the bytes of its body. Each piece is sent when it is there, and the next one is asked for
    when the caller has taken it. What is raised before the first piece is answered as an error; after it, the
    connection is cut.
    """
    try:
        text = request.body.decode()
    except UnicodeDecodeError as fault:
        raise BadBody("the body is not UTF-8") from fault
    pieces = generate(model, text)
    if request.accept == "text/event-stream":
        return server_sent_events(as_events(pieces))
    if request.accept.startswith("text/"):
        return pieces
    return json.dumps(list(pieces)) if request.accept == "application/json" else json_lines(pieces)


def generate(model: Any, text: str) -> Iterator[str]:
    for word in text.split()[:MOST_WORDS]:
        yield f"{word} "
    yield model["ending"]


def as_events(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
    for piece in pieces:
        yield {"data": {"text": piece}}
    # OpenAI's clients stop here.
    yield {"data": "[DONE]"}
