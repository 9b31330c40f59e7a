"""For python/train.py: the job that its `train` gets. It is also the program that runs `train` for one job."""

from __future__ import annotations

import importlib
import math
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    # Before other imports: otherwise modules would first be searched in the folder of this file.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # As a module, because python/train.py imports these classes from it.
    importlib.import_module("runtime.training").run_job()

from runtime.python.hyperparameters import Hyperparameters


class Channel:
    """
    One data set of the job. `lines` and `read` work in every input mode. Each call is one pass through the data.
    """

    def __init__(self, facts: dict[str, Any], stopping: threading.Event) -> None:
        self.name: str = facts["name"]
        # The folder with the channel's files. For `Pipe`: the path of the FIFOs, without their number.
        self.dir: str = facts["dir"]
        # Set by the buyer; may be missing.
        self.content_type: str | None = facts.get("contentType")
        self.input_mode: str = facts["inputMode"]
        # `RecordIO` means that each S3 object arrives in a RecordIO record. Buyers can choose this for `Pipe`.
        self.record_wrapper: str = facts["recordWrapper"]
        self._stopping = stopping
        self._epoch = 0

    def files(self) -> list[str]:
        """The paths of all files, in the order in which S3 lists them. A `Pipe` has no files."""
        if self.input_mode == "Pipe":
            raise RuntimeError(f"channel `{self.name}` is a Pipe, which has no files; use its read() or lines()")
        found = [
            str(Path(folder, name))
            for folder, _, names in os.walk(self.dir, followlinks=True)
            for name in names
            if Path(folder, name).is_file()
        ]
        return sorted(found)

    def read(self) -> Iterator[bytes]:
        """The bytes of one pass: all files in sequence, or the next FIFO. Ends early when the job is stopped."""
        for path in self._sources():
            with open(path, "rb", buffering=0) as source:
                while not self._stopping.is_set():
                    chunk = source.read(1 << 16)
                    if not chunk:
                        break
                    yield chunk

    def lines(self) -> Iterator[str]:
        """The UTF-8 lines of one pass, without line ends. A line never continues in the next file."""
        if self.record_wrapper == "RecordIO":
            raise RuntimeError(f"channel `{self.name}` is wrapped as RecordIO, which has no lines; use its read()")
        for path in self._sources():
            with open(path, encoding="utf-8-sig") as source:
                for line in source:
                    if self._stopping.is_set():
                        return
                    yield line.rstrip("\r\n")

    def _sources(self) -> Iterator[str]:
        if self.input_mode != "Pipe":
            yield from self.files()
            return
        path = f"{self.dir}_{self._epoch}"
        self._epoch += 1
        while not os.path.exists(path):
            if self._stopping.wait(0.1):
                return
        yield path


class Cluster(NamedTuple):
    current_host: str
    # Sorted, so the order is the same on every host.
    hosts: Sequence[str]
    # The index of this host in `hosts`.
    rank: int
    network_interface: str


class Job:
    """A training job that has been checked against the manifest."""

    def __init__(self, facts: dict[str, Any], send: Callable[[dict[str, Any]], None]) -> None:
        self._stopping = threading.Event()
        self._send = send
        self._hyperparameters = Hyperparameters(facts["hyperparameters"])
        self.channels: dict[str, Channel] = {one["name"]: Channel(one, self._stopping) for one in facts["channels"]}
        # The files here become the model when `train` ends. All hosts of a job share them, so file names must differ.
        self.model_dir: str = facts["modelDir"]
        # Synchronized with S3 while the job runs, so that a stopped job can continue.
        self.checkpoint_dir: str = facts["checkpointDir"]
        # Other files to keep: plots, reports.
        self.output_dir: str = facts["outputDir"]
        cluster = facts["cluster"]
        self.cluster = Cluster(cluster["currentHost"], cluster["hosts"], cluster["rank"], cluster["networkInterface"])

    @property
    def hyperparameters(self) -> dict[str, Any]:
        """Numbers and strings. The defaults of the manifest are filled in."""
        self._hyperparameters.is_handed_out = True
        return self._hyperparameters

    def expect_only(self, names: Iterable[str]) -> None:
        """Refuses a job with other hyperparameters, because code that does not read them would ignore them."""
        others = sorted(set(self._hyperparameters.names()) - set(names))
        if others:
            raise ValueError(
                f"the training does not use: {', '.join(others)}; read them in python/train.py, or remove them from "
                "training.hyperparameters in marketplace.yaml"
            )

    def unread_hyperparameters(self) -> list[str]:
        return self._hyperparameters.unread()

    @property
    def is_stopping(self) -> bool:
        """True when the job has been stopped. Save the model and return within 110 seconds."""
        return self._stopping.is_set()

    def report(self, name: str, value: float) -> None:
        """
        Prints a metric so that the manifest's regex matches it. SageMaker reads it from the log for graphs and
        tuning.
        """
        self._send({"name": name, "value": as_json(value)})

    def report_scores(self, train: tuple[Any, Any], validation: tuple[Any, Any]) -> None:
        """
        Computes and reports every metric of the manifest from predictions and targets: `validation:auc` is the area
        under the ROC curve for the validation rows, `train:rmse` the root mean square error for the training rows,
        and so on.
        """
        self._send({"scores": {"train": as_scored(train), "validation": as_scored(validation)}})

    def stop(self) -> None:
        self._stopping.set()


def as_json(value: Any) -> float | str:
    """A number, or a word (`NaN`, `Infinity`) for a number that JSON does not have."""
    number = float(value)
    if math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else f"{'-' if number < 0 else ''}Infinity"


def as_scored(scored: tuple[Any, Any]) -> dict[str, list[float | str]]:
    predictions, targets = ([as_json(value) for value in values] for values in scored)
    return {"predictions": predictions, "targets": targets}


def run_job() -> None:
    """Receives the job over the socket, sends back the result, and ends the process."""
    from runtime.python.frames import Channel as Socket
    from runtime.python.process import fault_of, prepare_process

    socket = Socket()
    prepare_process()
    call = socket.read()
    if call is None:
        os._exit(1)
    job = Job(call.head, lambda said: socket.send("piece", call.call, said))

    def watch_for_stop() -> None:
        """The only further frame is the request to stop."""
        if socket.read() is None:
            os._exit(1)
        job.stop()

    threading.Thread(target=watch_for_stop, daemon=True).start()
    try:
        import train as module

        if not callable(getattr(module, "train", None)):
            raise TypeError("python/train.py must define train(job)")
        module.train(job)
    except BaseException as fault:
        if not isinstance(fault, SystemExit) or fault.code not in (None, 0):
            socket.send("broken", call.call, fault_of(fault))
            os._exit(1)
    socket.send("answer", call.call, {"unread": job.unread_hyperparameters()})
    sys.stdout.flush()
    os._exit(0)
