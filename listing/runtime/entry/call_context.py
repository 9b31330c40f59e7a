"""What a script's functions may take as their last argument: the context, as AWS's model servers have it."""

from __future__ import annotations

import os
from typing import Any

from runtime.inference import Request

ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"


class CallContext:
    """
    The call, seen as by the model servers of AWS. It has the members of `Request` too, such as `meter` and
    `session_id`. While the model is loaded, there is no call.
    """

    def __init__(self, model_dir: str, request: Request | None = None) -> None:
        self._request = request
        self.model_name = "model"
        self.manifest: dict[str, Any] = {}
        self.system_properties: dict[str, Any] = {
            "model_dir": model_dir,
            "gpu_id": 0 if os.path.exists("/dev/nvidia0") else None,
            "batch_size": 1,
        }
        self.request_processor = [RequestProcessor(request)]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or self._request is None:
            raise AttributeError(name)
        return getattr(self._request, name)

    def get_request_header(self, idx: int, key: str) -> str | None:
        return self.request_processor[idx].get_request_property(key)

    def get_all_request_header(self, idx: int) -> dict[str, str]:
        return self.request_processor[idx].get_request_properties()

    def set_response_content_type(self, idx: int, value: str) -> None:
        self.set_response_header(idx, "Content-Type", value)

    def set_response_header(self, idx: int, key: str, value: str) -> None:
        self.request_processor[idx].add_response_property(key, value)

    def set_response_status(self, code: int = 200, phrase: str = "", idx: int = 0) -> None:
        self.request_processor[idx].report_status(code, phrase)


class RequestProcessor:
    """The headers that SageMaker passes on, and those of the answer that reach the caller."""

    def __init__(self, request: Request | None) -> None:
        self._request = request

    def get_request_properties(self) -> dict[str, str]:
        request = self._request
        if request is None:
            return {}
        headers = {
            "Content-Type": request.content_type,
            "Accept": request.accept,
            ATTRIBUTES: request.attributes,
            "X-Amzn-SageMaker-Inference-Id": request.inference_id,
            "X-Amzn-SageMaker-Target-Model": request.target_model,
            "X-Amzn-SageMaker-Inference-Component": request.inference_component,
            "X-Amzn-SageMaker-Session-Id": request.session_id,
        }
        return {name: value for name, value in headers.items() if value is not None}

    def get_request_property(self, key: str) -> str | None:
        headers = {name.lower(): value for name, value in self.get_request_properties().items()}
        return headers.get(key.lower())

    def add_response_property(self, key: str, value: str) -> None:
        """Sets the header if it reaches the caller: SageMaker passes on no other ones."""
        if self._request is None:
            return
        if key.lower() == "content-type":
            self._request.set_content_type(value)
        elif key.lower() == ATTRIBUTES.lower():
            self._request.set_attributes(value)

    def report_status(self, code: int, reason_phrase: str = "") -> None:
        if self._request is not None:
            self._request.set_status(code)
