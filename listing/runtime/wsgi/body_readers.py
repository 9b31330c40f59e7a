"""Collects the body of a request from the bytes of its connection, as they arrive."""

from __future__ import annotations

import re

from runtime.wsgi.refusal import Refusal

CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})(?:[ \t]*;[^\r\n]*)?")
MOST_LINE_BYTES = 4096
MOST_TRAILER_BYTES = 1 << 16


class SizedBody:
    """A body with a `Content-Length`."""

    def __init__(self, length: int) -> None:
        self.content = bytearray()
        self._length = length

    @property
    def is_complete(self) -> bool:
        return len(self.content) == self._length

    def take(self, buffer: bytearray) -> None:
        """Moves the bytes that belong to the body from the start of the buffer to `content`."""
        missing = self._length - len(self.content)
        if len(buffer) <= missing:
            self.content += buffer
            buffer.clear()
            return
        self.content += buffer[:missing]
        del buffer[:missing]


class ChunkedBody:
    """A body with `Transfer-Encoding: chunked`."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.is_complete = False
        self._missing_of_chunk = 0
        self._trailer_bytes = 0
        self._take_line = self._take_size

    def take(self, buffer: bytearray) -> None:
        at = 0
        while not self.is_complete:
            if self._missing_of_chunk:
                piece = buffer[at : at + self._missing_of_chunk]
                if not piece:
                    break
                self.content += piece
                self._missing_of_chunk -= len(piece)
                at += len(piece)
                continue
            end = buffer.find(b"\r\n", at)
            length = (len(buffer) if end < 0 else end) - at
            if length > MOST_LINE_BYTES:
                raise invalid_chunks()
            if end < 0:
                break
            self._take_line(bytes(buffer[at:end]))
            at = end + 2
        del buffer[:at]

    def _take_size(self, line: bytes) -> None:
        match = CHUNK_SIZE.fullmatch(line)
        if match is None:
            raise invalid_chunks()
        self._missing_of_chunk = int(match[1], 16)
        self._take_line = self._take_end_of_chunk if self._missing_of_chunk else self._take_trailer

    def _take_end_of_chunk(self, line: bytes) -> None:
        if line:
            raise invalid_chunks()
        self._take_line = self._take_size

    def _take_trailer(self, line: bytes) -> None:
        """Headers after the last chunk are ignored. An empty line ends the body."""
        self._trailer_bytes += len(line)
        if self._trailer_bytes > MOST_TRAILER_BYTES:
            raise invalid_chunks()
        self.is_complete = not line


def invalid_chunks() -> Refusal:
    return Refusal(400, "the chunked encoding of the body is invalid")
