"""Streams for `handle` in python/model.py: `from runtime.streams import json_lines, server_sent_events`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from runtime.python.values import json_bytes


def server_sent_events(events: Iterable[dict[str, Any]]) -> Iterator[str]:
    """
    A stream of server-sent events (`text/event-stream`), as browsers and OpenAI's clients read it. Each event is a
    dict: `data` is a text that goes as it is, or anything else, which goes as JSON. `event` and `id` need not be there.
    """
    for event in events:
        data = event["data"]
        text = data if isinstance(data, str) else json_text(data)
        fields = [line_of(name, event[name]) for name in ("event", "id") if name in event]
        fields += [f"data: {line}\n" for line in re.split("\r\n?|\n", text)]
        yield "".join([*fields, "\n"])


def line_of(name: str, value: str) -> str:
    if re.search("[\r\n\0]", value):
        raise ValueError(f"the {name} of an event has no line breaks")
    return f"{name}: {value}\n"


def json_lines(values: Iterable[Any]) -> Iterator[str]:
    """A stream of JSON Lines (`application/jsonlines`): each value is a line."""
    for value in values:
        yield f"{json_text(value)}\n"


def json_text(value: Any) -> str:
    return json_bytes(value).decode()
