"""Finds the service, the operation and the parameters of an HTTP request."""

import functools
import json
import re
import urllib.parse

from service_model import service_model

# The service names in signatures, and the names of the service models.
SERVICES = {
    "ecr": "ecr",
    "sagemaker": "sagemaker",
    "sts": "sts",
    "s3": "s3",
    "iam": "iam",
    "cloudformation": "cloudformation",
    "aws-marketplace": "marketplace-catalog",
}
CHUNKED_TRAILER = re.compile(rb"^(x-amz-checksum-[a-z0-9]+):([^\r\n]+)", re.MULTILINE)


def read_credential(environ):
    """The key and scope of a signed request: key, Region, service. Nothing if it is not signed."""
    signed = re.search(r"Credential=([^/]+)/[^/]+/([^/]+)/([^/]+)/", environ.get("HTTP_AUTHORIZATION", ""))
    if signed is None or signed[3] not in SERVICES:
        return None
    return {"key": signed[1], "region": signed[2], "service": SERVICES[signed[3]]}


def read_call(service, environ, body):
    """{"operation", "parameters"} with the names of the service's model."""
    protocol = service_model(service).metadata["protocol"]
    if protocol == "json":
        operation = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2]
        return {"operation": operation, "parameters": json.loads(body or b"{}")}
    if protocol == "query":
        words = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        operation = words.pop("Action", "")
        words.pop("Version", None)
        return {"operation": operation, "parameters": words}
    return read_rest_call(service, environ, body)


def read_rest_call(service, environ, body):
    query = dict(urllib.parse.parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name[:5] == "HTTP_"}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    # A client that computes the checksum while it sends adds it after the last chunk.
    if "x-amz-trailer" in headers:
        headers |= {name.decode(): value.decode() for name, value in CHUNKED_TRAILER.findall(body[-1000:])}
    request = {"method": environ["REQUEST_METHOD"], "path": environ["PATH_INFO"], "query": query, "headers": headers}
    fitting = [
        (len(route["query"]) + len(route["headers"]), route, place)
        for route in routes(service)
        if (place := fits(route, request)) is not None
    ]
    if not fitting:
        return {"operation": f"{request['method']} {request['path']}", "parameters": query}
    _, route, place = max(fitting, key=lambda found: found[0])
    return {"operation": route["operation"], "parameters": located(service, route["operation"], request, place, body)}


@functools.cache
def routes(service):
    """What identifies each operation of a service: method, path, and required members and headers."""
    model = service_model(service)
    return [route(model.operation_model(name)) for name in model.operation_names]


def route(operation):
    path, _, query = operation.http["requestUri"].partition("?")
    shape = operation.input_shape
    required = [shape.members[name].serialization for name in shape.required_members] if shape else []
    wanted = dict(word.partition("=")[::2] for word in query.split("&") if word)
    wanted |= {place["name"]: "" for place in required if place.get("location") == "querystring"}
    pattern = re.sub(r"\{(\w+)\+\}", r"(?P<\1>.+)", path)
    return {
        "operation": operation.name,
        "method": operation.http["method"],
        "path": re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern) + ("/?" if path.count("/") == 1 else "")),
        "query": wanted,
        "headers": [place["name"].lower() for place in required if place.get("location") == "header"],
    }


def fits(route, request):
    place = route["path"].fullmatch(request["path"])
    if place is None or route["method"] != request["method"]:
        return None
    for name, value in route["query"].items():
        if name not in request["query"] or (value and request["query"][name] != value):
            return None
    return place.groupdict() if all(name in request["headers"] for name in route["headers"]) else None


def located(service, operation, request, place, body):
    """The parameters of a request, each read from the place that the model defines."""
    shape = service_model(service).operation_model(operation).input_shape
    is_json = service_model(service).metadata["protocol"] == "rest-json"
    content = json.loads(body) if is_json and body else {}
    parameters = {}
    for name, member in shape.members.items() if shape else ():
        where = member.serialization.get("location")
        key = member.serialization.get("name", name)
        source = {"uri": place, "querystring": request["query"], "header": request["headers"]}.get(where, content)
        key = key.lower() if where == "header" else key
        if where == "headers":
            start = key.lower()
            value = {name[len(start) :]: text for name, text in request["headers"].items() if name.startswith(start)}
            parameters |= {name: value} if value else {}
        elif source.get(key, "") != "":
            parameters[name] = source[key]
    # Unknown members, and a body without a shape in the model, are kept: the check refuses them.
    known = {member.serialization.get("name", name) for name, member in shape.members.items()} if shape else set()
    return parameters | {name: value for name, value in content.items() if name not in known}
