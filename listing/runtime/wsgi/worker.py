"""A worker process: one thread for connections, a few for requests, and one for the model."""

from __future__ import annotations

import faulthandler
import io
import math
import os
import sys
import threading
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gunicorn.http import wsgi
from gunicorn.workers import base

from runtime import contract
from runtime.after_fork import start_anew
from runtime.wsgi.application import Application
from runtime.wsgi.body_memory import BodyMemory
from runtime.wsgi.connection import Connection, last_answer
from runtime.wsgi.connections import Connections
from runtime.wsgi.limits import container_memory, cpu_count, limits_of
from runtime.wsgi.log_lines import details_of, log_line
from runtime.wsgi.media_types import DeclaredType
from runtime.wsgi.metrics import CALLER_LEFT, Metrics
from runtime.wsgi.model_thread import ModelThread, WsgiApp
from runtime.wsgi.refusal import model_failed
from runtime.wsgi.request_reader import Request, RequestReader
from runtime.wsgi.shared_state import ABSENT, LOST, READY, SURPLUS, SharedState
from runtime.wsgi.worker_memory import workers_that_fit

PROGRAM = Path(__file__).resolve().parents[2]
# SageMaker kills the container 30 seconds after the stop signal, and gunicorn its workers after 25.
STOP_SECONDS = 24

LIMITS = limits_of(contract.LIMITS, os.environ)
CALLS_AT_ONCE = max(1, math.ceil(LIMITS.max_queue / LIMITS.workers))
# One thread for each call that can wait, plus some that are always free for pings.
THREADS = CALLS_AT_ONCE + 8
SHARED = SharedState(LIMITS.workers, LIMITS.is_auto)
METRICS = Metrics(SHARED.places)
IS_PRELOADED = bool(contract.LIMITS.get("preload"))


class Worker(base.Worker):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Runs in the parent process, which knows the free places."""
        super().__init__(*arguments, **named)
        self.place = SHARED.take_place()
        # The first workers, however late one of them begins. Later ones replace a worker that the memory held.
        self.may_be_surplus = not SHARED.size or self.age <= LIMITS.workers
        self.metrics = METRICS.row(self.place.index)
        # The stop signal came.
        self.is_stopping = False

    def load_wsgi(self) -> None:
        """
        Sets up the process. Only one thread runs Python at a time, so a short switch interval answers pings faster.
        """
        sys.setswitchinterval(0.0005)
        faulthandler.enable()
        if IS_PRELOADED:
            start_anew(max(1, cpu_count() // LIMITS.workers))
        os.environ["SM_MODEL_DIR"] = model_folder()
        self.memory = BodyMemory(LIMITS, self.metrics.note_body_bytes)
        self.connections = Connections(
            self.sockets,
            self.PIPE,
            LIMITS,
            THREADS,
            self._open_reader,
            self._answer,
            self._must_yield,
            self.metrics.count,
        )
        self.model = ModelThread(self._load_app, self._note_ready, self._end)
        types = (declared(contract.INPUT_TYPES), declared(contract.OUTPUT_TYPES))
        self.wsgi = Application(
            self.model,
            self.place,
            LIMITS,
            CALLS_AT_ONCE,
            types,
            lambda: self.is_stopping,
            self._metrics_text,
        )

    def run(self) -> None:
        # While this worker loads, it accepts no connections if another one is ready. Otherwise it answers 503.
        while self.alive and self.place.state != READY and SHARED.is_one_ready():
            self.notify()
            time.sleep(0.02)
        unanswered = self._serve() if self.alive else 0
        if self.place.state in (LOST, SURPLUS):
            os._exit(int(self.place.state == LOST))
        self.place.state = ABSENT
        if unanswered:
            log_line("error", "stopped-before-answering", requests=unanswered)
            # Python would wait for the threads of these requests.
            os._exit(0)

    def _serve(self) -> int:
        """Runs until the worker stops. Returns the number of connections whose requests are not answered."""
        # `getppid` changes if the parent dies.
        while self.alive and self.ppid == os.getppid():
            self.notify()
            self.connections.step()
        return self.connections.stop(self.is_stopping, STOP_SECONDS)

    def handle_exit(self, sig: Any, frame: Any) -> None:
        """Runs on SIGTERM."""
        self.is_stopping = True
        super().handle_exit(sig, frame)

    def _open_reader(self, caller: Any) -> RequestReader:
        return RequestReader(self.cfg, caller, LIMITS, self.memory)

    def _must_yield(self, has_just_yielded: bool) -> bool:
        """Whether another worker should get the next connection."""
        if self.model.is_overdue and self.place.is_another_ready:
            # A new call would wait for a call that has already timed out.
            return True
        return not has_just_yielded and self.place.is_busier_than_another

    def _answer(self, connection: Connection, request: Request) -> bool:
        """Answers one request, in a thread of its own. Returns whether the connection can be kept for another one."""
        try:
            return self._respond(connection, request)
        except OSError:
            # The caller has disconnected, or reads the answer too slowly.
            return False
        finally:
            self.memory.give_back(len(request.body))

    def _respond(self, connection: Connection, request: Request) -> bool:
        connection.socket.settimeout(LIMITS.timeout_seconds)
        response, environ = wsgi.create(request.head, connection.socket, connection.caller, connection.server, self.cfg)
        environ["wsgi.multithread"] = True
        environ["wsgi.input"] = io.BytesIO(request.body)

        def start_response(*answer: Any) -> Any:
            if not self.alive:
                response.force_close()
            return response.start_response(*answer)

        status = CALLER_LEFT
        try:
            for piece in self.wsgi(environ, start_response):
                response.write(piece)
            response.close()
            status = response.status_code or CALLER_LEFT
            return not response.should_close()
        except OSError:
            raise
        except Exception as fault:
            request_id = str(uuid.uuid4())
            log_line("error", "request-failed", requestId=request_id, **details_of(fault))
            if not response.headers_sent:
                connection.socket.sendall(last_answer(model_failed(request_id)))
            status = 500
            return False
        finally:
            if request.head.path == "/invocations":
                self.metrics.count(status, time.monotonic() - connection.since)

    def _metrics_text(self) -> str:
        gauges = SHARED.gauges()
        if self.is_stopping:
            gauges["inference_ready"] = 0
        return METRICS.text(gauges)

    def _load_app(self) -> WsgiApp:
        from runtime.wsgi.flask_app import prepare_app

        self._wait_for_memory()
        return prepare_app(self.app.wsgi())

    def _wait_for_memory(self) -> None:
        """The worker in the first place loads alone, until it is known for how many there is memory."""
        while not SHARED.size and self.place.index > 0:
            time.sleep(0.02)
        if self.may_be_surplus and 0 < SHARED.size <= self.place.index:
            self.place.state = SURPLUS
            self._stop_serving()
            # Only the other threads of this process go on, to its end.
            threading.Event().wait()

    def _note_ready(self) -> None:
        self.place.state = READY
        if not SHARED.size:
            choose_size()
        if SHARED.note_ready():
            log_line("info", "model-loaded", workers=SHARED.size)

    def _end(self) -> None:
        """Ends the worker, after the calls in other threads are answered."""
        self.place.state = LOST
        self._stop_serving()

    def _stop_serving(self) -> None:
        self.alive = False
        self.connections.wake()


def declared(types: Sequence[tuple[str, str]]) -> list[DeclaredType]:
    return [DeclaredType(*entry) for entry in types]


def model_folder() -> str:
    if contract.BUNDLED_MODEL is not None:
        return str(PROGRAM / contract.BUNDLED_MODEL)
    return str(Path(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"), "model"))


def choose_size() -> None:
    """Runs in the first worker, when it has loaded."""
    SHARED.size = workers_that_fit(LIMITS.workers, container_memory(), os.getpid(), os.getppid())
    if SHARED.size < LIMITS.workers:
        message = "the memory of this machine does not hold the model once for each processor"
        log_line("info", "fewer-workers", workers=SHARED.size, processors=LIMITS.workers, message=message)
