"""Holds API requests against the service models of the installed AWS SDK, and against the patterns, maxima and word
lists in them, which the SDK itself does not check. Reads one {"operation", "request"} a line, of SageMaker or of the
"service" that it names, and prints one fault a line."""

import json
import re
import sys

import botocore.session
from botocore.validate import ParamValidator

SESSION = botocore.session.get_session()


def faults(value, shape, path):
    metadata = shape.metadata
    if shape.type_name == "structure":
        for name, member in value.items():
            if name in shape.members:
                yield from faults(member, shape.members[name], f"{path}.{name}")
        return
    if shape.type_name == "list":
        for index, item in enumerate(value):
            yield from faults(item, shape.member, f"{path}[{index}]")
    if shape.type_name == "map":
        for key, item in value.items():
            yield from faults(item, shape.value, f"{path}.{key}")
    size = value if shape.type_name in ("integer", "long") else len(value) if hasattr(value, "__len__") else None
    if size is not None and "max" in metadata and size > metadata["max"]:
        yield f"{path}: {size} is above {metadata['max']}"
    if shape.type_name == "string":
        if getattr(shape, "enum", None) and value not in shape.enum:
            yield f"{path}: {value!r} is not a word of {shape.name}"
        if "pattern" in metadata and not matches(metadata["pattern"], value):
            yield f"{path}: {value!r} does not match {metadata['pattern']}"


def matches(pattern, value):
    """Python's re has no \\p classes; those texts are checked by the rules of the generator."""
    return "\\p" in pattern or re.fullmatch(pattern, value) is not None


for line in sys.stdin:
    call = json.loads(line)
    service = SESSION.get_service_model(call.get("service", "sagemaker"))
    shape = service.operation_model(call["operation"]).input_shape
    report = ParamValidator().validate(call["request"], shape)
    if report.has_errors():
        print(report.generate_report())
    for fault in faults(call["request"], shape, call["operation"]):
        print(fault)
