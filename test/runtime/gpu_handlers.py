"""Loads and calls the handlers for CUDA with modules that stand for the libraries, and that tell what they are given."""

from __future__ import annotations

import contextlib
import sys
import types
from pathlib import Path

import numpy as np

LISTING = Path(__file__).resolve().parents[2] / "listing"


class Told:
    """Of PyTorch: a network, and what it takes and gives."""

    shape = (1, 2)

    def __init__(self, name):
        self.name = name

    def to(self, device):
        print(f"torch: {self.name} to {device}")
        return self

    def eval(self):
        return self

    def float(self):
        return self

    def __call__(self, data):
        return data


def torch():
    module = types.ModuleType("torch")
    module.cuda = types.SimpleNamespace(is_available=lambda: True, get_device_name=lambda: "Stub GPU")
    module.inference_mode = contextlib.nullcontext
    module.from_numpy = lambda records: Told("records")

    def load(path, map_location, _extra_files):
        print(f"torch: model to {map_location}")
        return Told("model")

    module.jit = types.SimpleNamespace(load=load)
    return module


def xgboost():
    module = types.ModuleType("xgboost")

    class Booster:
        def __init__(self, model_file):
            pass

        def set_param(self, parameters):
            print(f"xgboost: {parameters}")

        def num_features(self):
            return 2

        def predict(self, rows, validate_features):
            return rows

    def matrix(records, enable_categorical):
        print(f"xgboost: a matrix of {len(records)} records")
        return records

    module.Booster, module.DMatrix, module.build_info = Booster, matrix, lambda: {"USE_CUDA": True}
    module.core = types.SimpleNamespace(XGBoostError=ValueError)
    return module


def onnxruntime():
    module = types.ModuleType("onnxruntime")
    described = types.SimpleNamespace(name="x", type="tensor(float)", shape=["records", 2])

    class InferenceSession:
        def __init__(self, path, providers):
            self.providers = providers
            print(f"onnxruntime: {providers}")

        def get_inputs(self):
            return [described]

        get_outputs = get_inputs

        def get_providers(self):
            return self.providers

        def run(self, outputs, feeds):
            return [feeds["x"]]

    module.InferenceSession = InferenceSession
    module.get_available_providers = lambda: ["TensorrtExecutionProvider", *providers]
    module.preload_dlls = lambda: print("onnxruntime: the libraries of CUDA are loaded")
    return module


providers = ["CUDAExecutionProvider", "CPUExecutionProvider"]


def main():
    name, stub, model_dir = sys.argv[1:]
    sys.modules[stub] = globals()[stub]()
    sys.path[:0] = [str(LISTING / f"python-{name}"), str(LISTING)]
    import model

    model.predict(model.load(model_dir), np.ones((1, 2), dtype="float32"))


main()
