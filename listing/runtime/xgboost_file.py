"""For python/model.py: `from runtime.xgboost_file import load_booster`. Loads a model of XGBoost under any name."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import xgboost

# How a pickle begins: protocols 2 and newer, and the two oldest for a booster.
PICKLES = (b"\x80", b"ccopy_reg\n", b"ccopyreg\n")

# All that the pickle of a booster needs. Nothing else is imported or called, whatever the file says.
NEEDED = {
    ("xgboost.core", "Booster"),
    *((module, name) for module in ("builtins", "__builtin__") for name in ("bytearray", "object")),
    *((module, "_reconstructor") for module in ("copyreg", "copy_reg")),
    ("_codecs", "encode"),
}

HINT = (
    "Open it with the version of XGBoost that saved it, and save it again "
    'with `booster.save_model("model.json")`, which newer versions read'
)


def load_booster(path: Path) -> xgboost.Booster:
    """
    Reads what `save_model` wrote in any format that this XGBoost knows, and the `xgboost-model` of SageMaker's own
    training, which is a pickled booster in the containers before 1.3.
    """
    if path.suffix in (".json", ".ubj"):
        return xgboost.Booster(model_file=path)
    with path.open("rb") as file:
        is_pickle = file.peek(16).startswith(PICKLES)
        try:
            if is_pickle:
                return BoosterUnpickler(file).load_booster()
            # From a file without an ending, XGBoost guesses the format, and warns; from bytes, it looks.
            content = bytearray(path.stat().st_size)
            file.readinto(content)
            return xgboost.Booster(model_file=content)
        except xgboost.core.XGBoostError as fault:
            raise ValueError(f"XGBoost {xgboost.__version__} cannot read {path.name}. {HINT}") from fault


class BoosterUnpickler(pickle.Unpickler):
    """Unpickles a booster, and refuses everything else: a pickle can call any function of Python."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in NEEDED:
            raise pickle.UnpicklingError(f"the pickle has {module}.{name} in it, which no booster needs. {HINT}")
        return super().find_class(module, name)

    def load_booster(self) -> xgboost.Booster:
        booster = self.load()
        if not isinstance(booster, xgboost.Booster):
            raise pickle.UnpicklingError(f"the pickle is no booster, but {type(booster).__name__}. {HINT}")
        return booster
