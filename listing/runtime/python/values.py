"""The wire format of records and predictions: numbers as NumPy's bytes, bytes unchanged, anything else as JSON."""

from __future__ import annotations

import base64
import json
import math
import struct
from typing import Any

from runtime.python.model_columns import ModelColumns

Packed = tuple[dict[str, Any], Any]


def unpack_records(head: dict[str, Any], body: bytearray, columns: ModelColumns | None = None) -> Any:
    """Returns an array with a row for each record, a data frame, or a list of records."""
    form = head["form"]
    if form == "frame":
        from runtime.python.data_frame import unpack_frame

        return unpack_frame(head, body, columns)
    if form == "numbers":
        import numpy

        return numpy.frombuffer(body, dtype=head["type"]).reshape(head["shape"])
    if form == "bytes":
        records = []
        start = 0
        for size in head["sizes"]:
            records.append(bytes(body[start : start + size]))
            start += size
        return records
    if form == "named":
        return named_numbers(head, body)
    records = json.loads(body)
    for name in head.get("bytes", ()):
        for record in records:
            # JSON has no bytes, so they come as base64. A missing value is None.
            if isinstance(record, dict) and isinstance(record.get(name), str):
                record[name] = base64.b64decode(record[name])
    return records


def named_numbers(head: dict[str, Any], body: bytearray) -> list[dict[str, Any]]:
    """Records of numbers alone come as doubles."""
    names = head["names"]
    records: list[dict[str, Any]] = [
        dict(zip(names, row, strict=True)) for row in struct.iter_unpack(f"<{len(names)}d", body)
    ]
    if head["hasMissing"]:
        records = [{name: None if math.isnan(cell) else cell for name, cell in one.items()} for one in records]
    for name in head["integers"]:
        for record in records:
            if record[name] is not None:
                record[name] = int(record[name])
    return records


def pack_predictions(returned: Any, count: int) -> Packed:
    """Accepts any sequence or array with one prediction for each record."""
    predictions = plain_sequence(returned)
    check_count(len(predictions), count)
    if not isinstance(predictions, list):
        if is_numeric(predictions):
            return pack_numbers(predictions)
        predictions = predictions.tolist()
    if predictions and all(isinstance(prediction, (bytes, bytearray)) for prediction in predictions):
        return {"form": "bytes", "sizes": [len(one) for one in predictions]}, b"".join(predictions)
    return {"form": "json"}, json_bytes(predictions)


def check_count(found: int, count: int) -> None:
    if found != count:
        raise ValueError(f"predict got {count} records and returned {found} predictions")


def plain_sequence(returned: Any) -> Any:
    """Converts tensors, data frames and series to a list or a NumPy array."""
    if isinstance(returned, (list, tuple)):
        return list(returned)
    if hasattr(returned, "detach"):
        returned = returned.detach().cpu()
    if hasattr(returned, "to_dict") and hasattr(returned, "columns"):
        return returned.to_dict(orient="records")
    if hasattr(returned, "toarray"):
        returned = returned.toarray()
    if hasattr(returned, "__array__"):
        import numpy

        array = numpy.asarray(returned)
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype("float64")
        if array.ndim:
            return array
    raise TypeError(
        f"predict must return a list or an array with one prediction per record, not {type(returned).__name__}"
    )


def is_numeric(array: Any) -> bool:
    return array.dtype.kind in "biuf" and array.dtype.itemsize <= 8


def pack_numbers(array: Any) -> Packed:
    import numpy

    array = numpy.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return {"form": "numbers", "type": array.dtype.str, "shape": array.shape}, array.data.cast(
        "B"
    ) if array.size else b""


def json_bytes(value: Any) -> bytes:
    try:
        text = json.dumps(value, default=plain_value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        # JSON has no NaN and no infinity: they become null.
        text = json.dumps(without_nan(json.loads(json.dumps(value, default=plain_value))), ensure_ascii=False)
    # UTF-8 cannot encode half of a surrogate pair: it is written as a JSON escape.
    return text.encode(errors="backslashreplace")


def plain_value(value: Any) -> Any:
    """Converts values of NumPy, PyTorch and pandas to Python values."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a prediction holds a {type(value).__name__}, which JSON cannot hold")


def without_nan(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [without_nan(part) for part in value]
    if isinstance(value, dict):
        return {key: without_nan(part) for key, part in value.items()}
    return value
