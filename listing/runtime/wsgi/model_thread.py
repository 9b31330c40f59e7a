"""The thread of a worker that runs the model's code, one call after the other: it need not be made for more."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from runtime.wsgi.log_lines import details_of, log_line

Headers = list[tuple[str, str]]
# status, headers, and the body: whole, or None when it follows in pieces.
Start = tuple[str, Headers, "bytes | None"]
WsgiApp = Callable[[MutableMapping[str, Any], Callable[..., Any]], Iterable[bytes]]


class AnswerFailed(Exception):
    """The model's code raised what is its cause."""


class WorkerLost(Exception):
    """The worker ends, and has not begun this call."""


class NobodyReads(Exception):
    """The caller of a streamed answer has gone, or takes nothing more."""


class Call:
    """A request on its way through the model thread. The thread that holds the connection waits for it."""

    def __init__(self, environ: MutableMapping[str, Any], request_id: str, patience: float) -> None:
        self.environ = environ
        self.request_id = request_id
        self.is_abandoned = False
        self._patience = patience
        self._said: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._taken = threading.Semaphore(0)

    def next(self, timeout: float | None = None) -> Any:
        """What the model thread says next. Raises what it failed with, and queue.Empty after the timeout."""
        said = self._said.get(timeout=timeout)
        if isinstance(said, Exception):
            raise said
        return said

    def pieces(self) -> Iterable[bytes]:
        """The pieces of a streamed answer. One is on its way at a time: a slow caller slows the model down."""
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
        """Nobody waits for the answer, or for more of it."""
        self.is_abandoned = True
        self._taken.release()

    def say(self, said: Any) -> None:
        self._said.put(said)

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
                self.say((status, headers, b"".join([*written, first, *rest])))
            else:
                self.say((status, headers, None))
                self._stream(b"".join([*written, first]), rest)
        finally:
            close = getattr(pieces, "close", None)
            if close:
                close()

    def _stream(self, first: bytes, rest: Iterable[bytes]) -> None:
        """Nobody may hold the model for longer than an answer may take by not reading the next piece."""
        self.say(first)
        for piece in rest:
            self._wait()
            if piece:
                self.say(piece)
            else:
                self._taken.release()
        self._wait()
        self.say(None)

    def _wait(self) -> None:
        if not self._taken.acquire(timeout=self._patience) or self.is_abandoned:
            raise NobodyReads


class ModelThread:
    """Loads the app, and then answers calls with it. It is loaded where it runs: some libraries insist on that."""

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
            self._give_up_waiting()

    @property
    def is_overdue(self) -> bool:
        """It is busy with a call whose caller has been told that it took too long."""
        current = self._current
        return current is not None and current.is_abandoned

    def suspect(self, call: Call, patience: float) -> None:
        """The call ran out of time. A thread cannot be ended, so a worker whose call never ends has to go."""
        call.abandon()
        if self._current is not call:
            return
        timer = threading.Timer(patience, self._end_if_stuck, [call])
        timer.daemon = True
        timer.start()

    def _end_if_stuck(self, call: Call) -> None:
        if self._current is not call or self.is_stuck:
            return
        log_line("error", "worker-stuck", message="a call goes on long after its answer was due")
        self.is_stuck = True
        self._give_up_waiting()
        self._on_lost()

    def _give_up_waiting(self) -> None:
        while True:
            try:
                self._calls.get_nowait().say(WorkerLost())
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
        except NobodyReads as fault:
            call.say(fault)
        except BaseException as fault:
            failed = AnswerFailed()
            failed.__cause__ = fault
            call.say(failed)
