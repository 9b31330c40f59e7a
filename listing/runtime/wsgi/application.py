"""Implements SageMaker's contract around the seller's Flask app: paths, types, limits and error answers."""

from __future__ import annotations

import errno
import io
import queue
import threading
import uuid
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from http import HTTPStatus
from typing import Any

from runtime.wsgi.body_text import as_utf8
from runtime.wsgi.limits import Limits, execution_parameters
from runtime.wsgi.log_lines import details_of, log_line
from runtime.wsgi.media_types import DeclaredType, Input, check_encoding, choose_input, choose_output
from runtime.wsgi.metrics import METRICS_TYPE
from runtime.wsgi.model_thread import AnswerFailed, Call, CallerGone, Headers, ModelThread, WorkerLost
from runtime.wsgi.paths import choose_path
from runtime.wsgi.refusal import Refusal, json_bytes, model_failed, too_late, try_again
from runtime.wsgi.shared_state import READY, WorkerState

JSON_TYPE = ("Content-Type", "application/json")
# Flask's default if the app sets no content type.
FLASK_DEFAULT = "text/html"

Environ = MutableMapping[str, Any]
StartResponse = Callable[..., Any]


class Application:
    """A worker's WSGI app. The worker's threads handle requests, and the model thread runs the model."""

    def __init__(
        self,
        model: ModelThread,
        place: WorkerState,
        limits: Limits,
        calls_at_once: int,
        types: tuple[Sequence[DeclaredType], Sequence[DeclaredType]],
        is_stopping: Callable[[], bool],
        metrics: Callable[[], str],
    ) -> None:
        self._model = model
        self._place = place
        self._limits = limits
        self._calls_at_once = calls_at_once
        self._input_types, self._output_types = types
        self._is_stopping = is_stopping
        self._metrics = metrics
        self._lock = threading.Lock()
        self._calls = 0
        self._logged_reason = ""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            path = choose_path(environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"], self._limits.metrics)
            if path == "/metrics":
                return send(start_response, 200, [("Content-Type", METRICS_TYPE)], self._metrics().encode(), environ)
            if path == "/execution-parameters":
                return send(start_response, 200, [JSON_TYPE], json_bytes(execution_parameters(self._limits)), environ)
            self._check_ready()
            if path == "/ping":
                if self._is_stopping():
                    raise try_again("the server is stopping")
                return self._ping(environ, start_response)
            return self._invoke(environ, start_response)
        except Refusal as refusal:
            return send_refusal(start_response, refusal, environ)

    def _check_ready(self) -> None:
        """Logs each reason only once, although SageMaker asks often."""
        why = self._place.shared.why_not_ready()
        if why is None:
            return
        if self._logged_reason != why:
            log_line("info", "not-ready", message=why)
        self._logged_reason = why
        raise try_again(why)

    def _ping(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Calls the seller's own route, outside the model thread, so that it answers while the model is busy."""
        app = self._model.app
        if app is None:
            return send(start_response, 200, [], b"", environ)
        call = Call(environ, "", 0)
        try:
            call.answer(app)
            status, headers, body = call.next()
        except Exception as fault:
            log_line("error", "ping-failed", **details_of(fault))
            raise model_failed(str(uuid.uuid4())) from None
        # An app without this route counts as healthy.
        if status.startswith("404"):
            return send(start_response, 200, [], b"", environ)
        start_response(status, headers)
        return [body or b""]

    def _invoke(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._enter():
            raise try_again("too many requests are waiting")
        is_streamed = False
        try:
            types = self._choose_types(environ)
            content = environ["wsgi.input"].read()
            call = Call(request_environ(environ, content, *types), str(uuid.uuid4()), self._limits.timeout_seconds)
            status, headers, whole = self._ask(call)
            headers = self._typed(status, headers, types[1], call)
            start_response(status, headers)
            self._place.shared.note_answer()
            if whole is not None:
                return [whole]
            is_streamed = True
            return self._stream(call)
        finally:
            if not is_streamed:
                self._leave()

    def _choose_types(self, environ: Environ) -> tuple[Input, str]:
        check_encoding(environ.get("HTTP_CONTENT_ENCODING", "identity"))
        asked = choose_input(environ.get("CONTENT_TYPE") or "", self._input_types)
        return asked, choose_output(environ.get("HTTP_ACCEPT") or "", self._output_types)

    def _ask(self, call: Call) -> Any:
        """Returns the start of the model's answer, or raises the reason why there is none."""
        if self._place.state != READY:
            raise try_again("this worker is loading the model")
        self._model.submit(call)
        seconds = self._limits.timeout_seconds
        try:
            return call.next(seconds)
        except queue.Empty:
            refusal = too_late(seconds, call.request_id)
            log_line("error", "request-failed", requestId=call.request_id, message=str(refusal))
            self._model.end_if_stuck(call, seconds)
            raise refusal from None
        except WorkerLost:
            raise try_again("the worker for this request died") from None
        except AnswerFailed as failed:
            self._place.shared.note_answer()
            fault = failed.__cause__ or failed
            log_line("error", "request-failed", requestId=call.request_id, **details_of(fault))
            raise model_failed(call.request_id) from None

    def _typed(self, status: str, headers: Headers, output: str, call: Call) -> Headers:
        """An answer must have the requested type. Flask's `text/html` means that the app has not set a type."""
        said = next((value for name, value in headers if name.lower() == "content-type"), "")
        media_type = said.split(";")[0].strip().lower()
        if not status.startswith("2") or media_type == output:
            return headers
        if media_type not in ("", FLASK_DEFAULT):
            call.abandon()
            message = f"the app answered with {media_type}, but the request asked for {output}"
            log_line("error", "request-failed", requestId=call.request_id, message=message)
            raise model_failed(call.request_id)
        others = [(name, value) for name, value in headers if name.lower() != "content-type"]
        return [*others, ("Content-Type", output)]

    def _stream(self, call: Call) -> Iterable[bytes]:
        try:
            yield from call.pieces()
        except CallerGone:
            raise caller_gone() from None
        except AnswerFailed as failed:
            fault = failed.__cause__ or failed
            log_line("error", "answer-broken-off", requestId=call.request_id, **details_of(fault))
            # Closes the connection, so that an incomplete answer does not look like a complete one.
            raise caller_gone() from None
        finally:
            self._leave()

    def _enter(self) -> bool:
        with self._lock:
            if self._calls >= self._calls_at_once:
                return False
            self._calls += 1
            self._place.calls = self._calls
            return True

    def _leave(self) -> None:
        with self._lock:
            self._calls -= 1
            self._place.calls = self._calls


def request_environ(environ: Environ, content: bytes, asked: Input, output: str) -> Environ:
    """The request for the app: one of the declared content types, text as UTF-8, and a single type to accept."""
    if asked.charset:
        content = as_utf8(content, asked.charset)
    parameters = [f"; {name}={value}" for name, value in asked.parameters.items()]
    left_out = ("HTTP_TRANSFER_ENCODING", "HTTP_EXPECT")
    return {
        **{name: value for name, value in environ.items() if name not in left_out},
        "wsgi.input": io.BytesIO(content),
        "CONTENT_LENGTH": str(len(content)),
        "CONTENT_TYPE": asked.type + "".join(parameters),
        "HTTP_ACCEPT": output,
    }


def send(
    start_response: StartResponse, status: int, headers: Headers, body: bytes, environ: Environ
) -> Iterable[bytes]:
    start_response(f"{status} {HTTPStatus(status).phrase}", [*headers, ("Content-Length", str(len(body)))])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def send_refusal(start_response: StartResponse, refusal: Refusal, environ: Environ) -> Iterable[bytes]:
    return send(start_response, refusal.status, [JSON_TYPE, *refusal.headers], refusal.body, environ)


def caller_gone() -> OSError:
    """The worker closes the connection on this error, and logs nothing."""
    return OSError(errno.EPIPE, "the caller has disconnected")
