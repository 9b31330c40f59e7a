"""
Accepts connections and reads requests in one thread, which never waits for a single caller. Only complete requests
go to other threads. So callers who send slowly cost no thread, and pings are answered between their bytes.
"""

from __future__ import annotations

import contextlib
import math
import os
import resource
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from runtime.wsgi.connection import Connection
from runtime.wsgi.limits import Limits
from runtime.wsgi.port import Port
from runtime.wsgi.refusal import Refusal, try_again
from runtime.wsgi.request_reader import Request, RequestReader

# Longer than any client keeps an idle connection, so that it is not closed while a client sends a request.
IDLE_SECONDS = 75
HEAD_SECONDS = 10
# How long a caller can continue to send after the last answer: many read the answer only after they have sent all.
ENDING_SECONDS = 5
# A stopping server accepts connections for this long, because callers do not know yet that it stops.
LINGER_SECONDS = 1
# The time in which connections are completed that began before new ones were refused.
HANDSHAKE_SECONDS = 0.1
SWEEP_SECONDS = 1
STOPPING_SWEEP_SECONDS = 0.05


class Connections:
    def __init__(
        self,
        listeners: Sequence[socket.socket],
        wake_pipe: Sequence[int],
        limits: Limits,
        threads: int,
        open_reader: Callable[[Any], RequestReader],
        answer: Callable[[Connection, Request], bool],
        must_yield: Callable[[bool], bool],
        count: Callable[[int, float], None],
    ) -> None:
        """
        `answer` runs in another thread, and returns whether the connection can be kept. `must_yield`: see Port. `count`
        gets the status and the seconds of each call that is refused here.
        """
        self._wake_reader, self._wake_writer = wake_pipe
        self._limits = limits
        self._open_reader = open_reader
        self._answer = answer
        self._count = count
        self._pool = ThreadPoolExecutor(threads)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._wake_reader, selectors.EVENT_READ, self._take_answered)
        self._port = Port(listeners, self._selector, must_yield, self._take_connection)
        # Connections that wait for bytes, the oldest first.
        self._waiting: dict[Connection, None] = {}
        # Half of the process's files. The others are for the seller's code.
        self._most_waiting = resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2
        # Connections whose request has been answered by another thread, and whether they can be kept.
        self._answered: deque[tuple[Connection, bool]] = deque()
        self._in_threads = 0
        self._sweeps_at = 0.0
        self._sweep_seconds = SWEEP_SECONDS
        self._stops_at = math.inf

    @property
    def open(self) -> int:
        return len(self._waiting) + self._in_threads

    def wake(self) -> None:
        """Ends the current `step`. Any thread can call it."""
        # The pipe is full if the wake-up is already certain.
        with contextlib.suppress(BlockingIOError):
            os.write(self._wake_writer, b"\0")

    def step(self) -> None:
        """Waits for callers and handles what they have sent, for a second at most."""
        for key, _ in self._selector.select(min(self._port.resume(), self._sweep_seconds)):
            key.data()
        self._sweep()

    def stop(self, is_lingering: bool, most_seconds: float) -> int:
        """
        Answers everything that has arrived, or that arrives soon after. Returns the number of connections that are
        still open after `most_seconds`.
        """
        self._stops_at = time.monotonic()
        self._sweep_seconds = STOPPING_SWEEP_SECONDS
        if is_lingering:
            self._step_for(LINGER_SECONDS)
            self._port.refuse_new()
            self._step_for(HANDSHAKE_SECONDS)
            self._port.accept_rest()
        self._port.close()
        while self.open and time.monotonic() < self._stops_at + most_seconds:
            self.step()
        self._pool.shutdown(wait=False)
        return self.open

    def _step_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.step()

    def _take_connection(self, accepted: socket.socket, caller: Any, server: Any) -> None:
        if len(self._waiting) >= self._most_waiting:
            self._displace()
        self._wait(Connection(accepted, caller, server, self._open_reader(caller)))

    def _displace(self) -> None:
        """The connection that has waited the longest makes room for a new one."""
        connection = next(iter(self._waiting))
        if not connection.reader.is_between_requests and not connection.is_ending:
            self._refuse(connection, try_again("there are too many connections"))
        self._close(connection)

    def _wait(self, connection: Connection) -> None:
        self._waiting[connection] = None
        self._selector.register(connection.socket, selectors.EVENT_READ, lambda: self._read(connection))

    def _stop_waiting(self, connection: Connection) -> None:
        del self._waiting[connection]
        self._selector.unregister(connection.socket)

    def _close(self, connection: Connection) -> None:
        self._stop_waiting(connection)
        connection.close()

    def _read(self, connection: Connection) -> None:
        if connection not in self._waiting:
            return
        if not connection.receive():
            self._close(connection)
        elif not connection.is_ending:
            request = self._next_request(connection)
            if request:
                self._stop_waiting(connection)
                self._hand_over(connection, request)

    def _next_request(self, connection: Connection) -> Request | None:
        try:
            return connection.next_request()
        except Refusal as refusal:
            self._refuse(connection, refusal)
            return None

    def _refuse(self, connection: Connection, refusal: Refusal) -> None:
        if connection.reader.is_call:
            self._count(refusal.status, time.monotonic() - connection.since)
        connection.refuse(refusal)

    def _hand_over(self, connection: Connection, request: Request) -> None:
        self._in_threads += 1
        self._pool.submit(self._answer_in_thread, connection, request)

    def _answer_in_thread(self, connection: Connection, request: Request) -> None:
        is_kept = False
        try:
            is_kept = self._answer(connection, request)
        finally:
            self._answered.append((connection, is_kept))
            self.wake()

    def _take_answered(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._wake_reader, 4096)
        while self._answered:
            connection, is_kept = self._answered.popleft()
            self._in_threads -= 1
            if not is_kept:
                connection.end()
                self._wait(connection)
                continue
            connection.continue_after_answer()
            request = self._next_request(connection)
            if request:
                self._hand_over(connection, request)
            else:
                self._wait(connection)

    def _sweep(self) -> None:
        now = time.monotonic()
        if now < self._sweeps_at:
            return
        self._sweeps_at = now + self._sweep_seconds
        for connection in [one for one in self._waiting if now > self._deadline(one)]:
            if connection.is_ending or connection.reader.is_between_requests:
                self._close(connection)
            else:
                self._refuse(connection, self._too_slow(connection))

    def _deadline(self, connection: Connection) -> float:
        if connection.is_ending:
            return connection.since + ENDING_SECONDS
        if not connection.reader.is_between_requests:
            return connection.since + self._seconds_for(connection)
        return min(connection.since + IDLE_SECONDS, max(connection.since, self._stops_at) + LINGER_SECONDS)

    def _seconds_for(self, connection: Connection) -> float:
        """The time for the current request."""
        seconds = self._limits.timeout_seconds
        return seconds if connection.reader.has_head else min(HEAD_SECONDS, seconds)

    def _too_slow(self, connection: Connection) -> Refusal:
        part = "body" if connection.reader.has_head else "head"
        return Refusal(408, f"the {part} took longer than {self._seconds_for(connection)} seconds")
