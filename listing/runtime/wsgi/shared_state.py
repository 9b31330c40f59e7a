"""The state that workers share with each other."""

from __future__ import annotations

import mmap

# SURPLUS: it ends because the memory holds no more models.
ABSENT, LOADING, READY, LOST, SURPLUS = range(5)
WAS_READY, HAS_ANSWERED, DEATHS, ALL_DEATHS, SIZE, HEAD = range(6)


class SharedState:
    """
    A few numbers in memory that workers and their parent share. There are no locks: each worker only writes its own
    numbers, and reading an old value only delays a decision for a moment.
    """

    def __init__(self, most: int, is_auto: bool = False) -> None:
        # More than the workers, because a new worker can start before an old one has ended.
        self.places = 2 * most + 8
        self._cells = memoryview(mmap.mmap(-1, 4 * (HEAD + 2 * self.places))).cast("I")
        if not is_auto or most == 1:
            self.size = most

    @property
    def size(self) -> int:
        """The number of workers; 0 until the first one has loaded, if its memory decides."""
        return self._cells[SIZE]

    @size.setter
    def size(self, size: int) -> None:
        self._cells[SIZE] = size

    def take_place(self) -> WorkerState:
        for index in range(self.places):
            place = WorkerState(self, HEAD + 2 * index)
            if place.state == ABSENT:
                place.state = LOADING
                place.calls = 0
                return place
        raise RuntimeError("there are more workers than places in the shared state")

    def states(self) -> list[int]:
        return [self._cells[HEAD + 2 * index] for index in range(self.places)]

    def is_one_ready(self) -> bool:
        return READY in self.states()

    def why_not_ready(self) -> str | None:
        """
        None if every worker has loaded once and at least one is ready now: SageMaker need not replace the container
        because one worker has died. Otherwise the reason.
        """
        if self._cells[WAS_READY]:
            return None if self.is_one_ready() else "all workers died, and new ones are loading the model"
        return "the model failed to load" if self._cells[DEATHS] else "the model is still loading"

    def note_ready(self) -> bool:
        """Returns True once: when all workers have loaded the model for the first time."""
        if self._cells[WAS_READY] or not self.size or self.states().count(READY) < self.size:
            return False
        self._cells[WAS_READY] = 1
        return True

    def note_answer(self) -> None:
        self._cells[HAS_ANSWERED] = 1

    def note_death(self) -> int:
        """Returns the number of deaths since the last answer. Only the parent calls this."""
        self._cells[DEATHS] = 1 if self._cells[HAS_ANSWERED] else self._cells[DEATHS] + 1
        self._cells[HAS_ANSWERED] = 0
        self._cells[ALL_DEATHS] += 1
        return self._cells[DEATHS]

    def gauges(self) -> dict[str, int]:
        """A worker's model answers one call at a time, so the others wait."""
        places = [WorkerState(self, HEAD + 2 * index) for index in range(self.places)]
        calls = [place.calls for place in places if place.state != ABSENT]
        return {
            "inference_calls_open": sum(calls),
            "inference_calls_waiting": sum(max(0, count - 1) for count in calls),
            "inference_worker_deaths_total": self._cells[ALL_DEATHS],
            "inference_ready": int(self.why_not_ready() is None),
        }

    def least_calls_of_others(self, own: WorkerState) -> int | None:
        """The fewest calls of another ready worker, or None if no other worker is ready."""
        rows = range(HEAD, HEAD + 2 * self.places, 2)
        calls = [self._cells[row + 1] for row in rows if row != own.row and self._cells[row] == READY]
        return min(calls, default=None)


class WorkerState:
    """The numbers of one worker."""

    def __init__(self, shared: SharedState, row: int) -> None:
        self.shared = shared
        self.row = row

    @property
    def index(self) -> int:
        return (self.row - HEAD) // 2

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
