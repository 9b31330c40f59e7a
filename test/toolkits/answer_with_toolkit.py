"""
Answers calls with SageMaker's inference toolkit. stdin has the calls, stdout gets their answers, both as JSON. A call is
answered in a process of its own, because a module is imported once. It goes the way of AWS's containers: through the
worker of their model server, and without its front, a program of Java.
"""

import base64
import io
import json
import os
import re
import struct
import sys
import tempfile

import numpy
import scipy.sparse  # noqa: F401
from mms.service import Service
from sagemaker_inference.default_handler_service import DefaultHandlerService


def bytes_of(body):
    return base64.b64decode(body["base64"]) if isinstance(body, dict) else body.encode()


def text_of(body):
    if body.startswith(b"\x93NUMPY"):
        array = numpy.load(io.BytesIO(body), allow_pickle=True)
        return f"ndarray {array.dtype.str} {list(array.shape)} {array.tolist()!r}"
    try:
        text = re.sub("0x[0-9a-f]{6,}", "0x…", body.decode())
    except UnicodeDecodeError:
        return repr(body)
    return re.sub(r"\nTraceback .*", "\nTraceback…", text, flags=re.DOTALL)


class Message:
    """The answer of a worker, in the format that the server's front reads."""

    def __init__(self, content):
        self.stream = io.BytesIO(content)

    def number(self):
        return struct.unpack("!i", self.stream.read(4))[0]

    def bytes(self):
        return self.stream.read(self.number())

    def answer(self):
        code, reason = self.number(), self.bytes()
        _request, content_type, status, _phrase = self.bytes(), self.bytes(), self.number(), self.bytes()
        for _ in range(self.number()):
            self.bytes(), self.bytes()
        if code != 200:
            return f"{code}  {reason.decode()}"
        return f"{status} {content_type.decode()} {text_of(self.bytes())}"


def answer_to(call):
    os.environ.update(call.get("environment", {}))
    handler = DefaultHandlerService()
    worker = Service("model", "/opt/ml/model", None, handler.handle, None, 1)
    try:
        handler.initialize(worker.context)
    except Exception as fault:
        return f"does not load: {type(fault).__name__} {str(fault).strip()}"
    headers = [{"name": name.encode(), "value": value.encode()} for name, value in call["headers"].items()]
    body = {"name": "body", "contentType": "", "value": bytearray(bytes_of(call["body"]))}
    return Message(worker.predict([{"requestId": b"1", "parameters": [body], "headers": headers}])).answer()


def answer_in_process(call):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in call["files"].items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            sys.path.insert(0, folder)
            os.dup2(2, 1)
            with os.fdopen(writing, "w") as channel:
                channel.write(answer_to(call))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as channel:
            answer = channel.read()
        os.waitpid(process, 0)
        return answer


print(json.dumps([answer_in_process(call) for call in json.load(sys.stdin)]))
