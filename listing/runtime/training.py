"""What python/train.py works with: the job that its `train` gets."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple


class Channel:
    """One data set of the job. `lines` and `read` work in every input mode; each call is one pass through the data."""

    def __init__(self, facts: dict[str, Any], stopping: threading.Event) -> None:
        self.name: str = facts["name"]
        # The folder with the channel's files; with `Pipe`, the path that FIFO numbers are appended to.
        self.dir: str = facts["dir"]
        # As the buyer set it, if at all.
        self.content_type: str | None = facts.get("contentType")
        self.input_mode: str = facts["inputMode"]
        # With `RecordIO`, a buyer's choice for `Pipe`, each S3 object arrives inside a RecordIO record.
        self.record_wrapper: str = facts["recordWrapper"]
        self._stopping = stopping
        self._epoch = 0

    def files(self) -> list[str]:
        """The paths of all files, in the order in which S3 lists them. A `Pipe` has none."""
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
        """The bytes of one pass: of all files one after the other, or of the next FIFO. A stopped job ends it early."""
        for path in self._sources():
            with open(path, "rb", buffering=0) as source:
                while not self._stopping.is_set():
                    chunk = source.read(1 << 16)
                    if not chunk:
                        break
                    yield chunk

    def lines(self) -> Iterator[str]:
        """The lines of one pass, without their ends, from UTF-8. The last line of a file ends with the file."""
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
    # Sorted, the same on every host.
    hosts: Sequence[str]
    # The place of this host among them, from 0.
    rank: int
    network_interface: str


class Job:
    """A training job that has been checked against the manifest."""

    def __init__(self, facts: dict[str, Any], send: Callable[[dict[str, Any]], None]) -> None:
        self._stopping = threading.Event()
        self._send = send
        # With the manifest's defaults filled in, as numbers and texts.
        self.hyperparameters: dict[str, Any] = facts["hyperparameters"]
        self.channels: dict[str, Channel] = {one["name"]: Channel(one, self._stopping) for one in facts["channels"]}
        # What is here when `train` ends becomes the model. Hosts of one job share it, so their file names must differ.
        self.model_dir: str = facts["modelDir"]
        # Copied to and from S3 while the job runs, so that a stopped job can go on.
        self.checkpoint_dir: str = facts["checkpointDir"]
        # Anything else to keep: plots, reports.
        self.output_dir: str = facts["outputDir"]
        cluster = facts["cluster"]
        self.cluster = Cluster(cluster["currentHost"], cluster["hosts"], cluster["rank"], cluster["networkInterface"])

    @property
    def is_stopping(self) -> bool:
        """The job is to be stopped: save and return, 110 seconds are left."""
        return self._stopping.is_set()

    def report(self, name: str, value: float) -> None:
        """Prints a metric as the manifest's regex expects it; graphs and tuning read it from the log."""
        self._send({"name": name, "value": as_json(value)})

    def report_scores(self, train: tuple[Any, Any], validation: tuple[Any, Any]) -> None:
        """
        Reports every metric of the manifest, from predictions and targets: `validation:auc` wants the area under the
        ROC curve of the validation rows, `train:rmse` the root mean square error of the others, and so on.
        """
        self._send({"scores": {"train": as_scored(train), "validation": as_scored(validation)}})

    def stop(self) -> None:
        self._stopping.set()


def as_json(value: Any) -> float | str:
    """A number, or in words what JSON has no number for."""
    number = float(value)
    if math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else f"{'-' if number < 0 else ''}Infinity"


def as_scored(scored: tuple[Any, Any]) -> dict[str, list[float | str]]:
    predictions, targets = ([as_json(value) for value in values] for values in scored)
    return {"predictions": predictions, "targets": targets}
