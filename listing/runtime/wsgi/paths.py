"""The paths and methods of a listing."""

from __future__ import annotations

from runtime.wsgi.refusal import Refusal

METHODS_WITHOUT_METRICS = {
    "/ping": ("GET", "HEAD"),
    "/invocations": ("POST",),
    "/execution-parameters": ("GET", "HEAD"),
}
METHODS = {**METHODS_WITHOUT_METRICS, "/metrics": ("GET", "HEAD")}


def choose_path(path: str, method: str, metrics: bool) -> str:
    """Returns the path of a request. Raises 404 or 405 if the path or method is not supported."""
    known = METHODS if metrics else METHODS_WITHOUT_METRICS
    allowed = known.get(path)
    if allowed is None:
        raise Refusal(404, "there is nothing at this path", {"supported": list(known)})
    if method not in allowed:
        headers = [("Allow", ", ".join(allowed))]
        raise Refusal(405, f"{path} does not take {method}", {"supported": list(allowed)}, headers)
    return path
