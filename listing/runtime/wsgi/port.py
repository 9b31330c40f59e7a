"""The port of the server."""

from __future__ import annotations

import contextlib
import math
import selectors
import socket
import struct
import sys
import time
from array import array
from collections.abc import Callable, Sequence
from typing import Any

# Linux's number of this socket option, which Python does not name.
SO_ATTACH_FILTER = 26
# A program for Linux's packet filter: drop packets whose TCP flags have SYN without ACK, and keep all others.
DROP_NEW_CONNECTIONS = (
    (0x30, 0, 0, 13),  # load the byte with the flags
    (0x54, 0, 0, 0x12),  # keep SYN and ACK
    (0x15, 0, 1, 0x02),  # only SYN? otherwise skip the next line
    (0x06, 0, 0, 0),  # drop
    (0x06, 0, 0, 0xFFFFFFFF),  # keep
)
# How long a connection is left to other workers that have fewer calls.
YIELD_SECONDS = 0.005


class Port:
    """The listening sockets, which this worker shares with the others. It never waits for a connection."""

    def __init__(
        self,
        listeners: Sequence[socket.socket],
        selector: selectors.BaseSelector,
        must_yield: Callable[[bool], bool],
        take: Callable[[socket.socket, Any, Any], None],
    ) -> None:
        """
        `must_yield` is asked before each connection whether another worker should get it, and is told whether this
        worker has just yielded. `take` gets a connection and the addresses of its caller and of the server.
        """
        self._listeners = list(listeners)
        self._selector = selector
        self._must_yield = must_yield
        self._take = take
        self._is_accepting = False
        self._resumes_at = 0.0

    def resume(self) -> float:
        """Accepts connections again after a pause. Returns the seconds until the end of the pause."""
        if self._is_accepting or not self._listeners:
            return math.inf
        rest = self._resumes_at - time.monotonic()
        if rest > 0:
            return rest
        self._is_accepting = True
        for listener in self._listeners:
            listener.setblocking(False)
            self._selector.register(listener, selectors.EVENT_READ, lambda one=listener: self._accept(one))
        return math.inf

    def refuse_new(self) -> None:
        """
        Linux resets connections that arrive between the last `accept` and `close`. With this filter none can
        arrive: callers try again after a second, and are refused because the port is closed. Where there is no such
        filter, a few callers may be reset.
        """
        if sys.platform != "linux":
            return
        program = array("B", b"".join(struct.pack("HBBI", *line) for line in DROP_NEW_CONNECTIONS))
        address, _ = program.buffer_info()
        pointer = struct.pack("HP", len(DROP_NEW_CONNECTIONS), address)
        for listener in self._listeners:
            with contextlib.suppress(OSError):
                listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, pointer)

    def accept_rest(self) -> None:
        for listener in self._listeners:
            while self._accept_from(listener):
                pass

    def close(self) -> None:
        self._pause()
        for listener in self._listeners:
            listener.close()
        self._listeners = []

    def _accept(self, listener: socket.socket) -> None:
        has_just_yielded = time.monotonic() < self._resumes_at + YIELD_SECONDS
        if self._must_yield(has_just_yielded):
            self._pause()
        else:
            self._accept_from(listener)

    def _accept_from(self, listener: socket.socket) -> bool:
        """False if no connection was there."""
        try:
            accepted, caller = listener.accept()
        except BlockingIOError:
            return False
        except OSError:
            # The caller has already gone, or the process has no more files.
            self._pause()
            return False
        self._take(accepted, caller, listener.getsockname())
        return True

    def _pause(self) -> None:
        if self._is_accepting:
            self._is_accepting = False
            self._resumes_at = time.monotonic() + YIELD_SECONDS
            for listener in self._listeners:
                self._selector.unregister(listener)
