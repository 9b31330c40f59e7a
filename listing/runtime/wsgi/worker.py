"""gunicorn's threaded worker, with a separate thread for the model. Calls go to the worker with the fewest calls."""

from __future__ import annotations

import faulthandler
import math
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gunicorn.errors import HaltServer
from gunicorn.workers.gthread import ThreadWorker

from runtime import contract
from runtime.wsgi.application import Application
from runtime.wsgi.limits import limits_of
from runtime.wsgi.log_lines import log_line
from runtime.wsgi.media_types import DeclaredType
from runtime.wsgi.model_thread import ModelThread, WsgiApp
from runtime.wsgi.shared_state import ABSENT, LOST, READY, SharedState

PROGRAM = Path(__file__).resolve().parents[2]
DEATHS_IN_A_ROW = 3
# A worker waits this long before it accepts a connection if another worker has fewer calls.
ACCEPT_DELAY_SECONDS = 0.005

LIMITS = limits_of(contract.LIMITS, os.environ)
CALLS_AT_ONCE = max(1, math.ceil(LIMITS.max_queue / LIMITS.workers))
SHARED = SharedState(LIMITS.workers)


class Worker(ThreadWorker):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Runs in the parent process, which knows the free places."""
        super().__init__(*arguments, **named)
        self.place = SHARED.take_place()

    def load_wsgi(self) -> None:
        """
        Sets up the process. Only one thread runs Python at a time, so a short switch interval answers pings faster.
        """
        sys.setswitchinterval(0.0005)
        faulthandler.enable()
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
        os.environ["SM_MODEL_DIR"] = model_folder()
        self.model = ModelThread(self._load_app, self._note_ready, self._end)
        types = (declared(contract.INPUT_TYPES), declared(contract.OUTPUT_TYPES))
        self.wsgi = Application(self.model, self.place, LIMITS, CALLS_AT_ONCE, types)

    def run(self) -> None:
        # While this worker loads, it accepts no connections if another one is ready. Otherwise it answers 503.
        while self.alive and self.place.state != READY and SHARED.is_one_ready():
            self.notify()
            time.sleep(0.02)
        if self.alive:
            super().run()
        if self.place.state == LOST:
            os._exit(1)
        self.place.state = ABSENT

    def accept(self, *listener: Any) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """`*listener`: older versions of gunicorn pass more arguments."""
        if self.model.is_overdue and self.place.is_another_ready:
            # A new call would wait for a call that has already timed out.
            time.sleep(ACCEPT_DELAY_SECONDS)
            return
        if self.place.is_busier_than_another:
            time.sleep(ACCEPT_DELAY_SECONDS)
        super().accept(*listener)

    def set_accept_enabled(self, enabled: bool) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """A stopping worker rejects new connections. gunicorn would let them wait until it ends."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                listener.close()

    def murder_keepalived(self) -> None:
        """gunicorn's method that closes idle connections. A stopping worker closes all of them at once."""
        if not self.alive:
            for connection in (*getattr(self, "keepalived_conns", ()), *getattr(self, "pending_conns", ())):
                connection.timeout = 0
        super().murder_keepalived()

    def _load_app(self) -> WsgiApp:
        from runtime.wsgi.flask_app import prepare_app

        return prepare_app(self.app.wsgi())

    def _note_ready(self) -> None:
        self.place.state = READY
        if SHARED.note_ready():
            log_line("info", "model-loaded", workers=LIMITS.workers)

    def _end(self) -> None:
        """Ends the worker, after the calls in other threads are answered."""
        self.place.state = LOST
        self.alive = False


def declared(types: Sequence[tuple[str, str]]) -> list[DeclaredType]:
    return [DeclaredType(*entry) for entry in types]


def model_folder() -> str:
    if contract.BUNDLED_MODEL is not None:
        return str(PROGRAM / contract.BUNDLED_MODEL)
    return str(Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"), "model"))


def on_worker_exit(worker: Worker, is_stopping: bool) -> None:
    """Runs in the parent when a worker has ended. A worker that was stopped has already set its state to ABSENT."""
    if worker.place.state == ABSENT:
        return
    worker.place.state = ABSENT
    if is_stopping:
        return
    log_line("error", "worker-died", pid=worker.pid)
    if SHARED.note_death() < DEATHS_IN_A_ROW:
        return
    message = f"{DEATHS_IN_A_ROW} workers in a row died without answering a call"
    log_line("error", "giving-up", message=message)
    raise HaltServer(message, 1)
