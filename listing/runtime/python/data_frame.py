"""Makes the data frame of TAKES = "frame". Only its functions import pandas, which few models need."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from runtime.python.model_columns import ModelColumns

MISSING = float("nan")


def unpack_frame(head: dict[str, Any], body: bytearray, columns: ModelColumns | None) -> Any:
    import pandas

    frame = frame_of(head, body)
    if columns is None:
        return frame
    if columns.is_series:
        return frame.iloc[:, 0]
    for place, categories in columns.categories.items():
        frame.isetitem(place, pandas.Categorical(frame.iloc[:, place], categories=categories))
    return frame


def frame_of(head: dict[str, Any], body: bytearray) -> Any:
    import numpy
    import pandas

    names = head["names"]
    if "shape" in head:
        cells = numpy.frombuffer(body, dtype=head["type"]).reshape(head["shape"])
        # Nobody else has these cells, so pandas need not copy them.
        return pandas.DataFrame(cells, columns=None if names is None else index_of(tuple(names)), copy=False)
    kinds = head["kinds"]
    length = head["length"]
    start = 8 * length * kinds.count("number")
    numbers = iter(numpy.frombuffer(body, dtype="<f8", count=start // 8).reshape(-1, length))
    others = iter(json.loads(memoryview(body)[start:].tobytes()))
    made = {at: next(numbers) if kind == "number" else array_of(kind, next(others)) for at, kind in enumerate(kinds)}
    frame = pandas.DataFrame(made)
    if names is not None:
        frame.columns = index_of(tuple(names))
    return frame


@lru_cache(maxsize=16)
def index_of(names: tuple[str, ...]) -> Any:
    import pandas

    return pandas.Index(names)


def array_of(kind: str, values: list[Any]) -> Any:
    """Texts as `pandas.read_csv` reads them: of the type `str` in pandas 3, and objects before. Missing is NaN."""
    import numpy
    import pandas

    if kind == "boolean":
        return numpy.array(values, dtype=bool)
    cells = numpy.fromiter((MISSING if value is None else value for value in values), dtype=object, count=len(values))
    return pandas.array(cells, dtype=texts()) if kind == "text" and texts() else cells


@lru_cache(maxsize=1)
def texts() -> Any:
    """The type of texts. Before pandas 3, they are objects."""
    import pandas

    return "str" if pandas.Series(["a"]).dtype != object else None
