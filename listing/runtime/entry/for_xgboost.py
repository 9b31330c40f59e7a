"""An inference script with the defaults of AWS's container for XGBoost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from runtime.entry.codecs import encode
from runtime.entry.handlers import handlers_with
from runtime.entry.matrices import decode_matrix


def predict_fn(data: Any, model: Any) -> Any:
    return model.predict(data, validate_features=False)


load, handle = handlers_with(SimpleNamespace(input_fn=decode_matrix, predict_fn=predict_fn, output_fn=encode))
