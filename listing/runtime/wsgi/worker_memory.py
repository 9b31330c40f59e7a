"""For how many workers there is memory."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from runtime.wsgi.limits import MB

# What a worker takes at least in the end, also if it has just been forked.
LEAST = 64 * MB


def workers_that_fit(most: int, memory: float, worker: int, parent: int) -> int:
    """Up to `most`, by what this worker has taken. A quarter of the memory is for bodies."""
    taken = own_memory(worker)
    if taken is None:
        return most
    room = memory - memory / 4 - taken - resident_memory(parent)
    return min(max(1, 1 + int(room // max(taken, LEAST))), most)


def own_memory(process: int) -> int | None:
    """The bytes that nobody else uses, of a process and its children. None where the system does not tell."""
    try:
        sizes = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    own = sum(int(size) * 1024 for size in re.findall(r"^Private_\w+: +(\d+) kB$", sizes, re.MULTILINE))
    return own + sum(own_memory(child) or 0 for child in children_of(process))


def children_of(process: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{process}/task"):
            listed = Path(f"/proc/{process}/task/{task}/children").read_text(encoding="ascii")
            found += map(int, listed.split())
    return found


def resident_memory(process: int) -> int:
    pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
