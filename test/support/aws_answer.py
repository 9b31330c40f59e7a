"""Responses in the format of AWS, in the protocol of each service."""

import dataclasses
import json
from xml.sax.saxutils import escape

from service_model import service_model

REQUEST_ID = "11111111-2222-3333-4444-555555555555"


@dataclasses.dataclass
class AwsError(Exception):
    code: str
    message: str
    status: int = 400


def print_answer(service, answer):
    headers = [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", REQUEST_ID)]
    return 200, headers, json.dumps(answer).encode()


def print_error(service, error):
    protocol = service_model(service).metadata["protocol"]
    code, message = escape(error.code), escape(error.message)
    if protocol == "json":
        text = json.dumps({"__type": error.code, "message": error.message})
        headers = [("Content-Type", "application/x-amz-json-1.1")]
    elif protocol == "rest-json":
        text = json.dumps({"message": error.message})
        headers = [("Content-Type", "application/json"), ("x-amzn-ErrorType", error.code)]
    elif protocol == "query":
        inner = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        text = f"<ErrorResponse>{inner}<RequestId>{REQUEST_ID}</RequestId></ErrorResponse>"
        headers = [("Content-Type", "text/xml")]
    else:
        inner = f"<Code>{code}</Code><Message>{message}</Message><RequestId>{REQUEST_ID}</RequestId>"
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
        headers = [("Content-Type", "application/xml")]
    return error.status, [*headers, ("x-amzn-RequestId", REQUEST_ID)], text.encode()
