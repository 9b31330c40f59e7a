"""The manifest's limits, with overrides from the environment."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from runtime.wsgi.plain_decimal import plain_decimal

MB = 1 << 20
# The maximum of Node's timers in seconds. Python's maximum is higher, but listings in both languages have the same
# limits.
MOST = 2_147_483
# Python and JavaScript print smaller numbers differently.
LEAST = 0.001


class Limits(NamedTuple):
    max_payload_mb: float
    timeout_seconds: float
    max_queue: int
    # The most, if the memory decides.
    workers: int
    metrics: bool = True
    is_auto: bool = False


def limits_of(declared: Mapping[str, Any], environment: Mapping[str, str]) -> Limits:
    """
    A transform job can set its own payload limit; 0 means any size, and SageMaker's largest body is 100 MB. A
    transform job waits up to an hour for an answer, an endpoint one minute. The timeout and workers variables are
    those of SageMaker's own toolkit, for buyers who want to tune them for their instance.
    """
    payload = limit(environment.get("SAGEMAKER_MAX_PAYLOAD_IN_MB", ""))
    is_transform = environment.get("SAGEMAKER_BATCH", "").lower() == "true"
    seconds = limit(environment.get("SAGEMAKER_MODEL_SERVER_TIMEOUT", ""))
    workers = int(limit(environment.get("SAGEMAKER_MODEL_SERVER_WORKERS", "")) or 0) or declared["workers"]
    return Limits(
        max_payload_mb=declared["max_payload_mb"] if payload is None else payload or 100,
        timeout_seconds=seconds or (3600 if is_transform else declared["timeout_seconds"]),
        max_queue=declared["max_queue"],
        workers=cpu_count() if workers == "auto" else workers,
        metrics=declared["metrics"],
        is_auto=workers == "auto",
    )


def limit(text: str) -> float | None:
    value = plain_decimal(text)
    return value and min(max(value, LEAST), MOST)


def cpu_count() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def execution_parameters(limits: Limits) -> dict[str, float]:
    """
    `BatchStrategy` is left out: SageMaker reads `MULTI_RECORD`, but its local mode reads `MultiRecord`. Both work
    without it. A transform job rejects values whose product is above 100.
    """
    payload = min(limits.max_payload_mb, 100)
    concurrent = max(1, min(limits.workers, int(100 / payload)))
    return {"MaxConcurrentTransforms": concurrent, "MaxPayloadInMB": payload}


def memory_for_bodies(limits: Limits) -> float:
    """The workers share a quarter of the container's memory. Each gets at least enough for two bodies."""
    return max(container_memory() / 4 / limits.workers, 2 * limits.max_payload_mb * MB)


def container_memory() -> float:
    memory = float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        # Without a limit, the file contains `max` or does not exist.
        with contextlib.suppress(OSError, ValueError):
            memory = min(memory, float(Path(file).read_text(encoding="ascii")))
    return memory
