"""What a process must do before it forks with a model in its memory, and the new process after it."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
import threading
from pathlib import Path


def use_one_thread() -> None:
    """Before libraries are imported: the threads that they would start would be missing in the new processes."""
    os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"})


def prepare_to_fork() -> None:
    """
    Raises if threads run. Later collections of garbage leave the present objects alone: they would write to their
    memory, and each process would get a copy.
    """
    check_no_threads()
    gc.collect()
    gc.freeze()


def check_no_threads() -> None:
    """Only the thread that forks lives on in the new process. Others would be missing there, and their locks held."""
    found = count_threads()
    if found == 1:
        return
    names = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    raise RuntimeError(
        f"after load, {found - 1} threads of the model or its libraries run ({', '.join(names) or 'of native code'}): "
        "they would be missing in the workers; set inference.preload to false"
    )


def count_threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def start_anew(threads: int) -> None:
    """In the new process: its own random numbers, and its share of the processors."""
    numpy = sys.modules.get("numpy")
    if numpy:
        numpy.random.seed()
    torch = sys.modules.get("torch")
    if torch:
        torch.seed()
        torch.set_num_threads(threads)
    os.environ["OMP_NUM_THREADS"] = str(threads)
    for library in openmp_libraries():
        ctypes.CDLL(library).omp_set_num_threads(threads)


def openmp_libraries() -> set[str]:
    """Those in this process."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return set(re.findall(r"/\S*/lib(?:gomp|iomp5|omp)[^/\s]*\.so[^/\s]*", maps))
