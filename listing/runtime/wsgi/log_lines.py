"""Writes one line of JSON to stderr per event. CloudWatch stores each line as one event."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import datetime, timezone
from typing import Any

from runtime.python.error_message import message_of
from runtime.wsgi.output import ERROR


def log_line(level: str, event: str, **details: Any) -> None:
    """Written at once and not in parts, because several processes and threads share the stream."""
    entry = {"time": timestamp(), "level": level, "event": event, **details}
    ERROR.write(json.dumps(entry, default=str).encode() + b"\n")


def details_of(fault: BaseException) -> dict[str, str]:
    """The details of an error for the log. The stack is never sent to callers."""
    stack = "".join(traceback.format_exception(type(fault), fault, fault.__traceback__))
    return {"message": message_of(fault), "stack": stack.rstrip()}


def timestamp() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class LineHandler(logging.Handler):
    """Writes messages of gunicorn, and of the model's code through `logging`, in the same format."""

    def emit(self, record: logging.LogRecord) -> None:
        details = details_of(record.exc_info[1]) if record.exc_info and record.exc_info[1] else {}
        event = "gunicorn" if record.name.startswith("gunicorn") else "log"
        details["message"] = record.getMessage()
        log_line(record.levelname.lower(), event, logger=record.name, **details)
