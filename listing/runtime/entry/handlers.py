"""`load` and `handle` for a script: what python/model.py defines where the seller writes their own."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from runtime.entry.call_context import CallContext
from runtime.entry.script import STEPS, Script, body_of, import_script
from runtime.inference import BadBody, Refused, Request
from runtime.python.error_message import message_of
from runtime.python.values import json_bytes

# These are mistakes in a script, whatever the body was.
OWN_MISTAKES = (NameError, ImportError, MemoryError)


def handlers_with(defaults: Any) -> tuple[Callable[[str], Any], Callable[[Any, Request], Any]]:
    script = Script(import_script(), defaults)

    def load(model_dir: str) -> Any:
        context = CallContext(model_dir)
        if script.has("pre_model_fn"):
            script.call("pre_model_fn", context, model_dir)
        model = script.call("model_fn", context, model_dir)
        if script.has("model_warmup_fn"):
            script.call("model_warmup_fn", context, model_dir, model)
        return model_dir, model

    def handle(loaded: Any, request: Request) -> Any:
        model_dir, model = loaded
        context = CallContext(model_dir, request)
        unread = Refused(415, f"the script does not read {request.content_type}")
        unwritten = Refused(406, f"the script does not answer with {request.accept}")
        if script.has("transform_fn"):
            with reading_text():
                body = body_of(request)
            with refusing(unwritten):
                result = script.call("transform_fn", context, model, body, request.content_type, request.accept)
        else:
            with refusing(unread), reading_body():
                data = script.call(STEPS[0], context, body_of(request), request.content_type)
            with refusing(unwritten):
                prediction = script.call(STEPS[1], context, data, model)
                result = script.call(STEPS[2], context, prediction, request.accept)
        return answer_from(result, request)

    return load, handle


@contextlib.contextmanager
def reading_text() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as fault:
        raise BadBody(f"the body is not text: {fault}") from fault


@contextlib.contextmanager
def reading_body() -> Iterator[None]:
    """What `input_fn` cannot read is the caller's mistake. The log has the traceback, in case it is not."""
    try:
        yield
    except (BadBody, Refused, *OWN_MISTAKES):
        raise
    except Exception as fault:
        if has_status(fault):
            raise
        traceback.print_exc(file=sys.stderr)
        raise BadBody(f"the body cannot be read: {message_of(fault)}") from fault


@contextlib.contextmanager
def refusing(unsupported: Refused) -> Iterator[None]:
    """The errors of AWS's packages have a status of their own."""
    try:
        yield
    except Exception as fault:
        if not has_status(fault):
            raise
        status = getattr(fault, "status_code", None)
        raise (Refused(status, str(fault.message)) if status else unsupported) from fault  # type: ignore[attr-defined]


def has_status(fault: Exception) -> bool:
    """Whether it is one of AWS's packages, or a class that is derived from it."""
    names = {base.__name__ for base in type(fault).__mro__}
    return not names.isdisjoint({"UnsupportedFormatError", "BaseInferenceToolkitError"})


def answer_from(result: Any, request: Request) -> Any:
    """A body, a pair of a body and its type, or a response of Flask."""
    if hasattr(result, "get_data") and hasattr(result, "status_code"):
        request.set_status(result.status_code)
        request.set_content_type(result.content_type or request.accept)
        return plain_body(result.get_data())
    if isinstance(result, tuple) and len(result) >= 2:
        request.set_content_type(result[1])
        return plain_body(result[0])
    return plain_body(result)


def plain_body(body: Any) -> Any:
    """What is neither text, bytes nor a stream is answered as JSON."""
    if isinstance(body, (bytes, bytearray, memoryview, str)) or hasattr(body, "__next__"):
        return body
    return json_bytes(body)
