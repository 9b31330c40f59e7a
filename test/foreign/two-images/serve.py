#!/usr/bin/env python3
# Tells how far each row is from the means, and ends at the stop signal behind the calls that are under way.
import http.server
import json
import signal
import threading

means = json.loads(open("/opt/ml/model/means.json").read())


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200 if self.path == "/ping" else 404, b"")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Type", "text/csv").split(";")[0] != "text/csv":
            return self.answer(415, b"this reads text/csv\n")
        try:
            rows = [[float(cell) for cell in line.split(",")] for line in body.decode().splitlines()]
            far = [sum(abs(a - b) for a, b in zip(row, means, strict=True)) for row in rows]
        except ValueError as error:
            return self.answer(400, f"{error}\n".encode())
        self.answer(200 if rows else 400, "".join(f"{one}\n" for one in far).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/csv" if status == 200 else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("", 8080), Handler)
server.daemon_threads = False
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
server.server_close()
