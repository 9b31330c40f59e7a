"""Generated from marketplace.yaml: what this listing takes, answers and is limited to."""

from __future__ import annotations

from typing import Any

PRODUCT = {"name": "hello-flask", "release": "0.1.0"}

# The version of generator-sagemaker-mkt that made these files.
GENERATOR = "0.1.0"

# The folder in the image that holds the model; None when SageMaker unpacks it into /opt/ml/model.
BUNDLED_MODEL: str | None = "model"

# Each with the way it is read and written.
INPUT_TYPES: list[tuple[str, str]] = [
    ("text/plain", "text"),
    ("application/json", "json"),
]
OUTPUT_TYPES: list[tuple[str, str]] = [
    ("application/json", "json"),
]

# One body for each input type.
SAMPLES: dict[str, str] = {
    "text/plain": "samples/text-plain.txt",
    "application/json": "samples/application-json.json",
}

LIMITS: dict[str, Any] = {
    "max_payload_mb": 25,
    "timeout_seconds": 60,
    "max_queue": 512,
    "workers": "auto",
}
