"""For scripts that import SageMaker Containers: the parts that scripts use, with the names it gives them."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace
from typing import Any

from runtime.entry.codecs import (
    CONTENT_TYPES,
    JSON,
    UnsupportedFormatError,
    array_to_csv,
    array_to_json,
    array_to_npy,
    csv_to_numpy,
    decode,
    encode,
    json_to_numpy,
    npy_to_numpy,
)


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
        self.mimetype = mimetype or JSON
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
        default_accept=os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", JSON),
    )


# The parts that start servers and install scripts are there by name alone: scripts import them and use none of them.
CONTAINERS: dict[str, dict[str, Any]] = {
    "": {"training_env": training_env},
    "entry_point": {},
    "beta": {},
    "beta.framework": {
        "content_types": SimpleNamespace(**CONTENT_TYPES),
        "encoders": SimpleNamespace(
            decode=decode,
            encode=encode,
            json_to_numpy=json_to_numpy,
            csv_to_numpy=csv_to_numpy,
            npy_to_numpy=npy_to_numpy,
            array_to_json=array_to_json,
            array_to_csv=array_to_csv,
            array_to_npy=array_to_npy,
        ),
        "env": SimpleNamespace(ServingEnv=serving_env, TrainingEnv=training_env),
        "errors": SimpleNamespace(ClientError=ClientError, UnsupportedFormatError=UnsupportedFormatError),
        "worker": SimpleNamespace(Response=Response),
        "modules": SimpleNamespace(),
        "server": SimpleNamespace(),
        "transformer": SimpleNamespace(),
    },
}
