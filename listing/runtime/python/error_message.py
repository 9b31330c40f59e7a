"""Error messages for logs and for the failure file of a training job."""

from __future__ import annotations


def message_of(fault: BaseException) -> str:
    text = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    if isinstance(fault, ModuleNotFoundError):
        return f"{text}; `pip install -r requirements.txt` installs what this listing needs"
    return text
