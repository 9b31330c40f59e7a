"""The configuration of gunicorn. `serve` starts gunicorn with this file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROGRAM))

from runtime.wsgi.output import take_over_output  # noqa: E402

take_over_output()

from runtime import contract  # noqa: E402
from runtime.wsgi.log_lines import LineHandler, log_line  # noqa: E402
from runtime.wsgi.parent import on_worker_exit, preload  # noqa: E402
from runtime.wsgi.worker import IS_PRELOADED, LIMITS  # noqa: E402

bind = f"0.0.0.0:{os.environ.get('SAGEMAKER_BIND_TO_PORT', '8080')}"
worker_class = "runtime.wsgi.worker.Worker"
workers = LIMITS.workers
# SageMaker kills the container 30 seconds after the stop signal.
graceful_timeout = 25
# gunicorn ends a worker if native code blocks Python for this long. SageMaker waits as long for a container to start.
timeout = max(480, 2 * int(LIMITS.timeout_seconds))
# Workers use a file as a heartbeat. A container's disk can be read-only, but its shared memory is writable.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# Its socket would be in the home folder, which a container may not have.
control_socket_disable = True
proc_name = "serve"
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"lines": {"()": LineHandler}},
    "root": {"level": "INFO", "handlers": ["lines"]},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": ["lines"], "propagate": False},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def on_starting(server: Any) -> None:
    if IS_PRELOADED:
        preload(server.app)


def when_ready(server: Any) -> None:
    port = server.LISTENERS[0].sock.getsockname()[1]
    log_line("info", "listening", port=port, generator=contract.GENERATOR)


def child_exit(server: Any, worker: Any) -> None:
    on_worker_exit(server, worker)


def on_exit(_server: Any) -> None:
    log_line("info", "stopped")
