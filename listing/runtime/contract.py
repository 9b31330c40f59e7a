"""A sample for the checks of this repository. In a listing, this file is generated from the manifest."""

from __future__ import annotations

from typing import Any

PRODUCT = {"name": "example", "release": "0.1.0"}
GENERATOR = "0.1.0"
BUNDLED_MODEL: str | None = None
INPUT_TYPES: list[tuple[str, str]] = [("text/plain", "text")]
OUTPUT_TYPES: list[tuple[str, str]] = [("application/json", "json")]
SAMPLES: dict[str, str] = {"text/plain": "samples/text-plain.txt"}
LIMITS: dict[str, Any] = {
    "max_payload_mb": 25,
    "timeout_seconds": 60,
    "max_queue": 512,
    "workers": "auto",
    "metrics": True,
}
