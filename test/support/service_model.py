"""Checks requests against the service models of the installed AWS SDK, as the service itself would. The SDK
checks types, required and unknown members. Patterns, maxima and enums are in the models and are checked
here.
"""

import functools
import re

import botocore.session
from botocore.validate import ParamValidator


@functools.cache
def service_model(service):
    return botocore.session.get_session().get_service_model(service)


def request_faults(service, operation, request):
    return faults_of(request, service_model(service).operation_model(operation).input_shape, operation)


def answer_faults(service, operation, answer):
    return faults_of(answer, service_model(service).operation_model(operation).output_shape, operation)


def faults_of(value, shape, path):
    if shape is None:
        return [f"{path}: {value!r}, where nothing is"] if value else []
    report = ParamValidator().validate(value, shape)
    broken = [f"{path}: {report.generate_report()}"] if report.has_errors() else []
    return broken + list(member_faults(value, shape, path))


def member_faults(value, shape, path):
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, member in value.items():
            if name in shape.members:
                yield from member_faults(member, shape.members[name], f"{path}.{name}")
        return
    if shape.type_name == "list" and isinstance(value, list):
        for index, item in enumerate(value):
            yield from member_faults(item, shape.member, f"{path}[{index}]")
    if shape.type_name == "map" and isinstance(value, dict):
        for key, item in value.items():
            yield from member_faults(item, shape.value, f"{path}.{key}")
    yield from size_faults(value, shape, path)
    if shape.type_name == "string" and isinstance(value, str):
        yield from text_faults(value, shape, path)


def size_faults(value, shape, path):
    is_number = shape.type_name in ("integer", "long") and isinstance(value, int)
    size = value if is_number else len(value) if hasattr(value, "__len__") else None
    if size is not None and "max" in shape.metadata and size > shape.metadata["max"]:
        yield f"{path}: {size} is above {shape.metadata['max']}"


def text_faults(value, shape, path):
    if getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path}: {value!r} is not a word of {shape.name}"
    if is_documented(shape.name, value):
        return
    if "pattern" in shape.metadata and not matches(shape.metadata["pattern"], value):
        yield f"{path}: {value!r} does not match {shape.metadata['pattern']}"


def is_documented(name, value):
    """The patterns of the catalog's model refuse what AWS's guide shows: the version of an entity's type, a name of more
    than one letter, and a reference to another change.
    """
    return (
        name == "EntityType"
        or (name == "ChangeName" and re.fullmatch("[a-zA-Z]+", value))
        or re.fullmatch(r"\$[a-zA-Z]+\.Entity\.Identifier", value)
    )


def matches(pattern, value):
    """Python's re has no \\p classes; the rules of the generator check those texts."""
    return "\\p" in pattern or re.fullmatch(pattern, value) is not None
