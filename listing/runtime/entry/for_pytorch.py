"""An inference script with the defaults of AWS's container for PyTorch."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import torch

from runtime.entry.codecs import CSV, JSON, decode, encode
from runtime.entry.handlers import handlers_with
from runtime.inference import only_file

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def model_fn(model_dir: str) -> Any:
    return torch.jit.load(str(only_file(model_dir, ".pt", ".pth")), map_location=DEVICE).eval()


def input_fn(body: Any, content_type: str) -> Any:
    array = decode(body, content_type)
    is_text = content_type in (JSON, CSV)
    tensor = torch.tensor(array, dtype=torch.float32) if is_text else torch.from_numpy(array)
    return tensor.to(DEVICE)


def predict_fn(data: Any, model: Any) -> Any:
    model.to(DEVICE).eval()
    with torch.no_grad():
        return model(data)


DEFAULTS = SimpleNamespace(model_fn=model_fn, input_fn=input_fn, predict_fn=predict_fn, output_fn=encode)
load, handle = handlers_with(DEFAULTS)
