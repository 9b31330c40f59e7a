"""Counts calls for `/metrics`, as Prometheus and SageMaker read them."""

from __future__ import annotations

import bisect
import mmap
import threading
from collections.abc import Iterable, Mapping
from typing import Any

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# The upper bounds of the times in seconds: from a quick model to the longest answer of a batch transform.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 600, 3600)
# The status in the log of web servers for callers who left before the answer.
CALLER_LEFT = 499
STATUSES = range(100, 600)
# A row: a counter for each status, one for each bound and one for longer times, the sum of the times, bytes of bodies.
TIMES = len(STATUSES)
SECONDS = TIMES + len(BOUNDS) + 1
BODY_BYTES = SECONDS + 1
WIDTH = BODY_BYTES + 1


class Metrics:
    """Numbers in memory that all workers share. Each worker only writes its own row."""

    def __init__(self, rows: int) -> None:
        self._rows = range(rows)
        self._cells = memoryview(mmap.mmap(-1, 8 * rows * WIDTH)).cast("d")

    def row(self, index: int) -> MetricsRow:
        return MetricsRow(self._cells[index * WIDTH : (index + 1) * WIDTH])

    def text(self, gauges: Mapping[str, float]) -> str:
        counts = {status: self._sum(column) for column, status in enumerate(STATUSES)}
        lines = [*head("inference_calls_total", "counter")]
        lines += [f'inference_calls_total{{status="{status}"}} {n:.0f}' for status, n in counts.items() if n]
        lines += [*head("inference_call_seconds", "histogram"), *self._histogram()]
        for name, value in {**gauges, "inference_body_bytes": self._sum(BODY_BYTES)}.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [*head(name, kind), f"{name} {value:.0f}"]
        return "\n".join([*lines, ""])

    def _sum(self, column: int) -> float:
        return sum(self._cells[row * WIDTH + column] for row in self._rows)

    def _histogram(self) -> Iterable[str]:
        total = 0.0
        for column, bound in enumerate([*BOUNDS, "+Inf"]):
            total += self._sum(TIMES + column)
            yield f'inference_call_seconds_bucket{{le="{bound}"}} {total:.0f}'
        yield f"inference_call_seconds_sum {self._sum(SECONDS)}"
        yield f"inference_call_seconds_count {total:.0f}"


class MetricsRow:
    """The numbers of one worker. They stay when it dies, and the next worker in its place goes on with them."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells
        self._lock = threading.Lock()

    def count(self, status: int, seconds: float) -> None:
        with self._lock:
            if status in STATUSES:
                self._cells[STATUSES.index(status)] += 1
            self._cells[TIMES + bisect.bisect_left(BOUNDS, seconds)] += 1
            self._cells[SECONDS] += seconds

    def note_body_bytes(self, size: int) -> None:
        self._cells[BODY_BYTES] = size


def head(name: str, kind: str) -> tuple[str, str]:
    return f"# HELP {name} {HELP[name]}", f"# TYPE {name} {kind}"


HELP = {
    "inference_calls_total": "Calls of /invocations that have ended.",
    "inference_call_seconds": "Time from the headers of a call to its last byte.",
    "inference_calls_open": "Calls that have begun and not ended.",
    "inference_calls_waiting": "Open calls that wait for a worker.",
    "inference_body_bytes": "Memory of the bodies of open calls.",
    "inference_worker_deaths_total": "Workers that died.",
    "inference_ready": "1 if /ping answers 200, otherwise 0.",
}
