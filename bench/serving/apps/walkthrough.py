"""The server of AWS's seller guide: returns the text of the request with a prediction. `spin` makes it
compute.
"""
import json
import os
import time

from flask import Flask, request

app = Flask(__name__)
SPIN_SECONDS = float(os.environ.get("SPIN_MS", "0")) / 1000


@app.route("/ping")
def ping():
    return ""


@app.route("/invocations", methods=["POST"])
def invocations():
    text = request.get_data().decode("utf8")
    end = time.monotonic() + SPIN_SECONDS
    while time.monotonic() < end:
        pass
    return json.dumps({"prediction": "a", "text": text})
