"""What every Python process of a listing does first: it finds its modules, and dies with whom it works for."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from runtime.python.error_message import message_of

PROGRAM = Path(__file__).resolve().parents[2]
PARENT_DEATH_SIGNAL = 1


def prepare_process() -> None:
    """Makes `import model` and `from runtime.inference import …` work, wherever this was started from."""
    sys.path[0:1] = [str(PROGRAM / "python"), str(PROGRAM)]
    # A line that is printed is in the log at once, and a crash in native code leaves a traceback.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    faulthandler.enable()
    leave_stopping_to_parent()
    die_with_parent()
    die_first()


def leave_stopping_to_parent() -> None:
    """A terminal sends its signals to all processes at once. A function, for ignored signals would be inherited."""
    stops = (signal.SIGTERM, signal.SIGINT)
    for stop in stops:
        signal.signal(stop, lambda *_: None)
    own = threading.local()

    def hold() -> None:
        own.mask = signal.pthread_sigmask(signal.SIG_BLOCK, stops)

    def release() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, own.mask)

    def as_before() -> None:
        for stop in stops:
            signal.signal(stop, signal.SIG_DFL)
        release()

    # Held back meanwhile, for a signal that finds our function in a child just born would be lost: a pool of processes
    # ends its members so, and then waits for them.
    os.register_at_fork(before=hold, after_in_parent=release, after_in_child=as_before)


def die_with_parent() -> None:
    """Whatever hangs here, nothing is left behind. Linux alone knows how; elsewhere the end of the socket has to do."""
    parent = os.getppid()
    try:
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:
        os._exit(1)


def die_first() -> None:
    """When the memory is full, the kernel takes the process with the model, not the one that answers for it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def fault_of(fault: BaseException) -> dict[str, Any]:
    """What a fault looks like to the other side, with the traceback from the seller's code on."""
    frames = fault.__traceback__
    while frames is not None and Path(frames.tb_frame.f_code.co_filename).parent == Path(__file__).parent:
        frames = frames.tb_next
    lines = traceback.format_exception(type(fault), fault, frames or fault.__traceback__)
    return {"message": message_of(fault), "traceback": "".join(lines).rstrip()}
