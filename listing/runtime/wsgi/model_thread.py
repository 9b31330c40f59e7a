"""A worker's model thread. It runs one call at a time, so the model's code need not be thread-safe."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from runtime.wsgi.log_lines import details_of, log_line

Headers = list[tuple[str, str]]
# Status, headers, and the whole body, or None if the body follows in pieces.
Start = tuple[str, Headers, "bytes | None"]
WsgiApp = Callable[[MutableMapping[str, Any], Callable[..., Any]], Iterable[bytes]]


class AnswerFailed(Exception):
    """The model's code raised an exception, which is the cause of this one."""


class WorkerLost(Exception):
    """The worker ends before it has started this call."""


class CallerGone(Exception):
    """The caller of a streamed answer has disconnected, or has stopped reading."""


class Call:
    """A request for the model thread. The thread of the connection waits for the answer."""

    def __init__(self, environ: MutableMapping[str, Any], request_id: str, read_timeout: float) -> None:
        self.environ = environ
        self.request_id = request_id
        self.is_abandoned = False
        self._read_timeout = read_timeout
        self._messages: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._taken = threading.Semaphore(0)

    def next(self, timeout: float | None = None) -> Any:
        """The next message of the model thread. Raises its exception, or queue.Empty after the timeout."""
        message = self._messages.get(timeout=timeout)
        if isinstance(message, Exception):
            raise message
        return message

    def pieces(self) -> Iterable[bytes]:
        """The pieces of a streamed answer, one at a time: the model waits for a slow caller."""
        try:
            while True:
                piece = self.next()
                if piece is None:
                    return
                yield piece
                self._taken.release()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """The answer, or the rest of it, is no longer needed."""
        self.is_abandoned = True
        self._taken.release()

    def send(self, message: Any) -> None:
        self._messages.put(message)

    def answer(self, app: WsgiApp) -> None:
        """Runs the app, in the model thread."""
        head: list[Any] = []

        def start_response(status: str, headers: Headers, _fault: Any = None) -> Callable[[bytes], None]:
            head[:] = [status, headers]
            return written.append

        written: list[bytes] = []
        pieces = app(self.environ, start_response)
        try:
            rest = iter(pieces)
            first = next(rest, b"")
            status, headers = head
            if any(name.lower() == "content-length" for name, _ in headers) or isinstance(pieces, (list, tuple)):
                self.send((status, headers, b"".join([*written, first, *rest])))
            else:
                self.send((status, headers, None))
                self._stream(b"".join([*written, first]), rest)
        finally:
            close = getattr(pieces, "close", None)
            if close:
                close()

    def _stream(self, first: bytes, rest: Iterable[bytes]) -> None:
        """
        Sends the pieces. Fails if the caller does not read a piece in time, so that they cannot block the model.
        """
        self.send(first)
        for piece in rest:
            self._wait()
            if piece:
                self.send(piece)
            else:
                self._taken.release()
        self._wait()
        self.send(None)

    def _wait(self) -> None:
        if not self._taken.acquire(timeout=self._read_timeout) or self.is_abandoned:
            raise CallerGone


class ModelThread:
    """Loads the app and answers calls with it, in the same thread, because some libraries require that."""

    def __init__(self, load: Callable[[], WsgiApp], on_ready: Callable[[], None], on_lost: Callable[[], None]) -> None:
        self.app: WsgiApp | None = None
        self.is_stuck = False
        self._load = load
        self._on_ready = on_ready
        self._on_lost = on_lost
        self._calls: queue.SimpleQueue[Call] = queue.SimpleQueue()
        self._current: Call | None = None
        threading.Thread(target=self._work, name="model", daemon=True).start()

    def submit(self, call: Call) -> None:
        self._calls.put(call)
        if self.is_stuck:
            self._fail_waiting_calls()

    @property
    def is_overdue(self) -> bool:
        """True while it runs a call that has timed out for its caller."""
        current = self._current
        return current is not None and current.is_abandoned

    def end_if_stuck(self, call: Call, seconds: float) -> None:
        """
        Called when a call has timed out. Ends the worker if the call is still running after this many seconds: a
        thread cannot be ended.
        """
        call.abandon()
        if self._current is not call:
            return
        timer = threading.Timer(seconds, self._check_if_stuck, [call])
        timer.daemon = True
        timer.start()

    def _check_if_stuck(self, call: Call) -> None:
        if self._current is not call or self.is_stuck:
            return
        log_line("error", "worker-stuck", message="a call is still running long after its timeout")
        self.is_stuck = True
        self._fail_waiting_calls()
        self._on_lost()

    def _fail_waiting_calls(self) -> None:
        while True:
            try:
                self._calls.get_nowait().send(WorkerLost())
            except queue.Empty:
                return

    def _work(self) -> None:
        try:
            app = self._load()
        except BaseException as fault:
            log_line("error", "model-failed-to-load", **details_of(fault))
            self._on_lost()
            return
        self.app = app
        self._on_ready()
        while True:
            call = self._calls.get()
            if not call.is_abandoned:
                self._current = call
                self._answer(call, app)
                self._current = None

    def _answer(self, call: Call, app: WsgiApp) -> None:
        try:
            call.answer(app)
        except CallerGone as fault:
            call.send(fault)
        except BaseException as fault:
            failed = AnswerFailed()
            failed.__cause__ = fault
            call.send(failed)
