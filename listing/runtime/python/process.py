"""Setup of every Python process of a listing: import paths, logs, signals, and the exit together with its parent."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import Any

from runtime.python.error_message import message_of

PROGRAM = Path(__file__).resolve().parents[2]
PARENT_DEATH_SIGNAL = 1
STOPS = (signal.SIGTERM, signal.SIGINT)


def prepare_process() -> None:
    """Makes `import model` and `from runtime.inference import …` work, regardless of the working directory."""
    sys.path[0:1] = [str(PROGRAM / "python"), str(PROGRAM)]
    # Printed lines appear in the log immediately, and a crash in native code prints a traceback.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    faulthandler.enable()
    have_temporary_folder()
    ignore_stop_signals()
    exit_with_parent(os.getppid())
    prefer_out_of_memory_kill()


def prepare_forked_process(parent: int) -> None:
    """What the above has done, and a fork has undone."""
    handle_stop_signals()
    exit_with_parent(parent)


def have_temporary_folder() -> None:
    """
    PyTorch and other libraries fail without a temporary folder, even if they write nothing there. If the root of the
    container is read-only, shared memory is the folder that is left.
    """
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        os.environ["TMPDIR"] = "/dev/shm"


def ignore_stop_signals() -> None:
    """
    The parent stops this process. But a terminal sends signals to all processes at once, so they are ignored here.
    The handler is a function and not SIG_IGN, because child processes would inherit SIG_IGN.
    """
    handle_stop_signals()
    saved = threading.local()

    def block() -> None:
        saved.mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)

    def unblock() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, saved.mask)

    def restore_defaults() -> None:
        for stop in STOPS:
            signal.signal(stop, signal.SIG_DFL)
        unblock()

    # Signals are blocked during a fork. Otherwise a new child could still have our handler and lose a signal, and a
    # pool that stops its processes with this signal would wait forever.
    os.register_at_fork(before=block, after_in_parent=unblock, after_in_child=restore_defaults)


def handle_stop_signals() -> None:
    for stop in STOPS:
        signal.signal(stop, lambda *_: None)


def exit_with_parent(parent: int) -> None:
    """
    Ends this process when its parent ends, even if it hangs. Only Linux supports this; elsewhere, the process ends
    when it reads the end of the socket.
    """
    try:
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:
        os._exit(1)


def prefer_out_of_memory_kill() -> None:
    """When memory runs out, the kernel kills this process with the model, not the process that answers requests."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def fault_of(fault: BaseException) -> dict[str, Any]:
    """An error in the form that is sent to Node. The traceback starts at the seller's code."""
    frames = fault.__traceback__
    while frames is not None and is_ours(Path(frames.tb_frame.f_code.co_filename)):
        frames = frames.tb_next
    lines = traceback.format_exception(type(fault), fault, frames or fault.__traceback__)
    return {"message": message_of(fault), "traceback": "".join(lines).rstrip()}


def is_ours(file: Path) -> bool:
    """Whether the file calls the seller's code."""
    here = Path(__file__).parent
    return file.parent == here or file == here.parent / "training.py"
