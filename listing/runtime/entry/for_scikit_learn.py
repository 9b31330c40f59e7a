"""An inference script with the defaults of AWS's container for scikit-learn."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from runtime.entry.codecs import CSV, JSON, decode, encode
from runtime.entry.handlers import handlers_with
from runtime.inference import BadBody


def input_fn(body: Any, content_type: str) -> Any:
    array = decode(body, content_type)
    return array.astype(np.float32) if content_type in (JSON, CSV) else array


def predict_fn(data: Any, model: Any) -> Any:
    try:
        return model.predict(data)
    except ValueError as fault:
        # scikit-learn's message tells the caller about a wrong number of columns or a missing value.
        raise BadBody(str(fault).splitlines()[0]) from fault


load, handle = handlers_with(SimpleNamespace(input_fn=input_fn, predict_fn=predict_fn, output_fn=encode))
