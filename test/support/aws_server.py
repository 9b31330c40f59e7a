"""The AWS API for the tests: moto's own server behind a layer that records every request, checks it against
the service's model, implements what moto lacks, and fails if a test wants it to.

Prints its port, and ends when its stdin is closed.
"""

import io
import json
import sys
import threading

from aws_answer import AwsError, print_answer, print_error
from aws_control import Control
from aws_parts import list_sums
from aws_request import read_call, read_credential
from aws_stacks import complete_stacks
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from service_model import answer_faults, request_faults
from werkzeug.serving import WSGIRequestHandler, make_server

CHECKED = ("ecr", "sagemaker", "marketplace-catalog")
UNKNOWN_KEY = {
    "s3": "InvalidAccessKeyId",
    "sts": "InvalidClientTokenId",
    "iam": "InvalidClientTokenId",
    "cloudformation": "InvalidClientTokenId",
}


class Server:
    def __init__(self):
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.lock = threading.Lock()
        self.control = None

    def __call__(self, environ, start_response):
        body = read_body(environ)
        if environ["PATH_INFO"].startswith("/_test/"):
            with self.lock:
                status, headers, answer = self.test_asks(environ["PATH_INFO"].removeprefix("/_test/"), json.loads(body))
            return respond(start_response, status, headers, answer)
        credential = read_credential(environ)
        if credential is None:
            return self.moto(environ, start_response)
        call = {**credential, **read_call(credential["service"], environ, body)}
        del call["key"]
        with self.lock:
            answer = self.answer(call, environ, credential["key"])
        if answer is not None:
            call["status"] = answer[0]
            return respond(start_response, *answer)

        def started(status, headers, *more):
            call["status"] = int(status.split()[0])
            return start_response(status, headers, *more)

        return self.moto(environ, started)

    def test_asks(self, verb, words):
        if verb == "reset":
            BackendDict.reset()
            reset_model_data()
            self.control = Control(**words)
            return 200, [], b"null"
        try:
            return 200, [], json.dumps(self.control.obey(verb, words)).encode()
        except Exception as error:
            return 400, [], repr(error).encode()

    def answer(self, call, environ, key):
        """Nothing, if moto answers the request."""
        service, operation = call["service"], call["operation"]
        control = self.control
        try:
            control.check_credential(key, environ.get("HTTP_X_AMZ_SECURITY_TOKEN"))
        except AwsError as error:
            return print_error(service, AwsError(UNKNOWN_KEY.get(service, error.code), error.message, 403))
        control.calls.append(call)
        try:
            control.fail_if_wanted(call, environ)
            control.check_permission(call)
            if service in CHECKED:
                self.check(call)
            own = control.operations.get(f"{service}:{operation}")
            if own is None:
                return None
            answer = own(call["region"], call["parameters"])
            control.violations += [f"our own answer: {fault}" for fault in answer_faults(service, operation, answer)]
            return print_answer(service, answer)
        except AwsError as error:
            return print_error(service, error)

    def check(self, call):
        faults = request_faults(call["service"], call["operation"], call["parameters"])
        if faults:
            self.control.violations += faults
            code = "InvalidParameterException" if call["service"] == "ecr" else "ValidationException"
            count = f"{len(faults)} validation error{'s' * (len(faults) > 1)} detected"
            raise AwsError(code, f"{count}: {'; '.join(faults)}")


def read_body(environ):
    """The whole body. It can be read again afterwards."""
    if environ.get("HTTP_TRANSFER_ENCODING") == "chunked":
        body = environ["wsgi.input"].read()
        del environ["HTTP_TRANSFER_ENCODING"]
    else:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    return body


def respond(start_response, status, headers, body):
    start_response(f"{status} {'OK' if status < 400 else 'Refused'}", [*headers, ("Content-Length", str(len(body)))])
    return [body]


class Quiet(WSGIRequestHandler):
    def log_request(self, *words):
        pass


def end_with_input(server):
    sys.stdin.read()
    server.shutdown()


list_sums()
complete_stacks()
server = make_server("127.0.0.1", 0, Server(), threaded=True, request_handler=Quiet)
threading.Thread(target=end_with_input, args=[server], daemon=True).start()
print(server.port, flush=True)
server.serve_forever()
