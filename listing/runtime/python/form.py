"""Decides what `predict` gets, by TAKES and the loaded model."""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any, NamedTuple

from runtime.python.model_columns import ModelColumns, columns_of, takes_frame

FORMS = ("auto", "frame", "numbers", "values")


class Form(NamedTuple):
    takes: str
    # What callers may name. None where the model says nothing, or its columns do not count.
    columns: ModelColumns | None = None

    def head(self) -> dict[str, Any]:
        """For the server."""
        columns = self.columns
        return {"takes": self.takes, "columns": columns and {"names": columns.names, "kinds": columns.kinds}}


def choose_form(takes: str, model: Any) -> Form:
    if takes not in ("bytes", *FORMS):
        raise ValueError(f'TAKES in python/model.py is {takes!r}; it may be "auto", "frame", "numbers" or "values"')
    if takes not in ("auto", "frame"):
        return Form(takes)
    columns = columns_of(model)
    if takes == "auto" and not takes_frame(model, columns):
        # The columns are in order. scikit-learn would warn that an array has no names.
        warnings.filterwarnings("ignore", "X does not have valid feature names")
        return Form("numbers", columns)
    check_pandas(takes)
    return Form("frame", columns)


def check_pandas(takes: str) -> None:
    """Imports it, so that the first call need not."""
    try:
        import_module("pandas")
    except ModuleNotFoundError as fault:
        if fault.name not in ("numpy", "pandas"):
            raise
        who = (
            'python/model.py says TAKES = "frame"' if takes == "frame" else "the model takes columns with names or text"
        )
        raise ModuleNotFoundError(
            f"{who}, for which the image needs pandas: add a line with pandas to requirements.txt", name="pandas"
        ) from None
