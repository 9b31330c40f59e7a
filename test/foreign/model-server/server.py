# A front whose answers are those of the multi-model server: its own words for health, and 503 for each exception of the
# handler. What the handler returns is JSON, whatever the caller asked for.
import http.server
import json


def handle(body):
    return [sum(float(cell) for cell in row.split(",")) for row in body.decode().splitlines()]


class Front(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200, {"status": "Healthy"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            self.answer(200, handle(body))
        except Exception:
            self.answer(503, {"code": 503, "type": "InternalServerException", "message": "Prediction failed"})

    def answer(self, status, words):
        text = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("", 8080), Front).serve_forever()
