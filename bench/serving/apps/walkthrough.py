"""The server of AWS's seller guide: returns the text of the request with a prediction.

`WORK` makes it return the body, or sum the rows of JSON; `SPIN_MS` makes it compute.
"""

import json
import os
import time

from flask import Flask, request

app = Flask(__name__)
SPIN_SECONDS = float(os.environ.get("SPIN_MS", "0")) / 1000
WORK = os.environ.get("WORK")


@app.route("/ping")
def ping():
    return ""


@app.route("/invocations", methods=["POST"])
def invocations():
    body = request.get_data()
    if WORK == "echo":
        return body
    if WORK == "parse":
        return json.dumps({"predictions": [sum(row) for row in json.loads(body)["instances"]]})
    end = time.monotonic() + SPIN_SECONDS
    while time.monotonic() < end:
        pass
    return json.dumps({"prediction": "a", "text": body.decode("utf8")})
