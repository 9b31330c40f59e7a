"""Reads the lamps from the channel's files."""

from pathlib import Path

import numpy as np


def read_lamps(folder: str) -> tuple[np.ndarray, np.ndarray]:
    """The rows of all files, and whether each lamp failed."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    if not files:
        raise FileNotFoundError(f"{folder} holds no files")
    table = np.vstack([np.loadtxt(path, delimiter=",", ndmin=2) for path in files])
    return table[:, 1:], table[:, 0].astype(int)
