"""
Standard output and error for a server that outlives the reader of its log. A line that nobody reads is dropped: it
must neither stop the server nor end it.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import select
import stat
import sys
from typing import Any

# How long a line waits for a reader who is late.
PATIENCE_SECONDS = 0.1
# Linux's number for setting the size of a pipe, and a size that gives late readers more time.
F_SETPIPE_SZ = 1031
PIPE_BYTES = 1 << 20


class Output(io.RawIOBase):
    """A descriptor that takes what it can. It never raises an error."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._patience = PATIENCE_SECONDS

    def fileno(self) -> int:
        return self._descriptor

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        rest = memoryview(data)
        with contextlib.suppress(OSError):
            while rest and self._has_room():
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(self._descriptor, rest) :]
        return len(data)

    def _has_room(self) -> bool:
        """Waits for a reader who is late, but only once."""
        has_room = bool(select.select([], [self._descriptor], [], self._patience)[1])
        self._patience = PATIENCE_SECONDS if has_room else 0
        return has_room


OUT = Output(1)
ERROR = Output(2)


def take_over_output() -> None:
    """Runs once, in the parent process. The workers inherit it."""
    for descriptor in (0, 1, 2):
        open_if_closed(descriptor)
    for output in (OUT, ERROR):
        stop_blocking(output.fileno())
    sys.stdout, sys.stderr = text_stream(OUT), text_stream(ERROR)


def open_if_closed(descriptor: int) -> None:
    """Otherwise the next file or connection that is opened would get this number, and with it what is printed."""
    try:
        os.fstat(descriptor)
    except OSError:
        # A new file gets the lowest free number, which is this one.
        os.open(os.devnull, os.O_RDWR)
        os.set_inheritable(descriptor, True)


def stop_blocking(descriptor: int) -> None:
    """Writing to a full pipe fails from now on. A pipe is opened again, because others may share this descriptor."""
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISSOCK(mode):
        os.set_blocking(descriptor, False)
    if not stat.S_ISFIFO(mode):
        return
    with contextlib.suppress(OSError):
        fcntl.fcntl(descriptor, F_SETPIPE_SZ, PIPE_BYTES)
    try:
        own = os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        os.set_blocking(descriptor, False)
        return
    os.dup2(own, descriptor)
    os.close(own)


def text_stream(output: Output) -> io.TextIOWrapper:
    return io.TextIOWrapper(output, encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[arg-type]
