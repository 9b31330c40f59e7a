"""What python/model.py may import: `from runtime.inference import BadBody`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


class BadBody(Exception):
    """Raise it where the caller's data is at fault: the answer is 400 with this message. All else is a 500."""


def only_file(model_dir: str, *suffixes: str) -> Path:
    """The model's file, under any name, told by how its name ends."""
    found = sorted(Path(model_dir).glob("*"))
    files = [path for path in found if path.suffix in suffixes]
    if len(files) == 1:
        return files[0]
    *others, last = suffixes
    wanted = f"{', '.join(others)} or {last}"
    held = ", ".join(path.name for path in found) or "nothing"
    raise FileNotFoundError(f"{model_dir} must hold one {wanted} file, and holds: {held}")


class Context:
    """What is known of a call besides its records; with batching, of several callers who asked alike."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.content_type: str = facts["contentType"]
        # What stood behind the content type, names in lower case: `label_size` of `text/csv; label_size=0`.
        self.parameters: dict[str, str] = facts["parameters"]
        # What stood beside `instances` in a JSON body.
        self.members: dict[str, Any] = facts["members"]
        # What the answer will be encoded as.
        self.accept: str = facts["accept"]
        # The caller's custom attributes, as they were sent.
        self.attributes: str | None = facts.get("attributes")
        # Stands in the answer and in the log when something fails.
        self.request_id: str = facts["requestId"]
        self._effects: dict[str, Any] = {}

    def set_attributes(self, attributes: str) -> None:
        """Sends custom attributes back: at most 1024 visible ASCII characters."""
        if not isinstance(attributes, str) or not re.fullmatch("[ -~]{0,1024}", attributes):
            raise ValueError("custom attributes are at most 1024 visible ASCII characters")
        self._effects["attributes"] = attributes

    def meter(self, units: int) -> None:
        """Bills the call as that many inferences instead of one; several meterings add up."""
        # What JavaScript counts without a loss.
        if not 1 <= units < 2**53 or int(units) != units:
            raise ValueError(f"{units} is no count of inferences")
        self._effects["units"] = self._effects.get("units", 0) + int(units)


class Request(Context):
    """What `handle` gets: the call with its bytes as they came."""

    def __init__(self, facts: dict[str, Any], body: bytes) -> None:
        super().__init__(facts)
        self.body: bytes = body
