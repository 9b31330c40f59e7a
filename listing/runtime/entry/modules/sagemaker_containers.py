"""For scripts that import SageMaker Containers: the parts that scripts use, with the names it gives them."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace
from typing import Any

from runtime.entry import codecs
from runtime.entry.submodules import add_module


class ClientError(Exception):
    pass


class Response:
    """What `output_fn` may return, with the members of a response of Flask that matter here."""

    def __init__(
        self,
        response: Any = None,
        accept: str | None = None,
        status: int = 200,
        headers: Any = None,
        mimetype: str | None = None,
        direct_passthrough: bool = False,
    ) -> None:
        self.response = response
        self.status_code = status
        self.mimetype = mimetype or codecs.JSON
        self.content_type = self.mimetype

    def get_data(self) -> Any:
        return self.response


def training_env() -> SimpleNamespace:
    """What the toolkit knows of a training job."""
    return SimpleNamespace(**json.loads(os.environ["SM_TRAINING_ENV"]))


def serving_env() -> SimpleNamespace:
    program = os.environ.get("SAGEMAKER_PROGRAM", "")
    return SimpleNamespace(
        module_name=program.removesuffix(".py"),
        module_dir=os.environ.get("SAGEMAKER_SUBMIT_DIRECTORY", ""),
        default_accept=os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", codecs.JSON),
    )


# The parts that start servers and install scripts are there by name alone: scripts import them and use none of them.
framework = add_module(
    __name__,
    "beta.framework",
    content_types=SimpleNamespace(**codecs.CONTENT_TYPES),
    encoders=SimpleNamespace(
        decode=codecs.decode,
        encode=codecs.encode,
        json_to_numpy=codecs.json_to_numpy,
        csv_to_numpy=codecs.csv_to_numpy,
        npy_to_numpy=codecs.npy_to_numpy,
        array_to_json=codecs.array_to_json,
        array_to_csv=codecs.array_to_csv,
        array_to_npy=codecs.array_to_npy,
    ),
    env=SimpleNamespace(ServingEnv=serving_env, TrainingEnv=training_env),
    errors=SimpleNamespace(ClientError=ClientError, UnsupportedFormatError=codecs.UnsupportedFormatError),
    worker=SimpleNamespace(Response=Response),
    modules=SimpleNamespace(),
    server=SimpleNamespace(),
    transformer=SimpleNamespace(),
)
beta = add_module(__name__, "beta", framework=framework)
entry_point = add_module(__name__, "entry_point")
