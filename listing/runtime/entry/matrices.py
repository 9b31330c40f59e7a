"""Reads bodies into XGBoost's matrices, as AWS's container for XGBoost does."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.entry.codecs import UnsupportedFormatError, json_to_numpy, read_csv
from runtime.entry.recordio import read_recordio


def decode_matrix(body: Any, content_type: str) -> Any:
    readers = {
        "text/csv": csv_to_dmatrix,
        "text/libsvm": libsvm_to_dmatrix,
        "text/x-libsvm": libsvm_to_dmatrix,
        "application/x-recordio-protobuf": recordio_protobuf_to_dmatrix,
        "application/json": lambda text: matrix(json_to_numpy(text, np.float32)),
    }
    reader = readers.get(content_type.split(";")[0].strip())
    if reader is None:
        raise UnsupportedFormatError(content_type)
    return reader(body)


def matrix(rows: Any, label: Any = None) -> Any:
    # Frameworks other than XGBoost do not have it.
    import xgboost

    return xgboost.DMatrix(rows, label=label)


def csv_to_dmatrix(text: str | bytes, dtype: Any = np.float32) -> Any:
    return matrix(read_csv(text_of(text), dtype))


def labelled_csv_to_dmatrix(text: str | bytes) -> Any:
    table = read_csv(text_of(text), np.float32)
    return matrix(table[:, 1:], label=table[:, 0])


def libsvm_to_dmatrix(text: str | bytes) -> Any:
    """
    `1 1:0.5 3:2`: a label, which may be missing, and the columns that are not 0. They count from 1, unless one is 0.
    """
    lines = [line.split() for line in text_of(text).strip().splitlines()]
    cells = [dict(read_cell(cell) for cell in line if ":" in cell) for line in lines]
    columns = {column for row in cells for column in row}
    first = 0 if 0 in columns else 1
    table = np.zeros((len(cells), max(columns, default=first - 1) + 1 - first), np.float32)
    for row, found in zip(table, cells, strict=True):
        for column, value in found.items():
            row[column - first] = value
    labels = [float(line[0]) for line in lines if line and ":" not in line[0]]
    return matrix(table, label=labels if len(labels) == len(lines) else None)


def text_of(body: str | bytes) -> str:
    return body if isinstance(body, str) else bytes(body).decode()


def read_cell(cell: str) -> tuple[int, float]:
    column, value = cell.split(":", 1)
    return int(column), float(value)


def recordio_protobuf_to_dmatrix(body: bytes) -> Any:
    return matrix(read_recordio(body))
