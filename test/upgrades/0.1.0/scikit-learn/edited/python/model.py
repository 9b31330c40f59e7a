"""A line, without scikit-learn: one file of NumPy, and a bound for what a machine can be."""

from __future__ import annotations

import numpy as np
from bounds import within_bounds

from runtime.inference import BadBody, Context, Request, only_file

TAKES = "numbers"


def load(model_dir: str) -> np.ndarray:
    return np.load(only_file(model_dir, ".npy", ".npz"))


def predict(model: np.ndarray, records: np.ndarray, context: Context) -> np.ndarray:
    if records.shape[1] != len(model) - 1:
        raise BadBody(f"a machine has {len(model) - 1} columns, and not {records.shape[1]}")
    context.set_attributes(f"{context.content_type} {context.accept}")
    if context.parameters.get("count") == "all":
        context.meter(len(records))
    return within_bounds(model[0] + records @ model[1:])


def size_of(request: Request) -> int:
    """For the day on which we take whole files."""
    return len(request.body) + len(request.members) + len(request.attributes or "") + len(request.request_id)
