"""Python's implementation of serving/frames.ts. A frame: length, kind, call, length of the head, head, body."""

from __future__ import annotations

import io
import json
import os
import socket
import struct
import sys
from typing import Any, NamedTuple

KINDS = (
    *("ready", "call", "abort", "alive", "answer", "start", "piece", "more", "end", "broken", "load"),
    *("next", "message", "last"),
)
# Calls have smaller numbers.
FIRST_CONVERSATION = 2**31
START = struct.Struct("<IBII")
SMALL_BODY = 65_536


class Frame(NamedTuple):
    kind: str
    call: int
    head: Any
    # Nothing else uses this memory, so a NumPy array can use it and write to it.
    body: bytearray


class Channel:
    """The socket, usually inherited as file descriptor 3. Child processes do not inherit it."""

    def __init__(self, connected: socket.socket | None = None) -> None:
        self._socket = connected or socket.socket(fileno=3)
        self._socket.set_inheritable(False)
        self._socket.setblocking(True)
        self._reader = io.BufferedReader(socket.SocketIO(self._socket, "r"), SMALL_BODY)
        os.register_at_fork(after_in_child=self._leave)

    def fileno(self) -> int:
        return self._socket.fileno()

    def read(self) -> Frame | None:
        """The next frame, or None if the other side has closed the socket."""
        start = self._reader.read(START.size)
        if len(start) < START.size:
            return None
        length, kind, call, head_length = START.unpack(start)
        head = self._reader.read(head_length)
        body = bytearray(length - (START.size - 4) - head_length)
        if len(head) < head_length or not self._fill(body):
            return None
        return Frame(KINDS[kind], call, json.loads(head) if head else None, body)

    def _fill(self, body: bytearray) -> bool:
        rest = memoryview(body)
        while len(rest) > 0:
            count = self._reader.readinto(rest)
            if count == 0:
                return False
            rest = rest[count:]
        return True

    def take(self, waiting: bytearray) -> list[Frame] | None:
        """
        For an event loop: the frames that have come whole, or None if the other side has closed the socket. `waiting`
        keeps the rest.
        """
        try:
            chunk = self._socket.recv(4 * SMALL_BODY, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return []
        if not chunk:
            return None
        waiting += chunk
        frames: list[Frame] = []
        while len(waiting) >= START.size:
            length, kind, call, head_length = START.unpack_from(waiting)
            end = length + 4
            if len(waiting) < end:
                break
            body_at = START.size + head_length
            head = bytes(waiting[START.size : body_at])
            frames.append(Frame(KINDS[kind], call, json.loads(head) if head else None, waiting[body_at:end]))
            del waiting[:end]
        return frames

    def send(self, kind: str, call: int = 0, head: Any = None, body: Any = b"") -> None:
        if self._socket.fileno() == -1:
            # The model's code forked during a call, and the child returned from the call as well.
            print("a forked child process of the model exits: it must not answer calls", file=sys.stderr, flush=True)
            os._exit(1)
        head_bytes = b"" if head is None else json.dumps(head, allow_nan=False).encode()
        size = memoryview(body).nbytes
        start = START.pack(START.size - 4 + len(head_bytes) + size, KINDS.index(kind), call, len(head_bytes))
        if size <= SMALL_BODY:
            self._socket.sendall(b"".join((start, head_bytes, body)))
        else:
            self._socket.sendall(start + head_bytes)
            self._socket.sendall(body)

    def _leave(self) -> None:
        self._reader.close()
        self._socket.close()
