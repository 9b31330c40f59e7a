"""For python/model.py: `from runtime.inference import BadBody`."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any


class BadBody(Exception):
    """Raise it if the caller's data is wrong: the answer is 400 with this message. Any other error becomes a 500."""


class Refused(Exception):
    """Raise it to answer with an error status of your choice, from 400 to 599, and with this message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        if status not in range(400, 600):
            raise ValueError(f"{status} is not the status of an error")
        self.status = status


def only_file(model_dir: str, *endings: str) -> Path:
    """
    The model's file. It can have any name with one of these endings, or one of these names, but there must be only one.
    """
    found = sorted(Path(model_dir).glob("*"))
    files = [path for path in found if path.suffix in endings or path.name in endings]
    if len(files) == 1:
        return files[0]
    *others, last = endings
    wanted = f"{', '.join(others)} or {last}"
    held = ", ".join(path.name for path in found) or "nothing"
    raise FileNotFoundError(f"{model_dir} must hold your model in one {wanted} file, and holds: {held}")


class Context:
    """
    Information about a call, in addition to its records. With batching, this can be several calls of the same kind.
    """

    def __init__(self, facts: dict[str, Any]) -> None:
        self.content_type: str = facts["contentType"]
        # The parameters of the content type, with names in lower case: `label_size` for `text/csv; label_size=0`.
        self.parameters: dict[str, str] = facts["parameters"]
        # The members next to `instances` in a JSON body.
        self.members: dict[str, Any] = facts["members"]
        # The names in the header of CSV, where the content type is `text/csv; header=present`. Never with `fields`.
        self.columns: list[str] | None = facts.get("columns")
        # The content type of the answer.
        self.accept: str = facts["accept"]
        # The caller's custom attributes, unchanged.
        self.attributes: str | None = facts.get("attributes")
        # In case of an error, the answer and the log contain this id.
        self.request_id: str = facts["requestId"]
        # The caller's own id for this call. With batching, the ids of all callers, with commas between them.
        self.inference_id: str | None = facts.get("inferenceId")
        # Which of several models the caller wants.
        self.target_model: str | None = facts.get("targetModel")
        self.inference_component: str | None = facts.get("inferenceComponent")
        # The session that this call belongs to. SageMaker sends all its calls to the same instance.
        self.session_id: str | None = facts.get("sessionId")
        # The caller asks for a new session. Answer with `open_session`.
        self.wants_session: bool = facts["wantsSession"]
        self._effects: dict[str, Any] = {}
        self._is_sent = False

    def _set(self, name: str, value: Any) -> None:
        if self._is_sent:
            raise RuntimeError("the head of this answer has already been sent")
        self._effects[name] = value

    def set_attributes(self, attributes: str) -> None:
        """Sends custom attributes back: at most 1024 visible ASCII characters."""
        if not isinstance(attributes, str) or not re.fullmatch("[ -~]{0,1024}", attributes):
            raise ValueError("custom attributes are at most 1024 visible ASCII characters")
        self._set("attributes", attributes)

    def meter(self, units: int) -> None:
        """Bills the call as this number of inferences instead of one. Several calls of `meter` add up."""
        # JavaScript represents integers below 2**53 exactly.
        if not 1 <= units < 2**53 or int(units) != units:
            raise ValueError(f"{units} is not a valid number of inferences")
        self._set("units", self._effects.get("units", 0) + int(units))

    def open_session(self, session_id: str, expires: datetime) -> None:
        """Opens the session that the caller asked for. The id is yours: up to 256 letters, digits and hyphens."""
        if not self.wants_session:
            raise RuntimeError("the caller has not asked for a session")
        if len(session_id) > 256 or not re.fullmatch("[a-zA-Z0-9](-*[a-zA-Z0-9])*", session_id):
            raise ValueError("a session id is at most 256 letters, digits and hyphens, without a hyphen at its ends")
        self._set("session", [session_id, int(expires.timestamp() * 1000)])

    def close_session(self) -> None:
        """Closes the session of this call."""
        if self.session_id is None:
            raise RuntimeError("this call belongs to no session")
        self._set("closesSession", True)


class Request(Context):
    """The argument of `handle`: the call with its body, unchanged."""

    def __init__(self, facts: dict[str, Any], body: bytes) -> None:
        super().__init__(facts)
        self.body: bytes = body

    def set_content_type(self, content_type: str) -> None:
        """Says of what type the answer is, if it is not `accept`."""
        if not re.fullmatch(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+ *(;[ -~]*)?", content_type, re.ASCII):
            raise ValueError(f"{content_type!r} is not a content type")
        self._set("contentType", content_type)

    def set_status(self, status: int) -> None:
        """Answers with another status than 200, from 200 to 599. Errors are not billed."""
        if status not in range(200, 600):
            raise ValueError(f"{status} is not the status of an answer")
        self._set("status", int(status))


class Conversation:
    """
    What `converse` knows besides the messages. `is_over` becomes true when the caller has left, or the time is over:
    nobody reads what is still sent.
    """

    def __init__(self, facts: dict[str, Any]) -> None:
        # In case of an error, the end of the conversation and the log contain this id.
        self.request_id: str = facts["requestId"]
        # The caller's custom attributes, unchanged.
        self.attributes: str | None = facts.get("attributes")
        # The caller's own id for this conversation.
        self.inference_id: str | None = facts.get("inferenceId")
        self.session_id: str | None = facts.get("sessionId")
        # What the caller has added to the address: `language=de`.
        self.query: dict[str, str] = facts["query"]
        self.is_over: bool = False
        self._closing: dict[str, Any] = {"code": 1000, "reason": ""}

    def close_with(self, code: int, reason: str = "") -> None:
        """Ends the conversation with this code, 1000 or 3000 to 4999, when `converse` returns."""
        if code != 1000 and code not in range(3000, 5000):
            raise ValueError(f"a conversation ends with the code 1000, or one from 3000 to 4999, and not {code}")
        if len(reason.encode()) > 123:
            raise ValueError("the reason for an end has at most 123 bytes in UTF-8")
        self._closing = {"code": int(code), "reason": reason}

    def closing(self) -> dict[str, Any]:
        return self._closing
