"""A caller's connection. Nothing in it waits: the selector says when there is something to read."""

from __future__ import annotations

import contextlib
import socket
import time
from http import HTTPStatus
from typing import Any

from runtime.wsgi.refusal import Refusal
from runtime.wsgi.request_reader import Request, RequestReader

PIECE = 1 << 16
GO_AHEAD = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection:
    def __init__(self, accepted: socket.socket, caller: Any, server: Any, reader: RequestReader) -> None:
        """`caller` and `server` are the addresses of both ends."""
        self.socket = accepted
        self.caller = caller
        self.server = server
        self.reader = reader
        # The last answer has been sent, and the caller is expected to disconnect.
        self.is_ending = False
        # When the connection was accepted, when its last answer was sent, or when the current request began.
        self.since = time.monotonic()
        accepted.setblocking(False)

    def receive(self) -> bool:
        """Reads what has arrived. False if the caller has disconnected, or sends nothing more."""
        try:
            data = self.socket.recv(PIECE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        if not self.is_ending:
            if self.reader.is_between_requests:
                self.since = time.monotonic()
            self.reader.feed(data)
        return bool(data)

    def next_request(self) -> Request | None:
        """The next request, or None until it is complete. Raises a Refusal, after which the connection must end."""
        request = self.reader.next_request()
        if self.reader.take_go_ahead():
            with contextlib.suppress(OSError):
                self.socket.send(GO_AHEAD)
        return request

    def continue_after_answer(self) -> None:
        self.socket.setblocking(False)
        self.since = time.monotonic()

    def refuse(self, refusal: Refusal) -> None:
        with contextlib.suppress(OSError):
            self.socket.send(last_answer(refusal))
        self.end()

    def end(self) -> None:
        """
        Tells the caller that nothing more comes. What they still send is read and ignored: closing the connection
        at once would reset it, and callers who send a body might never see the answer.
        """
        self.reader.discard()
        self.is_ending = True
        self.since = time.monotonic()
        with contextlib.suppress(OSError):
            self.socket.setblocking(False)
            self.socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.reader.discard()
        self.socket.close()


def last_answer(refusal: Refusal) -> bytes:
    """The whole answer, of a connection that ends with it."""
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(refusal.body))),
        ("Connection", "close"),
        *refusal.headers,
    ]
    lines = [f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + refusal.body
