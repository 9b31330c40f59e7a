"""Makes requests from the bytes of a connection. It never waits: the worker feeds it what has arrived."""

from __future__ import annotations

from typing import Any, NamedTuple

from runtime.wsgi.body_memory import BodyMemory
from runtime.wsgi.body_readers import ChunkedBody, SizedBody
from runtime.wsgi.limits import MB, Limits
from runtime.wsgi.refusal import too_large
from runtime.wsgi.request_head import HEAD_END, MOST_HEAD_BYTES, Head, invalid_request, parse_head


class Request(NamedTuple):
    """A complete request. Its body counts as memory in use until `BodyMemory.give_back`."""

    # gunicorn's own class, without the body.
    head: Any
    body: bytearray


class RequestReader:
    def __init__(self, settings: Any, address: Any, limits: Limits, memory: BodyMemory) -> None:
        """`settings` are gunicorn's."""
        self._settings = settings
        self._address = address
        self._limits = limits
        self._memory = memory
        self._buffer = bytearray()
        self._searched = 0
        self._head: Head | None = None
        self._body: SizedBody | ChunkedBody | None = None
        self._held = 0

    @property
    def is_between_requests(self) -> bool:
        return self._head is None and not self._buffer

    @property
    def is_call(self) -> bool:
        """Whether the current request is a call of the model."""
        return self._head is not None and self._head.request.path == "/invocations"

    @property
    def has_head(self) -> bool:
        return self._head is not None

    def feed(self, data: bytes) -> None:
        self._buffer += data

    def next_request(self) -> Request | None:
        """The next request, or None until it is complete. Raises a Refusal, after which the connection must end."""
        if self._head is None:
            self._head = self._take_head()
        if self._head is None:
            return None
        if self._body is None:
            self._body = self._open_body(self._head)
        self._body.take(self._buffer)
        self._hold(len(self._body.content))
        if not self._body.is_complete:
            return None
        request = Request(self._head.request, self._body.content)
        self._head = self._body = None
        self._held = 0
        return request

    def take_go_ahead(self) -> bool:
        """True once, if the caller waits for `100 Continue`."""
        if self._head is None or not self._head.expects_go_ahead:
            return False
        self._head = self._head._replace(expects_go_ahead=False)
        return self._body is not None and not self._body.content

    def discard(self) -> None:
        """Forgets an incomplete request."""
        self._memory.give_back(self._held)
        self._held = 0
        self._head = self._body = None
        self._buffer.clear()

    def _take_head(self) -> Head | None:
        # An empty line before a request is ignored, as HTTP says.
        while self._buffer.startswith(b"\r\n"):
            del self._buffer[:2]
        end = self._buffer.find(HEAD_END, self._searched)
        size = len(self._buffer) if end < 0 else end + len(HEAD_END)
        if size > MOST_HEAD_BYTES:
            raise invalid_request(431 if b"\r\n" in self._buffer else 414)
        if end < 0:
            self._searched = max(0, size - len(HEAD_END) + 1)
            return None
        head = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._searched = 0
        return parse_head(head, self._settings, self._address)

    def _open_body(self, head: Head) -> SizedBody | ChunkedBody:
        if head.length is None:
            return ChunkedBody()
        if head.length > self._limits.max_payload_mb * MB:
            raise too_large(self._limits.max_payload_mb)
        self._memory.check(head.length)
        return SizedBody(head.length)

    def _hold(self, size: int) -> None:
        if size > self._limits.max_payload_mb * MB:
            raise too_large(self._limits.max_payload_mb)
        self._memory.take(size - self._held)
        self._held = size
