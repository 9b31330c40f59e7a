"""What goes wrong in a Flask app is answered and logged as in every listing."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from runtime.wsgi.refusal import json_bytes


def prepare_app(app: Any) -> Any:
    if isinstance(app, Flask):
        # A fault of the model's code reaches the middleware, which logs it as one line and answers for it.
        app.config["PROPAGATE_EXCEPTIONS"] = True
        if HTTPException not in app.error_handler_spec[None][None]:
            app.register_error_handler(HTTPException, answer_in_json)
    return app


def answer_in_json(fault: HTTPException) -> Response | HTTPException:
    """What `abort(400, "why")` says: Flask would make a page of it."""
    if fault.code is None or fault.response is not None:
        return fault
    # Its other headers are meant, such as those of a 405.
    headers = [(name, value) for name, value in fault.get_headers() if name.lower() != "content-type"]
    return Response(json_bytes({"error": fault.description}), fault.code, headers, content_type="application/json")
