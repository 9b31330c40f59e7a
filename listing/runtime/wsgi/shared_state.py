"""What the workers know of each other."""

from __future__ import annotations

import mmap

ABSENT, LOADING, READY, LOST = range(4)
WAS_READY, HAS_ANSWERED, DEATHS, HEAD = range(4)


class SharedState:
    """
    A few numbers in memory that the workers and their parent share. Each writes its own alone, and whoever reads an old
    one decides a moment later what it would have decided now.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        # More than the workers, for a new one may come before an old one has gone.
        self.places = 2 * size + 8
        self._cells = memoryview(mmap.mmap(-1, 4 * (HEAD + 2 * self.places))).cast("I")

    def take_place(self) -> WorkerState:
        for index in range(self.places):
            place = WorkerState(self, HEAD + 2 * index)
            if place.state == ABSENT:
                place.state = LOADING
                return place
        raise RuntimeError("there are more workers than places")

    def states(self) -> list[int]:
        return [self._cells[HEAD + 2 * index] for index in range(self.places)]

    def is_one_ready(self) -> bool:
        return READY in self.states()

    def why_not_ready(self) -> str | None:
        """
        None when every worker has loaded once and one at least is there now: a single death is no reason for
        SageMaker to replace the container. Otherwise what is missing.
        """
        if self._cells[WAS_READY]:
            return None if self.is_one_ready() else "no worker is left, and new ones load the model"
        return "the model failed to load" if self._cells[DEATHS] else "the model is still loading"

    def note_ready(self) -> bool:
        """Says whether the model was loaded everywhere for the first time."""
        if self._cells[WAS_READY] or self.states().count(READY) < self.size:
            return False
        self._cells[WAS_READY] = 1
        return True

    def note_answer(self) -> None:
        self._cells[HAS_ANSWERED] = 1

    def note_death(self) -> int:
        """How many workers have died without an answer in between. For the parent alone."""
        self._cells[DEATHS] = 1 if self._cells[HAS_ANSWERED] else self._cells[DEATHS] + 1
        self._cells[HAS_ANSWERED] = 0
        return self._cells[DEATHS]

    def least_calls_of_others(self, own: WorkerState) -> int | None:
        """How many calls the least busy of the other workers has, if there are any that are ready."""
        rows = range(HEAD, HEAD + 2 * self.places, 2)
        calls = [self._cells[row + 1] for row in rows if row != own.row and self._cells[row] == READY]
        return min(calls, default=None)


class WorkerState:
    """One worker's own numbers."""

    def __init__(self, shared: SharedState, row: int) -> None:
        self.shared = shared
        self.row = row

    @property
    def state(self) -> int:
        return self.shared._cells[self.row]

    @state.setter
    def state(self, state: int) -> None:
        self.shared._cells[self.row] = state

    @property
    def calls(self) -> int:
        return self.shared._cells[self.row + 1]

    @calls.setter
    def calls(self, count: int) -> None:
        self.shared._cells[self.row + 1] = count

    @property
    def is_another_ready(self) -> bool:
        return self.shared.least_calls_of_others(self) is not None

    @property
    def is_busier_than_another(self) -> bool:
        least = self.shared.least_calls_of_others(self)
        return least is not None and least < self.calls
