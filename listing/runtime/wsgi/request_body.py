"""Reads request bodies within the limits."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any

from gunicorn.http.errors import NoMoreData

from runtime.wsgi.limits import MB, Limits, memory_for_bodies
from runtime.wsgi.refusal import Refusal, too_large, try_again

CHUNK = 1 << 16
# How long a rejected caller can continue to send: they read the answer only after they have sent the whole body.
DRAIN_SECONDS = 5


def caller_gone() -> OSError:
    """gunicorn closes the connection on this error, and logs nothing."""
    return OSError(errno.EPIPE, "the caller has disconnected")


class BodyMemory:
    """The total memory of all request bodies in this worker."""

    def __init__(self, limits: Limits) -> None:
        self._most = memory_for_bodies(limits)
        self._taken = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        with self._lock:
            if self._taken + size > self._most:
                raise try_again("the bodies of current requests fill the memory")
            self._taken += size

    def give_back(self, size: int) -> None:
        with self._lock:
            self._taken -= size


class RequestBody:
    """Reads a body, and reserves memory for it until `release`."""

    def __init__(self, environ: Mapping[str, Any], limits: Limits, memory: BodyMemory) -> None:
        self._input = environ["wsgi.input"]
        self._socket = environ.get("gunicorn.socket")
        self._announced = int(environ.get("CONTENT_LENGTH") or 0)
        self._limits = limits
        self._memory = memory
        self._held = 0

    def read(self) -> bytes:
        if self._announced > self._limits.max_payload_mb * MB:
            raise too_large(self._limits.max_payload_mb)
        self._hold(self._announced)
        deadline = time.monotonic() + self._limits.timeout_seconds
        chunks = []
        size = 0
        try:
            while True:
                self._set_timeout(max(0.001, deadline - time.monotonic()))
                chunk = self._input.read(CHUNK)
                if not chunk:
                    break
                chunks.append(chunk)
                size += len(chunk)
                if size > self._limits.max_payload_mb * MB:
                    raise too_large(self._limits.max_payload_mb)
                self._hold(max(0, size - self._held))
        except TimeoutError:
            raise Refusal(408, f"the body took longer than {self._limits.timeout_seconds} seconds") from None
        except NoMoreData:
            raise caller_gone() from None
        except OSError as fault:
            # gunicorn's error for an invalid chunk is an OSError without an errno.
            if fault.errno is not None:
                raise
            raise Refusal(400, "the chunked encoding of the body is invalid") from None
        self._set_timeout(None)
        if size < self._announced:
            raise caller_gone()
        return b"".join(chunks)

    def release(self) -> None:
        self._memory.give_back(self._held)
        self._held = 0

    def refused(self, answer: bytes) -> Iterable[bytes]:
        """
        Sends the answer, then reads and discards the rest of the body: callers see the answer only after sending
        it.
        """
        yield answer
        deadline = time.monotonic() + DRAIN_SECONDS
        try:
            while time.monotonic() < deadline:
                self._set_timeout(DRAIN_SECONDS)
                if not self._input.read(CHUNK):
                    self._set_timeout(None)
                    return
        except OSError:
            pass
        raise caller_gone()

    def _hold(self, size: int) -> None:
        self._memory.take(size)
        self._held += size

    def _set_timeout(self, seconds: float | None) -> None:
        if self._socket is not None:
            self._socket.settimeout(seconds)
