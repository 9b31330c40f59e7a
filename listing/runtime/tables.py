"""Reads SageMaker's training CSV as NumPy arrays. It has no header row, and the first column is the target."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from runtime.training import Channel, Job


class Table(NamedTuple):
    targets: np.ndarray
    rows: np.ndarray


def read_tables(job: Job) -> tuple[Table, Table]:
    """
    The training rows come from the channel `train`, or from the first channel. The validation rows come from the
    channel `validation`. Without this channel, every tenth row is used for validation and not for training.
    """
    channel = job.channels.get("train") or next(iter(job.channels.values()), None)
    if channel is None:
        raise ValueError("there is no channel to learn from")
    table = read_table(channel)
    apart = job.channels.get("validation")
    if apart is not None and apart is not channel:
        return table, read_table(apart)
    if len(table.targets) < 10:
        return table, table
    held_back = np.arange(len(table.targets)) % 10 == 0
    return Table(table.targets[~held_back], table.rows[~held_back]), Table(
        table.targets[held_back], table.rows[held_back]
    )


def read_table(channel: Channel) -> Table:
    """All rows of a channel, shuffled because files may be sorted. The order is the same in every run."""
    parts = [part for part in _parts(channel) if part.size]
    if not parts:
        raise ValueError(f"channel `{channel.name}` has no rows in {channel.dir}")
    cells = np.concatenate(parts)
    if cells.shape[1] < 2:
        raise ValueError(f"channel `{channel.name}` needs a target and at least one more column")
    np.random.default_rng(1).shuffle(cells)
    return Table(cells[:, 0], cells[:, 1:])


def _parts(channel: Channel) -> list[np.ndarray]:
    """All files except those whose names begin with `.` or `_`, such as `_SUCCESS`. A Pipe gives one pass."""
    if channel.input_mode == "Pipe":
        return [_cells(channel.lines(), f"channel `{channel.name}`")]
    files = [Path(file) for file in channel.files()]
    return [
        _cells(file.open(encoding="utf-8-sig"), f"channel `{channel.name}`, {file.relative_to(channel.dir)}")
        for file in files
        if not file.name.startswith((".", "_"))
    ]


def _cells(lines: object, place: str) -> np.ndarray:
    try:
        return np.loadtxt(lines, delimiter=",", ndmin=2, quotechar='"')  # type: ignore[call-overload]
    except ValueError as fault:
        raise ValueError(f"{place}: {fault}; the file must have no header row") from fault
