"""Runs the runtime's Python on the cases in this folder and prints the results as JSON. Frames are read from
descriptor 3, and written to it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "listing"))

from runtime import contract  # noqa: E402
from runtime.inference import Context  # noqa: E402
from runtime.python.frames import KINDS, Channel  # noqa: E402
from runtime.python.values import pack_predictions, unpack_records  # noqa: E402
from runtime.wsgi import refusal  # noqa: E402
from runtime.wsgi.body_text import as_utf8  # noqa: E402
from runtime.wsgi.limits import Limits, execution_parameters, limits_of  # noqa: E402
from runtime.wsgi.media_types import DeclaredType, choose_input, choose_output  # noqa: E402
from runtime.wsgi.paths import choose_path  # noqa: E402
from runtime.wsgi.plain_decimal import plain_decimal  # noqa: E402


def input_type(header: str | None, declared: list[list[str]]) -> Any:
    chosen = choose_input(header or "", [DeclaredType(*one) for one in declared])
    return {"type": chosen.type, "charset": chosen.charset, "parameters": chosen.parameters}


def output_type(header: str | None, declared: list[list[str]]) -> Any:
    return choose_output(header or "", [DeclaredType(*one) for one in declared])


def body_text(charset: str, body: str) -> Any:
    return as_utf8(bytes.fromhex(body), charset).decode()


def changed_limits(environment: dict[str, str]) -> Any:
    """The limits that the environment changes. 0 means one worker per processor."""
    declared = {**contract.LIMITS, "workers": 0}
    before, after = limits_of(declared, {}), limits_of(declared, environment)
    names = {"max_payload_mb": "maxPayloadMB", "timeout_seconds": "timeoutSeconds", "workers": "workers"}
    return {names[key]: value for key, value in after._asdict().items() if value != getattr(before, key)}


def execution_parameters_text(**given: Any) -> Any:
    limits = Limits(max_payload_mb=given["maxPayloadMB"], timeout_seconds=60, max_queue=1, workers=given["workers"])
    return refusal.json_bytes(execution_parameters(limits)).decode()


REFUSALS = {
    "bad body": lambda message: refusal.Refusal(400, message),
    "model failed": refusal.model_failed,
    "too large": refusal.too_large,
    "too late": refusal.too_late,
    "try again": refusal.try_again,
}


def refuse(name: str, arguments: list[Any]) -> Any:
    raise REFUSALS[name](*arguments)


def effects(attributes: list[str] = [], units: list[float] = []) -> Any:  # noqa: B006
    facts = {"contentType": "", "parameters": {}, "members": {}, "accept": "", "requestId": "", "wantsSession": False}
    context = Context(facts)
    try:
        for one in attributes:
            context.set_attributes(one)
        for one in units:
            context.meter(one)
    except ValueError as fault:
        return {"fault": str(fault)}
    return context._effects


def values_back(values: list[Any]) -> Any:
    records = unpack_records({"form": "json"}, bytearray(json.dumps(values).encode()))
    _head, body = pack_predictions(records, len(values))
    return json.loads(body)


TOPICS = {
    "body-texts": body_text,
    "contexts": effects,
    "execution-parameters": execution_parameters_text,
    "input-types": input_type,
    "limits": changed_limits,
    "output-types": output_type,
    "paths": choose_path,
    "plain-decimals": plain_decimal,
    "refusals": refuse,
    "values": values_back,
}


def outcome(topic: str, given: dict[str, Any]) -> Any:
    try:
        return TOPICS[topic](**given)
    except refusal.Refusal as refused:
        headers = {name.lower(): value for name, value in refused.headers}
        return {"status": refused.status, "headers": headers, "body": refused.body.decode()}


def outcomes(topic: str) -> list[Any]:
    table = json.loads((HERE / "cases" / f"{topic}.json").read_text(encoding="utf-8"))
    return [outcome(topic, {**table.get("shared", {}), **case["given"]}) for case in table["cases"]]


def frames_back() -> list[Any]:
    channel = Channel()
    seen = []
    for frame in iter(channel.read, None):
        seen.append({"kind": frame.kind, "call": frame.call, "head": frame.head, "body": frame.body.hex()})
        channel.send(frame.kind, frame.call, frame.head, frame.body)
    return seen


said = {"kinds": KINDS, "frames": frames_back(), **{topic: outcomes(topic) for topic in TOPICS}}
print(json.dumps(said))
