"""Generated from marketplace.yaml: the content types, samples and limits of this listing."""

from __future__ import annotations

from typing import Any

PRODUCT = {"name": "hello-flask", "release": "0.1.0"}

# The version of generator-sagemaker-mkt that made these files.
GENERATOR = "0.1.0"

# The folder of the model in the image; None if SageMaker unpacks the model into /opt/ml/model.
BUNDLED_MODEL: str | None = "model"

# Each content type with its codec, the format in which it is read or written.
INPUT_TYPES: list[tuple[str, str]] = [
    ("text/plain", "text"),
    ("application/json", "json"),
]
OUTPUT_TYPES: list[tuple[str, str]] = [
    ("application/json", "json"),
]

# A sample body for each input type.
SAMPLES: dict[str, str] = {
    "text/plain": "samples/text-plain.txt",
    "application/json": "samples/application-json.json",
}

LIMITS: dict[str, Any] = {
    "max_payload_mb": 25,
    "timeout_seconds": 60,
    "max_queue": 512,
    "workers": "auto",
    "metrics": True,
}
