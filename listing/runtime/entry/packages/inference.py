"""For scripts that import SageMaker's inference toolkit: the parts that scripts use, with the names it gives them."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

from runtime.entry.codecs import (
    CONTENT_TYPES,
    CSV,
    JSON,
    NPY,
    NPZ,
    UnsupportedFormatError,
    array_to_csv,
    array_to_json,
    array_to_npy,
    csv_to_numpy,
    decode,
    encode,
    json_to_numpy,
    npy_to_numpy,
    npz_to_sparse,
)


class BaseInferenceToolkitError(Exception):
    """Its status is that of the answer."""

    def __init__(self, status_code: int, message: str, phrase: str) -> None:
        super().__init__(status_code, message, phrase)
        self.status_code = status_code
        self.message = message
        self.phrase = phrase


class GenericInferenceToolkitError(BaseInferenceToolkitError):
    def __init__(self, status_code: int, message: str | None = None, phrase: str | None = None) -> None:
        text = message or "Invalid Request"
        super().__init__(status_code, text, phrase or text)


class DefaultInferenceHandler:
    def default_model_fn(self, model_dir: str, context: Any = None) -> Any:
        raise NotImplementedError("write model_fn: the toolkit has no default for it")

    def default_input_fn(self, input_data: Any, content_type: str, context: Any = None) -> Any:
        return decode(input_data, content_type)

    def default_predict_fn(self, data: Any, model: Any, context: Any = None) -> Any:
        raise NotImplementedError("write predict_fn: the toolkit has no default for it")

    def default_output_fn(self, prediction: Any, accept: str, context: Any = None) -> Any:
        for content_type in parse_accept(accept):
            if content_type in SUPPORTED:
                return encode(prediction, content_type), content_type
        raise UnsupportedFormatError(accept)


SUPPORTED = {JSON, CSV, NPY}
MODEL_DIR = os.path.join(os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml"), "model")


def parse_accept(accept: str) -> list[str]:
    return accept.replace(" ", "").split(",")


def serving_environment() -> SimpleNamespace:
    program = os.environ.get("SAGEMAKER_PROGRAM", "inference.py")
    return SimpleNamespace(
        module_name=program.removesuffix(".py"),
        default_accept=os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", JSON),
        model_server_workers=os.environ.get("SAGEMAKER_MODEL_SERVER_WORKERS"),
        model_server_timeout=int(os.environ.get("SAGEMAKER_MODEL_SERVER_TIMEOUT", "60")),
        inference_http_port=os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080"),
    )


def read_file(path: str, mode: str = "r") -> Any:
    with open(path, mode) as file:
        return file.read()


def write_file(path: str, data: Any, mode: str = "w") -> None:
    with open(path, mode) as file:
        file.write(data)


INFERENCE: dict[str, dict[str, Any]] = {
    "content_types": {**CONTENT_TYPES, "NPZ": NPZ},
    "decoder": {
        "decode": decode,
        "_json_to_numpy": json_to_numpy,
        "_csv_to_numpy": csv_to_numpy,
        "_npy_to_numpy": npy_to_numpy,
        "_npz_to_sparse": npz_to_sparse,
    },
    "encoder": {
        "encode": encode,
        "SUPPORTED_CONTENT_TYPES": SUPPORTED,
        "_array_to_json": array_to_json,
        "_array_to_csv": array_to_csv,
        "_array_to_npy": array_to_npy,
    },
    "errors": {
        "UnsupportedFormatError": UnsupportedFormatError,
        "BaseInferenceToolkitError": BaseInferenceToolkitError,
        "GenericInferenceToolkitError": GenericInferenceToolkitError,
    },
    "default_inference_handler": {"DefaultInferenceHandler": DefaultInferenceHandler},
    "environment": {
        "Environment": serving_environment,
        "model_dir": MODEL_DIR,
        "code_dir": os.environ.get("SAGEMAKER_SUBMIT_DIRECTORY", os.path.join(MODEL_DIR, "code")),
    },
    "utils": {"parse_accept": parse_accept, "read_file": read_file, "write_file": write_file},
}
