"""What a listing answers at, and how it may be asked."""

from __future__ import annotations

from runtime.wsgi.refusal import Refusal

METHODS = {
    "/ping": ("GET", "HEAD"),
    "/invocations": ("POST",),
    "/execution-parameters": ("GET", "HEAD"),
}


def choose_path(path: str, method: str) -> str:
    """The path that a request may use in this way, or 404 or 405."""
    allowed = METHODS.get(path)
    if allowed is None:
        raise Refusal(404, "there is nothing at this path", {"supported": list(METHODS)})
    if method not in allowed:
        headers = [("Allow", ", ".join(allowed))]
        raise Refusal(405, f"{path} does not take {method}", {"supported": list(allowed)}, headers)
    return path
