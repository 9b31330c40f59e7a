"""Reads bodies into NumPy arrays, and writes answers, in the formats of SageMaker's framework containers."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np

from runtime.python.values import json_bytes

JSON = "application/json"
CSV = "text/csv"
NPY = "application/x-npy"
NPZ = "application/x-npz"
# With the names that both of SageMaker's toolkits give them.
CONTENT_TYPES = {
    "JSON": JSON,
    "CSV": CSV,
    "NPY": NPY,
    "OCTET_STREAM": "application/octet-stream",
    "ANY": "*/*",
    "UTF8_TYPES": [JSON, CSV],
}


class UnsupportedFormatError(Exception):
    def __init__(self, content_type: str) -> None:
        super().__init__(f"the script has no function for {content_type}, and its framework no default")


def decode(body: Any, content_type: str) -> Any:
    reader = {JSON: json_to_numpy, CSV: csv_to_numpy, NPY: npy_to_numpy, NPZ: npz_to_sparse}.get(content_type)
    if reader is None:
        raise UnsupportedFormatError(content_type)
    return reader(body)


def json_to_numpy(text: str | bytes, dtype: Any = None) -> np.ndarray:
    value = json.loads(text)
    # As endpoints of AWS's own algorithms take it.
    if isinstance(value, dict) and "instances" in value:
        value = value["instances"]
    return np.array(value, dtype=dtype)


def csv_to_numpy(text: str | bytes, dtype: Any = None) -> np.ndarray:
    """An array with a row for each line, even if there is one line. Without `dtype`, of numbers if all cells are."""
    lines = text.decode() if isinstance(text, bytes) else text
    if dtype is not None:
        return read_csv(lines, dtype)
    for attempt in (np.int64, np.float64):
        try:
            return read_csv(lines, attempt)
        except ValueError:
            continue
    return np.array(rows_of(lines))


def read_csv(text: str, dtype: Any) -> np.ndarray:
    try:
        return np.loadtxt(io.StringIO(text), dtype=dtype, delimiter=",", quotechar='"', comments=None, ndmin=2)
    except ValueError:
        # An empty cell is a missing value.
        if not np.issubdtype(dtype, np.floating):
            raise
        return np.array([[cell.strip() or "nan" for cell in row] for row in rows_of(text)]).astype(dtype)


def rows_of(text: str) -> list[list[str]]:
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {len(row)} cells, and row 1 has {len(rows[0])}")
    return rows


def npy_to_numpy(body: bytes) -> np.ndarray:
    # A pickle would run whatever the caller has put into it.
    return np.load(io.BytesIO(body), allow_pickle=False)


def npz_to_sparse(body: bytes) -> Any:
    import scipy.sparse

    return scipy.sparse.load_npz(io.BytesIO(body))


def encode(value: Any, content_type: str) -> bytes | str:
    writer = {JSON: array_to_json, CSV: array_to_csv, NPY: array_to_npy}.get(content_type)
    if writer is None:
        raise UnsupportedFormatError(content_type)
    return writer(plain_array(value))


def plain_array(value: Any) -> Any:
    """A tensor's array; all else as it is."""
    return value.detach().cpu().numpy() if hasattr(value, "detach") else value


def array_to_json(value: Any) -> str:
    return json_bytes(value).decode()


def array_to_npy(value: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, value, allow_pickle=False)
    return file.getvalue()


def array_to_csv(value: Any) -> str:
    rows = value if isinstance(value, (list, tuple)) else np.asarray(value)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        is_row = isinstance(row, (list, tuple)) or getattr(row, "ndim", 0) > 0
        writer.writerow(row if is_row else [row])
    return text.getvalue()
