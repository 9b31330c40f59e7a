"""Counts the memory of request bodies."""

from __future__ import annotations

import threading
from collections.abc import Callable

from runtime.wsgi.limits import Limits, memory_for_bodies
from runtime.wsgi.refusal import try_again


class BodyMemory:
    """The total memory of all request bodies in this worker."""

    def __init__(self, limits: Limits, note_taken: Callable[[int], None] = lambda taken: None) -> None:
        self._note_taken = note_taken
        self._most = memory_for_bodies(limits)
        self._taken = 0
        note_taken(0)
        self._lock = threading.Lock()

    def check(self, size: int) -> None:
        """Raises 503 if another `size` bytes do not fit."""
        if self._taken + size > self._most:
            raise try_again("the bodies of current requests fill the memory")

    def take(self, size: int) -> None:
        with self._lock:
            self.check(size)
            self._taken += size
            self._note_taken(self._taken)

    def give_back(self, size: int) -> None:
        with self._lock:
            self._taken -= size
            self._note_taken(self._taken)
