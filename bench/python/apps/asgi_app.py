"""The same model behind an ASGI server, without a framework."""
import os

import joblib
import numpy as np

model = joblib.load(os.environ["MODEL_FILE"])


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body = b""
    if scope["path"] == "/invocations":
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        rows = np.array([line.split(",") for line in body.decode().splitlines()], dtype=float)
        body = "\n".join(map(str, model.predict(rows).tolist())).encode()
    headers = [(b"content-type", b"text/csv"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
