"""Loads and calls your model. As generated, this works for models of text that `save_pretrained` wrote."""

from __future__ import annotations

from typing import Any

from runtime.inference import Context
from runtime.transformers_model import answers, load_model

# The task of the pipeline, such as "zero-shot-classification". None: what config.json says.
TASK = None

# What `predict` gets: a list of records; each is a CSV row (a list of strings), a JSON value, or a line of text.
TAKES = "values"


def load(model_dir: str) -> Any:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    return load_model(model_dir, TASK)


def predict(model: Any, records: list[Any], context: Context) -> Any:
    """Runs for every call. Returns one prediction per record: what the pipeline returns for its text."""
    return answers(model, records, context.members.get("parameters"))
