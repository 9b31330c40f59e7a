"""Checks that this listing meets SageMaker's contract. Run it with `python3 -m unittest discover test`."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from runtime import contract  # noqa: E402

FIRST_TYPE = contract.INPUT_TYPES[0][0]
FIRST_SAMPLE = (ROOT / contract.SAMPLES[FIRST_TYPE]).read_bytes()


class Answer(NamedTuple):
    status: int
    body: bytes
    type: str


class Server:
    """Runs `serve` of this listing on a free port."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.last_log = ""
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        environment = {
            "SAGEMAKER_BASE_DIR": str(ROOT / "local"),
            **os.environ,
            "SAGEMAKER_BIND_TO_PORT": str(self.port),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        self.process = subprocess.Popen([ROOT / "serve"], env=environment, stderr=self._log)

    def wait_until_ready(self) -> None:
        while self.process.poll() is None:
            with contextlib.suppress(OSError):
                if self.ask("GET", "/ping").status == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"the model did not load; the log has the reason:\n{self.log()}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.last_log = self.log()
        self._log.close()
        return code

    def log(self) -> str:
        if self._log.closed:
            return self.last_log
        self._log.seek(0)
        return self._log.read().decode()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(response.status, response.read(), response.getheader("Content-Type", ""))
        finally:
            connection.close()

    def invoke(self, body: bytes = FIRST_SAMPLE, **headers: str) -> Answer:
        return self.ask("POST", "/invocations", body, **headers)


class ContractTest(unittest.TestCase):
    server: Server

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Server()
        cls.server.wait_until_ready()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.stop()

    def assert_status(self, expected: int, answer: Answer) -> None:
        self.assertEqual(answer.status, expected, f"{answer.body!r}\n{self.server.log()}")

    def test_ping_answers_200_with_an_empty_body(self) -> None:
        answer = self.server.ask("GET", "/ping")
        self.assertEqual((answer.status, answer.body), (200, b""))

    def test_every_sample_is_answered_as_every_declared_type(self) -> None:
        for type_, sample in contract.SAMPLES.items():
            for accept, _ in contract.OUTPUT_TYPES:
                with self.subTest(type=type_, accept=accept):
                    answer = self.server.invoke((ROOT / sample).read_bytes(), Content_Type=type_, Accept=accept)
                    self.assert_status(200, answer)
                    self.assertEqual(answer.type.split(";")[0], accept)

    def test_a_content_type_that_the_manifest_does_not_declare_is_refused_with_415(self) -> None:
        self.assert_status(415, self.server.invoke(Content_Type="application/x-undeclared"))

    def test_an_answer_that_the_manifest_does_not_declare_is_refused_with_406(self) -> None:
        self.assert_status(406, self.server.invoke(Content_Type=FIRST_TYPE, Accept="application/x-undeclared"))

    def test_an_unspecified_type_is_the_first_declared_one(self) -> None:
        written_otherwise = f"{FIRST_TYPE.upper()}; charset=utf-8"
        for type_ in ("", "*/*", "application/x-www-form-urlencoded", written_otherwise):
            with self.subTest(type=type_):
                self.assert_status(200, self.server.invoke(Content_Type=type_))

    def test_an_invalid_body_never_causes_a_server_error(self) -> None:
        for type_, _ in contract.INPUT_TYPES:
            for body in (b"", b'{"', b'a,"b', b"\0\0\0", b"\x93NUMPY" * 9):
                with self.subTest(type=type_, body=body):
                    answer = self.server.invoke(body, Content_Type=type_)
                    self.assertLess(answer.status, 500, self.server.log())

    def test_a_body_that_is_announced_as_too_large_is_refused_with_413(self) -> None:
        size = int(contract.LIMITS["max_payload_mb"] * 1024 * 1024) + 1
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.putrequest("POST", "/invocations")
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()

    def test_ping_answers_while_calls_are_in_progress(self) -> None:
        with ThreadPoolExecutor(20) as threads:
            calls = [threads.submit(self.server.invoke, Content_Type=FIRST_TYPE) for _ in range(20)]
            self.assert_status(200, self.server.ask("GET", "/ping"))
            for call in calls:
                self.assert_status(200, call.result())

    def test_execution_parameters_stay_within_the_limits_of_a_batch_transform(self) -> None:
        answer = json.loads(self.server.ask("GET", "/execution-parameters").body)
        self.assertLessEqual(answer["MaxConcurrentTransforms"] * answer["MaxPayloadInMB"], 100)


class StopTest(unittest.TestCase):
    def test_serve_ends_with_0_when_sagemaker_stops_it(self) -> None:
        server = Server()
        server.wait_until_ready()
        self.assertEqual(server.stop(), 0, server.log())


if __name__ == "__main__":
    unittest.main()
