"""The paths and methods of a listing."""

from __future__ import annotations

from runtime.wsgi.refusal import Refusal

METHODS = {
    "/ping": ("GET", "HEAD"),
    "/invocations": ("POST",),
    "/execution-parameters": ("GET", "HEAD"),
}


def choose_path(path: str, method: str) -> str:
    """Returns the path of a request. Raises 404 or 405 if the path or method is not supported."""
    allowed = METHODS.get(path)
    if allowed is None:
        raise Refusal(404, "there is nothing at this path", {"supported": list(METHODS)})
    if method not in allowed:
        headers = [("Allow", ", ".join(allowed))]
        raise Refusal(405, f"{path} does not take {method}", {"supported": list(allowed)}, headers)
    return path
