"""What the parent of the workers does beside gunicorn: it loads the app for them, and counts their deaths."""

from __future__ import annotations

import os
from typing import Any

from gunicorn.errors import HaltServer

from runtime.after_fork import prepare_to_fork, use_one_thread
from runtime.wsgi.log_lines import details_of, log_line
from runtime.wsgi.shared_state import ABSENT, SURPLUS
from runtime.wsgi.worker import SHARED, Worker, model_folder

DEATHS_IN_A_ROW = 3


def preload(app: Any) -> None:
    """Before there are workers: they share the memory of what is loaded here."""
    use_one_thread()
    os.environ["SM_MODEL_DIR"] = model_folder()
    try:
        app.wsgi()
        prepare_to_fork()
    except BaseException as fault:
        log_line("error", "model-failed-to-load", **details_of(fault))
        raise HaltServer("the model failed to load", 1) from None


def on_worker_exit(server: Any, worker: Worker) -> None:
    """A worker that was stopped has already set its state to ABSENT."""
    state = worker.place.state
    worker.place.state = ABSENT
    if state == SURPLUS:
        server.num_workers -= 1
    if state in (ABSENT, SURPLUS):
        return
    worker.metrics.note_body_bytes(0)
    is_stopping = not server.LISTENERS
    if is_stopping:
        return
    log_line("error", "worker-died", pid=worker.pid)
    if SHARED.note_death() < DEATHS_IN_A_ROW:
        return
    message = f"{DEATHS_IN_A_ROW} workers in a row died without answering a call"
    log_line("error", "giving-up", message=message)
    raise HaltServer(message, 1)
