"""An inference script with the defaults of AWS's container for Hugging Face."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace
from typing import Any

from runtime.entry.codecs import CSV, JSON, UnsupportedFormatError, encode
from runtime.entry.handlers import handlers_with
from runtime.inference import BadBody
from runtime.transformers_model import checked, load_model, refusing_bad_inputs


def input_fn(body: Any, content_type: str) -> Any:
    if content_type == JSON:
        return json.loads(body)
    if content_type == CSV:
        return csv_to_inputs(body)
    raise UnsupportedFormatError(content_type)


def csv_to_inputs(text: str) -> dict[str, Any]:
    """The texts of the column `inputs`, or else a dict for each row."""
    table = csv.DictReader(io.StringIO(text))
    columns = table.fieldnames or ()
    if "inputs" in columns:
        return {"inputs": [row["inputs"] for row in table]}
    if not {"question", "context"}.isdisjoint(columns):
        return {"inputs": list(table)}
    raise BadBody("a CSV body begins with a header row, which names the column `inputs`")


def predict_fn(data: Any, model: Any) -> Any:
    """Calls the pipeline with the members `inputs` and `parameters` of the body, or with the body itself."""
    inputs, parameters = data, None
    if isinstance(data, dict):
        inputs, parameters = data.pop("inputs", data), data.pop("parameters", None)
    with refusing_bad_inputs(model):
        return model(inputs, **checked(parameters))


DEFAULTS = SimpleNamespace(model_fn=load_model, input_fn=input_fn, predict_fn=predict_fn, output_fn=encode)
load, handle = handlers_with(DEFAULTS)
