"""Makes the error answers and logs of a Flask app the same as in other listings."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from runtime.wsgi.refusal import json_bytes


def prepare_app(app: Any) -> Any:
    if isinstance(app, Flask):
        # Exceptions reach our middleware, which logs them as one line and answers 500.
        app.config["PROPAGATE_EXCEPTIONS"] = True
        if HTTPException not in app.error_handler_spec[None][None]:
            app.register_error_handler(HTTPException, answer_in_json)
    return app


def answer_in_json(fault: HTTPException) -> Response | HTTPException:
    """Answers `abort(400, "why")` with JSON, where Flask would send an HTML page."""
    if fault.code is None or fault.response is not None:
        return fault
    # Keeps the other headers, such as `Allow` of a 405.
    headers = [(name, value) for name, value in fault.get_headers() if name.lower() != "content-type"]
    return Response(json_bytes({"error": fault.description}), fault.code, headers, content_type="application/json")
