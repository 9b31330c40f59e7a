"""The functions of python/model.py or of an inference script, and its loaded model. Answers calls, one at a time."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import os
import sys
from collections.abc import Callable, Generator
from importlib.util import find_spec
from typing import Any, NoReturn

from runtime.inference import BadBody, Context, Refused, Request
from runtime.python.form import choose_form
from runtime.python.frames import Channel, Frame
from runtime.python.process import fault_of
from runtime.python.values import pack_predictions, unpack_records

END = object()
CONVERSATIONS = "runtime.python.conversations"
Steps = Generator[None, "Frame | None", None]


class Model:
    """The functions of python/model.py, and the loaded model."""

    def __init__(self, module: Any, model_dir: str) -> None:
        load = getattr(module, "load", None)
        predict = getattr(module, "predict", None)
        self.handle: Callable[..., Any] | None = getattr(module, "handle", None)
        if not callable(load) or not callable(predict or self.handle):
            raise TypeError("python/model.py must define load(model_dir) and predict(model, records)")
        self._predict: Any = predict
        self._wants_context = callable(predict) and takes_three(predict)
        self.converse: Callable[..., Any] | None = async_generator(getattr(module, "converse", None))
        self._model = load(model_dir)
        self.form = choose_form("bytes" if self.handle else getattr(module, "TAKES", "values"), self._model)

    def talk(self, messages: Any, conversation: Any) -> Any:
        assert self.converse
        return self.converse(self._model, messages, conversation)

    def answer(self, channel: Channel, call: Frame) -> Steps:
        """Yields where it waits for the answer of the other side to a piece."""
        facts = call.head
        if self.handle:
            request = Request(facts, bytes(call.body))
            yield from self._send(channel, call.call, request, self.handle(self._model, request))
            return
        records = unpack_records(facts["value"], call.body, self.form.columns)
        context = Context(facts)
        returned = (
            self._predict(self._model, records, context) if self._wants_context else self._predict(self._model, records)
        )
        value, body = pack_predictions(returned, len(records))
        channel.send("answer", call.call, {"value": value, **context._effects}, body)

    def _send(self, channel: Channel, call: int, request: Request, answer: Any) -> Steps:
        """
        Sends bytes and text at once. An iterator is streamed: each piece waits until the caller has read the last
        one.
        """
        if isinstance(answer, (bytes, bytearray, memoryview, str)):
            channel.send("answer", call, request._effects, as_bytes(answer))
            return
        if not isinstance(answer, (list, tuple)) and not hasattr(answer, "__next__"):
            raise TypeError(f"handle must return bytes, text, or an iterator of them, not {type(answer).__name__}")
        pieces = iter(answer)
        piece = next(pieces, END)
        channel.send("start", call, request._effects)
        request._is_sent = True
        while piece is not END:
            channel.send("piece", call, None, as_bytes(piece))
            reply = yield
            if reply is None or reply.kind == "abort":
                break
            piece = next(pieces, END)
        close = getattr(pieces, "close", None)
        if close:
            close()
        channel.send("end", call)


def async_generator(converse: Any) -> Any:
    """`converse`, where the manifest says `bidirectional`: another listing does not have what holds conversations."""
    if converse is None or find_spec(CONVERSATIONS) is None:
        return None
    if inspect.iscoroutinefunction(converse) or inspect.isgeneratorfunction(converse):
        raise TypeError(
            "converse must be an async generator: async def converse(model, messages, conversation), with yield"
        )
    return converse


def takes_three(function: Callable[..., Any]) -> bool:
    try:
        inspect.signature(function).bind(None, None, None)
    except TypeError:
        return False
    return True


def as_bytes(piece: Any) -> bytes:
    if isinstance(piece, str):
        return piece.encode()
    if isinstance(piece, (bytes, bytearray, memoryview)):
        return bytes(piece)
    raise TypeError(f"handle must return or yield bytes or text, not {type(piece).__name__}")


def import_handlers(names: list[str]) -> Any:
    """The module that defines `load` and the others: python/model.py, unless bin/serve names another one."""
    return importlib.import_module(names[0] if names else "model")


def answer_until_closed(channel: Channel, model: Model) -> NoReturn:
    with contextlib.suppress(ConnectionError):
        channel.send("ready", 0, {**model.form.head(), "converses": model.converse is not None, "pid": os.getpid()})
        if model.converse:
            importlib.import_module(CONVERSATIONS).answer_and_converse(channel, model, broken_of)
        else:
            answer_calls(channel, model)
    sys.stdout.flush()
    # Exits without waiting for threads that the model has left running.
    os._exit(0)


def answer_calls(channel: Channel, model: Model) -> None:
    while True:
        call = channel.read()
        if call is None:
            return
        # An abort or `more` for a call that has ended in the meantime.
        if call.kind != "call":
            continue
        try:
            steps = model.answer(channel, call)
            next(steps)
            while True:
                steps.send(channel.read())
        except StopIteration:
            pass
        except BaseException as fault:  # Even `exit()` in the seller's code only ends the call, not the process.
            channel.send("broken", call.call, broken_of(fault))


def broken_of(fault: BaseException) -> dict[str, Any]:
    """The head of a `broken` frame."""
    if isinstance(fault, BadBody):
        return {"badBody": str(fault)}
    if isinstance(fault, Refused):
        return {"refused": str(fault), "status": fault.status, **fault_of(fault)}
    return fault_of(fault)
